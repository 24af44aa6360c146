/** How long a job that failed waits before it is tried again: one formula for every queue. */
import { StetError } from '../core/errors.ts';
import type { RetryPolicy } from '../core/job.ts';

/** A quarter either way: enough that jobs which failed together do not come back together. */
const JITTER = 0.25;

/**
 * Whole milliseconds to wait before the next try: doubling with each try, a quarter either way, never above `maxBackoffMs`.
 *
 * @param tries how many have been made, from 1.
 * @param random 0 to 1, given by tests.
 */
export function backoffMs(retry: RetryPolicy, tries: number, random: number = Math.random()): number {
  const base = Math.min(retry.backoffMs * 2 ** (tries - 1), retry.maxBackoffMs);
  const jittered = base * (1 - JITTER + 2 * JITTER * random);
  return Math.round(Math.min(jittered, retry.maxBackoffMs));
}

/** The same after a fault, and never sooner than whoever refused has asked for. */
export function waitAfter(retry: RetryPolicy, tries: number, thrown: unknown): number {
  const asked = thrown instanceof StetError ? (thrown.retryAfterMs ?? 0) : 0;
  return Math.max(backoffMs(retry, tries), asked);
}
