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
import type { Job as BullJob, Worker } from 'bullmq';
import type { AnyJob } from '../core/job.ts';
import { type Observe, unobserved } from '../core/observe.ts';
import type { Clock, Queue } from '../core/ports.ts';
import { connect } from './bullmq-connection.ts';
import { createBullQueues } from './bullmq-queues.ts';
import { repeatOf, schedulerId } from './bullmq-schedule.ts';
import { type Process, runWith, startWorker, type WorkerSettings } from './bullmq-workers.ts';
import { FAILED_KEPT, queueFault, type Warn } from './failures.ts';
import { watchForLoss } from './lost.ts';
import { jobsByName, type Packed, pack } from './payload.ts';
import { createRuns, GRACE_MS, settledWithin } from './runs.ts';
import { nextRun } from './schedule.ts';
import { createUnderWay } from './under-way.ts';

/** A name no job can have. */
const SCHEDULES = '_schedules';

/** Runs of schedules only queue a job: a few at once is plenty. */
const SCHEDULES_AT_ONCE = 10;

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
  const broker = await connect(options.url, warn);
  const { isAway, disconnect } = broker;
  const queues = createBullQueues(broker, prefix);
  const runs = createRuns();
  const workers = new Map<string, Worker>();
  const jobs = new Map<string, AnyJob>();
  const unworked = new Set<string>();
  const underWay = createUnderWay();
  let closing: Promise<void> | null = null;
  const parts = { broker, prefix, stalledMs, runs, warn, isClosing: () => closing !== null };
  let stopLooking = () => {};

  /** False when the key is waiting, delayed or running. */
  async function enqueue(job: AnyJob, { json, key }: Packed, delay: number): Promise<boolean> {
    const jobId = randomUUID();
    const queue = await queues.of(job.name);
    const attempts = job.retry.attempts;
    const options = { ...KEEPING, jobId, deduplication: { id: key }, delay, attempts, backoff: { type: 'stet' } };
    const queued = await queue.add(job.name, JSON.parse(json), options);
    return queued.id === jobId;
  }

  function workOn(name: string, process: Process, settings: WorkerSettings): Worker {
    const worker = startWorker(name, process, settings, parts);
    workers.set(name, worker);
    return worker;
  }

  async function runSchedule(run: BullJob): Promise<void> {
    const job = jobs.get(run.name);
    if (!job) throw new Error(`a schedule is set for "${run.name}", which nobody here works on`);
    await enqueue(job, pack(job, run.data), 0);
  }

  async function noticeUnworked(name: string): Promise<void> {
    if (jobs.size === 0 || jobs.has(name) || name === SCHEDULES || unworked.has(name)) return;
    if ((await queues.waitingIn(name)) === 0) return;
    unworked.add(name);
    warn('a job waits that nobody here works on', { job: name });
  }

  async function finish(graceMs: number): Promise<void> {
    stopLooking();
    await Promise.all(workers.values().map(worker => worker.pause(true)));
    const stopped = await runs.finish(graceMs);
    if (!stopped) warn('jobs did not stop when they were told to', { running: runs.count() });
    if (isAway()) disconnect();
    const force = !stopped || isAway();
    await settledWithin(
      workers.values().map(worker => worker.close(force)),
      CLOSE_MS,
    );
    await settledWithin(queues.close(), CLOSE_MS);
    disconnect();
    underWay.giveUp(queueFault('the queue was closed first'));
  }

  /** Runs one command of the port. */
  async function ask<Result>(what: string, command: () => Promise<Result>): Promise<Result> {
    if (closing) throw queueFault('the queue is closed');
    return underWay.run(what, command);
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
        const queue = await queues.of(SCHEDULES);
        await queue.upsertJobScheduler(schedulerId(id), repeatOf(when), { name: job.name, data, opts });
      });
    },
    unschedule: id =>
      ask('remove a schedule', async () => {
        await (await queues.of(SCHEDULES)).removeJobScheduler(schedulerId(id));
      }),
    work: async (list, context) => {
      const byName = jobsByName(list);
      const twice = byName.keys().find(name => jobs.has(name));
      if (twice) throw new TypeError(`"${twice}" is being worked on already`);
      await ask('start workers', async () => {
        for (const [name, job] of byName) jobs.set(name, job);
        await Promise.all(byName.keys().map(queues.of));
        const started = [...byName].map(([name, job]) => workOn(name, runWith(job, context, observe), job));
        if (!workers.has(SCHEDULES)) started.push(workOn(SCHEDULES, runSchedule, SCHEDULE_SETTINGS));
        await Promise.all(started.map(worker => worker.waitUntilReady()));
        for (const queue of await queues.all()) await noticeUnworked(queue.name);
      });
    },
    onLost: refill =>
      ask('be watched', async () => {
        const stop = await watchForLoss({ broker, mark: `${prefix}:filled`, everyMs: lostLookMs, warn }, refill);
        if (closing) stop();
        else stopLooking = stop;
      }),
    idle: () =>
      ask('say whether anything runs', async () => {
        // Twice, because between looking at one queue and the next a job may move on.
        while (!((await queues.areEmpty()) && (await queues.areEmpty()))) {
          if (closing) throw queueFault('the queue was closed before it was idle');
          await setTimeout(IDLE_POLL_MS);
        }
      }),
    counts: name => ask('count jobs', () => queues.counts(name)),
    failed: limit => ask('list failed jobs', () => queues.failed(limit)),
    close: (graceMs = GRACE_MS) => {
      closing ??= finish(graceMs);
      return closing;
    },
  };
}

/** What is kept of a job when it ends: nothing when it is done, its reason when it failed, no stack (it may hold secrets). */
const KEEPING = { removeOnComplete: true, removeOnFail: { count: FAILED_KEPT }, stackTraceLimit: 0 };

const SCHEDULE_SETTINGS: WorkerSettings = {
  concurrency: SCHEDULES_AT_ONCE,
  retry: { attempts: 5, backoffMs: 500, maxBackoffMs: 10_000 },
};
