/**
 * Figures that are told against each other: "The union says 600. The employers put the figure at 250." The second names no topic, it stands
 * beside the first. Called with the best answer, when that is a number; it looks only at the sentences next to it.
 */
import type { Claim, Passage } from '../../core/model.ts';
import type { IndexedPassage } from '../../core/ports.ts';
import { claimsOf } from './claims.ts';
import { compareClaims } from './compare.ts';
import { wordsOf } from './readings.ts';
import type { Told } from './told.ts';

/** Sentences before and after in which a rival figure is looked for. */
const REACH = 6;

/** Words before a number that make it somebody's count of what was spoken of. */
const COUNTED =
  /\b(?:(?:figure|number|toll|total|count|cost|estimate|sum|share)s?\s(?:is|was|were|stands?|stood)(?:\s(?:at|closer to|nearer))?|puts?\s(?:it|them|(?:the|its|their)\s[^,.;]{3,50})\sat|(?:speaks?|spoke)\sof|counts?|counted)\s(?:only\s|just\s|about\s|some\s|around\s)?$/iu;

/** Sentences beside the answer that tell another figure for the same. */
export function rivalsOf(best: Told, article: readonly IndexedPassage[]): Told[] {
  const { value, from } = best;
  if (value.kind !== 'claim' || value.claim.value.kind !== 'number') return [];
  const { n, section } = from.passage;
  const near = article.slice(Math.max(0, n - REACH), n + REACH + 1);
  return near
    .filter(({ passage }) => passage.n !== n && passage.section === section)
    .flatMap(at => rivalIn(value.claim, at) ?? []);
}

function rivalIn(claim: Claim, at: IndexedPassage): Told | null {
  const { passage } = at;
  const rivals = claimsOf(passage, { heading: null }).filter(
    other =>
      other.kind === 'count' &&
      isCounted(passage, other) &&
      compareClaims(claim, other, { aboutSame: true }).relation !== 'unrelated',
  );
  // Of two figures against each other, neither may be passed over.
  const other = rivals.find(rival => isSame(claim, rival)) ? undefined : rivals[0];
  if (!other) return null;
  const start = other.start - passage.start;
  const says = wordsOf(other, passage);
  return { from: { ...at, weight: 0 }, value: { kind: 'claim', claim: other }, says, start, end: start + says.length };
}

function isCounted({ text, start }: Passage, claim: Claim): boolean {
  return COUNTED.test(text.slice(0, claim.start - start));
}

function isSame(a: Claim, b: Claim): boolean {
  return compareClaims(a, b, { aboutSame: true }).relation === 'same';
}
