import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { briefArticle } from '../../jobs/brief-article.ts';
import { deliver as deliverJob } from '../../jobs/deliver.ts';
import type { Newsroom } from '../../src/core/ports.ts';
import { openNewsroom } from '../../src/newsroom/threaded.ts';
import { anArticle } from '../support/articles.ts';
import { anItem } from '../support/feeds.ts';
import { aLife, mortal } from '../support/killing.ts';
import { anRss, aPage } from '../support/scripted-net.ts';
import { aFeedDesk, type FeedDesk } from './feed-desk.ts';

const THREAD = new URL('../../src/thread.ts', import.meta.url);

let desk: FeedDesk;
beforeEach(async () => {
  desk = await aFeedDesk();
});
afterEach(() => desk.store.close());

/** An article that came by these feeds. */
async function came(text: string, { by = [] as string[], outlet = 'The Harbour Post' } = {}): Promise<string> {
  const { article } = await desk.store.saveArticle(anArticle({ text, outlet }));
  for (const feed of by) {
    const item = anItem(feed);
    await desk.store.keepItems([item]);
    await desk.store.settleItem(feed, item.item, { article: article.id });
  }
  return article.id;
}
async function brief(article: string): Promise<void> {
  desk.clock.advance(1_000);
  await briefArticle.run({ article }, desk.context);
  await desk.work();
}

describe('a brief is posted', () => {
  it('once a place, however many of its subscriptions fit and however often it is done', async () => {
    const feed = await desk.feed('');
    await desk.subscribe();
    await desk.subscribe({ followed: { kind: 'feed', feed: feed.id } });
    await desk.subscribe({ followed: { kind: 'topic', words: 'ferry' } });
    await desk.subscribe({ place: { thread: '1' } });
    const article = await came('The ferries sail.', { by: [feed.id] });
    for (let i = 0; i < 3; i++) await brief(article);
    expect(desk.wall.messages.map(({ place }) => place.thread)).toEqual([null, '1']);
    expect(await desk.store.unbriefed(10)).toEqual([]);
  });

  it('where what is followed fits: a feed, an outlet, words, everything', async () => {
    const [mine, other] = [await desk.feed(''), await desk.feed('')];
    const follow = async (channel: string, followed: Parameters<FeedDesk['subscribe']>[0] = {}) =>
      desk.subscribe({ ...followed, place: { channel } });
    await follow('all');
    await follow('feed', { followed: { kind: 'feed', feed: mine.id } });
    await follow('other feed', { followed: { kind: 'feed', feed: other.id } });
    await follow('outlet', { followed: { kind: 'outlet', outlet: 'the harbour post' } });
    await follow('other outlet', { followed: { kind: 'outlet', outlet: 'The Harbour' } });
    await follow('words', { followed: { kind: 'topic', words: 'the sailing ferry' } });
    await follow('other words', { followed: { kind: 'topic', words: 'ferry strike' } });
    await brief(await came('Fourteen ferries sail.', { by: [mine.id] }));
    expect(new Set(desk.wall.messages.map(({ place }) => place.channel))).toEqual(
      new Set(['all', 'feed', 'outlet', 'words']),
    );
  });

  it('where a filter lets it through: one of its words is enough, and a name is a word', async () => {
    await desk.subscribe({ words: ['strike', 'Nils Torp'] });
    await desk.subscribe({ words: ['strike'], place: { channel: 'quay' } });
    await brief(await came('“The ferries sail,” said Nils Torp.'));
    expect([desk.posted(), desk.posted('quay')].map(each => each.length)).toEqual([1, 0]);
  });

  it('not where it is paused', async () => {
    await desk.subscribe();
    const [subscription] = await desk.store.subscriptions();
    await desk.store.pauseSubscription(subscription!.id, 'gone');
    await brief(await came('The ferries sail.'));
    expect(desk.wall.messages).toEqual([]);
  });

  it('in a direct conversation for that person alone', async () => {
    await desk.subscribe({ direct: true });
    const article = await came('The ferries sail.');
    await brief(article);
    expect(desk.wall.messages).toMatchObject([{ only: 'wire:w1:ada' }]);
    await desk.store.forget('wire:w1:ada');
    expect(await desk.store.postsShowing(article, { limit: 10 })).toEqual([]);
  });

  it('compared with what the channel was shown, the latest last, also where that is only queued', async () => {
    await desk.subscribe();
    const ids = [await came('One.'), await came('Two.'), await came('Three.')];
    for (const article of ids) {
      desk.clock.advance(1_000);
      await briefArticle.run({ article }, desk.context);
    }
    expect(desk.briefs.at(-1)).toEqual({ article: ids[2], seen: [ids[0], ids[1]] });
    await desk.work();
    expect(desk.posted()).toEqual(['One.', 'Two.', 'Three.']);
  });

  it('in one line where the channel was told the same report', async () => {
    await desk.subscribe();
    await brief(await came('The ferries sail.'));
    await brief(await came('The ferries sail.', { outlet: 'The Gazette' }));
    expect(desk.posted()).toEqual(['The ferries sail.', 'The ferries sail. – already told.']);
  });

  it('by what is followed only since another feed brought the article', async () => {
    const [first, second] = [await desk.feed(''), await desk.feed('')];
    await desk.subscribe({ followed: { kind: 'feed', feed: second.id } });
    const article = await came('The ferries sail.', { by: [first.id] });
    await brief(article);
    expect(desk.posted()).toEqual([]);
    const item = anItem(second.id);
    await desk.store.keepItems([item]);
    await desk.store.settleItem(second.id, item.item, { article });
    for (const each of await desk.store.unbriefed(10)) await brief(each);
    expect(desk.posted()).toEqual(['The ferries sail.']);
  });

  it('of an unknown article nowhere', async () => {
    await desk.subscribe();
    await brief('nowhere');
    expect(desk.wall.messages).toEqual([]);
  });

  it('once in each place, whenever the process is killed', async () => {
    const places = ['a', 'b', 'c'];
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(40), { maxLength: 6 }), async lives => {
        const own = await aFeedDesk();
        for (const channel of places) await own.subscribe({ place: { channel } });
        const feed = await own.feed('');
        const { article } = await own.store.saveArticle(anArticle({ text: 'The ferries sail.' }));
        const item = anItem(feed.id);
        await own.store.keepItems([item]);
        await own.store.settleItem(feed.id, item.item, { article: article.id });
        for (const steps of lives) {
          const life = aLife(steps);
          const context = { ...own.context, store: mortal(own.store, life), queue: mortal(own.context.queue, life) };
          await briefArticle.run({ article: article.id }, context).catch(() => {});
        }
        // What a new process takes up, from the store alone.
        own.queued.length = 0;
        for (const each of await own.store.unbriefed(10)) await briefArticle.run({ article: each }, own.context);
        for (const key of await own.store.unsentPosts()) await own.context.queue.add(deliverJob, { key });
        await own.work();
        expect(places.map(channel => own.posted(channel))).toEqual(places.map(() => ['The ferries sail.']));
        await own.store.close();
      }),
      { numRuns: 25 },
    );
  });
});

