import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Shingles } from '../../src/core/ports.ts';
import { shinglesOf } from '../../src/newsroom/shingles.ts';
import { wordsOf } from '../contracts/index.ts';
import { aReadArticle } from '../contracts/made-article.ts';

const shingles = (...sentences: string[]) => aReadArticle('a', sentences).shingles;
const all = ({ sample, rest }: Shingles) => [...sample, ...rest].sort((a, b) => a - b);

describe('shingles', () => {
  it.for([
    ['case', 'The Port Closed On MONDAY.', 'the port closed on monday'],
    ['punctuation', '“The port,” he said, “closed…”', 'The port he said closed'],
    ['accents', 'The café in Curaçao closed', 'The cafe in Curacao closed'],
    ['the way a number is written', 'Some 1,400 men and seven ships left', 'Some 1400 men and 7 ships left'],
  ] as const)('do not depend on %s', ([, one, other]) => {
    expect(all(shingles(one))).toEqual(all(shingles(other)));
  });

  it('do not depend on where sentences are parted', () => {
    expect(all(shingles('The port closed on Monday.', 'Ships waited outside.'))).toEqual(
      all(shingles('The port closed', 'on Monday. Ships waited outside.')),
    );
  });

  it.for([
    ['a word', 'The port closed on Monday', 'The port closed on Friday'],
    ['a number', 'Some 11.5 percent of them', 'Some 12.5 percent of them'],
    ['the order of words', 'Labour beat the government', 'The government beat labour'],
  ] as const)('tell %s', ([, one, other]) => {
    expect(all(shingles(one))).not.toEqual(all(shingles(other)));
  });

  it('are one for each word but two, about one in eight of them the sample', () => {
    const { sample, rest } = shingles(wordsOf('w', 8002));
    expect(sample.length + rest.length).toBe(8000);
    expect(sample.length).toBeGreaterThan(900);
    expect(sample.length).toBeLessThan(1100);
  });

  it('are of a short text when they are fewer than a hundred different ones', () => {
    expect(shingles(wordsOf('w', 101)).short).toBe(true);
    expect(shingles(wordsOf('w', 102)).short).toBe(false);
    expect(shingles('row '.repeat(500)).short).toBe(true);
  });

  it('are in the sample of a part wherever they are in that of the whole', () => {
    const whole = new Set(shingles(wordsOf('w', 400)).sample);
    expect(shingles(wordsOf('w', 200)).sample.filter(shingle => !whole.has(shingle))).toEqual([]);
  });

  it('are one for a text of one or two words, and none for no words', () => {
    expect(all(shingles('Closed.'))).toHaveLength(1);
    expect(all(shingles('Port closed.'))).toHaveLength(1);
    expect(all(shingles('...'))).toEqual([]);
    expect(shinglesOf([], [])).toEqual({ sample: [], rest: [], short: true });
  });

  it('leave out all but the body, and the names that reading added', () => {
    for (const part of ['furniture', 'byline', 'embed', 'title'] as const) {
      expect(all(aReadArticle('a', ['The port closed on Monday'], { part }).shingles)).toEqual([]);
    }
    const { passages } = aReadArticle('a', ['The port closed']);
    expect(shinglesOf(passages, [['the', 'port', '@port_of_sel', 'close']])).toEqual(shingles('The port closed'));
  });

  it('are distinct unsigned numbers of 32 bits for any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 300 }), text => {
        const numbers = all(shingles(text));
        expect(new Set(numbers).size).toBe(numbers.length);
        expect(numbers.every(number => Number.isInteger(number) && number >= 0 && number < 2 ** 32)).toBe(true);
      }),
    );
  });
});
