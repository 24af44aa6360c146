/**
 * Where other reports contradict an article, for its brief: the points of doubt that have a counter-quote, without those that only
 * a doubtful article speaks for. Decides nothing anew.
 */
import type { BriefDifference, Evidence, Point } from '../../core/model.ts';
import type { IndexedPassage } from '../../core/ports.ts';
import type { Doubt } from '../doubt.ts';
import { evidenceOf } from '../evidence.ts';

/** Shown at most: each has two quotes or more, and a brief is short; `why` and the article have the rest. */
const MOST_DIFFERENCES = 2;
const MOST_AGAINST = 2;

/** @param shown `Passage.n` of the sentences of the brief: what differs from them comes first. */
export function differencesOf(
  passages: readonly IndexedPassage[],
  shown: ReadonlySet<number>,
  doubt: Doubt,
): BriefDifference[] {
  const id = passages[0]?.article.id;
  if (id === undefined) return [];
  const contradicted = doubt.points(id).filter(({ kind }) => kind === 'contradicted');
  const first = contradicted.filter(({ passage }) => shown.has(passage));
  const differences: BriefDifference[] = [];
  for (const point of [...first, ...contradicted.filter(({ passage }) => !shown.has(passage))]) {
    if (differences.length === MOST_DIFFERENCES) break;
    const against = soundAgainst(point, doubt);
    const at = passages[point.passage];
    if (at && against.length > 0) differences.push({ evidence: evidenceOf(at), against });
  }
  return differences;
}

function soundAgainst({ against }: Point, doubt: Doubt): Evidence[] {
  return against.filter(({ article }) => !doubt.isDoubtful(article)).slice(0, MOST_AGAINST);
}
