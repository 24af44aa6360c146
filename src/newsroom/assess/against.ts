/** What other reports say against a passage, made a point: how many they are decides how much it weighs, and one passage of each is shown. */
import type { Point, PointKind } from '../../core/model.ts';
import type { IndexedPassage } from '../../core/ports.ts';
import { pointAt } from './point.ts';

/** A passage of another report. */
export interface Found {
  report: string | number;
  at: IndexedPassage;
}

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

/** How many reports these passages belong to. */
export function reportsAmong(found: readonly { report: string | number }[]): number {
  return new Set(found.map(({ report }) => report)).size;
}

/** One passage a report, the first of each. */
export function firstOfEach<Found extends { report: string | number }>(found: readonly Found[]): Found[] {
  return [...new Map(found.toReversed().map(each => [each.report, each])).values()].reverse();
}

/** @param why one plain sentence, given how many reports there are. */
export function pointByReports(
  at: IndexedPassage,
  kind: PointKind,
  against: readonly Found[],
  why: (reports: number) => string,
): Point {
  const reports = reportsAmong(against);
  const reason = { kind, severity: severityOf(reports), why: why(reports) };
  return pointAt(
    at,
    reason,
    firstOfEach(against).map(each => each.at),
  );
}
