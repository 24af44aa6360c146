import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  compareFinders,
  type Finder,
  finderBlocks,
  findersIn,
  mergeFinders,
  withoutGone,
} from '../../src/index/finder-blocks.ts';

const aFinder = (parts: Partial<Finder> = {}): Finder => ({ hash: 8, least: 20, article: 1, gone: false, ...parts });
const finders = fc.array(
  fc.record({
    hash: fc.oneof(fc.nat(20), fc.nat(2 ** 32 - 1)),
    least: fc.nat(2 ** 16 - 1),
    article: fc.nat(2 ** 31 - 1),
    gone: fc.boolean(),
  }),
  { maxLength: 800 },
);

describe('finders', () => {
  it('come out of their blocks as they went in, and blocks stand in order', () => {
    fc.assert(
      fc.property(finders, given => {
        const blocks = [...finderBlocks(given.toSorted(compareFinders))];
        expect(blocks.flatMap(({ bytes }) => [...findersIn(bytes)])).toEqual(given.toSorted(compareFinders));
        for (const [at, { first }] of blocks.entries()) expect(first).toBeGreaterThan(blocks[at - 1]?.first ?? -1);
      }),
      { numRuns: 50 },
    );
  });

  it('are read from a hash on', () => {
    const { bytes } = [...finderBlocks([3, 5, 5, 9].map((hash, article) => aFinder({ hash, article })))][0]!;
    expect([...findersIn(bytes, 4)].map(({ article }) => article)).toEqual([1, 2, 3]);
    expect([...findersIn(bytes, 10)]).toEqual([]);
  });

  it('of several rows are merged into one order', () => {
    fc.assert(
      fc.property(fc.array(finders, { maxLength: 4 }), rows => {
        const merged = mergeFinders(rows.map(row => row.toSorted(compareFinders).values()));
        expect([...merged]).toEqual(rows.flat().sort(compareFinders));
      }),
      { numRuns: 50 },
    );
  });

  it('that were taken back are left out together with what takes them back', () => {
    const [kept, replaced] = [aFinder({ article: 1 }), aFinder({ article: 2 })];
    const back = { ...replaced, gone: true };
    expect([...withoutGone([kept, replaced, back])]).toEqual([kept]);
    // Its finder is in an older segment, that is merged with this one later.
    expect([...withoutGone([kept, back])]).toEqual([kept, back]);
  });
});
