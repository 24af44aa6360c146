/** What every Store must do, whatever it is made of. Each version's own test file runs this suite. */
import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Store } from '../../src/core/ports.ts';
import { anArticle } from '../support/articles.ts';

export interface OpenedForTest {
  store: Store;
  /** Cleans up; the store itself may be closed already. */
  close: () => Promise<void>;
}

export interface KeptForTest extends OpenedForTest {
  /** Closes the store and opens what it kept. */
  reopen: () => Promise<Store>;
  /** Backs the open store up and opens the copy, which the caller closes; null where the database's own tools make backups. */
  openBackup: (() => Promise<Store>) | null;
}

const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/;

/** @param open makes a new, empty store each time. */
export function storeContract(name: string, open: () => Promise<OpenedForTest>): void {
  describe(`store contract: ${name}`, () => {
    let opened: OpenedForTest;
    let store: Store;
    beforeEach(async () => {
      opened = await open();
      store = opened.store;
    });
    afterEach(() => opened.close());

    it('has an id that no other store has', async () => {
      const other = await open();
      expect(store.id).toMatch(/^[\da-f-]{32,36}$/);
      expect(other.store.id).not.toBe(store.id);
      await other.close();
    });

    describe('a new article', () => {
      it('is given back as it was saved, with its first revision', async () => {
        const draft = anArticle({ id: '007', url: 'https://news.example/7' });
        const { text, ...meta } = draft;
        const { article, outcome } = await store.saveArticle(draft);
        expect(outcome).toBe('new');
        expect(article).toEqual({
          ...meta,
          revision: 1,
          seq: 1,
          storedAt: expect.stringMatching(INSTANT),
          verdict: null,
        });
        expect(await store.article('007')).toEqual(article);
        expect(await store.revision('007')).toEqual({
          article: '007',
          number: 1,
          text,
          hash: createHash('sha256').update(text).digest('hex'),
          storedAt: article.storedAt,
        });
      });

      it('may have nothing known about it but its text', async () => {
        const unknown = { url: null, outlet: null, byline: null, title: null, publishedAt: null, language: null };
        const { article } = await store.saveArticle(anArticle({ id: 'bare', ...unknown }));
        expect(await store.article('bare')).toEqual(article);
        expect(article).toMatchObject(unknown);
      });

      it('may be empty', async () => {
        await store.saveArticle(anArticle({ id: 'empty', text: '' }));
        expect((await store.revision('empty'))?.text).toBe('');
      });

      it('keeps only the fields of a draft', async () => {
        const { article } = await store.saveArticle({ ...anArticle(), ...{ mood: 'sour' } });
        expect(article).not.toHaveProperty('mood');
      });
    });

    describe('saving again', () => {
      it('changes nothing when nothing changed', async () => {
        const draft = anArticle();
        const first = await store.saveArticle(draft);
        expect(await store.saveArticle(draft)).toEqual({ article: first.article, outcome: 'unchanged' });
        expect(await store.lastSeq()).toBe(1);
      });

      it('adds a revision when the text differs, and keeps the earlier one', async () => {
        const draft = anArticle({ id: 'x', text: 'Fourteen ferries.' });
        const first = await store.saveArticle(draft);
        const second = await store.saveArticle({ ...draft, text: 'Fifteen ferries.' });
        expect(second.outcome).toBe('revised');
        expect(second.article).toEqual({ ...first.article, revision: 2, seq: 2 });
        expect((await store.revision('x', 1))?.text).toBe('Fourteen ferries.');
        expect((await store.revision('x', 2))?.text).toBe('Fifteen ferries.');
        expect((await store.revision('x'))?.number).toBe(2);
      });

      it('adds a revision when a text goes back to an earlier one', async () => {
        const draft = anArticle({ id: 'x', text: 'A.' });
        for (const text of ['A.', 'B.', 'A.']) await store.saveArticle({ ...draft, text });
        expect(await store.revision('x')).toMatchObject({ number: 3, text: 'A.' });
      });

      it.each([
        { url: 'https://news.example/moved' },
        { outlet: null },
        { byline: 'Ben Blot' },
        { title: 'Another line of the text' },
        { publishedAt: '2026-01-08' },
        { language: 'fr' },
        { origin: 'feed' as const },
      ])('gives a new sequence number but no revision for %o', async change => {
        const draft = anArticle();
        const before = await store.saveArticle(draft);
        const after = await store.saveArticle({ ...draft, ...change });
        expect(after).toEqual({ article: { ...before.article, ...change, seq: 2 }, outcome: 'revised' });
        expect(await store.article(draft.id)).toEqual(after.article);
        expect(await store.revision(draft.id, 2)).toBeNull();
      });

      it.each(['file', 'feed'] as const)('as a seed leaves an article of origin %s as it is', async origin => {
        const draft = anArticle({ origin, text: 'Mine.' });
        const { article } = await store.saveArticle(draft);
        for (const change of [{}, { title: 'Theirs' }, { text: 'Theirs.' }]) {
          const saved = await store.saveArticle({ ...draft, ...change, origin: 'seed' });
          expect(saved).toEqual({ article, outcome: 'unchanged' });
        }
        expect(await store.article(draft.id)).toEqual(article);
        expect((await store.revision(draft.id))?.text).toBe('Mine.');
        expect(await store.lastSeq()).toBe(1);
      });

      it('as a seed changes a seed, and what is not a seed takes its place', async () => {
        const draft = anArticle({ origin: 'seed', text: 'A.' });
        await store.saveArticle(draft);
        expect((await store.saveArticle({ ...draft, text: 'B.' })).outcome).toBe('revised');
        const { article } = await store.saveArticle({ ...draft, origin: 'file', text: 'C.' });
        expect(article).toMatchObject({ origin: 'file', revision: 3, seq: 3 });
      });

      it('is stored once when the same draft arrives several times at once', async () => {
        const draft = anArticle();
        const saved = await Promise.all(Array.from({ length: 8 }, () => store.saveArticle(draft)));
        expect(saved.map(each => each.outcome).sort()).toEqual(['new', ...Array(7).fill('unchanged')]);
        expect(await store.lastSeq()).toBe(1);
      });

      it('gives every change its own number when many arrive at once', async () => {
        const drafts = Array.from({ length: 12 }, (_, i) => anArticle({ id: `c${i % 4}`, text: `Version ${i}.` }));
        const saved = await Promise.all(drafts.map(draft => store.saveArticle(draft)));
        const numbers = saved.map(each => each.article.seq).sort((a, b) => a - b);
        expect(numbers).toEqual(drafts.map((_, i) => i + 1));
        expect(await store.revision('c0', 3)).not.toBeNull();
        expect(await store.revision('c0', 4)).toBeNull();
      });
    });

    describe('text', () => {
      it('is made well-formed and free of NUL, one unit for one', async () => {
        const { article } = await store.saveArticle(anArticle({ title: 'A\0\uD800', text: 'a\uD800b\0c\uDC00' }));
        expect(article.title).toBe('A\uFFFD\uFFFD');
        expect((await store.revision(article.id))?.text).toBe('a\uFFFDb\uFFFDc\uFFFD');
      });

      it('that was mended is the same text when it comes again', async () => {
        const draft = anArticle({ byline: 'B\0', text: 'a\uD800\0' });
        await store.saveArticle(draft);
        expect((await store.saveArticle(draft)).outcome).toBe('unchanged');
      });

      it('comes back unit for unit, whatever else it is', async () => {
        const units = fc.array(fc.oneof(fc.nat(0x7f), fc.nat(0xffff)), { maxLength: 60 });
        await fc.assert(
          fc.asyncProperty(units, async codes => {
            const text = String.fromCharCode(...codes);
            const { article } = await store.saveArticle(anArticle({ text }));
            expect((await store.revision(article.id))?.text).toBe(text.toWellFormed().replaceAll('\0', '\uFFFD'));
          }),
        );
      });

      it('may be very long', async () => {
        const text = 'Fourteen ferries will sail. 🚢 '.repeat(40_000);
        await store.saveArticle(anArticle({ id: 'long', text }));
        expect((await store.revision('long'))?.text === text).toBe(true);
      });
    });

    describe('asking', () => {
      it('knows nothing of an article or a revision that is not there', async () => {
        await store.saveArticle(anArticle({ id: 'here' }));
        expect(await store.article('elsewhere')).toBeNull();
        expect(await store.article("' OR 1=1 --")).toBeNull();
        expect(await store.revision('elsewhere')).toBeNull();
        expect(await store.revision('here', 0)).toBeNull();
        expect(await store.revision('here', 2)).toBeNull();
      });

      it('answers an empty store with nothing', async () => {
        expect(await store.lastSeq()).toBe(0);
        expect(await store.articles({ limit: 10, seeds: true })).toEqual([]);
        expect(await store.changesSince(0, 10)).toEqual([]);
        expect(await store.countArticles()).toEqual({ seed: 0, file: 0, feed: 0 });
      });

      it('counts articles by origin, revisions not', async () => {
        const origins = ['seed', 'seed', 'file', 'feed', 'feed', 'feed'] as const;
        for (const [i, origin] of origins.entries()) await store.saveArticle(anArticle({ id: `o${i}`, origin }));
        await store.saveArticle(anArticle({ id: 'o0', origin: 'seed', text: 'Changed.' }));
        expect(await store.countArticles()).toEqual({ seed: 2, file: 1, feed: 3 });
      });

      it('lists articles by id, code point by code point, a page at a time', async () => {
        for (const id of ['b', '010', 'a-x', 'B', '002', 'é']) await store.saveArticle(anArticle({ id }));
        const ids = async (page: { after?: string; limit: number }) =>
          (await store.articles({ seeds: true, ...page })).map(each => each.id);
        expect(await ids({ limit: 4 })).toEqual(['002', '010', 'B', 'a-x']);
        expect(await ids({ after: 'a-x', limit: 4 })).toEqual(['b', 'é']);
        expect(await ids({ after: 'é', limit: 4 })).toEqual([]);
        expect(await ids({ limit: Number.POSITIVE_INFINITY })).toHaveLength(6);
        expect(await ids({ limit: 0 })).toEqual([]);
        expect(await ids({ limit: -1 })).toEqual([]);
      });

      it('leaves seed articles out of the list where they are not wanted', async () => {
        await store.saveArticle(anArticle({ id: 'a', origin: 'seed' }));
        await store.saveArticle(anArticle({ id: 'b', origin: 'file' }));
        const listed = async (seeds: boolean) => (await store.articles({ limit: 1, seeds })).map(({ id }) => id);
        expect(await listed(true)).toEqual(['a']);
        expect(await listed(false)).toEqual(['b']);
      });
    });

    describe('following', () => {
      it('shows each changed article once, at its last change, with its current text', async () => {
        await store.saveArticle(anArticle({ id: 'a', text: 'Old.' }));
        await store.saveArticle(anArticle({ id: 'b', text: 'Other.' }));
        const { article } = await store.saveArticle(anArticle({ id: 'a', text: 'New.' }));
        const changes = await store.changesSince(0, 10);
        expect(changes.map(change => [change.article.id, change.text])).toEqual([
          ['b', 'Other.'],
          ['a', 'New.'],
        ]);
        expect(changes.at(-1)?.article).toEqual(article);
        expect(await store.changesSince(await store.lastSeq(), 10)).toEqual([]);
      });

      it('reaches all of 700 articles page by page, in order, none twice', async () => {
        for (let i = 0; i < 700; i++) await store.saveArticle(anArticle({ id: `n${i}`, text: `Text ${i}.` }));
        const seen: number[] = [];
        for (;;) {
          const page = await store.changesSince(seen.at(-1) ?? 0, 100);
          if (page.length === 0) break;
          expect(page.length).toBeLessThanOrEqual(100);
          seen.push(...page.map(change => change.article.seq));
        }
        expect(seen).toEqual(Array.from({ length: 700 }, (_, i) => i + 1));
        expect(await store.lastSeq()).toBe(700);
        expect((await store.countArticles()).file).toBe(700);
      });
    });

    describe('closing', () => {
      it('twice is fine', async () => {
        await store.close();
        await expect(store.close()).resolves.toBeUndefined();
      });

      it('ends everything: later calls are refused as store-failed', async () => {
        await store.close();
        await expect(store.lastSeq()).rejects.toMatchObject({ name: 'StetError', code: 'store-failed' });
        await expect(store.saveArticle(anArticle())).rejects.toMatchObject({ code: 'store-failed' });
      });
    });
  });
}

