/** Messages made, changed and taken away, the same way whoever asks: checked against Discord's limits, and told to the gateway. */
import { ApiError, refuse } from './api-error.ts';
import { isRecord } from './form.ts';
import type { Gateway } from './gateway.ts';
import { isEmptyMessage, messageFaults } from './limits.ts';
import { type Channel, DIRECT, EPHEMERAL, type Json, LOADING, type Message, type User, type World } from './world.ts';

export interface Origin {
  channel: Channel;
  author: User;
  /** Of an answer to an interaction. */
  interaction?: Message['interaction'];
  /** The person who alone sees it. */
  only?: User | null;
  flags?: number;
  type?: number;
}

/** A message of the bot from the body of a request; throws 50035 and 50006. */
export function createMessage(world: World, gateway: Gateway, body: unknown, origin: Origin): Message {
  const { channel, author, interaction = null, only = null, flags = 0 } = origin;
  const given = checked(body, interaction !== null);
  if (isEmptyMessage(given)) throw new ApiError(50006);
  const replies = repliedTo(world, given.message_reference, channel);
  const message = world.addMessage({
    channel,
    author,
    interaction,
    only,
    replies,
    content: trimmed(given.content),
    embeds: recordsOf(given.embeds),
    components: recordsOf(given.components),
    flags: flags | Number(given.flags ?? 0),
    nonce: (given.nonce as Message['nonce']) ?? null,
    ...(origin.type === undefined ? {} : { type: origin.type }),
    ...mentionsOf(world, trimmed(given.content), given.allowed_mentions, replies),
  });
  gateway.dispatchMessage('MESSAGE_CREATE', message);
  return message;
}

/** What the body names is replaced, and nothing else. A message that was being thought about is thought about no more. */
export function editMessage(world: World, gateway: Gateway, message: Message, body: unknown): void {
  const given = checked(body, message.interaction !== null);
  const kept = { content: message.content, embeds: message.embeds };
  if (isEmptyMessage({ ...kept, ...given })) throw new ApiError(50006);
  const suppressing = typeof given.flags === 'number' ? given.flags & 4 : message.flags & 4;
  Object.assign(message, {
    ...(given.content === undefined ? {} : { content: trimmed(given.content) }),
    ...(given.embeds === undefined ? {} : { embeds: recordsOf(given.embeds) }),
    ...(given.components === undefined ? {} : { components: recordsOf(given.components) }),
    ...mentionsOf(world, trimmed(given.content ?? message.content), given.allowed_mentions, message.replies),
    flags: (message.flags & ~LOADING & ~4) | suppressing,
    editedAt: world.clock.now().toISOString(),
  } satisfies Partial<Message>);
  gateway.dispatchMessage('MESSAGE_UPDATE', message);
}

export function deleteMessage(gateway: Gateway, message: Message, intent: number): void {
  message.deleted = true;
  const guild = (message.channel.parent ?? message.channel).guild;
  const data = { id: message.id, channel_id: message.channel.id, ...(guild ? { guild_id: guild.id } : {}) };
  if (message.only === null) gateway.dispatch('MESSAGE_DELETE', data, intent);
}

function checked(body: unknown, interaction: boolean): Json {
  refuse(messageFaults(body, { interaction }));
  return body as Json;
}

/** Discord takes the spaces at both ends away. */
function trimmed(content: unknown): string {
  return typeof content === 'string' ? content.trim() : '';
}

function recordsOf(list: unknown): Json[] {
  return Array.isArray(list) ? list.filter(isRecord) : [];
}

function repliedTo(world: World, reference: unknown, channel: Channel): Message | null {
  if (!isRecord(reference)) return null;
  const found = world.messages.get(String(reference.message_id));
  if (found && !found.deleted && found.channel === channel) return found;
  if (reference.fail_if_not_exists === false) return null;
  const path = ['message_reference'];
  throw new ApiError(50035, [{ path, code: 'REPLIES_UNKNOWN_MESSAGE', message: 'Unknown message' }]);
}

/** Who is pinged: whoever the words name and the sender allows; with nothing said about it, everybody named. */
export function mentionsOf(
  world: World,
  content: string,
  allowed: unknown,
  replies: Message | null,
): Pick<Message, 'mentions' | 'mentionsEveryone'> {
  const named = Array.from(content.matchAll(/<@!?(\d+)>/g), ([, id]) => world.users.get(id!)).filter(
    user => user !== undefined,
  );
  const everyone = /@(everyone|here)/.test(content);
  if (!isRecord(allowed))
    return { mentions: unique([...named, ...(replies ? [replies.author] : [])]), mentionsEveryone: everyone };
  const parse = Array.isArray(allowed.parse) ? allowed.parse : [];
  const users = Array.isArray(allowed.users) ? allowed.users : [];
  const mentions = named.filter(user => parse.includes('users') || users.includes(user.id));
  const answered = replies && allowed.replied_user === true ? [replies.author] : [];
  return { mentions: unique([...mentions, ...answered]), mentionsEveryone: everyone && parse.includes('everyone') };
}

function unique(users: User[]): User[] {
  return [...new Set(users)];
}

/** Throws 50007 where a person takes no messages from bots. */
export function demandOpen({ type, recipient }: Channel): void {
  if (type === DIRECT && recipient?.takesDirectMessages === false) throw new ApiError(50007);
}

export function isEphemeral({ flags }: Pick<Message, 'flags'>): boolean {
  return (flags & EPHEMERAL) !== 0;
}
