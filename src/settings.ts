/** Every setting, in one table: its name, what it may be, its default and what it means; and which of them go together. Reads nothing. */
import { z } from 'zod';
import { isLoopback } from './core/loopback.ts';
import { editorMapFrom } from './core/verdicts.ts';

export interface Setting<Value extends z.ZodType = z.ZodType, Default = unknown> {
  /** The variable's name; a secret may also come from a file named by `<name>_FILE`. */
  name: string;
  /** Reads the variable's text. */
  type: Value;
  /** What a fault says was expected: completes "expected …". */
  expected: string;
  /** The value used when the variable is not set; null for none. */
  default: Default;
  /** One line for `config` and the README. */
  meaning: string;
  secret: boolean;
}

const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;

/** Any token without white space: other servers that speak a platform's protocol have tokens of their own shape. */
const TOKEN = /^\S+$/;

/**
 * One emoji of Unicode's: an emoji of a workspace's or server's own would be another thing on every platform. The pattern takes 20 ms to make,
 * which nobody waits for who leaves the setting alone.
 */
function isEmoji(text: string): boolean {
  return /^(?:\p{RGI_Emoji}|\p{Extended_Pictographic})$/v.test(text);
}

/** Discord's ids are numbers of 64 bits. */
const SNOWFLAKE = /^\d{5,20}$/;

function wholeNumber(min: number, max: number) {
  return z
    .string()
    .regex(/^\d{1,9}$/)
    .transform(Number)
    .refine(value => value >= min && value <= max);
}

/** Words with commas between. */
function list() {
  return z
    .string()
    .transform(value =>
      value
        .split(',')
        .map(word => word.trim())
        .filter(word => word !== ''),
    )
    .refine(words => words.length > 0);
}

