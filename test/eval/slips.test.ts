import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { editDistance } from '../../src/core/edit-distance.ts';
import { typedInHaste } from './slips.ts';

const QUESTION = 'Who chairs the commission’s board, and since which year?';

describe('a question typed in haste', () => {
  it('is in lower case, without its mark and apostrophes, and the same for the same seed', () => {
    const typed = typedInHaste(QUESTION, 1, 7);
    expect(typed).toMatch(/^[a-z, ]+$/);
    expect(typedInHaste(QUESTION, 1, 7)).toBe(typed);
    expect(new Set([1, 2, 3, 4, 5, 6].map(seed => typedInHaste(QUESTION, seed, 7))).size).toBeGreaterThan(3);
  });

  it('has at most two slips, each within a word', () => {
    fc.assert(
      fc.property(fc.nat(), fc.nat(), (seed, number) => {
        const plain = 'who chairs the commissions board, and since which year';
        const typed = typedInHaste(QUESTION, seed, number);
        expect(typed.split(' ')).toHaveLength(plain.split(' ').length);
        expect(editDistance(typed, plain, 5)).toBeLessThanOrEqual(2);
      }),
    );
  });

  it('is left as it is where no word is long', () => {
    expect(typedInHaste('Who is it?', 1, 1)).toBe('who is it');
  });
});
