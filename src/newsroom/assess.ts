/**
 * Doubt: what speaks against an article, passage by passage. Called when an article is read into the record. Deterministic; it
 * judges by what articles say and never by their number, outlet or name, and never gives one score.
 */
import type { Point } from '../core/model.ts';
import type { IndexedPassage } from '../core/ports.ts';
import { anachronismPoints } from './assess/anachronism.ts';
import { contradictedPoints } from './assess/contradicted.ts';
import { internalPoints } from './assess/internal.ts';
import { settlePoints } from './assess/point.ts';
import { type DoubtRecord, type ReportsOf, relatedTo } from './assess/related.ts';
import { claimsOfArticle } from './claims/claims.ts';

/** An article is doubtful with this many major points, of at least this many kinds (design, section 5). */
const MAJOR_POINTS = 2;
const KINDS = 2;

/**
 * Points against an article, major ones first.
 * @param passages all passages of the article's current revision, in order
 * @param record where other reports are looked for; the index is one
 * @param reportsOf which articles share their text: a copy neither supports nor contradicts its original
 */
export function assess(passages: readonly IndexedPassage[], record: DoubtRecord, reportsOf: ReportsOf): Point[] {
  const claims = claimsOfArticle(passages.map(({ passage }) => passage));
  const related = relatedTo(passages, record, reportsOf);
  return settlePoints([
    ...contradictedPoints(passages, claims, related),
    ...internalPoints(passages, claims),
    ...anachronismPoints(passages),
  ]);
}

/** Whether an article's facts are told with attribution only. A minor slip never makes it so. */
export function isDoubtful(points: readonly Point[]): boolean {
  const major = points.filter(({ severity }) => severity === 'major');
  return major.length >= MAJOR_POINTS && new Set(major.map(({ kind }) => kind)).size >= KINDS;
}
