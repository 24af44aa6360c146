/**
 * What the claims of the passages that answer come to: the same number, date, office or deed told in different values. Called by
 * `disagreement.ts` with readings of one question; it must never compare what was read for two.
 */
import type { ArticleId } from '../../core/model.ts';
import type { IndexedPassage } from '../../core/ports.ts';
import type { Question } from '../question.ts';
import { claimsOfArticle } from './claims.ts';
import { compareClaims, type Relation } from './compare.ts';
import { scopesMeet } from './differ.ts';
import { type Reading, wordsOf } from './readings.ts';
import { bySupport, type Sides, type SupportOf } from './sides.ts';

/** The best supported value and those that differ from it: contradictions, or else what cannot be compared; null for neither. */
export function claimSides(question: Question, readings: readonly Reading[], supportOf: SupportOf): Sides | null {
  const [first, ...others] = bySupport(groupEqual(readings), supportOf);
  if (!first) return null;
  const compared = others.map(side => ({ side, relation: relationOfGroups(question, first, side) }));
  for (const kind of ['conflict', 'cannot-compare'] as const) {
    const against = compared.filter(({ relation }) => relation === kind);
    if (against.length > 0) return { kind, sides: [first, ...against.map(({ side }) => side)] };
  }
  return null;
}

/** What the same articles say against the best reading, whatever its words; compared without knowing that both are about the same. */
export function opposed(
  readings: readonly Reading[],
  ids: readonly ArticleId[],
  passagesOf: (id: ArticleId) => readonly IndexedPassage[],
): Reading[] {
  const [best] = [...readings].sort((a, b) => b.from.weight - a.from.weight);
  if (!best) return [];
  return ids.flatMap(id => {
    const all = passagesOf(id);
    return claimsOfArticle(all.map(({ passage }) => passage))
      .filter(claim => claim.kind === best.claim.kind && compareClaims(best.claim, claim).relation === 'conflict')
      .map(claim => {
        const from = all[claim.passage]!;
        return { from: { ...from, weight: 0 }, claim, says: wordsOf(claim, from.passage) };
      });
  });
}

/** Readings that say the same, in the order of their first. */
function groupEqual(readings: readonly Reading[]): Reading[][] {
  const groups: Reading[][] = [];
  for (const reading of readings) {
    const group = groups.find(known => known.some(other => isSame(other, reading)));
    if (group) group.push(reading);
    else groups.push([reading]);
  }
  return groups;
}

function isSame(a: Reading, b: Reading): boolean {
  return compareClaims(a.claim, b.claim, { aboutSame: true }).relation === 'same';
}

/** Numbers and dates of other times or places contradict nothing. */
function relationOfGroups(question: Question, a: readonly Reading[], b: readonly Reading[]): Relation {
  const against = a.flatMap(one =>
    b
      .filter(two => compareClaims(one.claim, two.claim, { aboutSame: true }).relation === 'conflict')
      .map(two => [one, two] as const),
  );
  if (against.length === 0) return 'unrelated';
  const scoped = ({ claim, from }: Reading) => {
    return { from, start: claim.start - from.passage.start, end: claim.end - from.passage.start };
  };
  const meets = ([one, two]: readonly [Reading, Reading]) =>
    (one.claim.kind !== 'count' && one.claim.kind !== 'date') || scopesMeet(question, scoped(one), scoped(two));
  return against.some(meets) ? 'conflict' : 'cannot-compare';
}
