/** What Discord's clients are built with, in one place. */
import { type ClientOptions, GatewayIntentBits, Options, Partials, REST, type RESTOptions } from 'discord.js';

export interface DiscordOptions {
  token: string;
  /** The application's id; null: asked of Discord. */
  app: string | null;
  /** The guild that commands are registered in; null: everywhere. */
  guild: string | null;
  /** Guilds that are served; null: those that an owner of the application is in. */
  guilds: readonly string[] | null;
  /** Roles whose members are editors; null: whoever may manage the guild. */
  editorRoles: readonly string[] | null;
  /** Whether the privileged intent is on by which what is said without a mention can be read. */
  messageContent: boolean;
  /** The reaction that flags. */
  flagEmoji: string;
  /** Without a version. */
  apiUrl: string;
  apiVersion: string;
}

/** A call that takes longer is given up, milliseconds: people wait no longer, and the job queue tries again. */
const TIMEOUT_MS = 10_000;

/** How often what answers an interaction is forgotten, milliseconds: each one leaves a little behind in discord.js. */
const SWEEP_MS = 60_000;

function restOptions({ apiUrl, apiVersion }: DiscordOptions): Partial<RESTOptions> {
  return { api: apiUrl.replace(/\/+$/, ''), version: apiVersion, timeout: TIMEOUT_MS };
}

/** Nothing is tried again blindly: a message carries a nonce, but Discord remembers that for some minutes alone. */
export function botRest(options: DiscordOptions): REST {
  return new REST({ ...restOptions(options), retries: 0, rejectOnRateLimit: () => true }).setToken(options.token);
}

/**
 * For what an interaction's own token does, without the bot's: Discord does not count it among the fifty calls a second that the
 * bot may make in all. Nothing is tried again blindly: it carries no nonce.
 */
export function hooksRest(options: DiscordOptions): REST {
  const unlimited = { globalRequestsPerSecond: 10_000, handlerSweepInterval: SWEEP_MS };
  return new REST({ ...restOptions(options), retries: 0, rejectOnRateLimit: () => true, ...unlimited });
}

/** What Stet listens to, no more than it needs. */
function intentsOf({ messageContent }: Pick<DiscordOptions, 'messageContent'>): GatewayIntentBits[] {
  return [
    GatewayIntentBits.Guilds,
    GatewayIntentBits.GuildMessages,
    GatewayIntentBits.GuildMessageReactions,
    GatewayIntentBits.DirectMessages,
    GatewayIntentBits.DirectMessageReactions,
    ...(messageContent ? [GatewayIntentBits.MessageContent] : []),
  ];
}

/** A client that remembers no message: what was said is in the store, and a message in no cache is found there. */
export function clientOptions(options: DiscordOptions, ws: NonNullable<ClientOptions['ws']>): ClientOptions {
  return {
    intents: intentsOf(options),
    partials: [Partials.Message, Partials.Channel, Partials.Reaction, Partials.User],
    allowedMentions: { parse: [], repliedUser: false },
    makeCache: Options.cacheWithLimits({ ...Options.DefaultMakeCacheSettings, MessageManager: 0, ReactionManager: 0 }),
    rest: restOptions(options),
    ws,
  };
}
