/**
 * The Database on PostgreSQL: statements on a pool of connections, a transaction on one of them. Writers that must be alone share one advisory
 * lock, which goes with the transaction, however it ends. It must never let a raw error of the driver out.
 */
import type { Pool, PoolClient } from 'pg';
import { StetError } from '../core/errors.ts';
import { asPostgresFault, guardedBy, isCollision } from './postgres-errors.ts';
import type { Database, Dialect, Params, Sql, WriteKind } from './sql.ts';

const DIALECT: Dialect = {
  now: 'CAST(extract(epoch FROM clock_timestamp()) * 1000 AS bigint)',
  list: param => `(SELECT json_array_elements_text(CAST(${param} AS json)))`,
};

/** Names our locks among those of a database: "Stet" in ASCII. */
export const LOCKS = 0x53746574;
const WRITER = 1;

/** Read committed: whoever was alone sees all that was committed before, and a statement that waited for a row sees it as it is now. */
const ALONE = `BEGIN; SELECT pg_advisory_xact_lock(${LOCKS}, ${WRITER})`;
const BEGIN: Record<WriteKind, string> = { record: ALONE, desk: ALONE, row: 'BEGIN' };

/** Sees what was committed when its first statement began, and nothing later. */
const VIEW = 'BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY';

/** How often work is begun that met other work. Two that met once seldom do again. */
const TRIES = 5;

/** @param where what faults call it. */
export function postgresDatabase(pool: Pool, where: string): Database {
  const sql = sqlOn(pool, where);
  return {
    read: work => work(sql),
    view: work => transaction(pool, where, VIEW, work),
    async write(kind, work) {
      for (let tries = 1; ; tries++) {
        try {
          return await transaction(pool, where, BEGIN[kind], work);
        } catch (fault) {
          if (tries === TRIES || !isCollision(fault)) throw fault;
        }
      }
    },
    async backup() {
      throw new StetError('bad-usage', 'no backup of a server', {
        userMessage: `The store is on PostgreSQL (${where}); back it up with pg_dump, which copies it while it is used.`,
      });
    },
    async close() {
      if (!pool.ended) await guardedBy(where, () => pool.end());
    },
  };
}

async function transaction<Of>(pool: Pool, where: string, begin: string, work: (sql: Sql) => Promise<Of>): Promise<Of> {
  const client = await guardedBy(where, () => pool.connect());
  let broken = true;
  try {
    await client.query(begin);
    const result = await work(sqlOn(client, where));
    await client.query('COMMIT');
    broken = false;
    return result;
  } catch (thrown) {
    broken = await client.query('ROLLBACK').then(
      () => false,
      () => true,
    );
    throw asPostgresFault(thrown, where);
  } finally {
    // One whose transaction could not be ended may still be in it.
    client.release(broken);
  }
}

function sqlOn(on: Pool | PoolClient, where: string): Sql {
  const query = (text: string, params: Params = {}) =>
    guardedBy(where, () => {
      const { sql, names } = positional(text);
      return on.query(
        sql,
        names.map(name => storable(params, name)),
      );
    });
  return {
    ...DIALECT,
    all: async (text, params) => (await query(text, params)).rows,
    get: async (text, params) => (await query(text, params)).rows[0] ?? null,
    run: async (text, params) => (await query(text, params)).rowCount ?? 0,
  };
}

/** PostgreSQL keeps no NUL in a text; lone surrogates become U+FFFD on the way to it, and so does this. */
function storable(params: Params, name: string): Params[string] {
  const value = params[name];
  if (value === undefined) throw new TypeError(`no value for :${name}`);
  return typeof value === 'string' ? value.replaceAll('\0', '\uFFFD') : value;
}

const numbered = new Map<string, { sql: string; names: string[] }>();

/** PostgreSQL numbers its parameters (`$1`). Casts (`::`) and what stands in quotes are no parameters. */
function positional(text: string): { sql: string; names: string[] } {
  const known = numbered.get(text);
  if (known !== undefined) return known;
  const names: string[] = [];
  const sql = text.replace(/'[^']*'|::|:([a-z]\w*)/gi, (whole, name?: string) => {
    if (name === undefined) return whole;
    if (!names.includes(name)) names.push(name);
    return `$${names.indexOf(name) + 1}`;
  });
  const made = { sql, names };
  numbered.set(text, made);
  return made;
}
