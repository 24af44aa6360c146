/**
 * The app manifest: what Stet is on Slack, made from the commands that work in chat. Pure data in, data out; it asks for no scope
 * and no event without a reason, and the reason stands beside it.
 */
import { usage } from '../../../commands/help.ts';
import type { AnyCommand } from '../../core/command.ts';
import { StetError } from '../../core/errors.ts';

/** Name the message shortcuts in their payloads. */
export const ASK_ABOUT_MESSAGE = 'ask-about-message';

export const WHY_MESSAGE = 'why-message';
export const FLAG_ARTICLE = 'flag-article';

/** Bot scopes, no more than needed. */
export const SCOPES: readonly { scope: string; why: string }[] = [
  { scope: 'app_mentions:read', why: 'hears questions that mention it' },
  { scope: 'chat:write', why: 'answers' },
  { scope: 'chat:write.public', why: 'answers a slash command in a public channel it was not invited to' },
  { scope: 'reactions:read', why: 'hears the reaction that flags an article, and that it was taken back' },
  { scope: 'reactions:write', why: 'marks what was said while it looks for the answer' },
  { scope: 'im:write', why: 'answers one person where it cannot do so in the channel' },
  { scope: 'commands', why: 'has slash commands and the message shortcuts' },
  { scope: 'im:history', why: 'reads the direct messages sent to it' },
  { scope: 'channels:history', why: 'reads follow-up questions in its threads in public channels' },
  { scope: 'groups:history', why: 'reads follow-up questions in its threads in private channels' },
  { scope: 'users:read', why: 'tells admins and people of other organisations from everyone else' },
  { scope: 'usergroups:read', why: 'knows who is in a user group of editors' },
];

/** Events, each with the scope that Slack asks for it; null where it asks for none. */
export const EVENTS: readonly { event: string; scope: string | null }[] = [
  { event: 'app_home_opened', scope: null },
  { event: 'app_mention', scope: 'app_mentions:read' },
  { event: 'message.im', scope: 'im:history' },
  { event: 'message.channels', scope: 'channels:history' },
  { event: 'message.groups', scope: 'groups:history' },
  { event: 'reaction_added', scope: 'reactions:read' },
  { event: 'reaction_removed', scope: 'reactions:read' },
];

/** Where Slack sends everything over HTTP: the path that Bolt listens on. */
const HTTP_PATH = '/slack/events';

/** Characters: what Slack takes as a usage hint. */
const USAGE = 1_000;

export type ManifestMode = { mode: 'socket' } | { mode: 'http'; url: string };

interface SlashCommand {
  command: string;
  description: string;
  usage_hint: string;
  should_escape: boolean;
  url?: string;
}

/**
 * The manifest for api.slack.com/apps, as an object; JSON of it is what is pasted there. For HTTP, `url` is the public https
 * address of Stet, without a path. Throws `bad-usage` when it is not one.
 */
export function slackManifest(commands: readonly AnyCommand[], options: ManifestMode) {
  const address = options.mode === 'http' ? { url: requestUrl(options.url) } : {};
  const request = options.mode === 'http' ? { request_url: requestUrl(options.url) } : {};
  return {
    _metadata: { major_version: 2, minor_version: 1 },
    display_information: {
      name: 'Stet',
      description: 'Answers questions from the record, word for word, or says that the record is silent.',
      long_description: LONG_DESCRIPTION,
      background_color: '#1f2933',
    },
    features: {
      app_home: { home_tab_enabled: true, messages_tab_enabled: true, messages_tab_read_only_enabled: false },
      bot_user: { display_name: 'stet', always_online: true },
      slash_commands: slashCommands(commands).map(command => ({ ...command, ...address })),
      shortcuts: [
        {
          name: 'Ask about this message',
          type: 'message',
          callback_id: ASK_ABOUT_MESSAGE,
          description: 'Ask the record a question that starts from this message',
        },
        {
          name: 'Why does Stet say this?',
          type: 'message',
          callback_id: WHY_MESSAGE,
          description: 'How Stet came to say this message, and what has changed since',
        },
        {
          name: 'Flag this article',
          type: 'message',
          callback_id: FLAG_ARTICLE,
          description: 'Say that an article which this message shows is to be doubted',
        },
      ],
    },
    oauth_config: { scopes: { bot: SCOPES.map(({ scope }) => scope) } },
    settings: {
      event_subscriptions: { ...request, bot_events: EVENTS.map(({ event }) => event) },
      interactivity: { is_enabled: true, ...request },
      org_deploy_enabled: false,
      socket_mode_enabled: options.mode === 'socket',
      token_rotation_enabled: false,
    },
  };
}

/** At least 175 characters, or Slack refuses it. */
const LONG_DESCRIPTION = [
  'Stet answers questions about a running story from the articles its newsroom keeps. Every quotation is cut word for word from a',
  'stored text and shown with its source. It counts reports and not links, shows where sources disagree, says what there is reason',
  'to doubt, and says plainly when the record does not say. It uses no language model.',
].join(' ');

/** `/ask` for the question that is asked most, `/stet` for everything else that works in chat. */
function slashCommands(commands: readonly AnyCommand[]): SlashCommand[] {
  const offered = commands.filter(command => command.surfaces.includes('chat'));
  const asking = offered.filter(command => command.name === 'ask');
  return [
    ...asking.map(command => ({
      command: '/ask',
      description: sentence(command.summary),
      usage_hint: usage(command).slice('ask '.length),
      should_escape: true,
    })),
    {
      command: '/stet',
      description: 'Does everything else that Stet can do here; /stet help lists it',
      usage_hint: hint(offered) || 'help',
      should_escape: true,
    },
  ];
}

/** As many commands with their arguments as a hint holds, in their order. */
function hint(offered: readonly AnyCommand[]): string {
  const shown = [...offered].filter(command => command.name !== 'ask').map(command => usage(command));
  while (shown.join(' | ').length > USAGE) shown.pop();
  return shown.join(' | ');
}

function sentence(words: string): string {
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}`;
}

function requestUrl(url: string): string {
  const parsed = URL.parse(url);
  if (parsed?.protocol === 'https:' && parsed.username === '') return new URL(HTTP_PATH, parsed.origin).href;
  const userMessage = 'Over HTTP, Slack needs the public https address of Stet, such as https://stet.example.org.';
  throw new StetError('bad-usage', 'a manifest for HTTP without an https address', { userMessage });
}