/** The table. A new setting is one row here; its key is its name in Config. The README's table is compared with it. */
export const SETTINGS = {
  data: setting({
    name: 'STET_DATA',
    type: z.string(),
    expected: 'a folder',
    default: './.stet',
    meaning: 'Folder of the store and the index; made when it does not exist.',
    secret: false,
  }),
  seeds: setting({
    name: 'STET_SEEDS',
    type: z.enum(['on', 'off']),
    expected: 'on or off',
    default: 'auto' as const,
    meaning: 'Whether the seed corpus is in the record; not set: until the first article of your own is added.',
    secret: false,
  }),
  answers: setting({
    name: 'STET_ANSWERS',
    type: z.enum(['cautious', 'balanced', 'eager', 'all']),
    expected: 'cautious, balanced, eager or all',
    default: 'balanced' as const,
    meaning: 'How sure an answer must be: fewer and surer answers, or more and bolder ones.',
    secret: false,
  }),
  keepDays: setting({
    name: 'STET_KEEP_DAYS',
    type: wholeNumber(1, 3_650),
    expected: 'a whole number of days, 1 to 3650',
    default: 90,
    meaning: 'How long questions, who asked them, watches and votes are kept, in days.',
    secret: false,
  }),
  retractEditors: setting({
    name: 'STET_RETRACT_EDITORS',
    type: wholeNumber(1, 20),
    expected: 'a whole number of editors, 1 to 20',
    default: 2,
    meaning:
      'How many editors must say so before an article is retracted: of one platform, or people whom STET_EDITORS tells apart.',
    secret: false,
  }),
  editorMap: setting({
    name: 'STET_EDITORS',
    type: list().refine(areAccounts),
    expected: 'accounts such as slack:T0123:U0123=discord:12345, with commas between people, each account once',
    default: null,
    meaning:
      'Which accounts are whose: `slack:TEAM:USER=discord:USER`, with commas between people. Those of one person count as one; without it, only editors of one platform count together.',
    secret: false,
  }),
  flagEmoji: setting({
    name: 'STET_FLAG_EMOJI',
    type: z.string().refine(isEmoji),
    expected: 'one emoji',
    default: '🚩',
    meaning: 'The reaction by which people flag the article that a message shows.',
    secret: false,
  }),
  reviewChannels: setting({
    name: 'STET_REVIEW_CHANNELS',
    type: list().refine(places => places.every(isChannel)),
    expected: 'channels such as slack:T0123:C0123 or discord:123:456, with commas between',
    default: null,
    meaning: 'Channels of editors, told of what they should look at: `slack:TEAM:CHANNEL`, `discord:SERVER:CHANNEL`.',
    secret: false,
  }),
  databaseUrl: setting({
    name: 'STET_DATABASE_URL',
    type: z.string().refine(isPostgresUrl),
    expected: 'a URL such as postgres://user:password@localhost:5432/stet',
    default: null,
    meaning: 'PostgreSQL for the store, which several processes may share; not set: a file in `STET_DATA`.',
    secret: true,
  }),
  databasePassword: setting({
    name: 'STET_DATABASE_PASSWORD',
    type: z.string(),
    expected: 'a password',
    default: null,
    meaning: 'Its password, where STET_DATABASE_URL has none.',
    secret: true,
  }),
  redisUrl: setting({
    name: 'STET_REDIS_URL',
    type: z.string().refine(isRedisUrl),
    expected: 'a URL such as redis://localhost:6379 or rediss://…',
    default: null,
    meaning: 'Redis for the job queue; not set: jobs are queued in this process.',
    secret: true,
  }),
  role: setting({
    name: 'STET_ROLE',
    type: z.enum(['all', 'bot', 'worker']),
    expected: 'all, bot or worker',
    default: 'all' as const,
    meaning:
      'What this process does: `bot` hears people and answers, `worker` does the jobs. Both need PostgreSQL and Redis.',
    secret: false,
  }),
  fetchAllow: setting({
    name: 'STET_FETCH_ALLOW',
    type: list().refine(places => places.every(isHostAndPort)),
    expected: 'host:port pairs with commas between, such as localhost:8080',
    default: null,
    meaning: 'Hosts with their ports that Stet may fetch from although they are private; metadata addresses never.',
    secret: false,
  }),
  modelUrl: setting({
    name: 'STET_MODEL_URL',
    type: z.url({ protocol: /^https?$/ }),
    expected: 'a URL such as https://api.example.org/v1',
    default: null,
    meaning:
      'A language model that may help, over any API like OpenAI’s: the address before `/chat/completions`; not set: none does.',
    secret: false,
  }),
  modelName: setting({
    name: 'STET_MODEL_NAME',
    type: z.string(),
    expected: 'the name of a model',
    default: null,
    meaning: 'Its name, as the server has it.',
    secret: false,
  }),
  modelKey: setting({
    name: 'STET_MODEL_KEY',
    type: z.string().regex(TOKEN),
    expected: 'a key without white space',
    default: null,
    meaning: 'The key for its server, where it needs one.',
    secret: true,
  }),
  modelPrivate: setting({
    name: 'STET_MODEL_PRIVATE',
    type: z.enum(['on', 'off']),
    expected: 'on or off',
    default: 'off' as const,
    meaning: 'Whether its server may be a private host, on any port and without encryption; metadata addresses never.',
    secret: false,
  }),
  modelTimeout: setting({
    name: 'STET_MODEL_TIMEOUT',
    type: wholeNumber(1, 60),
    expected: 'a whole number of seconds, 1 to 60',
    default: 4,
    meaning: 'How long its help with one question or brief may take, in seconds.',
    secret: false,
  }),
  modelBudget: setting({
    name: 'STET_MODEL_BUDGET',
    type: wholeNumber(1, 999_999_999),
    expected: 'a whole number of tokens',
    default: 200_000,
    meaning: 'How many tokens it may cost a day (UTC), in and out.',
    secret: false,
  }),
  modelRecord: setting({
    name: 'STET_MODEL_RECORD',
    type: z.string(),
    expected: 'a file',
    default: null,
    meaning: 'A file to which every request to it is added with its id, as JSON Lines; questions stand in it.',
    secret: false,
  }),
  modelReplay: setting({
    name: 'STET_MODEL_REPLAY',
    type: z.string(),
    expected: 'a file',
    default: null,
    meaning: 'A file of `{"id", "response"}` lines that answer in its place.',
    secret: false,
  }),
  httpHost: setting({
    name: 'STET_HTTP_HOST',
    type: z.string(),
    expected: 'an address of this machine',
    default: '127.0.0.1',
    meaning:
      'Address where /healthz, /readyz, /metrics and /queues are; one that others can reach needs STET_HTTP_TOKEN.',
    secret: false,
  }),
  httpPort: setting({
    name: 'STET_HTTP_PORT',
    type: wholeNumber(0, 65_535),
    expected: 'a port, 0 to 65535',
    default: null,
    meaning: 'Port of these; not set: Stet listens nowhere. 0 takes a free one.',
    secret: false,
  }),
  httpToken: setting({
    name: 'STET_HTTP_TOKEN',
    type: z.string().regex(/^\S{16,}$/),
    expected: '16 characters or more, none of them a space',
    default: null,
    meaning: 'What whoever reads /metrics and /queues must send, as a bearer token or a browser’s password.',
    secret: true,
  }),
  logLevel: setting({
    name: 'STET_LOG_LEVEL',
    type: z.enum(LOG_LEVELS),
    expected: `one of ${LOG_LEVELS.join(', ')}`,
    default: 'info' as const,
    meaning: 'The least severe log line that is written.',
    secret: false,
  }),
  slackBotToken: setting({
    name: 'SLACK_BOT_TOKEN',
    type: z.string().regex(TOKEN),
    expected: 'a token such as xoxb-…',
    default: null,
    meaning: 'The bot token of the Slack app; set: Stet serves Slack.',
    secret: true,
  }),
  slackAppToken: setting({
    name: 'SLACK_APP_TOKEN',
    type: z.string().regex(TOKEN),
    expected: 'a token such as xapp-…',
    default: null,
    meaning: 'The app-level token, for Socket Mode.',
    secret: true,
  }),
  slackSigningSecret: setting({
    name: 'SLACK_SIGNING_SECRET',
    type: z.string().regex(TOKEN),
    expected: 'the signing secret of the app',
    default: null,
    meaning: 'What Slack signs its requests with, for HTTP.',
    secret: true,
  }),
  slackMode: setting({
    name: 'SLACK_MODE',
    type: z.enum(['socket', 'http']),
    expected: 'socket or http',
    default: 'socket' as const,
    meaning: 'How Slack reaches Stet: by a socket that Stet opens, or by HTTP requests to SLACK_HOST and SLACK_PORT.',
    secret: false,
  }),
  slackHost: setting({
    name: 'SLACK_HOST',
    type: z.string(),
    expected: 'an address of this machine',
    default: '127.0.0.1',
    meaning: 'Address that is listened on in HTTP mode.',
    secret: false,
  }),
  slackPort: setting({
    name: 'SLACK_PORT',
    type: wholeNumber(0, 65_535),
    expected: 'a port, 0 to 65535',
    default: 3_000,
    meaning: 'Port that is listened on in HTTP mode.',
    secret: false,
  }),
  slackApiUrl: setting({
    name: 'SLACK_API_URL',
    type: z.url({ protocol: /^https?$/ }),
    expected: 'a URL such as https://slack.com/api/',
    default: 'https://slack.com/api/',
    meaning: 'Where the Web API of Slack is; another server that speaks its protocol will do.',
    secret: false,
  }),
  slackRetries: setting({
    name: 'SLACK_RETRIES',
    type: wholeNumber(0, 20),
    expected: 'a whole number, 0 to 20',
    default: 3,
    meaning: 'How often a call to Slack that failed is tried again at once; the job queue tries on after that.',
    secret: false,
  }),
  slackTeamIds: setting({
    name: 'SLACK_TEAM_IDS',
    type: list(),
    expected: 'workspace ids with commas between',
    default: null,
    meaning: 'Workspaces that are served; not set: the token’s own.',
    secret: false,
  }),
  slackEditors: setting({
    name: 'SLACK_EDITORS',
    type: list(),
    expected: 'ids of users and user groups, or admins, with commas between',
    default: ['admins'],
    meaning: 'Who decides: users (U…), user groups (S…), or admins, the admins and owners of the workspace.',
    secret: false,
  }),
  discordToken: setting({
    name: 'DISCORD_TOKEN',
    type: z.string().regex(TOKEN),
    expected: 'the token of a bot',
    default: null,
    meaning: 'The token of the Discord bot; set: Stet serves Discord.',
    secret: true,
  }),
  discordApp: setting({
    name: 'DISCORD_APP_ID',
    type: z.string().regex(SNOWFLAKE),
    expected: 'an application’s id, all digits',
    default: null,
    meaning: 'The application’s id; not set: asked of Discord. `invite` needs it.',
    secret: false,
  }),
  discordGuild: setting({
    name: 'DISCORD_GUILD_ID',
    type: z.string().regex(SNOWFLAKE),
    expected: 'a server’s id, all digits',
    default: null,
    meaning:
      'The one server that commands are registered in, at once; not set: everywhere, which may take Discord an hour.',
    secret: false,
  }),
  discordGuilds: setting({
    name: 'DISCORD_GUILD_IDS',
    type: list(),
    expected: 'ids of servers with commas between',
    default: null,
    meaning:
      'Servers that are served; not set: those that an owner of the application is in. Others are told, and left.',
    secret: false,
  }),
  discordEditorRoles: setting({
    name: 'DISCORD_EDITOR_ROLES',
    type: list(),
    expected: 'ids of roles with commas between',
    default: null,
    meaning: 'Roles whose members decide; not set: whoever may manage the server.',
    secret: false,
  }),
  discordMessageContent: setting({
    name: 'DISCORD_MESSAGE_CONTENT',
    type: z.enum(['on', 'off']),
    expected: 'on or off',
    default: 'off' as const,
    meaning: 'Whether follow-ups in threads are heard without a mention; needs the privileged intent of that name.',
    secret: false,
  }),
  discordApiUrl: setting({
    name: 'DISCORD_API_URL',
    type: z.url({ protocol: /^https?$/ }),
    expected: 'a URL such as https://discord.com/api, without a version',
    default: 'https://discord.com/api',
    meaning: 'Where the API of Discord is, without a version; another server that speaks its protocol will do.',
    secret: false,
  }),
  discordApiVersion: setting({
    name: 'DISCORD_API_VERSION',
    type: z.string().regex(/^\d{1,2}$/),
    expected: 'a number',
    default: '10',
    meaning: 'The version of that API.',
    secret: false,
  }),
};

