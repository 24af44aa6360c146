/**
 * Holds what a language model pointed at against the record: whether the words stand in that passage, letter for letter, are of the kind that was
 * asked for, and whether the passage is about what the question is about. What does not hold is dropped; nothing is ever mended.
 */
import type { Drop, Pointed } from '../../core/language-model.ts';
import type { Engine } from '../answer.ts';
import { meetingWith } from '../expected.ts';
import { fittingOf } from '../fitting.ts';
import type { ReadPassage } from '../inquiry.ts';
import { contradicts } from '../premise.ts';
import type { Question } from '../question.ts';
import type { RankedPassage } from '../rank.ts';
import { extractionAt } from '../spans/extract.ts';
import { isStopWord, termsOf } from '../terms.ts';
import { placeKey, placeOf } from './pool.ts';

/** The contract of `Answer.answer`, in words. */
const MOST_WORDS = 60;

/** Above the passages that nobody pointed at, whatever they rank. */
const POINTED = 1_000;

/** A passage with the words pointed at as what it answers, or why it is dropped. */
export function held(
  question: Question,
  { place, span }: Pointed,
  pool: readonly RankedPassage[],
  { index, names }: Pick<Engine, 'index' | 'names'>,
): ReadPassage | Drop {
  const found = pool.find(passage => placeKey(placeOf(passage)) === placeKey(place));
  if (found === undefined) return 'changed';
  const at = standsAt(span, found.passage.text);
  if (at === null || span.trim().split(/\s+/u).length > MOST_WORDS) return 'span';
  const extraction = extractionAt(question, found.passage, at);
  if (!isOfKind(question, found, extraction)) return 'kind';
  const there = index.termsOf(place.article);
  const known = { names, isInArticle: (term: string) => there.has(term) };
  if (contradicts(question, found, extraction, known)) return 'contradicted';
  const extracted = { ...found, extraction };
  const fits = { fitting: fittingOf(question, extracted), meeting: meetingWith(question)(found) };
  return { ...extracted, ...fits, total: POINTED + found.rank };
}

const WORD = /[\p{L}\p{M}\p{N}]/u;

/** Where the words stand as whole words, without the white space and marks around them; null where they do not. */
function standsAt(span: string, text: string): { start: number; end: number } | null {
  const words = span.trim();
  if (!WORD.test(words)) return null;
  for (let start = text.indexOf(words); start >= 0; start = text.indexOf(words, start + 1)) {
    const end = start + words.length;
    const isCut = (inside: string | undefined, outside: string | undefined) =>
      WORD.test(inside ?? '') && WORD.test(outside ?? '');
    if (!isCut(words[0], text[start - 1]) && !isCut(words.at(-1), text[end])) return { start, end };
  }
  return null;
}

/** Amounts and times that are told in words. */
const AMOUNT =
  /\p{N}|\b(?:half|third|quarter|dozens?|hundreds?|thousands?|millions?|twice|double|none|all|every|several|no|years?|months?|weeks?|days?|hours?|minutes?)\b/iu;
const TIME =
  /\p{N}|\b(?:\p{L}+day|today|tonight|tomorrow|yesterday|noon|midnight|morning|afternoon|evening|night|week|month|year|hour|minute|spring|summer|autumn|winter|once|when|should|if|upon|following|during|after|before|until|since|now|later|soon)s?\b/iu;

/** Of the kind that was asked for, as far as words tell. A yes or no, a reason, a manner and a thing may be told in any words. */
function isOfKind({ wanted }: Question, { passage }: RankedPassage, span: ReadPassage['extraction']): boolean {
  const { start, end, text } = span;
  const holds = (mentions: readonly Mention[]) => mentions.some(mention => mention.start < end && mention.end > start);
  if (wanted.type === 'number') return holds(passage.numbers) || AMOUNT.test(text);
  if (wanted.type === 'date') return holds(passage.dates) || TIME.test(text);
  if (!NAMED.has(wanted.type)) return true;
  // "on Tuesday" is nobody and nowhere; "two engineers" and "the old quay" may be.
  const rest = without(text, start, [...passage.dates, ...passage.numbers]);
  return holds(passage.entities) || termsOf(rest).some(({ word }) => !isStopWord(word));
}

const NAMED: ReadonlySet<string> = new Set(['person', 'place', 'organisation']);

interface Mention {
  start: number;
  end: number;
}

/** A text, which begins at `from`, without what is mentioned in it. */
function without(text: string, from: number, mentions: readonly Mention[]): string {
  const isIn = (at: number) => mentions.some(({ start, end }) => at >= start && at < end);
  return text
    .split('')
    .map((unit, at) => (isIn(from + at) ? ' ' : unit))
    .join('');
}
