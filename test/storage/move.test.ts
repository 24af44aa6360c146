import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Store } from '../../src/core/ports.ts';
import { moveToPostgres } from '../../src/storage/move.ts';
import { openPostgresStore } from '../../src/storage/postgres.ts';
import { anArticle } from '../support/articles.ts';
import { aPost, aRef, aRequest, aTarget } from '../support/chat.ts';
import { aDigestPlan } from '../support/digests.ts';
import { aFeed, anItem } from '../support/feeds.ts';
import { aDatabase, withoutPostgres } from './databases.ts';
import { clock, openOwner, temporaryFile } from './stores.ts';

const MOVER = fileURLToPath(new URL('./mover.ts', import.meta.url));
const ARTICLES = 300;
/** Rows after which a mover is killed: of two tables, of which the second has some. */
const KILLED_AT = 400;

const database = aDatabase();

/** A closed store with something of every kind; made once, for every article is synced to the disk. */
let made: string;
beforeAll(async () => {
  made = await makeStore();
});

function aStoreFile(): string {
  const file = temporaryFile();
  copyFileSync(made, file);
  return file;
}

async function makeStore(): Promise<string> {
  const file = temporaryFile();
  const store = await openOwner(file);
  for (let i = 0; i < ARTICLES; i++)
    await store.saveArticle(anArticle({ id: `a${i}`, text: `Text ${i}, “quoted” \\n {}.` }));
  await store.saveArticle(anArticle({ id: 'a0', text: 'Another text.' }));
  const { request } = await store.openRequest(aRequest({ personName: 'Ada\0' }));
  const { post } = await store.queuePost(
    aPost({ request: request.id, asked: { question: 'Who\uD800?', by: 'wire:w1:ada' } }),
  );
  await store.claimPost(post.key);
  await store.markSent(post.key, [aRef(post, 'm1')]);
  await store.vote(request.id, 'wire:w1:ada', 'good');
  await store.queuePost(aPost({ target: { direct: true, lasting: true } }));
  const { feed } = await store.addFeed(aFeed({ title: 'A\0B' }));
  await store.keepItems([anItem(feed.id, { item: '1' })]);
  await store.planDigest(aDigestPlan());
  await store.flag({ ...FLAG, place: aTarget() });
  await store.rule({ article: 'a1', ...WORD });
  await store.takeLease('socket', 'one', 60_000);
  await store.close();
  return file;
}

/** A store of another id. */
async function makeOther(): Promise<string> {
  const file = temporaryFile();
  await (await openOwner(file)).close();
  return file;
}

const FLAG = { article: 'a1', report: [], person: 'wire:w1:ada', source: 'command', reason: 'No such pier.' };
const WORD = { ruling: 'disputed', reason: 'No pier.', by: 'wire:w1:bela', platform: 'wire', needed: 1 } as const;

/** What can be told of a store from outside. */
async function all(store: Store) {
  const id = (await store.caseOf('a1'))!;
  return {
    id: store.id,
    changes: await store.changesSince(0, 10_000),
    revisions: [await store.revision('a0', 1), await store.revision('a0', 2)],
    posts: await store.postOfMessage({ platform: 'wire', space: 'w1', channel: 'harbour', message: 'm1' }),
    unsent: await store.unsentPosts(),
    feeds: await store.feeds(),
    items: await store.openItems(10),
    plans: await store.digestPlans(),
    log: await store.caseLog(id),
    verdicts: await store.verdicts('a1'),
    mark: (await store.digestMark()).mark,
  };
}

const move = (file: string, onRows = (_done: number, _total: number) => {}) =>
  moveToPostgres({ file, url: database.url(), onRows });
const openTarget = () => openPostgresStore({ url: database.url(), clock });

/** Moves in a process of its own, which is killed once it has told of so many rows. */
async function moveAndBeKilled(file: string, rows: number): Promise<void> {
  const mover = spawn(process.execPath, [MOVER, file, database.url()], { stdio: ['ignore', 'pipe', 'inherit'] });
  const lines = createInterface({ input: mover.stdout });
  lines.on('line', done => void (Number(done) >= rows && mover.kill('SIGKILL')));
  const [, signal] = await once(mover, 'exit');
  expect(signal).toBe('SIGKILL');
}