type Settings = typeof SETTINGS;
export type Key = keyof Settings;

/** The settings in use, by key. JSON, `console.log` and the logger show it redacted. */
export type Config = { readonly [K in Key]: z.infer<Settings[K]['type']> | Settings[K]['default'] };

/** Keeps each row's own types while checking its shape. */
function setting<Value extends z.ZodType<unknown, string>, Default>(
  row: Setting<Value, Default>,
): Setting<Value, Default> {
  return row;
}

/** Settings that are right alone, but not together. */
export function misfits(config: Config): string[] {
  return [...ownMisfits(config), ...modelMisfits(config)];
}

function modelMisfits({ modelUrl, modelName, modelKey, modelReplay }: Config): string[] {
  const faults: string[] = [];
  if (modelUrl !== null && modelName === null) faults.push('STET_MODEL_NAME is not set; STET_MODEL_URL needs it');
  if (modelUrl === null && (modelName ?? modelKey) !== null)
    faults.push('STET_MODEL_URL is not set, but other settings of a model are; set it too, or none of them');
  if (modelUrl !== null && modelReplay !== null)
    faults.push('STET_MODEL_URL and STET_MODEL_REPLAY are both set; give one of them');
  return faults;
}

function ownMisfits({
  httpHost,
  httpPort,
  httpToken,
  databaseUrl,
  databasePassword,
  redisUrl,
  role,
  slackBotToken,
  slackAppToken,
  slackSigningSecret,
  slackMode,
}: Config): string[] {
  const faults: string[] = [];
  if (databasePassword !== null && (databaseUrl === null || URL.parse(databaseUrl)?.password !== ''))
    faults.push('STET_DATABASE_PASSWORD is set; it needs a STET_DATABASE_URL without a password');
  if (role !== 'all' && (databaseUrl === null || redisUrl === null))
    faults.push(
      `STET_ROLE=${role} needs STET_DATABASE_URL and STET_REDIS_URL: it works with processes that share them`,
    );
  if (httpPort !== null && httpToken === null && !isLoopback(httpHost))
    faults.push('STET_HTTP_TOKEN is not set; STET_HTTP_HOST is an address that others can reach, which needs it');
  if (slackBotToken === null && (slackAppToken ?? slackSigningSecret) !== null)
    faults.push('SLACK_BOT_TOKEN is not set, but another secret of Slack is; set it too, or neither');
  if (slackBotToken !== null && slackMode === 'socket' && slackAppToken === null)
    faults.push('SLACK_APP_TOKEN is not set; Socket Mode needs it (SLACK_MODE=http does not)');
  if (slackBotToken !== null && slackMode === 'http' && slackSigningSecret === null)
    faults.push('SLACK_SIGNING_SECRET is not set; SLACK_MODE=http needs it');
  return faults;
}

