/** What every Store must do with leases. Its clock is the database's own, which no test can turn: a lease of no time at all is over at once. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Store } from '../../src/core/ports.ts';
import { fixedClock, type SettableClock } from '../support/clock.ts';
import type { OpenedForTest } from './store.ts';

const LONG_MS = 60_000;

export function leaseContract(name: string, open: (clock: SettableClock) => Promise<OpenedForTest>): void {
  describe(`lease contract: ${name}`, () => {
    let opened: OpenedForTest;
    let store: Store;
    beforeEach(async () => {
      opened = await open(fixedClock());
      store = opened.store;
    });
    afterEach(() => opened.close());

    it('has one holder at a time, each name its own', async () => {
      expect(await store.takeLease('socket', 'one', LONG_MS)).toEqual({ fence: 1 });
      expect(await store.takeLease('socket', 'two', LONG_MS)).toBeNull();
      expect(await store.takeLease('other', 'two', LONG_MS)).toEqual({ fence: 1 });
    });

    it('has one holder, however many ask at once', async () => {
      const asked = Array.from({ length: 8 }, (_, i) => store.takeLease('socket', `holder ${i}`, LONG_MS));
      const taken = (await Promise.all(asked)).filter(each => each !== null);
      expect(taken).toEqual([{ fence: 1 }]);
    });

    it('is free when its time is over, and its number grows with each holder', async () => {
      await store.takeLease('socket', 'one', 0);
      expect(await store.takeLease('socket', 'two', 0)).toEqual({ fence: 2 });
      expect(await store.takeLease('socket', 'three', LONG_MS)).toEqual({ fence: 3 });
    });

    it('is free when it is given back, and its number grows all the same', async () => {
      await store.takeLease('socket', 'one', LONG_MS);
      await store.releaseLease('socket', 1);
      expect(await store.takeLease('socket', 'two', LONG_MS)).toEqual({ fence: 2 });
    });

    it('goes on for whoever renews it in time', async () => {
      await store.takeLease('socket', 'one', LONG_MS);
      expect(await store.renewLease('socket', 1, 0)).toBe(true);
      expect(await store.takeLease('socket', 'two', LONG_MS)).toEqual({ fence: 2 });
    });

    it('is neither renewed nor given back by one who is late', async () => {
      await store.takeLease('socket', 'one', 0);
      expect(await store.renewLease('socket', 1, LONG_MS)).toBe(false);
      await store.takeLease('socket', 'two', LONG_MS);
      expect(await store.renewLease('socket', 1, LONG_MS)).toBe(false);
      await store.releaseLease('socket', 1);
      expect(await store.takeLease('socket', 'three', LONG_MS)).toBeNull();
    });

    it('may be taken anew by its own holder, with another number', async () => {
      await store.takeLease('socket', 'one', LONG_MS);
      expect(await store.takeLease('socket', 'one', LONG_MS)).toEqual({ fence: 2 });
      expect(await store.renewLease('socket', 1, LONG_MS)).toBe(false);
    });
  });
}
