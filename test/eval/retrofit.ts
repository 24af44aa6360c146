/**
 * Draws the vectors of related words together (Faruqui et al., "Retrofitting Word Vectors to Semantic Lexicons", 2015): half of a vector
 * stays where its company in texts has put it, half is the mean of its relations', over and over. A relation counts by its strength and by
 * how near the two were before, so that senses nobody means draw little.
 */
import { addTo, dot, normalise } from './vectors.ts';

/** As many as the paper found to be enough. */
const ROUNDS = 10;
/** Weaker relations say too little. */
const LEAST_STRENGTH = 0.5;
const LEAST_WEIGHT = 0.1;

/**
 * In place, on vectors of length 1.
 * @param links for each vector, the numbers of those it is related to, with a strength from 0 to 1; below 0 are opposites
 */
export function retrofit(vectors: Float64Array[], links: readonly (readonly [number, number])[][]): void {
  const before = vectors.map(vector => Float64Array.from(vector));
  const drawn = links.map((own, n) => weighed(own, before[n]!, before));
  for (let round = 0; round < ROUNDS; round++) {
    for (const [n, vector] of vectors.entries()) {
      if (drawn[n]!.length === 0) continue;
      vector.set(before[n]!);
      for (const [other, share] of drawn[n]!) addTo(vector, vectors[other]!, share);
      normalise(vector);
    }
  }
}

/** Shares that add up to 1. */
function weighed(own: readonly (readonly [number, number])[], vector: Float64Array, all: readonly Float64Array[]) {
  const weights = own
    .filter(([, strength]) => strength >= LEAST_STRENGTH)
    .map(([other, strength]) => [other, strength * dot(vector, all[other]!)] as const)
    .filter(([, weight]) => weight > LEAST_WEIGHT);
  const total = weights.reduce((sum, [, weight]) => sum + weight, 0);
  return weights.map(([other, weight]) => [other, weight / total] as const);
}
