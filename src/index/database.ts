/** The index's file: opened where it can be used, else thrown away and made anew, since all it holds can be made again. */
import { readFileSync, rmSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { asStetError, StetError } from '../core/errors.ts';
import { lacksRoom } from '../core/full-disk.ts';

/** Grows when `schema.sql` or what stands in its columns changes: an older file is then made anew. */
const SCHEMA_VERSION = 6;

/** SQLITE_CORRUPT and SQLITE_NOTADB, with the extended codes that are told for an index of ours. */
const DAMAGE: ReadonlySet<number> = new Set([11, 26, 267, 523, 779]);

/** SQLite waits this long for another process that is filling the same file, milliseconds. */
export const BUSY_MS = 10_000;

/**
 * Pages of the file kept in memory, KiB: what is written at every article, and the upper pages of what is read. The rest is the system's to keep:
 * with 16 MB, 17 MB more were held, and 10,000 articles read and answered from no faster.
 */
const CACHE_KIB = 4_096;

/** Bytes a page: articles and long postings are of several KB. */
const PAGE = 8_192;

export interface IndexFile {
  /** A path, or `:memory:`. */
  file: string;
  /** Whatever reading depends on (its version, the names): a file made by another reader is filled anew. */
  reader: string;
}

/** The database with what `prepare` makes of it; a file whose damage shows only then is replaced too. */
export function openIndexFile<Parts>(
  options: IndexFile,
  prepare: (database: DatabaseSync) => Parts,
): { database: DatabaseSync; parts: Parts } {
  const database = openDatabase(options);
  try {
    return { database, parts: prepare(database) };
  } catch (fault) {
    database.close();
    // What a full disk did not let in is no reason to throw away what is there.
    if (options.file === ':memory:' || lacksRoom(fault, options.file)) throw fault;
    removeIndexFile(options.file);
    const fresh = openDatabase(options);
    return { database: fresh, parts: prepare(fresh) };
  }
}

export function removeIndexFile(file: string): void {
  if (file === ':memory:') return;
  for (const suffix of ['', '-wal', '-shm']) rmSync(file + suffix, { force: true });
}

class MissingRow extends Error {
  override name = 'MissingRow';
}

/** A row that must be there if the file is whole. */
export function there<Row>(row: Row | undefined): Row {
  if (row === undefined) throw new MissingRow('the index lacks a row');
  return row;
}

/** Whether a fault means that the file is damaged. */
export function isDamage(fault: unknown): boolean {
  return fault instanceof MissingRow || DAMAGE.has((fault as { errcode?: number } | null)?.errcode ?? 0);
}

/** What was thrown while the index was used, as a fault of ours. */
export function asIndexFault(thrown: unknown, file: string): StetError {
  return lacksRoom(thrown, file)
    ? new StetError('store-full', 'the disk of the index is full', { cause: thrown })
    : asStetError(thrown);
}

function openDatabase({ file, reader }: IndexFile): DatabaseSync {
  const stamp = `${SCHEMA_VERSION}:${reader}`;
  const existing = openIfUsable(file, stamp);
  if (existing) return existing;
  removeIndexFile(file);
  const database = connect(file);
  database.exec(readFileSync(new URL('./schema.sql', import.meta.url), 'utf8'));
  database.prepare("INSERT INTO state (key, value) VALUES ('stamp', ?)").run(stamp);
  return database;
}

/** The file's connection when it was made by the same schema and reader, else null. */
function openIfUsable(file: string, stamp: string): DatabaseSync | null {
  if (file === ':memory:') return null;
  let database: DatabaseSync | null = null;
  try {
    database = connect(file);
    const row = database.prepare("SELECT value FROM state WHERE key = 'stamp'").get();
    if (row?.value === stamp) return database;
  } catch (fault) {
    if (lacksRoom(fault, file)) {
      database?.close();
      throw fault;
    }
    // Damaged, half made or not an index at all: the caller makes another.
  }
  if (database?.isOpen) database.close();
  return null;
}

function connect(file: string): DatabaseSync {
  const database = new DatabaseSync(file, { timeout: BUSY_MS });
  // Losing the last moments after a power cut costs nothing here: the index follows the store again.
  database.exec(`PRAGMA page_size = ${PAGE}; PRAGMA journal_mode = WAL; PRAGMA synchronous = OFF; PRAGMA foreign_keys = ON;
    PRAGMA cache_size = -${CACHE_KIB}`);
  return database;
}
