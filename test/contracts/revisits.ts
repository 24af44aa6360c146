/** What every Store must do with pages that are read again: know what a feed said when each was read, and never forget one that is to be. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Store } from '../../src/core/ports.ts';
import { fixedClock, type SettableClock } from '../support/clock.ts';
import { aFeed, anItem } from '../support/feeds.ts';
import type { KeptForTest, OpenedForTest } from './store.ts';

const HOUR_MS = 3_600_000;
const NOON = '2026-01-07T12:00:00.000Z';
const ONE = '2026-01-07T13:00:00.000Z';

/** @param open makes a new, empty store each time, which goes by this clock. */
export function revisitContract(name: string, open: (clock: SettableClock) => Promise<OpenedForTest>): void {
  describe(`revisit contract: ${name}`, () => {
    const clock = fixedClock();
    let opened: OpenedForTest;
    let store: Store;
    let feed: string;
    beforeEach(async () => {
      clock.set(NOON);
      opened = await open(clock);
      store = opened.store;
      feed = (await store.addFeed(aFeed())).feed.id;
    });
    afterEach(() => opened.close());

    /** An item that became an article. */
    async function stored(item: string): Promise<void> {
      await store.keepItems([anItem(feed, { item, mark: '1' })]);
      await store.settleItem(feed, item, { article: `a-${item}` });
    }
    const marks = (...items: string[]) => store.itemMarks(feed, items);

    it('keeps what a feed said first, with when', async () => {
      await stored('x');
      const kept = { feed, item: 'x', mark: '1', seenAt: NOON, readAt: NOON, fruitless: 0, wanted: null };
      expect(await marks('x')).toEqual([kept]);
      clock.advance(HOUR_MS);
      await store.keepItems([anItem(feed, { item: 'x', mark: '2' })]);
      expect(await marks('x')).toEqual([kept]);
    });

    it('tells of items that became articles, and of no others', async () => {
      await stored('x');
      await store.keepItems([anItem(feed, { item: 'y' })]);
      expect((await marks('x', 'y', 'z')).map(({ item }) => item)).toEqual(['x']);
    });

    it('has pages to be read again, of one feed or of all, until they were', async () => {
      const other = (await store.addFeed(aFeed())).feed.id;
      await stored('x');
      await store.keepItems([anItem(other, { item: 'x' })]);
      const revisits = [feed, other].map(id => ({ feed: id, item: 'x', mark: '2' }));
      await store.wantRevisits(revisits);
      expect(await store.openRevisits(9)).toEqual(revisits.toSorted((a, b) => (a.feed < b.feed ? -1 : 1)));
      expect(await store.openRevisits(1)).toHaveLength(1);
      expect(await store.openRevisits(9, feed)).toEqual([revisits[0]]);
      expect(await marks('x')).toMatchObject([{ mark: '1', wanted: '2' }]);
      clock.advance(HOUR_MS);
      await store.closeRevisit(revisits[0]!, true);
      expect(await store.openRevisits(9, feed)).toEqual([]);
      expect(await marks('x')).toMatchObject([{ mark: '2', readAt: ONE, wanted: null }]);
    });

    it('counts readings that found nothing new, in a row', async () => {
      await stored('x');
      for (const [changed, fruitless] of [
        [false, 1],
        [false, 2],
        [true, 0],
        [false, 1],
      ] as const) {
        await store.closeRevisit({ feed, item: 'x', mark: '2' }, changed);
        expect(await marks('x')).toMatchObject([{ fruitless }]);
      }
    });

    it('keeps a page to be read that changed once more while it was', async () => {
      await stored('x');
      await store.wantRevisits([{ feed, item: 'x', mark: '3' }]);
      await store.closeRevisit({ feed, item: 'x', mark: '2' }, true);
      expect(await store.openRevisits(9)).toEqual([{ feed, item: 'x', mark: '3' }]);
    });

    it('goes with its feed', async () => {
      await stored('x');
      await store.wantRevisits([{ feed, item: 'x', mark: '2' }]);
      await store.removeFeed(feed);
      expect(await store.openRevisits(9)).toEqual([]);
      expect(await marks('x')).toEqual([]);
    });
  });
}

/** What a store that outlives its process must also do. */
export function keptRevisitContract(name: string, open: (clock: SettableClock) => Promise<KeptForTest>): void {
  describe(`kept revisit contract: ${name}`, () => {
    it('finds again which pages are to be read', async () => {
      const opened = await open(fixedClock());
      const feed = (await opened.store.addFeed(aFeed())).feed.id;
      await opened.store.keepItems([anItem(feed, { item: 'x' })]);
      await opened.store.wantRevisits([{ feed, item: 'x', mark: '2' }]);
      expect(await (await opened.reopen()).openRevisits(9)).toEqual([{ feed, item: 'x', mark: '2' }]);
      await opened.close();
    });
  });
}
