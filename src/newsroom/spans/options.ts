/** "A or B?": the side of the question that a passage names and does not deny. */
import { isStopWord, termsOf } from '../terms.ts';
import { type Span, within } from './candidates.ts';
import type { Scene } from './scene.ts';

/**
 * Where exactly one side stands in the passage, its words; where both do, the one nearer to what else is asked about ("PM or
 * president" beside a name); else null.
 */
export function optionIn(scene: Scene): Span | null {
  const sides = scene.wanted.options.map(option => placesOf(scene, option).filter(span => !isDenied(scene, span)));
  const stated = sides.filter(places => places.length > 0);
  if (stated.length === 1) return stated[0]![0]!;
  if (stated.length < 2) return null;
  const away = stated.map(places => nearestOf(scene, places, stated.flat()));
  const [first, second] = away.sort((a, b) => a.distance - b.distance);
  return first!.distance < second!.distance ? first!.span : null;
}

/** Every place of the option's telling words next to each other, or of the last of them; or of the words it is short for. */
function placesOf(scene: Scene, option: string): Span[] {
  const terms = termsOf(option)
    .filter(({ word }) => !isStopWord(word))
    .map(({ term }) => term);
  for (let first = 0; first < terms.length; first++) {
    const rest = terms.slice(first);
    const places = runs(scene, rest.length, (at, k) => scene.tokens[at + k]?.term === rest[k]);
    if (places.length > 0) return places;
  }
  const short = /(?:^|\s)(\p{Lu}{2,5})$/u.exec(option)?.[1];
  return short === undefined ? [] : spelledOut(scene, short.toLowerCase());
}

/** "PM", "cfo": the first letters of as many words. */
function spelledOut(scene: Scene, letters: string): Span[] {
  return runs(
    scene,
    letters.length,
    (at, k) => isNext(scene, at, k) && scene.tokens[at + k]!.word.startsWith(letters[k]!),
  );
}

/** A word, and no mark before it but for the first. */
function isNext({ tokens }: Scene, at: number, k: number): boolean {
  const token = tokens[at + k];
  return token !== undefined && (k === 0 || token.gap === 'space' || token.gap === 'hyphen');
}

function runs({ tokens }: Scene, length: number, matches: (at: number, k: number) => boolean): Span[] {
  const starts = tokens.flatMap((_, at) =>
    Array.from({ length }, (__, k) => k).every(k => matches(at, k)) ? [at] : [],
  );
  return starts.map(at => within(tokens, tokens[at]!.start, tokens[at + length - 1]!.end));
}

interface Near {
  span: Span;
  /** Words to the nearest word of the question that is on no side; half a word more where that stands first, as titles go before names. */
  distance: number;
}

function nearestOf({ tokens }: Scene, places: readonly Span[], sides: readonly Span[]): Near {
  const isSide = (at: number) => sides.some(({ from, to }) => at >= from && at < to);
  const asked = tokens.flatMap(({ weight }, at) => (weight > 0 && !isSide(at) ? [at] : []));
  const distanceOf = ({ from, to }: Span) =>
    Math.min(Infinity, ...asked.map(at => (at < from ? from - at + 0.5 : at - to + 1)));
  const all = places.map(span => ({ span, distance: distanceOf(span) }));
  return all.reduce((best, next) => (next.distance < best.distance ? next : best));
}

function isDenied({ tokens }: Scene, { from }: Span): boolean {
  const before = tokens
    .slice(Math.max(0, from - 4), from)
    .map(({ word }) => word)
    .join(' ');
  return /\b(?:not|never|rather than|instead of|no longer|former)\b/.test(before);
}
