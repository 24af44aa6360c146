/**
 * What words mean, as far as counting can tell: how near two terms are, what a passage is about, which other terms are worth
 * searching, how common a word is. General English, from the word file; it must never know a word of any story, nor decide anything.
 */
import { inverseLength, kinOf, OPPOSITE, type WordData, wordData } from './word-data.ts';

/** A term with its weight in a text, as a rule its inverse document frequency; 0 or more. */
export interface WeighedTerm {
  term: string;
  weight: number;
}

/** What a text is about: 100 numbers of length 1, or all 0 when no term is known. */
export type SentenceVector = Float32Array;

/** A term worth searching besides a question's own. */
export interface Expansion {
  term: string;
  /** Relatedness to the question's term, 0 to 1. */
  weight: number;
}

/**
 * The figures of `relatedness`, fitted by hand on how often the right passage comes first in the repository's own questions and in half of
 * SQuAD; the order of passages changes little for 0.1 more or less of each.
 */
/** Cosines up to here are chance; most pairs of words lie within ±0.2. */
const FLOOR = 0.2;
/** A vector alone never says that two words mean the same: words of one field stand as close as synonyms. */
const MAX_BY_VECTOR = 0.8;
/** Above 1, so that middling cosines count less than strong ones. */
const BEND = 1.2;
/** WordNet's synonyms are so in some sense of both words, seldom surely in the one at hand. */
const MAX_BY_WORDNET = 0.9;
/** What is left of a relation whose words are never met in the same company, and the cosine from which all of it counts. */
const LEAST_SHARE = 0.3;
const FULL_SHARE_AT = 0.5;
/** Names of one kind are neighbours by vector ("monday", "tuesday"), and never stand for one another. */
const MAX_BETWEEN_NAMES = 0.1;
const BETWEEN_OPPOSITES = 0.1;

/**
 * How near two index terms are in meaning, 0 to 1; the same either way round. 1: the same term; 0: either is unknown. Otherwise the larger of
 * - the cosine of their vectors, 0.2..1 mapped to 0..0.8: 0.8 * ((cosine - 0.2) / 0.8) ^ 1.2;
 * - WordNet's relation (synonyms 1, derivations .95, similar .7, one step wider or narrower .6, two .4; a tenth less for each rarer
 *   sense) times 0.9, and times 0.3 to 1 by how near the cosine comes to 0.5: this leaves out senses that nobody means.
 * Opposites have 0.1 whatever their vectors; so have, at most, names and numbers of the same kind.
 */
export function relatedness(a: string, b: string): number {
  if (a === b) return 1;
  const data = wordData();
  const first = data.numbers.get(a);
  const second = data.numbers.get(b);
  return first === undefined || second === undefined ? 0 : nearness(data, first, second);
}

/** Whether the word file has a term. */
export function isKnownTerm(term: string): boolean {
  return wordData().numbers.has(term);
}

/** `relatedness` to one term, remembered for each other term: for comparing a question's term with the terms of many passages. */
export function relatedTo(term: string): (other: string) => number {
  const known = new Map<string, number>();
  return other => {
    const before = known.get(other);
    if (before !== undefined) return before;
    const value = relatedness(term, other);
    known.set(other, value);
    return value;
  };
}

/** Whether two terms are known to contradict each other ("accept", "reject"). */
export function areOpposites(a: string, b: string): boolean {
  const data = wordData();
  const first = data.numbers.get(a);
  const second = data.numbers.get(b);
  return first !== undefined && second !== undefined && linkOf(data, first, second) === OPPOSITE;
}

/** Whether any term is known to contradict this one. */
export function hasOpposites(term: string): boolean {
  const n = wordData().numbers.get(term);
  return n !== undefined && opposed()[n] === 1;
}

let withOpposites: Uint8Array | null = null;

/** By term: 1 where either end of a relation of opposites is this one. */
function opposed(): Uint8Array {
  if (withOpposites !== null) return withOpposites;
  const { terms, linkStarts, linkTargets, linkStrengths } = wordData();
  withOpposites = new Uint8Array(terms.length);
  for (let n = 0; n < terms.length; n++)
    for (let at = linkStarts[n]!; at < linkStarts[n + 1]!; at++)
      if (linkStrengths[at] === OPPOSITE) withOpposites[n] = withOpposites[linkTargets[at]!] = 1;
  return withOpposites;
}

/** The weighted mean of the terms' vectors, brought to length 1. Terms without a vector are left out. */
export function sentenceVector(terms: Iterable<WeighedTerm>): SentenceVector {
  const data = wordData();
  const { vectors, dimensions } = data;
  const sum = new Float32Array(dimensions);
  for (const { term, weight } of terms) {
    const n = data.numbers.get(term);
    if (n === undefined) continue;
    const share = weight * inverseLength(data, n);
    for (let i = 0, at = n * dimensions; i < dimensions; i++, at++) sum[i]! += share * vectors[at]!;
  }
  const length = Math.hypot(...sum);
  return length === 0 ? sum : sum.map(value => value / length);
}

/** -1 to 1; 0 when either text has no known term. */
export function cosine(a: SentenceVector, b: SentenceVector): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}

