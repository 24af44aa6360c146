/** "A or B?": the side of the question that a passage names and does not deny. */
import { isStopWord, termsOf } from '../terms.ts';
import { type Span, within } from './candidates.ts';
import type { Scene } from './scene.ts';

/** Where exactly one side stands in the passage, its words; else null. */
export function optionIn(scene: Scene): Span | null {
  const found = scene.wanted.options.map(option => find(scene, option));
  const stated = found.filter(span => span !== null && !isDenied(scene, span));
  return stated.length === 1 ? stated[0]! : null;
}

/** The option's telling words next to each other, or the last of them. */
function find({ tokens }: Scene, option: string): Span | null {
  const terms = termsOf(option)
    .filter(({ word }) => !isStopWord(word))
    .map(({ term }) => term);
  for (let first = 0; first < terms.length; first++) {
    const rest = terms.slice(first);
    const at = tokens.findIndex((_, i) => rest.every((term, k) => tokens[i + k]?.term === term));
    if (at >= 0) return within(tokens, tokens[at]!.start, tokens[at + rest.length - 1]!.end);
  }
  return null;
}

function isDenied({ tokens }: Scene, { from }: Span): boolean {
  const before = tokens
    .slice(Math.max(0, from - 4), from)
    .map(({ word }) => word)
    .join(' ');
  return /\b(?:not|never|rather than|instead of|no longer|former)\b/.test(before);
}
