/** The tries that are going on in this process, so that a queue can let them finish and then ask them to stop. */
import { inTime } from '../core/in-time.ts';

/** How long `close` lets running jobs finish, unless told, milliseconds: well inside the 30 s a cluster gives a process. */
export const GRACE_MS = 10_000;

/** How long an aborted job may take to notice, milliseconds. */
const ABORT_MS = 500;

export interface Runs {
  /** Runs `work` with a signal of its own, also when it throws at once. */
  start: (work: (signal: AbortSignal) => Promise<void>) => Promise<void>;
  count: () => number;
  /** Waits `graceMs` for all to end, then aborts and waits half a second more. False when some are still going. */
  finish: (graceMs: number) => Promise<boolean>;
  /** Whether they have been told to stop. */
  aborted: () => boolean;
}

export function createRuns(): Runs {
  const running = new Map<Promise<void>, AbortController>();
  let aborted = false;

  async function start(work: (signal: AbortSignal) => Promise<void>): Promise<void> {
    // One controller a try: listeners on a shared signal would pile up.
    const controller = new AbortController();
    const run = (async () => work(controller.signal))();
    running.set(run, controller);
    try {
      await run;
    } finally {
      running.delete(run);
    }
  }

  async function finish(graceMs: number): Promise<boolean> {
    if (await settledWithin(running.keys(), graceMs)) return true;
    aborted = true;
    for (const controller of running.values()) controller.abort(new DOMException('the queue closes', 'AbortError'));
    return settledWithin(running.keys(), ABORT_MS);
  }

  return { start, finish, count: () => running.size, aborted: () => aborted };
}

/** Whether all settle in time, either way. Leaves no timer behind. */
export function settledWithin(promises: Iterable<Promise<unknown>>, ms: number): Promise<boolean> {
  const settled = Promise.allSettled(promises).then(() => true);
  return inTime(settled, ms, false);
}
