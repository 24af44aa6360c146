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

/** Words of all sentences, 50 to 120: what is read at a glance in a channel; a newspaper's brief has 40 to 100. */
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
  const chosen: Candidate[] = [];
  const fresh = candidates.filter(candidate => candidate.fresh);
  take(chosen, fresh, MOST, headline, all);
  // What is new may need the old beside it to be understood.
  const rest = candidates.filter(candidate => !candidate.fresh);
  if (chosen.length > 0) take(chosen, rest, FEWEST, headline, all);
  return chosen.sort((a, b) => Number(b.fresh) - Number(a.fresh) || a.passage.n - b.passage.n);
}

function take(
  chosen: Candidate[],
  from: readonly Candidate[],
  most: number,
  headline: Passage | null,
  all: readonly Passage[],
): void {
  const weights = new Map(from.map(({ passage }) => [passage, weightsOf(passage)]));
  const leaning = new Set(from.filter(({ passage }) => leans(passage, all)));
  for (;;) {
    const room = MOST_WORDS - sum(chosen.map(({ passage }) => wordsIn(passage)));
    const best = from
      .filter(candidate => !chosen.includes(candidate) && wordsIn(candidate.passage) <= room)
      .filter(candidate => !leaning.has(candidate) || chosen.some(before => isJustBefore(before, candidate)))
      .map(candidate => ({ candidate, likeness: likenessTo(candidate, chosen, headline, weights) }))
      .filter(({ likeness }) => likeness < SAME)
      .map(({ candidate, likeness }) => ({ candidate, value: candidate.worth - REPEAT * likeness * candidate.worth }))
      .reduce<{ candidate: Candidate; value: number } | null>(
        (a, b) => (a === null || b.value > a.value ? b : a),
        null,
      );
    if (best === null || chosen.length >= most) return;
    if (chosen.length >= FEWEST && best.value < ENOUGH * chosen[0]!.worth) return;
    chosen.push(best.candidate);
  }
}

/** The sentence before it in its paragraph, and on the same side of new and old, so that they stay together. */
function isJustBefore(before: Candidate, { passage, fresh }: Candidate): boolean {
  return before.fresh === fresh && before.passage.n === passage.n - 1 && before.passage.block === passage.block;
}

/** How much of a sentence the chosen ones say already, 0 to 1; 1 for the headline itself. */
function likenessTo(
  { passage }: Candidate,
  chosen: readonly Candidate[],
  headline: Passage | null,
  weights: Map<Passage, Map<string, number>>,
): number {
  if (headline?.text === passage.text) return 1;
  const own = weights.get(passage)!;
  const told = chosen.map(other => other.passage);
  if (headline?.part === 'body') told.push(headline);
  return Math.max(0, ...told.map(other => (other.text === passage.text ? 1 : overlap(own, weightsOf(other)))));
}

function overlap(one: Map<string, number>, other: Map<string, number>): number {
  const shared = sum([...one].map(([term, weight]) => (other.has(term) ? weight : 0)));
  return shared / (Math.min(sum(one.values()), sum(other.values())) || 1);
}

function wordsIn({ text }: Passage): number {
  return text.split(/\s+/u).length;
}
