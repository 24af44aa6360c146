/**
 * PostgreSQL for the tests of this folder: a database of its own for each test file, emptied for each store that is opened new, which is many times
 * quicker than another database.
 */
import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { afterAll, beforeAll } from 'vitest';
import { needsServer, type PrivateServer, privatePostgres } from '../support/servers.ts';

export interface TestDatabase {
  /** Known once the tests run. */
  url: () => string;
  /** Takes every row out, and gives the store another id, as if it had just been made. Nobody may use it meanwhile. */
  empty: () => Promise<void>;
  /** Runs a statement as its owner would by hand. */
  query: (sql: string) => Promise<pg.QueryResult>;
}

const { url: given, missing } = needsServer('postgres');

/** For `describe.skipIf`. */
export const withoutPostgres: boolean = missing;

/** A database for the test file that calls this; it is dropped when that is done. */
export function aDatabase(): TestDatabase {
  const name = `stet_test_${randomUUID().replaceAll('-', '')}`;
  let server: PrivateServer | null = null;
  let url = '';
  let owner: pg.Client | null = null;

  const onServer = async (sql: string) => {
    const client = new pg.Client({ connectionString: given ?? server!.url });
    await client.connect();
    await client.query(sql);
    await client.end();
  };
  beforeAll(async () => {
    if (missing) return;
    if (given === null) server = await privatePostgres();
    // Not synced: no test cuts the power. And two that wait for each other are found at once.
    await onServer(`CREATE DATABASE ${name}`);
    await onServer(`ALTER DATABASE ${name} SET synchronous_commit = off`);
    await onServer(`ALTER DATABASE ${name} SET deadlock_timeout = '10ms'`);
    const parsed = new URL(given ?? server!.url);
    parsed.pathname = name;
    url = parsed.href;
    owner = new pg.Client({ connectionString: url });
    await owner.connect();
  }, 30_000);
  afterAll(async () => {
    await owner?.end();
    if (server !== null) await server.stop();
    else if (!missing) await onServer(`DROP DATABASE ${name} WITH (FORCE)`);
  });

  return {
    url: () => url,
    query: sql => owner!.query(sql),
    empty: async () => void (await owner!.query(EMPTY)),
  };
}

/** Past the triggers that keep what never changes. Where there are no tables yet there is nothing to do. */
const EMPTY = `
  SET session_replication_role = replica;
  DO $$ DECLARE each record; BEGIN
    FOR each IN SELECT tablename AS name FROM pg_tables
      WHERE schemaname = 'public' AND tablename NOT IN ('stet_migrations', 'store', 'counters')
    LOOP
      EXECUTE format('DELETE FROM %I', each.name);
    END LOOP;
    FOR each IN SELECT sequencename AS name FROM pg_sequences WHERE last_value IS NOT NULL LOOP
      PERFORM setval(each.name::regclass, 1, false);
    END LOOP;
    IF to_regclass('store') IS NOT NULL THEN
      UPDATE store SET id = replace(gen_random_uuid()::text, '-', '');
      UPDATE counters SET value = 0;
    END IF;
  END $$;
  RESET session_replication_role`;
