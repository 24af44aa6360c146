/**
 * Whether a passage speaks of another thing of the same kind than the question: "Shelter 6" for "Shelter 5", "the southern line" for "the
 * northern line", "the night train" for "the freight train". Reads the words beside a noun alone; a noun that stands bare, and a passage that tells
 * both, speak of no other thing. Knows no word of any story.
 */
import { TITLES } from './data/speaking.ts';
import { DIRECTIONS, ORDINALS, UNTELLING } from './data/telling-apart.ts';
import { classOf, type WordClass } from './spans/word-classes.ts';
import { isStopWord, type Term, termsOf } from './terms.ts';
import { frequencyRank, relatedness } from './words.ts';

/** How a word tells its noun apart: each is set only beside one of its own sort. */
type Sort = 'number' | 'ordinal' | 'direction' | 'name' | 'word';

/** The words beside one noun, as terms. */
export interface Described {
  head: string;
  by: Record<Sort, string[]>;
}

/** The sorts of which two different ones cannot mean the same thing. */
const APART = ['number', 'ordinal', 'direction', 'name'] as const;

/** Words before a noun that may belong to it. */
const REACH = 3;
/** Two words so related may mean the same (0 to 1). */
const ALIKE = 0.6;
/** A capitalised word beyond this place in English is somebody's name rather than what a thing is: people are called in many ways. */
const EVERYDAY = 8_000;

interface Word extends Term {
  cls: WordClass;
  isCapital: boolean;
  /** Nothing but a space or a hyphen stands between it and the word before. */
  joined: boolean;
}

/** The nouns of a text that something beside them tells apart. */
export function describedIn(text: string): Described[] {
  const words = wordsOf(text);
  return words.flatMap((word, at) => {
    const described = isNoun(word) ? describedAt(words, at) : null;
    return described !== null && Object.values(described.by).some(({ length }) => length > 0) ? [described] : [];
  });
}

export interface OtherThing {
  /** 1 when a number, a place in a row, a side or a name beside the noun is another one. */
  surely: number;
  /** 1 when only other words stand beside it. */
  likely: number;
}

const NONE: OtherThing = { surely: 0, likely: 0 };

/** @param own the terms of the passage; @param around those of what stands around it */
export function otherThing(asked: readonly Described[], text: string, own: readonly string[]): OtherThing {
  const heads = asked.filter(({ head }) => own.includes(head));
  if (heads.length === 0) return NONE;
  const told = describedIn(text);
  const found = heads.map(one => compared(one, told, own));
  return {
    surely: Math.max(...found.map(({ surely }) => surely)),
    likely: Math.max(...found.map(({ likely }) => likely)),
  };
}

function compared(asked: Described, told: readonly Described[], own: readonly string[]): OtherThing {
  const same = told.filter(({ head }) => head === asked.head);
  const surely = APART.some(sort => {
    const kinds = new Set(asked.by[sort].map(kindOf));
    const told = same.map(({ by }) => by[sort].filter(term => kinds.has(kindOf(term))));
    return isOther(asked.by[sort], told, sort, own);
  });
  const rest = same.map(({ by }) => [...by.word, ...by.name]);
  const likely = isOther(asked.by.word, rest, 'word', own);
  return { surely: surely ? 1 : 0, likely: likely ? 1 : 0 };
}

/** Something of the sort is told of the noun, and never what is asked. */
function isOther(asked: readonly string[], told: readonly string[][], sort: Sort, own: readonly string[]): boolean {
  const beside = told.filter(({ length }) => length > 0);
  if (asked.length === 0 || beside.length === 0) return false;
  // A name or a plain word may stand further off: "the tunnel at the pass".
  if ((sort === 'name' || sort === 'word') && asked.some(term => own.includes(term))) return false;
  if (beside.some(terms => terms.some(term => asked.includes(term)))) return false;
  return (
    sort !== 'word' || !beside.some(terms => terms.some(term => asked.some(one => relatedness(one, term) >= ALIKE)))
  );
}

