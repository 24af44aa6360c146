/**
 * Chooses the sentences of a brief, one by one: each the worthiest that says something else than those chosen before it (maximal
 * marginal relevance, Carbonell and Goldstein 1998). Never takes a sentence that leans on one that is not there.
 */
import type { Passage } from '../../core/model.ts';
import { leans } from './standing.ts';
import { sum, weightsOf } from './told.ts';

export interface Candidate {
  passage: Passage;
  fresh: boolean;
  worth: number;
}

/** A brief is two to four sentences; the third and fourth must earn their place. */
const FEWEST = 2;
const MOST = 4;

/** Words of all sentences, the headline not counted, 50 to 120: what is read at a glance in a channel; a newspaper's brief has 40 to 100. */
const MOST_WORDS = 80;

/** What a third or fourth sentence must be worth beside the best one, 0 to 1: at .2 every brief is full, at .7 few have a third. */
const ENOUGH = 0.45;

/** How much of its worth a sentence loses that repeats another, 0 to 1.5: .7 to 1.1 choose alike. */
const REPEAT = 0.9;

/** The share of the shorter one's weight from which two sentences say the same, 0 to 1; .8 lets reworded ones through. */
const SAME = 0.65;

/** The sentences of a brief: what is fresh in the order of the text, then the rest in theirs. */
export function chooseSentences(
  candidates: readonly Candidate[],
  headline: Passage | null,
  all: readonly Passage[],
): Candidate[] {
  const weighed = candidates.map(candidate => weigh(candidate, all));
  // A headline of the body is read as the brief's first sentence.
  const said = headline?.part === 'body' ? [weightsOf(headline)] : [];
  const others = weighed.filter(({ passage }) => passage.text !== headline?.text);
  const fresh = take(
    others.filter(candidate => candidate.fresh),
    MOST,
    [],
    said,
  );
  // What is new may need the old beside it to be understood.
  const rest = fresh.length === 0 ? [] : others.filter(candidate => !candidate.fresh);
  const chosen = take(rest, FEWEST, fresh, said);
  return chosen.sort((a, b) => Number(b.fresh) - Number(a.fresh) || a.passage.n - b.passage.n);
}

interface Weighed extends Candidate {
  weights: Map<string, number>;
  words: number;
  leans: boolean;
}

function weigh(candidate: Candidate, all: readonly Passage[]): Weighed {
  const { passage } = candidate;
  const words = passage.text.split(/\s+/u).length;
  return { ...candidate, weights: weightsOf(passage), words, leans: leans(passage, all) };
}

/** Adds to `before` until there are `most`, or nothing is left that is worth it. */
function take(
  from: readonly Weighed[],
  most: number,
  before: readonly Weighed[],
  said: Weighed['weights'][],
): Weighed[] {
  const chosen = [...before];
  while (chosen.length < most) {
    const best = bestOf(from, chosen, said);
    if (best === null) break;
    if (chosen.length >= FEWEST && best.value < ENOUGH * chosen[0]!.worth) break;
    chosen.push(best.candidate);
  }
  return chosen;
}

/** The worthiest that fits, stands by itself or beside a chosen one, and says something else. */
function bestOf(from: readonly Weighed[], chosen: readonly Weighed[], said: Weighed['weights'][]) {
  const room = MOST_WORDS - sum(chosen.map(({ words }) => words));
  const told = [...said, ...chosen.map(({ weights }) => weights)];
  let best: { candidate: Weighed; value: number } | null = null;
  for (const candidate of from) {
    if (candidate.words > room || chosen.some(({ passage }) => passage.text === candidate.passage.text)) continue;
    if (candidate.leans && !chosen.some(before => isJustBefore(before, candidate))) continue;
    const likeness = Math.max(0, ...told.map(weights => overlap(candidate.weights, weights)));
    const value = candidate.worth * (1 - REPEAT * likeness);
    if (likeness < SAME && (best === null || value > best.value)) best = { candidate, value };
  }
  return best;
}

/** The sentence before it in its paragraph, and on the same side of new and old, so that they stay together. */
function isJustBefore(before: Candidate, { passage, fresh }: Candidate): boolean {
  return before.fresh === fresh && before.passage.n === passage.n - 1 && before.passage.block === passage.block;
}

/** The share of the shorter one's weight that stands in both, 0 to 1. */
function overlap(one: Map<string, number>, other: Map<string, number>): number {
  const shared = sum([...one].map(([term, weight]) => (other.has(term) ? weight : 0)));
  return shared / (Math.min(sum(one.values()), sum(other.values())) || 1);
}
