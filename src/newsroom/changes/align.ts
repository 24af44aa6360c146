/**
 * Which passage of a later revision stands for each of an earlier one: the same words first, wherever they are, then the wording that
 * shares most of them. Pure; it says nothing about facts.
 */
import type { Passage } from '../../core/model.ts';
import { fold } from '../names.ts';
import { isStopWord, termsOf } from '../terms.ts';

export interface Aligned {
  before: Passage;
  /** What stands for it; null where nothing does. */
  after: Passage | null;
  how: 'same' | 'moved' | 'reworded' | 'gone';
  /** New wordings beside `after`: a sentence may have become two. */
  beside: Passage[];
}

/** Share of words (0 to 1) from which one wording stands for another: the one changed sentence between two that stayed, one of several there, one elsewhere. */
const ALONE = 0.2;
const NEAR = 0.45;
const FAR = 0.6;

/** Share of a sentence's words that another must hold to have taken it in, 0 to 1. */
const TAKEN_IN = 0.75;

/** Passages of a text that has nothing in common with the one before, compared with each other at most: 160,000 pairs, half a second. */
const MOST_COMPARED = 400;

/** Every passage of `before` in its order, page furniture left out. */
export function alignPassages(before: readonly Passage[], after: readonly Passage[]): Aligned[] {
  const [old, now] = [before.filter(isTold), after.filter(isTold)];
  const exact = exactPairs(old, now);
  const anchors = inSequence(exact);
  const taken = new Set(exact.values());
  const fresh = now.map((_, at) => at).filter(at => !taken.has(at));
  const reworded = rewordedPairs(old, now, fresh, exact, anchors);
  return old.map((passage, at) => {
    const same = exact.get(at);
    if (same !== undefined)
      return { before: passage, after: now[same]!, how: anchors.has(at) ? 'same' : 'moved', beside: [] };
    const found = reworded.get(at);
    if (found === undefined) return { before: passage, after: null, how: 'gone', beside: [] };
    const near = neighbours(found, fresh, anchors).filter(other => other !== found);
    return { before: passage, after: now[found]!, how: 'reworded', beside: near.map(other => now[other]!) };
  });
}

function isTold({ part }: Passage): boolean {
  return part !== 'furniture';
}

