import { existsSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, it } from 'vitest';
import { openSqliteStore } from '../../src/storage/sqlite.ts';
import { anArticle } from '../support/articles.ts';
import { clock, openOwner, openReader, temporaryFile } from './stores.ts';

it('copies one moment of the store while it is being written to', async () => {
  const store = await openOwner(temporaryFile());
  for (let i = 0; i < 600; i++) await store.saveArticle(anArticle({ text: `Text ${i}. `.repeat(1_000) }));
  const target = temporaryFile();
  let done = false;
  const backup = store.backup(target).finally(() => {
    done = true;
  });
  let during = 0;
  while (!done) {
    await store.saveArticle(anArticle());
    during += 1;
    await new Promise(resolve => setImmediate(resolve));
  }
  await backup;
  expect(during).toBeGreaterThan(1);
  expect(readdirSync(dirname(target))).toEqual(['stet.db']);
  const copy = await openOwner(target);
  const seqs = (await copy.changesSince(0, 10_000)).map(change => change.article.seq);
  expect(seqs).toEqual(Array.from({ length: await copy.lastSeq() }, (_, i) => i + 1));
  expect(seqs.length).toBeGreaterThanOrEqual(600);
  expect(seqs.length).toBeLessThanOrEqual(600 + during);
  await copy.close();
  await store.close();
});

it('copies a store in memory, and one that is open for reading alone', async () => {
  const memory = await openSqliteStore({ file: ':memory:', mode: 'owner', clock });
  const { article } = await memory.saveArticle(anArticle());
  const first = temporaryFile();
  await memory.backup(first);
  const reader = await openReader(first);
  const second = temporaryFile();
  await reader.backup(second);
  await reader.close();
  const copy = await openOwner(second);
  expect(await copy.article(article.id)).toEqual(article);
  await copy.close();
  await memory.close();
});

it.skipIf(process.platform === 'win32').each(['file', 'memory'])(
  "of a store in %s is its owner's alone",
  async place => {
    const store = await openOwner(place === 'file' ? temporaryFile() : ':memory:');
    const target = temporaryFile();
    await store.backup(target);
    expect(statSync(target).mode & 0o777).toBe(0o600);
    expect(readdirSync(dirname(target))).toEqual(['stet.db']);
    await store.close();
  },
);

it('refuses a file that exists and leaves it as it is', async () => {
  const file = temporaryFile();
  const store = await openOwner(file);
  const target = join(dirname(file), 'notes.txt');
  writeFileSync(target, 'mine');
  for (const taken of [target, file]) {
    await expect(store.backup(taken)).rejects.toMatchObject({
      code: 'bad-usage',
      userMessage: `${taken} exists already; a backup never overwrites a file. Give another name.`,
    });
  }
  await store.close();
  expect(readdirSync(dirname(file)).sort()).toEqual(['notes.txt', 'stet.db', 'stet.db-lock']);
});

it('refuses a folder that does not exist', async () => {
  const store = await openOwner(temporaryFile());
  const target = join(dirname(temporaryFile()), 'nowhere', 'copy.db');
  await expect(store.backup(target)).rejects.toMatchObject({
    code: 'bad-usage',
    userMessage: expect.stringContaining('nowhere'),
  });
  await store.close();
});

it('lets one of two backups to the same name win', async () => {
  const store = await openOwner(temporaryFile());
  const target = temporaryFile();
  const ends = await Promise.allSettled([store.backup(target), store.backup(target)]);
  expect(ends.map(end => end.status).sort()).toEqual(['fulfilled', 'rejected']);
  expect(readdirSync(dirname(target))).toEqual(['stet.db']);
  await store.close();
});

it.each(['file', 'memory'])('is finished before a store in %s closes', async place => {
  const file = place === 'file' ? temporaryFile() : ':memory:';
  const store = await openOwner(file);
  for (let i = 0; i < 300; i++) await store.saveArticle(anArticle({ text: `Text ${i}. `.repeat(3_000) }));
  const target = temporaryFile();
  const backup = store.backup(target);
  await store.close();
  expect(existsSync(target)).toBe(true);
  await backup;
  const copy = await openReader(target);
  expect(await copy.lastSeq()).toBe(300);
  await copy.close();
});

it('of a closed store is refused', async () => {
  const store = await openOwner(temporaryFile());
  await store.close();
  await expect(store.backup(temporaryFile())).rejects.toMatchObject({ code: 'store-failed' });
});
