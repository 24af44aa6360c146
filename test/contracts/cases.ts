/** What every Store must do with flags and cases: one log, from which everything else is told; no flag is lost and none counts twice. */
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { COMMAND, countsOf, FLAG_LIMITS, type FlagDraft, hearersOf } from '../../src/core/cases.ts';
import type { Place } from '../../src/core/chat.ts';
import type { Store } from '../../src/core/ports.ts';
import type { HeardReaction } from '../../src/core/reactions.ts';
import { RULINGS, type Ruling } from '../../src/core/verdicts.ts';
import { anArticle } from '../support/articles.ts';
import { aPost, aTarget } from '../support/chat.ts';
import { fixedClock, type SettableClock } from '../support/clock.ts';
import { inBackup, type KeptForTest, type OpenedForTest } from './store.ts';

const NOON = '2026-01-07T12:00:00.000Z';
const HARBOUR: Place = { platform: 'wire', space: 'w1', channel: 'harbour', thread: null };
const TUBE: Place = { ...HARBOUR, platform: 'tube', space: 't1' };

const aFlag = (given: Partial<FlagDraft> = {}): FlagDraft => ({
  article: 'ferries',
  report: [given.article ?? 'ferries'],
  person: 'wire:w1:ada',
  place: HARBOUR,
  source: COMMAND,
  reason: null,
  ...given,
});

const ruling = (given: { article?: string; ruling?: Ruling; by?: string; needed?: number } = {}) => ({
  ...{ article: 'ferries', ruling: 'disputed' as Ruling, reason: 'Denied.', by: 'wire:w1:eda', platform: 'wire' },
  ...{ needed: 1, ...given },
});

