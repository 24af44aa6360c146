/**
 * The queue of many processes: BullMQ on Redis. State lives in the store, so nothing here
 * must be the only place where anything is kept; the URL may hold a password and must never reach an error or a log.
 *
 * One BullMQ queue a job name, because BullMQ limits concurrency and rate by queue, and because a job then waits in its own
 * queue until a process that knows it comes along. Schedules have a queue of their own: a run of a schedule queues the job
 * as anybody would, under its key, so that a schedule never runs beside itself.
 */
import { randomUUID } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import { type Job as BullJob, Queue as BullQueue, UnrecoverableError, WaitingError, Worker } from 'bullmq';
import { StetError } from '../core/errors.ts';
import type { AnyJob, JobContext, Schedule } from '../core/job.ts';
import { type Observe, unobserved } from '../core/observe.ts';
import type { Clock, FailedJob, Queue } from '../core/ports.ts';
import { waitAfter } from './backoff.ts';
import { connect, RECONNECT_MAX_MS } from './bullmq-connection.ts';
import { FAILED_KEPT, isRetryable, queueFault, reasonOf, type Warn } from './failures.ts';
import { jobsByName, type Packed, pack, runJob } from './payload.ts';
import { createRuns, GRACE_MS, settledWithin } from './runs.ts';
import { nextRun } from './schedule.ts';

/** A name no job can have. */
const SCHEDULES = '_schedules';

/** Runs of schedules only queue a job: a few at once is plenty. */
const SCHEDULES_AT_ONCE = 10;

/** How often a job may take its process down with it (or be killed with it) before it has failed. */
const STALLS_MAX = 3;

/** How long a worker or connection may take to close, milliseconds. */
const CLOSE_MS = 2_000;

/** Milliseconds between two looks at a queue that is not idle yet: other processes can only be asked. */
const IDLE_POLL_MS = 25;

/** Milliseconds between two looks at whether Redis was emptied: feeds, which are asked every five minutes at most, miss nothing by it. */
const LOST_LOOK_MS = 15_000;

interface BullQueueOptions {
  /** `redis://` or `rediss://`; may hold a password. */
  url: string;
  clock: Clock;
  warn: Warn;
  /** Told of every try of a job in this process. */
  observe?: Observe;
  /** What every key in Redis begins with. */
  prefix?: string;
  /** Milliseconds after which a job whose process went silent is taken over. */
  stalledMs?: number;
  /** Milliseconds between two looks at whether everything was lost. */
  lostLookMs?: number;
}

/**
 * Opens the queue on a Redis that is there now. While it is away later, commands wait and workers come back with it.
 * Rejects with StetError: `bad-config` for a URL of another kind, `queue-failed` when Redis does not answer.
 */
