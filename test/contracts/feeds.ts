/** What every Store must do with feeds: added once, due in their order, their items kept once and closed once. */
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Store } from '../../src/core/ports.ts';
import { anArticle } from '../support/articles.ts';
import { fixedClock, type SettableClock } from '../support/clock.ts';
import { aFeed, anItem, aPoll } from '../support/feeds.ts';
import { inBackup, type KeptForTest, type OpenedForTest } from './store.ts';

const MINUTE_MS = 60_000;
const NOON = '2026-01-07T12:00:00.000Z';
const LATER = '2026-01-07T12:01:00.000Z';

/** @param open makes a new, empty store each time, which goes by this clock. */
export function feedContract(name: string, open: (clock: SettableClock) => Promise<OpenedForTest>): void {
  describe(`feed contract: ${name}`, () => {
    const clock = fixedClock();
    let opened: OpenedForTest;
    let store: Store;
    beforeEach(async () => {
      clock.set(NOON);
      opened = await open(clock);
      store = opened.store;
    });
    afterEach(() => opened.close());

    const added = async (given: Parameters<typeof aFeed>[0] = {}) => (await store.addFeed(aFeed(given))).feed;
    const kept = async (feed: string, ...items: string[]) =>
      (await store.keepItems(items.map(item => anItem(feed, { item })))).map(({ item }) => item);

    describe('a feed', () => {
      it('is given back as it was added, due at once, of which nothing is known', async () => {
        const draft = aFeed({ url: 'https://ada:secret@harbour.example/feed?token=t', title: null });
        const { feed, fresh } = await store.addFeed(draft);
        expect(fresh).toBe(true);
        expect(feed).toEqual({
          ...draft,
          ...{ state: 'active', addedAt: NOON, nextPollAt: NOON, intervalS: 900, etag: null, lastModified: null },
          ...{ lastGoodAt: null, lastNewAt: null, lastOutcome: null, lastPolledAt: null },
          ...{ failures: 0, troubleToldAt: null },
        });
        expect(await store.feed(feed.id)).toEqual(feed);
      });

      it('is added once an id, and stays as it was', async () => {
        const feed = await added();
        clock.advance(MINUTE_MS);
        expect(await store.addFeed({ ...aFeed(), id: feed.id })).toEqual({ feed, fresh: false });
        expect(await store.feeds()).toEqual([feed]);
      });

      it('is unknown where it was never added', async () => {
        expect(await store.feed('f-nowhere')).toBeNull();
        expect(await store.removeFeed('f-nowhere')).toBe(false);
        await store.keepPoll('f-nowhere', aPoll());
        await store.setFeedState('f-nowhere', 'active');
        await store.markTrouble('f-nowhere', NOON);
        expect(await store.feeds()).toEqual([]);
      });

      it('stands in the list by its age', async () => {
        const ids = [(await added()).id, (await added()).id];
        clock.advance(-MINUTE_MS);
        expect((await store.feeds()).map(({ id }) => id)).toEqual(ids);
        const oldest = await added();
        expect((await store.feeds()).map(({ id }) => id)).toEqual([oldest.id, ...ids]);
      });
    });

    describe('what is due', () => {
      it('is every active feed whose time has come, the longest due first', async () => {
        const due = ['12:00:02', '12:00:01', '12:01:00', '12:01:01'];
        const ids: string[] = [];
        for (const time of due) {
          const { id } = await added();
          await store.keepPoll(id, aPoll({ nextPollAt: `2026-01-07T${time}.000Z` }));
          ids.push(id);
        }
        clock.set(LATER);
        expect(await store.feedsDue(10)).toEqual([ids[1], ids[0], ids[2]]);
        expect(await store.feedsDue(1)).toEqual([ids[1]]);
        expect(await store.feedsDue(0)).toEqual([]);
      });

      it.each(['paused', 'gone'] as const)(
        'is no feed that is %s, until it is active again: then at once',
        async state => {
          const { id } = await added();
          await store.setFeedState(id, state);
          clock.advance(MINUTE_MS);
          expect(await store.feedsDue(10)).toEqual([]);
          expect(await store.feed(id)).toMatchObject({ state, nextPollAt: NOON });
          await store.setFeedState(id, 'active');
          expect(await store.feedsDue(10)).toEqual([id]);
          expect(await store.feed(id)).toMatchObject({ state: 'active', nextPollAt: LATER });
        },
      );
    });

    describe('a poll', () => {
      it('is kept as it is, and what it does not say stays', async () => {
        const feed = await added();
        const poll = aPoll({ etag: '"1"', lastModified: 'Wed', intervalS: 450, failures: 2, lastOutcome: 'failed' });
        await store.keepPoll(feed.id, poll);
        expect(await store.feed(feed.id)).toEqual({ ...feed, ...poll });
        const moved = { url: 'https://quay.example/feed', shown: 'https://quay.example/feed', title: 'Quay' };
        await store.keepPoll(feed.id, { ...aPoll(), ...moved });
        expect(await store.feed(feed.id)).toEqual({ ...feed, ...aPoll(), ...moved });
      });

      it('makes no feed active that was paused while it was asked', async () => {
        const { id } = await added();
        await store.setFeedState(id, 'paused');
        await store.keepPoll(id, aPoll());
        expect((await store.feed(id))?.state).toBe('paused');
        await store.setFeedState(id, 'active');
        await store.keepPoll(id, aPoll({ state: 'gone' }));
        expect((await store.feed(id))?.state).toBe('gone');
      });
    });

    it('trouble is known since an instant, until it is over', async () => {
      const { id } = await added();
      await store.markTrouble(id, LATER);
      await store.keepPoll(id, aPoll());
      expect((await store.feed(id))?.troubleToldAt).toBe(LATER);
      await store.markTrouble(id, null);
      expect((await store.feed(id))?.troubleToldAt).toBeNull();
    });

    describe('items', () => {
      it('are kept once, and told apart by their feed', async () => {
        const [a, b] = [await added(), await added()];
        const item = anItem(a.id, { item: '1', quiet: true, url: null, title: null, publishedAt: null });
        const { mark: _, ...seen } = item;
        expect(await store.keepItems([item, { ...item, title: 'Again' }])).toEqual([
          { ...seen, state: 'seen', article: null, reason: null, seenAt: NOON },
        ]);
        clock.advance(MINUTE_MS);
        expect(await kept(a.id, '1', '2')).toEqual(['2']);
        expect(await kept(b.id, '1')).toEqual(['1']);
        expect(await store.feedItem(a.id, '1')).toMatchObject({ title: null, quiet: true, seenAt: NOON });
        expect(await store.feedItem(b.id, '2')).toBeNull();
      });

      it('are known by every id, unit for unit', async () => {
        const { id } = await added();
        const names = fc.string({ unit: 'grapheme', minLength: 1 }).map(item => item.replaceAll('\0', ''));
        await fc.assert(
          fc.asyncProperty(names.filter(Boolean), async item => {
            await store.keepItems([anItem(id, { item })]);
            expect((await store.feedItem(id, item))?.item).toBe(item);
            expect(await store.keepItems([anItem(id, { item })])).toEqual([]);
          }),
        );
      });

      it('of a feed that was removed are not kept', async () => {
        const { id } = await added();
        await kept(id, '1');
        expect(await store.removeFeed(id)).toBe(true);
        expect(await kept(id, '1', '2')).toEqual([]);
        expect(await store.openItems(10)).toEqual([]);
        expect(await store.feedItems(id, 10)).toEqual([]);
      });

      it('come newest first', async () => {
        const { id } = await added();
        await kept(id, 'a', 'b');
        clock.advance(MINUTE_MS);
        await kept(id, 'c');
        expect((await store.feedItems(id, 10)).map(({ item }) => item)).toEqual(['c', 'a', 'b']);
        expect((await store.feedItems(id, 1)).map(({ item }) => item)).toEqual(['c']);
      });

      it('are open until they are settled, the oldest first, of one feed or of all', async () => {
        const [a, b] = [await added(), await added()];
        await kept(a.id, '2', '3');
        await kept(b.id, '1');
        clock.advance(-MINUTE_MS);
        await kept(b.id, '0');
        const openNow = async (feed?: string) => (await store.openItems(10, feed)).map(each => each.item);
        expect(await openNow()).toEqual(['0', '2', '3', '1']);
        expect(await openNow(b.id)).toEqual(['0', '1']);
        expect((await store.openItems(1, a.id)).map(each => each.item)).toEqual(['2']);
        await store.settleItem(a.id, '2', { article: 't-9' });
        await store.settleItem(b.id, '0', { reason: 'The page is no article.' });
        expect(await openNow()).toEqual(['3', '1']);
        expect(await store.feedItem(a.id, '2')).toMatchObject({ state: 'stored', article: 't-9', reason: null });
        expect(await store.feedItem(b.id, '0')).toMatchObject({
          ...{ state: 'refused', article: null, reason: 'The page is no article.' },
        });
      });

      it('may be settled when they are gone', async () => {
        await store.settleItem('f-nowhere', '1', { article: 't-1' });
        expect(await store.feedItem('f-nowhere', '1')).toBeNull();
      });
    });

    it('a feed that is removed leaves its articles', async () => {
      const { id } = await added();
      const { article } = await store.saveArticle(anArticle());
      await kept(id, '1');
      await store.settleItem(id, '1', { article: article.id });
      expect(await store.removeFeed(id)).toBe(true);
      expect(await store.feed(id)).toBeNull();
      expect(await store.article(article.id)).toEqual(article);
      expect(await store.feedsOf(article.id)).toEqual([]);
      expect(await store.removeFeed(id)).toBe(false);
    });

    it('a person who is forgotten is named by no feed, and the feed stays', async () => {
      const feed = await added();
      await store.forget(feed.addedBy);
      expect(await store.feeds()).toEqual([{ ...feed, addedBy: '' }]);
    });
  });
}

/** What a Store that keeps things must find again. */
export function keptFeedContract(name: string, open: (clock: SettableClock) => Promise<KeptForTest>): void {
  it(`feed contract: ${name} keeps feeds and their items`, async () => {
    const opened = await open(fixedClock(NOON));
    const { feed } = await opened.store.addFeed(aFeed());
    await opened.store.keepItems([anItem(feed.id, { item: '1' })]);
    const store = await opened.reopen();
    expect(await store.feeds()).toEqual([feed]);
    expect(await store.keepItems([anItem(feed.id, { item: '1' })])).toEqual([]);
    expect(await store.openItems(10)).toHaveLength(1);
    await inBackup(opened, async copy => expect(await copy.feeds()).toEqual([feed]));
    await opened.close();
  });
}
