/**
 * `tidy`: removes what is kept no longer than `STET_KEEP_DAYS`: questions, who asked them, watches, votes and the actions of old buttons.
 * Scheduled once a day at start. Posts stay, without what was asked, for an article may still fall.
 */
import { z } from 'zod';
import { defineJob } from '../src/core/job.ts';

const DAY_MS = 86_400_000;

export const tidy = defineJob({
  name: 'tidy',
  payload: z.object({ keepDays: z.number().int().min(1) }),
  key: () => 'all',
  retry: { attempts: 5, backoffMs: 60_000, maxBackoffMs: 600_000 },
  concurrency: 1,
  run: async ({ keepDays }, { store, clock }) => {
    await store.tidy(new Date(clock.now().getTime() - keepDays * DAY_MS).toISOString());
  },
});
