/**
 * Names a letter or two away from how the other reports write them. A name that another report writes so too, a short form, a derived
 * word and another transliteration are no slips.
 */
import { editDistance } from '../../core/edit-distance.ts';
import type { EntityMention, Point } from '../../core/model.ts';
import type { IndexedPassage } from '../../core/ports.ts';
import { OFFICES } from '../claims/cues.ts';
import { fold } from '../names.ts';
import { termsOf } from '../terms.ts';
import { frequencyRank } from '../words.ts';
import { firstOfEach, MAJOR_REPORTS, reportsAmong, reportsThat } from './against.ts';
import { pointAt } from './point.ts';
import { type Elsewhere, passagesElsewhere, reporting, type Scene } from './scene.ts';

/** A single word's letters: shorter ones differ by one letter and are other names. */
const MIN_WORD = 6;
/** From this length on two letters may differ. */
const MIN_TWO = 8;
/** Letters of two words together in which two may differ, and the least of each word. */
const MIN_FULL = 9;
const MIN_PART = 4;
/** Words up to this place in English are words, and no slips of each other. */
const ENGLISH = 25_000;

interface Written {
  name: string;
  at: IndexedPassage;
}

/** One point a misspelt name, where it first stands. */
export function slipPoints(scene: Scene): Point[] {
  const theirs = namesElsewhere(scene);
  const seen = new Set<string>();
  return reporting(scene.passages).flatMap(at =>
    namesIn(at).flatMap(name => {
      const key = fold(name);
      if (seen.has(key)) return [];
      seen.add(key);
      return slipOf({ name, at }, theirs) ?? [];
    }),
  );
}

type Theirs = ReadonlyMap<string, { name: string; at: Elsewhere[] }>;

function namesElsewhere(scene: Scene): Theirs {
  const found = new Map<string, { name: string; at: Elsewhere[] }>();
  for (const each of passagesElsewhere(scene))
    for (const name of namesIn(each.at)) {
      const known = found.get(fold(name)) ?? { name, at: [] };
      known.at.push(each);
      found.set(fold(name), known);
    }
  return found;
}

/** Names as they are written; of a known person every spelling is looked at. */
function namesIn({ passage }: IndexedPassage): string[] {
  const written = ({ start, end }: EntityMention) => passage.text.slice(start - passage.start, end - passage.start);
  return passage.entities.map(written).flatMap(name => {
    const bare = withoutTitle(name).replace(/['’]s?$/u, '');
    return /^(?:\p{Lu}[\p{L}\p{M}.'’-]*\s?)+$/u.test(bare) ? [bare] : [];
  });
}

/** "Transport Minister Anders Pohl" is "Anders Pohl". */
function withoutTitle(name: string): string {
  const words = name.split(/\s+/);
  const title = words.findLastIndex(word => OFFICES.has(word.toLowerCase()));
  return words.slice(title + 1).join(' ');
}

function slipOf({ name, at }: Written, theirs: Theirs): Point | null {
  if (theirs.has(fold(name)) || isHeld(name, theirs)) return null;
  const near = [...theirs.values()].filter(other => isSlip(name, other.name));
  const [best] = near.sort((a, b) => reportsAmong(b.at) - reportsAmong(a.at));
  if (!best) return null;
  const reports = reportsAmong(best.at);
  const who = reportsThat(reports, ['writes', 'write']);
  const severity = reports >= MAJOR_REPORTS && !onlyFirstName(name, best.name) ? 'major' : 'minor';
  const against = firstOfEach(best.at).map(each => each.at);
  return pointAt(at, { kind: 'garbled', severity, why: `${who} "${best.name}" where this has "${name}".` }, against);
}

/** Each of its words stands somewhere as a name's word. */
function isHeld(name: string, theirs: Theirs): boolean {
  const words = [...theirs.keys()].flatMap(key => key.split(/[\s-]+/));
  const held = new Set(words);
  return fold(name)
    .split(/[\s-]+/)
    .every(word => held.has(word));
}

function isSlip(own: string, other: string): boolean {
  const [one, two] = [fold(own).split(/[\s-]+/), fold(other).split(/[\s-]+/)];
  if (one.length !== two.length || isVariant(fold(own), fold(other))) return false;
  return one.length === 1 ? isWordSlip(one[0]!, two[0]!) : isFullSlip(one, two);
}

function isWordSlip(one: string, two: string): boolean {
  const shortest = Math.min(one.length, two.length);
  if (shortest < MIN_WORD || one[0] !== two[0] || isDerived(one, two) || isEnglish(one)) return false;
  return editDistance(one, two, 2) <= (shortest < MIN_TWO ? 1 : 2);
}

/** Word by word no more than two letters, and one word quite the same or hardly another. */
function isFullSlip(one: string[], two: string[]): boolean {
  if (one.join('').length < MIN_FULL) return false;
  const distances = one.map((word, n) => {
    const other = two[n]!;
    if (word === other) return 0;
    const short = Math.min(word.length, other.length) < MIN_PART || isDerived(word, other);
    return short || word[0] !== other[0] ? 9 : editDistance(word, other, 2);
  });
  const total = distances.reduce((sum, distance) => sum + distance, 0);
  return total > 0 && total <= 2;
}

/** An adjective of its country, "Alex" of "Alexander". */
function isDerived(one: string, two: string): boolean {
  return one.startsWith(two) || two.startsWith(one);
}

/** Doubled letters and the endings that transliterations differ in. */
function isVariant(one: string, two: string): boolean {
  const plain = (word: string) =>
    word
      .replace(/(\p{L})\1/gu, '$1')
      .replace(/[yij]+(?=\s|$)/gu, 'i')
      .replace(/s(?=[aei])/gu, 'z');
  return plain(one) === plain(two);
}

function isEnglish(word: string): boolean {
  const term = termsOf(word)[0]?.term ?? word;
  return (frequencyRank(term) ?? Infinity) <= ENGLISH;
}

function onlyFirstName(own: string, other: string): boolean {
  const [one, two] = [fold(own).split(/\s+/), fold(other).split(/\s+/)];
  return one.length > 1 && one.at(-1) === two.at(-1);
}
