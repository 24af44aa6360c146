/** Timers by the clock: each rings once the clock has reached its instant, however the clock moves meanwhile. */
import type { Clock } from '../core/ports.ts';

/** A machine that slept, or whose clock was set, is noticed within a minute. */
const CHECK_MS = 60_000;

export interface Alarms {
  /** Calls `ring` when the clock reaches `instant` (milliseconds since 1970). Returns how to call it off. */
  at: (instant: number, ring: () => void) => () => void;
  /** Calls everything off, for good. */
  stop: () => void;
}

export function createAlarms(clock: Clock): Alarms {
  const timers = new Map<object, NodeJS.Timeout>();
  let stopped = false;

  function at(instant: number, ring: () => void): () => void {
    const alarm = {};
    const left = () => instant - clock.now().getTime();
    const wait = () => timers.set(alarm, setTimeout(check, Math.min(Math.max(left(), 0), CHECK_MS)));
    const check = () => {
      if (left() > 0) return void wait();
      timers.delete(alarm);
      ring();
    };
    if (!stopped) wait();
    return () => {
      clearTimeout(timers.get(alarm));
      timers.delete(alarm);
    };
  }

  function stop(): void {
    stopped = true;
    for (const timer of timers.values()) clearTimeout(timer);
    timers.clear();
  }

  return { at, stop };
}
