/** How many jobs that do nothing each queue of ours does in a second, beside BullMQ bare, on one Redis and in one run. */
import { Queue as BullQueue, Worker } from 'bullmq';
import { z } from 'zod';
import { systemClock } from '../../../src/core/clock.ts';
import { defineJob, type JobContext } from '../../../src/core/job.ts';
import type { Queue } from '../../../src/core/ports.ts';
import { openBullQueue } from '../../../src/queue/bullmq.ts';
import { openLocalQueue } from '../../../src/queue/local.ts';

/** Jobs done at once, and added at once. */
const AT_ONCE = 10;
const ADDED_AT_ONCE = 50;

/** Rounds of which the fastest counts: neighbours only ever make one slower. */
const ROUNDS = 3;

export type QueueName = 'local' | 'stet on bullmq' | 'bullmq bare';

/** Jobs a second, from the first that is added until the last that is done. */
export type JobRates = Record<QueueName, number>;

const warn = () => {};

export async function measureJobs(redisUrl: string, jobs: number): Promise<JobRates> {
  const best: JobRates = { local: 0, 'stet on bullmq': 0, 'bullmq bare': 0 };
  for (let round = 0; round < ROUNDS; round++) {
    // One after another, so that each meets the same neighbours.
    const rates: JobRates = {
      local: await rateOf(openLocalQueue({ clock: systemClock, warn }), jobs),
      'stet on bullmq': await rateOf(
        await openBullQueue({ url: redisUrl, clock: systemClock, warn, prefix: `ours-${round}` }),
        jobs,
      ),
      'bullmq bare': await bareRate(redisUrl, jobs, `bare-${round}`),
    };
    for (const name of Object.keys(best) as QueueName[]) best[name] = Math.max(best[name], rates[name]);
  }
  return best;
}

async function rateOf(queue: Queue, jobs: number): Promise<number> {
  const all = countdown(jobs);
  const job = defineJob({
    name: 'nothing',
    payload: z.object({ id: z.int() }),
    key: ({ id }) => String(id),
    retry: { attempts: 3, backoffMs: 100, maxBackoffMs: 1_000 },
    concurrency: AT_ONCE,
    run: async () => all.one(),
  });
  // Of the context a job that does nothing uses nothing.
  await queue.work([job], {} as Omit<JobContext, 'attempt' | 'signal'>);
  const started = performance.now();
  await addAll(jobs, id => queue.add(job, { id }));
  await all.done;
  const took = performance.now() - started;
  await queue.close();
  return (1_000 * jobs) / took;
}

async function bareRate(url: string, jobs: number, prefix: string): Promise<number> {
  const all = countdown(jobs);
  const connection = { url, maxRetriesPerRequest: null };
  const queue = new BullQueue('nothing', { connection, prefix });
  const worker = new Worker('nothing', async () => all.one(), { connection, prefix, concurrency: AT_ONCE });
  await worker.waitUntilReady();
  const started = performance.now();
  await addAll(jobs, id => queue.add('nothing', { id }, { removeOnComplete: true, attempts: 3 }));
  await all.done;
  const took = performance.now() - started;
  await worker.close();
  await queue.close();
  return (1_000 * jobs) / took;
}

async function addAll(jobs: number, add: (id: number) => Promise<unknown>): Promise<void> {
  let next = 0;
  const adder = async () => {
    while (next < jobs) await add(next++);
  };
  await Promise.all(Array.from({ length: ADDED_AT_ONCE }, adder));
}

function countdown(left: number) {
  const { promise: done, resolve } = Promise.withResolvers<void>();
  const one = () => {
    left -= 1;
    if (left === 0) resolve();
  };
  return { done, one };
}
