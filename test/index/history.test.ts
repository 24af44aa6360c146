/** After any history of additions, replacements and merges the index finds what a plain count over its articles finds. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Index, ReadArticle } from '../../src/core/ports.ts';
import { openSqliteIndex } from '../../src/index/sqlite-index.ts';
import { aReadArticle } from '../contracts/made-article.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'stet-history-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const openFile = () => openSqliteIndex({ file: join(folder, 'index.sqlite'), reader: 'r1' });

const WORDS = 'port quay ship rain mast rope sail deck crew tide'.split(' ');
const sentence = fc.array(fc.constantFrom(...WORDS), { minLength: 1, maxLength: 8 }).map(words => words.join(' '));
const version = fc
  .record({
    id: fc.nat(12),
    sentences: fc.array(sentence, { maxLength: 5 }),
    around: fc.array(fc.constantFrom(...WORDS), { maxLength: 3 }),
    part: fc.constantFrom('body' as const, 'furniture' as const),
  })
  .map(({ id, sentences, around, part }) => aReadArticle(`a${id}`, sentences, { around, part }));

/** A word of one article alone, which no stemmer changes. */
const ownWord = (number: number) => `${[...String(number)].map(digit => 'bcfghjkmpz'[Number(digit)]).join('')}q`;

/** The newest version of each article. */
function held(versions: readonly ReadArticle[]): ReadArticle[] {
  return [...new Map(versions.map(read => [read.article.id, read])).values()];
}

/** FTS5 over the same articles, with the weights that words and their surroundings have. */
function byFts5(articles: readonly ReadArticle[], terms: readonly string[]): { key: string; score: number }[] {
  const database = new DatabaseSync(':memory:');
  database.exec("CREATE VIRTUAL TABLE terms USING fts5 (key UNINDEXED, own, around, tokenize = 'unicode61')");
  const insert = database.prepare('INSERT INTO terms (key, own, around) VALUES (?, ?, ?)');
  for (const { article, passages, terms: made } of articles) {
    for (const { n, part } of passages) {
      const around = made.around[n]!.flatMap(at => made.lists[at]!);
      if (part === 'body') insert.run(`${article.id}/${n}`, made.lists[n]!.join(' '), around.join(' '));
    }
  }
  const found = database
    .prepare('SELECT key, -bm25(terms, 0, 4, 1) AS score FROM terms WHERE terms MATCH ?')
    .all([...new Set(terms)].map(term => `{own around} : ${term}`).join(' OR '));
  database.close();
  return found as unknown as { key: string; score: number }[];
}

function found(index: Index, terms: string[], limit = 1_000): { key: string; score: number }[] {
  return index
    .search(terms, limit)
    .map(({ article, passage, score }) => ({ key: `${article.id}/${passage.n}`, score }));
}

const byKey = (a: { key: string }, b: { key: string }) => (a.key < b.key ? -1 : 1);

function expectSame(index: Index, versions: readonly ReadArticle[], terms: string[]): void {
  const expected = byFts5(held(versions), terms).sort(byKey);
  const got = found(index, terms).sort(byKey);
  expect(got.map(({ key }) => key)).toEqual(expected.map(({ key }) => key));
  for (const [at, { score }] of got.entries()) expect(score).toBeCloseTo(expected[at]!.score, 12);
  for (const [term, count] of index.frequencies(WORDS)) expect(count).toBe(byFts5(held(versions), [term]).length);
}

