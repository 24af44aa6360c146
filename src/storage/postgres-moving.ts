/** How a database shows that a store is being moved into it, and that it is in use: whoever opens it and whoever moves look for each other. */
import { PROCESSES } from './leases.ts';
import { postgresFault } from './postgres-errors.ts';
import type { Sql } from './sql.ts';

/**
 * While a store is being moved, its tables are filled as they come: nothing follows what is put into them, and an article may come before its
 * revision. The table says how far each has come, and that this is no store yet.
 */
export const MOVE = {
  begin: [
    'CREATE TABLE stet_move (name text PRIMARY KEY, last text NOT NULL, done bigint NOT NULL)',
    'ALTER TABLE articles DROP CONSTRAINT articles_id_revision_fkey',
    ...triggers('DISABLE'),
  ],
  end: [
    // All revisions are looked at once more.
    'SET LOCAL statement_timeout = 0',
    'DROP TABLE stet_move',
    `ALTER TABLE articles ADD CONSTRAINT articles_id_revision_fkey
       FOREIGN KEY (id, revision) REFERENCES revisions (article, number) DEFERRABLE INITIALLY DEFERRED`,
    ...triggers('ENABLE'),
  ],
};

function triggers(state: 'DISABLE' | 'ENABLE'): string[] {
  return ['articles', 'revisions', 'verdicts', 'case_log'].map(table => `ALTER TABLE ${table} ${state} TRIGGER USER`);
}

export async function isBeingMoved(sql: Sql): Promise<boolean> {
  return (
    (await sql.get(`SELECT 1 FROM pg_tables WHERE tablename = 'stet_move' AND schemaname = current_schema()`)) !== null
  );
}

/** Rejects with `store-busy` while a store is being moved into the database, also by a process that was killed. */
export async function refuseMoving(sql: Sql, where: string): Promise<void> {
  if (!(await isBeingMoved(sql))) return;
  const told = `A store is being moved to ${where}. When that was broken off, run stet migrate once more.`;
  throw postgresFault('store-busy', 'a store is being moved there', told);
}

/** How many processes use the store now. */
export async function livingProcesses(sql: Sql): Promise<number> {
  const row = await sql.get<{ n: number }>(
    `SELECT count(*) AS n FROM leases WHERE ${PROCESSES} AND until > ${sql.now}`,
  );
  return row!.n;
}
