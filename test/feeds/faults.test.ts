/**
 * Feeds and sites that misbehave, through the real fetcher, reader and jobs: `feed check` says why, nothing hangs, and a feed that is well
 * goes on beside them.
 */
import { gzipSync } from 'node:zlib';
import { beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { feedCheck } from '../../commands/feed-check.ts';
import { jobs } from '../../jobs/index.ts';
import { queuePoll } from '../../jobs/poll-feed.ts';
import type { Feed, FeedItem } from '../../src/core/feeds.ts';
import { feedIdOf } from '../../src/ingest/identify.ts';
import { openLocalQueue } from '../../src/queue/local.ts';
import { openSqliteStore } from '../../src/storage/sqlite.ts';
import { aContext } from '../adapters/parts.ts';
import { runningClock } from '../support/clock.ts';
import { STORIES } from '../support/stories.ts';
import { answer, endless, type Pages } from '../support/web.ts';
import { aRealFetcher, aRealNewsroom, aRealReader } from './house.ts';
import { aNewsSite, pageOf, rssOf } from './site.ts';

const RSS = { 'content-type': 'application/rss+xml' };
const HTML = { 'content-type': 'text/html' };

/** Milliseconds a fetch may take here: long enough for what is to arrive, short enough to wait for what is not. */
const PATIENCE_MS = 2_000;

/** Twelve megabytes of nothing, sent as 12 KB. */
const BOMB = gzipSync(Buffer.alloc(12 * 1024 * 1024));

/** What is wrong with an address, by its path, whether a feed or a page is asked for; and what `feed check` is to say. */
const WRONG: Record<string, { page: (type: Record<string, string>) => Pages[string]; says: RegExp }> = {
  '/slow': { page: () => () => {}, says: /longer than 2 seconds/ },
  '/drip': {
    page: type => (_, response) => {
      response.writeHead(200, type).write('<');
    },
    says: /longer than 2 seconds/,
  },
  '/endless': {
    page: type => (_, response) => {
      response.writeHead(200, type);
      endless(response, '<!-- never -->'.repeat(1_000));
    },
    says: /larger than/i,
  },
  '/loop': { page: () => answer(302, { location: '/loop' }), says: /leads on and on/ },
  '/metadata': { page: () => answer(302, { location: 'http://169.254.169.254/latest/' }), says: /not on the open web/ },
  '/loopback': { page: () => answer(301, { location: 'http://[::1]/feed' }), says: /not on the open web/ },
  '/too-long': { page: type => answer(200, { ...type, 'content-length': '90000' }, 'short'), says: /.+/ },
  '/bomb': { page: type => answer(200, { ...type, 'content-encoding': 'gzip' }, BOMB), says: /larger than/i },
  '/limited': { page: () => answer(429, { 'retry-after': '7200' }), says: /left alone/ },
  '/down': { page: () => answer(503), says: /left alone/ },
  '/gone': { page: () => answer(410), says: /taken away for good/ },
  '/nested': { page: type => answer(200, type, `<html>${'<div>'.repeat(5_000)}`), says: /cannot be read|can read/ },
  '/unclosed': { page: type => answer(200, type, `<html>${'<a'.repeat(80_000)}`), says: /.+/ },
};

async function aStet() {
  const site = await aNewsSite();
  const clock = runningClock('2026-01-08T12:00:00Z');
  const store = await openSqliteStore({ file: ':memory:', mode: 'owner', clock });
  onTestFinished(() => store.close());
  const fetcher = aRealFetcher([site.place], PATIENCE_MS);
  const reader = aRealReader(clock);
  const newsroom = aRealNewsroom(store);
  const queue = openLocalQueue({ clock, warn: () => {} });
  onTestFinished(() => queue.close(0));
  await queue.work(jobs, { store, newsroom, queue, fetcher, reader, clock, publishers: new Map() });
  const read = async (path: string): Promise<string> => {
    const url = site.origin + path;
    const draft = { id: feedIdOf(url), url, shown: url, title: null, outlet: 'x', addedBy: 'console:local' };
    const { feed } = await store.addFeed(draft);
    await queuePoll(feed, { queue, clock });
    return feed.id;
  };
  const check = async (feed: string) =>
    (await feedCheck.run({ feed }, aContext(store))).data as Feed & { items: FeedItem[] };
  return { site, store, queue, read, check };
}

describe('beside feeds and pages that misbehave', () => {
  test('every feed says why, and one that is well is read', async () => {
    const { site, queue, read, check } = await aStet();
    const ids = new Map<string, string>();
    for (const [path, { page }] of Object.entries(WRONG)) {
      site.pages[path] = page(RSS);
      ids.set(path, await read(path));
    }
    site.publish('/feed.xml', STORIES.ferries);
    const good = await read('/feed.xml');
    await queue.idle();
    for (const [path, { says }] of Object.entries(WRONG)) {
      const { lastOutcome, failures, nextPollAt, lastPolledAt, state } = await check(ids.get(path)!);
      expect(lastOutcome, path).toMatch(says);
      expect(lastOutcome, path).not.toContain('undefined');
      if (path !== '/unclosed') expect(failures, path).toBe(1);
      expect(state, path).toBe(path === '/gone' ? 'gone' : 'active');
      const waitS = (Date.parse(nextPollAt) - Date.parse(lastPolledAt!)) / 1_000;
      expect(waitS, path).toBeGreaterThanOrEqual(path === '/limited' ? 7_200 : 270);
    }
    expect((await check(good)).items.map(({ state }) => state)).toEqual(['stored']);
  }, 60_000);

  test('every page says why it is not taken, and those that are well are', async () => {
    const { site, store, read, check } = await aStet();
    const paths = Object.keys(WRONG);
    for (const [path, { page }] of Object.entries(WRONG)) site.pages[path] = page(HTML);
    site.pages['/well'] = pageOf(STORIES.dam);
    const items = [...paths, '/well', '/nothing'].map(path => ({ guid: path, title: path, path }));
    site.pages['/all.xml'] = answer(200, RSS, rssOf('All', site.origin, items));
    const feed = await read('/all.xml');
    await until(async () => (await store.openItems(100)).length === 0);
    const found = new Map((await check(feed)).items.map(item => [item.item, item]));
    expect(found.get('/well')).toMatchObject({ state: 'stored', reason: null });
    expect(found.get('/nothing')!.reason).toMatch(/nothing at that address/);
    for (const path of paths) expect(found.get(path), path).toMatchObject({ state: 'refused' });
    for (const path of paths)
      if (path !== '/unclosed') expect(found.get(path)!.reason, path).toMatch(WRONG[path]!.says);
  }, 60_000);
});
