/** What every Store must do with posts: once a key, sent by one at a time, looked for where one may stand, found by what they show. */
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Post, PostDraft } from '../../src/core/chat.ts';
import type { Store } from '../../src/core/ports.ts';
import { reply, text } from '../../src/core/reply.ts';
import { anAnswer, someEvidence } from '../adapters/parts.ts';
import { aPost, aRef, aTarget } from '../support/chat.ts';
import { fixedClock, type SettableClock } from '../support/clock.ts';
import type { KeptForTest, OpenedForTest } from './store.ts';

const MINUTE_MS = 60_000;
const NOON = '2026-01-07T12:00:00.000Z';

/** An answer that shows these articles in its quotes. */
function showing(...articles: string[]): PostDraft['reply'] {
  const quotes = articles.map(article => ({ evidence: someEvidence({ article }), says: null }));
  return reply({ fallback: '14 ferries', quotes });
}

/** @param open makes a new, empty store each time, which goes by this clock. */
export function postContract(name: string, open: (clock: SettableClock) => Promise<OpenedForTest>): void {
  describe(`post contract: ${name}`, () => {
    const clock = fixedClock();
    let opened: OpenedForTest;
    let store: Store;
    beforeEach(async () => {
      clock.set(NOON);
      opened = await open(clock);
      store = opened.store;
    });
    afterEach(() => opened.close());

    const queued = async (draft: PostDraft): Promise<Post> => (await store.queuePost(draft)).post;

    /** Queues, claims and sends a post as messages of these names. */
    async function sent(draft: PostDraft, ...messages: string[]): Promise<Post> {
      const post = await queued(draft);
      await store.claimPost(post.key);
      await store.markSent(
        post.key,
        messages.map(message => aRef(post, message)),
      );
      return (await store.post(post.key))!;
    }

    describe('a post', () => {
      it('is given back as it was queued, to be sent', async () => {
        const draft = aPost({
          reply: showing('a'),
          asked: { question: 'How many?', by: 'wire:w1:ada' },
          request: 'r-1',
        });
        const { post, fresh } = await store.queuePost(draft);
        expect(fresh).toBe(true);
        expect(post).toEqual({
          ...draft,
          ...{ state: 'queued', queuedAt: NOON, attempts: 0, attemptedAt: null, sentAt: null, refs: [], fault: null },
        });
        expect(await store.post(post.key)).toEqual(post);
      });

      it('is queued once a key, however often and with whatever it comes', async () => {
        const draft = aPost({ reply: showing('a') });
        const all = await Promise.all(
          Array.from({ length: 8 }, (_, i) => store.queuePost({ ...draft, reply: showing('a', `b${i}`) })),
        );
        // Of those that come at once, any may be the first.
        expect(all.filter(({ fresh }) => fresh)).toHaveLength(1);
        for (const { post } of all) expect(post).toEqual(all[0]!.post);
        expect(await store.unsentPosts()).toEqual([draft.key]);
      });

      it('stays what it is when its key comes again after it was sent', async () => {
        const post = await sent(aPost(), '1');
        expect(await store.queuePost({ ...aPost(), key: post.key })).toEqual({ post, fresh: false });
      });

      it('keeps every text of its reply unit for unit', async () => {
        const units = fc.array(fc.nat(0xffff), { maxLength: 20 }).map(codes => String.fromCharCode(...codes));
        await fc.assert(
          fc.asyncProperty(fc.oneof(units, fc.string({ unit: 'grapheme' })), async said => {
            const made = reply({ body: [text(said)], fallback: said, data: { [said]: said } });
            expect((await queued(aPost({ reply: made, asked: { question: said, by: said } }))).reply).toEqual(made);
          }),
        );
      });

      it('may quote something that has no proper place: whoever sends it refuses it', async () => {
        const data = [
          { article: 'a', quote: 'x' },
          { ...someEvidence(), revision: undefined },
          someEvidence({ start: -1 }),
        ];
        expect((await store.queuePost(aPost({ reply: reply({ fallback: '', data }) }))).fresh).toBe(true);
      });

      it('is unknown where it was never queued', async () => {
        expect(await store.post('answer:nowhere')).toBeNull();
        expect(await store.claimPost('answer:nowhere')).toBeNull();
        expect(await store.postOfRequest('r-nowhere')).toBeNull();
      });
    });

    describe('claiming', () => {
      it('takes a post for one at a time', async () => {
        const { key } = await queued(aPost());
        const claims = await Promise.all(Array.from({ length: 6 }, () => store.claimPost(key)));
        expect(claims.filter(claim => claim !== null)).toHaveLength(1);
        expect(await store.claimPost(key)).toBeNull();
      });

      it('says that it is being sent, since when and how often', async () => {
        const { key } = await queued(aPost());
        clock.advance(MINUTE_MS);
        const claim = await store.claimPost(key);
        const post = { state: 'sending', attempts: 1, attemptedAt: '2026-01-07T12:01:00.000Z' };
        expect(claim).toMatchObject({ post, doubtSince: null });
        expect(await store.post(key)).toEqual(claim!.post);
      });

      it('after a try that failed says that it may stand there since it was queued', async () => {
        const { key } = await queued(aPost());
        for (const attempts of [1, 2, 3]) {
          clock.advance(MINUTE_MS);
          const doubtSince = attempts === 1 ? null : NOON;
          expect(await store.claimPost(key)).toMatchObject({ post: { attempts }, doubtSince });
          await store.markUnsent(key, 'not-delivered: it took too long', 'queued');
        }
      });

      it('after a try in which nothing was handed over is as it was before', async () => {
        const { key } = await queued(aPost());
        await store.claimPost(key);
        await store.markUnsent(key, 'not-delivered: nobody serves it', 'queued', true);
        expect(await store.post(key)).toMatchObject({ attempts: 0, fault: 'not-delivered: nobody serves it' });
        expect(await store.claimPost(key)).toMatchObject({ doubtSince: null });
        await store.markUnsent(key, 'not-delivered: it took too long', 'queued');
        await store.claimPost(key);
        await store.markUnsent(key, 'not-delivered: nobody serves it', 'queued', true);
        expect(await store.claimPost(key)).toMatchObject({ doubtSince: NOON });
      });

      it.each(['sent', 'failed'] as const)('never takes one that is %s', async state => {
        const post = await queued(aPost());
        await store.claimPost(post.key);
        if (state === 'sent') await store.markSent(post.key, [aRef(post, '1')]);
        else await store.markUnsent(post.key, 'channel-gone: it is', 'failed');
        expect(await store.claimPost(post.key)).toBeNull();
        expect((await store.post(post.key))?.state).toBe(state);
        expect(await store.unsentPosts()).toEqual([]);
      });
    });

    describe('a post that is told in other words', () => {
      const other = () => reply({ fallback: 'Other words' });

      it('has them, and shows what they show, until anything of it stands', async () => {
        const post = await queued(aPost({ reply: showing('a') }));
        await store.claimPost(post.key);
        expect(await store.retellPost(post, showing('b'))).toBe(true);
        const now = (await store.post(post.key))!;
        expect(now).toMatchObject({ reply: showing('b'), state: 'sending' });
        await store.partlySent(post.key, [aRef(post, '1')]);
        expect((await store.postsShowing('b', { limit: 9 })).map(({ key }) => key)).toEqual([post.key]);
        expect(await store.postsShowing('a', { limit: 9 })).toEqual([]);
        expect(await store.retellPost(now, other())).toBe(false);
        expect((await store.post(post.key))!.reply).toEqual(showing('b'));
      });

      it('has them only as it was read', async () => {
        const post = await queued(aPost());
        await store.retellPost(post, other());
        expect(await store.retellPost(post, showing('a'))).toBe(false);
        expect(await store.retellPost(aPost({ key: 'answer:nowhere' }) as never, other())).toBe(false);
        expect((await store.post(post.key))!.reply).toEqual(other());
      });
    });

    describe('closing', () => {
      it('as sent keeps the messages in their order, when, and no fault', async () => {
        const post = await queued(aPost());
        await store.claimPost(post.key);
        await store.markUnsent(post.key, 'not-delivered: for now', 'queued');
        await store.claimPost(post.key);
        clock.advance(MINUTE_MS);
        const refs = ['9', '10', '1'].map(message => aRef(post, message));
        await store.markSent(post.key, refs);
        expect(await store.post(post.key)).toMatchObject({
          state: 'sent',
          refs,
          sentAt: '2026-01-07T12:01:00.000Z',
          fault: null,
        });
      });

      it('as sent is for good, whatever is said after', async () => {
        const post = await sent(aPost(), '1');
        clock.advance(MINUTE_MS);
        await store.markUnsent(post.key, 'store-busy: afterwards', 'queued');
        await store.markUnsent(post.key, 'store-busy: afterwards', 'failed');
        expect(await store.post(post.key)).toEqual(post);
      });

      it('as failed keeps the reason', async () => {
        const { key } = await queued(aPost());
        await store.claimPost(key);
        await store.markUnsent(key, 'channel-gone: it is', 'failed');
        expect(await store.post(key)).toMatchObject({ state: 'failed', fault: 'channel-gone: it is', sentAt: null });
      });

      it('may be told of a post that is not there', async () => {
        await store.markUnsent('answer:nowhere', 'x', 'queued');
        await store.partlySent('answer:nowhere', [aRef(aPost(), '1')]);
        await store.markSent('answer:nowhere', [aRef(aPost(), '1')]);
        expect(await store.post('answer:nowhere')).toBeNull();
        expect(await store.postOfMessage(aRef(aPost(), '1'))).toBeNull();
      });
    });

    describe('messages', () => {
      it('sent so far are kept, while the rest is still to come', async () => {
        const post = await queued(aPost());
        await store.claimPost(post.key);
        const refs = ['1', '2', '3'].map(message => aRef(post, message));
        for (let n = 1; n <= 2; n++) {
          await store.partlySent(post.key, refs.slice(0, n));
          expect((await store.post(post.key))?.refs).toEqual(refs.slice(0, n));
          expect(await store.postOfMessage(refs[n - 1]!)).toMatchObject({ key: post.key, state: 'sending' });
        }
        await store.markUnsent(post.key, 'not-delivered: for now', 'queued');
        expect((await store.claimPost(post.key))?.post.refs).toEqual(refs.slice(0, 2));
        await store.markSent(post.key, refs);
        expect((await store.post(post.key))?.refs).toEqual(refs);
      });

      it('are those it was last told to have', async () => {
        const post = await queued(aPost());
        await store.claimPost(post.key);
        await store.partlySent(post.key, [aRef(post, '1'), aRef(post, '2')]);
        await store.markSent(post.key, [aRef(post, '1'), aRef(post, '3')]);
        expect((await store.post(post.key))?.refs.map(({ message }) => message)).toEqual(['1', '3']);
        expect(await store.postOfMessage(aRef(post, '2'))).toBeNull();
      });

      it('lead back to their post years later, from their own channel alone', async () => {
        const post = await sent(aPost(), '1', '2');
        for (let i = 0; i < 30; i++) await sent(aPost({ target: { channel: `c${i}` } }), '1', '2');
        clock.set('2031-01-07T12:00:00Z');
        await store.tidy('2030-10-01T00:00:00Z');
        expect(await store.postOfMessage(aRef(post, '2'))).toMatchObject({ key: post.key, refs: post.refs });
        for (const elsewhere of [{ platform: 'other' }, { space: 'w2' }, { channel: 'quay' }])
          expect(await store.postOfMessage({ ...aRef(post, '2'), ...elsewhere })).toBeNull();
      });
    });

    describe('the answer a request got', () => {
      it('is its first post', async () => {
        const first = await queued(aPost({ request: 'r-1' }));
        await queued(aPost({ request: 'r-1' }));
        await queued(aPost({ request: 'r-2' }));
        await queued(aPost());
        expect(await store.postOfRequest('r-1')).toEqual(first);
      });
    });

    describe('posts that show an article', () => {
      const keysShowing = async (article: string, page: { after?: string; limit: number } = { limit: 100 }) =>
        (await store.postsShowing(article, page)).map(({ key }) => key);

      it('are found by every quotation, in quotes and anywhere in data', async () => {
        const sides = [{ says: '14', evidence: [someEvidence({ article: 'side' })] }];
        const data = anAnswer({
          evidence: [someEvidence({ article: 'given' }), someEvidence({ article: 'given', start: 5, end: 9 })],
          nearest: [someEvidence({ article: 'near' })],
          disagreement: { kind: 'conflict', sides },
        });
        const { key } = await sent(aPost({ reply: { ...showing('shown'), data } }), '1');
        for (const article of ['shown', 'given', 'side', 'near']) expect(await keysShowing(article)).toEqual([key]);
        expect(await keysShowing('elsewhere')).toEqual([]);
      });

      it('come by key, a page at a time, whole', async () => {
        for (const key of ['b', 'd', 'a', 'c', 'e']) await sent(aPost({ key, reply: showing('x', 'y') }), `m${key}`);
        expect(await keysShowing('x', { limit: 2 })).toEqual(['a', 'b']);
        expect(await keysShowing('x', { after: 'b', limit: 2 })).toEqual(['c', 'd']);
        expect(await keysShowing('x', { after: 'd', limit: 2 })).toEqual(['e']);
        expect(await keysShowing('x', { after: 'e', limit: 2 })).toEqual([]);
        expect(await keysShowing('x', { limit: 0 })).toEqual([]);
        expect((await store.postsShowing('x', { limit: 1 }))[0]).toEqual(await store.post('a'));
      });

      it('are those of which anything stands, whether or not the rest was sent', async () => {
        const draft = () => aPost({ reply: showing('x') });
        await queued(draft());
        const partly = await queued(draft());
        await store.claimPost(partly.key);
        await store.partlySent(partly.key, [aRef(partly, '1')]);
        await store.markUnsent(partly.key, 'channel-gone: it is', 'failed');
        const nothing = await queued(draft());
        await store.claimPost(nothing.key);
        await store.markUnsent(nothing.key, 'channel-gone: it is', 'failed');
        expect(await keysShowing('x')).toEqual([partly.key]);
      });
    });

    describe('unsent posts', () => {
      it('are those queued or being sent, the oldest first', async () => {
        const [first, second, third] = [await queued(aPost()), await queued(aPost()), await queued(aPost())];
        clock.advance(-MINUTE_MS);
        const oldest = await queued(aPost());
        await store.claimPost(second.key);
        await store.claimPost(third.key);
        await store.markSent(third.key, [aRef(third, '1')]);
        expect(await store.unsentPosts()).toEqual([oldest.key, first.key, second.key]);
        const before = (await store.post(second.key))!.queuedAt;
        expect(await store.unsentPosts(before)).toEqual([oldest.key]);
        expect(await store.unsentPosts('2000-01-01T00:00:00.000Z')).toEqual([]);
      });
    });

    it('whatever happens to a post, it is held by one at a time, in doubt after every try, and closed for good', async () => {
      const step = fc.constantFrom('claim', 'part', 'sent', 'later', 'untried', 'failed');
      await fc.assert(
        fc.asyncProperty(fc.array(step, { maxLength: 14 }), async steps => {
          const post = await queued(aPost());
          const is = { held: false, tries: 0, closed: false };
          const apply = {
            claim: async () => {
              const claim = await store.claimPost(post.key);
              expect(claim !== null).toBe(!is.held && !is.closed);
              if (claim === null) return;
              expect(claim.doubtSince).toBe(is.tries > 0 ? post.queuedAt : null);
              is.held = true;
            },
            part: () => store.partlySent(post.key, [aRef(post, post.key)]),
            sent: () => store.markSent(post.key, [aRef(post, post.key)]),
            later: () => store.markUnsent(post.key, 'for now', 'queued'),
            untried: () => store.markUnsent(post.key, 'for now', 'queued', true),
            failed: () => store.markUnsent(post.key, 'for good', 'failed'),
          };
          for (const each of steps) {
            // Only whoever has claimed it says what came of it.
            if (each !== 'claim' && !is.held) continue;
            await apply[each]();
            if (each === 'claim' || each === 'part') continue;
            is.held = false;
            if (each === 'later') is.tries += 1;
            if (each === 'sent' || each === 'failed') is.closed = true;
          }
          expect((await store.unsentPosts()).includes(post.key)).toBe(!is.closed);
        }),
        { numRuns: 60 },
      );
    });
  });
}

