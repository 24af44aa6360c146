/**
 * Brings a SQLite store to the newest shape: `migrations/NNNN-name.sql`, in order, each in one transaction. Beside each stands the same one for
 * PostgreSQL, `NNNN-name.postgres.sql`. How many have landed is kept in the file's own `user_version`, so no table has to be read to know it. It
 * must never change a landed file (a test holds their checksums) and never touch a store that a newer Stet wrote (`sqlite-open.ts` asks first).
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';

/** Marks a file as ours in SQLite's header ("Stet" in ASCII), so that another program's database is never migrated. */
export const APPLICATION_ID = 0x53746574;

/** Where the migrations stand. */
export const MIGRATIONS_FOLDER = join(import.meta.dirname, 'migrations');

/** File names of all migrations for an engine, in order. Throws TypeError when their numbers are not 1, 2, 3 and so on. */
export function migrationFiles(engine: 'sqlite' | 'postgres', folder: string = MIGRATIONS_FOLDER): string[] {
  const files = readdirSync(folder)
    .filter(name => name.endsWith('.sql') && name.endsWith('.postgres.sql') === (engine === 'postgres'))
    .sort();
  const stray = files.find((name, i) => !name.startsWith(`${String(i + 1).padStart(4, '0')}-`));
  if (stray !== undefined) throw new TypeError(`migration ${stray} is out of order`);
  return files;
}

/** How many migrations have landed in this store; 0 for an empty one. */
export function storeVersion(db: DatabaseSync): number {
  return Number(db.prepare('PRAGMA user_version').get()?.user_version);
}

/** Applies what has not landed yet. A fault leaves the store at the last migration that landed whole. */
export function migrate(db: DatabaseSync, folder: string = MIGRATIONS_FOLDER): void {
  const files = migrationFiles('sqlite', folder);
  for (let version = storeVersion(db) + 1; version <= files.length; version++) {
    const sql = readFileSync(join(folder, files[version - 1]!), 'utf8');
    inTransaction(db, () => {
      db.exec(sql);
      db.exec(`PRAGMA application_id = ${APPLICATION_ID}; PRAGMA user_version = ${version}`);
    });
  }
}

/** Runs `work` in one write transaction: all of it is kept, or none. `work` must not wait for anything. */
export function inTransaction<T>(db: DatabaseSync, work: () => T): T {
  db.exec('BEGIN IMMEDIATE');
  try {
    const result = work();
    db.exec('COMMIT');
    return result;
  } catch (fault) {
    // SQLite has already rolled back by itself after some faults, a full disk among them.
    if (db.isTransaction) db.exec('ROLLBACK');
    throw fault;
  }
}
