/** What every Store must do with verdicts: each word is kept for ever, and takes effect once enough editors have said it. */
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Store } from '../../src/core/ports.ts';
import { FLAGGED_IT, RULINGS, type Ruled, type Ruling, type VerdictDraft } from '../../src/core/verdicts.ts';
import { anArticle } from '../support/articles.ts';
import { fixedClock, type SettableClock } from '../support/clock.ts';
import { inBackup, type KeptForTest, type OpenedForTest } from './store.ts';

const NOON = '2026-01-07T12:00:00.000Z';

const aVerdict = (given: Partial<VerdictDraft> = {}): VerdictDraft => ({
  article: 'ferries',
  ruling: 'disputed',
  reason: 'The board denies it.',
  by: 'wire:w1:ada',
  platform: 'wire',
  needed: 1,
  ...given,
});

const retraction = (given: Partial<VerdictDraft> = {}) => aVerdict({ ruling: 'retracted', needed: 2, ...given });

/** @param open makes a new, empty store each time, which goes by this clock. */
export function verdictContract(name: string, open: (clock: SettableClock) => Promise<OpenedForTest>): void {
  describe(`verdict contract: ${name}`, () => {
    const clock = fixedClock();
    let opened: OpenedForTest;
    let store: Store;
    beforeEach(async () => {
      clock.set(NOON);
      opened = await open(clock);
      store = opened.store;
      await store.saveArticle(anArticle({ id: 'ferries' }));
    });
    afterEach(() => opened.close());

    const inForce = async () => (await store.article('ferries'))?.verdict;

    it('takes effect at once where one editor is enough, and is followed as a change of the article', async () => {
      const before = await store.lastSeq();
      const { needed: _, ...said } = aVerdict();
      expect(await store.rule(aVerdict())).toEqual({
        verdict: { ...said, number: 1, revision: 1, at: NOON, effect: 'disputed' },
        before: null,
        missing: 0,
        articles: ['ferries'],
        changed: [{ article: 'ferries', number: 1 }],
      });
      expect(await store.changesSince(before, 10)).toMatchObject([{ article: { id: 'ferries', verdict: 'disputed' } }]);
    });

    it('is kept once a request, and told again as it was, though others spoke meanwhile', async () => {
      await store.saveArticle(anArticle({ id: 'copy' }));
      const draft = aVerdict({ copies: ['copy'], request: 'r-1' });
      const first = await store.rule(draft);
      await store.rule(aVerdict({ ruling: 'stands', by: 'wire:w1:bela', request: 'r-2' }));
      const seq = await store.lastSeq();
      expect(await store.rule(draft)).toEqual(first);
      expect(first).toMatchObject({ articles: ['ferries', 'copy'], changed: [{ number: 1 }, { number: 2 }] });
      expect((await store.verdicts('ferries')).map(({ ruling }) => ruling)).toEqual(['disputed', 'stands']);
      expect([await inForce(), await store.lastSeq()]).toEqual(['stands', seq]);
    });

    it('that waits for others is kept once a request, too', async () => {
      const draft = retraction({ request: 'r-1' });
      const first = await store.rule(draft);
      expect(await store.rule(draft)).toEqual(first);
      expect(first).toMatchObject({ missing: 1, changed: [] });
      expect(await store.verdicts('ferries')).toHaveLength(1);
      expect(await store.rule(retraction({ by: 'wire:w1:bela', request: 'r-2' }))).toMatchObject({ missing: 0 });
    });

    it('on no article that is known is none', async () => {
      expect(await store.rule(aVerdict({ article: 'other' }))).toBeNull();
      expect(await store.verdicts('other')).toEqual([]);
    });

    it('is kept for ever, the oldest first, whatever is decided later', async () => {
      await store.rule(aVerdict({ reason: 'one' }));
      clock.set('2026-02-07T12:00:00.000Z');
      await store.saveArticle(anArticle({ id: 'ferries', text: 'Another text.' }));
      await store.rule(aVerdict({ reason: 'two', ruling: 'stands', by: 'wire:w1:bela' }));
      expect(await store.verdicts('ferries')).toMatchObject([
        { reason: 'one', effect: 'disputed', revision: 1, by: 'wire:w1:ada', at: NOON },
        { reason: 'two', effect: 'stands', revision: 2, by: 'wire:w1:bela' },
      ]);
    });

    it('stays with its article whatever text comes', async () => {
      await store.rule(aVerdict());
      const { article } = await store.saveArticle(anArticle({ id: 'ferries', text: 'Another text.' }));
      expect([article.verdict, await inForce()]).toEqual(['disputed', 'disputed']);
    });

    it('that is in force is no change when it is said again, and waits for nobody', async () => {
      await store.rule(retraction({ needed: 1 }));
      const before = await store.lastSeq();
      expect(await store.rule(retraction({ by: 'wire:w1:bela', needed: 5 }))).toMatchObject({
        before: 'retracted',
        missing: 0,
      });
      expect(await store.lastSeq()).toBe(before);
    });

    describe('that needs two editors', () => {
      it('waits for the second, and takes effect with that one', async () => {
        expect(await store.rule(retraction())).toMatchObject({ verdict: { effect: null }, missing: 1 });
        expect(await inForce()).toBeNull();
        expect(await store.rule(retraction({ by: 'wire:w1:bela' }))).toMatchObject({
          verdict: { effect: 'retracted' },
          missing: 0,
        });
        expect(await inForce()).toBe('retracted');
      });

      it('does not count one editor twice', async () => {
        await store.rule(retraction());
        expect(await store.rule(retraction())).toMatchObject({ missing: 1 });
      });

      it('does not count accounts of two platforms as two editors', async () => {
        await store.rule(retraction());
        expect(await store.rule(retraction({ by: 'tube:t1:ada', platform: 'tube' }))).toMatchObject({ missing: 1 });
        expect(await inForce()).toBeNull();
      });

      it('begins anew once somebody has decided otherwise', async () => {
        await store.rule(retraction());
        await store.rule(aVerdict({ ruling: 'stands', by: 'wire:w1:cleo' }));
        expect(await store.rule(retraction({ by: 'wire:w1:bela' }))).toMatchObject({ missing: 1 });
        expect(await inForce()).toBe('stands');
      });

      it('takes effect once, though both say so at the same moment', async () => {
        const both = await Promise.all([store.rule(retraction()), store.rule(retraction({ by: 'wire:w1:bela' }))]);
        expect(both.map(ruled => (ruled as Ruled).missing).sort()).toEqual([0, 1]);
        expect(await inForce()).toBe('retracted');
      });
    });

    describe('on copies of one report', () => {
      const both = (given: Partial<VerdictDraft> = {}) => retraction({ needed: 1, copies: ['copy'], ...given });
      const inBoth = async () => [await inForce(), (await store.article('copy'))?.verdict];
      beforeEach(async () => void (await store.saveArticle(anArticle({ id: 'copy' }))));

      it('is one decision: each has the word, and each is followed as changed', async () => {
        const before = await store.lastSeq();
        expect(await store.rule(both())).toMatchObject({
          articles: ['ferries', 'copy'],
          changed: [
            { article: 'ferries', number: 1 },
            { article: 'copy', number: 2 },
          ],
        });
        expect(await inBoth()).toEqual(['retracted', 'retracted']);
        expect(await store.changesSince(before, 10)).toHaveLength(2);
      });

      it('is undone on all of them, though what is retracted is no longer known as a copy', async () => {
        await store.rule(both());
        await store.rule(aVerdict({ ruling: 'stands', article: 'copy' }));
        expect(await inBoth()).toEqual(['stands', 'stands']);
      });

      it('leaves alone what was decided on one of them since', async () => {
        await store.rule(both());
        await store.rule(aVerdict({ article: 'copy', copies: [], ruling: 'stands' }));
        await store.rule(aVerdict({ article: 'copy', copies: [], ruling: 'disputed' }));
        expect(await inBoth()).toEqual(['disputed', 'disputed']);
      });

      it('is not on one of which was decided otherwise', async () => {
        await store.rule(aVerdict({ article: 'copy', ruling: 'stands' }));
        expect(await store.rule(both())).toMatchObject({ articles: ['ferries'] });
        expect(await inBoth()).toEqual(['retracted', 'stands']);
      });

      it('takes as many editors as ever for one that has come since', async () => {
        await store.rule(retraction({ needed: 1 }));
        const again = (by: string) => store.rule(both({ needed: 2, by }));
        expect(await again('wire:w1:bela')).toMatchObject({ before: 'retracted', missing: 1, changed: [] });
        expect(await inBoth()).toEqual(['retracted', null]);
        expect(await again('wire:w1:cleo')).toMatchObject({ missing: 0, changed: [{ article: 'copy' }] });
        expect(await inBoth()).toEqual(['retracted', 'retracted']);
      });
    });

    describe('of people who have several accounts', () => {
      const ADA = ['wire:w1:ada', 'wire:w1:ada2', 'tube:t1:ada'];
      const BELA = ['wire:w1:bela', 'tube:t1:bela'];
      const people = [ADA, BELA];
      const by = (account: string) => store.rule(retraction({ by: account, platform: account.split(':')[0]!, people }));

      it('counts two accounts of one person once', async () => {
        await by(ADA[0]!);
        for (const account of ADA.slice(1)) expect(await by(account)).toMatchObject({ missing: 1 });
      });

      it('counts accounts of two platforms together, where it is known whose they are', async () => {
        await by('tube:t1:ada');
        expect(await by('wire:w1:bela')).toMatchObject({ missing: 0 });
      });

      it('does not count those of whom nothing is known on another platform', async () => {
        await by('tube:t1:cleo');
        expect(await by('wire:w1:dora')).toMatchObject({ missing: 1 });
      });

      it('gives nobody a say who flagged by another account', async () => {
        await store.flag({
          ...{ article: 'ferries', report: ['ferries'], person: 'tube:t1:ada', source: 'command', reason: null },
          place: { platform: 'tube', space: 't1', channel: 'den', thread: null },
        });
        expect(await by('wire:w1:ada')).toBe(FLAGGED_IT);
      });
    });

    describe('of whoever flagged the article', () => {
      const flagged = (article: string, by: string) =>
        store.flag({
          ...{ article, report: [article], person: by, source: 'command', reason: null },
          place: { platform: 'wire', space: 'w1', channel: 'harbour', thread: null },
        });

      it('retracts nothing, and is not kept', async () => {
        await flagged('ferries', 'wire:w1:ada');
        expect(await store.rule(retraction({ needed: 1 }))).toBe(FLAGGED_IT);
        expect([await store.verdicts('ferries'), await inForce()]).toEqual([[], null]);
      });

      it('does not count towards a retraction, though it was said before the flag', async () => {
        await store.rule(retraction());
        await flagged('ferries', 'wire:w1:ada');
        expect(await store.rule(retraction({ by: 'wire:w1:bela' }))).toMatchObject({ missing: 1 });
        expect(await store.rule(retraction({ by: 'wire:w1:cleo' }))).toMatchObject({ missing: 0 });
      });

      it('may dispute it, and may retract it once it was decided and not flagged anew', async () => {
        await flagged('ferries', 'wire:w1:ada');
        expect(await store.rule(aVerdict())).toMatchObject({ missing: 0 });
        expect(await store.rule(retraction({ needed: 1 }))).toMatchObject({ missing: 0 });
      });
    });

    it('in force can be told from the words alone, whatever was said in whatever order', async () => {
      const word = fc.record({
        ruling: fc.constantFrom(...RULINGS),
        by: fc.constantFrom('wire:w1:ada', 'wire:w1:bela', 'wire:w1:cleo'),
        needed: fc.integer({ min: 1, max: 3 }),
      });
      await fc.assert(
        fc.asyncProperty(fc.array(word, { maxLength: 12 }), async words => {
          const { store: other, close } = await open(clock);
          await other.saveArticle(anArticle({ id: 'ferries' }));
          for (const given of words) await other.rule(aVerdict(given));
          const log = await other.verdicts('ferries');
          const last: Ruling | null = log.findLast(({ effect }) => effect !== null)?.effect ?? null;
          expect((await other.article('ferries'))?.verdict).toBe(last);
          expect(log.map(({ ruling, by }) => [ruling, by])).toEqual(words.map(({ ruling, by }) => [ruling, by]));
          await close();
        }),
        { numRuns: 40 },
      );
    });
  });
}

/** What a Store that outlives its process must do with verdicts besides. */
export function keptVerdictContract(name: string, open: (clock: SettableClock) => Promise<KeptForTest>): void {
  describe(`kept verdict contract: ${name}`, () => {
    it('keeps what was said and what waits, in a backup too', async () => {
      const opened = await open(fixedClock(NOON));
      await opened.store.saveArticle(anArticle({ id: 'ferries' }));
      await opened.store.rule(retraction());
      const said = await opened.store.verdicts('ferries');
      await inBackup(opened, async copy => expect(await copy.verdicts('ferries')).toEqual(said));
      const again = await opened.reopen();
      expect(await again.rule(retraction({ by: 'wire:w1:bela' }))).toMatchObject({ missing: 0 });
      await opened.close();
    });
  });
}
