/** Clocks for tests: one that stands where it is put, one that runs from where it is put, and one that also leaps. */
import type { Clock } from '../../src/core/ports.ts';

export interface SettableClock extends Clock {
  /** Puts the clock at an instant: ISO 8601 or milliseconds since 1970. */
  set: (instant: string | number) => void;
  /** Moves it by so many milliseconds. */
  advance: (ms: number) => void;
}

/** A clock that stands still until it is set or advanced. */
export function fixedClock(instant: string | number = '2026-01-07T12:00:00Z'): SettableClock {
  let now = millis(instant);
  return {
    now: () => new Date(now),
    set: to => {
      now = millis(to);
    },
    advance: ms => {
      now += ms;
    },
  };
}

/** A clock that goes at the usual pace, beginning at an instant. */
export function runningClock(instant: string | number): Clock {
  const ahead = millis(instant) - Date.now();
  return { now: () => new Date(Date.now() + ahead) };
}

export interface ShiftableClock extends Clock {
  /** Leaps by so many milliseconds, and runs on from there. */
  advance: (ms: number) => void;
}

/** A clock that goes at the usual pace, and leaps when it is told to. */
export function shiftableClock(instant: string | number): ShiftableClock {
  let ahead = millis(instant) - Date.now();
  return {
    now: () => new Date(Date.now() + ahead),
    advance: ms => {
      ahead += ms;
    },
  };
}

function millis(instant: string | number): number {
  const read = new Date(instant).getTime();
  if (Number.isNaN(read)) throw new TypeError(`"${instant}" is not an instant`);
  return read;
}
