import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { pollFeed } from '../../jobs/poll-feed.ts';
import { StetError } from '../../src/core/errors.ts';
import type { Feed } from '../../src/core/feeds.ts';
import { anRss, aPage } from '../support/scripted-net.ts';
import { aFeedDesk, type FeedDesk } from './feed-desk.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

let desk: FeedDesk;
beforeEach(async () => {
  desk = await aFeedDesk();
});
afterEach(() => desk.store.close());

const later = (retryAfterMs: number | null) => new StetError('fetch-later', 'asked to wait', { retryAfterMs });
const unanswered = () => new StetError('fetch-failed', 'no answer', { userMessage: 'harbour.example did not answer.' });
const itemsOf = async ({ id }: Feed) =>
  (await desk.store.feedItems(id, 100)).map(({ item, quiet }) => (quiet ? `(${item})` : item)).sort();
const namesQueued = () => desk.queued.map(({ job }) => job.name);
const secondsToNext = (feed: Feed) => (Date.parse(feed.nextPollAt) - desk.clock.now().getTime()) / 1_000;

describe('an item that has changed', () => {
  it('is queued to be read again, once, half an hour after it was read', async () => {
    // On another host, so that neither waits for the other.
    const other = { id: 'b', url: 'https://gazette.example/b' };
    const feed = await desk.feed(anRss([{ id: 'a' }, other]));
    for (const url of ['https://harbour.example/a', other.url])
      desk.net.answers.set(url, aPage(`the quay ${url.at(-1)}`));
    await desk.pollAndWork(feed);
    const revisits = () => desk.queued.filter(({ payload }) => 'mark' in (payload as object));
    desk.net.answers.set(feed.url, anRss([{ id: 'a', title: 'Changed' }, other]));
    const read = desk.clock.now().getTime();
    for (let waited = 0; waited < HOUR_MS / 2; waited = desk.clock.now().getTime() - read) {
      expect(revisits()).toEqual([]);
      await desk.poll(feed);
    }
    expect(revisits()).toMatchObject([{ job: { name: 'ingest-article' }, payload: { feed: feed.id, item: 'a' } }]);
    await desk.poll(feed);
    expect(revisits()).toHaveLength(1);
    await desk.work();
    await desk.poll(feed);
    expect(revisits()).toEqual([]);
    expect(desk.net.asked.filter(({ url }) => url.endsWith('/a'))).toHaveLength(2);
    expect(desk.net.asked.filter(({ url }) => url.endsWith('/b'))).toHaveLength(1);
  });

  it('too soon after it was read is read again later, though its feed says nothing new meanwhile', async () => {
    const feed = await desk.feed('');
    const serve = (tag: string, body: string) =>
      desk.net.answers.set(feed.url, ({ etag }) =>
        etag === tag ? { status: 'unchanged' } : { etag: tag, body: new TextEncoder().encode(body) },
      );
    desk.net.answers.set('https://harbour.example/a', aPage('the quay'));
    serve('"1"', anRss([{ id: 'a' }]));
    await desk.pollAndWork(feed);
    serve('"2"', anRss([{ id: 'a', title: 'Changed' }]));
    const first = await desk.poll(feed);
    expect(await desk.store.openRevisits(9)).toEqual([]);
    expect(first.etag).toBe('"1"');
    const read = desk.clock.now().getTime();
    while (desk.clock.now().getTime() - read < HOUR_MS) await desk.poll(feed);
    expect(await desk.store.openRevisits(9)).toHaveLength(1);
    expect((await desk.store.feed(feed.id))!.etag).toBe('"2"');
  });
});

