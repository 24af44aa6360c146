import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ingestArticle } from '../../jobs/ingest-article.ts';
import { StetError } from '../../src/core/errors.ts';
import type { Feed, FeedItem } from '../../src/core/feeds.ts';
import { anItem } from '../support/feeds.ts';
import { aPage } from '../support/scripted-net.ts';
import { aFeedDesk, type FeedDesk } from './feed-desk.ts';

const URL = 'https://harbour.example/quay';
const DAY_MS = 86_400_000;

let desk: FeedDesk;
let feed: Feed;
beforeEach(async () => {
  desk = await aFeedDesk();
  feed = await desk.feed('');
});
afterEach(() => desk.store.close());

/** An item of the feed, kept, to be fetched. */
async function kept(given: Parameters<typeof anItem>[1] = {}): Promise<FeedItem> {
  return (await desk.store.keepItems([anItem(feed.id, { url: URL, ...given })]))[0]!;
}
const run = ({ feed: id, item }: FeedItem) => ingestArticle.run({ feed: id, item }, desk.context);
const now = async ({ feed: id, item }: FeedItem) => (await desk.store.feedItem(id, item))!;
const articles = () => desk.store.articles({ limit: 10, seeds: true });
const queued = () => desk.queued.map(({ job }) => job.name);

describe('an item of a feed', () => {
  it('becomes an article, with the feed’s outlet and date, to be told', async () => {
    desk.net.answers.set(URL, aPage('the old quay'));
    const item = await kept({ publishedAt: '2026-01-05T08:00:00Z' });
    await run(item);
    const [article] = await articles();
    expect(article).toMatchObject({
      ...{ origin: 'feed', url: URL, outlet: 'The Harbour Post', title: 'the old quay' },
      publishedAt: '2026-01-05T08:00:00Z',
    });
    expect(await now(item)).toMatchObject({ state: 'stored', article: article!.id });
    expect(desk.queued.map(({ job, payload }) => [job.name, payload])).toEqual([
      ['brief-article', { article: article!.id }],
      ['assess-article', { article: article!.id }],
      ['retry-watches', { seq: article!.seq }],
      ['join-cases', { seq: article!.seq }],
    ]);
  });

  it('has the domain of its page for an outlet where nobody gave the feed a name: a feed speaks for nobody', async () => {
    feed = await desk.feed('', { outlet: 'harbour.example' });
    const elsewhere = 'https://news.quay.example/1';
    desk.net.answers.set(elsewhere, aPage('the old quay'));
    await run(await kept({ url: elsewhere }));
    expect((await articles())[0]?.outlet).toBe('quay.example');
  });

  it('that was there when the feed was first read is told to nobody, but for those who have a question watched', async () => {
    desk.net.answers.set(URL, aPage('the old quay'));
    await run(await kept({ quiet: true }));
    expect(await articles()).toHaveLength(1);
    expect([queued(), await desk.store.unbriefed(10)]).toEqual([['assess-article', 'retry-watches', 'join-cases'], []]);
  });

  it('is stored once, however often it is done', async () => {
    desk.net.answers.set(URL, aPage('the old quay'));
    const item = await kept();
    for (let i = 0; i < 3; i++) await run(item);
    expect(desk.net.asked).toHaveLength(1);
    expect(await desk.store.lastSeq()).toBe(1);
  });

  it('that another feed has too is the same article', async () => {
    desk.net.answers.set(URL, aPage('the old quay'));
    const tracked = `${URL}?utm_source=feed`;
    desk.net.answers.set(tracked, aPage('the old quay'));
    const first = await kept();
    await run(first);
    feed = await desk.feed('');
    const second = await kept({ url: tracked });
    await run(second);
    expect(await articles()).toHaveLength(1);
    expect((await now(second)).article).toBe((await now(first)).article);
  });

  it('whose text has changed makes a revision', async () => {
    desk.net.answers.set(URL, aPage('the old quay'));
    await run(await kept());
    desk.net.answers.set(URL, aPage('the old quay', { head: '' }).replaceAll('Fourteen', 'Fifteen'));
    await run(await kept());
    expect((await articles()).map(({ revision }) => revision)).toEqual([2]);
  });
});

