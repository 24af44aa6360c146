/** The sides of a disagreement: who stands on each, which is better supported, and how they are shown. Decides nothing about who disagrees. */
import type { ArticleId, Disagreement, DisagreementSide } from '../../core/model.ts';
import { evidenceOf } from '../evidence.ts';
import type { CarriedPassage } from './readings.ts';

/** Sides shown, and pieces of evidence on each. */
const MOST_SIDES = 3;
const MOST_EVIDENCE = 3;

/** One passage and the words in it that take the side. */
export interface Voice {
  from: CarriedPassage;
  says: string;
}

export interface Sides {
  kind: Disagreement['kind'];
  sides: Voice[][];
}

/** Weighed in this order: reports with a sound article, all reports, articles, and how well the best passage carries the question. */
interface Support {
  sound: number;
  reports: number;
  articles: number;
  weight: number;
}

export type SupportOf = (side: readonly Voice[]) => Support;

/** @param reports articles that share their text, by article; one that is left out is a report of its own. */
export function makeSupport(
  reports: ReadonlyMap<ArticleId, string | number>,
  isDoubtful: (id: ArticleId) => boolean,
): SupportOf {
  const count = (ids: readonly ArticleId[]) => new Set(ids.map(id => reports.get(id) ?? id)).size;
  return side => {
    const ids = [...new Set(side.map(({ from }) => from.article.id))];
    return {
      sound: count(ids.filter(id => !isDoubtful(id))),
      reports: count(ids),
      articles: ids.length,
      weight: Math.max(...side.map(({ from }) => from.weight)),
    };
  };
}

/** The better supported first. */
export function bySupport<Side extends readonly Voice[]>(sides: readonly Side[], supportOf: SupportOf): Side[] {
  return sides
    .map(side => ({ side, support: supportOf(side) }))
    .sort(({ support: a }, { support: b }) => {
      return b.sound - a.sound || b.reports - a.reports || b.articles - a.articles || b.weight - a.weight;
    })
    .map(({ side }) => side);
}

export function shownSides({ kind, sides }: Sides, supportOf: SupportOf): Disagreement {
  return { kind, sides: bySupport(sides, supportOf).slice(0, MOST_SIDES).map(toSide) };
}

/** One passage an article, the best first. */
function toSide(side: readonly Voice[]): DisagreementSide {
  const seen = new Set<ArticleId>();
  const sorted = [...side].sort((a, b) => b.from.weight - a.from.weight);
  const shown = sorted.filter(({ from }) => !seen.has(from.article.id) && seen.add(from.article.id));
  return { says: sorted[0]!.says, evidence: shown.slice(0, MOST_EVIDENCE).map(({ from }) => evidenceOf(from)) };
}
