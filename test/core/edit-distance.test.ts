import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { editDistance } from '../../src/core/edit-distance.ts';

const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 8 });
/** Of more letters, two of which are alike in their last five bits. */
const varied = fc.string({ unit: fc.constantFrom('a', 'b', 'A', 'd', 'é', 'f', 'g'), maxLength: 8 });

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

  it.each([1, 2, 3])('with a limit of %i is what the whole table says, or one more than the limit', limit => {
    fc.assert(
      fc.property(fc.oneof(word, varied), fc.oneof(word, varied), (a, b) => {
        expect(editDistance(a, b, limit)).toBe(Math.min(byTable(a, b), limit + 1));
      }),
      { numRuns: 1000 },
    );
  });

  it('is what the whole table says', () => {
    fc.assert(
      fc.property(word, word, (a, b) => {
        expect(editDistance(a, b, 100)).toBe(byTable(a, b));
      }),
    );
  });

  it('compares words of any length', () => {
    const long = 'harbour'.repeat(40);
    expect(editDistance(`x${long}y`, `z${long.slice(1)}w`, 9)).toBe(3);
  });
});

/** Optimal string alignment as it stands in textbooks. */
function byTable(a: string, b: string): number {
  const table = Array.from({ length: a.length + 1 }, (_, row) => [row, ...Array<number>(b.length).fill(0)]);
  for (let column = 0; column <= b.length; column++) table[0]![column] = column;
  for (let row = 1; row <= a.length; row++) {
    for (let column = 1; column <= b.length; column++) {
      const change = a[row - 1] === b[column - 1] ? 0 : 1;
      const choices = [
        table[row - 1]![column]! + 1,
        table[row]![column - 1]! + 1,
        table[row - 1]![column - 1]! + change,
      ];
      const swapped = row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1];
      if (swapped) choices.push(table[row - 2]![column - 2]! + 1);
      table[row]![column] = Math.min(...choices);
    }
  }
  return table[a.length]![b.length]!;
}
