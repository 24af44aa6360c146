/** Connections to PostgreSQL as Stet uses them, on `pg`: how many, how long they wait, and how values come back. It must never end the process. */
import pg from 'pg';
import { postgresFault } from './postgres-errors.ts';

/** A question needs one for some milliseconds; a server lets in 100 unless told otherwise, for several processes. */
const CONNECTIONS = 10;

/** How long a connection may take to open, a statement to run or wait for a lock, and a transaction to do nothing, milliseconds. */
const CONNECT_MS = 5_000;
const STATEMENT_MS = 60_000;
const IDLE_MS = 30_000;

/** Numbers that PostgreSQL gives as text for they may be larger than ours are exact; none of ours is. */
const { INT8, NUMERIC, JSON: JSON_TYPE } = pg.types.builtins;

const settings = {
  application_name: 'stet',
  connectionTimeoutMillis: CONNECT_MS,
  keepAlive: true,
  types: {
    getTypeParser: ((oid: number, format?: 'text') => {
      if (oid === INT8 || oid === NUMERIC) return Number;
      if (oid === JSON_TYPE) return String;
      return pg.types.getTypeParser(oid, format);
    }) as typeof pg.types.getTypeParser,
  },
};

/**
 * A pool for the database at `url`; it connects when it is first asked to. A connection that is lost while nobody uses it is replaced by the
 * next one; whoever uses it hears of it.
 */
export function openPool(url: string): pg.Pool {
  const pool = new pg.Pool({
    ...settings,
    connectionString: url,
    max: CONNECTIONS,
    statement_timeout: STATEMENT_MS,
    idle_in_transaction_session_timeout: IDLE_MS,
  });
  pool.on('error', () => {});
  pool.on('connect', client => void client.on('error', () => {}));
  return pool;
}

/** A connection of its own, not of a pool; it is not open yet. */
export function aClient(url: string): pg.Client {
  return new pg.Client({ ...settings, connectionString: url });
}

/** The database at `url` as people know it, without its password. Throws `store-failed` where it is no such address. */
export function placeOf(url: string): string {
  const parsed = URL.parse(url);
  if (parsed === null || !/^postgres(ql)?:$/.test(parsed.protocol))
    throw postgresFault('store-failed', 'no address of PostgreSQL', 'STET_DATABASE_URL is no postgres:// address.');
  const { username, host, pathname } = parsed;
  return `${username === '' ? '' : `${decodeURIComponent(username)} at `}${host || 'this machine'}${decodeURIComponent(pathname)}`;
}