describe('a poll', () => {
  it('the first time keeps all that is there, quiet, and queues each to be fetched', async () => {
    const feed = await desk.feed(anRss([{ id: 'a' }, { id: 'b' }], { title: 'The quay' }));
    const polled = await desk.poll(feed);
    expect(await itemsOf(feed)).toEqual(['(a)', '(b)']);
    expect(namesQueued().filter(name => name === 'ingest-article')).toHaveLength(2);
    expect(polled).toMatchObject({ title: 'The quay', lastOutcome: 'has 2 new', failures: 0 });
  });

  it('queues what is there half a second apart, so that no host keeps the items of others waiting', async () => {
    await desk.poll(await desk.feed(anRss([{ id: 'a' }, { id: 'b' }, { id: 'c' }])));
    const items = desk.queued.filter(({ job }) => job.name === 'ingest-article');
    expect(items.map(({ delayMs }) => delayMs)).toEqual([0, 500, 1_000]);
  });

  it('that fails the first time leaves the next one the first that is read', async () => {
    const feed = await desk.feed(anRss([{ id: 'a' }]));
    const body = desk.net.answers.get(feed.url)!;
    desk.net.answers.set(feed.url, unanswered());
    await desk.poll(feed);
    desk.net.answers.set(feed.url, body);
    await desk.poll(feed);
    expect(await itemsOf(feed)).toEqual(['(a)']);
  });

  it('takes what is new by its identity, whatever its date and place, and nothing twice', async () => {
    const old = { id: 'a', date: '2026-01-06T00:00:00Z' };
    const feed = await desk.feed(anRss([old]));
    await desk.poll(feed);
    const backdated = { id: 'c', date: '2019-05-01T00:00:00Z' };
    desk.net.answers.set(feed.url, anRss([{ ...old, title: 'Changed' }, backdated, { id: 'd' }]));
    for (let i = 0; i < 2; i++) await desk.poll(feed);
    expect(await itemsOf(feed)).toEqual(['(a)', 'c', 'd']);
    expect((await desk.store.feed(feed.id))?.lastOutcome).toBe('has nothing new');
  });

  it('tells items of two feeds apart, though they have one id', async () => {
    const [a, b] = [await desk.feed(anRss([{ id: '1' }])), await desk.feed(anRss([{ id: '1' }]))];
    await desk.poll(a);
    await desk.poll(b);
    expect([await itemsOf(a), await itemsOf(b)]).toEqual([['(1)'], ['(1)']]);
  });

  it('asks with the marks of the last answer, and keeps them where nothing has changed', async () => {
    const feed = await desk.feed('');
    const marks = { etag: '"1"', lastModified: 'Tue, 06 Jan 2026 00:00:00 GMT' };
    desk.net.answers.set(feed.url, { ...marks, body: new TextEncoder().encode(anRss([{ id: 'a' }])) });
    await desk.poll(feed);
    desk.net.answers.set(feed.url, { status: 'unchanged' });
    for (let i = 0; i < 2; i++) {
      const polled = await desk.poll(feed);
      expect(desk.net.asked.at(-1)?.options).toMatchObject({ ...marks, accept: ['feed'] });
      expect(polled).toMatchObject({ ...marks, lastOutcome: 'has nothing new', failures: 0 });
    }
    expect(await itemsOf(feed)).toEqual(['(a)']);
  });

  it('queues the next for when it is due, and that one alone', async () => {
    const feed = await desk.feed(anRss([]));
    const polled = await desk.poll(feed);
    const next = desk.queued.filter(({ job }) => job.name === 'poll-feed');
    expect(next).toMatchObject([{ payload: { feed: feed.id, at: polled.nextPollAt } }]);
    expect(next[0]!.delayMs).toBe(1_000 * secondsToNext(polled));
    expect(secondsToNext(polled)).toBeGreaterThan(270);
  });

  it('that is no longer due asks nothing, and sees to it that the next is queued', async () => {
    const feed = await desk.feed(anRss([{ id: 'a' }]));
    const polled = await desk.poll(feed);
    desk.queued.length = 0;
    await pollFeed.run({ feed: feed.id, at: feed.nextPollAt }, desk.context);
    expect(desk.net.asked).toHaveLength(1);
    expect(await desk.store.feed(feed.id)).toEqual(polled);
    expect(namesQueued().sort()).toEqual(['ingest-article', 'poll-feed']);
  });

  it.each(['paused', 'gone'] as const)('of a feed that is %s does nothing at all', async state => {
    const feed = await desk.feed(anRss([]));
    await desk.store.setFeedState(feed.id, state);
    await pollFeed.run({ feed: feed.id, at: feed.nextPollAt }, desk.context);
    expect([desk.net.asked, desk.queued]).toEqual([[], []]);
  });

  it('of a feed that was removed does nothing at all', async () => {
    await pollFeed.run({ feed: 'f-nowhere', at: '2026-01-07T12:00:00.000Z' }, desk.context);
    expect(desk.queued).toEqual([]);
  });

  it('of a feed that is paused meanwhile leaves it paused, and queues no other', async () => {
    const feed = await desk.feed('');
    const body = anRss([{ id: 'a' }]);
    vi.spyOn(desk.net.reader, 'feed').mockImplementationOnce(async () => {
      await desk.store.setFeedState(feed.id, 'paused');
      return (await import('../../src/ingest/feed/read.ts')).readFeed(new TextEncoder().encode(body), {
        url: feed.url,
      });
    });
    expect((await desk.poll(feed)).state).toBe('paused');
    expect(namesQueued()).not.toContain('poll-feed');
  });

  it('of a feed that was removed meanwhile keeps nothing of it', async () => {
    const feed = await desk.feed(anRss([{ id: 'a' }]));
    const { fetch } = desk.net.fetcher;
    vi.spyOn(desk.net.fetcher, 'fetch').mockImplementationOnce(async (...given) => {
      await desk.store.removeFeed(feed.id);
      return fetch(...given);
    });
    await pollFeed.run({ feed: feed.id, at: feed.nextPollAt }, desk.context);
    expect([await desk.store.openItems(10), await desk.store.feeds(), desk.queued]).toEqual([[], [], []]);
  });

  it('follows a feed that has moved for good, and shows the new address without what may be secret', async () => {
    const feed = await desk.feed('');
    const movedTo = 'https://ada:secret@quay.example/feed?token=t';
    desk.net.answers.set(feed.url, { movedTo, body: new TextEncoder().encode(anRss([])) });
    expect(await desk.poll(feed)).toMatchObject({ url: movedTo, shown: 'https://quay.example/feed' });
    desk.net.answers.set(movedTo, anRss([{ id: 'a' }]));
    await desk.poll(feed);
    expect(await itemsOf(feed)).toEqual(['a']);
  });

  it('hears how long the feed asks to be left alone', async () => {
    const feed = await desk.feed(anRss([], { ttl: 240 }));
    expect((await desk.poll(feed)).intervalS).toBe(14_400);
  });

  it('of a feed that is broken in the middle takes what could be read, and says so', async () => {
    const feed = await desk.feed(`${anRss([{ id: 'a' }, { id: 'b' }]).slice(0, -60)}`);
    const { lastOutcome, failures } = await desk.poll(feed);
    expect(failures).toBe(0);
    expect(await itemsOf(feed)).toContain('(a)');
    expect(lastOutcome).toContain('new');
  });
});

