/**
 * Names in an article: the known ones, those the article itself introduces (runs of capitals), and surnames that stand for a
 * person named in full before. Titles and offices stay out of names. Kinds of unknown names are told by simple cues.
 */
import type { EntityKind, EntityMention, PassageKind } from '../../core/model.ts';
import { STARTERS } from '../data/abbreviations.ts';
import { MONTHS, WEEKDAYS } from '../data/dates.ts';
import { ORGANISATION_NOUNS, PLACE_NOUNS, THING_NOUNS } from '../data/name-cues.ts';
import { SAYS, TITLES } from '../data/speaking.ts';
import { fold, type Names } from '../names.ts';
import { isTitleCase } from './blocks.ts';

/** What the article has taught so far, by folded form. */
export interface Learnt {
  /** Full name or single word to its kind. */
  names: Map<string, { name: string; kind: EntityKind }>;
  /** Surname to the person last named in full. */
  surnames: Map<string, string>;
  /** Kind of body ("council") to the one last named in full. */
  shorts: Map<string, string>;
}

const CAPITAL = "\\p{Lu}(?:[\\p{L}\\p{M}\\p{N}]|['’](?=\\p{L})|[\\u2010\\u2011-](?=[\\p{Lu}\\p{N}]))*";
/** A run of capitalised words, joined by the small words that stand inside names. */
const RUN = new RegExp(
  `(?<![\\p{L}\\p{N}@#/])${CAPITAL}(?:(?:\\.(?=\\s\\p{Lu}))?\\s(?:(?:of the|of|de la|de|del|della|van der|van den|van|von der|von|bin|al|el|la|le|da|dos|di)\\s)?${CAPITAL}){0,7}`,
  'gu',
);