describe('an item is refused, with its reason, and nothing is stored', () => {
  const teaser = `<p>The harbour board said on Tuesday that the old quay will be open to all ships again before the end of April, after a winter of repairs.</p><p>Fourteen ferries are to sail each day, nine of them new, and the crews of the older ones are being trained for them now, the board said.</p><p><a href="/full">Continue reading</a></p>`;
  const wall = `<p>The harbour board said on Tuesday that the old quay will be open again.</p><p>Subscribe to continue reading this article.</p>`;
  it.each([
    ['a teaser', aPage('the old quay', { body: teaser }), /only the beginning/],
    ['a paywall', aPage('the old quay', { body: wall }), /subscribers alone/],
    [
      'a front page',
      '<html><body><ul><li><a href="/1">One</a></li><li><a href="/2">Two</a></li></ul></body></html>',
      /no article/,
    ],
    ['robots', new StetError('robots-refused', 'no'), /asks programs not to read/],
    ['a private address', new StetError('fetch-refused', 'no'), /may open/],
    ['nothing there', new StetError('not-found', 'no'), /nothing at that address/],
    ['what is no page', new StetError('wrong-content', 'no'), /not of a kind/],
  ])('of %s', async (_, answer, reason) => {
    desk.net.answers.set(URL, answer);
    const item = await kept();
    await run(item);
    expect(await now(item)).toMatchObject({ state: 'refused', article: null, reason: expect.stringMatching(reason) });
    expect([await articles(), queued(), await desk.store.openItems(10)]).toEqual([[], [], []]);
    await run(item);
    expect(desk.net.asked).toHaveLength(1);
  });

  it('of no address', async () => {
    const item = await kept({ url: null });
    await run(item);
    expect(await now(item)).toMatchObject({ state: 'refused', reason: 'The item has no address.' });
  });
});

describe('a fault that passes', () => {
  it.each(['fetch-failed', 'fetch-later'] as const)('(%s) leaves the item open', async code => {
    desk.net.answers.set(URL, new StetError(code, 'not now'));
    const item = await kept();
    await expect(run(item)).rejects.toMatchObject({ code });
    expect(await desk.store.openItems(10)).toHaveLength(1);
    desk.net.answers.set(URL, aPage('the old quay'));
    await run(item);
    expect((await now(item)).state).toBe('stored');
  });

  it('and does not pass for three days ends in its reason', async () => {
    desk.net.answers.set(URL, new StetError('fetch-failed', 'no answer', { userMessage: 'It did not answer.' }));
    const item = await kept();
    desk.clock.advance(3 * DAY_MS - 1);
    await expect(run(item)).rejects.toMatchObject({ code: 'fetch-failed' });
    desk.clock.advance(1);
    await run(item);
    expect(await now(item)).toMatchObject({ state: 'refused', reason: 'It did not answer.' });
  });

  it('of a process that stops leaves the item open, whatever the fault', async () => {
    desk.net.answers.set(URL, new StetError('not-found', 'cut off'));
    const item = await kept();
    const context = { ...desk.context, signal: AbortSignal.abort() };
    await expect(ingestArticle.run({ feed: feed.id, item: item.item }, context)).rejects.toThrow();
    expect(await desk.store.openItems(10)).toHaveLength(1);
  });

  it.each(['saveArticle', 'settleItem', 'catchUp', 'add'] as const)(
    'after %s is made up for by the next run',
    async step => {
      desk.net.answers.set(URL, aPage('the old quay'));
      const item = await kept();
      const part = {
        saveArticle: desk.store,
        settleItem: desk.store,
        catchUp: desk.context.newsroom,
        add: desk.context.queue,
      };
      const owner = part[step] as unknown as Record<string, (...given: unknown[]) => Promise<unknown>>;
      const original = owner[step]!;
      vi.spyOn(owner, step).mockImplementationOnce(async (...given) => {
        if (step !== 'add') await original(...given);
        throw new Error('killed');
      });
      await expect(run(item)).rejects.toThrow('killed');
      await run(item);
      expect(await articles()).toMatchObject([{ revision: 1, seq: 1 }]);
      expect(queued()).toEqual(['brief-article', 'assess-article', 'retry-watches', 'join-cases']);
    },
  );
});