/** What of it must outlive a process. */
export function keptPostContract(name: string, open: (clock: SettableClock) => Promise<KeptForTest>): void {
  describe(`kept post contract: ${name}`, () => {
    const clock = fixedClock(NOON);
    let opened: KeptForTest;
    let store: Store;
    beforeEach(async () => {
      clock.set(NOON);
      opened = await open(clock);
      store = opened.store;
    });
    afterEach(() => opened.close());

    it('finds what was queued and what was said again', async () => {
      const { post } = await store.queuePost(aPost());
      const done = (await store.queuePost(aPost({ reply: showing('x') }))).post;
      await store.claimPost(done.key);
      await store.markSent(done.key, [aRef(done, '1')]);
      const said = await store.post(done.key);
      const again = await opened.reopen();
      expect(await again.post(post.key)).toEqual(post);
      expect(await again.postOfMessage(aRef(done, '1'))).toEqual(said);
      expect(await again.postsShowing('x', { limit: 9 })).toEqual([said]);
      expect(await again.unsentPosts()).toEqual([post.key]);
      expect(await again.claimPost(done.key)).toBeNull();
    });

    it('takes a post that a process was killed over, in doubt, with the messages that were known, for one at a time', async () => {
      const { post } = await store.queuePost(aPost());
      await store.claimPost(post.key);
      await store.partlySent(post.key, [aRef(post, '1')]);
      clock.advance(MINUTE_MS);
      const again = await opened.reopen();
      expect(await again.unsentPosts()).toEqual([post.key]);
      const claims = [await again.claimPost(post.key), await again.claimPost(post.key)];
      expect(claims[0]).toMatchObject({ post: { attempts: 2, refs: [aRef(post, '1')] }, doubtSince: NOON });
      expect(claims[1]).toBeNull();
    });

    it('is in doubt after every opening in which it was claimed, and not before', async () => {
      const { post } = await store.queuePost(aPost());
      let current = await opened.reopen();
      for (const doubtSince of [null, NOON, NOON]) {
        expect(await current.claimPost(post.key)).toMatchObject({ doubtSince });
        current = await opened.reopen();
      }
      await current.claimPost(post.key);
      await current.markSent(post.key, [aRef(post, '1')]);
      expect((await (await opened.reopen()).post(post.key))?.state).toBe('sent');
    });

    it('is not claimed by a process that could not keep that it was', async () => {
      const { post } = await store.queuePost(aPost({ target: aTarget() }));
      await store.close();
      await expect(store.claimPost(post.key)).rejects.toMatchObject({ code: 'store-failed' });
      expect(await (await opened.reopen()).claimPost(post.key)).toMatchObject({ doubtSince: null });
    });
  });
}