/**
 * Other terms that mean nearly the same, nearest first: at most `limit`, only those that `exists` knows, each of at least .5
 * relatedness. Looked up in a table (`test/eval/make-kin.ts`), in microseconds.
 */
export function expansions(term: string, limit: number, exists: (term: string) => boolean): Expansion[] {
  const data = wordData();
  const own = data.numbers.get(term);
  if (own === undefined) return [];
  const found: Expansion[] = [];
  for (const n of kinOf(own)) {
    if (found.length === limit || n === own) break;
    if (exists(data.terms[n]!)) found.push({ term: data.terms[n]!, weight: nearness(data, own, n) });
  }
  return found;
}

/**
 * Numbers of the terms nearest to one in meaning, nearest first: at most `limit`, each of at least `least` relatedness. Looks through
 * the whole word file, some 5 ms: for making tables, not for answering.
 */
export function nearestTerms(own: number, limit: number, least: number): number[] {
  const data = wordData();
  const near: { number: number; weight: number }[] = [];
  for (let n = 0; n < data.terms.length; n++) {
    const weight = n === own ? 0 : nearness(data, own, n);
    if (weight >= least) near.push({ number: n, weight });
  }
  near.sort((a, b) => b.weight - a.weight || a.number - b.number);
  return near.slice(0, limit).map(({ number }) => number);
}

/** The place of a term's most frequent word in English, 1 for the most frequent; null for words beyond the list. */
export function frequencyRank(term: string): number | null {
  const data = wordData();
  const n = data.numbers.get(term);
  return n === undefined ? null : data.ranks[n]!;
}

/** Words that everyone uses lie up to this place in English. */
export const COMMON = 6_000;

let common: Map<string, string[]> | null = null;

/** Stems of common words by their first letter and length in letters, the most frequent first; of four letters at least. */
export function commonStems(first: string, length: number): readonly string[] {
  if (common === null) {
    const { terms, ranks } = wordData();
    const all = terms.filter((term, n) => ranks[n]! <= COMMON && /^[a-z]{4,}$/.test(term));
    common = Map.groupBy(all, term => `${term[0]}${term.length}`);
  }
  return common.get(`${first}${length}`) ?? [];
}

/** Words in a sentence of the news. */
const SENTENCE = 20;
/** Zipf's law in Mandelbrot's form: the shift that fits English, and the sum of 1 / (rank + SHIFT) over 400,000 words. */
const SHIFT = 2.7;
const HARMONIC = 11.7;

/**
 * What the inverse document frequency of a term over sentences would be in a large record of general English, natural logarithm: 1
 * for "the", 6.4 at rank 1,000, 10 for words beyond the list. By Zipf and Mandelbrot the word at rank r makes up the share
 * 1 / (r + SHIFT) / HARMONIC of a text; a sentence of n words holds it with probability 1 - (1 - share)^n. For words that a small
 * corpus does not have or has once, where its own count says nothing; and for `sentenceVector`, where it did better than the corpus's own.
 */
export function backgroundIdf(term: string): number {
  const rank = frequencyRank(term) ?? lastRank(wordData());
  const share = 1 / ((rank + SHIFT) * HARMONIC);
  return -Math.log(1 - (1 - share) ** SENTENCE);
}

function lastRank({ ranks }: WordData): number {
  return ranks[ranks.length - 1]!;
}

function nearness(data: WordData, a: number, b: number): number {
  const link = linkOf(data, a, b);
  if (link === OPPOSITE) return BETWEEN_OPPOSITES;
  const cosine = cosineOf(data, a, b);
  const byVector = cosine <= FLOOR ? 0 : MAX_BY_VECTOR * ((cosine - FLOOR) / (1 - FLOOR)) ** BEND;
  const bounded = data.names[a] === 1 && data.names[b] === 1 ? Math.min(byVector, MAX_BETWEEN_NAMES) : byVector;
  if (link === 0) return bounded;
  const company = Math.min(1, Math.max(0, cosine / FULL_SHARE_AT));
  return Math.max(bounded, MAX_BY_WORDNET * (link / 100) * (LEAST_SHARE + (1 - LEAST_SHARE) * company));
}

function cosineOf(data: WordData, a: number, b: number): number {
  const { vectors, dimensions } = data;
  let sum = 0;
  for (let i = a * dimensions, j = b * dimensions, end = i + dimensions; i < end; i++, j++)
    sum += vectors[i]! * vectors[j]!;
  return sum * inverseLength(data, a) * inverseLength(data, b);
}

/** The relation of two terms, 0 for none. Of a term with many only the strongest are kept, so the other is asked too. */
function linkOf(data: WordData, a: number, b: number): number {
  return Math.max(linkFrom(data, a, b), linkFrom(data, b, a));
}

/** Links of a term stand in order of target. */
function linkFrom({ linkStarts, linkTargets, linkStrengths }: WordData, from: number, to: number): number {
  let low = linkStarts[from]!;
  let high = linkStarts[from + 1]!;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (linkTargets[middle]! < to) low = middle + 1;
    else high = middle;
  }
  return low < linkStarts[from + 1]! && linkTargets[low] === to ? linkStrengths[low]! : 0;
}
