/**
 * The BullMQ queues of every process that shares one Redis, one a job name, and what stands in them. Their names are kept in Redis, so that a
 * process that never queues a job counts it all the same.
 */
import { type Job as BullJob, Queue as BullQueue } from 'bullmq';
import type { FailedJob, Queue } from '../core/ports.ts';
import type { Broker } from './bullmq-connection.ts';
import { repeatStrategy } from './bullmq-schedule.ts';
import { keyOf } from './bullmq-workers.ts';

export interface BullQueues {
  /** The queue of a job, opened and known to all from now on. */
  of: (name: string) => Promise<BullQueue>;
  /** Those of every process. */
  all: () => Promise<BullQueue[]>;
  /** Jobs of one name that a worker could take or will be able to. */
  waitingIn: (name: string) => Promise<number>;
  /** Whether no job of any process waits or runs, as far as one look at each queue can tell. */
  areEmpty: () => Promise<boolean>;
  counts: Queue['counts'];
  failed: Queue['failed'];
  close: () => Promise<void>[];
}

const COUNTED = ['wait', 'active', 'delayed', 'failed'] as const;

export function createBullQueues({ client, connection, onError }: Broker, prefix: string): BullQueues {
  const namesKey = `${prefix}:names`;
  const queues = new Map<string, BullQueue>();

  async function of(name: string): Promise<BullQueue> {
    const known = queues.get(name);
    if (known) return known;
    const queue = new BullQueue(name, { connection, prefix, settings: { repeatStrategy } });
    queue.on('error', onError);
    queues.set(name, queue);
    await client.sadd(namesKey, name);
    return queue;
  }

  /** This process's names are written down again, in case Redis was emptied. */
  async function all(): Promise<BullQueue[]> {
    if (queues.size > 0) await client.sadd(namesKey, ...queues.keys());
    const names = await client.smembers(namesKey);
    return Promise.all(names.map(of));
  }

  return {
    of,
    all,
    waitingIn: async name => totalOf(await (await of(name)).getJobCounts('wait', 'delayed')),
    areEmpty: async () => {
      const counts = await Promise.all((await all()).map(queue => queue.getJobCounts('wait', 'active')));
      return counts.every(each => totalOf(each) === 0);
    },
    counts: async name => {
      const counted = name === undefined ? await all() : [await of(name)];
      const each = await Promise.all(counted.map(queue => queue.getJobCounts(...COUNTED)));
      const sum = (state: string) => each.reduce((total, counts) => total + (counts[state] ?? 0), 0);
      return { waiting: sum('wait'), running: sum('active'), delayed: sum('delayed'), failed: sum('failed') };
    },
    failed: async limit => {
      if (limit < 1) return [];
      const each = await Promise.all((await all()).map(queue => queue.getFailed(0, limit - 1)));
      const newest = each.flat().sort((a, b) => (b.finishedOn ?? 0) - (a.finishedOn ?? 0));
      return newest.slice(0, limit).map(failedJob);
    },
    close: () => [...queues.values()].map(queue => queue.close()),
  };
}

function failedJob(job: BullJob): FailedJob {
  return { job: job.name, key: keyOf(job), reason: job.failedReason ?? '', attempts: job.attemptsMade };
}

function totalOf(counts: Record<string, number>): number {
  return Object.values(counts).reduce((sum, count) => sum + count, 0);
}
