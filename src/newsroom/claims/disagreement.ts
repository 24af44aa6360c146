/**
 * Whether the passages that carry a question give different answers, and both sides if they do: the better supported first.
 * Called with the best passages of several articles. Silent where a difference has another explanation.
 */
import type { ArticleId, Disagreement, DisagreementSide } from '../../core/model.ts';
import type { IndexedPassage } from '../../core/ports.ts';
import { evidenceOf } from '../evidence.ts';
import type { Question } from '../question.ts';
import { passageTerms } from '../terms.ts';
import { actorSides } from './actors.ts';
import { alternativeReadings, deniedReadings } from './alternatives.ts';
import { claimsOfArticle } from './claims.ts';
import { compareClaims, type Relation } from './compare.ts';
import { scopesMeet } from './differ.ts';
import { type CarriedPassage, type Reading, readingsOf, wordsOf } from './readings.ts';
import { swappedSides, toldSides } from './told-sides.ts';

/** Sides shown, and pieces of evidence on each. */
const MOST_SIDES = 3;
const MOST_EVIDENCE = 3;

interface Side {
  readings: { from: CarriedPassage; says: string }[];
  reports: number;
  articles: number;
  weight: number;
}

export interface Surroundings {
  /** Articles that share their text, by article; an article left out is a report of its own. */
  reports?: ReadonlyMap<ArticleId, string | number>;
  /** All passages of an article, so that what contradicts the answer is found where the question's words are not. */
  passagesOf?: (id: ArticleId) => readonly IndexedPassage[];
  /** Where that is looked for; the articles of the given passages unless said. Each is read in full: 20 are plenty. */
  articles?: readonly ArticleId[];
}

/** Both sides of what the passages that carry a question disagree on, the better supported first, or null. */
export function disagreementOf(
  question: Question,
  given: readonly CarriedPassage[],
  { reports = new Map(), passagesOf = () => [], articles = articlesOf(given) }: Surroundings = {},
): Disagreement | null {
  const passages = given.map(from => ({ ...from, isInArticle: articleTerms(from.article.id, passagesOf) }));
  const readings = readingsOf(question, passages);
  const found =
    sidesOf(question, readings, reports) ??
    sidesOf(question, [...readings, ...opposed(readings, articles, passagesOf)], reports);
  if (found) return disagreement(found.kind, found.sides);
  const choices =
    alternativeReadings(question, passages) ?? deniedReadings(question, passages) ?? actorSides(question, passages);
  if (choices && choices.length > 1)
    return disagreement(
      'conflict',
      choices.map(side => sideOf(side, reports)),
    );
  const told = toldSides(question, passages, passagesOf) ?? swappedSides(question, passages);
  return (
    told &&
    disagreement(
      told.kind,
      told.sides.map(side => sideOf(side, reports)),
    )
  );
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

/** The best supported value and those that differ from it: contradictions, or else what cannot be compared; null for neither. */
function sidesOf(
  question: Question,
  readings: readonly Reading[],
  reports: ReadonlyMap<ArticleId, string | number>,
): { kind: Disagreement['kind']; sides: Side[] } | null {
  const groups = groupEqual(readings).map(group => ({ readings: group, side: sideOf(group, reports) }));
  const [first, ...others] = groups.sort((a, b) => bySupport(a.side, b.side));
  if (!first) return null;
  const compared = others.map(other => ({
    ...other,
    relation: relationOfGroups(question, first.readings, other.readings),
  }));
  for (const kind of ['conflict', 'cannot-compare'] as const) {
    const against = compared.filter(({ relation }) => relation === kind);
    if (against.length > 0) return { kind, sides: [first.side, ...against.map(({ side }) => side)] };
  }
  return null;
}

/** What the same articles say against the best reading, whatever its words; compared without knowing that both are about the same. */
function opposed(
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

function sideOf(readings: Side['readings'], reports: ReadonlyMap<ArticleId, string | number>): Side {
  const ids = readings.map(({ from }) => from.article.id);
  return {
    readings,
    reports: new Set(ids.map(id => reports.get(id) ?? id)).size,
    articles: new Set(ids).size,
    weight: Math.max(...readings.map(({ from }) => from.weight)),
  };
}

function bySupport(a: Side, b: Side): number {
  return b.reports - a.reports || b.articles - a.articles || b.weight - a.weight;
}

function disagreement(kind: Disagreement['kind'], sides: readonly Side[]): Disagreement {
  return { kind, sides: [...sides].sort(bySupport).slice(0, MOST_SIDES).map(toSide) };
}

/** One passage an article, the best first. */
function toSide({ readings }: Side): DisagreementSide {
  const seen = new Set<ArticleId>();
  const sorted = [...readings].sort((a, b) => b.from.weight - a.from.weight);
  const shown = sorted.filter(({ from }) => !seen.has(from.article.id) && seen.add(from.article.id));
  return { says: sorted[0]!.says, evidence: shown.slice(0, MOST_EVIDENCE).map(({ from }) => evidenceOf(from)) };
}
