/**
 * `digests-due`: finds the digests whose time has come and queues `digest` for each. Scheduled every minute, and queued at start. Safe to
 * run at any time: it goes by the clock and by the dates that had a digest, and keeps nothing of its own, so that neither a restart nor a
 * clock that is set, nor a plan that is changed, can lose a digest or bring one twice.
 */
import { setImmediate as nextTurn } from 'node:timers/promises';
import { z } from 'zod';
import type { DigestPlan } from '../src/core/digests.ts';
import { defineJob, type JobContext } from '../src/core/job.ts';
import { type Due, lastDue } from '../src/newsroom/digest/calendar.ts';
import { digest } from './digest.ts';

/** Plans looked at before others have their turn: some 8 ms, of 0.4 ms each. */
const A_TURN = 20;

export const digestsDue = defineJob({
  name: 'digests-due',
  payload: z.object({}),
  key: () => 'all',
  // The next minute tries again anyway.
  retry: { attempts: 1, backoffMs: 1_000, maxBackoffMs: 1_000 },
  concurrency: 1,
  async run(_, context) {
    for await (const { plan, due } of digestsToMake(context))
      await context.queue.add(digest, { plan: plan.id, date: due.date });
  },
});

/** Digests whose time has come, and which were not made. */
export async function* digestsToMake({
  store,
  clock,
  signal,
}: Pick<JobContext, 'store' | 'clock'> & Partial<Pick<JobContext, 'signal'>>): AsyncGenerator<{
  plan: DigestPlan;
  due: Due;
}> {
  for (const [at, plan] of (await store.digestPlans()).entries()) {
    if (at % A_TURN === A_TURN - 1) await nextTurn(undefined, { signal });
    const due = plan.paused === null ? lastDue(plan, clock.now()) : null;
    if (due !== null && !(await store.hadDigest(plan.id, due.date))) yield { plan, due };
  }
}
