/**
 * How well each passage carries a question: the figures of `features.ts`, weighed and added, and the probability that the
 * best one carries it at all. The weights are data, fitted by `test/eval/fit.ts`.
 */
import type { Candidate, Index } from '../core/ports.ts';
import weights from './data/weights.json' with { type: 'json' };
import { FEATURES, type Features, featuresOf, meaningOf } from './features.ts';
import type { Question } from './question.ts';
import { expansions } from './words.ts';

export interface RankedPassage extends Candidate {
  features: Features;
  /** Weighted sum of the features; comparable within one question. */
  rank: number;
}

/** Passages found by the question's own words; the index's order beyond them has not been seen to hold an answer. */
const CANDIDATES = 80;

/** Passages found besides by words of like meaning, and how many such words stand in for each of the question's heaviest. */
const KIN_CANDIDATES = 40;
const KIN = 4;
const KIN_OF = 6;

/**
 * Passages that words of like meaning may stand in, all together: rare ones find more, and frequent ones would take most of an answer's time in a
 * large record. A record of 10,000 articles hardly meets it.
 */
const KIN_PASSAGES = 200_000;

/** Best first. */
export function rankPassages(question: Question, index: Index): RankedPassage[] {
  return candidatesOf(question, index)
    .map(candidate => ({ ...candidate, rank: rankOf(candidate.features) }))
    .sort((a, b) => b.rank - a.rank || b.score - a.score);
}

/** What is ranked, unweighed: the fitting starts here. */
export function candidatesOf(question: Question, index: Index): (Candidate & { features: Features })[] {
  const terms = question.terms.map(({ term }) => term);
  const rounds = [
    { terms, limit: CANDIDATES },
    { terms: kinOf(question, index), limit: KIN_CANDIDATES },
  ];
  const [found = [], wider = []] = index.searchInRounds(rounds);
  const known = new Set(found.map(placeOf));
  // What only kindred words find has no score of its own words.
  const kindred = wider
    .filter(candidate => !known.has(placeOf(candidate)))
    .map(candidate => ({ ...candidate, score: 0 }));
  const best = found[0]?.score ?? 1;
  const meaning = meaningOf(question);
  return [...found, ...kindred].map(candidate => ({
    ...candidate,
    features: featuresOf(question, meaning, candidate, best),
  }));
}

/** Passages that other words have found, weighed for this question; best first. */
export function rankFound(question: Question, found: readonly Candidate[]): RankedPassage[] {
  const meaning = meaningOf(question);
  return found
    .map(candidate => {
      const features = featuresOf(question, meaning, { ...candidate, score: 0 }, 1);
      return { ...candidate, score: 0, features, rank: rankOf(features) };
    })
    .sort((a, b) => b.rank - a.rank);
}

function placeOf({ article, passage }: Candidate): string {
  return `${article.id} ${passage.n}`;
}

/** Words of the record that mean nearly what the question's heaviest words mean, the rarest first. */
function kinOf({ terms }: Question, index: Index): string[] {
  const known = new Map<string, number>();
  const count = (term: string) => {
    if (!known.has(term)) known.set(term, index.frequencies([term]).get(term) ?? 0);
    return known.get(term)!;
  };
  const words = terms.filter(({ term }) => !term.startsWith('@')).slice(0, KIN_OF);
  const kin = words.flatMap(({ term, phrase }) => expansions(phrase ?? term, KIN, each => count(each) > 0));
  const rarest = kin.map(({ term }) => term).sort((a, b) => count(a) - count(b));
  let left = KIN_PASSAGES;
  return rarest.filter(term => {
    left -= count(term);
    return left >= 0;
  });
}

function rankOf(features: Features): number {
  return FEATURES.reduce((sum, name) => sum + weights.rank[name] * features[name], 0);
}
