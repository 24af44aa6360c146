/** What every Store must do with buttons and votes. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ActionDraft } from '../../src/core/chat.ts';
import type { Store } from '../../src/core/ports.ts';
import { asking } from '../support/chat.ts';
import { fixedClock, type SettableClock } from '../support/clock.ts';
import { offerOne } from '../support/offers.ts';
import type { KeptForTest, OpenedForTest } from './store.ts';

const anAction = (given: Partial<ActionDraft> = {}): ActionDraft => ({
  call: asking('And when?'),
  audience: null,
  expiresAt: '2026-01-07T12:10:00Z',
  ...given,
});

/** @param open makes a new, empty store each time, which goes by this clock. */
export function feedbackContract(name: string, open: (clock: SettableClock) => Promise<OpenedForTest>): void {
  describe(`feedback contract: ${name}`, () => {
    const clock = fixedClock();
    let opened: OpenedForTest;
    let store: Store;
    beforeEach(async () => {
      clock.set('2026-01-07T12:00:00Z');
      opened = await open(clock);
      store = opened.store;
    });
    afterEach(() => opened.close());

    describe('an action', () => {
      it('is found by its short id, with its call and its audience', async () => {
        const draft = anAction({ audience: 'wire:w1:ada', call: asking('Wh\uD800o \0 🚢?') });
        const id = await offerOne(store, draft);
        expect(id).toMatch(/^b-[a-z2-7]{10}$/);
        expect(await store.action(id)).toEqual({ ...draft, id, expiresAt: '2026-01-07T12:10:00.000Z' });
      });

      it('of the same call has an id of its own each time', async () => {
        const ids = await Promise.all(Array.from({ length: 20 }, () => offerOne(store, anAction())));
        expect(new Set(ids).size).toBe(20);
      });

      it.each(['2026-01-07T12:10:00Z', '2026-01-07T12:10:00.000Z', '2026-01-07T14:10:00+02:00'])(
        'is there until %s and not at it',
        async expiresAt => {
          const id = await offerOne(store, anAction({ expiresAt }));
          clock.set('2026-01-07T12:09:59.999Z');
          expect(await store.action(id)).not.toBeNull();
          clock.advance(1);
          expect(await store.action(id)).toBeNull();
        },
      );

      it('that was never offered is unknown', async () => {
        expect(await store.action('b-nowhere')).toBeNull();
      });
    });

    describe('votes', () => {
      it('are counted by kind, one a person', async () => {
        await store.vote('r-1', 'ada', 'good');
        await store.vote('r-1', 'ben', 'good');
        await store.vote('r-1', 'eve', 'bad');
        await store.vote('r-2', 'ada', 'bad');
        expect(await store.votes('r-1')).toEqual({ good: 2, bad: 1 });
        expect(await store.votes('r-2')).toEqual({ good: 0, bad: 1 });
        expect(await store.votes('r-3')).toEqual({ good: 0, bad: 0 });
      });

      it('of one person count as the last one', async () => {
        for (const vote of ['good', 'bad', 'bad', 'good', 'bad'] as const) await store.vote('r-1', 'ada', vote);
        expect(await store.votes('r-1')).toEqual({ good: 0, bad: 1 });
      });
    });
  });
}

/** What of it must outlive a process. */
export function keptFeedbackContract(name: string, open: (clock: SettableClock) => Promise<KeptForTest>): void {
  describe(`kept feedback contract: ${name}`, () => {
    it('finds actions and votes again', async () => {
      const { store, reopen, close } = await open(fixedClock());
      const id = await offerOne(store, anAction());
      await store.vote('r-1', 'ada', 'good');
      const again = await reopen();
      expect(await again.action(id)).toMatchObject(anAction({ expiresAt: '2026-01-07T12:10:00.000Z' }));
      expect(await again.votes('r-1')).toEqual({ good: 1, bad: 0 });
      await close();
    });
  });
}