/** A platform, a space on it and a channel there. */
function isChannel(words: string): boolean {
  return /^(?:slack:[A-Z]\w+:[A-Z]\w+|discord:\d{5,20}:\d{5,20})$/.test(words);
}

/** Each belongs to one person. */
function areAccounts(people: readonly string[]): boolean {
  const accounts = editorMapFrom(people).flat();
  const isAccount = /^(?:slack:[A-Z]\w+:[A-Z]\w+|discord:\d{5,20}|console:local)$/;
  return new Set(accounts).size === accounts.length && accounts.every(account => isAccount.test(account));
}

/** An IPv6 address stands in brackets. */
function isHostAndPort(place: string): boolean {
  const [, port] = /^(?:\[[\da-f:.]+\]|[^\s:/?#@[\]]+):(\d{1,5})$/i.exec(place) ?? [];
  return port !== undefined && Number(port) >= 1 && Number(port) <= 65_535;
}

function isRedisUrl(value: string): boolean {
  return isUrlOf(['redis:', 'rediss:'], value);
}

/** A server listens, and a database is named: whoever forgets it would be given one by the name of its user. */
function isPostgresUrl(value: string): boolean {
  return isUrlOf(['postgres:', 'postgresql:'], value) && URL.parse(value)!.pathname.length > 1;
}

function isUrlOf(protocols: readonly string[], value: string): boolean {
  const url = URL.parse(value);
  return url !== null && protocols.includes(url.protocol) && url.hostname !== '';
}