describe('the index', () => {
  it('scores as FTS5 does, whatever was added, replaced and merged, and also when it was opened anew', () => {
    const step = fc.record({ articles: fc.array(version, { minLength: 1, maxLength: 4 }), tidy: fc.boolean() });
    fc.assert(
      fc.property(
        fc.array(step, { minLength: 1, maxLength: 14 }),
        fc.uniqueArray(fc.constantFrom(...WORDS), { minLength: 1, maxLength: 4 }),
        (steps, terms) => {
          rmSync(join(folder, 'index.sqlite'), { force: true });
          const index = openFile();
          for (const [at, { articles, tidy }] of steps.entries()) {
            index.add(articles, at + 1);
            if (tidy) while (index.tidy(5));
          }
          const versions = steps.flatMap(({ articles }) => articles);
          expectSame(index, versions, terms);
          index.close();
          const again = openFile();
          expectSame(again, versions, terms);
          again.close();
        },
      ),
      { numRuns: 40 },
    );
  });

  it('gives the best first, and of equal ones the older', () => {
    const index = openFile();
    for (let at = 1; at <= 9; at++) index.add([aReadArticle(`a${at}`, ['port', 'port quay'])], at);
    const keys = found(index, ['quay', 'port'], 12).map(({ key }) => key);
    expect(keys.slice(0, 9)).toEqual(Array.from({ length: 9 }, (_, at) => `a${at + 1}/1`));
    expect(keys.slice(9)).toEqual(['a1/0', 'a2/0', 'a3/0']);
    index.close();
  });

  it('keeps long and heavy postings whole through merges', () => {
    const index = openFile();
    const many = (id: number) => aReadArticle(`a${id}`, Array<string>(300).fill('port port port quay'));
    for (let at = 1; at <= 8; at++) index.add([many(at)], at);
    while (index.tidy(5));
    expect(index.frequencies(['port', 'quay', 'ship'])).toEqual(
      new Map(Object.entries({ port: 2400, quay: 2400, ship: 0 })),
    );
    expect(index.search(['port'], 5_000)).toHaveLength(2_400);
    index.add([aReadArticle('a1', ['ship'])], 9);
    while (index.tidy(5));
    expect(index.frequencies(['port', 'ship'])).toEqual(new Map(Object.entries({ port: 2100, ship: 1 })));
    index.close();
  });

  it('goes on merging what is new while a large merge is under way', () => {
    const index = openFile();
    const file = new DatabaseSync(join(folder, 'index.sqlite'), { readOnly: true });
    const segments = () => file.prepare('SELECT count(*) AS n, max(past - first) AS longest FROM segments').get()!;
    let seq = 0;
    const words = (article: number) => Array.from({ length: 8 }, (_, at) => ownWord(article * 10 + at)).join(' ');
    const add = (articles: number) => {
      const read = Array.from({ length: articles }, (_, at) => {
        const number = seq * 10_000 + at;
        return aReadArticle(`a${number}`, [`port ${words(number)}`]);
      });
      index.add(read, ++seq);
    };
    for (let batch = 0; batch < 4; batch++) add(5_000);
    const { longest } = segments();
    let most = 0;
    for (let at = 0; at < 200; at++) {
      add(1);
      // So short that one step is done.
      for (let step = 0; step < 3; step++) index.tidy(0.001);
      most = Math.max(most, Number(segments().n));
    }
    expect(segments().longest).toBe(longest);
    expect(most).toBeLessThan(50);
    while (index.tidy(5));
    expect(segments().n).toBeLessThan(8);
    expect(found(index, ['port'], 30_000)).toHaveLength(20_200);
    file.close();
    index.close();
  });

  it('begins a merge anew that ended half way with its process', () => {
    const first = openFile();
    for (let at = 1; at <= 16; at++) first.add([aReadArticle(`a${at}`, [`port ${WORDS[at % 10]} ${ownWord(at)}`])], at);
    // So short that at most one step is done.
    first.tidy(0.001);
    first.close();
    const second = openFile();
    while (second.tidy(5));
    expect(found(second, ['port'])).toHaveLength(16);
    expect(second.frequencies([ownWord(7)])).toEqual(new Map([[ownWord(7), 1]]));
    second.close();
  });

  it('loses nothing when two processes merge the same file', () => {
    const [one, two] = [openFile(), openFile()];
    for (let at = 1; at <= 40; at++) {
      const [mine, other] = at % 2 ? [one, two] : [two, one];
      mine.add([aReadArticle(`a${at}`, [`port ${ownWord(at)}`])], at);
      mine.tidy(0.01);
      other.tidy(0.01);
    }
    for (let more = true; more; ) more = [one.tidy(1), two.tidy(1)].includes(true);
    for (const index of [one, two]) {
      expect(found(index, ['port'])).toHaveLength(40);
      for (let at = 1; at <= 40; at++) expect(index.frequencies([ownWord(at)]).get(ownWord(at))).toBe(1);
      index.close();
    }
  });
});
