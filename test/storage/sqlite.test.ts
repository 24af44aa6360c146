import {
  chmodSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import type { Clock } from '../../src/core/ports.ts';
import { migrationFiles } from '../../src/storage/migrate.ts';
import { openSqliteStore } from '../../src/storage/sqlite.ts';
import { openOwner as openOwnerFile } from '../../src/storage/sqlite-open.ts';
import { type KeptForTest, type OpenedForTest, storeContract } from '../contracts/store.ts';
import { anArticle } from '../support/articles.ts';
import { everyKeptStoreContract, everyStoreContract } from './every-contract.ts';
import { clock, openOwner, openReader, reopening, temporaryFile } from './stores.ts';

// The parts are the same; what a file does besides is what the other suites are about.
storeContract('sqlite in memory', () => aStoreInMemory(clock));
everyStoreContract('sqlite in a file', aStoreInAFile);
everyKeptStoreContract('sqlite in a file', aStoreInAFile);

async function aStoreInMemory(by: Clock): Promise<OpenedForTest> {
  const store = await openSqliteStore({ file: ':memory:', mode: 'owner', clock: by });
  return { store, close: () => store.close() };
}

async function aStoreInAFile(by: Clock): Promise<KeptForTest> {
  const file = temporaryFile();
  const kept = await reopening(() => openSqliteStore({ file, mode: 'owner', clock: by }));
  const openBackup = async () => {
    const target = temporaryFile();
    await kept.last().backup(target);
    return openOwner(target);
  };
  return { ...kept, openBackup };
}

/** Everything in the file's folder, byte for byte, but the owner's lock, which is made on purpose and holds nothing. */
function folder(file: string): Record<string, string> {
  const names = readdirSync(dirname(file)).filter(name => !name.endsWith('-lock'));
  return Object.fromEntries(names.map(name => [name, readFileSync(join(dirname(file), name), 'hex')]));
}

/** A closed store of a few hundred pages. */
async function aStoreFile(): Promise<string> {
  const file = temporaryFile();
  const store = await openOwner(file);
  for (let i = 0; i < 50; i++) await store.saveArticle(anArticle({ text: `Text ${i}. `.repeat(2_000) }));
  await store.close();
  return file;
}

describe('sqlite store file', () => {
  it('is made with its folder, and leaves no log behind when closed', async () => {
    const file = join(dirname(temporaryFile()), 'deep', 'er', 'stet.db');
    await (await openOwner(file)).close();
    expect(Object.keys(folder(file))).toEqual(['stet.db']);
  });

  it.skipIf(process.platform === 'win32')("is its owner's alone, with all that stands beside it", async () => {
    const file = temporaryFile();
    const store = await openOwner(file);
    await store.saveArticle(anArticle());
    const rights = () =>
      Object.fromEntries(
        readdirSync(dirname(file)).map(name => [name, statSync(join(dirname(file), name)).mode & 0o777]),
      );
    const names = ['stet.db', 'stet.db-lock', 'stet.db-shm', 'stet.db-wal'];
    expect(rights()).toEqual(Object.fromEntries(names.map(name => [name, 0o600])));
    await store.close();
    chmodSync(file, 0o640);
    await (await openOwner(file)).close();
    expect(rights()).toEqual({ 'stet.db': 0o640, 'stet.db-lock': 0o600 });
  });

  it('syncs every commit, in a write-ahead log, with foreign keys on', () => {
    const { db, close } = openOwnerFile(temporaryFile());
    expect(db.prepare('PRAGMA synchronous').get()).toEqual({ synchronous: 2 });
    expect(db.prepare('PRAGMA journal_mode').get()).toEqual({ journal_mode: 'wal' });
    expect(db.prepare('PRAGMA foreign_keys').get()).toEqual({ foreign_keys: 1 });
    close();
  });

  it('never lets a revision be changed, removed or replaced', async () => {
    const file = await aStoreFile();
    const db = new DatabaseSync(file);
    for (const sql of [
      `UPDATE revisions SET text = 'x'`,
      `UPDATE revisions SET stored_at = ''`,
      'DELETE FROM revisions',
      'INSERT OR REPLACE INTO revisions SELECT * FROM revisions',
    ]) {
      expect(() => db.exec(sql), sql).toThrow('a revision never changes');
    }
    expect(() => db.exec('UPDATE articles SET revision = 9')).toThrow('FOREIGN KEY');
    db.close();
  });
});

describe('who may open a store', () => {
  it('refuses a second owner until the first has closed', async () => {
    const file = temporaryFile();
    const first = await openOwner(file);
    await expect(openOwner(file)).rejects.toMatchObject({
      code: 'store-busy',
      userMessage: expect.stringContaining(file),
    });
    await first.close();
    await (await openOwner(file)).close();
  });

  it('knows the file under another name', async () => {
    const file = await aStoreFile();
    const alias = join(dirname(file), 'alias.db');
    symlinkSync(file, alias);
    const first = await openOwner(file);
    await expect(openOwner(alias)).rejects.toMatchObject({ code: 'store-busy' });
    await first.close();
  });

  it("says whether it may write, and a reader knows the store by the owner's id", async () => {
    const file = temporaryFile();
    const owner = await openOwner(file);
    const reader = await openReader(file);
    expect([owner.writable, reader.writable]).toEqual([true, false]);
    expect(reader.id).toBe(owner.id);
    await reader.close();
    await owner.close();
    for (const store of [await openOwner(':memory:'), await openReader(':memory:')]) {
      expect(store.writable).toBe(true);
      await store.close();
    }
  });

  it('lets readers in beside the owner, who see each change and can make none', async () => {
    const file = temporaryFile();
    const owner = await openOwner(file);
    const readers = await Promise.all([openReader(file), openReader(file)]);
    const { article } = await owner.saveArticle(anArticle());
    for (const reader of readers) {
      expect(await reader.article(article.id)).toEqual(article);
      await expect(reader.saveArticle(anArticle())).rejects.toMatchObject({ code: 'store-failed' });
      await reader.close();
    }
    expect(await owner.lastSeq()).toBe(1);
    await owner.close();
  });

  it('lets a reader read what a closed owner left, and an owner come beside the reader', async () => {
    const file = await aStoreFile();
    const before = readFileSync(file);
    const reader = await openReader(file);
    expect(await reader.lastSeq()).toBe(50);
    expect(readFileSync(file).equals(before)).toBe(true);
    const owner = await openOwner(file);
    await owner.saveArticle(anArticle());
    expect(await reader.lastSeq()).toBe(51);
    await owner.close();
    expect(await reader.lastSeq()).toBe(51);
    await reader.close();
  });

  it('tells a reader when there is no store yet, and makes none', async () => {
    const file = temporaryFile();
    await expect(openReader(file)).rejects.toMatchObject({
      code: 'store-failed',
      userMessage: `There is no store at ${file} yet; start Stet once to make one.`,
    });
    expect(folder(file)).toEqual({});
  });

  it('tells a reader of an older store to start Stet once', async () => {
    const file = await aStoreFile();
    const db = new DatabaseSync(file);
    db.exec('PRAGMA user_version = 0');
    db.close();
    await expect(openReader(file)).rejects.toMatchObject({
      code: 'store-failed',
      userMessage: expect.stringContaining('older Stet'),
    });
  });
});

describe.each(['owner', 'reader'] as const)('refused and left untouched for a(n) %s', mode => {
  async function expectRefused(file: string, code: string): Promise<void> {
    const before = folder(file);
    const opening = openSqliteStore({ file, mode, clock });
    await expect(opening).rejects.toMatchObject({
      name: 'StetError',
      code,
      userMessage: expect.stringContaining(file),
    });
    expect(folder(file)).toEqual(before);
  }

  it('a file that is not SQLite', async () => {
    const file = temporaryFile();
    writeFileSync(file, 'Dear editor,\n'.repeat(1_000));
    await expectRefused(file, 'store-damaged');
  });

  it('a file of a few bytes', async () => {
    const file = temporaryFile();
    writeFileSync(file, 'SQLite format 3\0');
    await expectRefused(file, 'store-damaged');
  });

  it('a store that was cut off', async () => {
    const file = await aStoreFile();
    truncateSync(file, readFileSync(file).length - 20_000);
    await expectRefused(file, 'store-damaged');
  });

  it('a store whose table of contents is overwritten', async () => {
    const file = await aStoreFile();
    const bytes = readFileSync(file);
    writeFileSync(file, bytes.fill(0xaa, 100, 3_000));
    await expectRefused(file, 'store-damaged');
  });

  it('a database of another program', async () => {
    const file = temporaryFile();
    const db = new DatabaseSync(file);
    db.exec('CREATE TABLE recipes (name TEXT)');
    db.close();
    await expectRefused(file, 'store-damaged');
  });

  it('a store that a newer Stet wrote', async () => {
    const file = await aStoreFile();
    makeNewer(file).close();
    await expectRefused(file, 'store-newer');
  });

  it('a store that a newer Stet wrote and was killed over', async () => {
    const source = await aStoreFile();
    const newer = makeNewer(source);
    const file = temporaryFile();
    // What a killed process leaves: the version stands in the log alone.
    for (const end of ['', '-wal', '-shm']) writeFileSync(file + end, readFileSync(source + end));
    newer.close();
    const kept = () => [file, `${file}-wal`].map(name => readFileSync(name, 'hex'));
    const before = kept();
    await expect(openSqliteStore({ file, mode, clock })).rejects.toMatchObject({ code: 'store-newer' });
    expect(kept()).toEqual(before);
  });
});

function makeNewer(file: string): DatabaseSync {
  const db = new DatabaseSync(file);
  db.exec(`PRAGMA user_version = ${migrationFiles('sqlite').length + 1}`);
  return db;
}

describe('damage inside', () => {
  it('keeps an owner out before anything is written', async () => {
    const file = await aStoreFile();
    damageInside(file);
    const before = folder(file);
    await expect(openOwner(file)).rejects.toMatchObject({ code: 'store-damaged' });
    expect(folder(file)).toEqual(before);
  });

  it('is told to a reader when it is met', async () => {
    const file = await aStoreFile();
    damageInside(file);
    const reader = await openReader(file);
    await expect(reader.changesSince(0, 100)).rejects.toMatchObject({
      code: 'store-damaged',
      userMessage: expect.stringContaining(file),
      cause: expect.objectContaining({ code: 'ERR_SQLITE_ERROR' }),
    });
    await reader.close();
  });
});

/** Overwrites the first page of every table but the table of contents and the store's id, which opening reads. */
function damageInside(file: string): void {
  const db = new DatabaseSync(new URL(`${pathToFileURL(file)}?immutable=1`), { readOnly: true });
  const pages = db.prepare(`SELECT rootpage FROM sqlite_schema WHERE rootpage > 1 AND name <> 'store'`).all();
  const size = Number(db.prepare('PRAGMA page_size').get()?.page_size);
  db.close();
  const bytes = readFileSync(file);
  for (const { rootpage } of pages) bytes.fill(0xaa, (Number(rootpage) - 1) * size, Number(rootpage) * size);
  writeFileSync(file, bytes);
}

describe('a store in an impossible place', () => {
  it('is refused as store-failed with the file named', async () => {
    const file = temporaryFile();
    writeFileSync(join(dirname(file), 'plain'), '');
    await expect(openOwner(join(dirname(file), 'plain', 'stet.db'))).rejects.toMatchObject({ code: 'store-failed' });
    mkdirSync(file);
    await expect(openOwner(file)).rejects.toMatchObject({
      code: 'store-failed',
      userMessage: expect.stringContaining(file),
    });
  });
});
