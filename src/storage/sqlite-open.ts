/**
 * Opens a SQLite file as a store of Stet, or refuses it. Everything that must hold before the first statement runs is decided
 * here: who owns the file, that it is ours, whole and not newer than we are. A refused file is left as it was found, byte for
 * byte. It must never read a store's file by any way but SQLite: on POSIX, closing a second handle on a file drops the locks
 * that SQLite holds on it in this process (https://www.sqlite.org/howtocorrupt.html, section 2.2).
 */
import { chmodSync, existsSync, mkdirSync, realpathSync, statSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { pathToFileURL } from 'node:url';
import { APPLICATION_ID, inTransaction, migrate, migrationFiles, storeVersion } from './migrate.ts';
import { guarded, storeFault } from './sqlite-errors.ts';

/** How long a statement waits for another process that recovers or checkpoints, in milliseconds; both take far less. */
const BUSY_MS = 2_000;

export interface OpenedStore {
  db: DatabaseSync;
  /** Gives the file up; safe to call twice. */
  close: () => void;
}

/** An empty store that lives as long as this process. */
export function openMemory(): OpenedStore {
  const db = new DatabaseSync(':memory:');
  migrate(db);
  return { db, close: () => closed(db) };
}

/** Opens for reading and writing, alone: a second owner gets `store-busy`. Makes the folder and the store when missing. */
export function openOwner(file: string): OpenedStore {
  return guarded(file, () => {
    // Private questions will stand in it, so a folder we make is ours alone.
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    const path = realFile(file);
    const lock = lockOwner(path);
    return orClose(lock, () => {
      inspect(file, path, 'owner');
      const db = openForWriting(file, path);
      return { db, close: () => [db, lock].forEach(closed) };
    });
  });
}

/** Opens for reading alone, also beside an owner. Never writes, never migrates: a missing or older store is `store-failed`. */
export function openReader(file: string): OpenedStore {
  return guarded(file, () => {
    if (!existsSync(file)) {
      const userMessage = `There is no store at ${file} yet; start Stet once to make one.`;
      throw storeFault('store-failed', file, 'no store to read', { userMessage });
    }
    const path = realFile(file);
    inspect(file, path, 'reader');
    const db = new DatabaseSync(path, { readOnly: true, timeout: BUSY_MS });
    return { db, close: () => closed(db) };
  });
}

function openForWriting(file: string, path: string): DatabaseSync {
  const db = privately(path, () => new DatabaseSync(path, { timeout: BUSY_MS, enableForeignKeyConstraints: true }));
  return orClose(db, () => {
    const mode = db.prepare('PRAGMA journal_mode = WAL').get()?.journal_mode;
    if (mode !== 'wal') throw storeFault('store-failed', file, 'the file system cannot hold a write-ahead log');
    // What a power cut takes back of these is done again at the next start: synced one by one, they would be half of making a store.
    db.exec('PRAGMA synchronous = NORMAL');
    migrate(db);
    // NORMAL survives kill -9 too, but after a power cut it may have lost the last commits, and what was acknowledged must
    // not be lost. FULL syncs every commit: 0.15 ms against 0.05 ms an article on an SSD.
    db.exec('PRAGMA synchronous = FULL');
    return db;
  });
}

/**
 * Opens the database at `path`. When that makes the file, only its owner may use it, and so also the log beside it, which
 * SQLite gives the same rights; the rights of a file that was there are its owner's choice.
 */
function privately(path: string, open: () => DatabaseSync): DatabaseSync {
  const isNew = !existsSync(path);
  const db = open();
  if (!isNew) return db;
  return orClose(db, () => {
    chmodSync(path, 0o600);
    return db;
  });
}

/**
 * Holds an exclusive transaction on an empty file beside the store. The operating system lets go of it when the process
 * ends, however it ends, and SQLite refuses a second one in this process as well. The file is never deleted: whoever did
 * could delete the one that somebody else has just locked.
 */
function lockOwner(path: string): DatabaseSync {
  const lock = privately(`${path}-lock`, () => new DatabaseSync(`${path}-lock`));
  return orClose(lock, () => {
    lock.exec('PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE');
    return lock;
  });
}

/**
 * Throws `store-damaged`, `store-newer`, `store-moved` or (readers) `store-failed`. A settled file is opened as immutable, which makes no
 * -wal or -shm file beside it; one that a killed process left unsettled is opened so that SQLite can first put it in order.
 */
function inspect(file: string, path: string, mode: 'owner' | 'reader'): void {
  if (!hasBytes(path)) {
    if (mode === 'reader') throw storeFault('store-failed', file, 'the store is still empty');
    return;
  }
  const interrupted = hasBytes(`${path}-journal`);
  const settled = !interrupted && !hasBytes(`${path}-wal`);
  const url = pathToFileURL(path);
  if (settled) url.searchParams.set('immutable', '1');
  const db = new DatabaseSync(url, { readOnly: !interrupted, timeout: BUSY_MS });
  try {
    refuseForeign(file, db);
    refuseOtherVersion(file, db, mode);
    refuseMoved(file, db);
    // Every page is looked at before anything is written: 0.3 s for 100,000 articles. A one-shot read does not wait for that.
    if (mode === 'owner') refuseDamaged(file, db);
  } finally {
    closed(db);
  }
}

function refuseForeign(file: string, db: DatabaseSync): void {
  const id = db.prepare('PRAGMA application_id').get()?.application_id;
  const empty = db.prepare('SELECT count(*) AS tables FROM sqlite_schema').get()?.tables === 0;
  if (id !== APPLICATION_ID && !empty) throw storeFault('store-damaged', file, 'a database of another program');
}

function refuseOtherVersion(file: string, db: DatabaseSync, mode: 'owner' | 'reader'): void {
  const ours = migrationFiles('sqlite').length;
  const version = storeVersion(db);
  if (version > ours) throw storeFault('store-newer', file, `store version ${version}, known up to ${ours}`);
  if (version === ours || mode === 'owner') return;
  const userMessage = `${file} was written by an older Stet; start Stet once to bring it up to date.`;
  throw storeFault('store-failed', file, `store version ${version}, needed ${ours}`, { userMessage });
}

/** Marks an open store as moved: whoever opens it from now on is told where it went. */
export function markMoved(db: DatabaseSync, where: string): void {
  inTransaction(db, () => {
    db.exec('CREATE TABLE moved (place TEXT NOT NULL) STRICT');
    db.prepare('INSERT INTO moved (place) VALUES (?)').run(where);
  });
}

function refuseMoved(file: string, db: DatabaseSync): void {
  if (db.prepare(`SELECT 1 FROM sqlite_schema WHERE name = 'moved'`).get() === undefined) return;
  const where = db.prepare('SELECT place FROM moved').get()?.place;
  const userMessage = `The store of ${file} was moved to PostgreSQL (${where}); set STET_DATABASE_URL, which has it now.`;
  throw storeFault('store-moved', file, 'the store was moved', { userMessage });
}

function refuseDamaged(file: string, db: DatabaseSync): void {
  const finding = db.prepare('PRAGMA quick_check(1)').get()?.quick_check;
  if (finding !== 'ok') throw storeFault('store-damaged', file, `quick_check: ${finding}`);
}

/** One name for one file, so that two owners who came by different links meet at the same lock. */
function realFile(file: string): string {
  return existsSync(file) ? realpathSync(file) : join(realpathSync(dirname(resolve(file))), basename(file));
}

function hasBytes(path: string): boolean {
  return (statSync(path, { throwIfNoEntry: false })?.size ?? 0) > 0;
}

/** What `work` returns; when it throws, `db` does not stay open. */
function orClose<T>(db: DatabaseSync, work: () => T): T {
  try {
    return work();
  } catch (fault) {
    closed(db);
    throw fault;
  }
}

function closed(db: DatabaseSync): void {
  if (db.isOpen) db.close();
}
