/** What every Store must do with recalls: each post held against each version once, corrected in its row with its passages, and told of. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Post, PostDraft } from '../../src/core/chat.ts';
import type { Store } from '../../src/core/ports.ts';
import { correctionNoteKey } from '../../src/core/post-keys.ts';
import type { CorrectedFact, Recall, ShownCorrection } from '../../src/core/recall.ts';
import { type Reply, reply } from '../../src/core/reply.ts';
import { someEvidence } from '../adapters/parts.ts';
import { anArticle } from '../support/articles.ts';
import { aPost, aRef } from '../support/chat.ts';
import { fixedClock, type SettableClock } from '../support/clock.ts';
import type { KeptForTest, OpenedForTest } from './store.ts';

const NOON = '2026-01-07T12:00:00.000Z';
const HOUR_MS = 3_600_000;
const FACTS: CorrectedFact[] = [{ before: '27', after: '31' }];

/** A reply that quotes a revision of an article. */
function quoting(article: string, revision = 1, fallback = '27'): Reply {
  return reply({ fallback, quotes: [{ evidence: someEvidence({ article, revision }), says: null }] });
}

/** @param open makes a new, empty store each time, which goes by this clock. */
export function recallContract(name: string, open: (clock: SettableClock) => Promise<OpenedForTest>): void {
  describe(`recall contract: ${name}`, () => {
    const clock = fixedClock();
    let opened: OpenedForTest;
    let store: Store;
    beforeEach(async () => {
      clock.set(NOON);
      opened = await open(clock);
      store = opened.store;
    });
    afterEach(() => opened.close());

    /** An article with so many revisions. */
    async function revised(id: string, revisions: number): Promise<void> {
      for (let n = 1; n <= revisions; n++) await store.saveArticle(anArticle({ id, text: `Text ${n}.` }));
    }

    async function sent(draft: PostDraft, ...messages: string[]): Promise<Post> {
      const { post } = await store.queuePost(draft);
      await store.claimPost(post.key);
      await store.markSent(
        post.key,
        messages.map(message => aRef(post, message)),
      );
      return (await store.post(post.key))!;
    }

    const showing = (article: string, revision = 1, given: Parameters<typeof aPost>[0] = {}) =>
      sent(aPost({ reply: quoting(article, revision), ...given }), crypto.randomUUID());
    const second: Recall = { article: 'a', reason: 'revision', version: 2 };
    const openOf = async (recall = second) =>
      (await store.postsToRecall(recall, { limit: 100 })).map(({ key }) => key).toSorted();
    const correct = (post: Post, recall = second, made = quoting('a', recall.version, '31')) =>
      store.correctPost(post, recall, { reply: made, facts: FACTS });
    const outcome = (post: Post, given: Partial<ShownCorrection> = {}): ShownCorrection => ({
      state: 'shown',
      fault: null,
      refs: post.refs,
      note: null,
      ...given,
    });
    const close = async (post: Post, given: Partial<ShownCorrection> = {}) => {
      for (const each of await store.dueCorrections(second))
        if (each.post === post.key) await store.closeCorrection(each, outcome(post, given));
    };

    describe('posts to be held against a version', () => {
      it('are those in messages that stand which show an earlier revision, by key, a page at a time', async () => {
        await revised('a', 2);
        const keys = await Promise.all(['a', 'a', 'a'].map(async id => (await showing(id)).key));
        await showing('a', 2);
        await showing('b');
        await store.queuePost(aPost({ reply: quoting('a') }));
        expect(await openOf()).toEqual(keys.toSorted());
        const [first, ...rest] = keys.toSorted();
        const page = await store.postsToRecall(second, { after: first!, limit: 1 });
        expect(page).toEqual([await store.post(rest[0]!)]);
      });

      it('are for a verdict all that show the article, whatever revision', async () => {
        await revised('a', 2);
        const keys = [(await showing('a')).key, (await showing('a', 2)).key];
        const verdict: Recall = { article: 'a', reason: 'verdict', version: 1 };
        expect(await openOf(verdict)).toEqual(keys.toSorted());
        await store.keepAsItIs(keys[0]!, verdict);
        expect(await openOf(verdict)).toEqual([keys[1]]);
        expect(await openOf({ ...verdict, version: 2 })).toEqual(keys.toSorted());
        expect(await openOf()).toEqual([keys[0]]);
      });

      it('are not those that were held against it, or against a later one', async () => {
        const post = await showing('a');
        await store.keepAsItIs(post.key, { ...second, version: 3 });
        expect(await openOf()).toEqual([]);
        expect(await openOf({ ...second, version: 3 })).toEqual([]);
        expect(await openOf({ ...second, version: 4 })).toEqual([post.key]);
      });

      it('may still be on their way', async () => {
        const { post } = await store.queuePost(aPost({ reply: quoting('a') }));
        expect(await store.recallsOnTheirWay(second)).toBe(true);
        await store.claimPost(post.key);
        expect(await store.recallsOnTheirWay(second)).toBe(true);
        await store.markUnsent(post.key, 'gone', 'failed');
        expect(await store.recallsOnTheirWay(second)).toBe(false);
        await store.queuePost(aPost({ reply: quoting('a', 2) }));
        expect(await store.recallsOnTheirWay(second)).toBe(false);
      });
    });

    describe('a correction', () => {
      it('is kept with the reply and the passages it shows, until it is shown', async () => {
        const post = await showing('a');
        expect(await correct(post)).toBe(true);
        expect((await store.post(post.key))!.reply).toEqual(quoting('a', 2, '31'));
        expect(await store.postsShowing('a', { limit: 9 })).toHaveLength(1);
        expect(await openOf({ ...second, version: 2 })).toEqual([]);
        const due = { ...second, post: post.key, facts: FACTS, at: NOON, state: 'due', fault: null };
        expect(await store.dueCorrections(second)).toEqual([{ ...due, platform: 'wire' }]);
        await close(post);
        expect(await store.dueCorrections(second)).toEqual([]);
        expect(await store.corrections({ limit: 9 })).toMatchObject([{ ...due, state: 'shown' }]);
      });

      it('no longer finds a post by what it showed before', async () => {
        const post = await showing('a');
        await correct(post, second, quoting('b', 1, '31'));
        expect(await store.postsShowing('a', { limit: 9 })).toEqual([]);
        expect((await store.postsShowing('b', { limit: 9 })).map(({ key }) => key)).toEqual([post.key]);
      });

      it('is made once for each version', async () => {
        const post = await showing('a');
        expect(await correct(post)).toBe(true);
        const now = (await store.post(post.key))!;
        expect(await correct(now, second, quoting('a', 2, '99'))).toBe(false);
        expect((await store.post(post.key))!.reply.fallback).toBe('31');
        expect(await correct(now, { ...second, version: 3 })).toBe(true);
      });

      it('is not made where the post was changed or forgotten meanwhile', async () => {
        const post = await showing('a');
        await correct(post);
        expect(await correct(post, { ...second, version: 3 })).toBe(false);
        const other = await showing('a', 1, { target: { only: 'wire:w1:ada' } });
        await store.forget('wire:w1:ada');
        expect(await correct(other)).toBe(false);
        await store.keepAsItIs(other.key, second);
        expect(await store.corrections({ limit: 9 })).toHaveLength(1);
      });

      it('is not made on a reply that still told a question which was forgotten', async () => {
        const { request } = await store.openRequest({
          ...{ event: 'e', person: 'wire:w1:ada', personName: 'Ada', before: null },
          ...{ target: aPost().target, call: { command: 'ask', input: { kind: 'text', text: 'How many?' } } },
        });
        const data = { question: 'How many ports?' };
        const post = await showing('a', 1, { request: request.id, reply: { ...quoting('a'), data } });
        await store.forget('wire:w1:ada');
        expect(await correct(post, second, { ...quoting('a', 2), data })).toBe(false);
        expect(JSON.stringify(await store.post(post.key))).not.toContain('How many');
      });

      it('is closed with its messages and its note, once', async () => {
        const post = await showing('a');
        await correct(post);
        const [due] = await store.dueCorrections(second);
        const note = aPost({ key: 'correction:1', kind: 'notice' });
        const refs = [aRef(post, 'n1'), aRef(post, 'n2')];
        await store.closeCorrection(due!, outcome(post, { refs, note }));
        await store.closeCorrection(
          due!,
          outcome(post, { state: 'unreachable', note: aPost({ key: 'correction:2' }) }),
        );
        expect((await store.post(post.key))!.refs).toEqual(refs);
        expect(await store.unsentPosts()).toEqual(['correction:1']);
        expect(await store.corrections({ limit: 9 })).toMatchObject([{ state: 'shown' }]);
      });

      it('leaves a post without messages where they were removed', async () => {
        const post = await showing('a');
        await correct(post);
        await close(post, { state: 'removed', refs: [] });
        expect((await store.post(post.key))!.refs).toEqual([]);
        expect(await store.postsShowing('a', { limit: 9 })).toEqual([]);
      });

      it('has a note that is forgotten with whoever saw the post', async () => {
        const { request } = await store.openRequest({
          ...{ event: 'e', person: 'wire:w1:ada', personName: 'Ada', before: null },
          ...{
            target: { ...aPost().target, direct: true },
            call: { command: 'ask', input: { kind: 'text', text: '' } },
          },
        });
        const post = await showing('a', 1, { target: { direct: true }, request: request.id });
        await correct(post);
        await close(post, { note: aPost({ key: 'correction:1', target: { direct: true } }) });
        expect(await store.post('correction:1')).not.toBeNull();
        await store.forget('wire:w1:ada');
        expect(await store.post('correction:1')).toBeNull();
      });

      it('is the last of its post, and of its post for one article', async () => {
        const post = await showing('a');
        await store.keepAsItIs(post.key, second);
        expect(await store.lastCorrection(post.key)).toBeNull();
        await correct(post, { ...second, version: 3 });
        clock.advance(HOUR_MS);
        await correct((await store.post(post.key))!, { ...second, article: 'b' });
        const at = '2026-01-07T13:00:00.000Z';
        expect(await store.lastCorrection(post.key)).toMatchObject({ article: 'b', at, facts: FACTS });
        expect(await store.lastCorrection(post.key, second)).toMatchObject({ article: 'a', version: 3, at: NOON });
        expect(await store.lastCorrection(post.key, { article: 'a', reason: 'verdict' })).toBeNull();
      });
    });

    describe('what editors are told', () => {
      it('is the newest first, of some states, with where it stands', async () => {
        const [one, two] = [await showing('a'), await showing('a', 1, { kind: 'brief' })];
        await correct(one);
        await close(one);
        clock.advance(HOUR_MS);
        await correct(two);
        await close(two, { state: 'unreachable', fault: 'channel-gone' });
        const all = await store.corrections({ limit: 9 });
        expect(all.map(({ post, kind }) => [post, kind])).toEqual([
          [two.key, 'brief'],
          [one.key, 'answer'],
        ]);
        const { platform, space, channel, message } = two.refs[0]!;
        expect(all[0]).toMatchObject({ fault: 'channel-gone', message: { platform, space, channel, message } });
        expect(await store.corrections({ limit: 1 })).toHaveLength(1);
        expect(await store.corrections({ limit: 9, states: ['unreachable', 'noted'] })).toEqual([all[0]]);
      });

      it('is what could not be edited, the oldest first, until they were told', async () => {
        const posts = [await showing('a'), await showing('a'), await showing('a')];
        for (const [n, state] of (['noted', 'shown', 'unreachable'] as const).entries()) {
          clock.advance(HOUR_MS);
          await correct(posts[n]!);
          await close(posts[n]!, { state });
        }
        const untold = await store.untoldCorrections(second);
        expect(untold.map(({ post }) => post)).toEqual([posts[0]!.key, posts[2]!.key]);
        expect(await store.unrecalled(9)).toEqual([second]);
        await store.tellOfCorrections(untold.slice(0, 1), [aPost({ key: 'uncorrected:1' })]);
        expect(await store.untoldCorrections(second)).toEqual(untold.slice(1));
        expect(await store.unsentPosts()).toEqual(['uncorrected:1']);
        await store.tellOfCorrections(untold, []);
        expect(await store.untoldCorrections(second)).toEqual([]);
        expect(await store.unrecalled(9)).toEqual([]);
      });

      it('is kept as told with what tells it, or not at all', async () => {
        const post = await showing('a');
        await correct(post);
        await close(post, { state: 'unreachable' });
        const untold = await store.untoldCorrections(second);
        const drafts = [aPost({ key: 'uncorrected:1' }), aPost({ reply: { ...quoting('a'), data: 1n } })];
        await expect(store.tellOfCorrections(untold, drafts)).rejects.toThrow();
        expect([await store.untoldCorrections(second), await store.unsentPosts()]).toEqual([untold, []]);
      });

      it('is once more what was noted by a note that reached nobody', async () => {
        const posts = [await showing('a'), await showing('a')];
        for (const [n, post] of posts.entries()) {
          await correct(post);
          const [due] = await store.dueCorrections(second);
          await close(post, { state: 'noted', note: aPost({ key: correctionNoteKey(due!), kind: 'notice' }) });
          await store.claimPost(correctionNoteKey(due!));
          await store.markUnsent(correctionNoteKey(due!), 'gone', n === 0 ? 'failed' : 'queued');
        }
        await store.tellOfCorrections(await store.untoldCorrections(second), []);
        expect(await store.unrecalled(9)).toEqual([second]);
        await store.markUnreached({ ...second, reason: 'verdict' });
        expect(await store.untoldCorrections(second)).toEqual([]);
        await store.markUnreached(second);
        expect(await store.untoldCorrections(second)).toMatchObject([{ post: posts[0]!.key, state: 'unreachable' }]);
        await store.tellOfCorrections(await store.untoldCorrections(second), []);
        expect(await store.unrecalled(9)).toEqual([]);
      });

      it.each([{ only: 'wire:w1:ada' }, { direct: true }])(
        'never says where one person alone was told: %o',
        async at => {
          const post = await showing('a', 1, { target: at });
          await correct(post);
          expect(await store.corrections({ limit: 9 })).toMatchObject([{ post: post.key, message: null }]);
        },
      );

      it('counts the versions for which posts were corrected since an instant', async () => {
        const [one, two] = [await showing('a'), await showing('a')];
        await correct(one);
        await correct(two);
        clock.advance(HOUR_MS);
        await correct((await store.post(one.key))!, { ...second, version: 3 });
        await store.keepAsItIs(two.key, { ...second, version: 4 });
        expect(await store.correctedVersions('a', '2026-01-07T00:00:00Z')).toBe(2);
        expect(await store.correctedVersions('a', NOON)).toBe(1);
        expect(await store.correctedVersions('b', '2026-01-07T00:00:00Z')).toBe(0);
      });

      it('has the articles that change too often, the latest first', async () => {
        await store.markUnstable('a');
        clock.advance(HOUR_MS);
        await store.markUnstable('b');
        expect(await store.unstableArticles('2026-01-07T00:00:00Z')).toEqual([
          { article: 'b', at: '2026-01-07T13:00:00.000Z' },
          { article: 'a', at: NOON },
        ]);
        clock.advance(HOUR_MS);
        await store.markUnstable('a');
        expect(await store.unstableArticles('2026-01-07T13:30:00Z')).toEqual([
          { article: 'a', at: '2026-01-07T14:00:00.000Z' },
        ]);
      });
    });

    describe('what is not done', () => {
      it('is an article with a post that shows an earlier revision, sent or on its way, until each is held against it', async () => {
        await revised('a', 2);
        await revised('b', 2);
        await revised('c', 1);
        expect(await store.unrecalled(9)).toEqual([]);
        const post = await showing('a');
        await showing('b', 2);
        await showing('c');
        expect(await store.unrecalled(9)).toEqual([second]);
        await store.keepAsItIs(post.key, second);
        expect(await store.unrecalled(9)).toEqual([]);
        await store.queuePost(aPost({ reply: quoting('b') }));
        expect(await store.unrecalled(9)).toEqual([{ ...second, article: 'b' }]);
      });

      it('is a correction that was not shown', async () => {
        const post = await showing('a');
        await correct(post, { article: 'a', reason: 'verdict', version: 1 });
        expect(await store.unrecalled(9)).toEqual([{ article: 'a', reason: 'verdict', version: 1 }]);
      });

      it('is never more than is asked for', async () => {
        for (const id of ['a', 'b', 'c']) {
          await revised(id, 2);
          await showing(id);
        }
        expect((await store.unrecalled(2)).map(({ article }) => article)).toEqual(['a', 'b']);
      });
    });
  });
}

/** What a store that outlives its process must also do. */
export function keptRecallContract(name: string, open: (clock: SettableClock) => Promise<KeptForTest>): void {
  describe(`kept recall contract: ${name}`, () => {
    it('finds again what is due', async () => {
      const opened = await open(fixedClock());
      const { post } = await opened.store.queuePost(aPost({ reply: quoting('a') }));
      await opened.store.claimPost(post.key);
      await opened.store.markSent(post.key, [aRef(post, '1')]);
      const recall: Recall = { article: 'a', reason: 'revision', version: 2 };
      const kept = (await opened.store.post(post.key))!;
      await opened.store.correctPost(kept, recall, { reply: quoting('a', 2, '31'), facts: FACTS });
      const store = await opened.reopen();
      expect(await store.unrecalled(9)).toEqual([recall]);
      expect(await store.dueCorrections(recall)).toMatchObject([{ post: post.key, facts: FACTS, state: 'due' }]);
      expect((await store.post(post.key))!.reply.fallback).toBe('31');
      await opened.close();
    });
  });
}
