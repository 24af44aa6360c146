/**
 * A job: something that happens without being asked. Safe to run twice, and to be found again from the store; a queue only
 * says when. One file in `jobs/` defines one job.
 */
import type { z } from 'zod';
import type { Place } from './chat.ts';
import type { Clock, Fetcher, Newsroom, Publisher, Queue, Reader, Store } from './ports.ts';

/** How a job that failed is tried again. Only faults that are `retryable` are. */
export interface RetryPolicy {
  /** Tries in all, the first included; 1 to 20. */
  attempts: number;
  /** Milliseconds before the second try; doubles each time, with jitter of a quarter either way. */
  backoffMs: number;
  /** No wait is longer, milliseconds. */
  maxBackoffMs: number;
}

export interface Schedule {
  /** Five-field cron expression, or every so many milliseconds. */
  cron?: string;
  everyMs?: number;
  /** IANA zone the cron expression is read in; UTC unless said. */
  zone?: string;
}

/** What a job may use. */
export interface JobContext {
  store: Store;
  newsroom: Newsroom;
  /** By platform; those this process serves. */
  publishers: ReadonlyMap<string, Publisher>;
  /** Where one job queues the next. */
  queue: Pick<Queue, 'add'>;
  fetcher: Pick<Fetcher, 'fetch'>;
  reader: Pick<Reader, 'page' | 'feed'>;
  clock: Clock;
  /** Where editors are told of what they should look at; nowhere where there is none. */
  reviewPlaces?: readonly Place[];
  /** Which try this is, from 1. */
  attempt: number;
  /** Aborted when the process stops; a long job checks it between steps. */
  signal: AbortSignal;
}

export interface Job<Payload = unknown> {
  name: string;
  /** Parsed when queued and again when run. */
  payload: z.ZodType<Payload>;
  /** Same key, same work: a job already waiting under it is not queued again. Made from the payload. */
  key: (payload: Payload) => string;
  retry: RetryPolicy;
  /** How many run at once in one process. */
  concurrency: number;
  /** At most `max` starts in `perMs` milliseconds. */
  rate?: { max: number; perMs: number };
  run: (payload: Payload, context: JobContext) => Promise<void>;
}

/** Checks a definition once, where it is written. Throws TypeError on a bad name or number. */
export function defineJob<Payload>(job: Job<Payload>): Job<Payload> {
  if (!/^[a-z]+(-[a-z]+)*$/.test(job.name)) throw new TypeError(`"${job.name}" is not a kebab-case job name`);
  if (job.retry.attempts < 1 || job.retry.attempts > 20) throw new TypeError(`${job.name}: attempts must be 1 to 20`);
  if (job.concurrency < 1) throw new TypeError(`${job.name}: concurrency must be at least 1`);
  return job;
}

// The list of jobs holds many payload types; each is parsed by its own schema before `run` sees it.
// biome-ignore lint/suspicious/noExplicitAny: a heterogeneous list has no narrower common type
export type AnyJob = Job<any>;
