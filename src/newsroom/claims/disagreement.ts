/**
 * Whether the passages that carry a question give different answers, and both sides if they do: the better supported first.
 * Called with the best passages of several articles. Silent where a difference has another explanation.
 */
import type { ArticleId, Disagreement } from '../../core/model.ts';
import type { IndexedPassage } from '../../core/ports.ts';
import type { Question } from '../question.ts';
import { passageTerms } from '../terms.ts';
import { actorSides } from './actors.ts';
import { alternativeReadings, deniedReadings } from './alternatives.ts';
import { claimSides, opposed } from './claim-sides.ts';
import { type CarriedPassage, readingsOf } from './readings.ts';
import { makeSupport, type Sides, type SupportOf, shownSides, type Voice } from './sides.ts';
import { spellingSides } from './spellings.ts';
import { swappedSides, toldSides } from './told-sides.ts';

export interface Surroundings {
  /** Articles that share their text, by article; an article left out is a report of its own. */
  reports?: ReadonlyMap<ArticleId, string | number>;
  /** All passages of an article, so that what contradicts the answer is found where the question's words are not. */
  passagesOf?: (id: ArticleId) => readonly IndexedPassage[];
  /** Whether there is reason to doubt an article: a sound one's word counts first. */
  isDoubtful?: (id: ArticleId) => boolean;
  /** Where that is looked for; the articles of the given passages unless said. Each is read in full: 20 are plenty. */
  articles?: readonly ArticleId[];
}

/** Both sides of what the passages that carry a question disagree on, the better supported first, or null. */
export function disagreementOf(
  question: Question,
  given: readonly CarriedPassage[],
  { reports = new Map(), passagesOf = () => [], isDoubtful = () => false, articles }: Surroundings = {},
): Disagreement | null {
  const passages = given.map(from => ({ ...from, isInArticle: articleTerms(from.article.id, passagesOf) }));
  const near = articles ?? articlesOf(given);
  const supportOf = makeSupport(reports, isDoubtful);
  const found = firstOf([
    () => sidesOfClaims(question, passages, near, passagesOf, supportOf),
    () => conflictOf(alternativeReadings(question, passages)),
    () => conflictOf(deniedReadings(question, passages)),
    () => conflictOf(actorSides(question, passages)),
    () => conflictOf(spellingSides(question, passages, near, passagesOf)),
    () => toldSides(question, passages, passagesOf),
    () => swappedSides(question, passages),
  ]);
  return found && shownSides(found, supportOf);
}

/** The first contradiction; where there is none, the first pair that cannot be compared. */
function firstOf(finders: readonly (() => Sides | null)[]): Sides | null {
  let apart: Sides | null = null;
  for (const find of finders) {
    const found = find();
    if (found?.kind === 'conflict') return found;
    apart ??= found;
  }
  return apart;
}

function conflictOf(sides: Voice[][] | null): Sides | null {
  return sides && sides.length > 1 ? { kind: 'conflict', sides } : null;
}

function sidesOfClaims(
  question: Question,
  passages: readonly CarriedPassage[],
  articles: readonly ArticleId[],
  passagesOf: NonNullable<Surroundings['passagesOf']>,
  supportOf: SupportOf,
): Sides | null {
  const readings = readingsOf(question, passages);
  const found = claimSides(question, readings, supportOf);
  if (found?.kind === 'conflict') return found;
  return claimSides(question, [...readings, ...opposed(readings, articles, passagesOf)], supportOf) ?? found;
}

/** Read only when it is asked for, and once. */
function articleTerms(id: ArticleId, passagesOf: NonNullable<Surroundings['passagesOf']>): (term: string) => boolean {
  let known: Set<string> | null = null;
  return term => {
    known ??= new Set(passagesOf(id).flatMap(({ passage }) => passageTerms(passage)));
    return known.has(term);
  };
}

function articlesOf(passages: readonly CarriedPassage[]): ArticleId[] {
  return [...new Set(passages.map(({ article }) => article.id))];
}
