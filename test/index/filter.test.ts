import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addTo, mayHold, newFilter } from '../../src/index/filter.ts';

const filterOf = (numbers: readonly number[], most = numbers.length) => {
  const filter = newFilter(most);
  for (const number of numbers) addTo(filter, number);
  return filter;
};

describe('a filter', () => {
  it('tells every number that it was given', () => {
    const numbers = fc.array(fc.nat(2 ** 32 - 1));
    fc.assert(fc.property(numbers, given => given.every(number => mayHold(filterOf(given), number))));
  });

  it('tells one in a hundred of all others, also where all are multiples of eight', () => {
    const drawn = (from: number) =>
      Array.from({ length: 10_000 }, (_, at) => (Math.imul(from + at, 0x9e3779b1) & ~7) >>> 0);
    const filter = filterOf(drawn(0));
    const wrong = drawn(50_000).filter(number => mayHold(filter, number)).length;
    expect(wrong / 10_000).toBeLessThan(0.015);
  });

  it('has nothing when nothing was given', () => {
    expect(mayHold(newFilter(0), 7)).toBe(false);
  });
});
