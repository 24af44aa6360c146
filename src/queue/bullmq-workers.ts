/**
 * BullMQ's workers: each try of a job runs among this process's own, so that it can be told to stop, and what it throws is told without secrets.
 * A try that was told to stop has not failed: it goes back to the head of its queue for another process.
 */
import { type Job as BullJob, UnrecoverableError, WaitingError, Worker } from 'bullmq';
import type { AnyJob, JobContext } from '../core/job.ts';
import type { Observe } from '../core/observe.ts';
import { waitAfter } from './backoff.ts';
import { type Broker, RECONNECT_MAX_MS } from './bullmq-connection.ts';
import { repeatStrategy, scheduleOf } from './bullmq-schedule.ts';
import { isRetryable, reasonOf, type Warn } from './failures.ts';
import { runJob } from './payload.ts';
import type { Runs } from './runs.ts';

/** How often a job may take its process down with it (or be killed with it) before it has failed. */
const STALLS_MAX = 3;

/** Runs one try. */
export type Process = (job: BullJob, signal: AbortSignal) => Promise<void>;
export type WorkerSettings = Pick<AnyJob, 'concurrency' | 'rate' | 'retry'>;

/** What all workers of a process share. */
export interface WorkerParts {
  broker: Pick<Broker, 'connection' | 'onError'>;
  prefix: string;
  /** Milliseconds after which a job whose process went silent is taken over. */
  stalledMs: number;
  runs: Runs;
  warn: Warn;
  /** Whether no try may begin any more. */
  isClosing: () => boolean;
}

export function startWorker(name: string, process: Process, settings: WorkerSettings, parts: WorkerParts): Worker {
  const { broker, prefix, stalledMs, warn } = parts;
  const { concurrency, rate, retry } = settings;
  const worker = new Worker(name, (job, token) => attempt(job, token as string, process, parts), {
    connection: broker.connection,
    prefix,
    concurrency,
    lockDuration: stalledMs,
    stalledInterval: stalledMs,
    maxStalledCount: STALLS_MAX,
    runRetryDelay: RECONNECT_MAX_MS,
    settings: { repeatStrategy, backoffStrategy: (tries, _, thrown) => waitAfter(retry, tries, thrown) },
    ...(rate ? { limiter: { max: rate.max, duration: rate.perMs } } : {}),
  });
  worker.on('error', broker.onError);
  worker.on('failed', (job, error) => tellFailure(name, job, error, warn));
  worker.on('stalled', () => warn('a job went silent and is taken over', { job: name }));
  return worker;
}

async function attempt(job: BullJob, token: string, process: Process, { runs, isClosing }: WorkerParts): Promise<void> {
  if (!isClosing()) {
    try {
      return await runs.start(signal => process(job, signal));
    } catch (thrown) {
      if (!runs.aborted()) throw bullFault(thrown);
    }
  }
  await job.moveToWait(token);
  throw new WaitingError();
}

function tellFailure(name: string, job: BullJob | undefined, error: Error, warn: Warn): void {
  const fields = { job: name, key: keyOf(job), reason: reasonOf(error), attempts: job?.attemptsMade };
  const final = job === undefined || job.finishedOn !== undefined;
  warn(final ? 'a job failed for good' : 'a job failed and will be tried again', fields);
}

/** Runs a job of ours, and tells `observe` of each try. */
export function runWith(job: AnyJob, context: Omit<JobContext, 'attempt' | 'signal'>, observe: Observe): Process {
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

/** A run of a schedule has no key of its own; it is known by the schedule. */
export function keyOf(job: BullJob | undefined): string {
  return job?.deduplicationId ?? scheduleOf(job?.repeatJobKey ?? '');
}