/** Looks at a backup of a store that makes any. */
export async function inBackup(
  { openBackup }: Pick<KeptForTest, 'openBackup'>,
  look: (copy: Store) => Promise<void>,
): Promise<void> {
  if (openBackup === null) return;
  const copy = await openBackup();
  await look(copy);
  await copy.close();
}

/** What a Store must do that outlives its process. */
export function keptStoreContract(name: string, open: () => Promise<KeptForTest>): void {
  describe(`kept store contract: ${name}`, () => {
    it('finds everything again, and goes on counting', async () => {
      const { store, reopen, close } = await open();
      const draft = anArticle();
      const { article } = await store.saveArticle(draft);
      await store.saveArticle({ ...draft, text: 'Changed.' });
      const again = await reopen();
      expect(await again.article(draft.id)).toEqual({ ...article, revision: 2, seq: 2 });
      expect((await again.revision(draft.id, 1))?.text).toBe(draft.text);
      expect((await again.revision(draft.id, 2))?.text).toBe('Changed.');
      expect((await again.saveArticle({ ...draft, text: 'Changed.' })).outcome).toBe('unchanged');
      expect((await again.saveArticle(anArticle())).article.seq).toBe(3);
      await close();
    });

    it('keeps its id, and gives a backup another', async () => {
      const { store, reopen, openBackup, close } = await open();
      const again = await reopen();
      expect(again.id).toBe(store.id);
      const ids = new Set([store.id]);
      for (let i = 0; i < 2; i++) await inBackup({ openBackup }, async copy => void ids.add(copy.id));
      expect(ids.size).toBe(openBackup === null ? 1 : 3);
      expect((await reopen()).id).toBe(store.id);
      await close();
    });
  });
}
