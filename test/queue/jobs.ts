/** Builders of jobs for queue tests, also for those that run in a process of their own. */
import { z } from 'zod';
import { defineJob, type Job, type JobContext } from '../../src/core/job.ts';

export type Payload = { id: string };
export type Run = Job<Payload>['run'];

/** What jobs get here: of the ports, the clock is all they use. */
export const workContext = { clock: { now: () => new Date() } } as Omit<JobContext, 'attempt' | 'signal'>;

/** A job that is tried thrice, with waits of milliseconds. */
export function aJob(run: Run, parts: Partial<Job<Payload>> = {}): Job<Payload> {
  return defineJob({
    name: 'read',
    payload: z.strictObject({ id: z.string() }),
    key: ({ id }) => id,
    retry: { attempts: 3, backoffMs: 5, maxBackoffMs: 20 },
    concurrency: 1,
    run,
    ...parts,
  });
}

/** A gate that jobs can wait at. */
export function aGate() {
  const { promise, resolve } = Promise.withResolvers<void>();
  return { passed: promise, open: resolve };
}
