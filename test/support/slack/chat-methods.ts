/**
 * `chat.*` and `reactions.*` of the Web API: what the bot says, changes and takes back, under Slack's rules.
 * `compose` is shared with `response_url`, which takes the same messages.
 */
import { flag, json, optional, required } from './arguments.ts';
import { messageFaults } from './block-kit.ts';
import { messageBody } from './payloads.ts';
import type { Channel, Json, Message } from './shapes.ts';
import { SlackFault } from './shapes.ts';
import type { ApiContext, Method } from './web-api.ts';
import type { Workspace } from './workspace.ts';

/** Characters of `text`: a new message is cut here at Slack, an update is refused. */
const maxText = { posted: 40_000, updated: 4000 } as const;

const writes = ['chat:write'];

export const chatMethods: Record<string, Method> = {
  'chat.postMessage': { scopes: writes, run: post },
  'chat.postEphemeral': { scopes: writes, run: postEphemeral },
  'chat.update': { scopes: writes, run: update },
  'chat.delete': { scopes: writes, run: remove },
  'chat.getPermalink': { run: permalink },
  'reactions.add': { scopes: ['reactions:write'], run: react },
  'reactions.remove': { scopes: ['reactions:write'], run: unreact },
  'reactions.get': { scopes: ['reactions:read'], run: reactionsOf },
  'assistant.threads.setStatus': { scopes: ['chat:write', 'assistant:write'], run: setStatus },
};

/** The content of a message from what an app sends; throws what Slack would say against it. */
export function compose(
  workspace: Workspace,
  args: Json,
  max: number = maxText.posted,
): Pick<Message, 'text' | 'blocks'> {
  const text = optional(args, 'text') ?? '';
  const blocks = json(args, 'blocks', 'invalid_blocks_format');
  const empty = blocks === undefined || (Array.isArray(blocks) && blocks.length === 0);
  if (text === '' && empty) throw new SlackFault('no_text');
  if (text.length > max) throw new SlackFault('msg_too_long');
  if (empty) return { text };
  // A message of blocks alone is taken, though it notifies with nothing.
  const faults = messageFaults({ text: text === '' ? 'none' : text, blocks }).map(fault => fault.message);
  if (faults.length > 0) throw invalidBlocks(faults);
  return { text, blocks: (blocks as Json[]).map(block => filled(workspace, block)) };
}

function invalidBlocks(faults: string[]): SlackFault {
  const messages = faults.map(fault => `[ERROR] ${fault}`);
  return new SlackFault('invalid_blocks', { errors: faults, response_metadata: { messages } });
}

/** Slack gives an id to every block and button that has none, and fills in what a text leaves out. */
function filled(workspace: Workspace, block: Json): Json {
  const { elements, accessory, text, fields } = block as Record<string, unknown> & {
    elements?: Json[];
    fields?: Json[];
  };
  const inside = (one: Json): Json => {
    if (one.type !== 'button') return wholeText(one);
    return { ...one, action_id: one.action_id ?? workspace.nextId('a'), text: wholeText(one.text as Json) };
  };
  return {
    ...block,
    block_id: block.block_id ?? workspace.nextId('b'),
    ...(text ? { text: wholeText(text as Json) } : {}),
    ...(fields ? { fields: fields.map(wholeText) } : {}),
    ...(elements && block.type !== 'rich_text' ? { elements: elements.map(inside) } : {}),
    ...(accessory ? { accessory: inside(accessory as Json) } : {}),
  };
}

function wholeText(one: Json): Json {
  if (one.type === 'plain_text') return { emoji: true, ...one };
  return one.type === 'mrkdwn' ? { verbatim: false, ...one } : one;
}

function post(context: ApiContext, args: Json): Json {
  const { workspace } = context;
  const channel = target(context, required(args, 'channel'));
  const threadTs = threadOf(workspace, channel, optional(args, 'thread_ts'));
  const metadata = json(args, 'metadata', 'invalid_metadata_format') as Json | undefined;
  if (metadata && (!metadata.event_type || !metadata.event_payload)) throw new SlackFault('invalid_metadata_format');
  const message = workspace.add({
    ...compose(workspace, args),
    ...spokenByBot(workspace),
    channel: channel.id,
    ...(threadTs ? { threadTs } : {}),
    ...(metadata ? { metadata } : {}),
    unfurl: unfurl(args),
  });
  context.changed('posted', message);
  return { channel: channel.id, ts: message.ts, message: messageBody(workspace, message) };
}

function unfurl(args: Json): NonNullable<Message['unfurl']> {
  return {
    ...(args.unfurl_links === undefined ? {} : { links: flag(args, 'unfurl_links') }),
    ...(args.unfurl_media === undefined ? {} : { media: flag(args, 'unfurl_media') }),
  };
}

/** Who speaks when the app does. */
export function spokenByBot({ app }: Workspace): { user: string; botId: string } {
  return { user: app.bot.id, botId: app.bot.bot.id };
}

