/**
 * Copies a SQLite store to a new file while others read and write. The copy is one moment of the store, and appears under its
 * name only when it is whole. It has an id of its own, so that whoever follows a store sees that a backup took its place. It must
 * never overwrite a file.
 */
import { randomUUID } from 'node:crypto';
import { existsSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { backup, DatabaseSync } from 'node:sqlite';
import { StetError } from '../core/errors.ts';
import { asStoreFault } from './sqlite-errors.ts';

/** Pages copied at a time (4 MB): large enough to be quick, small enough that a slow disk is never held for long. */
const PAGES_AT_A_TIME = 1_000;

/**
 * Backs the open store `db` up to `file`.
 * Rejects with `bad-usage` when `file` exists or its folder does not, and with a `store-*` fault that names `file` otherwise;
 * then nothing is left under that name.
 */
export async function backupTo(db: DatabaseSync, file: string): Promise<void> {
  const target = resolve(file);
  refuseTaken(target);
  if (!existsSync(dirname(target))) throw unusable(`There is no folder ${dirname(target)} to write a backup to.`);
  // Written beside its place and renamed: a rename cannot be half done, and no other Stet picks the same random name.
  const partial = `${target}.${randomUUID()}.partial`;
  try {
    // Made before anything is written to it, so that no one else can read it at any moment.
    writeFileSync(partial, '', { flag: 'wx', mode: 0o600 });
    await copyMoment(db, partial);
    giveNewId(partial);
    refuseTaken(target);
    renameSync(partial, target);
  } catch (thrown) {
    throw asStoreFault(thrown, target);
  } finally {
    for (const end of ['', '-journal', '-wal', '-shm']) rmSync(partial + end, { force: true });
  }
}

async function copyMoment(db: DatabaseSync, target: string): Promise<void> {
  const location = db.location();
  if (location === null) {
    await backup(db, target, { rate: PAGES_AT_A_TIME });
    return;
  }
  // A connection of its own that stays in one read transaction: the copy is of that moment, and writing goes on beside it.
  // From the store's own connection every write by another process would start the copy afresh.
  const moment = new DatabaseSync(location, { readOnly: true });
  try {
    moment.exec('BEGIN; SELECT count(*) FROM sqlite_schema');
    await backup(moment, target, { rate: PAGES_AT_A_TIME });
  } finally {
    moment.close();
  }
}

function giveNewId(copy: string): void {
  const db = new DatabaseSync(copy);
  try {
    // Out of the write-ahead log that the store may use, so that the change stands in the file itself once it is made.
    const mode = db.prepare('PRAGMA journal_mode = DELETE').get()?.journal_mode;
    if (mode !== 'delete') throw new Error(`the copy stays in journal mode ${mode}`);
    db.exec('UPDATE store SET id = lower(hex(randomblob(16)))');
  } finally {
    db.close();
  }
}

function refuseTaken(target: string): void {
  if (existsSync(target))
    throw unusable(`${target} exists already; a backup never overwrites a file. Give another name.`);
}

function unusable(userMessage: string): StetError {
  return new StetError('bad-usage', 'unusable backup file', { userMessage });
}
