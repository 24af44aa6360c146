/**
 * Moves a store from its SQLite file to PostgreSQL, under the same id: copies every table in steps that a killed process may leave anywhere, compares
 * all that arrived, and only then makes it a store and marks the file as moved. It must never touch a store of another id, nor the file but to mark it.
 */
import { existsSync } from 'node:fs';
import type { Pool, PoolClient } from 'pg';
import { StetError } from '../core/errors.ts';
import type { MovedStore } from '../core/ports.ts';
import { LOCKS, postgresDatabase } from './postgres-database.ts';
import { guardedBy } from './postgres-errors.ts';
import { migratePostgres } from './postgres-migrate.ts';
import { isBeingMoved, livingProcesses, MOVE } from './postgres-moving.ts';
import { openPool, placeOf } from './postgres-pool.ts';
import type { Database, Sql, Value } from './sql.ts';
import { sqliteDatabase } from './sqlite-database.ts';
import { storeFault } from './sqlite-errors.ts';
import { markMoved, openOwner } from './sqlite-open.ts';
import { digestOf, pagesOf, putRows, type Table, tablesOf } from './tables.ts';

const MOVER = 3;

export interface Move {
  /** The SQLite store. */
  file: string;
  /** The database it goes to. */
  url: string;
  /** Told of rows that were copied, and how many there are. */
  onRows: (done: number, total: number) => void;
}

/**
 * Moves the store; safe to run again however it ended.
 * Rejects with `store-busy` while either is in use, `store-moved` where it was moved before, `bad-usage` where the database holds another store,
 * and any fault of either.
 */
export async function moveToPostgres({ file, url, onRows }: Move): Promise<MovedStore> {
  if (!existsSync(file))
    throw storeFault('store-failed', file, 'no store to move', {
      userMessage: `There is no store at ${file} to move.`,
    });
  const where = placeOf(url);
  const opened = openOwner(file);
  const pool = openPool(url);
  const source = sqliteDatabase(opened, file);
  try {
    const moved = await guardedBy(where, () => alone(pool, where, () => move({ source, pool, where, onRows })));
    markMoved(opened.db, where);
    return { ...moved, place: `PostgreSQL, ${where}` };
  } finally {
    await source.close();
    await pool.end();
  }
}

interface Moving {
  source: Database;
  pool: Pool;
  where: string;
  onRows: Move['onRows'];
}

async function move({ source, pool, where, onRows }: Moving): Promise<Omit<MovedStore, 'place'>> {
  await migratePostgres(pool, where);
  const target = postgresDatabase(pool, where);
  const [from, to] = [await held(source), await held(target)];
  const tables = await tablesOf(from, to);
  const id = await idOf(from);
  const begun = await begin(target, { id, tables, where });
  const total = await countOf(from, tables);
  if (begun === 'done') {
    if ((await differences(from, to, tables)).length === 0) return { id, rows: total };
    throw taken(
      `${where} holds this very store already, and one of the two was used since: empty the one that is to go.`,
    );
  }
  await copy(from, target, tables, done => onRows(done, total));
  let unlike = await differences(from, to, tables);
  if (unlike.length > 0 && begun === 'before') {
    // The store was used between two runs, so that rows changed behind what had been copied.
    await target.write('desk', sql => empty(sql, tables));
    await copy(from, target, tables, done => onRows(done, total));
    unlike = await differences(from, to, tables);
  }
  if (unlike.length > 0) throw new StetError('internal', `tables that did not arrive whole: ${unlike.join(', ')}`);
  await target.write('desk', sql => finish(sql, tables));
  return { id, rows: total };
}

/** Statements one after another, for reading what nobody else writes. */
function held(database: Database): Promise<Sql> {
  return database.read(async sql => sql);
}

/** Runs `work` as the only mover; the lock goes with the connection, however this process ends. */
async function alone<Of>(pool: Pool, where: string, work: () => Promise<Of>): Promise<Of> {
  const client: PoolClient = await pool.connect();
  try {
    const { rows } = await client.query(`SELECT pg_try_advisory_lock(${LOCKS}, ${MOVER}) AS "isMine"`);
    if (!rows[0].isMine) throw busy(where);
    return await work();
  } finally {
    client.release(true);
  }
}

function busy(where: string): StetError {
  return new StetError('store-busy', 'the target is in use', {
    userMessage: `Another Stet is using ${where}. Stop it first, or give another database.`,
  });
}