describe.skipIf(withoutPostgres)('a store that is moved to PostgreSQL', () => {
  beforeEach(async () => {
    await database.query('DROP SCHEMA public CASCADE');
    await database.query('CREATE SCHEMA public');
  });

  it('is there as it was, under its own id, and goes on counting; its file says where it went', async () => {
    const file = aStoreFile();
    const source = await openOwner(file);
    const before = await all(source);
    await source.close();
    const told: number[] = [];
    const moved = await move(file, (done, total) => told.push(done / total));
    expect(moved).toMatchObject({ id: before.id, rows: expect.any(Number) });
    expect([told.at(-1), told.toSorted((a, b) => a - b)]).toEqual([1, told]);

    const store = await openTarget();
    expect(await all(store)).toEqual({ ...before, feeds: [{ ...before.feeds[0], title: 'A\uFFFDB' }] });
    const { article } = await store.saveArticle(anArticle());
    expect(article.seq).toBe(ARTICLES + 3);
    expect(await store.arrivals({ mark: before.mark }, { mark: before.mark + 10 }, 10)).toMatchObject([
      { article: article.id },
    ]);
    expect(await store.rule({ article: 'a2', ...WORD })).toMatchObject({ verdict: { number: 2 } });
    await store.queuePost(aPost());
    await store.close();

    const refused = { code: 'store-moved', userMessage: expect.stringContaining('127.0.0.1') };
    await expect(openOwner(file)).rejects.toMatchObject(refused);
    await expect(move(file)).rejects.toMatchObject(refused);
  });

  it('is moved by whoever comes after one that was killed, which is no store until then', async () => {
    const file = aStoreFile();
    for (const rows of [1, KILLED_AT]) await moveAndBeKilled(file, rows);
    await expect(openTarget()).rejects.toMatchObject({
      code: 'store-busy',
      userMessage: expect.stringContaining('migrate'),
    });
    let first = 0;
    await move(file, done => {
      first ||= done;
    });
    // It went on behind what was there.
    expect(first).toBeGreaterThan(KILLED_AT);
    const store = await openTarget();
    expect((await store.changesSince(0, 10_000)).length).toBe(ARTICLES);
    await store.close();
  });

  it('arrives whole, though it was used between two runs', async () => {
    const file = aStoreFile();
    await moveAndBeKilled(file, KILLED_AT);
    const source = await openOwner(file);
    await source.saveArticle(anArticle({ id: 'a5', title: 'Another title' }));
    const before = await all(source);
    await source.close();
    await move(file);
    const store = await openTarget();
    expect((await all(store)).changes).toEqual(before.changes);
    await store.close();
  });

  it('is refused while either is in use, and the database is left as it was', async () => {
    const file = aStoreFile();
    const source = await openOwner(file);
    await expect(move(file)).rejects.toMatchObject({ code: 'store-busy', userMessage: expect.stringContaining(file) });
    await source.close();
    const target = await openTarget();
    await expect(move(file)).rejects.toMatchObject({
      code: 'store-busy',
      userMessage: expect.stringContaining('127.0.0.1'),
    });
    await target.saveArticle(anArticle());
    await target.close();
  });

  it('never takes the place of another store', async () => {
    const target = await openTarget();
    await target.saveArticle(anArticle({ id: 'theirs' }));
    await target.close();
    const file = aStoreFile();
    await expect(move(file)).rejects.toMatchObject({
      code: 'bad-usage',
      userMessage: expect.stringContaining('another store'),
    });
    await (await openOwner(file)).close();
    const again = await openTarget();
    expect((await again.changesSince(0, 10)).map(({ article }) => article.id)).toEqual(['theirs']);
    await again.close();
  });

  it('is moved by one at a time', async () => {
    const [file, other] = [aStoreFile(), await makeOther()];
    const ends = await Promise.allSettled([move(file), move(other)]);
    expect(ends.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  });

  it('is not looked for where there is none', async () => {
    const file = temporaryFile();
    await expect(move(file)).rejects.toMatchObject({
      code: 'store-failed',
      userMessage: `There is no store at ${file} to move.`,
    });
  });
});
