/** Makes a point: one sentence or table row, the reason in one plain sentence, and what speaks against it. */
import type { Claim, Point } from '../../core/model.ts';
import type { IndexedPassage } from '../../core/ports.ts';
import { evidenceOf } from '../evidence.ts';

/** Counter-evidence shown at most; one passage a report is enough to look it up. */
const MOST_AGAINST = 3;

export type PointReason = Pick<Point, 'kind' | 'severity' | 'why'>;

export function pointAt(at: IndexedPassage, reason: PointReason, against: readonly IndexedPassage[]): Point {
  const { article, passage } = at;
  return {
    ...reason,
    article: article.id,
    revision: article.revision,
    passage: passage.n,
    start: passage.start,
    end: passage.end,
    quote: passage.text,
    against: against.slice(0, MOST_AGAINST).map(evidenceOf),
  };
}

/** The words of a claim's value as they stand in its passage. */
export function spanText(claim: Claim, { passage }: IndexedPassage): string {
  return passage.text.slice(claim.start - passage.start, claim.end - passage.start).trim();
}

/** The more serious first, then in the order of the text; of several points of one kind on one passage the first stands. */
export function settlePoints(points: readonly Point[]): Point[] {
  const rank = ({ severity }: Point) => (severity === 'major' ? 0 : 1);
  const sorted = [...points].sort((a, b) => rank(a) - rank(b) || a.start - b.start || (a.kind < b.kind ? -1 : 1));
  const seen = new Set<string>();
  return sorted.filter(({ kind, passage }) => {
    const key = `${kind} ${passage}`;
    return !seen.has(key) && seen.add(key);
  });
}
