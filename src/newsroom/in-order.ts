/** What stands in both of two texts in the same order. Quadratic: the caller bounds the lengths. */
import type { Term } from './terms.ts';

/** The longest run of words that both have in the same order, as pairs of places in the one and in the other. */
export function termsInOrder(one: readonly Term[], other: readonly Term[]): [number, number][] {
  const lengths = Array.from({ length: one.length + 1 }, () => new Uint16Array(other.length + 1));
  for (let i = one.length - 1; i >= 0; i--) {
    for (let j = other.length - 1; j >= 0; j--)
      lengths[i]![j] =
        one[i]!.term === other[j]!.term
          ? lengths[i + 1]![j + 1]! + 1
          : Math.max(lengths[i + 1]![j]!, lengths[i]![j + 1]!);
  }
  const pairs: [number, number][] = [];
  for (let i = 0, j = 0; i < one.length && j < other.length; ) {
    if (one[i]!.term === other[j]!.term) pairs.push([i++, j++]);
    else if (lengths[i + 1]![j]! >= lengths[i]![j + 1]!) i++;
    else j++;
  }
  return pairs;
}
