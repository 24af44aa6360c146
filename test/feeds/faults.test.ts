/**
 * Feeds and sites that misbehave, through the real fetcher, reader and jobs: `feed check` says why, nothing hangs, and a feed that is well
 * goes on beside them.
 */
import { gzipSync } from 'node:zlib';
import { describe, expect, onTestFinished, test } from 'vitest';
import { feedCheck } from '../../commands/feed-check.ts';
import { jobs } from '../../jobs/index.ts';
import { ingestArticle } from '../../jobs/ingest-article.ts';
import { queuePoll } from '../../jobs/poll-feed.ts';
import type { Feed, FeedItem } from '../../src/core/feeds.ts';
import type { Clock } from '../../src/core/ports.ts';
import { feedIdOf } from '../../src/ingest/identify.ts';
import { openLocalQueue } from '../../src/queue/local.ts';
import { openSqliteStore } from '../../src/storage/sqlite.ts';
import { aContext } from '../adapters/parts.ts';
import { runningClock } from '../support/clock.ts';
import { pageOf, rssOf } from '../support/news-pages.ts';
import { STORIES } from '../support/stories.ts';
import { answer, endless, openSite, type Pages } from '../support/web.ts';
import { aRealFetcher, aRealNewsroom, aRealReader } from './house.ts';
import { aNewsSite } from './site.ts';

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
    // Whichever comes first.
    says: /larger than|longer than/i,
  },
  '/loop': { page: () => answer(302, { location: '/loop' }), says: /leads on and on/ },
  '/metadata': { page: () => answer(302, { location: 'http://169.254.169.254/latest/' }), says: /not on the open web/ },
  '/loopback': { page: () => answer(301, { location: 'http://[::1]/feed' }), says: /not on the open web/ },
  '/too-long': { page: type => answer(200, { ...type, 'content-length': '90000' }, 'short'), says: /.+/ },
  '/bomb': { page: type => answer(200, { ...type, 'content-encoding': 'gzip' }, BOMB), says: /larger than/i },
  '/limited': { page: () => answer(429, { 'retry-after': '7200' }), says: /left alone/ },
  '/down': { page: () => answer(503), says: /left alone/ },
  '/gone': { page: () => answer(410), says: /taken away for good/ },
  '/nested': { page: type => answer(200, type, `${beginOf(type)}${'<div>'.repeat(5_000)}`), says: /.+/ },
  '/unclosed': { page: type => answer(200, type, `${beginOf(type)}${'<a'.repeat(80_000)}`), says: /.+/ },
};

function beginOf(type: Record<string, string>): string {
  return type === RSS ? '<rss version="2.0"><channel><title>Wrong</title><item><title>' : '<html><body><p>';
}

/** A site that is well, and one for each thing that is wrong: none is held up by another's connections. */
async function aStet(type: Record<string, string>) {
  const site = await aNewsSite();
  const wrong = new Map<string, string>();
  const places = [site.place];
  for (const [path, { page }] of Object.entries(WRONG)) {
    const { origin, place, close } = await openSite({ [path]: page(type) });
    onTestFinished(close);
    wrong.set(path, origin + path);
    places.push(place);
  }
  const clock = runningClock('2026-01-08T12:00:00Z');
  const store = await openSqliteStore({ file: ':memory:', mode: 'owner', clock });
  onTestFinished(() => store.close());
  const fetcher = aRealFetcher(places, PATIENCE_MS);
  const reader = aRealReader(clock);
  const newsroom = aRealNewsroom(store);
  const queue = openLocalQueue({ clock, warn: () => {} });
  onTestFinished(() => queue.close(0));
  // All these sites are one host; here none waits for another.
  const add: typeof queue.add = (job, payload, when) =>
    queue.add(job, payload, job.name === ingestArticle.name ? {} : when);
  const parts = { store, newsroom, queue: { ...queue, add }, fetcher, reader, clock, publishers: new Map() };
  await queue.work(jobs, parts);
  /** What may pass is tried for three days; this is the last try, now. */
  const lastTries = async () => {
    const later: Clock = { now: () => new Date(clock.now().getTime() + 4 * 86_400_000) };
    const last = { ...parts, clock: later, attempt: 1, signal: new AbortController().signal };
    const open = await store.openItems(100);
    await Promise.all(open.map(({ feed, item }) => ingestArticle.run({ feed, item }, last)));
  };
  const read = async (url: string): Promise<string> => {
    const draft = { id: feedIdOf(url), url, shown: url, title: null, outlet: 'x', addedBy: 'console:local' };
    const { feed } = await store.addFeed(draft);
    await queuePoll(feed, { queue, clock });
    return feed.id;
  };
  const check = async (feed: string) =>
    (await feedCheck.run({ feed }, aContext(store))).data as Feed & { items: FeedItem[] };
  return { site, wrong, queue, read, check, lastTries };
}

describe('beside feeds and pages that misbehave', () => {
  test('every feed says why, and one that is well is read', async () => {
    const { site, wrong, queue, read, check } = await aStet(RSS);
    const ids = new Map<string, string>();
    for (const [path, url] of wrong) ids.set(path, await read(url));
    site.publish('/feed.xml', STORIES.ferries);
    const good = await read(`${site.origin}/feed.xml`);
    await queue.idle();
    for (const [path, { says }] of Object.entries(WRONG)) {
      const { lastOutcome, failures, nextPollAt, lastPolledAt, state } = await check(ids.get(path)!);
      expect(lastOutcome, path).toMatch(says);
      expect(lastOutcome, path).not.toContain('undefined');
      // A feed may end in rubbish, and is then read so far; a page of it is no article.
      if (path !== '/unclosed' && path !== '/nested') expect(failures, path).toBe(1);
      expect(state, path).toBe(path === '/gone' ? 'gone' : 'active');
      const waitS = (Date.parse(nextPollAt) - Date.parse(lastPolledAt!)) / 1_000;
      expect(waitS, path).toBeGreaterThanOrEqual(path === '/limited' ? 7_200 : 270);
    }
    expect((await check(good)).items.map(({ state }) => state)).toEqual(['stored']);
  }, 60_000);

  test('every page says why it is not taken, and those that are well are', async () => {
    const { site, wrong, queue, read, check, lastTries } = await aStet(HTML);
    const paths = Object.keys(WRONG);
    site.pages['/well'] = pageOf(STORIES.dam);
    const items = [...paths, '/well', '/nothing'].map(path => ({
      guid: path,
      title: path,
      path: wrong.get(path) ?? path,
    }));
    site.pages['/all.xml'] = answer(200, RSS, rssOf('All', site.origin, items));
    const feed = await read(`${site.origin}/all.xml`);
    await queue.idle();
    expect((await check(feed)).items.find(({ item }) => item === '/well')).toMatchObject({ state: 'stored' });
    await lastTries();
    const found = new Map((await check(feed)).items.map(item => [item.item, item]));
    expect(found.get('/well')).toMatchObject({ state: 'stored', reason: null });
    expect(found.get('/nothing')!.reason).toMatch(/nothing at that address/);
    for (const path of paths) expect(found.get(path), path).toMatchObject({ state: 'refused' });
    for (const path of paths)
      if (path !== '/unclosed') expect(found.get(path)!.reason, path).toMatch(WRONG[path]!.says);
  }, 60_000);
});
