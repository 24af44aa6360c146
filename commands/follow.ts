/**
 * `follow <what> [words]`: this channel or thread is told of new articles as they come: of everything (`all`), of one feed by its id, or of
 * those that carry some words.
 */
import { z } from 'zod';
import { defineCommand } from '../src/core/command.ts';
import { StetError } from '../src/core/errors.ts';
import type { Followed } from '../src/core/feeds.ts';
import { stringField } from '../src/core/fields.ts';
import type { Store } from '../src/core/ports.ts';
import { reply, text } from '../src/core/reply.ts';
import { followedInWords } from './following.ts';

/** Subscriptions of one place: more than anyone can tell apart are a mistake. */
const MOST = 25;

export const follow = defineCommand({
  name: 'follow',
  summary: 'tells this channel of new articles: all, a feed, or those that carry some words',
  surfaces: ['console', 'chat'],
  permission: 'editor',
  changesStore: true,
  input: z.object({ what: stringField({ about: 'all, a feed’s id, or words', max: 200, rest: true }) }),
  async run({ what }, { store, place, direct, actor }) {
    const followed = await followedBy(what, store);
    if ((await store.subscriptions(place)).length >= MOST) throw tooMany();
    const { subscription, fresh } = await store.subscribe({ place, direct, followed, words: [], setBy: actor.id });
    const told = `${fresh ? 'Followed here' : 'Already followed here'}: ${await followedInWords(followed, store)}.`;
    return reply({ body: [text(told)], fallback: told, data: subscription });
  },
});

/** `all`, a feed that is known, or words. */
export async function followedBy(what: string, store: Pick<Store, 'feed'>): Promise<Followed> {
  const words = what.trim();
  if (words.toLowerCase() === 'all') return { kind: 'all' };
  if (!words.startsWith('f-')) return { kind: 'topic', words };
  if ((await store.feed(words)) === null)
    throw new StetError('unknown-feed', 'no feed of that id', {
      userMessage: `There is no feed "${words}"; /feed list has them all.`,
    });
  return { kind: 'feed', feed: words };
}

function tooMany(): StetError {
  const userMessage = `A channel follows at most ${MOST} things; unfollow one first.`;
  return new StetError('too-many', 'a limit on subscriptions is reached', { userMessage });
}