/** @param open makes a new, empty store each time, which goes by this clock. */
export function caseContract(name: string, open: (clock: SettableClock) => Promise<OpenedForTest>): void {
  describe(`case contract: ${name}`, () => {
    const clock = fixedClock();
    let opened: OpenedForTest;
    let store: Store;
    beforeEach(async () => {
      clock.set(NOON);
      opened = await open(clock);
      store = opened.store;
      for (const id of ['ferries', 'copy', 'other']) await store.saveArticle(anArticle({ id }));
    });
    afterEach(() => opened.close());

    const flagged = async (given: Partial<FlagDraft> = {}): Promise<string> => {
      const made = await store.flag(aFlag(given));
      if ('refused' in made) throw new Error(`refused: ${made.refused}`);
      return made.case;
    };
    const known = async (id: string) => (await store.case(id))!;

    describe('a flag', () => {
      it('opens the case of what was decided before as one that was, and that is told to nobody', async () => {
        await store.rule(ruling());
        const id = await flagged();
        expect(await known(id)).toMatchObject({ state: 'open', ruling: 'disputed', revised: false, copied: false });
        const [decision] = await store.untoldDecisions();
        expect(hearersOf(await store.caseLog(id), decision!.entry).size).toBe(0);
        await store.rule(ruling({ ruling: 'stands' }));
        expect(await known(id)).toMatchObject({ state: 'decided', ruling: 'stands' });
      });

      it('opens a case, and is kept with its reason and its place', async () => {
        const made = await store.flag(aFlag({ reason: 'The date is wrong.' }));
        expect(made).toMatchObject({ opened: true, fresh: true });
        const id = await store.caseOf('ferries');
        expect(await known(id!)).toEqual({
          ...{
            id,
            state: 'open',
            openedAt: NOON,
            articles: ['ferries'],
            takenBy: null,
            ruling: null,
            revised: false,
            copied: false,
          },
          flags: [
            { article: 'ferries', person: 'wire:w1:ada', place: HARBOUR, reason: 'The date is wrong.', at: NOON },
          ],
          version: 2,
          verdicts: [],
        });
      });

      it('on a copy is in the same case, from whatever platform', async () => {
        const report = ['ferries', 'copy'];
        const id = await flagged({ report });
        expect(await flagged({ article: 'copy', report, person: 'tube:t1:bo', place: TUBE })).toBe(id);
        const one = await known(id);
        expect([one.articles, countsOf(one)]).toEqual([['ferries', 'copy'], { flags: 2, people: 2, spaces: 2 }]);
        expect(await store.caseOf('copy')).toBe(id);
      });

      it('on another report is in another case', async () => {
        expect(await flagged({ article: 'other' })).not.toBe(await flagged());
      });

      it('of one account counts once, by however many ways it comes', async () => {
        const id = await flagged();
        expect(await store.flag(aFlag())).toEqual({ case: id, opened: false, fresh: false });
        await flagged({ source: 'wire:w1:harbour:7' });
        expect(countsOf(await known(id))).toEqual({ flags: 1, people: 1, spaces: 1 });
      });

      it('takes a reason that comes later', async () => {
        const id = await flagged({ source: 'wire:w1:harbour:7' });
        await flagged({ reason: 'The date is wrong.' });
        expect((await known(id)).flags).toMatchObject([{ reason: 'The date is wrong.' }]);
      });

      it('that is taken back is gone; and made again it is there again', async () => {
        const source = 'wire:w1:harbour:7';
        const id = await flagged({ source });
        expect(await store.withdrawFlag('wire:w1:ada', { source })).toEqual([id]);
        expect(await known(id)).toMatchObject({ flags: [], state: 'withdrawn' });
        expect(await store.withdrawFlag('wire:w1:ada', { source })).toEqual([]);
        await flagged({ source });
        expect(await known(id)).toMatchObject({ state: 'open', flags: [{ person: 'wire:w1:ada' }] });
      });

      it('that stands by two ways is gone when both are', async () => {
        const id = await flagged({ source: 'wire:w1:harbour:7' });
        await flagged();
        await store.withdrawFlag('wire:w1:ada', { source: 'wire:w1:harbour:7' });
        expect((await known(id)).flags).toHaveLength(1);
        await store.withdrawFlag('wire:w1:ada', { article: 'ferries' });
        expect((await known(id)).flags).toEqual([]);
      });

      it('is taken back by nobody else', async () => {
        const id = await flagged();
        expect(await store.withdrawFlag('wire:w1:bo', { article: 'ferries' })).toEqual([]);
        expect((await known(id)).flags).toHaveLength(1);
      });

      it('gives back what was written, whatever it is', async () => {
        const reason = 'verdict ferries retracted\u0000 \u202e <@U1> @everyone ```';
        const id = await flagged({ reason });
        expect((await known(id)).flags[0]!.reason).toBe(reason.replace('\0', '\uFFFD'));
      });
    });

    describe('limits', () => {
      it('stop an account that flags more than anyone reads, and let it go on later', async () => {
        for (let n = 0; n < FLAG_LIMITS.person.count; n++) await flagged({ source: `wire:w1:harbour:${n}` });
        expect(await store.flag(aFlag({ source: 'wire:w1:harbour:x' }))).toEqual({ refused: 'person' });
        await flagged({ person: 'wire:w1:bo' });
        clock.advance(FLAG_LIMITS.person.minutes * 60_000 + 1);
        await flagged({ source: 'wire:w1:harbour:x' });
      });

      it('stop an account that opens more cases than editors can look at', async () => {
        for (let n = 0; n <= FLAG_LIMITS.opened.count; n++) await store.saveArticle(anArticle({ id: `n${n}` }));
        for (let n = 0; n < FLAG_LIMITS.opened.count; n++) await flagged({ article: `n${n}` });
        const next = aFlag({ article: `n${FLAG_LIMITS.opened.count}` });
        expect(await store.flag(next)).toEqual({ refused: 'opened' });
        expect(await store.caseOf(next.article)).toBeNull();
        await flagged({ article: 'n0', source: 'wire:w1:harbour:7' });
      });
    });

    describe('a case', () => {
      it('is decided by a verdict on any of its articles, once', async () => {
        const id = await flagged({ report: ['ferries', 'copy'] });
        await store.rule({ ...ruling({ article: 'copy' }), copies: ['ferries'] });
        expect(await known(id)).toMatchObject({ state: 'decided', ruling: 'disputed' });
        expect((await store.caseLog(id)).filter(({ kind }) => kind === 'ruled')).toHaveLength(1);
        expect((await known(id)).verdicts.map(({ article }) => article)).toEqual(['copy', 'ferries']);
      });

      it('stays open while a verdict waits for other editors', async () => {
        const id = await flagged();
        await store.rule(ruling({ ruling: 'retracted', needed: 2 }));
        expect(await known(id)).toMatchObject({ state: 'open', ruling: null });
      });

      it('is open again, with its verdict, when a text of it changes or somebody flags it anew', async () => {
        const id = await flagged();
        await store.rule(ruling());
        await store.saveArticle(anArticle({ id: 'ferries', text: 'Another text.' }));
        expect(await known(id)).toMatchObject({ state: 'open', ruling: 'disputed', revised: true });
        await store.rule(ruling({ ruling: 'stands' }));
        expect(await known(id)).toMatchObject({ state: 'decided', ruling: 'stands', revised: false });
        await flagged({ person: 'wire:w1:bo' });
        expect(await known(id)).toMatchObject({ state: 'open' });
        await store.withdrawFlag('wire:w1:bo', { article: 'ferries' });
        expect(await known(id)).toMatchObject({ state: 'decided' });
      });

      it('is looked after by whoever said so last', async () => {
        const id = await flagged();
        await store.takeCase(id, { person: 'wire:w1:eda', name: 'Eda' });
        expect(await store.takeCase(id, { person: 'wire:w1:fay', name: 'Fay' })).toMatchObject({
          takenBy: { person: 'wire:w1:fay', name: 'Fay' },
        });
        expect(await store.takeCase('c-none', { person: 'wire:w1:fay', name: 'Fay' })).toBeNull();
      });

      it('is listed by its state, the last changed first', async () => {
        const [first, second] = [await flagged(), await flagged({ article: 'other' })];
        await store.takeCase(first, { person: 'wire:w1:eda', name: 'Eda' });
        const ids = async (...states: ('open' | 'decided')[]) =>
          (await store.cases({ states, limit: 9 })).map(({ id }) => id);
        expect(await ids('open')).toEqual([first, second]);
        await store.rule(ruling());
        expect([await ids('open'), await ids('decided')]).toEqual([[second], [first]]);
      });

      it('that is none is null', async () => {
        expect([await store.case('c-none'), await store.caseOf('ferries'), await store.caseLog('c-none')]).toEqual([
          ...[null, null, []],
        ]);
      });
    });

    describe('an article that came after a decision', () => {
      const report = ['copy', 'ferries'];
      const join = (article = 'copy') => store.joinCases([{ article, report }], 9);

      it.each([
        ['disputed', 'open'],
        ['retracted', 'open'],
        ['stands', 'decided'],
      ] as const)('joins the case of what is %s, which is then %s', async (given, state) => {
        const id = await flagged();
        await store.rule(ruling({ ruling: given }));
        expect(await join()).toEqual([id]);
        const copied = state === 'open';
        expect(await known(id)).toMatchObject({ articles: ['ferries', 'copy'], state, ruling: given, copied });
        await store.rule({ ...ruling({ ruling: given }), copies: ['copy'] });
        expect(await known(id)).toMatchObject({ state: 'decided', copied: false });
      });

      it('joins an open case without a word', async () => {
        const id = await flagged();
        expect(await join()).toEqual([id]);
        expect(await known(id)).toMatchObject({ articles: ['ferries', 'copy'], state: 'open', copied: false });
        expect(await join()).toEqual([]);
      });

      it('opens a case where nobody had flagged what was decided, which tells that decision and tells it to nobody', async () => {
        await store.rule(ruling({ ruling: 'retracted' }));
        const [id] = await join();
        expect(await known(id!)).toMatchObject({
          ...{ articles: ['ferries', 'copy'], state: 'open', ruling: 'retracted', copied: true, flags: [] },
          verdicts: [{ ruling: 'retracted' }],
        });
        await store.rebuildCases();
        expect(await known(id!)).toMatchObject({ state: 'open', copied: true });
      });

      it('opens none where what was decided stands, or where it was decided on itself', async () => {
        await store.rule(ruling({ ruling: 'stands' }));
        expect(await join()).toEqual([]);
        await store.rule(ruling({ ruling: 'retracted' }));
        await store.rule(ruling({ article: 'copy', ruling: 'stands' }));
        expect([await join(), await join('nowhere')]).toEqual([[], []]);
      });

      it('is looked at once, after all that came before it', async () => {
        const waiting = async () => (await store.articlesToJoin(9)).map(({ article }) => article);
        expect([await store.hasCases(), await waiting()]).toEqual([false, ['ferries', 'copy', 'other']]);
        expect((await store.articlesToJoin(1)).map(({ seq }) => seq)).toEqual([1]);
        await store.joinCases([], 2);
        await store.joinCases([], 1);
        expect(await waiting()).toEqual(['other']);
        await store.rule(ruling());
        expect(await store.hasCases()).toBe(true);
      });
    });

    describe('what is told of a case', () => {
      const post = (key: string, fallback: string) =>
        aPost({ key, kind: 'notice', reply: { ...aPost().reply, fallback } });
      const said = async (key: string) => (await store.post(key))?.reply.fallback;

      it('is a post that takes a newer version, and never an older one', async () => {
        const id = await flagged();
        const of = (version: number) => ({ case: id, place: 'p', version });
        await store.keepCasePost(post('k', 'two'), of(2));
        await store.keepCasePost(post('k', 'three'), of(3));
        await store.keepCasePost(post('k', 'two'), of(2));
        expect([await said('k'), await store.casePost('k')]).toEqual(['three', { version: 3, shown: 0 }]);
      });

      it('is due in each place until it is shown there as it is', async () => {
        const id = await flagged();
        const { version } = await known(id);
        expect(await store.unshownCases([], 9)).toEqual([]);
        expect(await store.unshownCases(['p', 'q'], 9)).toEqual([{ case: id, version }]);
        for (const place of ['p', 'q']) {
          const { key } = await store.keepCasePost(post(`k${place}`, 'one'), { case: id, place, version });
          await store.markCaseShown(key, version, []);
        }
        expect(await store.unshownCases(['p', 'q'], 9)).toEqual([]);
        await store.takeCase(id, { person: 'wire:w1:eda', name: 'Eda' });
        expect(await store.unshownCases(['p'], 9)).toHaveLength(1);
      });

      it('of a decision is told once, all its posts together', async () => {
        const id = await flagged();
        await store.rule(ruling());
        const [{ entry } = { entry: 0 }] = await store.untoldDecisions();
        expect(await store.untoldDecisions()).toEqual([{ case: id, entry }]);
        await store.tellDecision(entry, [post('a', 'told'), post('b', 'told')]);
        expect([await store.untoldDecisions(), await said('a'), await said('b')]).toEqual([[], 'told', 'told']);
      });
    });

    describe('a question to a flagger', () => {
      const question = { source: 'm7', person: 'wire:w1:ada', place: HARBOUR, articles: ['ferries', 'other'] };

      it('waits until it is ended, once', async () => {
        await store.askFlagger(question);
        await store.askFlagger({ ...question, articles: ['other'] });
        expect(await store.flagQuestion('wire:w1:ada', 'ferries')).toEqual({ ...question, askedAt: NOON });
        expect(await store.flagQuestion('wire:w1:bo', 'ferries')).toBeNull();
        const note = aPost({ key: 'dropped' });
        expect([
          await store.settleFlagQuestion(question, note),
          await store.settleFlagQuestion(question, note),
        ]).toEqual([true, false]);
        expect([(await store.post('dropped'))?.state, await store.flagQuestion('wire:w1:ada', 'ferries')]).toEqual([
          ...['queued', null],
        ]);
      });

      it('is old when its time has come', async () => {
        await store.askFlagger(question);
        expect(await store.oldFlagQuestions('2026-01-07T11:59:59.999Z', 9)).toEqual([]);
        expect(await store.oldFlagQuestions(NOON, 9)).toHaveLength(1);
      });
    });

    describe('a reaction that waits for the post of its message', () => {
      const heard = (person = 'wire:w1:ada', message = 'm7'): HeardReaction => ({
        reaction: {
          ...{
            event: `${person} ${message}`,
            person,
            personName: 'Ada\uD800\0',
            thread: null,
            ours: true,
            added: true,
          },
          message: { platform: 'wire', space: 'w1', channel: 'harbour', message },
        },
        target: aTarget({ only: person }),
      });

      it('is there until it is dropped, the first of a person on a message', async () => {
        await store.keepReaction(heard());
        await store.keepReaction({ ...heard(), reaction: { ...heard().reaction, event: 'again' } });
        for (const other of [heard('wire:w1:bo'), heard('wire:w1:ada', 'm8')]) await store.keepReaction(other);
        expect((await store.waitingReactions('wire'))[0]).toEqual({ ...heard(), since: NOON });
        expect([(await store.waitingReactions('wire')).length, await store.waitingReactions('tube')]).toEqual([3, []]);
        for (let n = 0; n < 2; n++) await store.dropReaction(heard().reaction);
        expect((await store.waitingReactions('wire')).map(({ reaction }) => reaction.event)).toEqual([
          ...['wire:w1:bo m7', 'wire:w1:ada m8'],
        ]);
      });

      it('goes with its person, or when it is old', async () => {
        for (const who of ['wire:w1:ada', 'wire:w1:bo']) await store.keepReaction(heard(who));
        await store.forget('wire:w1:ada');
        expect((await store.waitingReactions('wire')).map(({ reaction }) => reaction.person)).toEqual(['wire:w1:bo']);
        await store.tidy('2026-01-07T12:00:01.000Z');
        expect(await store.waitingReactions('wire')).toEqual([]);
      });
    });

    describe('whoever is forgotten', () => {
      it('is named no more, and what they wrote is gone; the counts stay', async () => {
        const id = await flagged({ reason: 'I saw it myself.', source: 'wire:w1:D-of-ada:7' });
        await flagged({ person: 'wire:w1:bo', reason: 'So did I.' });
        await store.takeCase(id, { person: 'wire:w1:ada', name: 'Ada' });
        await store.askFlagger({ source: 'm7', person: 'wire:w1:ada', place: HARBOUR, articles: ['other'] });
        const before = countsOf(await known(id));
        expect(await store.forget('wire:w1:ada')).toMatchObject({ flags: 1 });
        const after = await known(id);
        expect(countsOf(after)).toEqual(before);
        expect(after.flags.map(({ reason }) => reason)).toEqual([null, 'So did I.']);
        expect(after.takenBy?.name).toBe('');
        const kept = JSON.stringify([await store.caseLog(id), await store.oldFlagQuestions(NOON, 9)]);
        expect(kept).not.toMatch(/\bada\b|I saw it/i);
      });

      it('leaves their verdicts as they are', async () => {
        await flagged();
        await store.rule(ruling());
        await store.forget('wire:w1:eda');
        expect(await store.verdicts('ferries')).toMatchObject([{ by: 'wire:w1:eda' }]);
      });
    });

    it('everything can be made anew from what was logged, whatever happened in whatever order', async () => {
      const people = fc.constantFrom('wire:w1:ada', 'wire:w1:bo', 'tube:t1:cy');
      const articles = fc.constantFrom('ferries', 'copy', 'other');
      const sources = fc.constantFrom(COMMAND, 'm1', 'm2');
      const step = fc.oneof(
        {
          weight: 4,
          arbitrary: fc.record({ kind: fc.constant('flag'), person: people, article: articles, source: sources }),
        },
        { weight: 3, arbitrary: fc.record({ kind: fc.constant('withdraw'), person: people, source: sources }) },
        fc.record({ kind: fc.constant('revise'), article: articles, words: fc.constantFrom('One.', 'Two.') }),
        fc.record({ kind: fc.constant('rule'), article: articles, ruling: fc.constantFrom(...RULINGS), by: people }),
        fc.record({ kind: fc.constant('join'), article: articles }),
        fc.record({ kind: fc.constant('rebuild') }),
      );
      await fc.assert(
        fc.asyncProperty(fc.array(step, { maxLength: 25 }), async steps => {
          const { store: own, close } = await open(clock);
          for (const id of ['ferries', 'copy', 'other']) await own.saveArticle(anArticle({ id }));
          // What must stand at the end, kept in the plainest way there is.
          const standing = new Map<string, Set<string>>();
          for (const each of steps) {
            const reportOf = (article: string) => (article === 'other' ? ['other'] : ['ferries', 'copy']);
            if (each.kind === 'flag' && 'source' in each && 'article' in each) {
              const { person, article, source } = each;
              const report = reportOf(article);
              const made = await own.flag(aFlag({ person, article, source, report }));
              if ('refused' in made) continue;
              const key = `${person} ${article}`;
              standing.set(key, (standing.get(key) ?? new Set()).add(source));
            } else if (each.kind === 'withdraw' && 'source' in each) {
              await own.withdrawFlag(each.person, { source: each.source });
              for (const [key, from] of standing) if (key.startsWith(`${each.person} `)) from.delete(each.source);
            } else if (each.kind === 'revise' && 'words' in each) {
              await own.saveArticle(anArticle({ id: each.article, text: each.words }));
            } else if (each.kind === 'rule' && 'by' in each) {
              await own.rule(ruling({ article: each.article, ruling: each.ruling, by: each.by, needed: 2 }));
            } else if (each.kind === 'join' && 'article' in each) {
              await own.joinCases([{ article: each.article, report: reportOf(each.article) }], 9);
            } else await own.rebuildCases();
          }
          const all = async () => ({
            cases: await own.cases({ states: ['open', 'decided', 'withdrawn'], limit: 9 }),
            in: await Promise.all(['ferries', 'copy', 'other'].map(own.caseOf)),
            verdicts: (await own.articles({ limit: 9, seeds: true })).map(({ verdict }) => verdict),
          });
          const before = await all();
          const flags = before.cases.flatMap(each => each.flags.map(({ person, article }) => `${person} ${article}`));
          const expected = [...standing].filter(([, from]) => from.size > 0).map(([key]) => key);
          expect(flags.toSorted()).toEqual(expected.toSorted());
          await own.rebuildCases();
          expect(await all()).toEqual(before);
          await close();
        }),
        { numRuns: 60 },
      );
    });
  });
}

/** What a Store that outlives its process must do with cases besides. */
export function keptCaseContract(name: string, open: (clock: SettableClock) => Promise<KeptForTest>): void {
  describe(`kept case contract: ${name}`, () => {
    it('keeps what happened, in a backup too', async () => {
      const opened = await open(fixedClock(NOON));
      await opened.store.saveArticle(anArticle({ id: 'ferries' }));
      await opened.store.flag(aFlag());
      const id = (await opened.store.caseOf('ferries'))!;
      const log = await opened.store.caseLog(id);
      await inBackup(opened, async copy => expect(await copy.caseLog(id)).toEqual(log));
      const again = await opened.reopen();
      expect(await again.withdrawFlag('wire:w1:ada', { source: COMMAND })).toEqual([id]);
      await opened.close();
    });
  });
}