it('an item of a feed that was removed is left alone', async () => {
  const item = await kept();
  await desk.store.removeFeed(feed.id);
  await run(item);
  expect(desk.net.asked).toEqual([]);
});

describe('an item whose feed says something else of it', () => {
  /** An item that became an article, and what is to be read again. */
  async function stored(page = aPage('the old quay')): Promise<{ item: FeedItem; mark: string; feed: string }> {
    desk.net.answers.set(URL, page);
    const item = await kept();
    await run(item);
    await desk.store.wantRevisits([{ feed: feed.id, item: item.item, mark: '2' }]);
    desk.queued.length = 0;
    return { item, mark: '2', feed: feed.id };
  }
  const readAgain = ({ item }: { item: FeedItem }) =>
    ingestArticle.run({ feed: feed.id, item: item.item, mark: '2' }, desk.context);
  const marks = async (item: FeedItem) => (await desk.store.itemMarks(feed.id, [item.item]))[0]!;

  it('is read again, and posts that show it are looked at; nobody is told of it anew', async () => {
    const given = await stored();
    desk.net.answers.set(URL, aPage('the old quay').replaceAll('Fourteen', 'Fifteen'));
    await readAgain(given);
    const [article] = await articles();
    expect(article).toMatchObject({ revision: 2 });
    expect(desk.queued).toMatchObject([
      { job: { name: 'recall' }, payload: { article: article!.id, reason: 'revision', version: 2, at: null } },
      { job: { name: 'assess-article' }, payload: { article: article!.id } },
      { job: { name: 'retry-watches' }, payload: { seq: article!.seq } },
      { job: { name: 'join-cases' }, payload: { seq: article!.seq } },
    ]);
    expect(await marks(given.item)).toMatchObject({ mark: '2', fruitless: 0, wanted: null });
  });

  it('is tried again while its page does not answer, however old it is', async () => {
    const given = await stored();
    const away = new StetError('fetch-failed', 'no answer');
    desk.net.answers.set(URL, away);
    desk.clock.advance(6 * 86_400_000);
    await expect(readAgain(given)).rejects.toBe(away);
    expect(await desk.store.openRevisits(9)).toHaveLength(1);
    desk.clock.advance(4 * 86_400_000);
    await readAgain(given);
    expect(await desk.store.openRevisits(9)).toEqual([]);
  });

  it('is as it was: nothing follows', async () => {
    const given = await stored();
    for (let i = 0; i < 2; i++) await readAgain(given);
    expect((await articles())[0]).toMatchObject({ revision: 1 });
    expect(queued()).toEqual([]);
    expect(await marks(given.item)).toMatchObject({ fruitless: 2, wanted: null });
  });

  it.each([
    ['is gone', new StetError('not-found', 'nothing there')],
    [
      'is a page of another article',
      aPage('the new pier', { head: '<link rel="canonical" href="https://harbour.example/pier">' }),
    ],
    ['is no article', '<html><body><p>Please log in.</p></body></html>'],
  ])('%s: the article stays as it was', async (_, now) => {
    const given = await stored();
    desk.net.answers.set(URL, now);
    await readAgain(given);
    expect(await articles()).toHaveLength(1);
    expect((await articles())[0]).toMatchObject({ revision: 1 });
    expect(await marks(given.item)).toMatchObject({ fruitless: 1, wanted: null });
    expect(await desk.store.openRevisits(9)).toEqual([]);
  });

  it('is tried again where its site does not answer', async () => {
    const given = await stored();
    desk.net.answers.set(URL, new StetError('fetch-failed', 'no answer'));
    await expect(readAgain(given)).rejects.toMatchObject({ code: 'fetch-failed' });
    expect(await desk.store.openRevisits(9)).toHaveLength(1);
  });

  it('is left alone where its feed was removed', async () => {
    const given = await stored();
    await desk.store.removeFeed(feed.id);
    const asked = desk.net.asked.length;
    await readAgain(given);
    expect(desk.net.asked).toHaveLength(asked);
  });
});
