/** What every Store must do with digests: one plan a place, one digest a date, and everything that came is in one of them. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Store } from '../../src/core/ports.ts';
import { reply } from '../../src/core/reply.ts';
import { someEvidence } from '../adapters/parts.ts';
import { anArticle } from '../support/articles.ts';
import { aPost } from '../support/chat.ts';
import { fixedClock, type SettableClock } from '../support/clock.ts';
import { aDigestDraft, aDigestPlan } from '../support/digests.ts';
import { aFeed, anItem } from '../support/feeds.ts';
import type { KeptForTest, OpenedForTest } from './store.ts';

const NOON = '2026-01-07T12:00:00.000Z';
const HOUR_MS = 3_600_000;
const { place: HARBOUR } = aDigestPlan();

/** @param open makes a new, empty store each time, which goes by this clock. */
export function digestContract(name: string, open: (clock: SettableClock) => Promise<OpenedForTest>): void {
  describe(`digest contract: ${name}`, () => {
    const clock = fixedClock();
    let opened: OpenedForTest;
    let store: Store;
    beforeEach(async () => {
      clock.set(NOON);
      opened = await open(clock);
      store = opened.store;
    });
    afterEach(() => opened.close());

    const planned = (given: Parameters<typeof aDigestPlan>[0] = {}) => store.planDigest(aDigestPlan(given));
    const saved = async (text: string, id?: string) =>
      (await store.saveArticle(anArticle({ text, ...(id === undefined ? {} : { id }) }))).article.id;

    describe('a plan', () => {
      it('is given back as it was set, from where the record stands', async () => {
        await saved('The ferries sail.');
        const draft = aDigestPlan({ days: [1, 5], silent: true, direct: true, zone: 'Asia/Kathmandu' });
        const plan = await store.planDigest(draft);
        const covered = { mark: 1, at: NOON };
        expect(plan).toEqual({ ...draft, id: plan.id, createdAt: NOON, covered, lastDate: null, paused: null });
        expect(plan.id).toMatch(/^d-[a-z2-7]{10}$/);
        expect(await store.digestPlan(plan.id)).toEqual(plan);
        expect(await store.digestPlan(HARBOUR)).toEqual(plan);
      });

      it.each([null, '17.5'])(
        'is one a place; set again it goes on where its last digest ended (thread %s)',
        async thread => {
          const first = await planned({ place: { thread } });
          await store.keepDigest(aDigestDraft({ plan: first.id, until: { mark: 3, at: NOON } }));
          await store.pauseDigest(first.id, 'gone');
          clock.advance(HOUR_MS);
          const again = aDigestPlan({ place: { thread }, at: '18:00', zone: 'Asia/Tokyo', setBy: 'wire:w1:nils' });
          const plan = await store.planDigest(again);
          const kept = { createdAt: NOON, covered: { mark: 3, at: NOON }, lastDate: '2026-01-08', paused: null };
          expect(plan).toEqual({ ...again, id: first.id, ...kept });
          expect(await store.digestPlans()).toEqual([plan]);
        },
      );

      it('stands beside those of other places, the oldest first', async () => {
        const young = await planned({ place: { thread: '17.5' } });
        clock.advance(-HOUR_MS);
        const old = await planned({ place: { channel: 'quay' } });
        expect(await store.digestPlans()).toEqual([old, young]);
        expect(await store.digestPlan(HARBOUR)).toBeNull();
        expect(await store.digestPlan('d-nowhere')).toBeNull();
      });

      it('is paused with a reason, and ends', async () => {
        const { id } = await planned();
        await store.pauseDigest(id, 'The channel is gone.');
        expect((await store.digestPlan(id))?.paused).toBe('The channel is gone.');
        await store.pauseDigest(id, null);
        expect((await store.digestPlan(id))?.paused).toBeNull();
        expect(await store.endDigest(HARBOUR)).toBe(true);
        expect(await store.endDigest(HARBOUR)).toBe(false);
        expect([await store.digestPlan(HARBOUR), await store.digestPlan(id)]).toEqual([null, null]);
        expect(await store.digestPlans()).toEqual([]);
      });

      it('that was ended begins anew, but for the dates that had a digest', async () => {
        const { id } = await planned();
        await store.keepDigest(aDigestDraft({ plan: id }));
        await store.endDigest(HARBOUR);
        await saved('The ferries sail.');
        clock.advance(HOUR_MS);
        const plan = await planned();
        expect(plan).toMatchObject({
          id,
          covered: { mark: 1, at: '2026-01-07T13:00:00.000Z' },
          lastDate: '2026-01-08',
        });
        expect(await store.keepDigest(aDigestDraft({ plan: id }))).toBe(false);
      });

      it('of a person who is forgotten goes where it was theirs alone, and is set by nobody where it is everyone’s', async () => {
        const channels = await planned();
        const own = await planned({ place: { channel: 'd1' }, direct: true });
        await store.keepDigest(aDigestDraft({ plan: own.id }));
        const others = await planned({ place: { channel: 'd2' }, direct: true, setBy: 'wire:w1:nils' });
        await store.forget('wire:w1:ada');
        expect(await store.digestPlans()).toEqual([{ ...channels, setBy: '' }, others]);
        expect(await store.hadDigest(own.id, '2026-01-08')).toBe(false);
      });
    });

    describe('a digest', () => {
      it('is kept once a date, with its post and how far it comes', async () => {
        const { id } = await planned();
        const post = aPost({ kind: 'digest' });
        const until = { mark: 7, at: NOON };
        expect(await store.hadDigest(id, '2026-01-08')).toBe(false);
        expect(await store.keepDigest(aDigestDraft({ plan: id, post, until }))).toBe(true);
        expect(await store.digestPlan(id)).toMatchObject({ covered: until, lastDate: '2026-01-08' });
        expect(await store.hadDigest(id, '2026-01-08')).toBe(true);
        expect(await store.post(post.key)).toMatchObject({ state: 'queued', kind: 'digest' });
        const other = aPost({ kind: 'digest' });
        expect(await store.keepDigest(aDigestDraft({ plan: id, post: other, until: { mark: 9, at: NOON } }))).toBe(
          false,
        );
        expect(await store.post(other.key)).toBeNull();
        expect((await store.digestPlan(id))?.covered).toEqual(until);
        expect(await store.unsentPosts()).toEqual([post.key]);
      });

      it('is one, however many want it at once', async () => {
        const { id } = await planned();
        const wanted = Array.from({ length: 6 }, () => aDigestDraft({ plan: id, post: aPost({ kind: 'digest' }) }));
        const kept = await Promise.all(wanted.map(each => store.keepDigest(each)));
        expect(kept.filter(Boolean)).toHaveLength(1);
        expect(await store.unsentPosts()).toHaveLength(1);
      });

      it('is found by the articles that it shows, in its first message and below', async () => {
        const { id } = await planned();
        const showing = (article: string) => [{ evidence: someEvidence({ article }), says: null }];
        const rest = reply({ fallback: '', quotes: showing('below') });
        const made = reply({ fallback: '', quotes: showing('above'), rest });
        await store.keepDigest(aDigestDraft({ plan: id, post: aPost({ kind: 'digest', reply: made }) }));
        expect((await store.lastShownIn(HARBOUR, 10)).toSorted()).toEqual(['above', 'below']);
      });

      it('is not kept where none is wanted any more', async () => {
        const paused = await planned();
        await store.pauseDigest(paused.id, 'gone');
        const ended = await planned({ place: { channel: 'quay' } });
        await store.endDigest(ended.place);
        for (const plan of [paused.id, ended.id, 'd-nowhere'])
          expect(await store.keepDigest(aDigestDraft({ plan, post: aPost() }))).toBe(false);
        expect(await store.unsentPosts()).toEqual([]);
      });

      it('may be silent, and its date is had', async () => {
        const { id } = await planned();
        expect(await store.keepDigest(aDigestDraft({ plan: id }))).toBe(true);
        expect(await store.keepDigest(aDigestDraft({ plan: id }))).toBe(false);
        expect(await store.keepDigest(aDigestDraft({ plan: id, date: '2026-01-07' }))).toBe(true);
        expect(await store.digestPlan(id)).toMatchObject({ lastDate: '2026-01-08' });
      });
    });

    describe('what came', () => {
      const since = async () => (await store.digestMark()).mark;
      const came = async (mark: number, limit = 10) => store.arrivals({ mark }, await store.digestMark(), limit);

      it('is every article with a new revision, once, the latest first', async () => {
        const old = await saved('Fourteen ferries.');
        const mark = await since();
        const [first, second] = [await saved('The ferries sail.'), await saved('The dam leaks.')];
        await saved('The ferries sail on.', first);
        await saved('Fifteen ferries.', old);
        expect(await came(mark)).toEqual([
          { article: old, before: 1, feeds: [] },
          { article: first, before: null, feeds: [] },
          { article: second, before: null, feeds: [] },
        ]);
        expect(await came(mark, 1)).toHaveLength(1);
        expect(await came(await since())).toEqual([]);
      });

      it('of several new revisions is told from the one before the first of them', async () => {
        const id = await saved('One.');
        await saved('Two.', id);
        const mark = await since();
        for (const text of ['Three.', 'Four.']) await saved(text, id);
        expect(await came(mark)).toEqual([{ article: id, before: 2, feeds: [] }]);
      });

      it('is nothing where only what is known about an article has changed', async () => {
        const draft = anArticle();
        await store.saveArticle(draft);
        const mark = await since();
        await store.saveArticle({ ...draft, title: 'Another line' });
        expect(await came(mark)).toEqual([]);
      });

      it('is told by order, whatever the clock does', async () => {
        const mark = await since();
        clock.advance(-24 * HOUR_MS);
        const article = await saved('The ferries sail.');
        expect(await came(mark)).toEqual([{ article, before: null, feeds: [] }]);
      });

      it('names its feeds, and leaves out what was there when they were first read', async () => {
        const [a, b] = [(await store.addFeed(aFeed())).feed.id, (await store.addFeed(aFeed())).feed.id];
        const stored = async (feed: string, article: string, quiet: boolean) => {
          const item = anItem(feed, { quiet });
          await store.keepItems([item]);
          await store.settleItem(feed, item.item, { article });
        };
        const [old, both] = [await saved('Old.'), await saved('Both.')];
        await stored(a, old, true);
        await stored(a, both, true);
        await stored(b, both, false);
        expect(await came(0)).toEqual([{ article: both, before: null, feeds: [a, b].sort() }]);
        const mark = await since();
        await saved('Old, and changed.', old);
        expect(await came(mark)).toEqual([{ article: old, before: 1, feeds: [a] }]);
      });

      it('is marked now, and as it was at an instant', async () => {
        expect(await store.digestMark()).toEqual({ mark: 0, at: NOON });
        await saved('One.');
        clock.advance(HOUR_MS);
        await saved('Two.');
        expect(await store.digestMark()).toEqual({ mark: 2, at: '2026-01-07T13:00:00.000Z' });
        expect(await store.digestMark(NOON)).toEqual({ mark: 1, at: NOON });
        expect((await store.digestMark('2026-01-07T11:00:00.000Z')).mark).toBe(0);
      });
    });
  });
}

/** What a Store that keeps things must find again. */
export function keptDigestContract(name: string, open: (clock: SettableClock) => Promise<KeptForTest>): void {
  it(`digest contract: ${name} keeps when digests come, which came, and how far`, async () => {
    const opened = await open(fixedClock(NOON));
    await opened.store.saveArticle(anArticle());
    const { id } = await opened.store.planDigest(aDigestPlan());
    await opened.store.keepDigest(aDigestDraft({ plan: id, until: await opened.store.digestMark() }));
    const plan = await opened.store.digestPlan(id);
    const store = await opened.reopen();
    expect(await store.digestPlans()).toEqual([plan]);
    expect(await store.hadDigest(id, '2026-01-08')).toBe(true);
    expect(await store.digestMark()).toMatchObject({ mark: 1 });
    await opened.close();
  });
}
