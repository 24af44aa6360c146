/**
 * Which numbers may be in a set, ten bits each, as Bloom has it: one that is in it is always told, of the others one in a hundred is too.
 * Pure; the bits are kept by others.
 */

/** Bits a number, and how many of them each sets: five of ten tell 0.9% wrongly, three 1.7%. */
const BITS = 10;
const SET = 5;

/** An empty one for at most so many numbers. */
export function newFilter(most: number): Uint8Array {
  return new Uint8Array(Math.ceil((Math.max(1, most) * BITS) / 8));
}

/** @param number of 32 bits */
export function addTo(filter: Uint8Array, number: number): void {
  const bits = 8 * filter.length;
  const step = stepOf(number);
  for (let n = 0, at = startOf(number); n < SET; n++, at = (at + step) >>> 0) {
    const bit = at % bits;
    filter[bit >>> 3]! |= 1 << (bit & 7);
  }
}

export function mayHold(filter: Uint8Array, number: number): boolean {
  const bits = 8 * filter.length;
  const step = stepOf(number);
  for (let n = 0, at = startOf(number); n < SET; n++, at = (at + step) >>> 0) {
    const bit = at % bits;
    if (((filter[bit >>> 3]! >>> (bit & 7)) & 1) === 0) return false;
  }
  return true;
}

/** Mixed, for numbers may be chosen by their lowest bits (`src/newsroom/shingles.ts`). */
function startOf(number: number): number {
  return Math.imul(number ^ (number >>> 15), 0x9e3779b1) >>> 0;
}

function stepOf(number: number): number {
  return (Math.imul(number ^ (number >>> 13), 0x85ebca6b) | 1) >>> 0;
}
