/**
 * Words to terms: what the index stores and what questions are asked in. Both sides go through here, so that a word of a
 * question meets the same word of an article whatever its case, accents, ending or spelling of a number.
 */
import type { EntityMention, Passage } from '../core/model.ts';
import { IRREGULAR_VERBS } from './data/irregular-verbs.ts';
import { DIGIT, kindAt, runsIn } from './runs.ts';
import { stem } from './stem.ts';

export interface Term {
  /** As the index stores it: a stem, digits, or a canonical name behind `@`. */
  term: string;
  /** The word as it stands, lower case and without accents. */
  word: string;
  /** Offsets into the text. */
  start: number;
  end: number;
}

/** Dotted abbreviations, then numbers with their separators, then words with inner apostrophes. */
const WORD = /\p{L}(?:\.\p{L})+\.?|\p{N}+(?:[.,]\p{N}+)*|[\p{L}\p{M}]+(?:['’][\p{L}\p{M}]+)*/gu;

/** Longer runs of letters are no words: they are cut, so that no index entry and no comparison grows with them. */
const MAX_WORD = 40;

/** Words that carry no topic. They are indexed, but a question is not searched by them. */
const STOP_WORDS = new Set(
  `a an the this that these those there here of in on at to from by for with without about into over under as than and or
  but if so not no nor is are was were be been being am do does did doing done has have had having will would shall should
  can could may might must i you he she it we they me him her us them my your his its our their mine yours who whom whose
  which what when where why how any some all both each also just very then too s t don doesn didn isn aren wasn weren won
  wouldn dont doesnt didnt isnt arent wasnt werent hasnt havent hadnt wont wouldnt couldnt shouldnt cant many much tell please according wat
  pls`.split(/\s+/),
);

const NUMBER_WORDS = new Map(
  `zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen
  nineteen twenty`
    .split(/\s+/)
    .map((word, value) => [word, String(value)]),
);

/** The words of a text with their terms, in order. Linear in the text. */
export function termsOf(text: string): Term[] {
  const terms: Term[] = [];
  const runs = runsIn(text, WORD, plainEnd);
  for (let at = 0; at < runs.length; at += 2) {
    const [start, end] = [runs[at]!, runs[at + 1]!];
    const { word, term } = wordAt(text, start, end);
    if (word !== '') terms.push({ term, word, start, end });
  }
  return terms;
}

/** The terms alone. */
export function wordTerms(text: string): string[] {
  const terms: string[] = [];
  const runs = runsIn(text, WORD, plainEnd);
  for (let at = 0; at < runs.length; at += 2) {
    const { word, term } = wordAt(text, runs[at]!, runs[at + 1]!);
    if (word !== '') terms.push(term);
  }
  return terms;
}

const [APOSTROPHE, COMMA, DOT] = [39, 44, 46];

/** Most words are letters alone, or digits alone, with nothing behind them that might go on. */
function plainEnd(text: string, at: number): number | null {
  const kind = kindAt(text, at);
  let end = at + 1;
  while (kindAt(text, end) === kind) end++;
  const next = text.charCodeAt(end);
  if (next > 127 || next === APOSTROPHE) return null;
  if (next === DOT && (kind === DIGIT || end === at + 1)) return null;
  return next === COMMA && kind === DIGIT ? null : end;
}

/** Whether a word says nothing about the topic (`word` as in `Term.word`). */
export function isStopWord(word: string): boolean {
  return STOP_WORDS.has(word);
}

/** The term a canonical name is stored under: `@united_states`. */
export function nameTerm(name: string): string {
  return `@${plainWord(name).replace(/[^\p{L}\p{N}]+/gu, '_')}`;
}

/** What the index stores of a passage: its words and its names. */
export function passageTerms(passage: Pick<Passage, 'text' | 'entities'>): string[] {
  const terms = wordTerms(passage.text);
  if (passage.entities.length > 0) terms.push(...nameTerms(passage.entities));
  return terms;
}

function nameTerms(entities: readonly EntityMention[]): string[] {
  return [...new Set(entities.map(entity => nameTerm(entity.name)))];
}

/** What most words are, and what needs no folding. */
const PLAIN = /^[a-z]+$/;

function plainWord(word: string): string {
  const lower = word.toLowerCase();
  return PLAIN.test(lower) ? lower.slice(0, MAX_WORD) : folded(lower);
}

function folded(lower: string): string {
  // A ligature may stand for several words, and becomes one; a name keeps its own spaces.
  const dropped = lower.includes(' ') ? /\p{M}/gu : /[\p{M}\s]/gu;
  const bare = lower.normalize('NFKD').replace(dropped, '').replaceAll('’', "'");
  return bare.replace(/'s$/, '').replaceAll("'", '').slice(0, MAX_WORD);
}

interface Word {
  /** As it stands in a text. */
  written: string;
  word: string;
  term: string;
}

/**
 * Words met lately, each in the one place that its letters say: most of a text are among them, and are found without being cut out.
 * More of them fit no cache of a processor, and would be found no sooner than made, which takes a microsecond.
 */
const LATELY = 4_096;
const lately: (Word | undefined)[] = Array.from({ length: LATELY });

function wordAt(text: string, start: number, end: number): Word {
  let place = 0;
  for (let at = start; at < end; at++) place = (Math.imul(place, 31) + text.charCodeAt(at)) | 0;
  place &= LATELY - 1;
  const known = lately[place];
  if (known !== undefined && known.written.length === end - start && text.startsWith(known.written, start))
    return known;
  const made = makeWord(detached(text.slice(start, end)));
  lately[place] = made;
  return made;
}

function makeWord(written: string): Word {
  const lower = written.toLowerCase();
  if (PLAIN.test(lower)) {
    const word = lower.slice(0, MAX_WORD);
    return { written, word, term: stemOf(word) };
  }
  const word = folded(lower);
  return { written, word, term: word === '' ? '' : makeTerm(word) };
}

/** A copy where V8 would keep the whole text of which the word is a part: from 13 characters on it cuts without copying. */
function detached(word: string): string {
  return word.length < 13 ? word : Buffer.from(word).toString();
}

function makeTerm(word: string): string {
  return /^\p{N}/u.test(word) ? word.replaceAll(',', '') : stemOf(word.replaceAll('.', ''));
}

function stemOf(word: string): string {
  return FIXED.get(word) ?? stem(americanSpelling(word));
}

/** What one of the six below may change: most words hold none of it. */
const MAY_BE_BRITISH = /is[aei]|our|ence|ogue|gramme|res?$/;

/** British and American spellings meet in one term; both sides pass through here, so a false match of two rare words is all it can cost. */
function americanSpelling(word: string): string {
  if (word.length < 6 || !MAY_BE_BRITISH.test(word)) return word;
  return word
    .replace(/is(e[drs]?|ers?|ing|ations?)$/, 'iz$1')
    .replace(/our(s|ed|ing|able|ite|ites|al|er|ers)?$/, 'or$1')
    .replace(/(def|off|pret|lic)ence(s|less)?$/, '$1ense$2')
    .replace(/(cent|theat|lit|met|fib)re(s?)$/, '$1er$2')
    .replace(/ogue(s?)$/, 'og$1')
    .replace(/gramme(s?)$/, 'gram$1');
}

/** Terms that no rule makes: those of number words and of irregular verbs. */
const FIXED = new Map([
  ...[...IRREGULAR_VERBS].map(([form, verb]) => [form, stem(americanSpelling(verb))] as const),
  ...NUMBER_WORDS,
]);