export async function openBullQueue(options: BullQueueOptions): Promise<Queue> {
  const { clock, warn, observe = unobserved, prefix = 'stet', stalledMs = 30_000, lostLookMs = LOST_LOOK_MS } = options;
  const { client, connection, isAway, disconnect, onError } = await connect(options.url, warn);
  const namesKey = `${prefix}:names`;
  /** Stands for as long as nothing was lost. */
  const filledKey = `${prefix}:filled`;
  const runs = createRuns();
  const queues = new Map<string, BullQueue>();
  const workers = new Map<string, Worker>();
  const jobs = new Map<string, AnyJob>();
  const unworked = new Set<string>();
  /**
   * Gives up each command that is under way, at the end of `close`: ioredis never settles one that waits for a Redis it has given up. Each has
   * a promise of its own, for one that all were held against would keep what every one of them gave.
   */
  const underWay = new Set<(fault: StetError) => void>();
  let closing: Promise<void> | null = null;
  let looking: NodeJS.Timeout | undefined;

  async function queueOf(name: string): Promise<BullQueue> {
    const known = queues.get(name);
    if (known) return known;
    const queue = new BullQueue(name, { connection, prefix, settings: { repeatStrategy } });
    queue.on('error', onError);
    queues.set(name, queue);
    await client.sadd(namesKey, name);
    return queue;
  }

  /** The queues of every process, this one's names written down again in case Redis was emptied. */
  async function allQueues(): Promise<BullQueue[]> {
    if (queues.size > 0) await client.sadd(namesKey, ...queues.keys());
    const names = await client.smembers(namesKey);
    return Promise.all(names.map(queueOf));
  }

  /** False when the key is waiting, delayed or running. */
  async function enqueue(job: AnyJob, { json, key }: Packed, delay: number): Promise<boolean> {
    const jobId = randomUUID();
    const queue = await queueOf(job.name);
    const attempts = job.retry.attempts;
    const options = { ...KEEPING, jobId, deduplication: { id: key }, delay, attempts, backoff: { type: 'stet' } };
    const queued = await queue.add(job.name, JSON.parse(json), options);
    return queued.id === jobId;
  }

  function startWorker(name: string, process: Process, options: WorkerSettings): Worker {
    const { concurrency, rate, retry } = options;
    const worker = new Worker(name, (job, token) => attempt(job, token as string, process), {
      connection,
      prefix,
      concurrency,
      lockDuration: stalledMs,
      stalledInterval: stalledMs,
      maxStalledCount: STALLS_MAX,
      runRetryDelay: RECONNECT_MAX_MS,
      settings: { repeatStrategy, backoffStrategy: (tries, _, thrown) => waitAfter(retry, tries, thrown) },
      ...(rate ? { limiter: { max: rate.max, duration: rate.perMs } } : {}),
    });
    worker.on('error', onError);
    worker.on('failed', (job, error) => tellFailure(name, job, error));
    worker.on('stalled', () => warn('a job went silent and is taken over', { job: name }));
    workers.set(name, worker);
    return worker;
  }

  async function attempt(job: BullJob, token: string, process: Process): Promise<void> {
    if (!closing) {
      try {
        return await runs.start(signal => process(job, signal));
      } catch (thrown) {
        if (!runs.aborted()) throw bullFault(thrown);
      }
    }
    // Told to stop, it has not failed: it goes back to the head of its queue for another process.
    await job.moveToWait(token);
    throw new WaitingError();
  }

  function tellFailure(name: string, job: BullJob | undefined, error: Error): void {
    const fields = { job: name, key: keyOf(job), reason: reasonOf(error), attempts: job?.attemptsMade };
    const final = job === undefined || job.finishedOn !== undefined;
    warn(final ? 'a job failed for good' : 'a job failed and will be tried again', fields);
  }

  async function runSchedule(run: BullJob): Promise<void> {
    const job = jobs.get(run.name);
    if (!job) throw new Error(`a schedule is set for "${run.name}", which nobody here works on`);
    await enqueue(job, pack(job, run.data), 0);
  }

  async function noticeUnworked(name: string): Promise<void> {
    if (jobs.size === 0 || jobs.has(name) || name === SCHEDULES || unworked.has(name)) return;
    const counts = await (await queueOf(name)).getJobCounts('wait', 'delayed');
    if (totalOf(counts) === 0) return;
    unworked.add(name);
    warn('a job waits that nobody here works on', { job: name });
  }

  async function nothingOn(): Promise<boolean> {
    const all = await allQueues();
    const counts = await Promise.all(all.map(queue => queue.getJobCounts('wait', 'active')));
    return counts.every(each => totalOf(each) === 0);
  }

  /** Whoever finds the mark gone puts it back and fills the queue again; takes it away where that fails, to be found once more. */
  async function lookWhetherLost(refill: () => Promise<void>): Promise<void> {
    if (isAway() || (await client.set(filledKey, '1', 'NX')) === null) return;
    warn('the queue was emptied; it is filled again from the store', {});
    await refill().catch(async thrown => {
      await client.del(filledKey);
      throw thrown;
    });
  }

  async function finish(graceMs: number): Promise<void> {
    clearInterval(looking);
    await Promise.all(workers.values().map(worker => worker.pause(true)));
    const stopped = await runs.finish(graceMs);
    if (!stopped) warn('jobs did not stop when they were told to', { running: runs.count() });
    if (isAway()) disconnect();
    const force = !stopped || isAway();
    await settledWithin(
      workers.values().map(worker => worker.close(force)),
      CLOSE_MS,
    );
    await settledWithin(
      queues.values().map(queue => queue.close()),
      CLOSE_MS,
    );
    disconnect();
    for (const giveUp of underWay) giveUp(queueFault('the queue was closed first'));
  }

  /** Runs one command of the port; whatever the client throws becomes a fault without its secrets. */
  async function ask<Result>(what: string, command: () => Promise<Result>): Promise<Result> {
    if (closing) throw queueFault('the queue is closed');
    const { promise: givenUp, reject: giveUp } = Promise.withResolvers<never>();
    underWay.add(giveUp);
    try {
      return await Promise.race([command(), givenUp]);
    } catch (thrown) {
      throw thrown instanceof StetError ? thrown : queueFault(`Redis could not ${what}`, thrown);
    } finally {
      underWay.delete(giveUp);
    }
  }

  return {
    add: async (job, payload, { delayMs = 0 } = {}) => {
      const packed = pack(job, payload);
      return ask('queue a job', async () => {
        const added = await enqueue(job, packed, Math.max(0, delayMs));
        await noticeUnworked(job.name);
        return added;
      });
    },
    schedule: async (id, job, payload, when) => {
      nextRun(when, clock.now());
      const data = JSON.parse(pack(job, payload).json);
      await ask('set a schedule', async () => {
        const opts = { ...KEEPING, attempts: 5, backoff: { type: 'exponential', delay: 500 } };
        const queue = await queueOf(SCHEDULES);
        await queue.upsertJobScheduler(schedulerId(id), repeatOf(when), { name: job.name, data, opts });
      });
    },
    unschedule: id =>
      ask('remove a schedule', async () => {
        await (await queueOf(SCHEDULES)).removeJobScheduler(schedulerId(id));
      }),
    work: async (list, context) => {
      const byName = jobsByName(list);
      const twice = byName.keys().find(name => jobs.has(name));
      if (twice) throw new TypeError(`"${twice}" is being worked on already`);
      await ask('start workers', async () => {
        for (const [name, job] of byName) jobs.set(name, job);
        await Promise.all(byName.keys().map(queueOf));
        const started = [...byName].map(([name, job]) => startWorker(name, runWith(job, context, observe), job));
        if (!workers.has(SCHEDULES)) started.push(startWorker(SCHEDULES, runSchedule, SCHEDULE_SETTINGS));
        await Promise.all(started.map(worker => worker.waitUntilReady()));
        for (const queue of await allQueues()) await noticeUnworked(queue.name);
      });
    },
    onLost: refill =>
      ask('be watched', async () => {
        await client.set(filledKey, '1');
        let isLooking = false;
        looking = setInterval(() => {
          if (isLooking || closing) return;
          isLooking = true;
          void lookWhetherLost(refill)
            .catch(onError)
            .finally(() => {
              isLooking = false;
            });
        }, lostLookMs);
      }),
    idle: () =>
      ask('say whether anything runs', async () => {
        // Twice, because between looking at one queue and the next a job may move on.
        while (!((await nothingOn()) && (await nothingOn()))) {
          if (closing) throw queueFault('the queue was closed before it was idle');
          await setTimeout(IDLE_POLL_MS);
        }
      }),
    counts: name =>
      ask('count jobs', async () => {
        const counted = name === undefined ? await allQueues() : [await queueOf(name)];
        const all = await Promise.all(counted.map(queue => queue.getJobCounts(...COUNTED)));
        const sum = (state: string) => all.reduce((total, counts) => total + (counts[state] ?? 0), 0);
        return { waiting: sum('wait'), running: sum('active'), delayed: sum('delayed'), failed: sum('failed') };
      }),
    failed: limit =>
      ask('list failed jobs', async () => {
        if (limit < 1) return [];
        const all = await Promise.all((await allQueues()).map(queue => queue.getFailed(0, limit - 1)));
        const newest = all.flat().sort((a, b) => (b.finishedOn ?? 0) - (a.finishedOn ?? 0));
        return newest.slice(0, limit).map(failedJob);
      }),
    close: (graceMs = GRACE_MS) => {
      closing ??= finish(graceMs);
      return closing;
    },
  };
}

