/**
 * `digest now`: what a digest would say at this moment, of everything since the last one; of the last day where there was none. It changes
 * nothing: the next digest comes at its time and tells the same again.
 */
import { z } from 'zod';
import { defineCommand } from '../src/core/command.ts';
import { feedsInTrouble } from '../src/ingest/feed/polling.ts';
import { makeDigest } from '../src/newsroom/digest/digest.ts';
import { digestReply } from '../src/newsroom/digest/reply.ts';

const DAY_MS = 86_400_000;

export const digestNow = defineCommand({
  name: 'digest now',
  summary: 'shows what is new since the last digest, or in the last day',
  surfaces: ['console', 'chat'],
  permission: 'editor',
  input: z.object({}),
  async run(_, { store, newsroom, clock, place }) {
    const plan = await store.digestPlan(place);
    const now = clock.now();
    const aDayAgo = new Date(now.getTime() - DAY_MS).toISOString();
    const since = plan !== null && plan.lastDate !== null ? plan.covered : await store.digestMark(aDayAgo);
    const feeds = feedsInTrouble(await store.feeds(), now);
    return digestReply((await makeDigest({ place, since, feeds }, { store, newsroom })).digest);
  },
});
