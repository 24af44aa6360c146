/**
 * Makes `src/newsroom/data/kin.bin` from the word file beside it: for each term, the terms nearest to it in meaning, nearest first.
 * Run it after `make-words.ts`; a few minutes:
 *
 *     node test/eval/make-kin.ts
 *
 * Little-endian 16-bit term numbers, KIN_KEPT for each term; a row that has fewer is filled with its own number.
 */
import { writeFileSync } from 'node:fs';
import { KIN_FILE, KIN_KEPT, wordData } from '../../src/newsroom/word-data.ts';
import { nearestTerms } from '../../src/newsroom/words.ts';

/** Less related words find more noise than answers. */
const LEAST = 0.5;

const { terms } = wordData();
const kin = new Uint16Array(terms.length * KIN_KEPT);
for (const n of terms.keys()) {
  const near = nearestTerms(n, KIN_KEPT, LEAST);
  for (let at = 0; at < KIN_KEPT; at++) kin[n * KIN_KEPT + at] = near[at] ?? n;
}
writeFileSync(KIN_FILE, kin);