describe('a poll that fails', () => {
  it('is told in plain words, and made again later and later', async () => {
    const feed = await desk.feed('');
    desk.net.answers.set(feed.url, unanswered());
    const waits: number[] = [];
    for (let i = 1; i <= 3; i++) {
      const polled = await desk.poll(feed);
      expect(polled).toMatchObject({ failures: i, state: 'active', lastOutcome: 'harbour.example did not answer.' });
      waits.push(secondsToNext(polled));
    }
    expect(waits[1]).toBeGreaterThan(1.5 * waits[0]!);
    expect(waits[2]).toBeGreaterThan(1.5 * waits[1]!);
  });

  it('because its server asks to wait waits that long', async () => {
    const feed = await desk.feed('');
    desk.net.answers.set(feed.url, later(10 * HOUR_MS));
    expect(secondsToNext(await desk.poll(feed))).toBe(36_000);
    desk.net.answers.set(feed.url, later(null));
    expect((await desk.poll(feed)).failures).toBe(2);
  });

  it('because it is gone for good is the last', async () => {
    const feed = await desk.feed('');
    desk.net.answers.set(feed.url, new StetError('gone', '410'));
    expect(await desk.poll(feed)).toMatchObject({ state: 'gone' });
    expect(namesQueued()).toEqual([]);
  });

  it('because what is there is no feed is its own fault, not ours', async () => {
    const feed = await desk.feed('This is no feed.');
    expect(await desk.poll(feed)).toMatchObject({ failures: 1, lastOutcome: expect.stringContaining('not a feed') });
  });

  it('because of the store is tried again, and counts against nobody', async () => {
    const feed = await desk.feed(anRss([{ id: 'a' }]));
    const full = new StetError('store-full', 'the disk is full');
    const keepItems = vi.spyOn(desk.store, 'keepItems').mockRejectedValueOnce(full);
    await expect(pollFeed.run({ feed: feed.id, at: feed.nextPollAt }, desk.context)).rejects.toBe(full);
    expect(await desk.store.feed(feed.id)).toEqual(feed);
    keepItems.mockRestore();
    await desk.poll(feed);
    expect(await itemsOf(feed)).toEqual(['(a)']);
  });

  it('because of a defect goes on to be polled all the same', async () => {
    const feed = await desk.feed('');
    const defect = () => Promise.reject(new TypeError('https://ada:secret@harbour.example is no good'));
    const context = { ...desk.context, fetcher: { fetch: defect } };
    const run = (attempt: number) => pollFeed.run({ feed: feed.id, at: feed.nextPollAt }, { ...context, attempt });
    await expect(run(1)).rejects.toMatchObject({ code: 'internal' });
    await run(pollFeed.retry.attempts);
    const polled = (await desk.store.feed(feed.id))!;
    expect(polled).toMatchObject({ failures: 1, lastOutcome: 'Something went wrong on our side.' });
    expect(namesQueued()).toEqual(['poll-feed']);
  });

  it('because the process stops is left as it was', async () => {
    const feed = await desk.feed('');
    const context = { ...desk.context, signal: AbortSignal.abort() };
    await expect(pollFeed.run({ feed: feed.id, at: feed.nextPollAt }, context)).rejects.toMatchObject({
      name: 'AbortError',
    });
    expect(await desk.store.feed(feed.id)).toEqual(feed);
  });
});

