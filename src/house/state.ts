/** Where a run keeps its state, the store, and where its jobs wait, the queue. */
import { join } from 'node:path';
import { type Config, databaseOf } from '../config.ts';
import { systemClock } from '../core/clock.ts';
import type { Services } from '../core/command.ts';
import { asStetError, StetError } from '../core/errors.ts';
import type { Observe } from '../core/observe.ts';
import type { Queue, Store } from '../core/ports.ts';
import type { Log } from '../log.ts';
import { openLocalQueue } from '../queue/local.ts';
import { openSqliteStore } from '../storage/sqlite.ts';
import { changesStore, isStandalone, looksOnly, type Run } from './line.ts';

/** A corpus lives in memory; PostgreSQL is everybody's; a file has one owner, and beside it a one-shot command may still read. */
export async function openStore(line: Run, config: Config): Promise<Store> {
  const clock = systemClock;
  const url = databaseOf(config);
  if (line.corpus !== null || isStandalone(line)) return openSqliteStore({ file: ':memory:', mode: 'owner', clock });
  if (url !== null) {
    // Loaded only where it is used, as the queue is.
    const { openPostgresStore } = await import('../storage/postgres.ts');
    return openPostgresStore({ url, clock });
  }
  const file = join(config.data, 'stet.sqlite');
  try {
    return await openSqliteStore({ file, mode: 'owner', clock });
  } catch (thrown) {
    const busy = thrown instanceof StetError && thrown.code === 'store-busy';
    if (busy && line.kind === 'run' && !changesStore(line)) return openSqliteStore({ file, mode: 'reader', clock });
    throw thrown;
  }
}

/** Moves the file's store to the database; null where there is none to move to. */
export function storeMover(config: Config): Services['moveStore'] {
  const url = databaseOf(config);
  if (url === null) return null;
  return async onRows => {
    const { moveToPostgres } = await import('../storage/move.ts');
    return moveToPostgres({ file: join(config.data, 'stet.sqlite'), url, onRows });
  };
}

/** A one-shot command works in its own process alone: it must not wait for, nor run, the jobs of others. It may look at them. */
export async function openQueue(
  line: Run,
  { redisUrl }: Config,
  store: Store,
  told: { warn: Log['warn']; observe: Observe },
): Promise<Queue> {
  if ((line.kind === 'run' && !looksOnly(line)) || line.corpus !== null || redisUrl === null)
    return openLocalQueue({ clock: systemClock, ...told });
  // Loaded only where it is used: it takes longer to load than everything else together.
  const { openBullQueue } = await import('../queue/bullmq.ts');
  const opening = openBullQueue({ url: redisUrl, clock: systemClock, ...told, prefix: queuePrefix(store) });
  // Whoever looks at how things stand hears of that too.
  return looksOnly(line) ? opening.catch(thrown => unseenQueue(thrown, told)) : opening;
}

function unseenQueue(fault: unknown, told: { warn: Log['warn'] }): Queue {
  const counts = () => Promise.reject(asStetError(fault));
  return { ...openLocalQueue({ clock: systemClock, ...told }), counts };
}

/** Jobs name files and articles of this store: another one on the same Redis has a queue of its own. */
export function queuePrefix({ id }: Store): string {
  return `stet-${id}`;
}
