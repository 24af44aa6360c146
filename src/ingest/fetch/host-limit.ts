/**
 * Keeps Stet polite: a few visits to one host at once, and a pause between their beginnings. Knows hosts by name alone; holds
 * nothing of a host that is not being visited.
 */
import { setTimeout as sleep } from 'node:timers/promises';

export interface HostLimitOptions {
  /** Visits to one host at once. */
  atOnce: number;
  /** Milliseconds between the beginnings of two visits. */
  gapMs: number;
  /** Milliseconds on a clock that never goes back; the process's own unless given. */
  now?: () => number;
  wait?: (ms: number, signal: AbortSignal) => Promise<unknown>;
}

export interface HostLimit {
  /** Resolves when the host may be visited, with what ends the visit; rejects when the signal is given while it waits. */
  enter: (host: string, signal: AbortSignal) => Promise<() => void>;
}

interface Host {
  visits: number;
  /** When the next visit may begin. */
  nextAt: number;
  waiting: (() => void)[];
}

/** Hosts kept before those that nobody visits any more are forgotten. */
const MANY = 1_000;

export function makeHostLimit({
  atOnce,
  gapMs,
  now = () => performance.now(),
  wait = (ms, signal) => sleep(ms, undefined, { signal, ref: false }),
}: HostLimitOptions): HostLimit {
  const hosts = new Map<string, Host>();

  const hostOf = (name: string): Host => {
    if (hosts.size >= MANY) forgetIdle(hosts, now());
    const host = hosts.get(name) ?? { visits: 0, nextAt: now(), waiting: [] };
    hosts.set(name, host);
    return host;
  };

  return {
    async enter(name, signal) {
      const host = hostOf(name);
      while (host.visits >= atOnce) await turn(host, signal);
      host.visits += 1;
      let over = false;
      const leave = () => {
        if (over) return;
        over = true;
        host.visits -= 1;
        host.waiting.shift()?.();
      };
      const begin = Math.max(now(), host.nextAt);
      host.nextAt = begin + gapMs;
      try {
        if (begin > now()) await wait(begin - now(), signal);
        signal.throwIfAborted();
      } catch (fault) {
        leave();
        throw fault;
      }
      return leave;
    },
  };
}

/** Resolves when somebody leaves. Whoever gives up passes the turn on, should it have come at the same moment. */
function turn(host: Host, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const come = () => {
      signal.removeEventListener('abort', giveUp);
      resolve();
    };
    const giveUp = () => {
      host.waiting = host.waiting.filter(each => each !== come);
      reject(signal.reason);
    };
    if (signal.aborted) return reject(signal.reason);
    signal.addEventListener('abort', giveUp, { once: true });
    host.waiting.push(come);
  });
}

function forgetIdle(hosts: Map<string, Host>, now: number): void {
  for (const [name, host] of hosts) {
    if (host.visits === 0 && host.waiting.length === 0 && host.nextAt <= now) hosts.delete(name);
  }
}
