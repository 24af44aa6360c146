import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import type { Clock, Store } from '../../src/core/ports.ts';
import { articlesOn } from '../../src/storage/articles.ts';
import { openPostgresStore } from '../../src/storage/postgres.ts';
import { postgresDatabase } from '../../src/storage/postgres-database.ts';
import { openPool } from '../../src/storage/postgres-pool.ts';
import { postsOn } from '../../src/storage/posts.ts';
import { requestsOn } from '../../src/storage/requests.ts';
import type { Sql } from '../../src/storage/sql.ts';
import type { KeptForTest } from '../contracts/store.ts';
import { anArticle } from '../support/articles.ts';
import { aPost, aRequest, aTarget } from '../support/chat.ts';
import { aDatabase, withoutPostgres } from './databases.ts';
import { everyKeptStoreContract, everyStoreContract } from './every-contract.ts';
import { clock, reopening } from './stores.ts';

const NOON = '2026-01-07T12:00:00.000Z';

const database = aDatabase();

async function aStore(by: Clock): Promise<KeptForTest> {
  await database.empty();
  const kept = await reopening(() => openPostgresStore({ url: database.url(), clock: by }));
  return { ...kept, openBackup: null };
}

describe.skipIf(withoutPostgres)('on PostgreSQL', () => {
  everyStoreContract('postgres', aStore);
  everyKeptStoreContract('postgres', aStore);
});

