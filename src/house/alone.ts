/**
 * Says so where two processes do the jobs of one store, each by a queue of its own: nothing is posted twice by that, but every feed is asked
 * twice. It must never keep a process from its work.
 */
import { randomUUID } from 'node:crypto';
import { LEASE_TIMES, takeLease } from '../adapters/held-lease.ts';
import type { Queue, Store } from '../core/ports.ts';
import type { Log } from '../log.ts';

interface Parts {
  store: Store;
  queue: Pick<Queue, 'onLost'>;
  warn: Log['warn'];
}

/** Holds the lease of whoever does the jobs of the store, or waits for it; does nothing where the store is one's own or the queue everybody's. */
export function tellOfOthers({ store, queue, warn }: Parts): { close: () => Promise<void> } {
  if (store.onChange === null || queue.onLost !== null) return { close: async () => {} };
  const stop = new AbortController();
  const wanted = { leases: store, name: 'jobs', holder: randomUUID(), times: LEASE_TIMES };
  const held = takeLease(wanted, stop.signal, () =>
    warn('another Stet does the jobs of this store too; set STET_REDIS_URL for both', {}),
  );
  return {
    close: async () => {
      stop.abort();
      await (await held)?.giveBack();
    },
  };
}
