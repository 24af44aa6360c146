import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { termsOf } from '../../src/newsroom/terms.ts';
import { wordData } from '../../src/newsroom/word-data.ts';
import {
  areOpposites,
  backgroundIdf,
  cosine,
  expansions,
  frequencyRank,
  hasOpposites,
  relatedness,
  relatedTo,
  sentenceVector,
} from '../../src/newsroom/words.ts';

const term = (word: string) => termsOf(word)[0]!.term;
const near = (one: string, other: string) => relatedness(term(one), term(other));
const about = (text: string) =>
  sentenceVector(termsOf(text).map(({ term }) => ({ term, weight: backgroundIdf(term) })));

const anyTerm = fc.oneof(
  fc.constantFrom(...wordData().terms.slice(0, 5000)),
  fc.constantFrom('zzyzx', '@some_name', '1984', ''),
);

describe('relatedness', () => {
  test.for([
    ['truce', 'ceasefire'],
    ['breaches', 'violations'],
    ['attorney', 'lawyer'],
    ['guarantees', 'assurances'],
    ['signed', 'signature'],
    ['salary', 'pay'],
  ] as const)('is high between words of one meaning: %s, %s', ([one, other]) => {
    expect(near(one, other)).toBeGreaterThan(0.6);
  });

  test.for([
    ['contingent', 'troops'],
    ['dam', 'reservoir'],
    ['summit', 'meeting'],
    ['walkout', 'strike'],
  ] as const)('is middling between words of one field: %s, %s', ([one, other]) => {
    expect(near(one, other)).toBeGreaterThan(0.2);
    expect(near(one, other)).toBeLessThan(0.8);
  });

  test.for([
    ['banana', 'treaty'],
    ['happy', 'government'],
    ['declaration', 'water'],
  ] as const)('is nearly nothing between strangers: %s, %s', ([one, other]) => {
    expect(near(one, other)).toBeLessThan(0.1);
  });

  test.for([
    ['accept', 'rejected'],
    ['agreed', 'refuses'],
    ['supports', 'opposed'],
    ['confirmed', 'denied'],
    ['north', 'south'],
    ['rise', 'fall'],
    ['won', 'lost'],
  ] as const)('is low between opposites, however alike their company: %s, %s', ([one, other]) => {
    expect(near(one, other)).toBeLessThanOrEqual(0.1);
    expect(areOpposites(term(one), term(other))).toBe(true);
    expect(hasOpposites(term(one)) && hasOpposites(term(other))).toBe(true);
  });

  test('is told apart by who has an opposite at all', () => {
    expect(hasOpposites(term('harbour'))).toBe(false);
    expect(hasOpposites('zzyzx')).toBe(false);
  });

  test.for([
    ['Monday', 'Tuesday'],
    ['Norway', 'Sweden'],
    ['five', 'six'],
  ] as const)('is low between names and numbers of one kind: %s, %s', ([one, other]) => {
    expect(near(one, other)).toBeLessThanOrEqual(0.1);
    expect(areOpposites(term(one), term(other))).toBe(false);
  });

  test('is 1 for the same term, known or not, and 0 for a term it does not know', () => {
    expect(relatedness('truce', 'truce')).toBe(1);
    expect(relatedness('@some_name', '@some_name')).toBe(1);
    expect(relatedness('truce', 'zzyzx')).toBe(0);
  });

  test('lies from 0 to 1 and is the same either way round', () => {
    fc.assert(
      fc.property(anyTerm, anyTerm, (a, b) => {
        const value = relatedness(a, b);
        expect(value).toBeGreaterThanOrEqual(0);
        expect(value).toBeLessThanOrEqual(1);
        expect(relatedness(b, a)).toBe(value);
        expect(relatedTo(a)(b)).toBe(value);
        expect(areOpposites(a, b)).toBe(areOpposites(b, a));
      }),
    );
  });
});

describe('a sentence vector', () => {
  test('is nearer to a sentence of the same matter in other words', () => {
    const asked = about('breaches of the truce');
    const same = cosine(asked, about('violations of the ceasefire will be investigated'));
    const other = cosine(asked, about('the supermarket rations bananas and coffee'));
    expect(same).toBeGreaterThan(other + 0.3);
  });

  test('has length 1, or is all 0 without a known word', () => {
    const vector = about('a reservoir above the town');
    expect(cosine(vector, vector)).toBeCloseTo(1, 5);
    expect(cosine(about('zzyzx'), vector)).toBe(0);
  });
});

describe('expansions', () => {
  test('are other terms that exist, nearest first, no more than asked for', () => {
    const corpus = new Set(['ceasefir', 'peac', 'banana', 'truce']);
    const found = expansions('truce', 5, candidate => corpus.has(candidate));
    expect(found.map(expansion => expansion.term)).toEqual(['ceasefir', 'peac']);
    expect(found[0]!.weight).toBe(relatedness('truce', 'ceasefir'));
    expect(expansions('truce', 1, () => true)).toHaveLength(1);
  });

  test('never hold an opposite', () => {
    expect(expansions(term('accept'), 1000, () => true).map(({ term }) => term)).not.toContain(term('reject'));
  });

  test('of an unknown term are none', () => {
    expect(expansions('zzyzx', 5, () => true)).toEqual([]);
  });
});

describe('background idf', () => {
  test('grows with rarity: an everyday word is never precious, an unknown word is as rare as the list ends', () => {
    const words = ['the', 'say', 'coalition', 'verification', 'zzyzx'].map(term);
    const values = words.map(backgroundIdf);
    expect(values).toEqual(values.toSorted((a, b) => a - b));
    expect(values[0]).toBeCloseTo(1, 1);
    expect(values[4]).toBeCloseTo(10, 0);
  });

  test('counts a term by its most frequent word', () => {
    expect(frequencyRank(term('the'))).toBe(1);
    expect(frequencyRank(term('countries'))).toBe(frequencyRank(term('country')));
    expect(frequencyRank('zzyzx')).toBeNull();
  });
});
