/** What every Store must do with dossiers: each stays with the revision it was made of. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Store } from '../../src/core/ports.ts';
import { anArticle } from '../support/articles.ts';
import { fixedClock, type SettableClock } from '../support/clock.ts';
import { aDossier } from '../support/dossiers.ts';
import { inBackup, type KeptForTest, type OpenedForTest } from './store.ts';

const NOON = '2026-01-07T12:00:00.000Z';
const LATER = '2026-01-07T12:01:00.000Z';

/** @param open makes a new, empty store each time, which goes by this clock. */
export function dossierContract(name: string, open: (clock: SettableClock) => Promise<OpenedForTest>): void {
  describe(`dossier contract: ${name}`, () => {
    const clock = fixedClock();
    let opened: OpenedForTest;
    let store: Store;
    beforeEach(async () => {
      clock.set(NOON);
      opened = await open(clock);
      store = opened.store;
    });
    afterEach(() => opened.close());

    const saved = async (text: string, id = 'a') => store.saveArticle(anArticle({ id, text }));

    it('is given back as it was found, with when', async () => {
      await saved('The ferries sail.');
      const dossier = aDossier({ article: 'a', summary: 'Wh\uD800o \0 🚢?' });
      expect(await store.keepDossier(dossier)).toBe(true);
      expect(await store.dossier('a')).toEqual({ dossier, madeAt: NOON });
      expect(await store.dossier('a', 1)).toEqual({ dossier, madeAt: NOON });
    });

    it('takes the place of the one before it', async () => {
      await saved('The ferries sail.');
      await store.keepDossier(aDossier({ article: 'a', summary: 'one' }));
      clock.set(LATER);
      await store.keepDossier(aDossier({ article: 'a', summary: 'two' }));
      expect(await store.dossier('a')).toMatchObject({ dossier: { summary: 'two' }, madeAt: LATER });
    });

    it('stays with its revision when there is a newer one', async () => {
      await saved('The ferries sail.');
      const first = aDossier({ article: 'a', summary: 'one' });
      await store.keepDossier(first);
      await saved('The ferries do not sail.');
      expect(await store.dossier('a')).toBeNull();
      expect((await store.dossier('a', 1))?.dossier).toEqual(first);
      await store.keepDossier(aDossier({ article: 'a', revision: 2, summary: 'two' }));
      expect((await store.dossier('a'))?.dossier.summary).toBe('two');
      expect((await store.dossier('a', 1))?.dossier.summary).toBe('one');
    });

    it('of no revision is not kept', async () => {
      expect(await store.keepDossier(aDossier({ article: 'nowhere' }))).toBe(false);
      await saved('The ferries sail.');
      expect(await store.keepDossier(aDossier({ article: 'a', revision: 2 }))).toBe(false);
      expect(await store.dossier('a')).toBeNull();
    });

    it('is missing of articles that came or changed since, the newest first', async () => {
      await saved('One.', 'a');
      await saved('Two.', 'b');
      await saved('Three.', 'c');
      await store.keepDossier(aDossier({ article: 'b' }));
      expect(await store.unassessed(10)).toEqual(['c', 'a']);
      await saved('Two and a half.', 'b');
      expect(await store.unassessed(10)).toEqual(['b', 'c', 'a']);
      expect(await store.unassessed(1)).toEqual(['b']);
    });
  });
}

/** What a Store that keeps things must find again. */
export function keptDossierContract(name: string, open: (clock: SettableClock) => Promise<KeptForTest>): void {
  it(`dossier contract: ${name} keeps dossiers, in a backup too`, async () => {
    const opened = await open(fixedClock(NOON));
    await opened.store.saveArticle(anArticle({ id: 'a' }));
    const dossier = aDossier({ article: 'a' });
    await opened.store.keepDossier(dossier);
    await inBackup(opened, async copy => expect(await copy.dossier('a')).toEqual({ dossier, madeAt: NOON }));
    expect(await (await opened.reopen()).dossier('a')).toEqual({ dossier, madeAt: NOON });
    await opened.close();
  });
}
