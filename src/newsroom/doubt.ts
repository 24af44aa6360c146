/**
 * Which articles are doubtful, remembered until the record changes: an article is judged against the others, so any change may
 * change it. Whoever changes the index calls `forget`.
 */
import type { ArticleId, Dossier, Point } from '../core/model.ts';
import type { Index } from '../core/ports.ts';
import { assess, dossierOf, isDoubtful } from './assess.ts';

export interface Doubt {
  /** Points against an article, major ones first; empty for one that is not in the record. */
  points: (id: ArticleId) => Point[];
  isDoubtful: (id: ArticleId) => boolean;
  /** All that speaks against an article and for it; null for one that is not in the record. */
  dossier: (id: ArticleId) => Dossier | null;
  forget: () => void;
}

export function makeDoubt(index: Index): Doubt {
  const known = new Map<ArticleId, Point[]>();
  const points = (id: ArticleId) => {
    const before = known.get(id);
    if (before) return before;
    const found = assess(index.passages(id), index, index.reportsOf);
    known.set(id, found);
    return found;
  };
  return {
    points,
    isDoubtful: id => isDoubtful(points(id)),
    dossier: id => dossierOf(index.passages(id), index, index.reportsOf),
    forget: () => known.clear(),
  };
}