/** Begins the move, or goes on with one that was begun `before`; `done` where all but the mark on the file is. */
async function begin(
  target: Database,
  { id, tables, where }: { id: string; tables: readonly Table[]; where: string },
): Promise<'now' | 'before' | 'done'> {
  const to = await held(target);
  const moving = await isBeingMoved(to);
  if ((await idOf(to)) === id) return moving ? 'before' : 'done';
  if (!(await isEmpty(to, tables))) throw taken(`${where} holds another store already; give an empty database.`);
  if (!moving) await target.write('desk', sql => runAll(sql, MOVE.begin));
  // Looked for once nobody else may open it: whoever came before is seen here, and whoever comes after sees the move.
  if ((await livingProcesses(to)) > 0) {
    await target.write('desk', sql => runAll(sql, MOVE.end));
    throw busy(where);
  }
  await target.write('desk', async sql => {
    await empty(sql, tables);
    await sql.run('UPDATE store SET id = :id', { id });
  });
  return 'now';
}

function taken(userMessage: string): StetError {
  return new StetError('bad-usage', 'the target holds a store', { userMessage });
}

async function idOf(sql: Sql): Promise<string> {
  return (await sql.get<{ id: string }>('SELECT id FROM store'))!.id;
}

/** As it was made: nothing but counters that count nothing yet. */
async function isEmpty(sql: Sql, tables: readonly Table[]): Promise<boolean> {
  const counted = await sql.get('SELECT 1 FROM counters WHERE value > 0');
  return (
    counted === null &&
    (await countOf(
      sql,
      tables.filter(({ name }) => name !== 'counters'),
    )) === 0
  );
}

async function runAll(sql: Sql, statements: readonly string[]): Promise<void> {
  for (const each of statements) await sql.run(each);
}

async function empty(sql: Sql, tables: readonly Table[]): Promise<void> {
  await sql.run(`TRUNCATE ${tables.map(({ name }) => name).join(', ')}`);
  await sql.run('DELETE FROM stet_move');
}

async function copy(from: Sql, target: Database, tables: readonly Table[], onRows: (done: number) => void) {
  let done = 0;
  for (const table of tables) {
    const { name } = table;
    const kept = await target.read(sql =>
      sql.get<{ last: string; done: number }>('SELECT last, done FROM stet_move WHERE name = :name', { name }),
    );
    let own = kept?.done ?? 0;
    done += own;
    for await (const { rows, last } of pagesOf(
      from,
      table,
      kept === null ? null : (JSON.parse(kept.last) as Value[]),
    )) {
      own += rows.length;
      done += rows.length;
      await target.write('desk', async sql => {
        await putRows(sql, table, rows);
        await sql.run(
          `INSERT INTO stet_move (name, last, done) VALUES (:name, :last, :own)
           ON CONFLICT (name) DO UPDATE SET last = excluded.last, done = excluded.done`,
          { name, last: JSON.stringify(last), own },
        );
      });
      onRows(done);
    }
  }
}

async function countOf(sql: Sql, tables: readonly Table[]): Promise<number> {
  let rows = 0;
  for (const { name } of tables) rows += (await sql.get<{ n: number }>(`SELECT count(*) AS n FROM ${name}`))!.n;
  return rows;
}

/** Names of the tables that are not the same in both, to the last character. */
async function differences(from: Sql, to: Sql, tables: readonly Table[]): Promise<string[]> {
  const unlike: string[] = [];
  for (const table of tables) {
    const [here, there] = [await digestOf(from, table), await digestOf(to, table)];
    if (here.rows !== there.rows || here.hash !== there.hash) unlike.push(table.name);
  }
  return unlike;
}

/** From now on it is a store: numbers go on behind those that were copied, and what must hold is looked after again. */
async function finish(sql: Sql, tables: readonly Table[]): Promise<void> {
  for (const { name, columns } of tables)
    for (const column of columns) {
      const counts = await sql.get<{ sequence: string | null }>(
        'SELECT pg_get_serial_sequence(:name, :column) AS sequence',
        { name, column: column.name },
      );
      if (counts?.sequence)
        await sql.get(
          `SELECT setval(CAST(:sequence AS regclass), (SELECT coalesce(max(${column.name}), 0) + 1 FROM ${name}), false)`,
          { sequence: counts.sequence },
        );
    }
  await runAll(sql, MOVE.end);
}
