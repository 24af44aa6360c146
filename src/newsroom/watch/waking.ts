/** Which articles wake a watch: those that carry enough of its question. Pure; a comparison of terms, never a look at the record. */
import type { WatchedWord } from '../../core/watches.ts';

/**
 * The share of a question's weight that an article must carry, 0 to 1. Of the 98 questions of three corpora that are answered, the answering
 * article carries .35 in every one, and .4 in all but one. Three in ten articles on other things carry .2, one in eight this much.
 */
const ENOUGH = 1 / 3;

/** What adding up in another order may change, as a share: words that are just enough must wake. */
const ROUNDING = 1e-9;

/** Whether terms that stand in an article carry enough of a question. A question without words that weigh anything is carried by nothing. */
export function carriesEnough(words: readonly WatchedWord[], terms: ReadonlySet<string>): boolean {
  const carried = weightOf(words.filter(word => word.terms.some(term => terms.has(term))));
  return carried > 0 && carried >= ENOUGH * weightOf(words);
}

/**
 * The terms of which an article that carries enough carries one, as few as may be: those of the heaviest words, for the others together
 * are not enough. By these a watch is found, so that a common word finds few.
 */
export function wakingTerms(words: readonly WatchedWord[]): string[] {
  const heaviestFirst = words.toSorted((a, b) => b.weight - a.weight);
  const tooLittle = ENOUGH * weightOf(words) * (1 - ROUNDING);
  const last = heaviestFirst.findIndex((_, at) => weightOf(heaviestFirst.slice(at + 1)) < tooLittle);
  const waking = last < 0 ? heaviestFirst : heaviestFirst.slice(0, last + 1);
  return [...new Set(waking.flatMap(({ terms }) => terms))];
}

function weightOf(words: readonly WatchedWord[]): number {
  return words.reduce((sum, { weight }) => sum + weight, 0);
}
