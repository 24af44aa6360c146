/**
 * `tell-followers`: says one thing in every place that follows a feed. Queued by `poll-feed` when a feed is in trouble, and when it is
 * back; and again by the next poll or at start, until it is done. Safe to run twice: each place gets one post of a key.
 */
import { z } from 'zod';
import { defineJob } from '../src/core/job.ts';
import { reply, text } from '../src/core/reply.ts';
import { deliver } from './deliver.ts';

export const tellFollowers = defineJob({
  name: 'tell-followers',
  payload: z.object({
    feed: z.string().min(1),
    key: z.string().min(1),
    words: z.string().min(1).max(1_000),
    /** Since when followers know of the feed's trouble, once they are told; null when it is over. */
    since: z.string().nullable(),
  }),
  key: ({ key }) => key,
  retry: { attempts: 10, backoffMs: 2_000, maxBackoffMs: 60_000 },
  concurrency: 2,
  async run({ feed, key, words, since }, { store, queue }) {
    for (const { id, place, direct, followed, paused } of await store.subscriptions()) {
      const follows = followed.kind === 'all' || (followed.kind === 'feed' && followed.feed === feed);
      if (!follows || paused !== null) continue;
      const made = reply({ body: [text(words)], tone: 'warning', fallback: words });
      const target = { ...place, direct, only: null, grant: null };
      const { post } = await store.queuePost({
        key: `${key}:${id}`,
        kind: 'notice',
        target,
        reply: made,
        asked: null,
        request: null,
      });
      await queue.add(deliver, { key: post.key });
    }
    // Last, so that a run that was cut short comes again.
    await store.markTrouble(feed, since);
  },
});
