/** The corpora and questions everything is measured on: always the same, like real text, and with facts that can be found. */
import { describe, expect, test } from 'vitest';
import { makeNames } from '../../src/newsroom/names.ts';
import { readArticle } from '../../src/newsroom/read/read.ts';
import { articleOf, idOf } from './corpus.ts';
import { factOf, MAX_FACTS } from './facts.ts';
import { questionsOf, ROUNDS } from './questions.ts';
import { randomFor } from './random.ts';
import { drawRank, madeWord, wordOf } from './words.ts';

const SEED = 7;
const TEXTS = Array.from({ length: 400 }, (_, number) => articleOf(SEED, number).text);
const wordsIn = (text: string) => text.toLowerCase().match(/[\p{L}\p{N},]+/gu) ?? [];

describe('an article', () => {
  test('is the same whenever it is made, and another for another seed', () => {
    expect(articleOf(SEED, 12)).toEqual(articleOf(SEED, 12));
    expect(articleOf(SEED + 1, 12).text).not.toBe(articleOf(SEED, 12).text);
  });

  test('has about 500 words', () => {
    const lengths = TEXTS.map(text => wordsIn(text).length);
    expect(Math.min(...lengths)).toBeGreaterThan(450);
    expect(Math.max(...lengths)).toBeLessThan(600);
  });

  test('reads as a title and sentences with their names, numbers and quotations', () => {
    const { title, text, publishedAt } = articleOf(SEED, 3);
    const passages = readArticle({ title, text, publishedAt, byline: null, language: 'en' }, makeNames([]));
    expect(passages[0]).toMatchObject({ part: 'title', text: title });
    expect(passages.filter(({ kind }) => kind === 'sentence').length).toBeGreaterThan(20);
    expect(passages.flatMap(({ numbers }) => numbers)).not.toEqual([]);
    expect(passages.flatMap(({ entities }) => entities)).not.toEqual([]);
  });
});

describe('the words', () => {
  const counts = new Map<string, number>();
  for (const word of TEXTS.flatMap(wordsIn)) counts.set(word, (counts.get(word) ?? 0) + 1);
  const sorted = [...counts.values()].sort((a, b) => b - a);

  test('follow Zipf: the tenth and hundredth are about as much rarer than the first as their rank', () => {
    expect(sorted[0]! / sorted[9]!).toBeGreaterThan(4);
    expect(sorted[0]! / sorted[9]!).toBeLessThan(25);
    expect(sorted[0]! / sorted[99]!).toBeGreaterThan(40);
    expect(sorted[0]! / sorted[99]!).toBeLessThan(250);
  });

  test('are rare for the most part: half of them stand once or twice', () => {
    expect(sorted.filter(count => count <= 2).length / sorted.length).toBeGreaterThan(0.4);
  });

  test('differ from rank to rank', () => {
    const words = new Set(Array.from({ length: 20_000 }, (_, at) => wordOf(at + 1)));
    expect(words.size).toBe(20_000);
    expect(wordOf(1)).toBe('the');
    expect(madeWord(0)).not.toBe(madeWord(1));
  });

  test('are drawn from every decade of ranks', () => {
    const random = randomFor(SEED, 0);
    const decades = new Set(Array.from({ length: 500 }, () => Math.floor(Math.log10(drawRank(random)))));
    expect([...decades].sort()).toEqual([0, 1, 2, 3, 4, 5]);
  });
});

describe('a planted fact', () => {
  test('stands in its article, with the value its question asks for', () => {
    for (const [number, text] of TEXTS.entries()) {
      const { sentence, value } = factOf(SEED, number);
      expect(text).toContain(sentence);
      expect(sentence).toContain(value);
    }
  });

  test('is told by all its words in one article only', () => {
    const sets = TEXTS.map(text => new Set(wordsIn(text)));
    for (let number = 0; number < 60; number++) {
      const words = wordsIn(factOf(SEED, number).words);
      const holders = sets.flatMap((set, at) => (words.every(word => set.has(word)) ? [at] : []));
      expect(holders).toEqual([number]);
    }
  });

  test('differs from every other, up to the last', () => {
    const numbers = Array.from({ length: 3_000 }, (_, at) => Math.floor((at * MAX_FACTS) / 3_000));
    expect(new Set(numbers.map(number => factOf(SEED, number).words)).size).toBe(3_000);
    expect(() => factOf(SEED, MAX_FACTS)).toThrow(RangeError);
  });
});

describe('the questions', () => {
  const { asked, misspelt } = questionsOf(SEED, 1_000, 50);

  test('are spread over the corpus, four in five with an article that answers', () => {
    const planted = asked.flatMap(({ article }) => article ?? []);
    expect(asked).toHaveLength(50);
    expect(new Set(planted).size).toBe(40);
    expect(planted).toContain(idOf(960));
  });

  test('never come twice, in no round', () => {
    const all = Array.from({ length: ROUNDS }, (_, round) => questionsOf(SEED, 1_000, 50, round).asked).flat();
    expect(new Set(all.map(({ question }) => question)).size).toBe(50 * ROUNDS);
  });

  test('go round again in a corpus of fewer articles', () => {
    const { asked: few } = questionsOf(SEED, 2, 10);
    expect(new Set(few.flatMap(({ article }) => article ?? []))).toEqual(new Set([idOf(0), idOf(1)]));
  });

  test('lose one letter where they are misspelt', () => {
    for (const { question, article } of misspelt) {
      const right = asked.find(other => other.article === article)!.question;
      expect(question.length).toBe(right.length - 1);
      expect(right.startsWith(question.slice(0, 10))).toBe(true);
    }
  });
});
