/** `following`: what this channel or thread follows, and how it is told. */
import { z } from 'zod';
import { defineCommand } from '../src/core/command.ts';
import type { Followed, Subscription } from '../src/core/feeds.ts';
import type { Store } from '../src/core/ports.ts';
import { type ReplyField, reply, text } from '../src/core/reply.ts';

export const following = defineCommand({
  name: 'following',
  summary: 'shows what this channel follows',
  surfaces: ['console', 'chat'],
  permission: 'everyone',
  forAskerAlone: true,
  input: z.object({}),
  async run(_, { store, place }) {
    const followed = await store.subscriptions(place);
    const told =
      followed.length === 0
        ? 'Nothing is followed here; follow all, a feed, an outlet or some words.'
        : 'Followed here:';
    const fields = await Promise.all(followed.map(each => subscriptionField(each, store)));
    return reply({ body: [text(told)], fields, fallback: told, data: followed });
  },
});

/** What is followed, in plain words. */
export async function followedInWords(followed: Followed, store: Pick<Store, 'feed'>): Promise<string> {
  if (followed.kind === 'all') return 'everything that comes in';
  if (followed.kind === 'topic') return `articles that carry "${followed.words}"`;
  if (followed.kind === 'outlet') return `the outlet ${followed.outlet}`;
  const feed = await store.feed(followed.feed);
  return feed === null ? `the feed ${followed.feed}, which is removed` : `the feed ${feed.title ?? feed.shown}`;
}

/** What articles must carry beside, in plain words; nothing where there is no filter. */
export function filterInWords(words: readonly string[]): string {
  return words.length === 0 ? '' : `, with ${words.length > 1 ? 'one of: ' : ''}${words.join(', ')}`;
}

async function subscriptionField({ id, followed, words, paused }: Subscription, store: Store): Promise<ReplyField> {
  const state = paused === null ? '' : ` (paused: ${paused})`;
  return { name: id, value: [text(`${await followedInWords(followed, store)}${filterInWords(words)}${state}`)] };
}