/** Months that are people's first names too. */
const GIVEN = new Set(['jan', 'april', 'may', 'june', 'august']);
/** Where a capital is due to the place and not to the word. */
const OPENING = /(?:^|[.?!:;•|–—…]["”’)]*\s*)[\s“"‘'([]*$/u;

export function newLearnt(): Learnt {
  return { names: new Map(), surnames: new Map(), shorts: new Map() };
}

/** Mentions in one passage, in order, never overlapping; teaches `learnt` on the way, so call it in reading order. */
export function findEntities(text: string, kind: PassageKind, names: Names, learnt: Learnt): EntityMention[] {
  const known = names.find(text);
  for (const { name, kind: what } of known) {
    if (what === 'person') teachSurname(learnt, name);
    else if (what === 'organisation') teachShort(learnt, name);
  }
  if (!/\p{Lu}/u.test(text)) return known;
  if (isTitleCase(text)) return merge(known, recall(text, learnt));
  return merge(known, runsOf(text, kind, known, learnt));
}

/** Known names win over learnt ones that overlap them, unless the learnt one holds them (a town in the name of a treaty). */
function merge(known: EntityMention[], own: EntityMention[]): EntityMention[] {
  const all: EntityMention[] = [];
  const holds = own.filter(run => run.kind !== 'person');
  let i = 0;
  let j = 0;
  while (i < known.length || j < own.length) {
    const one = known[i];
    const run = own[j];
    if (!one || (run && run.end <= one.start)) all.push(own[j++]!);
    else if (!run || one.end <= run.start) all.push(known[i++]!);
    else if (
      holds.includes(run) &&
      run.start <= one.start &&
      one.end <= run.end &&
      run.end - run.start > one.end - one.start
    )
      i++;
    else j++;
  }
  return all;
}

function runsOf(text: string, kind: PassageKind, known: EntityMention[], learnt: Learnt): EntityMention[] {
  const found: EntityMention[] = [];
  for (const match of text.matchAll(RUN)) {
    const opening = OPENING.test(text.slice(Math.max(0, match.index - 6), match.index));
    // In items and rows, what stands first or before a colon is a label more often than a name.
    if (opening && (text[match.index + match[0].length] === ':' || kind !== 'sentence') && !hasTitle(match[0]))
      continue;
    const run = trimRun(match[0], match.index, opening);
    if (!run) continue;
    for (const part of cutKnown(run, known)) {
      const mention = nameRun(text, part, opening && part.start === run.start, learnt);
      if (mention) found.push(mention);
    }
  }
  return found;
}

function hasTitle(run: string): boolean {
  return TITLES.has(run.split(/\s/, 1)[0]!.toLowerCase());
}

interface Run {
  start: number;
  words: string[];
  text: string;
  titled: boolean;
}

/** Leaves out what only begins a sentence, and titles before a name. Null when nothing is left. */
function trimRun(text: string, at: number, opening: boolean): Run | null {
  let start = 0;
  let titled = false;
  const words = text.split(/\s+/);
  while (words.length > 0) {
    const low = words[0]!.toLowerCase().replace(/[.’'].*$/u, '');
    const idle =
      STARTERS.has(low) ||
      (MONTHS.has(low) && (words.length === 1 || !GIVEN.has(low))) ||
      WEEKDAYS.has(low) ||
      (opening && start === 0 && words.length > 1 && /ly$/.test(low));
    const title = TITLES.has(low) && words.length > 1;
    if (!idle && !title) break;
    titled = title;
    start = text.indexOf(words[1] ?? '', start + words[0]!.length);
    words.shift();
  }
  if (words.length === 0) return null;
  return { start: at + start, words, text: text.slice(start), titled };
}

/** A run around known names is cut at them, unless its last word makes one name of it all. */
function cutKnown(run: Run, known: EntityMention[]): Run[] {
  const end = run.start + run.text.length;
  const inside = known.filter(mention => mention.start < end && run.start < mention.end);
  if (inside.length === 0 || (run.words.length > 1 && cueOf(run.words) !== null && inside.at(-1)!.end < end))
    return [run];
  const last = Math.max(...inside.map(mention => mention.end));
  if (last >= end) return [];
  const gap = /^(?:['’]s?)?[^\p{L}\p{N}]*/u.exec(run.text.slice(last - run.start))?.[0].length ?? 0;
  if (!/^\p{Lu}/u.test(run.text.slice(last - run.start + gap))) return [];
  const rest = trimRun(run.text.slice(last - run.start + gap), last + gap, false);
  return rest ? [rest] : [];
}

function nameRun(text: string, run: Run, opening: boolean, learnt: Learnt): EntityMention | null {
  const written = run.text.replace(/['’]s?$/u, '');
  const mention = { start: run.start, end: run.start + written.length };
  const key = fold(written);
  const person = learnt.surnames.get(key);
  if (person) return { ...mention, name: person, kind: 'person' };
  const body = learnt.shorts.get(key);
  if (body) return { ...mention, name: body, kind: 'organisation' };
  const old = learnt.names.get(key);
  if (old) return { ...mention, ...old };
  // A capital at the head of a sentence says nothing about a single word.
  if (run.words.length === 1 && (opening || written.length < 3)) return null;
  if (run.words.length === 1 && TITLES.has(key)) return null;
  const kind = kindOf(text, run, mention.end);
  learnt.names.set(key, { name: written, kind });
  if (kind === 'person') teachSurname(learnt, written);
  else if (kind === 'organisation') teachShort(learnt, written);
  return { ...mention, name: written, kind };
}

function recall(text: string, learnt: Learnt): EntityMention[] {
  const found: EntityMention[] = [];
  for (const match of text.matchAll(/\p{Lu}[\p{L}\p{M}]+/gu)) {
    const name = learnt.surnames.get(fold(match[0]));
    if (name) found.push({ start: match.index, end: match.index + match[0].length, name, kind: 'person' });
  }
  return found;
}

function teachSurname(learnt: Learnt, name: string): void {
  const words = name.split(/\s+/);
  const last = fold(words.at(-1) ?? '');
  if (words.length < 2 || last.length < 3 || MONTHS.has(last)) return;
  learnt.surnames.set(last, name);
}

/** "The Council", once it was named in full. */
function teachShort(learnt: Learnt, name: string): void {
  const words = name.split(/\s+/).map(fold);
  if (words.length < 2) return;
  for (const word of [words.at(-1)!, words[0]!]) if (ORGANISATION_NOUNS.has(word)) learnt.shorts.set(word, name);
}

function kindOf(text: string, run: Run, end: number): EntityKind {
  const cue = cueOf(run.words);
  if (cue) return cue;
  if (run.titled || isPersonByContext(text, run, end)) return 'person';
  if (run.words.length === 1)
    return /\b(?:in|at|near|from|to|of)\s$/u.test(text.slice(Math.max(0, run.start - 6), run.start))
      ? 'place'
      : 'thing';
  return run.words.length <= 3 && run.words.every(word => /^\p{Lu}\p{Ll}+(?:['’]s?)?$/u.test(word))
    ? 'person'
    : 'thing';
}

function cueOf(words: string[]): EntityKind | null {
  const last = fold(words.at(-1)!.replace(/['’]s?$/u, ''));
  const first = fold(words[0]!);
  if (ORGANISATION_NOUNS.has(last) || (words.length > 2 && ORGANISATION_NOUNS.has(first))) return 'organisation';
  if (words.length > 1 && PLACE_NOUNS.has(last)) return 'place';
  if (words.length === 2 && PLACE_NOUNS.has(first)) return 'place';
  return words.length > 1 && THING_NOUNS.has(last) ? 'thing' : null;
}

function isPersonByContext(text: string, run: Run, end: number): boolean {
  const next = /^\s(\p{Ll}+)/u.exec(text.slice(end, end + 30))?.[1];
  if (next !== undefined && SAYS.has(next)) return true;
  return /\b(?:said|wrote|told)\s$/u.test(text.slice(Math.max(0, run.start - 8), run.start));
}