type Process = (job: BullJob, signal: AbortSignal) => Promise<void>;
type WorkerSettings = Pick<AnyJob, 'concurrency' | 'rate' | 'retry'>;

/** What is kept of a job when it ends: nothing when it is done, its reason when it failed, no stack (it may hold secrets). */
const KEEPING = { removeOnComplete: true, removeOnFail: { count: FAILED_KEPT }, stackTraceLimit: 0 };

const COUNTED = ['wait', 'active', 'delayed', 'failed'] as const;

const SCHEDULE_SETTINGS: WorkerSettings = {
  concurrency: SCHEDULES_AT_ONCE,
  retry: { attempts: 5, backoffMs: 500, maxBackoffMs: 10_000 },
};

function runWith(job: AnyJob, context: Omit<JobContext, 'attempt' | 'signal'>, observe: Observe): Process {
  return (each, signal) => {
    const told = { observe, waitedMs: waitedMs(each) };
    return runJob(job, each.data, { ...context, attempt: each.attemptsMade + 1, signal }, told);
  };
}

/** BullMQ keeps when a job was queued and for how long it was to wait, but not when a failed one could have run again. */
function waitedMs({ attemptsMade, processedOn, timestamp, opts }: BullJob): number | null {
  return attemptsMade > 0 || processedOn === undefined
    ? null
    : Math.max(0, processedOn - timestamp - (opts.delay ?? 0));
}

/** What BullMQ is told of a fault: the words that may be kept, and whether to try again. */
function bullFault(thrown: unknown): Error {
  const reason = reasonOf(thrown);
  return isRetryable(thrown) ? new Error(reason) : new UnrecoverableError(reason);
}

/** BullMQ asks for the next run; the answer is the same as the local queue's. */
function repeatStrategy(after: number, { pattern, tz }: { pattern?: string; tz?: string }): number {
  return nextRun({ cron: pattern ?? '', ...(tz ? { zone: tz } : {}) }, new Date(after)).getTime();
}

function repeatOf({ cron, everyMs, zone }: Schedule): { every: number } | { pattern: string; tz: string } {
  return everyMs === undefined ? { pattern: cron ?? '', tz: zone ?? 'UTC' } : { every: everyMs };
}

/** BullMQ builds job ids from it with ':' between the parts, so it must not hold one. */
function schedulerId(id: string): string {
  return encodeURIComponent(id.toWellFormed());
}

/** A run of a schedule has no key of its own; it is known by the schedule. */
function keyOf(job: BullJob | undefined): string {
  return job?.deduplicationId ?? decodeURIComponent(job?.repeatJobKey ?? '');
}

function failedJob(job: BullJob): FailedJob {
  return { job: job.name, key: keyOf(job), reason: job.failedReason ?? '', attempts: job.attemptsMade };
}

function totalOf(counts: Record<string, number>): number {
  return Object.values(counts).reduce((sum, count) => sum + count, 0);
}
