/**
 * `join-cases`: puts articles that arrive, or change, in the case of the report they are copies of, so that what editors took out of the record does
 * not come back by a copy unnoticed. It decides nothing: editors see that the case is open again. Queued by whatever stores an article,
 * and at start for what was left. Safe to run twice: up to which article was looked is in the store.
 */
import { z } from 'zod';
import type { Grouped } from '../src/core/cases.ts';
import { defineJob, type JobContext } from '../src/core/job.ts';
import { retryWatches } from './retry-watches.ts';
import { queueCase } from './show-case.ts';

/** Articles looked at between two commits. */
const BATCH = 100;

export const joinCases = defineJob({
  name: 'join-cases',
  // The last article that is known of, so that what comes while it runs is queued again.
  payload: z.object({ seq: z.number().int() }),
  key: ({ seq }) => String(seq),
  retry: { attempts: 10, backoffMs: 2_000, maxBackoffMs: 300_000 },
  concurrency: 1,
  async run(_, context) {
    const { store, newsroom, queue, signal } = context;
    const last = await store.lastSeq();
    // Read in this order: what is flagged later is flagged with all the copies there are.
    if (!(await store.hasCases())) return void (await store.joinCases([], last));
    for (let next = await store.articlesToJoin(BATCH); next.length > 0; next = await store.articlesToJoin(BATCH)) {
      await newsroom.catchUp();
      const found: Grouped[] = [];
      for (const { article } of next) {
        signal.throwIfAborted();
        found.push({ article, report: await newsroom.copies(article) });
      }
      for (const id of await store.joinCases(found, next.at(-1)!.seq)) await queueCase(id, { store, queue });
    }
  },
});

/** Queues all that looks through articles as they arrive or change. */
export async function queueArrivals(seq: number, { queue }: Pick<JobContext, 'queue'>): Promise<void> {
  await queue.add(retryWatches, { seq });
  await queue.add(joinCases, { seq });
}
