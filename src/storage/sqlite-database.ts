/**
 * The Database on `node:sqlite`: one connection, and one piece of work on it at a time, so that nothing comes between the statements of a
 * transaction. It must never let a raw error of SQLite out.
 */
import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { Database, Dialect, Sql, WriteKind } from './sql.ts';
import { backupTo } from './sqlite-backup.ts';
import { guarded } from './sqlite-errors.ts';
import type { OpenedStore } from './sqlite-open.ts';

const DIALECT: Dialect = {
  now: `CAST(unixepoch('now', 'subsec') * 1000 AS INTEGER)`,
  list: param => `(SELECT value FROM json_each(${param}))`,
};

/**
 * How commits are kept. Both outlive any end of the process; after a power cut `NORMAL` may have lost the last of them, `FULL` has lost none,
 * and neither harms the file (https://www.sqlite.org/pragma.html#pragma_synchronous). What is asked and said is written a dozen times a
 * question, on the main loop: a sync each would hold everybody up.
 */
const SYNCHRONOUS: Record<WriteKind, 'FULL' | 'NORMAL'> = { record: 'FULL', desk: 'NORMAL', row: 'NORMAL' };

/** @param file what faults call it. */
export function sqliteDatabase({ db, close }: OpenedStore, file: string): Database {
  const sql = sqlOn(db, file);
  const oneAtATime = lane();
  const keepAs = durabilityOf(db);
  const backups = new Set<Promise<void>>();
  const read: Database['read'] = work => oneAtATime(() => work(sql));
  return {
    read,
    // Nothing comes between the statements of one piece of work.
    view: read,
    write: (kind, work) =>
      oneAtATime(async () => {
        guarded(file, () => {
          keepAs(SYNCHRONOUS[kind]);
          db.exec('BEGIN IMMEDIATE');
        });
        try {
          const result = await work(sql);
          guarded(file, () => db.exec('COMMIT'));
          return result;
        } catch (fault) {
          // SQLite has already rolled back by itself after some faults, a full disk among them.
          if (db.isTransaction) db.exec('ROLLBACK');
          throw fault;
        }
      }),
    backup: target => {
      const running = backupTo(db, target).finally(() => backups.delete(running));
      backups.add(running);
      return running;
    },
    close: async () => {
      // A backup still runs on this database; its own caller hears how it ended.
      await Promise.allSettled(backups);
      await oneAtATime(async () => guarded(file, close));
    },
  };
}

/** Statements are prepared once for each text. */
function sqlOn(db: DatabaseSync, file: string): Sql {
  const prepared = new Map<string, StatementSync>();
  const statement = (text: string): StatementSync => {
    const known = prepared.get(text);
    if (known !== undefined) return known;
    const made = db.prepare(text);
    prepared.set(text, made);
    return made;
  };
  return {
    ...DIALECT,
    all: async <Of>(text: string, params = {}) =>
      guarded(file, () =>
        statement(text)
          .all(params)
          .map(row => plain<Of>(row)),
      ),
    get: async <Of>(text: string, params = {}) =>
      guarded(file, () => {
        const row = statement(text).get(params);
        return row === undefined ? null : plain<Of>(row);
      }),
    run: async (text, params = {}) => guarded(file, () => Number(statement(text).run(params).changes)),
  };
}

/** `node:sqlite` gives objects without a prototype. */
function plain<Of>(row: object): Of {
  return { ...row } as Of;
}

/** Work waits for whatever was given before it, however that ended. */
function lane(): <Of>(work: () => Promise<Of>) => Promise<Of> {
  let last: Promise<unknown> = Promise.resolve();
  return work => {
    const mine = last.then(work, work);
    last = mine.catch(() => {});
    return mine;
  };
}

function durabilityOf(db: DatabaseSync): (mode: 'FULL' | 'NORMAL') => void {
  let current: string | null = null;
  return mode => {
    if (mode === current) return;
    db.exec(`PRAGMA synchronous = ${mode}`);
    current = mode;
  };
}