function wordsOf(text: string): Word[] {
  const words: Word[] = [];
  for (const term of termsOf(text)) {
    const before = words.at(-1);
    const raw = text.slice(term.start, term.end);
    const between = before === undefined ? '' : text.slice(before.end, term.start);
    const joined = before !== undefined && /^(?:\s|[-‐‑’'])$/u.test(between);
    const opens = before === undefined || /[.?!:“”"]/.test(between);
    const cls = classOf(raw, term.word, joined ? before : null, opens);
    words.push({ ...term, cls, isCapital: !opens && /^\p{Lu}/u.test(raw), joined });
  }
  return words;
}

/** What may be told apart: no number, no verb, no person by name. */
function isNoun({ word, term, cls, isCapital }: Word): boolean {
  if ((cls !== 'word' && cls !== 'name') || isStopWord(word) || word.length < 3) return false;
  return !isCapital || (frequencyRank(term) ?? Infinity) < EVERYDAY;
}

function describedAt(words: readonly Word[], at: number): Described | null {
  const noun = words[at]!;
  const by: Described['by'] = { number: [], ordinal: [], direction: [], name: [], word: [] };
  const add = (word: Word) => {
    const sort = sortOf(word);
    if (sort !== null) by[sort].push(...namesIn(sort, word));
  };
  const mark = markAfter(words, at);
  if (mark !== null) by.number.push(mark);
  for (let left = at - 1; left >= Math.max(0, at - REACH) && words[left + 1]!.joined; left--) {
    const word = words[left]!;
    if (isStopWord(word.word) || word.cls === 'verb' || word.cls === 'prep') break;
    // "Minister X" and "first-name X" are one person.
    if (noun.isCapital && TITLES.has(word.word)) return null;
    if (word.cls !== 'num') add(word);
  }
  for (const name of namesOf(words, at)) add(name);
  return { head: noun.term, by };
}

/** A number behind a noun that is its name: "Shelter 5", "Shelter five", "gate 12A"; no year, no amount of what follows. */
function markAfter(words: readonly Word[], at: number): string | null {
  const next = words[at + 1];
  if (!next?.joined || next.cls !== 'num' || !/^\d{1,3}$/.test(next.term)) return null;
  const after = words[at + 2];
  const isSpelt = !/^\d/.test(next.word);
  if (isSpelt && after?.joined && !words[at]!.isCapital) return null;
  return after?.start === next.end && after.word.length === 1 ? next.term + after.word : next.term;
}

/** "The mayor of X", "the population of the X Valley". */
function namesOf(words: readonly Word[], at: number): Word[] {
  if (words[at + 1]?.word !== 'of' || !words[at + 1]!.joined) return [];
  const from = words[at + 2]?.word === 'the' ? at + 3 : at + 2;
  const names: Word[] = [];
  for (let right = from; words[right]?.isCapital && words[right]!.joined; right++) names.push(words[right]!);
  return names;
}

function sortOf({ word, isCapital }: Word): Sort | null {
  if (ORDINALS.has(word)) return 'ordinal';
  if (DIRECTIONS.has(word)) return 'direction';
  if (isCapital) return 'name';
  return UNTELLING.has(word) || word.length < 3 ? null : 'word';
}

/** What a word says of its noun, as it is compared: one place in a row has several names, and "north" and "northern" are one side. */
function namesIn(sort: Sort, { word, term }: Word): string[] {
  if (sort === 'ordinal') return [ORDINALS.get(word)!];
  if (sort !== 'direction') return [term];
  const side = word.replace(/(?:ern|bound)$/, '');
  // What lies between two sides of the compass is told by both.
  const sides = /^(north|south)(east|west)$/.exec(side)?.slice(1) ?? [side];
  return sides.map(each => `${DIRECTIONS.get(word)!}:${each}`);
}

/** Sides are told apart only from sides of their own kind: an upper gate may be the western one. */
function kindOf(term: string): string {
  return term.slice(0, term.indexOf(':') + 1);
}
