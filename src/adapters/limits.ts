/**
 * How much may be asked: counted in the store, so that a restart forgets nothing. Generous to people, a wall to a script; told
 * kindly, to the asker alone.
 */
import type { Request } from '../core/chat.ts';
import { StetError } from '../core/errors.ts';
import type { RequestStore } from '../core/ports.ts';

interface Limit {
  /** Requests. */
  count: number;
  /** In this many minutes. */
  minutes: number;
  why: string;
}

/** Every limit, with its reason. The README's table is compared with it by a test. */
export const LIMITS = {
  person: { count: 30, minutes: 5, why: 'one every ten seconds: nobody reads answers faster than that' },
  channel: {
    count: 300,
    minutes: 5,
    why: 'one every second: a busy newsroom asks less, a loop between bots asks more',
  },
} as const satisfies Record<string, Limit>;

const MINUTE_MS = 60_000;

/**
 * Throws `too-many` when this request, which is already stored, is one too many for its person or its channel. What came after it
 * does not count, so that it is told the same whenever it is answered.
 */
export async function refuseTooMany(
  { person, target, askedAt }: Pick<Request, 'person' | 'target' | 'askedAt'>,
  { store }: { store: Pick<RequestStore, 'countRequests'> },
): Promise<void> {
  const since = ({ minutes }: Limit) => new Date(Date.parse(askedAt) - minutes * MINUTE_MS).toISOString();
  const theirs = await store.countRequests(since(LIMITS.person), { person }, askedAt);
  if (theirs > LIMITS.person.count) throw tooMany('You have asked', LIMITS.person);
  const channels = await store.countRequests(since(LIMITS.channel), target, askedAt, LIMITS.person.count);
  if (channels > LIMITS.channel.count) throw tooMany('This channel has asked', LIMITS.channel);
}

function tooMany(who: string, { count, minutes }: Limit): StetError {
  const userMessage = `${who} ${count} questions in ${minutes} minutes, which is as many as Stet takes. Please wait a little and ask again.`;
  return new StetError('too-many', 'a limit on requests is reached', { userMessage });
}
