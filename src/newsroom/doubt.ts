/**
 * Which articles are doubtful, remembered until the record changes: an article is judged against the others, so any change may
 * change it. The index keeps it too, for the next start. What editors decided goes before what is found. Whoever changes the index
 * calls `forget`.
 */
import type { ArticleId, Dossier, Point } from '../core/model.ts';
import type { Index } from '../core/ports.ts';
import { assess, dossierOf, isDoubtful } from './assess.ts';
import { codeStamp } from './code-stamp.ts';

export interface Doubt {
  /** Points against an article, major ones first; empty for one that is not in the record. */
  points: (id: ArticleId) => Point[];
  isDoubtful: (id: ArticleId) => boolean;
  /** Whether editors dispute it. */
  isDisputed: (id: ArticleId) => boolean;
  /** All that speaks against an article and for it; null for one that is not in the record. */
  dossier: (id: ArticleId) => Dossier | null;
  forget: () => void;
}

export function makeDoubt(index: Index): Doubt {
  const points = remember(id => keptPoints(id, index));
  const verdicts = remember(id => index.passages(id)[0]?.article.verdict ?? null);
  return {
    points: points.of,
    isDoubtful: id => {
      const verdict = verdicts.of(id);
      return verdict === null ? isDoubtful(points.of(id)) : verdict !== 'stands';
    },
    isDisputed: id => verdicts.of(id) === 'disputed',
    dossier: id => dossierOf(index.passages(id), index, index.reportsOf),
    forget() {
      points.forget();
      verdicts.forget();
    },
  };
}

/** Half of what a first answer takes goes into the points of one article: those of an earlier process are as good. */
function keptPoints(id: ArticleId, index: Index): Point[] {
  const key = `points ${codeStamp()} ${id}`;
  const kept = index.kept(key);
  if (kept !== null) return JSON.parse(kept) as Point[];
  const { seq } = index.state();
  const points = assess(index.passages(id), index, index.reportsOf);
  index.keep(key, seq, JSON.stringify(points));
  return points;
}

/** What is worked out of an article once, until it is forgotten. */
function remember<Value>(make: (id: ArticleId) => Value): { of: (id: ArticleId) => Value; forget: () => void } {
  const known = new Map<ArticleId, Value>();
  return {
    of(id) {
      if (!known.has(id)) known.set(id, make(id));
      return known.get(id)!;
    },
    forget: () => known.clear(),
  };
}
