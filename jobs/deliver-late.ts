/**
 * `deliver-late`: queues `deliver` for posts that were not sent a minute after they were queued: their process may be gone, or their job lost. Scheduled
 * at start. Safe to run twice: a post that waits for its next try keeps that job, and one that another process sends is left to it.
 */
import { z } from 'zod';
import { defineJob } from '../src/core/job.ts';
import { deliver } from './deliver.ts';

/** Longer than a process that is gone counts as living (30 s), milliseconds. */
const LATE_MS = 60_000;

/** Queued in one run, the oldest first; the next takes more. */
const MOST = 1_000;

export const deliverLate = defineJob({
  name: 'deliver-late',
  payload: z.object({}),
  key: () => 'all',
  retry: { attempts: 5, backoffMs: 5_000, maxBackoffMs: 60_000 },
  concurrency: 1,
  async run(_, { store, queue, clock }) {
    const before = new Date(clock.now().getTime() - LATE_MS).toISOString();
    for (const key of (await store.unsentPosts(before)).slice(0, MOST)) await queue.add(deliver, { key });
  },
});
