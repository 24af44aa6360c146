/** The embedded Store, on `node:sqlite`: its statements run on the calling thread, a fraction of a millisecond each. */
import { randomUUID } from 'node:crypto';
import type { Clock, Store } from '../core/ports.ts';
import { sqliteDatabase } from './sqlite-database.ts';
import { type OpenedStore, openMemory, openOwner, openReader } from './sqlite-open.ts';
import { storeOn } from './store.ts';

export interface SqliteStoreOptions {
  /** Path of the store's file, or `:memory:` for one that is gone when it is closed. */
  file: string;
  /** One process owns a file and may write; any number may read it meanwhile. A store in memory is always owned. */
  mode: 'owner' | 'reader';
  clock: Clock;
}

/**
 * Opens a store; an owner makes it (and its folder) when there is none, and brings it up to date.
 * Rejects with `store-busy` (owned by another process, or by this one already), `store-newer`, `store-damaged`, `store-full`
 * or `store-failed`; a refused file is left untouched.
 */
export async function openSqliteStore({ file, mode, clock }: SqliteStoreOptions): Promise<Store> {
  if (file === ':memory:') return sqliteStore(openMemory(), file, clock, true);
  return mode === 'owner'
    ? sqliteStore(openOwner(file), file, clock, true)
    : sqliteStore(openReader(file), file, clock, false);
}

/** A Store over an open, migrated file, which faults call `file`; closes it when it is refused. */
export async function sqliteStore(opened: OpenedStore, file: string, clock: Clock, writable: boolean): Promise<Store> {
  const database = sqliteDatabase(opened, file);
  try {
    // A name of its own, and no lease: there is one owner, so whoever else claimed anything is gone.
    return await storeOn({
      database,
      place: `SQLite, ${file}`,
      onChange: null,
      clock,
      writable,
      process: randomUUID(),
    });
  } catch (thrown) {
    await database.close();
    throw thrown;
  }
}
