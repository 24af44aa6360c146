import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { newId, shortId } from '../../src/core/ids.ts';

const bytes = fc.uint8Array({ minLength: 7, maxLength: 40 });
const ALPHABET = 'abcdefghijklmnopqrstuvwxyz234567';

describe('a short id', () => {
  // RFC 4648, section 10: "foobar" is MZXW6YTBOI======; ten characters need a seventh byte, whose first two bits are the last ones.
  it.each([
    ['foobar\0', 'mzxw6ytboi'],
    ['\0\0\0\0\0\0\0', 'aaaaaaaaaa'],
  ])('is base32 of its bytes: %j', (given, id) => {
    expect(shortId(new TextEncoder().encode(given))).toBe(id);
  });

  it('holds the first 50 bits, and no more', () => {
    fc.assert(
      fc.property(bytes, given => {
        const id = shortId(given);
        expect(id).toMatch(/^[a-z2-7]{10}$/);
        const bits = given.subarray(0, 7).reduce((all, byte) => (all << 8n) | BigInt(byte), 0n) >> 6n;
        expect([...id].reduce((all, character) => (all << 5n) | BigInt(ALPHABET.indexOf(character)), 0n)).toBe(bits);
      }),
    );
  });
});

describe('a new id', () => {
  it('stands behind its prefix and is never the same', () => {
    const ids = Array.from({ length: 10_000 }, () => newId('r'));
    expect(new Set(ids).size).toBe(10_000);
    for (const id of ids) expect(id).toMatch(/^r-[a-z2-7]{10}$/);
  });
});
