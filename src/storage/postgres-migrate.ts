/**
 * Brings a database to the newest shape: `migrations/NNNN-name.postgres.sql`, in order, all in one transaction and under a lock, so that of several
 * processes that start at once one does it. It must never touch a store that a newer Stet wrote, nor another program's tables.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Pool } from 'pg';
import { MIGRATIONS_FOLDER, migrationFiles } from './migrate.ts';
import { LOCKS } from './postgres-database.ts';
import { postgresFault } from './postgres-errors.ts';

const MIGRATOR = 2;

/** The oldest PostgreSQL that is still maintained and that our statements were run on. */
const OLDEST = 14;

/** Rejects with `store-newer`, `store-failed` where the server is too old, or what the driver throws; then nothing is changed. */
export async function migratePostgres(pool: Pool, where: string): Promise<void> {
  const client = await pool.connect();
  let broken = true;
  try {
    await refuseOldServer();
    if ((await landed()) !== migrationFiles('postgres').length) await landAlone();
    broken = false;
  } finally {
    // What was begun is undone by PostgreSQL when the connection ends.
    client.release(broken);
  }

  async function refuseOldServer(): Promise<void> {
    const { rows } = await client.query('SHOW server_version_num');
    const version = Math.floor(Number(rows[0].server_version_num) / 10_000);
    if (version >= OLDEST) return;
    const told = `PostgreSQL ${version} is too old for Stet (${where}); it needs ${OLDEST} or later.`;
    throw postgresFault('store-failed', `postgres ${version} is too old`, told);
  }

  /** How many migrations have landed. */
  async function landed(): Promise<number> {
    const { rows } = await client.query(`SELECT to_regclass('stet_migrations') IS NOT NULL AS "isOurs"`);
    if (!rows[0].isOurs) return 0;
    const counted = await client.query('SELECT coalesce(max(number), 0)::int AS number FROM stet_migrations');
    return counted.rows[0].number;
  }

  async function landAlone(): Promise<void> {
    // However long it takes, and however long another process does it.
    await client.query(`BEGIN; SET LOCAL statement_timeout = 0; SELECT pg_advisory_xact_lock(${LOCKS}, ${MIGRATOR})`);
    await land(await landed());
    await client.query('COMMIT');
  }

  async function land(version: number): Promise<void> {
    const files = migrationFiles('postgres');
    if (version > files.length) {
      const told = `${where} was written by a newer Stet and was left untouched. Run the newer Stet, or use another database.`;
      throw postgresFault('store-newer', `store version ${version}, known up to ${files.length}`, told);
    }
    if (version === 0)
      await client.query('CREATE TABLE stet_migrations (number integer PRIMARY KEY, name text NOT NULL)');
    for (const [i, name] of [...files.entries()].slice(version)) {
      await client.query(readFileSync(join(MIGRATIONS_FOLDER, name), 'utf8'));
      await client.query('INSERT INTO stet_migrations (number, name) VALUES ($1, $2)', [i + 1, name]);
    }
  }
}