describe.skipIf(withoutPostgres)('several processes on one store', () => {
  const stores: Store[] = [];
  const open = async () => {
    const store = await openPostgresStore({ url: database.url(), clock });
    stores.push(store);
    return store;
  };
  /** Statements past every store. */
  const aside = () => {
    const pool = openPool(database.url());
    onTestFinished(() => pool.end());
    return postgresDatabase(pool, 'the test');
  };
  beforeEach(() => database.empty());
  afterEach(async () => {
    for (const store of stores.splice(0)) await store.close();
  });

  it('send a post once, however many claim it at the same time', async () => {
    const all = [await open(), await open(), await open()];
    for (let i = 0; i < 20; i++) {
      const key = `answer:${i}`;
      await all[0]!.queuePost(aPost({ key }));
      const claims = await Promise.all(all.flatMap(store => [store.claimPost(key), store.claimPost(key)]));
      expect(claims.filter(claim => claim !== null)).toMatchObject([{ post: { attempts: 1 }, doubtSince: null }]);
    }
  });

  it('leave a post to a process that lives, and doubt what one has left that does not', async () => {
    const [one, other] = [await open(), await open()];
    const { post } = await one.queuePost(aPost());
    await one.claimPost(post.key);
    expect(await other.claimPost(post.key)).toBeNull();
    await database.query('UPDATE leases SET until = 1');
    expect(await other.claimPost(post.key)).toMatchObject({ doubtSince: post.queuedAt });
    // Whoever comes back late can take nothing from the one who has it now.
    await one.markUnsent(post.key, 'late', 'queued');
    expect(await other.post(post.key)).toMatchObject({ state: 'sending', attempts: 2 });
  });

  it('doubt at once what was left by a process that ended in good order', async () => {
    const [one, other] = [await open(), await open()];
    const { post } = await one.queuePost(aPost());
    await one.claimPost(post.key);
    await one.close();
    expect(await other.claimPost(post.key)).toMatchObject({ doubtSince: post.queuedAt });
  });

  /** Statements with something happening after each. */
  function onceMore(sql: Sql, meanwhile: () => Promise<unknown>): Sql {
    const after = async <Of>(given: Promise<Of>) => {
      const is = await given;
      await meanwhile();
      return is;
    };
    return { ...sql, run: (...given) => after(sql.run(...given)), get: (...given) => after(sql.get(...given)) };
  }

  it('keep what was asked though its asker is forgotten at the same moment', async () => {
    const [one, other] = [await open(), await open()];
    const draft = aRequest();
    const { request } = await one.openRequest(draft);
    const forget = () => other.forget(draft.person);
    const again = await aside().read(sql => requestsOn(onceMore(sql, forget)).open(draft, NOON));
    expect(again).toMatchObject({ request: { id: request.id, event: draft.event }, fresh: false });
  });

  it('make a post anew that was removed while it was queued once more', async () => {
    const [one, other] = [await open(), await open()];
    const draft = aPost({ target: aTarget({ only: 'slack:T1:U1' }) });
    await one.queuePost(draft);
    let isForgotten = false;
    const forgetOnce = async () => {
      if (!isForgotten) await other.forget('slack:T1:U1');
      isForgotten = true;
    };
    const again = await aside().read(sql => postsOn(onceMore(sql, forgetOnce)).add(draft, NOON));
    expect(again).toMatchObject({ post: { key: draft.key, state: 'queued' }, fresh: true });
  });

  it('see one moment in a view, whatever others write meanwhile', async () => {
    const [one, other] = [await open(), await open()];
    const { post } = await one.queuePost(aPost());
    const stateOf = (sql: Sql) =>
      sql.get<{ state: string }>('SELECT state FROM posts WHERE key = :key', { key: post.key });
    const seen = await aside().view(async sql => {
      const before = await stateOf(sql);
      await other.claimPost(post.key);
      return [before, await stateOf(sql)];
    });
    expect(seen).toEqual([{ state: 'queued' }, { state: 'queued' }]);
    expect((await one.post(post.key))?.state).toBe('sending');
  });

  it('see changes in the order of their numbers, whoever is done first', async () => {
    const pool = openPool(database.url());
    const slow = postgresDatabase(pool, 'the test');
    const [other, follower] = [await open(), await open()];
    const begun = Promise.withResolvers<void>();
    const held = Promise.withResolvers<void>();
    const first = slow.write('record', async sql => {
      await articlesOn(sql).save(anArticle({ id: 'first' }), NOON);
      begun.resolve();
      await held.promise;
    });
    await begun.promise;
    const second = other.saveArticle(anArticle({ id: 'second' }));
    // Waits on the server until the first is done: it has a number, and nobody sees it yet.
    await vi.waitFor(async () => {
      const { rows } = await database.query(`SELECT count(*)::int AS n FROM pg_locks WHERE NOT granted`);
      expect(rows[0].n).toBeGreaterThan(0);
    });
    expect(await follower.changesSince(0, 10)).toEqual([]);
    held.resolve();
    await Promise.all([first, second]);
    const seen = (await follower.changesSince(0, 10)).map(({ article }) => [article.seq, article.id]);
    expect(seen).toEqual([
      [1, 'first'],
      [2, 'second'],
    ]);
    await slow.close();
  });

  it('hear of every change, whoever makes it, also when their connection was lost, until they want no more', async () => {
    const [one, other] = [await open(), await open()];
    const wake = vi.fn();
    const end = one.onChange!(wake);
    const heard = async (times: number) => vi.waitFor(() => expect(wake).toHaveBeenCalledTimes(times), { interval: 5 });
    await heard(1);
    const { article } = await other.saveArticle(anArticle());
    await heard(2);
    const word = {
      ruling: 'disputed',
      reason: 'No such pier.',
      by: 'wire:w1:ada',
      platform: 'wire',
      needed: 1,
    } as const;
    await other.rule({ article: article.id, ...word });
    await heard(3);
    await database.query(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND query = 'LISTEN stet_articles'`,
    );
    await heard(4);
    await other.saveArticle(anArticle());
    await heard(5);
    await end();
    await other.saveArticle(anArticle());
    expect(wake).toHaveBeenCalledTimes(5);
  });

  it('begin work anew that met other work', async () => {
    const direct = postgresDatabase(openPool(database.url()), 'the test');
    const store = await open();
    for (const key of ['a', 'b']) await store.queuePost(aPost({ key }));
    const both = Promise.withResolvers<void>();
    let begun = 0;
    const crosswise = (keys: string[]) =>
      direct.write('row', async sql => {
        for (const key of keys) {
          await sql.run('UPDATE posts SET attempts = attempts + 1 WHERE key = :key', { key });
          if (++begun === 2) both.resolve();
          await both.promise;
        }
      });
    await Promise.all([crosswise(['a', 'b']), crosswise(['b', 'a'])]);
    expect([(await store.post('a'))?.attempts, (await store.post('b'))?.attempts]).toEqual([2, 2]);
    await direct.close();
  });

  it('are backed up by tools of their own', async () => {
    const store = await open();
    const told = { code: 'bad-usage', userMessage: expect.stringContaining('pg_dump') };
    await expect(store.backup('/nowhere')).rejects.toMatchObject(told);
  });

  it('never change a revision, a verdict or what happened in a case', async () => {
    const store = await open();
    await store.saveArticle(anArticle({ id: 'a' }));
    for (const sql of [
      `UPDATE revisions SET text = 'x'`,
      'DELETE FROM revisions',
      'TRUNCATE revisions CASCADE',
      'DELETE FROM verdicts',
      `UPDATE case_log SET detail = '{}'`,
      'DELETE FROM case_log',
    ])
      await expect(database.query(sql), sql).rejects.toThrow('never changes');
    await expect(database.query('UPDATE articles SET revision = 9')).rejects.toThrow('foreign key');
  });
});
