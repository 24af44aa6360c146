/**
 * Reactions as Discord's gateway tells of them, taken before discord.js looks for their message: that one may be in no cache, and in a
 * thread that nobody has spoken in since the start. Other emoji, other bots and Stet itself are left out here.
 */
import { randomUUID } from 'node:crypto';
import {
  type APIMessage,
  type APITextChannel,
  type APIThreadChannel,
  type Client,
  type GatewayMessageReactionAddDispatchData,
  type GatewayMessageReactionRemoveDispatchData,
  Routes,
} from 'discord.js';
import type { PersonId } from '../../core/chat.ts';
import type { HeardReaction, Reaction } from '../../core/reactions.ts';
import { ifReadable } from '../reactions.ts';
import type { Api } from './calls.ts';
import { DIRECT, PLATFORM, personId } from './ids.ts';

export type ReactionData = GatewayMessageReactionAddDispatchData | GatewayMessageReactionRemoveDispatchData;

/** A reaction that flags, in the channel that Discord says, which may be a thread. */
export interface RawReaction {
  event: string;
  person: PersonId;
  personName: string;
  guild: string | null;
  channel: string;
  message: string;
  /** Whether the message is ours; Discord says whose it is where a reaction is added. */
  ours: boolean;
  added: boolean;
}

/**
 * Null for what flags nothing. Discord gives its events no id and tells each of them once, and somebody may flag, take it back and flag
 * again: so each gets an id of its own, by which it is done once however often it is tried.
 * @param us our own account.
 */
export function reactionIn(
  data: ReactionData,
  { added, emoji, us }: { added: boolean; emoji: string; us: string },
): RawReaction | null {
  const user = 'member' in data ? data.member?.user : undefined;
  if (data.user_id === us || user?.bot === true) return null;
  if (data.emoji.id !== null || plain(data.emoji.name ?? '') !== plain(emoji)) return null;
  return {
    event: `${PLATFORM}:reaction:${randomUUID()}`,
    person: personId(data.user_id),
    personName: user?.username ?? '',
    guild: data.guild_id ?? null,
    channel: data.channel_id,
    message: data.message_id,
    ours: 'message_author_id' in data && data.message_author_id === us,
    added,
  };
}

/** Without the mark that asks for an emoji's picture, which Discord leaves out of some. */
function plain(emoji: string): string {
  return emoji.replaceAll('\uFE0F', '');
}

/** With the place where its message stands: a thread is in its channel, which is asked of Discord where nobody knows it. */
export async function reactionHeard(raw: RawReaction, client: Client, api: Api): Promise<HeardReaction> {
  const { event, person, personName, guild, message, ours, added } = raw;
  const parent = guild === null ? null : await parentOf(raw.channel, client, api);
  const place = { platform: PLATFORM, space: guild ?? DIRECT, channel: parent ?? raw.channel };
  const thread = parent === null ? null : raw.channel;
  const reaction: Reaction = { event, person, personName, message: { ...place, message }, thread, ours, added };
  return {
    reaction,
    target: { ...place, thread, only: person, direct: guild === null, replyTo: message, grant: null },
  };
}

async function parentOf(id: string, client: Client, api: Api): Promise<string | null> {
  const known = client.channels.cache.get(id);
  if (known !== undefined) return known.isThread() ? known.parentId : null;
  const channel = await api.get<APITextChannel | APIThreadChannel>(Routes.channel(id));
  return 'thread_metadata' in channel ? (channel.parent_id ?? null) : null;
}

/** What a message says; null where it may not be read or is gone. Without the privileged intent Discord leaves the words out. */
export async function wordsOf(
  { channel, message }: Pick<RawReaction, 'channel' | 'message'>,
  api: Api,
): Promise<string | null> {
  return ifReadable(async () => {
    const { content } = await api.get<APIMessage>(Routes.channelMessage(channel, message));
    return content === '' ? null : content;
  });
}
