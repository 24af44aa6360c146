import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { recentlyUsed } from '../../src/newsroom/recently-used.ts';

describe('a memory of what was used lately', () => {
  it('holds the last keys that were used, and never more than twice its size', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 5 }), fc.array(fc.nat(12)), (size, keys) => {
        const memory = recentlyUsed<number>(size);
        const used: number[] = [];
        for (const key of keys) {
          const value = memory.get(String(key));
          if (used.slice(0, size).includes(key)) expect(value).toBe(key);
          if (value === undefined) memory.set(String(key), key);
          used.splice(0, used.length, key, ...used.filter(other => other !== key));
        }
        const held = Array.from({ length: 13 }, (_, key) => key).filter(key => memory.get(String(key)) !== undefined);
        expect(held.length).toBeLessThanOrEqual(2 * size);
      }),
    );
  });

  it('drops what was not used for long', () => {
    const memory = recentlyUsed<number>(2);
    for (const key of ['a', 'b', 'c', 'd', 'e']) memory.set(key, 1);
    expect(memory.get('a')).toBeUndefined();
    expect(memory.get('e')).toBe(1);
  });
});