/** What no typesetter changes: letters and digits without case and accents, the signs of money and shares, the point within a number. */
function keyOf({ text }: Passage): string {
  return fold(text.normalize('NFKC'))
    .replace(/(?<=\d)[,\s](?=\d{3}(?!\d))/gu, '')
    .replace(/(?<=\d)[.:](?=\d)/gu, '·')
    .replace(/['’]/gu, '')
    .replace(/[^\p{L}\p{N}\p{Sc}%·]+/gu, ' ')
    .trim();
}

/** Places in `old` to places in `now` that hold the same words; of several alike the first goes with the first. */
function exactPairs(old: readonly Passage[], now: readonly Passage[]): Map<number, number> {
  const places = new Map<string, number[]>();
  for (const [at, passage] of now.entries()) {
    const key = keyOf(passage);
    const known = places.get(key);
    if (known) known.push(at);
    else places.set(key, [at]);
  }
  const pairs = new Map<number, number>();
  for (const [at, passage] of old.entries()) {
    const place = places.get(keyOf(passage))?.shift();
    if (place !== undefined) pairs.set(at, place);
  }
  return pairs;
}

/** The longest run of pairs that keep their order: those stayed where they were, and the others were moved. */
function inSequence(pairs: ReadonlyMap<number, number>): Map<number, number> {
  const all = [...pairs];
  // For each length the run of that length that ends earliest, as the place in `all` of its last pair.
  const ends: number[] = [];
  const previous: number[] = [];
  for (const [at, [, place]] of all.entries()) {
    const length = firstNotBelow(place, ends, all);
    previous[at] = length === 0 ? -1 : ends[length - 1]!;
    ends[length] = at;
  }
  const run: [number, number][] = [];
  for (let at = ends.at(-1) ?? -1; at >= 0; at = previous[at]!) run.push(all[at]!);
  return new Map(run.toReversed());
}

/** How many of the runs, the shortest first, end before a place. */
function firstNotBelow(place: number, ends: readonly number[], all: readonly [number, number][]): number {
  let [low, high] = [0, ends.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (all[ends[middle]!]![1] < place) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Pairs of places for what has no same words: the likest first, each new wording once; then what was taken in by another sentence. */
function rewordedPairs(
  old: readonly Passage[],
  now: readonly Passage[],
  fresh: readonly number[],
  exact: ReadonlyMap<number, number>,
  anchors: ReadonlyMap<number, number>,
): Map<number, number> {
  const lost = old.map((_, at) => at).filter(at => !exact.has(at));
  const candidates = likePairs(old, now, lost.slice(0, MOST_COMPARED), fresh.slice(0, MOST_COMPARED), anchors);
  const [pairs, used] = [new Map<number, number>(), new Set<number>()];
  for (const { from, to } of candidates.sort((a, b) => b.likeness - a.likeness)) {
    if (pairs.has(from) || used.has(to)) continue;
    pairs.set(from, to);
    used.add(to);
  }
  const words = fresh.slice(0, MOST_COMPARED).map(at => ({ at, words: contentOf(now[at]!) }));
  for (const at of lost.slice(0, MOST_COMPARED)) {
    if (pairs.has(at)) continue;
    const own = contentOf(old[at]!);
    const holder = words.find(other => sharedWords(own, other.words) >= TAKEN_IN * Math.max(1, own.size));
    if (holder) pairs.set(at, holder.at);
  }
  return pairs;
}

interface Candidate {
  from: number;
  to: number;
  likeness: number;
}

function likePairs(
  old: readonly Passage[],
  now: readonly Passage[],
  lost: readonly number[],
  fresh: readonly number[],
  anchors: ReadonlyMap<number, number>,
): Candidate[] {
  const words = new Map(fresh.map(at => [at, contentOf(now[at]!)]));
  const gapOfOld = gapsBy(lost, [...anchors.keys()]);
  const gapOfNew = gapsBy(fresh, [...anchors.values()]);
  const [crowdOfOld, crowdOfNew] = [tally(gapOfOld.values()), tally(gapOfNew.values())];
  return lost.flatMap(from => {
    const own = contentOf(old[from]!);
    const gap = gapOfOld.get(from)!;
    const isAlone = crowdOfOld.get(gap) === 1 && crowdOfNew.get(gap) === 1;
    return fresh.flatMap(to => {
      const likeness = likenessOf(own, words.get(to)!);
      const least = gapOfNew.get(to) !== gap ? FAR : isAlone ? ALONE : NEAR;
      return likeness >= least ? [{ from, to, likeness }] : [];
    });
  });
}

/** For each place how many anchors stand before it: places with the same number stand between the same two. */
function gapsBy(places: readonly number[], anchors: readonly number[]): Map<number, number> {
  const gaps = new Map<number, number>();
  let gap = 0;
  for (const place of places) {
    while (gap < anchors.length && anchors[gap]! < place) gap++;
    gaps.set(place, gap);
  }
  return gaps;
}

function tally(values: Iterable<number>): Map<number, number> {
  const counts = new Map<number, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return counts;
}

/** New wordings between the same two anchors. */
function neighbours(at: number, fresh: readonly number[], anchors: ReadonlyMap<number, number>): number[] {
  const gaps = gapsBy(fresh, [...anchors.values()]);
  return fresh.filter(other => gaps.get(other) === gaps.get(at));
}

/** The words that carry a sentence; all of its words where few do. */
function contentOf({ text }: Passage): Set<string> {
  const terms = termsOf(text);
  const telling = terms.filter(({ word }) => !isStopWord(word));
  return new Set((telling.length > 1 ? telling : terms).map(({ term }) => term));
}

function likenessOf(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  return (2 * sharedWords(a, b)) / Math.max(1, a.size + b.size);
}

function sharedWords(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  let shared = 0;
  for (const word of a) if (b.has(word)) shared++;
  return shared;
}
