/**
 * What a channel was told before, and how much of a sentence is new against it: by word triples, rare words, names and numbers.
 * A channel counts as told of everything that stands in an article it was shown: background that was there to read is no news,
 * whichever sentences of it were picked.
 */
import type { Passage } from '../../core/model.ts';
import type { IndexedPassage } from '../../core/ports.ts';
import { CALENDAR } from '../claims/cues.ts';
import { shinglesOf } from '../shingles.ts';
import { isStopWord, passageTerms, termsOf } from '../terms.ts';
import { backgroundIdf } from '../words.ts';

/**
 * From this novelty on a sentence is news, 0 to 1. What was told has 0, what was told in other words .1 to .3, the first sentence of a
 * follow-up, which says again what it is about, .35 to .5, another subject .7 and more.
 */
const FRESH = 0.35;

/** What a number that was never told makes of a sentence's novelty, at least: a toll that rises is news in old words. */
const NEW_NUMBER = 0.6;

/** How the three measures count, together 1: words nowhere told, words not told in one sentence, triples not told. */
const UNSEEN = 0.4;
const APART = 0.4;
const TRIPLES = 0.2;

export interface Told {
  /** 0: told word for word; 1: nothing of it was told. */
  novelty: (passage: Passage) => number;
  isFresh: (passage: Passage) => boolean;
  /** The passage told that comes nearest; null when none shares a word. */
  nearest: (passage: Passage) => IndexedPassage | null;
}

export function rememberTold(articles: readonly (readonly IndexedPassage[])[]): Told {
  const told = distinct(articles.flat());
  const places = placesOfTerms(told);
  const triples = new Set(articles.flatMap(article => triplesOf(article.map(({ passage }) => passage))));
  const numbers = new Set(told.flatMap(({ passage }) => passage.numbers.map(({ value }) => value)));

  /** The weight that each told passage shares with a sentence, and the heaviest of them. */
  function closest(weights: Map<string, number>): { at: IndexedPassage | null; shared: number } {
    const shares = new Map<number, number>();
    for (const [term, weight] of weights)
      for (const n of places.get(term) ?? []) shares.set(n, (shares.get(n) ?? 0) + weight);
    let best: { at: IndexedPassage | null; shared: number } = { at: null, shared: 0 };
    for (const [n, shared] of shares) if (shared > best.shared) best = { at: told[n]!, shared };
    return best;
  }

  const novelty = (passage: Passage) => {
    const weights = weightsOf(passage);
    const all = sum(weights.values());
    if (told.length === 0) return 1;
    if (all === 0) return 0;
    const unseen = sum([...weights].map(([term, weight]) => (places.has(term) ? 0 : weight))) / all;
    const apart = 1 - closest(weights).shared / all;
    const own = triplesOf([passage]);
    const newTriples = own.filter(triple => !triples.has(triple)).length / (own.length || 1);
    const blend = UNSEEN * unseen + APART * apart + TRIPLES * newTriples;
    const isNewNumber = blend > 0 && passage.numbers.some(({ value }) => !numbers.has(value));
    return isNewNumber ? Math.max(NEW_NUMBER, blend) : blend;
  };
  return {
    novelty,
    isFresh: passage => novelty(passage) >= FRESH,
    nearest: passage => closest(weightsOf(passage)).at,
  };
}

/** One of each wording: what copies and refrains repeat would only cost time. */
function distinct(passages: readonly IndexedPassage[]): IndexedPassage[] {
  return [...new Map(passages.toReversed().map(each => [each.passage.text, each])).values()];
}

function placesOfTerms(told: readonly IndexedPassage[]): Map<string, number[]> {
  const places = new Map<string, number[]>();
  for (const [n, { passage }] of told.entries()) {
    for (const term of weightsOf(passage).keys()) {
      const known = places.get(term);
      if (known) known.push(n);
      else places.set(term, [n]);
    }
  }
  return places;
}

function triplesOf(passages: readonly Passage[]): number[] {
  const { sample, rest } = shinglesOf(passages, passages.map(passageTerms));
  return [...sample, ...rest];
}

/**
 * What a passage's words weigh: by their rarity in general English, for a small record knows too few texts to tell a rare word.
 * Days and months have no weight: reports on one event differ in them and nothing is new.
 */
export function weightsOf({ text }: Pick<Passage, 'text'>): Map<string, number> {
  const telling = termsOf(text).filter(({ word }) => !isStopWord(word) && !CALENDAR.test(word));
  return new Map(telling.map(({ term }) => [term, backgroundIdf(term)]));
}

export function sum(values: Iterable<number>): number {
  let total = 0;
  for (const value of values) total += value;
  return total;
}
