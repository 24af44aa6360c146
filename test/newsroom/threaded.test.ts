import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { open as openFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { systemClock } from '../../src/core/clock.ts';
import type { Newsroom, Store } from '../../src/core/ports.ts';
import { openNewsroom } from '../../src/newsroom/threaded.ts';
import { openSqliteStore } from '../../src/storage/sqlite.ts';
import { anArticle } from '../support/articles.ts';
import { fillDisk, mountDisk } from '../support/tiny-disk.ts';

const THREAD = new URL('../../src/thread.ts', import.meta.url);

let folder: string;
let store: Store;
const open: Newsroom[] = [];

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'stet-newsroom-'));
  store = await openSqliteStore({ file: ':memory:', mode: 'owner', clock: systemClock });
});
afterEach(async () => {
  await Promise.all(open.splice(0).map(newsroom => newsroom.close()));
  await store.close();
  rmSync(folder, { recursive: true });
});

function newsroomOn(indexFile: string, seeds: 'auto' | 'on' | 'off' = 'auto', thread = THREAD): Newsroom {
  const newsroom = openNewsroom({ store, indexFile, names: [], thread, seeds });
  open.push(newsroom);
  return newsroom;
}

const closing = anArticle({ id: 'one', origin: 'file', text: 'The harbour master closed the north quay.' });
const articlesFound = async (newsroom: Newsroom, words: string) =>
  (await newsroom.search(words, 10)).map(({ article }) => article);

