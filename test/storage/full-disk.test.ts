import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import type { Store } from '../../src/core/ports.ts';
import { sqliteStore } from '../../src/storage/sqlite.ts';
import { openMemory } from '../../src/storage/sqlite-open.ts';
import { anArticle } from '../support/articles.ts';
import { fillDisk, mountDisk } from '../support/tiny-disk.ts';
import { clock, openOwner, openReader, temporaryFile, temporaryFolder } from './stores.ts';

const LONG = 'Fourteen ferries will sail again. '.repeat(500);

/** Saves until the store is full; gives the ids that were acknowledged and the fault. */
async function fill(store: Store): Promise<{ saved: string[]; fault: unknown }> {
  const saved: string[] = [];
  for (;;) {
    const draft = anArticle({ text: LONG });
    try {
      await store.saveArticle(draft);
    } catch (fault) {
      return { saved, fault };
    }
    saved.push(draft.id);
  }
}

/** Everything acknowledged is there, nothing else is, and the sequence has no hole. */
async function expectWhole(store: Store, saved: string[]): Promise<void> {
  const changes = await store.changesSince(0, 100_000);
  expect(changes.map(change => change.article.id)).toEqual(saved);
  expect(changes.every(change => change.text === LONG)).toBe(true);
  expect(await store.lastSeq()).toBe(saved.length);
}

describe('a store that may not grow', () => {
  it('refuses with store-full, keeps nothing by halves, and works again when there is room', async () => {
    const opened = openMemory();
    const store = await sqliteStore(opened, ':memory:', clock, true);
    const empty = Number(opened.db.prepare('PRAGMA page_count').get()?.page_count);
    opened.db.exec(`PRAGMA max_page_count = ${empty + 50}`);
    const { saved, fault } = await fill(store);
    expect(fault).toMatchObject({ name: 'StetError', code: 'store-full', retryable: true });
    expect(saved.length).toBeGreaterThan(3);
    await expectWhole(store, saved);
    opened.db.exec(`PRAGMA max_page_count = ${empty + 150}`);
    const { article } = await store.saveArticle(anArticle({ text: LONG }));
    await expectWhole(store, [...saved, article.id]);
    await store.close();
  });
});

const disk = tinyDisk();

// Only root may mount a disk small enough to fill.
describe.skipIf(disk === null)('a real full disk', () => {
  const ballast = join(disk ?? '', 'ballast');
  const file = join(disk ?? '', 'stet.db');
  const copies = join(disk ?? '', 'copies');
  afterEach(() => {
    for (const name of readdirSync(disk!)) rmSync(join(disk!, name), { recursive: true });
  });

  it('loses nothing, refuses with store-full, and the store works again when there is room', async () => {
    writeFileSync(ballast, Buffer.alloc(200_000));
    const store = await openOwner(file);
    const { saved, fault } = await fill(store);
    expect(fault).toMatchObject({ code: 'store-full', userMessage: expect.stringContaining(file) });
    expect(saved.length).toBeGreaterThan(3);
    await expectWhole(store, saved);
    rmSync(ballast);
    const { article } = await store.saveArticle(anArticle({ text: LONG }));
    await store.close();
    const again = await openOwner(file);
    await expectWhole(again, [...saved, article.id]);
    await again.close();
  });

  it('cannot be given a new store, and is left without half of one', async () => {
    fillDisk(ballast);
    await expect(openOwner(file)).rejects.toMatchObject({ code: 'store-full' });
    rmSync(ballast);
    const store = await openOwner(file);
    await store.saveArticle(anArticle());
    await store.close();
  });

  it('refuses an owner of the store on it, and leaves the store as it is', async () => {
    const first = await openOwner(file);
    const { article } = await first.saveArticle(anArticle());
    await first.close();
    const before = readFileSync(file);
    fillDisk(ballast);
    await expect(openOwner(file)).rejects.toMatchObject({ code: 'store-full' });
    expect(readFileSync(file).equals(before)).toBe(true);
    rmSync(ballast);
    const again = await openOwner(file);
    expect(await again.article(article.id)).toEqual(article);
    await again.close();
  });

  it('can still be read beside its owner', async () => {
    const owner = await openOwner(file);
    const { article } = await owner.saveArticle(anArticle());
    fillDisk(ballast);
    const reader = await openReader(file);
    expect(await reader.article(article.id)).toEqual(article);
    await reader.close();
    await owner.close();
  });

  it('takes no backup, and keeps no half of one', async () => {
    const store = await openOwner(temporaryFile());
    for (let i = 0; i < 100; i++) await store.saveArticle(anArticle({ text: LONG }));
    const target = join(copies, 'backup.db');
    mkdirSync(copies);
    await expect(store.backup(target)).rejects.toMatchObject({
      code: 'store-full',
      userMessage: expect.stringContaining(target),
    });
    expect(readdirSync(copies)).toEqual([]);
    await store.close();
  });
});

/** A disk of 1 MB, or null where this process may not mount one; the suite is then skipped, and counted as such. */
function tinyDisk(): string | null {
  const folder = temporaryFolder();
  const unmount = mountDisk(folder, 1);
  if (unmount === null) return null;
  afterAll(unmount);
  return folder;
}
