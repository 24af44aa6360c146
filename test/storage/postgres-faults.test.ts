import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { openPostgresStore } from '../../src/storage/postgres.ts';
import { migratePostgres } from '../../src/storage/postgres-migrate.ts';
import { anArticle } from '../support/articles.ts';
import { aPost } from '../support/chat.ts';
import { freePort, needsServer, type PrivateServer, privatePostgres } from '../support/servers.ts';
import { clock } from './stores.ts';

const PASSWORD = 's3cret';

it('says which PostgreSQL is too old, and changes nothing there', async () => {
  const asked: string[] = [];
  const query = async (sql: string) => {
    asked.push(sql);
    return { rows: [{ server_version_num: '130021' }] };
  };
  const pool = { connect: async () => ({ query, release: () => {} }) } as unknown as pg.Pool;
  await expect(migratePostgres(pool, 'stet at db/news')).rejects.toMatchObject({
    code: 'store-failed',
    userMessage: 'PostgreSQL 13 is too old for Stet (stet at db/news); it needs 14 or later.',
  });
  expect(asked).toEqual(['SHOW server_version_num']);
});

describe.skipIf(needsServer('postgres', { own: true }).missing)('a PostgreSQL of our own', () => {
  let server: PrivateServer;
  beforeAll(async () => {
    server = await privatePostgres();
  }, 30_000);
  afterAll(() => server.stop());

  const query = async (...statements: string[]) => {
    const client = new pg.Client({ connectionString: server.url });
    await client.connect();
    for (const sql of statements) await client.query(sql);
    await client.end();
  };
  const at = (path: string, user = 'stet', port = server.port) =>
    `postgres://${user}:${PASSWORD}@127.0.0.1:${port}/${path}`;
  /** What is said of a database that is not opened, to people and to the log. */
  const faultOf = async (url: string) => {
    const fault = await openPostgresStore({ url, clock }).then(
      () => expect.unreachable('it was opened'),
      thrown => thrown,
    );
    expect(fault).toMatchObject({ name: 'StetError' });
    expect(fault.userMessage.split('\n')).toHaveLength(1);
    for (const words of [fault.message, fault.userMessage, String(fault.cause)]) expect(words).not.toContain(PASSWORD);
    return `${fault.code}: ${fault.userMessage}`;
  };

  it('is told from one that is not there, in one line and without the password', async () => {
    const gone = await freePort();
    expect(await faultOf(at('news', 'stet', gone))).toBe(
      `store-failed: No PostgreSQL answers for stet at 127.0.0.1:${gone}/news.`,
    );
    expect(await faultOf(`postgres://stet:${PASSWORD}@stet.invalid/news`)).toMatch(
      /^store-failed: .*host.*stet\.invalid/,
    );
    expect(await faultOf(`mysql://stet:${PASSWORD}@127.0.0.1/news`)).toMatch(/^store-failed: .*postgres:\/\//);
  });

  it('says which database it does not have, and whom it does not let in', async () => {
    expect(await faultOf(at('nowhere'))).toMatch(
      /^store-failed: .*no such database: stet at 127\.0\.0\.1:\d+\/nowhere/,
    );
    await query(
      `CREATE ROLE ada LOGIN PASSWORD 'another'`,
      `DO $$ BEGIN EXECUTE format('COPY (SELECT %L UNION ALL SELECT %L) TO %L', 'host all ada 127.0.0.1/32 scram-sha-256',
         'host all stet 127.0.0.1/32 trust', current_setting('hba_file')); END $$`,
      'SELECT pg_reload_conf()',
    );
    await vi.waitFor(async () =>
      expect(await faultOf(at('postgres', 'ada'))).toMatch(/^store-failed: .*password for ada at/),
    );
    expect(await faultOf(at('postgres', 'bela'))).toMatch(/^store-failed: .*does not let in bela at/);
  });

  it('is left untouched where it holds a newer store, or tables of another program', async () => {
    await query('CREATE DATABASE newer', 'CREATE DATABASE foreign_tables');
    await (await openPostgresStore({ url: at('newer'), clock })).close();
    const newer = new pg.Client({ connectionString: at('newer') });
    await newer.connect();
    await newer.query(`INSERT INTO stet_migrations (number, name) VALUES (9999, '9999-later.postgres.sql')`);
    expect(await faultOf(at('newer'))).toMatch(/^store-newer: .*newer Stet/);
    await newer.end();
    const foreign = new pg.Client({ connectionString: at('foreign_tables') });
    await foreign.connect();
    await foreign.query('CREATE TABLE articles (name text)');
    expect(await faultOf(at('foreign_tables'))).toMatch(/^store-damaged: .*another program/);
    const { rows } = await foreign.query(`SELECT count(*)::int AS n FROM pg_tables WHERE schemaname = 'public'`);
    expect(rows).toEqual([{ n: 1 }]);
    await foreign.end();
  });

  it('is made once by many that start at the same moment', async () => {
    await query('CREATE DATABASE shared');
    const stores = await Promise.all(Array.from({ length: 4 }, () => openPostgresStore({ url: at('shared'), clock })));
    expect(new Set(stores.map(({ id }) => id)).size).toBe(1);
    for (const store of stores) await store.close();
  });

  it('may be killed under a store: it is refused for a while, loses nothing, and goes on', async () => {
    await query('CREATE DATABASE killed');
    const store = await openPostgresStore({ url: at('killed'), clock });
    const wake = vi.fn();
    store.onChange!(wake);
    // Connections that nobody uses when it dies, too.
    await Promise.all(Array.from({ length: 5 }, () => store.lastSeq()));
    const kept: string[] = [];
    let killing: Promise<void> | null = null;
    for (;;) {
      const draft = anArticle();
      try {
        await store.saveArticle(draft);
        kept.push(draft.id);
      } catch (fault) {
        expect(fault).toMatchObject({ code: 'store-failed', retryable: true });
        break;
      }
      if (kept.length === 20) killing = server.kill();
    }
    await killing;
    await expect(store.queuePost(aPost())).rejects.toMatchObject({ code: 'store-failed', retryable: true });
    await server.restart();
    const { post } = await store.queuePost(aPost());
    expect(await store.claimPost(post.key)).not.toBeNull();
    const there = (await store.changesSince(0, 10_000)).map(({ article }) => article.id);
    // What was under way when it died may have been kept, unknown to us.
    expect(there.slice(0, kept.length)).toEqual(kept);
    expect(there.length - kept.length).toBeLessThanOrEqual(1);
    await store.close();
  });
});
