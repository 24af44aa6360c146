/**
 * The Store on PostgreSQL, which any number of processes share. Each shows by a lease that it lives; what one claimed that is gone is in doubt,
 * as after a crash.
 */
import { randomUUID } from 'node:crypto';
import type { Clock, Store } from '../core/ports.ts';
import { leasesOn } from './leases.ts';
import { postgresDatabase } from './postgres-database.ts';
import { guardedBy } from './postgres-errors.ts';
import { listen } from './postgres-listen.ts';
import { migratePostgres } from './postgres-migrate.ts';
import { refuseMoving } from './postgres-moving.ts';
import { openPool, placeOf } from './postgres-pool.ts';
import type { Database } from './sql.ts';
import { storeOn } from './store.ts';

/** How long a process counts as living since it last said so, and how often it does, milliseconds. */
const ALIVE_MS = 30_000;
const HEARTBEAT_MS = 10_000;

export interface PostgresStoreOptions {
  /** `postgres://user:password@host:port/database` */
  url: string;
  clock: Clock;
}

/**
 * Opens a store, makes it in an empty database, and brings it up to date.
 * Rejects with `store-newer`, `store-busy` while a store is moved there, `store-damaged` where it is another program's, `store-full` or
 * `store-failed`, in words that name the database and not its password.
 */
export async function openPostgresStore({ url, clock }: PostgresStoreOptions): Promise<Store> {
  const where = placeOf(url);
  const pool = openPool(url);
  const database = postgresDatabase(pool, where);
  const process = randomUUID();
  let life: Life | null = null;
  try {
    await guardedBy(where, () => migratePostgres(pool, where));
    const live = await heartbeat(database, process);
    life = live;
    // After it has said that it lives: a mover looks for that when it has said that it moves.
    await database.read(sql => refuseMoving(sql, where));
    const listeners = new Set<() => Promise<void>>();
    const onChange = (wake: () => void) => {
      const end = listen(url, wake);
      listeners.add(end);
      return end;
    };
    const store = await storeOn({ database, place: `PostgreSQL, ${where}`, onChange, clock, writable: true, process });
    return {
      ...store,
      close: async () => {
        for (const end of listeners) await end();
        await live.end();
        await store.close();
      },
    };
  } catch (thrown) {
    await life?.end();
    await database.close();
    throw thrown;
  }
}

interface Life {
  /** Safe to call twice. */
  end: () => Promise<void>;
}

/** Says that this process lives, until it ends. */
async function heartbeat(database: Database, process: string): Promise<Life> {
  const live = () => database.write('row', sql => leasesOn(sql).live(process, ALIVE_MS));
  await database.write('row', async sql => {
    await leasesOn(sql).clear();
    await leasesOn(sql).live(process, ALIVE_MS);
  });
  // One that fails is made up for by the next: there are three in the time.
  let last: Promise<void> = Promise.resolve();
  const timer = setInterval(() => {
    last = live().catch(() => {});
  }, HEARTBEAT_MS);
  timer.unref();
  let ended: Promise<void> | null = null;
  const end = async () => {
    clearInterval(timer);
    await last;
    // Where it cannot be said, its time runs out.
    await database.write('row', sql => leasesOn(sql).end(process)).catch(() => {});
  };
  return {
    end: () => {
      ended ??= end();
      return ended;
    },
  };
}
