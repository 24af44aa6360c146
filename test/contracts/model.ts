/** What every Store must do with what a language model costs, and with posts that show what it helped to find. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Post } from '../../src/core/chat.ts';
import type { Store } from '../../src/core/ports.ts';
import { type Reply, reply } from '../../src/core/reply.ts';
import { someEvidence } from '../adapters/parts.ts';
import { anArticle } from '../support/articles.ts';
import { aPost, aRef } from '../support/chat.ts';
import { fixedClock, type SettableClock } from '../support/clock.ts';
import type { KeptForTest, OpenedForTest } from './store.ts';

const DAY = '2026-01-07';

const better = (article = 'a'): Reply =>
  reply({ fallback: '31', quotes: [{ evidence: someEvidence({ article, revision: 1 }), says: null }] });

async function sent(store: Store): Promise<Post> {
  const { post } = await store.queuePost(aPost());
  await store.claimPost(post.key);
  await store.markSent(post.key, [aRef(post, crypto.randomUUID())]);
  return (await store.post(post.key))!;
}

/** @param open makes a new, empty store each time, which goes by this clock. */
export function modelContract(name: string, open: (clock: SettableClock) => Promise<OpenedForTest>): void {
  describe(`language model contract: ${name}`, () => {
    let opened: OpenedForTest;
    let store: Store;
    beforeEach(async () => {
      opened = await open(fixedClock());
      store = opened.store;
    });
    afterEach(() => opened.close());

    describe('tokens', () => {
      it('are spent up to what is allowed, day by day, and can be given back', async () => {
        expect(await store.spendTokens(DAY, 60, 100)).toBe(true);
        expect(await store.spendTokens(DAY, 41, 100)).toBe(false);
        expect(await store.spendTokens('2026-01-08', 41, 100)).toBe(true);
        expect(await store.spendTokens(DAY, -1)).toBe(true);
        expect(await store.spendTokens(DAY, 41, 100)).toBe(true);
        expect(await store.spendTokens(DAY, 1, 100)).toBe(false);
      });

      it('are not spent twice by two at once', async () => {
        const both = await Promise.all([store.spendTokens(DAY, 60, 100), store.spendTokens(DAY, 60, 100)]);
        expect(both.sort()).toEqual([false, true]);
      });

      it('that alone are too many are not spent', async () => {
        expect(await store.spendTokens(DAY, 101, 100)).toBe(false);
        expect(await store.spendTokens(DAY, 100, 100)).toBe(true);
      });
    });

    describe('an improvement', () => {
      it('gives a sent post its reply and passages once, and is due until it is shown', async () => {
        const post = await sent(store);
        await store.saveArticle(anArticle({ id: 'a' }));
        expect(await store.improvePost(post, better())).toBe(true);
        expect((await store.post(post.key))?.reply).toEqual(better());
        expect((await store.postsShowing('a', { limit: 9 })).map(({ key }) => key)).toEqual([post.key]);
        expect(await store.unshownImprovements(9)).toEqual([post.key]);
        const refs = [aRef(post, 'one'), aRef(post, 'two')];
        await store.markImproved(post.key, refs);
        expect(await store.unshownImprovements(9)).toEqual([]);
        expect((await store.post(post.key))?.refs).toEqual(refs);
        expect(await store.improvePost((await store.post(post.key))!, better('b'))).toBe(false);
      });

      it('is kept of no post that is not sent, or is another by now', async () => {
        const { post: queued } = await store.queuePost(aPost());
        expect(await store.improvePost(queued, better())).toBe(false);
        const post = await sent(store);
        expect(await store.improvePost({ ...post, reply: reply({ fallback: 'older' }) }, better())).toBe(false);
        expect((await store.post(post.key))?.reply).toEqual(post.reply);
        expect(await store.unshownImprovements(9)).toEqual([]);
      });

      it('is found at most as often as is asked for', async () => {
        for (let n = 0; n < 3; n++) await store.improvePost(await sent(store), better());
        expect(await store.unshownImprovements(2)).toHaveLength(2);
      });
    });
  });
}

/** What a store that outlives its process must keep besides. */
export function keptModelContract(name: string, open: (clock: SettableClock) => Promise<KeptForTest>): void {
  describe(`kept language model contract: ${name}`, () => {
    it('keeps what was spent, and what is still to be shown', async () => {
      const { store, reopen, close } = await open(fixedClock());
      const post = await sent(store);
      await store.spendTokens(DAY, 60, 100);
      await store.improvePost(post, better());
      const again = await reopen();
      expect(await again.spendTokens(DAY, 60, 100)).toBe(false);
      expect(await again.unshownImprovements(9)).toEqual([post.key]);
      await close();
    });
  });
}
