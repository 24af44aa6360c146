import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { WatchedWord } from '../../../src/core/watches.ts';
import { carriesEnough, wakingTerms } from '../../../src/newsroom/watch/waking.ts';

const word = (weight: number, ...terms: string[]): WatchedWord => ({ terms, weight });

describe('an article carries enough of a question', () => {
  const words = [word(6, 'ferri', 'boat'), word(3, 'sail'), word(1, 'april')];

  it.each([
    [['boat'], true],
    [['sail', 'april'], true],
    [['sail'], false],
    [['quay'], false],
    [[], false],
  ])('with %j: %s', (terms, enough) => {
    expect(carriesEnough(words, new Set(terms))).toBe(enough);
  });

  it('by each word once, whichever of its terms stand there', () => {
    expect(carriesEnough([word(1, 'a', 'b'), word(9, 'c')], new Set(['a', 'b']))).toBe(false);
  });

  it('never where the question has no word', () => {
    expect(carriesEnough([], new Set(['a']))).toBe(false);
    expect(carriesEnough([word(0, 'a')], new Set(['a']))).toBe(false);
    expect(wakingTerms([])).toEqual([]);
  });
});

describe('the terms that wake', () => {
  it('are those of the heaviest words, and not of what is too little without them', () => {
    expect(wakingTerms([word(1, 'april'), word(7, 'ferri', 'boat'), word(2, 'sail')])).toEqual(['ferri', 'boat']);
  });

  it('are those of all words where the weights are too small to be divided', () => {
    const words = [word(5e-324, 'a')];
    expect(carriesEnough(words, new Set(['a']))).toBe(true);
    expect(wakingTerms(words)).toEqual(['a']);
  });

  it('stand in every article that carries enough, whatever it carries', () => {
    const terms = fc.uniqueArray(fc.constantFrom(...'abcdefgh'), { minLength: 1, maxLength: 3 });
    const watched = fc.array(fc.record({ terms, weight: fc.double({ min: 0, max: 10, noNaN: true }) }), {
      maxLength: 6,
    });
    const article = fc.uniqueArray(fc.constantFrom(...'abcdefgh'), { maxLength: 5 });
    fc.assert(
      fc.property(watched, article, (words, carried) => {
        const there = new Set(carried);
        if (carriesEnough(words, there)) expect(wakingTerms(words).some(term => there.has(term))).toBe(true);
      }),
      { numRuns: 1_000 },
    );
  });
});