describe('from feed to channel', () => {
  it('a copy in another feed joins one report, and is told in one line that says where', async () => {
    const opened: { newsroom?: Newsroom } = {};
    const own = await aFeedDesk(store => {
      opened.newsroom = openNewsroom({ store, indexFile: ':memory:', names: [], thread: THREAD, seeds: 'off' });
      return opened.newsroom;
    });
    await own.subscribe();
    const [feed, other] = [await own.feed(anRss([])), await own.feed(anRss([]), { outlet: 'The Gazette' })];
    await own.pollAndWork(feed);
    await own.pollAndWork(other);
    for (const [{ url }, id] of [
      [feed, 'quay'],
      [other, 'copy'],
    ] as const) {
      own.net.answers.set(url, anRss([{ id }]));
      own.net.answers.set(`https://harbour.example/${id}`, aPage('The old quay'));
    }
    expect(await own.pollAndWork(feed)).toMatchObject({ failures: 0 });
    await own.pollAndWork(other);
    const said = own.wall.texts();
    expect(said[0]).toBe('The old quay');
    expect(said.slice(1).join(' ')).toBe('The old quay – already told; also in The Harbour Post.');
    const ids = (await own.store.articles({ limit: 10, seeds: true })).map(({ id }) => id);
    expect(ids).toHaveLength(2);
    await opened.newsroom?.close();
    await own.store.close();
  });

  it('the first poll tells nothing, a later one what is new, and a copy in another feed one line', async () => {
    await desk.subscribe();
    for (const each of ['old', 'new'])
      desk.net.answers.set(`https://harbour.example/${each}`, aPage(`the ${each} quay`));
    desk.net.answers.set('https://gazette.example/copy', aPage('the new quay'));
    const feed = await desk.feed(anRss([{ id: 'old' }]));
    const other = await desk.feed(anRss([]));
    await desk.pollAndWork(feed);
    await desk.pollAndWork(other);
    expect(await desk.store.countArticles()).toMatchObject({ feed: 1 });
    expect(desk.posted()).toEqual([]);
    desk.net.answers.set(feed.url, anRss([{ id: 'old' }, { id: 'new' }]));
    await desk.pollAndWork(feed);
    desk.net.answers.set(other.url, anRss([{ id: 'copy', url: 'https://gazette.example/copy' }]));
    await desk.pollAndWork(other);
    expect(desk.posted()).toEqual(['the new quay', 'the new quay – already told.']);
  });
});
