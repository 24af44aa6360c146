import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, test, vi } from 'vitest';
import { ingest } from '../../commands/ingest.ts';
import { assessArticle } from '../../jobs/assess-article.ts';
import { ingestArticle } from '../../jobs/ingest-article.ts';
import { joinCases } from '../../jobs/join-cases.ts';
import { recall } from '../../jobs/recall.ts';
import { retryWatches } from '../../jobs/retry-watches.ts';
import type { Queue } from '../../src/core/ports.ts';
import { openLocalQueue } from '../../src/queue/local.ts';
import { aContext, aNewsroom, clock, memoryStore } from '../adapters/parts.ts';
import { NO_NET } from '../support/net.ts';

const root = mkdtempSync(join(tmpdir(), 'stet-ingest-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

const queues: Queue[] = [];
afterEach(async () => {
  for (const queue of queues.splice(0)) await queue.close();
});

/** A folder with these files. */
function aFolder(files: Record<string, string | Buffer>): string {
  const folder = mkdtempSync(join(root, 'articles-'));
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content);
  return folder;
}

/** A desk whose queue works, on an empty store. */
async function aDesk() {
  const store = await memoryStore();
  const queue = openLocalQueue({ clock, warn: () => {} });
  queues.push(queue);
  const catchUp = vi.fn(async () => {});
  const assess = async (id: string) => ({ ...aDossierOf(id), revision: (await store.article(id))!.revision });
  const newsroom = aNewsroom({ catchUp, assess });
  await queue.work([ingestArticle, assessArticle, recall, retryWatches, joinCases], {
    store,
    newsroom,
    publishers: new Map(),
    queue,
    ...NO_NET,
    clock,
  });
  return { catchUp, store, queue, context: aContext(store, { queue, newsroom }) };
}

const aDossierOf = (article: string) => ({
  article,
  points: [],
  support: [],
  compared: 0,
  doubtful: false,
  summary: '',
});

const article = (id: string, text: string) => `---\nid: ${id}\n---\n${text}\n`;

describe('ingest', () => {
  test('stores a folder, is idempotent, and tells new from changed', async () => {
    const { catchUp, store, context } = await aDesk();
    const folder = aFolder({
      '1.md': article('one', 'Ferries sail.'),
      '2.txt': 'A text alone.',
      'note.pdf': 'not looked at',
    });
    const first = await ingest.run({ path: folder }, context);
    expect(first.data).toEqual({ files: 2, new: 2, changed: 0, later: 0, refused: [] });
    expect(first).toMatchObject({ tone: 'good', fallback: '2 files read: 2 new articles, 0 changed, 0 refused.' });
    expect(catchUp).toHaveBeenCalledOnce();
    expect((await ingest.run({ path: folder }, context)).fallback).toBe('2 files read: nothing new, 0 refused.');
    writeFileSync(join(folder, '1.md'), article('one', 'Ferries sail no more.'));
    expect((await ingest.run({ path: folder }, context)).data).toMatchObject({ new: 0, changed: 1 });
    expect((await store.article('one'))?.revision).toBe(2);
  });

  test('has what came assessed, and keeps its dossier with the revision', async () => {
    const { store, queue, context } = await aDesk();
    await ingest.run({ path: aFolder({ '1.md': article('one', 'Ferries sail.') }) }, context);
    await queue.idle();
    expect((await store.dossier('one'))?.dossier).toMatchObject({ article: 'one', revision: 1 });
  });

  test('says what is wrong with each file that it refuses, and keeps the rest', async () => {
    const { store, context } = await aDesk();
    const folder = aFolder({ 'a.md': Buffer.from([0, 1, 2]), 'b.md': '---\nid: a b\n---\nText.', 'c.txt': 'Good.' });
    const made = await ingest.run({ path: folder }, context);
    expect(made.tone).toBe('warning');
    expect(made.data).toMatchObject({
      files: 3,
      new: 1,
      refused: [expect.stringContaining('a.md: it is a binary file.'), expect.stringContaining('b.md: id: ')],
    });
    expect((await store.countArticles()).file).toBe(1);
  });

  test('says which lines of a corpus it refuses, and keeps the rest', async () => {
    const { context } = await aDesk();
    const folder = aFolder({ 'b.jsonl': `{"id":"b1","text":"One."}\nnot json\n{"id":"b2","text":"Two."}\n[]\n` });
    const file = join(folder, 'b.jsonl');
    const { data } = await ingest.run({ path: file }, context);
    expect(data).toMatchObject({ files: 1, new: 2 });
    expect(data).toHaveProperty('refused', [
      expect.stringContaining(`${file}:2: `),
      expect.stringContaining(`${file}:4: `),
    ]);
  });

  test('forgets a refusal once the file is right, and repeats it while it is not', async () => {
    const { context } = await aDesk();
    const folder = aFolder({ 'a.md': '' });
    for (let times = 0; times < 2; times += 1) {
      expect((await ingest.run({ path: folder }, context)).data).toMatchObject({
        refused: [expect.stringContaining('holds no text')],
      });
    }
    writeFileSync(join(folder, 'a.md'), 'Now it does.');
    expect((await ingest.run({ path: folder }, context)).data).toMatchObject({ new: 1, refused: [] });
  });

  test('refuses a path with nothing to read', async () => {
    const { context } = await aDesk();
    await expect(ingest.run({ path: join(root, 'nowhere') }, context)).rejects.toMatchObject({
      code: 'unreadable-file',
    });
  });
});
