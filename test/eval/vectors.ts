/** What is done with word vectors while the word file is made; they are as long as each other. */

export function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}

/** Brings a vector to length 1, in place; one that is all 0 stays so. */
export function normalise(vector: Float64Array): void {
  const length = Math.sqrt(dot(vector, vector)) || 1;
  for (let i = 0; i < vector.length; i++) vector[i]! /= length;
}

/** Adds `share` times `other` to `sum`, in place. */
export function addTo(sum: Float64Array, other: Float64Array, share: number): void {
  for (let i = 0; i < sum.length; i++) sum[i]! += share * other[i]!;
}
