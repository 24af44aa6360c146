/**
 * A lease that is held for as long as the store says so: renewed again and again, and over as soon as this process cannot be sure of it. It
 * must never be taken for held by one that slept through its time.
 */
import { setTimeout as pause } from 'node:timers/promises';
import type { LeaseStore } from '../core/ports.ts';

/**
 * Milliseconds: how long a lease holds without being renewed, how often it is renewed, and how often whoever waits for it looks. A holder
 * that dies is followed within the first and the last together.
 */
export interface LeaseTimes {
  leaseMs: number;
  renewMs: number;
  lookMs: number;
}

export const LEASE_TIMES: LeaseTimes = { leaseMs: 20_000, renewMs: 10_000, lookMs: 5_000 };

/** Part of a lease's time after which it counts as over here: clocks of two machines do not run alike. */
const SAFE = 0.9;

export interface HeldLease {
  /** Resolves when it is lost or ended. */
  over: Promise<void>;
  /** Ends it here, before it is given back. */
  end: () => void;
  /** Gives it back; where the store does not answer, its time runs out. Safe to call twice. */
  giveBack: () => Promise<void>;
}

interface Wanted {
  leases: LeaseStore;
  name: string;
  /** Names this process among all others. */
  holder: string;
  times: LeaseTimes;
}

/** Waits until the lease is to be had; null once stopped. A store that does not answer now is asked again. */
export async function takeLease(wanted: Wanted, stop: AbortSignal, onTaken: () => void): Promise<HeldLease | null> {
  const { leases, name, holder, times } = wanted;
  for (let told = false; !stop.aborted; ) {
    const asked = performance.now();
    const taken = await leases.takeLease(name, holder, times.leaseMs).catch(() => 'unknown' as const);
    if (taken !== null && taken !== 'unknown') return hold(wanted, taken.fence, asked);
    if (taken === null && !told) onTaken();
    told ||= taken === null;
    await pause(times.lookMs, undefined, { signal: stop }).catch(() => {});
  }
  return null;
}

/** @param since when it was asked for, on the clock of `performance.now()`. */
function hold({ leases, name, times }: Wanted, fence: number, since: number): HeldLease {
  const { promise: over, resolve: end } = Promise.withResolvers<void>();
  const untilOver = (asked: number) => setTimeout(end, Math.max(0, asked + SAFE * times.leaseMs - performance.now()));
  let late = untilOver(since);
  const renew = async () => {
    const asked = performance.now();
    const renewed = await leases.renewLease(name, fence, times.leaseMs).catch(() => null);
    if (renewed === false) end();
    if (renewed !== true) return;
    clearTimeout(late);
    late = untilOver(asked);
  };
  const timer = setInterval(renew, times.renewMs);
  void over.then(() => {
    clearInterval(timer);
    clearTimeout(late);
  });
  return {
    over,
    end,
    giveBack: async () => {
      end();
      await leases.releaseLease(name, fence).catch(() => {});
    },
  };
}
