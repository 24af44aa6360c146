/**
 * Tries what fails for now until it succeeds, with growing pauses: a platform that cannot be reached yet, a store that is full.
 * What would fail again is never tried again.
 */
import { setTimeout as pause } from 'node:timers/promises';
import { asStetError, type StetError } from '../core/errors.ts';

/** The pauses between two tries, milliseconds: each is twice the one before it. */
const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 30_000;

export interface Trying {
  /** Ends the trying. */
  stop: AbortSignal;
  /** Told of each failure that is tried again. */
  onFailed: (fault: StetError) => void;
}

/** Rejects with the first fault that is not retryable, or once stopped. */
export async function atLast<Value>(work: () => Promise<Value>, { stop, onFailed }: Trying): Promise<Value> {
  for (let ms = FIRST_PAUSE_MS; ; ms = Math.min(2 * ms, LONGEST_PAUSE_MS)) {
    stop.throwIfAborted();
    try {
      return await work();
    } catch (thrown) {
      const fault = asStetError(thrown);
      if (!fault.retryable || stop.aborted) throw fault;
      onFailed(fault);
      await pause(ms, undefined, { signal: stop });
    }
  }
}