/** Where the bot may write: channels it is in, public ones with a scope of their own; a person's id means their DM. */
function target({ workspace, scopes }: ApiContext, id: string): Channel {
  if (workspace.people.has(id)) return workspace.directMessages(id);
  const channel = workspace.channel(id);
  if (channel.archived) throw new SlackFault('is_archived');
  const inside = channel.members.has(workspace.app.bot.id);
  if (inside || (channel.type === 'channel' && scopes.has('chat:write.public'))) return channel;
  throw new SlackFault(channel.type === 'channel' ? 'not_in_channel' : 'channel_not_found');
}

/** Replies belong to the thread's first message, whichever of its messages is named. */
function threadOf(workspace: Workspace, channel: Channel, ts: string | undefined): string | undefined {
  if (ts === undefined) return undefined;
  const parent = workspace.history(channel.id).find(one => one.ts === ts);
  if (!parent) throw new SlackFault('thread_not_found');
  return parent.threadTs ?? parent.ts;
}

function postEphemeral(context: ApiContext, args: Json): Json {
  const { workspace } = context;
  const channel = workspace.channel(required(args, 'channel'));
  const user = required(args, 'user');
  if (!channel.members.has(workspace.app.bot.id)) throw new SlackFault('not_in_channel');
  if (!channel.members.has(user)) throw new SlackFault('user_not_in_channel');
  const threadTs = optional(args, 'thread_ts');
  const message = workspace.add({
    ...compose(workspace, args),
    ...spokenByBot(workspace),
    channel: channel.id,
    onlyFor: user,
    ...(threadTs ? { threadTs } : {}),
  });
  context.changed('ephemeral', message);
  return { message_ts: message.ts };
}

/** The bot's own message by channel and time stamp. */
function own({ workspace }: ApiContext, args: Json, error: string): Message {
  const message = workspace.find(workspace.channel(required(args, 'channel')).id, required(args, 'ts'));
  if (message.onlyFor !== undefined) throw new SlackFault('message_not_found');
  if (message.user !== workspace.app.bot.id) throw new SlackFault(error);
  return message;
}

function update(context: ApiContext, args: Json): Json {
  const { workspace } = context;
  const message = own(context, args, 'cant_update_message');
  const previous = messageBody(workspace, message);
  const content = compose(workspace, args, maxText.updated);
  const metadata = json(args, 'metadata', 'invalid_metadata_format') as Json | undefined;
  const edited = { user: message.user, ts: `${Math.floor(workspace.now() / 1000)}.000000` };
  // Blocks go when only a text is given; metadata stay unless others are.
  if (!content.blocks) delete message.blocks;
  Object.assign(message, content, { edited }, metadata ? { metadata } : {});
  context.changed('updated', message, previous);
  return { channel: message.channel, ts: message.ts, text: message.text, message: messageBody(workspace, message) };
}

function remove(context: ApiContext, args: Json): Json {
  const message = own(context, args, 'cant_delete_message');
  context.workspace.remove(message);
  context.changed('deleted', message);
  return { channel: message.channel, ts: message.ts };
}

function permalink({ workspace }: ApiContext, args: Json): Json {
  const message = workspace.find(workspace.channel(required(args, 'channel')).id, required(args, 'message_ts'));
  const thread = message.threadTs ? `?thread_ts=${message.threadTs}&cid=${message.channel}` : '';
  const place = `archives/${message.channel}/p${message.ts.replace('.', '')}${thread}`;
  return { channel: message.channel, permalink: `https://${workspace.app.team.domain}.slack.com/${place}` };
}

function react({ workspace }: ApiContext, args: Json): Json {
  const message = workspace.find(workspace.channel(required(args, 'channel')).id, required(args, 'timestamp'));
  const name = required(args, 'name');
  const givers = message.reactions.get(name) ?? new Set<string>();
  if (givers.has(workspace.app.bot.id)) throw new SlackFault('already_reacted');
  message.reactions.set(name, givers.add(workspace.app.bot.id));
  return {};
}

function unreact({ workspace }: ApiContext, args: Json): Json {
  const message = workspace.find(workspace.channel(required(args, 'channel')).id, required(args, 'timestamp'));
  const name = required(args, 'name');
  const givers = message.reactions.get(name);
  if (!givers?.delete(workspace.app.bot.id)) throw new SlackFault('no_reaction');
  if (givers.size === 0) message.reactions.delete(name);
  return {};
}

function reactionsOf({ workspace }: ApiContext, args: Json): Json {
  const channel = workspace.channel(required(args, 'channel')).id;
  const message = workspace.find(channel, required(args, 'timestamp'));
  const reactions = [...message.reactions].map(([name, users]) => ({ name, users: [...users], count: users.size }));
  return { type: 'message', channel, message: { ...messageBody(workspace, message), reactions } };
}

/** "Stet is searching…" under a thread; an empty status, or the app's next message there, takes it away. */
function setStatus({ workspace }: ApiContext, args: Json): Json {
  const channel = workspace.channel(required(args, 'channel_id')).id;
  const thread = required(args, 'thread_ts');
  workspace.find(channel, thread);
  const status = optional(args, 'status') ?? '';
  if (status === '') workspace.statuses.delete(`${channel} ${thread}`);
  else workspace.statuses.set(`${channel} ${thread}`, status);
  return {};
}
