/** What every Store must do with what places follow: once a place, found again, and what was told is known by channel. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { PostDraft } from '../../src/core/chat.ts';
import type { Store } from '../../src/core/ports.ts';
import { reply } from '../../src/core/reply.ts';
import { someEvidence } from '../adapters/parts.ts';
import { aPost, aRef } from '../support/chat.ts';
import { fixedClock, type SettableClock } from '../support/clock.ts';
import { aFeed, anItem, aSubscription } from '../support/feeds.ts';
import type { KeptForTest, OpenedForTest } from './store.ts';

const MINUTE_MS = 60_000;
const NOON = '2026-01-07T12:00:00.000Z';
const HARBOUR = { platform: 'wire', space: 'w1', channel: 'harbour' };

/** @param open makes a new, empty store each time, which goes by this clock. */
export function subscriptionContract(name: string, open: (clock: SettableClock) => Promise<OpenedForTest>): void {
  describe(`subscription contract: ${name}`, () => {
    const clock = fixedClock();
    let opened: OpenedForTest;
    let store: Store;
    beforeEach(async () => {
      clock.set(NOON);
      opened = await open(clock);
      store = opened.store;
    });
    afterEach(() => opened.close());

    const subscribed = async (given: Parameters<typeof aSubscription>[0] = {}) =>
      (await store.subscribe(aSubscription(given))).subscription;

    describe('a subscription', () => {
      it.each([
        { kind: 'all' },
        { kind: 'feed', feed: 'f-1' },
        { kind: 'outlet', outlet: 'The Harbour Post' },
        { kind: 'topic', words: 'ferries' },
      ] as const)('to $kind is given back as it was set', async followed => {
        const draft = aSubscription({ followed, words: ['strike', 'pay'], direct: true });
        const { subscription, fresh } = await store.subscribe(draft);
        expect(fresh).toBe(true);
        expect(subscription).toEqual({ ...draft, id: subscription.id, createdAt: NOON, paused: null });
        expect(subscription.id).toMatch(/^s-[a-z2-7]{10}$/);
        expect(await store.subscription(subscription.id)).toEqual(subscription);
      });

      it.each([null, '17.5'])(
        'of one thing in one place is one, its words and who set it replaced (thread %s)',
        async thread => {
          const first = await subscribed({ place: { thread } });
          await store.pauseSubscription(first.id, 'gone');
          clock.advance(MINUTE_MS);
          const again = aSubscription({ place: { thread }, words: ['pay'], setBy: 'wire:w1:nils' });
          const { subscription, fresh } = await store.subscribe(again);
          expect(fresh).toBe(false);
          expect(subscription).toEqual({ ...first, words: ['pay'], setBy: 'wire:w1:nils' });
          expect(await store.subscriptions()).toEqual([subscription]);
        },
      );

      it('stands beside those of other things and other places', async () => {
        const drafts = [
          {},
          { followed: { kind: 'topic' as const, words: 'ferries' } },
          { place: { thread: '17.5' } },
          { place: { channel: 'quay' } },
          { place: { space: 'w2' } },
          { place: { platform: 'other' } },
        ];
        const made = [];
        for (const draft of drafts) made.push(await subscribed(draft));
        expect(await store.subscriptions()).toEqual(made);
        expect(await store.subscriptions({ ...HARBOUR, thread: null })).toEqual(made.slice(0, 2));
        expect(await store.subscriptions({ ...HARBOUR, thread: '17.5' })).toEqual([made[2]]);
        expect(await store.subscriptions({ ...HARBOUR, thread: 'x' })).toEqual([]);
      });

      it('comes by age, is paused with a reason, and ends', async () => {
        const young = await subscribed();
        clock.advance(-MINUTE_MS);
        const old = await subscribed({ place: { channel: 'quay' } });
        expect(await store.subscriptions()).toEqual([old, young]);
        await store.pauseSubscription(old.id, 'The channel is gone.');
        expect(await store.subscription(old.id)).toEqual({ ...old, paused: 'The channel is gone.' });
        await store.pauseSubscription(old.id, null);
        expect(await store.subscription(old.id)).toEqual(old);
        expect(await store.unsubscribe(old.id)).toBe(true);
        expect(await store.unsubscribe(old.id)).toBe(false);
        expect(await store.subscription(old.id)).toBeNull();
        expect(await store.subscriptions()).toEqual([young]);
      });

      it('of a person who is forgotten goes where it was theirs alone, and is set by nobody where it is everyone’s', async () => {
        const open = await subscribed();
        await subscribed({ place: { channel: 'd1' }, direct: true });
        const other = await subscribed({ place: { channel: 'd2' }, direct: true, setBy: 'wire:w1:nils' });
        await store.forget('wire:w1:ada');
        expect(await store.subscriptions()).toEqual([{ ...open, setBy: '' }, other]);
      });
    });

    describe('what is still to be told', () => {
      /** An item of a feed that became an article. */
      const stored = async (feed: string, article: string, quiet = false) => {
        const draft = anItem(feed, { quiet });
        await store.keepItems([draft]);
        await store.settleItem(feed, draft.item, { article });
      };
      const feeds = async () => [await store.addFeed(aFeed()), await store.addFeed(aFeed())].map(({ feed }) => feed.id);

      it('is what came by a feed, is stored and not quiet, each once, the oldest first', async () => {
        const [a = '', b = ''] = await feeds();
        await stored(a, 'late');
        await stored(a, 'quiet', true);
        await store.keepItems([anItem(a)]);
        const refused = anItem(a);
        await store.keepItems([refused]);
        await store.settleItem(a, refused.item, { reason: 'no' });
        clock.advance(-MINUTE_MS);
        await stored(a, 'early');
        clock.advance(2 * MINUTE_MS);
        await stored(b, 'early');
        expect(await store.unbriefed(10)).toEqual(['early', 'late']);
        expect(await store.unbriefed(1)).toEqual(['early']);
        await store.markBriefed('early', await store.feedsOf('early'));
        await store.markBriefed('early', await store.feedsOf('early'));
        expect(await store.unbriefed(10)).toEqual(['late']);
      });

      it('is again what comes by one more feed, but not what was there when that was added', async () => {
        const [a = '', b = ''] = await feeds();
        await stored(a, 'x');
        await store.markBriefed('x', await store.feedsOf('x'));
        await stored(b, 'x', true);
        expect(await store.unbriefed(10)).toEqual([]);
        await stored(b, 'x');
        expect(await store.unbriefed(10)).toEqual(['x']);
      });

      it('is not said to be told where it came by one more feed meanwhile', async () => {
        const [a = '', b = ''] = await feeds();
        await stored(a, 'x');
        const known = await store.feedsOf('x');
        await stored(b, 'x');
        expect(await store.markBriefed('x', known)).toBe(false);
        expect(await store.unbriefed(10)).toEqual(['x']);
        expect(await store.markBriefed('x', await store.feedsOf('x'))).toBe(true);
        expect(await store.unbriefed(10)).toEqual([]);
      });

      it('is not told anew when a stored item is settled twice', async () => {
        const [a = ''] = await feeds();
        const draft = anItem(a);
        await store.keepItems([draft]);
        await store.settleItem(a, draft.item, { article: 'x' });
        await store.markBriefed('x', await store.feedsOf('x'));
        await store.settleItem(a, draft.item, { article: 'x' });
        expect(await store.unbriefed(10)).toEqual([]);
      });

      it('knows the feeds an article came by', async () => {
        const [a = '', b = ''] = await feeds();
        await stored(b, 'x');
        await stored(a, 'x', true);
        await stored(a, 'x');
        await stored(a, 'y');
        expect(await store.feedsOf('x')).toEqual([a, b].sort());
        expect(await store.feedsOf('y')).toEqual([a]);
        expect(await store.feedsOf('nowhere')).toEqual([]);
      });
    });

    describe('what a channel was shown last', () => {
      const showing = (...articles: string[]): PostDraft['reply'] =>
        reply({ fallback: '', quotes: articles.map(article => ({ evidence: someEvidence({ article }), says: null })) });

      const sent = async (draft: PostDraft) => {
        clock.advance(1_000);
        const { post } = await store.queuePost(draft);
        await store.claimPost(post.key);
        await store.markSent(post.key, [aRef(post, `m-${post.key}`), aRef(post, `n-${post.key}`)]);
      };
      const shown = (limit = 10) => store.lastShownIn(HARBOUR, limit);

      it('is the newest first, each once, its threads counted', async () => {
        await sent(aPost({ reply: showing('a') }));
        await sent(aPost({ reply: showing('b'), target: { thread: '17.5' } }));
        await sent(aPost({ reply: showing('c') }));
        await sent(aPost({ reply: showing('a') }));
        expect(await shown()).toEqual(['a', 'c', 'b']);
        expect(await shown(2)).toEqual(['a', 'c']);
      });

      it('is what had been shown when a post was queued', async () => {
        await sent(aPost({ reply: showing('a') }));
        const post = aPost({ reply: showing('b') });
        await sent(post);
        await sent(aPost({ reply: showing('c') }));
        expect(await store.lastShownIn(HARBOUR, 10, post)).toEqual(['a']);
        expect(await store.lastShownIn(HARBOUR, 10, { key: 'nowhere' })).toEqual([]);
      });

      it('is nothing that stands elsewhere', async () => {
        for (const target of [{ channel: 'quay' }, { space: 'w2' }, { platform: 'other' }])
          await sent(aPost({ reply: showing('a'), target }));
        expect(await shown()).toEqual([]);
      });

      it('is nothing that one person alone saw, but in a direct conversation', async () => {
        await sent(aPost({ reply: showing('a'), target: { only: 'wire:w1:ada' } }));
        expect(await shown()).toEqual([]);
        await sent(aPost({ reply: showing('a'), target: { only: 'wire:w1:ada', direct: true } }));
        expect(await shown()).toEqual(['a']);
      });

      it('is also what is about to be shown, and nothing that failed', async () => {
        const { post } = await store.queuePost(aPost({ reply: showing('a') }));
        expect(await shown()).toEqual(['a']);
        await store.claimPost(post.key);
        expect(await shown()).toEqual(['a']);
        await store.markUnsent(post.key, 'not-accepted: no', 'failed');
        expect(await shown()).toEqual([]);
      });
    });
  });
}

/** What a Store that keeps things must find again. */
export function keptSubscriptionContract(name: string, open: (clock: SettableClock) => Promise<KeptForTest>): void {
  it(`subscription contract: ${name} keeps who follows what, and what was told`, async () => {
    const opened = await open(fixedClock(NOON));
    const { subscription } = await opened.store.subscribe(aSubscription());
    const { feed } = await opened.store.addFeed(aFeed());
    for (const [item, article] of [
      ['1', 'told'],
      ['2', 'untold'],
    ] as const) {
      await opened.store.keepItems([anItem(feed.id, { item })]);
      await opened.store.settleItem(feed.id, item, { article });
    }
    await opened.store.markBriefed('told', await opened.store.feedsOf('told'));
    const store = await opened.reopen();
    expect(await store.subscriptions()).toEqual([subscription]);
    expect(await store.unbriefed(10)).toEqual(['untold']);
    await opened.close();
  });
}
