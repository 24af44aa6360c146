import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DIGIT, kindAt, LETTER, OTHER, runsIn } from '../../src/newsroom/runs.ts';
import { termsOf } from '../../src/newsroom/terms.ts';

/** Letters and digits within and beyond ASCII, what joins them, and what parts them. */
const text = fc
  .array(fc.constantFrom(...`aZ17.,'’-_ \n"é٣½ǅß一`, 'e\u0301', 'U.S.', '1,000.5', 'O’Neil', '🚢', '\ud83d', 'İ'), {
    maxLength: 12,
  })
  .map(parts => parts.join(''));

const spans = (flat: number[]) => flat.flatMap((start, at) => (at % 2 === 0 ? [[start, flat[at + 1]]] : []));
const matches = (given: string, word: RegExp) =>
  [...given.matchAll(new RegExp(word))].map(match => [match.index, match.index + match[0].length]);

describe('runs', () => {
  it('are what the expression finds by itself', () => {
    const word = /[\p{L}\p{N}]+/gu;
    const plainEnd = (given: string, at: number) => {
      let end = at + 1;
      while ([LETTER, DIGIT].some(kind => kind === kindAt(given, end))) end++;
      return kindAt(given, end) === OTHER ? null : end;
    };
    fc.assert(
      fc.property(text, given => {
        expect(spans(runsIn(given, word, plainEnd))).toEqual(matches(given, word));
      }),
      { numRuns: 2_000 },
    );
  });

  it('give terms the same words as an expression does', () => {
    const word = /\p{L}(?:\.\p{L})+\.?|\p{N}+(?:[.,]\p{N}+)*|[\p{L}\p{M}]+(?:['’][\p{L}\p{M}]+)*/gu;
    fc.assert(
      fc.property(text, given => {
        // A mark that stands alone folds to nothing.
        const expected = matches(given, word).filter(([start, end]) => termsOf(given.slice(start, end)).length > 0);
        expect(termsOf(given).map(({ start, end }) => [start, end])).toEqual(expected);
      }),
      { numRuns: 2_000 },
    );
  });
});
