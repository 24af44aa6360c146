/** Discord's ids as ours and back: `discord:U` for a person, and the place of a message. The only file that knows their shape. */
import { createHash } from 'node:crypto';
import type { PersonId, Place } from '../../core/chat.ts';
import { CLOCKS_DIFFER_MS } from '../clocks.ts';

export const PLATFORM = 'discord';

/** Before the id of an interaction, in the id of its event. */
export const INTERACTION = `${PLATFORM}:i:`;

/** The space of direct messages, which belong to no guild. */
export const DIRECT = '@me';

/** Discord's own limit of a nonce, characters. */
const NONCE = 22;

/** Milliseconds since 1970 at which Discord's ids begin (https://docs.discord.com/developers/reference#snowflakes). */
const EPOCH = 1_420_070_400_000n;

export function personId(user: string): PersonId {
  return `${PLATFORM}:${user}`;
}

/** The account of a person's id; null for one that is not Discord's. */
export function userOf(id: PersonId): string | null {
  const [platform, user] = id.split(':');
  return platform === PLATFORM && user ? user : null;
}

/** The channel that messages are sent to: a thread is a channel of its own. */
export function channelOf({ channel, thread }: Pick<Place, 'channel' | 'thread'>): string {
  return thread ?? channel;
}

/** One part of a post, as Discord remembers for a few minutes what it has already taken. */
export function nonceOf(key: string, part: number): string {
  return createHash('sha256').update(`${key} ${part}`).digest('base64url').slice(0, NONCE);
}

/** The lowest id that anything made at an instant of our clock may have. */
export function snowflakeAt(instant: string): string {
  const since = BigInt(Date.parse(instant) - CLOCKS_DIFFER_MS) - EPOCH;
  return String((since > 0n ? since : 0n) << 22n);
}

/** When something with this id was made, ISO 8601. */
export function instantOf(snowflake: string): string {
  return new Date(Number((BigInt(snowflake) >> 22n) + EPOCH)).toISOString();
}