describe('an item that could not be fetched', () => {
  it('is fetched again after the next poll', async () => {
    const feed = await desk.feed(anRss([{ id: 'a' }]));
    desk.net.answers.set('https://harbour.example/a', unanswered());
    expect(await desk.poll(feed).then(desk.work)).toMatchObject([{ code: 'fetch-failed' }]);
    desk.net.answers.set(feed.url, { status: 'unchanged' });
    await desk.poll(feed);
    expect(namesQueued()).toContain('ingest-article');
  });
});

describe('followers', () => {
  const notices = (channel?: string) => desk.wall.texts(channel).join(' ');

  /** A feed that was read once and fails since. */
  async function aBrokenFeed(): Promise<Feed> {
    const feed = await desk.feed(anRss([]), { title: 'The quay' });
    await desk.pollAndWork(feed);
    desk.net.answers.set(feed.url, unanswered());
    return feed;
  }
  async function pollFor(feed: Feed, ms: number): Promise<void> {
    const end = desk.clock.now().getTime() + ms;
    while (Date.parse((await desk.store.feed(feed.id))!.nextPollAt) < end) await desk.pollAndWork(feed);
  }

  it('hear once that a feed has been broken for long, and once that it is back', async () => {
    const feed = await aBrokenFeed();
    await desk.subscribe({ followed: { kind: 'feed', feed: feed.id } });
    await pollFor(feed, 6 * HOUR_MS);
    expect(notices()).toBe('');
    await pollFor(feed, 5 * DAY_MS);
    expect(notices()).toBe('The feed Harbour news has not answered for half a day.');
    desk.net.answers.set(feed.url, anRss([]));
    await pollFor(feed, 2 * DAY_MS);
    expect(notices()).toBe('The feed Harbour news has not answered for half a day. The feed Harbour news is back.');
  });

  it('hear once that a feed has been silent for long, also where it then fails for a moment', async () => {
    const feed = await desk.feed(anRss([{ id: 'a' }]));
    await desk.subscribe();
    await pollFor(feed, 15 * DAY_MS);
    desk.net.answers.set(feed.url, unanswered());
    await desk.pollAndWork(feed);
    desk.net.answers.set(feed.url, anRss([{ id: 'a' }]));
    await desk.pollAndWork(feed);
    expect(notices()).toBe('The feed Harbour news has had nothing new for two weeks.');
    desk.net.answers.set(feed.url, anRss([{ id: 'b' }]));
    await desk.pollAndWork(feed);
    expect(notices()).toContain('is back.');
  });

  it('hear that a feed is gone', async () => {
    const feed = await desk.feed('', { title: 'The quay' });
    await desk.subscribe();
    desk.net.answers.set(feed.url, new StetError('gone', '410'));
    await desk.pollAndWork(feed);
    expect(notices()).toBe('The feed The quay is gone: its server says that it will not come back.');
  });

  it('hear it once a place, where they follow it and are not paused', async () => {
    const feed = await desk.feed('');
    const other = await desk.feed('');
    const followed = { kind: 'feed', feed: feed.id } as const;
    await desk.subscribe({ followed });
    await desk.subscribe({ followed: { kind: 'all' } });
    await desk.subscribe({ followed, place: { channel: 'thread', thread: '1' } });
    await desk.subscribe({ followed: { kind: 'feed', feed: other.id }, place: { channel: 'other' } });
    await desk.subscribe({ followed: { kind: 'topic', words: 'ferries' }, place: { channel: 'topic' } });
    await desk.subscribe({ place: { channel: 'paused' } });
    const paused = (await desk.store.subscriptions()).at(-1)!;
    await desk.store.pauseSubscription(paused.id, 'gone');
    desk.net.answers.set(feed.url, new StetError('gone', '410'));
    await desk.pollAndWork(feed);
    const heard = ['harbour', 'thread', 'other', 'topic', 'paused'].map(channel => desk.posted(channel).length);
    expect(heard).toEqual([1, 1, 0, 0, 0]);
  });

  it('in a direct conversation hear it alone', async () => {
    const feed = await desk.feed('');
    await desk.subscribe({ direct: true });
    desk.net.answers.set(feed.url, new StetError('gone', '410'));
    await desk.pollAndWork(feed);
    expect(desk.wall.messages[0]).toMatchObject({ only: 'wire:w1:ada' });
  });

  it('hear it once when the poll was cut short before it was kept', async () => {
    const feed = await desk.feed('');
    await desk.subscribe();
    desk.net.answers.set(feed.url, new StetError('gone', '410'));
    for (const method of ['markTrouble', 'keepPoll'] as const) {
      const spy = vi.spyOn(desk.store, method).mockRejectedValueOnce(new Error('killed'));
      await expect(desk.poll(feed)).rejects.toThrow('killed');
      spy.mockRestore();
    }
    desk.clock.advance(1_000);
    await desk.poll(feed);
    await desk.work();
    expect(desk.posted()).toHaveLength(1);
  });
});
