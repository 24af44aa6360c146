/** What every Store must do with watches: opened once an answer, found by what wakes them, and what they tell told once. */
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Store } from '../../src/core/ports.ts';
import type { Watch, WatchDraft } from '../../src/core/watches.ts';
import { anAnswer } from '../adapters/parts.ts';
import { anArticle } from '../support/articles.ts';
import { aPost } from '../support/chat.ts';
import { fixedClock, type SettableClock } from '../support/clock.ts';
import { aWatch, FREELY, someNews } from '../support/watches.ts';
import type { KeptForTest, OpenedForTest } from './store.ts';

const DAY_MS = 86_400_000;
const NOON = '2026-01-07T12:00:00.000Z';
const HARBOUR = { platform: 'wire', space: 'w1', channel: 'harbour' };
const [ADA, BEN] = ['wire:w1:ada', 'wire:w1:ben'];

/** @param open makes a new, empty store each time, which goes by this clock. */
export function watchContract(name: string, open: (clock: SettableClock) => Promise<OpenedForTest>): void {
  describe(`watch contract: ${name}`, () => {
    const clock = fixedClock();
    let opened: OpenedForTest;
    let store: Store;
    beforeEach(async () => {
      clock.set(NOON);
      opened = await open(clock);
      store = opened.store;
    });
    afterEach(() => opened.close());

    const openOne = async (draft: WatchDraft = aWatch()): Promise<Watch> => {
      const result = await store.openWatch(draft, FREELY);
      if ('full' in result) throw new Error('no limit was to be reached');
      return result.watch;
    };
    const now = async ({ id }: Watch) => (await store.watch(id))!;
    const woken = async (article: string, ...terms: string[]) =>
      (await store.watchesFor(article, terms)).map(({ id }) => id);

    describe('a watch', () => {
      it('is given back as it was set, to be asked', async () => {
        await store.saveArticle(anArticle());
        const draft = aWatch({ question: 'Wh\uD800o \0 🚢?', articles: ['t-1'], target: { thread: '17.5' } });
        const watch = await openOne(draft);
        expect(watch).toEqual({
          ...draft,
          ...{ id: watch.id, question: 'Wh\uFFFDo \uFFFD 🚢?', createdAt: NOON },
          ...{ told: 0, wokenAt: 1, askedAt: -1, ended: null },
        });
        expect(watch.id).toMatch(/^w-[a-z2-7]{10}$/);
        expect(await store.watch(watch.id)).toEqual(watch);
        expect(await store.watchAbout(draft.about)).toEqual(watch);
        expect(await store.wokenWatches(10)).toEqual([{ watch: watch.id, seq: 1 }]);
        expect([await store.watch('w-nothing'), await store.watchAbout('nothing')]).toEqual([null, null]);
      });

      it('on one answer is one, as long as it is open', async () => {
        const first = await openOne(aWatch({ about: 'r-1' }));
        const again = await store.openWatch(aWatch({ about: 'r-1', setBy: BEN }), FREELY);
        expect(again).toEqual({ watch: first, fresh: false });
      });

      it.each([
        ['was ended', async (watch: Watch) => void (await store.endWatch(watch.id, 'ended'))],
        ['has expired', async () => clock.advance(31 * DAY_MS)],
      ])('that %s is opened again, and goes on counting', async (_, close) => {
        const first = await openOne(aWatch({ about: 'r-1', kind: 'answer' }));
        await store.tellOfWatch(first.id, 1, 5, someNews({ ended: null }));
        await close(first);
        const expiresAt = '2026-04-01T12:00:00.000Z';
        const again = await store.openWatch(aWatch({ about: 'r-1', setBy: BEN, keys: ['boat'], expiresAt }), FREELY);
        expect(again).toMatchObject({
          fresh: true,
          watch: { id: first.id, setBy: BEN, told: 1, askedAt: -1, ended: null, expiresAt },
        });
        expect([await woken('a', 'boat'), await woken('a', 'ferri')]).toEqual([[first.id], []]);
      });

      it('that told what it waited for is not opened again', async () => {
        const first = await openOne(aWatch({ about: 'r-1' }));
        await store.tellOfWatch(first.id, 1, 5, someNews());
        expect(await store.openWatch(aWatch({ about: 'r-1' }), FREELY)).toMatchObject({
          fresh: false,
          watch: { id: first.id, ended: 'answered' },
        });
      });

      it.each([
        ['person', { person: 2, channel: 9 }, { target: { channel: 'quay' } }],
        ['channel', { person: 9, channel: 2 }, { setBy: BEN, target: { thread: '17.5' } }],
      ] as const)(
        'is not opened beyond the limit of a %s, of which closed ones are none',
        async (whose, limits, other) => {
          const [first] = [await openOne(), await openOne()];
          expect(await store.openWatch(aWatch(other), limits)).toEqual({ full: whose });
          expect(await store.watchesFor('a', ['ferri'])).toHaveLength(2);
          await store.endWatch(first!.id, 'ended');
          expect(await store.openWatch(aWatch(other), limits)).toMatchObject({ fresh: true });
        },
      );

      it('ends once, and wakes no more', async () => {
        const watch = await openOne();
        expect(await store.endWatch(watch.id, 'gone')).toBe(true);
        expect(await store.endWatch(watch.id, 'ended')).toBe(false);
        expect(await store.endWatch('w-nothing', 'ended')).toBe(false);
        expect((await now(watch)).ended).toBe('gone');
        expect(await woken('a', 'ferri')).toEqual([]);
        expect([await store.wokenWatches(10), await store.hasOpenWatches()]).toEqual([[], false]);
      });

      it('is opened again where it had told what it waited for, to be asked at once, and keeps its count', async () => {
        const watch = await openOne();
        const silent = anAnswer({ status: 'not-in-corpus', answer: 'Silent.', evidence: [] });
        expect(await store.reopenWatch(watch.id, silent)).toBe(false);
        await store.tellOfWatch(watch.id, 1, 5, someNews());
        await store.markWatchAsked(watch.id, 5, []);
        expect([await store.reopenWatch(watch.id, silent), await store.reopenWatch(watch.id, silent)]).toEqual([
          ...[true, false],
        ]);
        expect(await now(watch)).toMatchObject({ ended: null, told: 1, known: silent, articles: [] });
        expect([await woken('a', 'ferri'), await woken('t-1', 'none')]).toEqual([[watch.id], []]);
        expect(await store.wokenWatches(9)).toHaveLength(1);
        expect(await store.tellOfWatch(watch.id, 2, 6, someNews())).toBe(true);
        clock.set('2026-02-06T12:00:00.000Z');
        expect(await store.reopenWatch(watch.id, silent)).toBe(false);
        await store.endWatch(watch.id, 'ended');
        expect(await store.reopenWatch('w-nothing', silent)).toBe(false);
      });

      it('is there until it expires and not at it', async () => {
        const watch = await openOne(aWatch({ expiresAt: '2026-01-08T13:00:00+01:00' }));
        clock.set('2026-01-08T11:59:59.999Z');
        expect([await woken('a', 'ferri'), await store.hasOpenWatches()]).toEqual([[watch.id], true]);
        clock.advance(1);
        expect([await woken('a', 'ferri'), await store.hasOpenWatches()]).toEqual([[], false]);
        expect([await store.wokenWatches(10), await store.openWatches({ person: ADA })]).toEqual([[], []]);
      });
    });

    describe('open watches', () => {
      it('of a channel are those that all may see there, its threads too, by age', async () => {
        const here = await openOne();
        clock.advance(1_000);
        const thread = await openOne(aWatch({ target: { thread: '17.5' } }));
        await openOne(aWatch({ target: { only: ADA, lasting: true } }));
        await openOne(aWatch({ target: { direct: true } }));
        await openOne(aWatch({ target: { channel: 'quay' } }));
        await openOne(aWatch({ target: { space: 'w2' } }));
        await store.endWatch((await openOne()).id, 'ended');
        expect(await store.openWatches({ channel: HARBOUR })).toEqual([here, thread]);
      });

      it('of a person are those they set, and those on what they asked', async () => {
        const own = await openOne();
        const theirs = await openOne(aWatch({ setBy: BEN }));
        await openOne(aWatch({ setBy: BEN, askedBy: BEN }));
        expect(await store.openWatches({ person: ADA })).toEqual([own, theirs]);
      });
    });

    describe('an article wakes', () => {
      it('those that one of its terms wakes, or whose answer shows it, each once and by age', async () => {
        const words = await openOne(aWatch({ keys: ['ferri', 'boat'] }));
        const shown = await openOne(aWatch({ keys: ['strike'], articles: ['a', 'b'] }));
        await openOne(aWatch({ keys: ['quay', 'a'] }));
        expect(await woken('a', 'boat', 'ferri', 'sail')).toEqual([words.id, shown.id]);
        expect(await woken('b')).toEqual([shown.id]);
        expect(await woken('c', 'nothing')).toEqual([]);
      });

      it('a watch again, and is looked at once', async () => {
        for (const id of ['a', 'b', 'c']) await store.saveArticle(anArticle({ id }));
        const watch = await openOne();
        await store.markWatchAsked(watch.id, 3, []);
        expect(await store.articlesToWatch(2)).toEqual([
          { article: 'a', seq: 1 },
          { article: 'b', seq: 2 },
        ]);
        await store.wakeWatches([], 2);
        expect(await store.articlesToWatch(10)).toEqual([{ article: 'c', seq: 3 }]);
        expect(await store.wokenWatches(10)).toEqual([]);
        await store.saveArticle(anArticle({ id: 'a', text: 'The ferries sail.' }));
        expect(await store.articlesToWatch(10)).toEqual([
          { article: 'c', seq: 3 },
          { article: 'a', seq: 4 },
        ]);
        await store.wakeWatches([watch.id], 4);
        expect(await store.wokenWatches(10)).toEqual([{ watch: watch.id, seq: 4 }]);
        expect(await store.articlesToWatch(10)).toEqual([]);
        await store.wakeWatches([], 1);
        expect(await store.articlesToWatch(10)).toEqual([]);
      });

      it('a watch that was asked meanwhile only by what came after', async () => {
        const watch = await openOne();
        await store.wakeWatches([watch.id], 7);
        await store.markWatchAsked(watch.id, 6, []);
        expect(await store.wokenWatches(10)).toEqual([{ watch: watch.id, seq: 7 }]);
        await store.markWatchAsked(watch.id, 7, []);
        await store.markWatchAsked(watch.id, 5, []);
        expect(await now(watch)).toMatchObject({ wokenAt: 7, askedAt: 7 });
      });

      it('a watch by the articles that its answer shows now, and not by those it showed', async () => {
        const watch = await openOne(aWatch({ articles: ['old'] }));
        await store.markWatchAsked(watch.id, 1, ['new']);
        expect([await woken('old'), await woken('new'), await woken('x', 'ferri')]).toEqual([
          [],
          [watch.id],
          [watch.id],
        ]);
      });
    });

    describe('what a watch tells', () => {
      it('is queued, counted and known from then on; and ends it where it is to end', async () => {
        const watch = await openOne();
        await store.wakeWatches([watch.id], 9);
        const news = someNews({ post: aPost({ key: `watch:${watch.id}:1` }) });
        expect(await store.tellOfWatch(watch.id, 1, 9, news)).toBe(true);
        expect(await now(watch)).toMatchObject({ told: 1, askedAt: 9, known: news.known, ended: 'answered' });
        expect(await store.unsentPosts()).toEqual([news.post.key]);
        expect(await store.post(news.post.key)).toMatchObject(news.post);
        expect(await woken('t-1', 'ferri')).toEqual([]);
      });

      it('may be told again where it goes on, each time once', async () => {
        const watch = await openOne(aWatch({ kind: 'answer', articles: ['old'] }));
        const news = () => someNews({ ended: null, known: anAnswer({ answer: '15 ferries' }) });
        const told = [];
        for (const time of [1, 1, 3, 2, 2]) told.push(await store.tellOfWatch(watch.id, time, 5, news()));
        expect(told).toEqual([true, false, false, true, false]);
        expect(await store.unsentPosts()).toHaveLength(2);
        expect(await now(watch)).toMatchObject({
          told: 2,
          ended: null,
          articles: ['t-1'],
          known: { answer: '15 ferries' },
        });
        expect([await woken('old'), await woken('t-1'), await woken('x', 'ferri')]).toEqual([
          [],
          [watch.id],
          [watch.id],
        ]);
      });

      it('is not told once it has ended, nor by an unknown one', async () => {
        const watch = await openOne();
        await store.endWatch(watch.id, 'ended');
        expect(await store.tellOfWatch(watch.id, 1, 5, someNews())).toBe(false);
        expect(await store.tellOfWatch('w-nothing', 1, 5, someNews())).toBe(false);
        expect(await store.unsentPosts()).toEqual([]);
      });

      it('is all kept or none of it', async () => {
        const watch = await openOne();
        const broken = someNews({ post: { ...aPost(), kind: null as never } });
        await expect(store.tellOfWatch(watch.id, 1, 5, broken)).rejects.toThrow();
        expect(await now(watch)).toEqual(watch);
        expect(await store.unsentPosts()).toEqual([]);
      });
    });

    describe('is forgotten', () => {
      it.each([
        ['who set it', { setBy: ADA, askedBy: BEN }],
        ['whose question it is', { setBy: BEN, askedBy: ADA }],
      ])('with the person %s', async (_, people) => {
        const theirs = await openOne(aWatch(people));
        const other = await openOne(aWatch({ setBy: BEN, askedBy: BEN }));
        await store.forget(ADA);
        expect([await store.watch(theirs.id), await store.watch(other.id)]).toEqual([null, other]);
        expect(await woken('a', 'ferri')).toEqual([other.id]);
        expect(await store.tellOfWatch(theirs.id, 1, 5, someNews())).toBe(false);
      });

      it('by age, open or not', async () => {
        const old = [await openOne(), await openOne()];
        await store.endWatch(old[0]!.id, 'ended');
        clock.advance(DAY_MS);
        const young = await openOne();
        await store.tidy(new Date(Date.parse(NOON) + 1).toISOString());
        expect(await Promise.all([...old, young].map(({ id }) => store.watch(id)))).toEqual([null, null, young]);
        expect(await woken('a', 'ferri')).toEqual([young.id]);
      });

      it('but one that has only expired stays until then, so that it is opened again as the same', async () => {
        const watch = await openOne();
        clock.advance(31 * DAY_MS);
        await store.tidy(NOON);
        expect(await store.watch(watch.id)).toEqual(watch);
      });
    });

    it('in any order tells as often as it says it did, and never once it has ended', async () => {
      const step = fc.oneof(
        fc.record({ do: fc.constant('tell' as const), told: fc.integer({ min: 1, max: 4 }), ends: fc.boolean() }),
        fc.record({
          do: fc.constantFrom('end' as const, 'open' as const, 'reopen' as const, 'wake' as const, 'asked' as const),
        }),
      );
      await fc.assert(
        fc.asyncProperty(fc.array(step, { maxLength: 12 }), async steps => {
          const draft = aWatch();
          const { id } = await openOne(draft);
          const before = (await store.unsentPosts()).length;
          let told = 0;
          for (const each of steps) {
            const { ended } = (await store.watch(id))!;
            if (each.do === 'tell') {
              const kept = await store.tellOfWatch(
                id,
                each.told,
                3,
                someNews({ ended: each.ends ? 'answered' : null }),
              );
              expect(kept).toBe(ended === null && each.told === told + 1);
              if (kept) told += 1;
            } else if (each.do === 'end') await store.endWatch(id, 'ended');
            else if (each.do === 'open') await store.openWatch(draft, { person: 1e6, channel: 1e6 });
            else if (each.do === 'reopen') expect(await store.reopenWatch(id, draft.known)).toBe(ended === 'answered');
            else if (each.do === 'wake') await store.wakeWatches([id], 3);
            else await store.markWatchAsked(id, 3, []);
          }
          expect((await store.watch(id))!.told).toBe(told);
          expect((await store.unsentPosts()).length - before).toBe(told);
        }),
        { numRuns: 40 },
      );
    });
  });
}

/** What a Store that keeps things must find again. */
export function keptWatchContract(name: string, open: (clock: SettableClock) => Promise<KeptForTest>): void {
  it(`watch contract: ${name} keeps what is watched, what woke it and what it told`, async () => {
    const opened = await open(fixedClock(NOON));
    const { store: first } = opened;
    await first.saveArticle(anArticle());
    const drafts = [aWatch(), aWatch({ kind: 'answer' })];
    const watches = [];
    for (const draft of drafts) {
      const result = await first.openWatch(draft, FREELY);
      if ('watch' in result) watches.push(result.watch);
    }
    await first.wakeWatches([], 1);
    await first.tellOfWatch(watches[1]!.id, 1, 1, someNews({ ended: null }));
    const store = await opened.reopen();
    expect(await store.watch(watches[0]!.id)).toEqual(watches[0]);
    expect(await store.watch(watches[1]!.id)).toMatchObject({ told: 1, askedAt: 1 });
    expect(await store.wokenWatches(10)).toEqual([{ watch: watches[0]!.id, seq: 1 }]);
    expect(await store.articlesToWatch(10)).toEqual([]);
    expect(await store.unsentPosts()).toHaveLength(1);
    await opened.close();
  });
}
