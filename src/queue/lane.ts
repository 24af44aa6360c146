/**
 * One job name in the local queue: what waits, what runs, what failed, and how many may start now. It keeps the rules of the
 * `Job` (concurrency, rate, retries, one of a key) and knows nothing of other lanes. It never keeps anything on disk.
 */
import type { AnyJob } from '../core/job.ts';
import type { Clock, FailedJob } from '../core/ports.ts';
import type { Alarms } from './alarms.ts';
import { waitAfter } from './backoff.ts';
import { FAILED_KEPT, isRetryable, reasonOf, type Warn } from './failures.ts';
import type { Packed } from './payload.ts';

/** One queued job, from `add` to its end. */
interface Item extends Packed {
  tries: number;
  /** Since when it waits for its turn, milliseconds since 1970. */
  since: number;
}

export interface LaneParts {
  clock: Clock;
  alarms: Alarms;
  warn: Warn;
  /** Makes one try. */
  attempt: (job: AnyJob, json: string, attempt: number, waitedMs: number) => Promise<void>;
  /** Called whenever something ended or may start. */
  changed: () => void;
}

/** A failed job with the instant it failed, milliseconds since 1970. */
export interface Failure extends FailedJob {
  at: number;
}

export interface Lane {
  /** False when the key is taken: waiting, delayed or running. */
  add: (packed: Packed, delayMs: number) => boolean;
  /** From now on jobs of this name are run, as this definition says. */
  work: (job: AnyJob) => void;
  worked: () => boolean;
  /** Starts what may start. */
  pump: () => void;
  counts: () => { waiting: number; running: number; delayed: number; failed: number };
  /** Newest first. */
  failures: () => Failure[];
}

export function createLane(name: string, { clock, alarms, warn, attempt, changed }: LaneParts): Lane {
  const taken = new Set<string>();
  const waiting = new Set<Item>();
  const failures: Failure[] = [];
  let delayed = 0;
  let running = 0;
  /** Instants of the last starts, at most `rate.max` of them. */
  let starts: number[] = [];
  let waitsForRate = false;
  let worker: AnyJob | null = null;

  function add(packed: Packed, delayMs: number): boolean {
    if (taken.has(packed.key)) return false;
    taken.add(packed.key);
    enqueue({ ...packed, tries: 0, since: 0 }, delayMs);
    return true;
  }

  function enqueue(item: Item, delayMs: number): void {
    const wait = () => {
      item.since = clock.now().getTime();
      waiting.add(item);
      changed();
    };
    if (delayMs <= 0) return void wait();
    delayed += 1;
    alarms.at(clock.now().getTime() + delayMs, () => {
      delayed -= 1;
      wait();
    });
  }

  function pump(): void {
    if (!worker) return;
    for (const item of waiting) {
      if (running >= worker.concurrency || !takeStart(worker)) return;
      waiting.delete(item);
      void run(worker, item);
    }
  }

  /** Whether the rate lets one more start now; if so it is counted. */
  function takeStart({ rate }: AnyJob): boolean {
    if (!rate) return true;
    const now = clock.now().getTime();
    starts = starts.filter(start => start > now - rate.perMs);
    if (starts.length < rate.max) return starts.push(now) > 0;
    if (!waitsForRate) alarms.at((starts[0] as number) + rate.perMs, rateIsOver);
    waitsForRate = true;
    return false;
  }

  function rateIsOver(): void {
    waitsForRate = false;
    changed();
  }

  async function run(job: AnyJob, item: Item): Promise<void> {
    running += 1;
    item.tries += 1;
    try {
      await attempt(job, item.json, item.tries, clock.now().getTime() - item.since);
      taken.delete(item.key);
    } catch (thrown) {
      failed(job, item, thrown);
    } finally {
      running -= 1;
      changed();
    }
  }

  function failed(job: AnyJob, item: Item, thrown: unknown): void {
    const failure = { job: name, key: item.key, reason: reasonOf(thrown), attempts: item.tries };
    if (isRetryable(thrown) && item.tries < job.retry.attempts) {
      const waitMs = waitAfter(job.retry, item.tries, thrown);
      warn('a job failed and will be tried again', { ...failure, waitMs });
      return void enqueue(item, waitMs);
    }
    taken.delete(item.key);
    failures.push({ ...failure, at: clock.now().getTime() });
    if (failures.length > FAILED_KEPT) failures.shift();
    warn('a job failed for good', failure);
  }

  return {
    add,
    work: job => {
      worker = job;
      changed();
    },
    worked: () => worker !== null,
    pump,
    counts: () => ({ waiting: waiting.size, running, delayed, failed: failures.length }),
    failures: () => failures.toReversed(),
  };
}
