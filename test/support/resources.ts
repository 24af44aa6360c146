/**
 * What a test left running: the timers that our code or a package made, with the place that made them, and the sockets and
 * processes that were not there before. The test runner's own timers do not count.
 */
import { createHook } from 'node:async_hooks';

/** Of Node's names for resources, those our code can leak besides timers. */
const HANDLES = ['TCPSocketWrap', 'TCPServerWrap', 'ProcessWrap'];

const RUNNER = /node_modules\/(@vitest|vitest|fast-check|tinyspy)\//;

export interface Watch {
  /** Resolves with nothing once all has gone, else with one line each for what is left after a while. */
  left: (patienceMs?: number) => Promise<string[]>;
}

/** Watches from now until `left` has answered. */
export function watchResources(): Watch {
  const timers = new Map<number, { timer: { hasRef?: () => boolean }; madeAt: string }>();
  const hook = createHook({
    init: (id, type, _, resource) => {
      if (type !== 'Timeout') return;
      const madeAt = callerOf(new Error('a timer').stack ?? '');
      if (!RUNNER.test(madeAt)) timers.set(id, { timer: resource, madeAt });
    },
    destroy: id => {
      timers.delete(id);
    },
  }).enable();
  const before = handles();

  function now(): string[] {
    const ticking = timers.values().filter(({ timer }) => timer.hasRef?.() ?? true);
    const fresh = HANDLES.flatMap(kind => Array(Math.max(0, count(handles(), kind) - count(before, kind))).fill(kind));
    return [...ticking.map(({ madeAt }) => `a timer made ${madeAt}`), ...fresh];
  }

  // Closing a socket takes some turns of the loop; they are turned by hand, because a timer would count itself.
  async function left(patienceMs = 3_000): Promise<string[]> {
    const end = Date.now() + patienceMs;
    while (now().length > 0 && Date.now() < end) await new Promise(resolve => setImmediate(resolve));
    hook.disable();
    return now();
  }

  return { left };
}

const handles = () => process.getActiveResourcesInfo();

function count(all: string[], kind: string): number {
  return all.filter(each => each === kind).length;
}

/** The line of a stack that called into Node, this file left out. */
function callerOf(stack: string): string {
  const lines = stack.split('\n').slice(1);
  return lines.find(line => !/node:|support\/resources\.ts/.test(line))?.trim() ?? 'by Node itself';
}
