/** Makes a point: one sentence or table row, the reason in one plain sentence, and what speaks against it. */
import type { Claim, Point } from '../../core/model.ts';
import type { IndexedPassage } from '../../core/ports.ts';
import { evidenceOf } from '../evidence.ts';

/** Counter-evidence shown at most; one passage a report is enough to look it up. */
const MOST_AGAINST = 3;

/** With so many reports against, the article and not they must explain itself; with one, either may be wrong. */
export const MAJOR_REPORTS = 2;

export function severityOf(reports: number): Point['severity'] {
  return reports >= MAJOR_REPORTS ? 'major' : 'minor';
}

/** "Another report says", "3 other reports say": who, with the verb in its form for one and for several. */
export function reportsThat(reports: number, [one, several]: readonly [one: string, several: string]): string {
  return reports === 1 ? `Another report ${one}` : `${reports} other reports ${several}`;
}

export const SAY = ['says', 'say'] as const;

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
