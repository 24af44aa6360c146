import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ingestArticle } from '../../jobs/ingest-article.ts';
import { systemClock } from '../../src/core/clock.ts';
import type { JobContext } from '../../src/core/job.ts';
import type { Newsroom, Store } from '../../src/core/ports.ts';
import { openSqliteStore } from '../../src/storage/sqlite.ts';
import { NO_NET } from '../support/net.ts';

let folder: string;
let store: Store;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'stet-job-'));
  store = await openSqliteStore({ file: ':memory:', mode: 'owner', clock: systemClock });
});
afterEach(async () => {
  await store.close();
  rmSync(folder, { recursive: true });
});

// The job stores and reads nothing back: it has no business with the newsroom.
const newsroom = null as unknown as Newsroom;

let queued: unknown[];
beforeEach(() => {
  queued = [];
});

function run(path: string, signal = new AbortController().signal) {
  const context: JobContext = {
    store,
    newsroom,
    publishers: new Map(),
    queue: { add: async (job, payload) => queued.push([job.name, payload]) > 0 },
    ...NO_NET,
    clock: systemClock,
    attempt: 1,
    signal,
  };
  return ingestArticle.run({ path, origin: 'file' }, context);
}

function file(name: string, content: string): string {
  writeFileSync(join(folder, name), content);
  return join(folder, name);
}

const line = (id: string, text: string) => `${JSON.stringify({ id, text })}\n`;

describe('ingest-article', () => {
  it('stores every article of a file, and nothing twice', async () => {
    const path = file('two.jsonl', line('a', 'One.') + line('b', 'Two.'));
    await run(path);
    await run(path);
    expect((await store.articles({ limit: 10, seeds: true })).map(({ id, revision }) => [id, revision])).toEqual([
      ['a', 1],
      ['b', 1],
    ]);
    expect(await store.lastSeq()).toBe(2);
  });

  it('makes a revision of a text that changed, and keeps the old one', async () => {
    const path = file('one.md', '---\nid: one\n---\nThe port is open.');
    await run(path);
    file('one.md', '---\nid: one\n---\nThe port is closed.');
    await run(path);
    expect((await store.revision('one'))?.text).toBe('The port is closed.');
    expect((await store.revision('one', 1))?.text).toBe('The port is open.');
  });

  it('has posts looked at that show a text which changed, and no others', async () => {
    const recalls = () => queued.filter(each => (each as [string])[0] === 'recall');
    const path = file('one.md', '---\nid: one\n---\nThe port is open.');
    await run(path);
    await run(path);
    expect(recalls()).toEqual([]);
    file('one.md', '---\nid: one\n---\nThe port is closed.');
    await run(path);
    expect(recalls()).toEqual([['recall', { article: 'one', reason: 'revision', version: 2, at: null }]]);
  });

  it('stores what can be read and then fails for good, naming what cannot', async () => {
    const path = file('mixed.jsonl', `${line('a', 'One.')}broken\n${line('b', 'Two.')}`);
    const fault = { code: 'unreadable-file', retryable: false, message: `${path}:2: not a line of JSON` };
    await expect(run(path)).rejects.toMatchObject(fault);
    expect((await store.articles({ limit: 10, seeds: true })).map(({ id }) => id)).toEqual(['a', 'b']);
  });

  it('makes no revision of an id that stands twice in a file, however often it is read', async () => {
    const path = file('twice.jsonl', line('a', 'One.') + line('a', 'Another.'));
    const fault = { code: 'unreadable-file', message: `${path}:2: the id "a" stands twice` };
    await expect(run(path)).rejects.toMatchObject(fault);
    await expect(run(path)).rejects.toMatchObject(fault);
    expect((await store.revision('a'))?.text).toBe('One.');
    expect(await store.lastSeq()).toBe(1);
  });

  it('stops between two articles when it is told to', async () => {
    const path = file('two.jsonl', line('a', 'One.') + line('b', 'Two.'));
    await expect(run(path, AbortSignal.abort())).rejects.toMatchObject({ name: 'AbortError' });
    expect(await store.lastSeq()).toBe(0);
  });

  it('is the same work for the same file and origin alone', () => {
    const key = (path: string, origin: 'seed' | 'file') => ingestArticle.key({ path, origin });
    expect(key('/a', 'file')).toBe(key('/a', 'file'));
    expect(new Set([key('/a', 'file'), key('/b', 'file'), key('/a', 'seed')]).size).toBe(3);
    expect(() => ingestArticle.payload.parse({ path: '/a', origin: 'feed' })).toThrow();
  });
});
