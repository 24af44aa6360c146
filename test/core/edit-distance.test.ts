import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { editDistance } from '../../src/core/edit-distance.ts';

const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 8 });

describe('edit distance', () => {
  it('counts a letter left out, added, changed or swapped as one', () => {
    for (const typed of ['fortres', 'forttress', 'fortrezs', 'fotrress', 'fortress'.slice(1)]) {
      expect(editDistance(typed, 'fortress', 2)).toBe(1);
    }
  });

  it('is 0 for the same word and above the limit when words differ in length by more', () => {
    expect(editDistance('harbour', 'harbour', 2)).toBe(0);
    expect(editDistance('har', 'harbour', 2)).toBe(3);
  });

  it('is symmetric, and the limit changes only what lies above it', () => {
    fc.assert(
      fc.property(word, word, (a, b) => {
        const whole = editDistance(a, b, 100);
        expect(editDistance(b, a, 100)).toBe(whole);
        expect(Math.min(editDistance(a, b, 2), 3)).toBe(Math.min(whole, 3));
      }),
    );
  });
});
