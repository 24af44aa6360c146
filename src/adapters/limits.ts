/**
 * How much may be asked: counted in the store, so that a restart forgets nothing. Generous to people, a wall to a script; told
 * kindly, to the asker alone.
 */
import type { PersonId, Place } from '../core/chat.ts';
import { StetError } from '../core/errors.ts';
import type { Clock, RequestStore } from '../core/ports.ts';

/** Every limit, with its reason. `count` requests in `minutes`. The README's table is compared with it by a test. */
export const LIMITS = {
  person: { count: 30, minutes: 5, why: 'one every ten seconds: nobody reads answers faster than that' },
  channel: {
    count: 300,
    minutes: 5,
    why: 'one every second: a busy newsroom asks less, a loop between bots asks more',
  },
} as const;

const MINUTE_MS = 60_000;

/** Throws `too-many` when this request, which is already stored, is one too many for its person or its channel. */
export async function refuseTooMany(
  person: PersonId,
  place: Omit<Place, 'thread'>,
  { store, clock }: { store: RequestStore; clock: Clock },
): Promise<void> {
  const since = (minutes: number) => new Date(clock.now().getTime() - minutes * MINUTE_MS).toISOString();
  const theirs = await store.countRequests(since(LIMITS.person.minutes), { person });
  if (theirs > LIMITS.person.count) throw tooMany('You have asked', LIMITS.person);
  const channels = await store.countRequests(since(LIMITS.channel.minutes), place);
  if (channels > LIMITS.channel.count) throw tooMany('This channel has asked', LIMITS.channel);
}

function tooMany(who: string, { count, minutes }: { count: number; minutes: number }): StetError {
  const userMessage = `${who} ${count} questions in ${minutes} minutes, which is as many as Stet takes. Please wait a little and ask again.`;
  return new StetError('too-many', 'a limit on requests is reached', { userMessage });
}
