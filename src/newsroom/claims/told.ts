/**
 * The value with which a passage fills the slot of a question: a number, a date, names, yes or no, taken from the words that were
 * extracted as its answer. Called by `disagreement.ts`; where the words hold several values, or none of the kind asked for, it says nothing.
 */
import type { Claim, EntityKind, Passage } from '../../core/model.ts';
import { fold } from '../names.ts';
import type { Question } from '../question.ts';
import { isStopWord, termsOf } from '../terms.ts';
import { claimsOf } from './claims.ts';
import { CALENDAR, COUNT_FAMILIES, OFFICE_PARTS, OFFICES } from './cues.ts';
import { type CarriedPassage, wordsOf } from './readings.ts';

export type ToldValue =
  | { kind: 'claim'; claim: Claim }
  | { kind: 'yes-no'; yes: boolean }
  /** `names` as they are written, canonical where known. */
  | { kind: 'names'; names: string[]; of: EntityKind | null };

/** One passage's answer. */
export interface Told {
  from: CarriedPassage;
  value: ToldValue;
  /** The words that tell it, and their offsets in the passage's text. */
  says: string;
  start: number;
  end: number;
}

/** Forms that ask for one value; reasons, manners and quotations differ without contradicting each other. */
const ONE_VALUE = new Set(['who', 'when', 'where', 'how-many', 'which', 'what', 'what-is', 'yes-no']);

/** More words than this tell more than a name (words). */
const MOST_WORDS = 12;

type Make = (value: ToldValue, start: number, end: number) => Told;

/** What the passage answers, or null where its words hold no single value of the kind asked for. */
export function toldBy(question: Question, from: CarriedPassage): Told | null {
  const { passage, extraction } = from;
  if (!extraction || !asksForOne(question) || passage.kind === 'heading') return null;
  const [start, end] = [extraction.start - passage.start, extraction.end - passage.start];
  const told: Make = (value, first, last) => {
    return { from, value, says: passage.text.slice(first, last), start: first, end: last };
  };
  if (question.wanted.form === 'yes-no')
    return extraction.kind === 'yes-no'
      ? told({ kind: 'yes-no', yes: extraction.value === 'yes' }, 0, passage.text.length)
      : null;
  const counted = countedIn(question, passage, start, end);
  if (counted === 'several') return null;
  if (counted) {
    const at = counted.start - passage.start;
    const says = wordsOf(counted, passage);
    return { ...told({ kind: 'claim', claim: counted }, at, at + says.length), says };
  }
  if (question.wanted.type === 'number' || question.wanted.type === 'date' || isDefinition(question)) return null;
  if (termsOf(extraction.text).length > MOST_WORDS) return null;
  const names = namesIn(question, passage, start, end);
  if (names.length > 0) {
    const of = passage.entities.find(({ name }) => name === names[0]!.name)?.kind ?? null;
    return told({ kind: 'names', names: names.map(({ name }) => name), of }, names[0]!.start, names.at(-1)!.end);
  }
  return null;
}

/** "Who chairs" asks for one, whatever its verb ends in; "who were the members" does not. */
function asksForOne({ wanted, text }: Question): boolean {
  if (!ONE_VALUE.has(wanted.form)) return false;
  return wanted.form === 'who' ? !/\bwho\s(?:are|were)\b/iu.test(text) : !wanted.many || wanted.form === 'yes-no';
}

/** "What is X?" has as many right answers as X has sides. */
function isDefinition({ wanted }: Question): boolean {
  return wanted.form === 'what-is';
}

/** The one number or date in the words that answer, where one is asked for or nothing else is there. */
function countedIn(question: Question, passage: Passage, start: number, end: number): Claim | 'several' | null {
  const { wanted } = question;
  const kind = wanted.type === 'number' ? 'count' : wanted.type === 'date' ? 'date' : null;
  const open = wanted.form === 'what-is' || (wanted.form === 'what' && wanted.type === 'thing');
  if (kind === null && !open) return null;
  const found = claimsOf(passage, { heading: null }).filter(claim => {
    if (kind === null ? claim.kind !== 'count' : claim.kind !== kind) return false;
    return claim.start - passage.start < end && claim.end - passage.start > start && isOfFamily(question, claim);
  });
  if (found.length > 1 && !isPartOfWhole(passage, found)) return 'several';
  // "What was the turnout?": the number has to open the words that answer.
  const [one] = found;
  if (!one || (kind === null && one.start - passage.start > start + OPENING)) return null;
  return one;
}

/** "Four of the five parliaments": four is told, and five is what it is told of. */
function isPartOfWhole({ text, start }: Passage, [part, whole, more]: readonly Claim[]): boolean {
  if (!part || !whole || more) return false;
  return /^\s(?:out\s)?of\s(?:(?:the|its|their|all|all\sthe)\s)?$/u.test(
    text.slice(part.end - start, whole.start - start),
  );
}

/** The injured are not the dead, nor those who are neither. */
function isOfFamily({ text }: Question, { value }: Claim): boolean {
  const asked = COUNT_FAMILIES.find(([, cue]) => cue.test(text))?.[0] ?? null;
  return asked === null || (value.kind === 'number' && value.family === asked);
}

/** Characters before a number that leave it the first thing told. */
const OPENING = 8;

interface Named {
  name: string;
  start: number;
  end: number;
}

const RUN = /\p{Lu}[\p{L}\p{M}'’.-]*(?:\s(?:(?:&|of|de|van|von|der|la|al|bin|the)\s){0,2}\p{Lu}[\p{L}\p{M}'’.-]*)*/gu;

/** Runs of capitalised words that the question does not name. */
export function namesIn(question: Question, passage: Passage, start: number, end: number): Named[] {
  const asked = new Set(termsOf(question.text).map(({ term }) => term));
  return nameRuns(passage, start, end)
    .filter(({ name }) => termsOf(name).some(({ word, term }) => !isStopWord(word) && !asked.has(term)))
    .map(({ start: from, end: to, name }) => ({ name: knownAs(passage, from, to) ?? name, start: from, end: to }));
}

/** Runs of capitalised words as they are written, offices before them left out. */
export function nameRuns(passage: Passage, start = 0, end = passage.text.length): Named[] {
  const named: Named[] = [];
  for (const match of passage.text.slice(start, end).matchAll(RUN)) {
    const words = [...match[0].matchAll(/\S+/gu)];
    const first = words.findIndex(([word]) => !isTitle(word));
    if (first < 0) continue;
    const from = start + match.index + words[first]!.index;
    const to = start + match.index + match[0].replace(/['’]s$|[.]$/u, '').length;
    const name = passage.text.slice(from, to);
    // A sentence's first word has its capital for another reason.
    const opens = from === 0 && words.length === 1 && knownAs(passage, from, to) === null;
    if (!opens && !CALENDAR.test(fold(name))) named.push({ name, start: from, end: to });
  }
  return named;
}

/** The canonical name of what stands there. */
function knownAs({ entities, start }: Passage, from: number, to: number): string | null {
  return entities.find(entity => entity.start - start <= from && entity.end - start >= to)?.name ?? null;
}

function isTitle(word: string): boolean {
  const low = fold(word).replace(/\.$/, '');
  return OFFICES.has(low) || OFFICE_PARTS.has(low) || isStopWord(low);
}

/** Whether a passage holds a name, in any spelling that is known. */
export function tellsName(passage: Passage, name: string): boolean {
  if (passage.entities.some(entity => entity.name === name)) return true;
  const terms = new Set(termsOf(passage.text).map(({ term }) => term));
  return termsOf(name).every(({ word, term }) => isStopWord(word) || terms.has(term));
}
