/**
 * What was worked out of the index and is dear to work out again, kept beside it until it changes: a process that starts then has what
 * an earlier one knew. Nothing here may be needed, and nothing may wait for it.
 */
import type { DatabaseSync } from 'node:sqlite';
import { BUSY_MS, isDamage } from './database.ts';

export interface Kept {
  /** What was kept while the index stood at `seq`. */
  get: (key: string, seq: number) => string | null;
  set: (key: string, seq: number, value: string) => void;
  clear: () => void;
}

export function openKept(database: DatabaseSync): Kept {
  const get = database.prepare('SELECT value FROM kept WHERE key = ? AND seq = ?');
  const set = database.prepare('INSERT OR REPLACE INTO kept (key, seq, value) VALUES (?, ?, ?)');
  const clear = database.prepare('DELETE FROM kept');
  return {
    get: (key, seq) => (get.get(key, seq)?.value as string | undefined) ?? null,
    set(key, seq, value) {
      // Another process may be filling the file, and somebody waits for an answer.
      database.exec('PRAGMA busy_timeout = 0');
      try {
        set.run(key, seq, value);
      } catch (fault) {
        // A full disk, a busy file: it is worked out again some time.
        if (isDamage(fault)) throw fault;
      } finally {
        database.exec(`PRAGMA busy_timeout = ${BUSY_MS}`);
      }
    },
    clear: () => void clear.run(),
  };
}