describe('the newsroom', () => {
  it('answers from what the store holds, without being told to read first', async () => {
    await store.saveArticle(closing);
    const answer = await newsroomOn(':memory:').ask('who closed the north quay');
    expect(answer.evidence[0]).toMatchObject({ article: 'one', quote: closing.text });
    expect(answer.ms).toBeGreaterThan(0);
  });

  it('says what a revision changed, and nothing of one that is not there', async () => {
    const first = anArticle({ id: 'one', text: 'A total of 27 ports signed the pact.\n' });
    await store.saveArticle(first);
    await store.saveArticle({ ...first, text: 'A total of 31 ports signed the pact.\n' });
    const newsroom = newsroomOn(':memory:');
    const facts = [{ kind: 'number', before: '27', after: '31' }];
    expect(await newsroom.changes('one', 1, 2)).toMatchObject([{ fate: 'changed', facts }]);
    expect(await newsroom.changes('one', 1, 3)).toEqual([]);
    expect(await newsroom.changes('two', 1, 2)).toEqual([]);
  });

  it('makes briefs, for a channel that was told of other articles', async () => {
    await store.saveArticle(closing);
    await store.saveArticle({ ...closing, id: 'copy' });
    const newsroom = newsroomOn(':memory:');
    expect(await newsroom.brief('copy', [])).toMatchObject({ told: null, headline: { quote: closing.text } });
    expect(await newsroom.brief('copy', ['one'])).toMatchObject({ told: 'copy', alsoIn: [{ article: 'one' }] });
  });

  it('follows changes: a new text takes the place of the old one', async () => {
    const newsroom = newsroomOn(':memory:');
    await store.saveArticle(closing);
    await newsroom.catchUp();
    await store.saveArticle({ ...closing, text: 'The lighthouse was lit.' });
    await newsroom.catchUp();
    expect(await articlesFound(newsroom, 'quay')).toEqual([]);
    expect(await articlesFound(newsroom, 'lighthouse')).toEqual(['one']);
  });

  it('leaves the main loop free while it answers', async () => {
    const text = Array.from(
      { length: 300 },
      (_, n) => `Ship number ${n} left the north quay for harbour ${n % 7}.`,
    ).join(' ');
    await store.saveArticle({ ...closing, text });
    const newsroom = newsroomOn(':memory:');
    await newsroom.catchUp();
    await newsroom.ask('which ship left the north quay');
    // A busy machine stalls any loop now and then, so the rule is measured: nine delays of ten, and the share of time spent busy.
    const delays = monitorEventLoopDelay({ resolution: 5 });
    const before = performance.eventLoopUtilization();
    delays.enable();
    for (let n = 0; n < 100; n++) await newsroom.ask(`which ship left the quay for harbour ${n}?`);
    delays.disable();
    expect(delays.percentile(90) / 1e6).toBeLessThan(50);
    expect(performance.eventLoopUtilization(before).utilization).toBeLessThan(0.5);
  });

  it('tells how far it has read', async () => {
    for (let n = 0; n < 25; n++) await store.saveArticle(anArticle({ id: `n${n}`, text: `Text number ${n}.` }));
    const steps: [number, number][] = [];
    await newsroomOn(':memory:').catchUp((done, total) => steps.push([done, total]));
    expect(steps.at(-1)).toEqual([25, 25]);
    expect(steps.map(([done]) => done)).toEqual([...steps.map(([done]) => done)].sort((a, b) => a - b));
  });

  it('answers while articles are still being read', async () => {
    await store.saveArticle(closing);
    const newsroom = newsroomOn(':memory:');
    await newsroom.catchUp();
    for (let n = 0; n < 200; n++)
      await store.saveArticle(anArticle({ id: `n${n}`, text: `Text number ${n}. `.repeat(60) }));
    const ended: string[] = [];
    const steps: number[] = [];
    let answering = Promise.resolve(0);
    await newsroom.catchUp(done => {
      if (steps.push(done) === 1)
        answering = newsroom.ask('who closed the north quay').then(() => ended.push('answered'));
    });
    ended.push('followed');
    await answering;
    expect(steps[0]).toBeLessThan(200);
    expect(ended).toEqual(['answered', 'followed']);
  });

  it('leaves the seeds out as soon as there is an article of one’s own', async () => {
    const newsroom = newsroomOn(':memory:');
    await store.saveArticle(anArticle({ id: 'seed', origin: 'seed', text: 'A seed about the quay.' }));
    await newsroom.catchUp();
    expect(await articlesFound(newsroom, 'quay')).toEqual(['seed']);
    await store.saveArticle(closing);
    await newsroom.catchUp();
    expect(await articlesFound(newsroom, 'quay')).toEqual(['one']);
  });

  it.each([
    ['on', ['one', 'seed']],
    ['off', ['one']],
  ] as const)('keeps to the setting when seeds are %s', async (seeds, expected) => {
    await store.saveArticle(anArticle({ id: 'seed', origin: 'seed', text: 'A seed about the quay.' }));
    await store.saveArticle(closing);
    expect((await articlesFound(newsroomOn(':memory:', seeds), 'quay')).sort()).toEqual(expected);
  });

  it('keeps its index in a file and reads on from there', async () => {
    const file = join(folder, 'index.sqlite');
    await store.saveArticle(closing);
    const first = newsroomOn(file);
    await first.catchUp();
    await first.close();
    const steps: number[] = [];
    const second = newsroomOn(file);
    await second.catchUp(done => steps.push(done));
    expect(steps).toEqual([]);
    expect(await articlesFound(second, 'quay')).toEqual(['one']);
  });

  it('rebuilds to the same answers', async () => {
    await store.saveArticle(closing);
    const newsroom = newsroomOn(join(folder, 'index.sqlite'));
    const before = await newsroom.ask('who closed the north quay');
    await newsroom.rebuild();
    expect({ ...(await newsroom.ask('who closed the north quay')), ms: 0 }).toEqual({ ...before, ms: 0 });
  });

  it('does two followings one after the other', async () => {
    await store.saveArticle(closing);
    const newsroom = newsroomOn(':memory:');
    await Promise.all([newsroom.catchUp(), newsroom.catchUp(), newsroom.ask('quay')]);
    expect(await articlesFound(newsroom, 'quay')).toEqual(['one']);
  });

  it('fails what was asked, retryably, when its thread dies, and starts another for the next question', async () => {
    const dying = new URL(`data:text/javascript,${encodeURIComponent('process.exit(3)')}`);
    await expect(newsroomOn(':memory:', 'auto', dying).ask('quay')).rejects.toMatchObject({
      code: 'internal',
      retryable: true,
    });
  });

  it('fills its index anew when the file turns out to be damaged, and answers all the same', async () => {
    const file = join(folder, 'index.sqlite');
    for (let n = 0; n < 60; n++)
      await store.saveArticle(anArticle({ id: `n${n}`, text: `The ship number${n} waited. `.repeat(30) }));
    await store.saveArticle(closing);
    const first = newsroomOn(file);
    await first.catchUp();
    await first.close();
    const { size } = statSync(file);
    // The first pages stay as they are, so that opening it shows nothing.
    const damaged = Buffer.alloc(size - 65_536, 0x5a);
    const handle = await openFile(file, 'r+');
    await handle.write(damaged, 0, damaged.length, 65_536);
    await handle.close();
    const second = newsroomOn(file);
    await store.saveArticle(anArticle({ id: 'late', text: 'The lighthouse was lit.' }));
    expect(await articlesFound(second, 'lighthouse')).toEqual(['late']);
    expect(await articlesFound(second, 'quay')).toEqual(['one']);
  });

  // Only root may mount a disk small enough to fill.
  it('says that the disk of its index is full, at its start too, and answers once there is room', async ({ skip }) => {
    const disk = mkdtempSync(join(tmpdir(), 'stet-newsroom-disk-'));
    onTestFinished(() => rmSync(disk, { recursive: true }));
    const unmount = mountDisk(disk, 2);
    if (unmount === null) return skip();
    onTestFinished(unmount);
    const [file, ballast] = [join(disk, 'index.sqlite'), join(disk, 'ballast')];
    await store.saveArticle(closing);
    fillDisk(ballast);
    const newsroom = newsroomOn(file);
    await expect(newsroom.catchUp()).rejects.toMatchObject({ code: 'store-full', retryable: true });
    rmSync(ballast);
    expect(await articlesFound(newsroom, 'quay')).toEqual(['one']);
    fillDisk(ballast);
    await store.saveArticle({ ...closing, id: 'two', text: 'The lighthouse was lit. '.repeat(5_000) });
    await expect(newsroom.catchUp()).rejects.toMatchObject({ code: 'store-full', retryable: true });
    await newsroom.close();
    const again = newsroomOn(file);
    await expect(again.catchUp()).rejects.toMatchObject({ code: 'store-full', retryable: true });
    rmSync(ballast);
    // What was there before the disk was full was not thrown away.
    expect(await newsroomOn(file).indexed()).toBe(1);
    await again.catchUp();
    expect(await articlesFound(again, 'lighthouse')).toEqual(['two']);
  });

  it('begins anew when the store it followed was replaced by another', async () => {
    const file = join(folder, 'index.sqlite');
    await store.saveArticle(closing);
    await store.saveArticle(anArticle({ id: 'two', text: 'The lighthouse was lit.' }));
    const first = newsroomOn(file);
    await first.catchUp();
    await first.close();
    await store.close();
    store = await openSqliteStore({ file: ':memory:', mode: 'owner', clock: systemClock });
    await store.saveArticle(anArticle({ id: 'other', text: 'A quay of another town.' }));
    const second = newsroomOn(file);
    await second.catchUp();
    expect(await articlesFound(second, 'quay')).toEqual(['other']);
    expect(await articlesFound(second, 'lighthouse')).toEqual([]);
  });

  it('refuses to work after it was closed, and closes twice', async () => {
    const newsroom = newsroomOn(':memory:');
    await newsroom.catchUp();
    await newsroom.close();
    await newsroom.close();
    await expect(newsroom.ask('quay')).rejects.toMatchObject({ code: 'internal' });
  });
});
