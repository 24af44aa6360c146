/**
 * Whether two passages that answer one question tell the same, contradict each other, or speak of things that cannot be compared.
 * A finer or coarser form of a value, another spelling and a list that holds it are the same; where it cannot be told, so is it said.
 */

import { editDistance } from '../../core/edit-distance.ts';
import type { Passage } from '../../core/model.ts';
import { fold } from '../names.ts';
import type { Question } from '../question.ts';
import { isStopWord, termsOf } from '../terms.ts';
import { compareClaims, type Relation } from './compare.ts';
import { CALENDAR } from './cues.ts';
import { sameName } from './names.ts';
import { datesFit } from './scope.ts';
import { type Told, type ToldValue, tellsName } from './told.ts';

export function relationOf(question: Question, a: Told, b: Told): Relation {
  const relation = relationOfValues(a.value, b.value);
  if (relation !== 'conflict') return relation;
  if (tells(a.from.passage, b.value) || tells(b.from.passage, a.value)) return 'unrelated';
  return scopesMeet(question, a, b) ? 'conflict' : 'cannot-compare';
}

function relationOfValues(a: ToldValue, b: ToldValue): Relation {
  if (a.kind === 'yes-no' && b.kind === 'yes-no') return a.yes === b.yes ? 'same' : 'conflict';
  if (a.kind === 'names' && b.kind === 'names') return namesRelation(a.names, b.names);
  if (a.kind !== 'claim' || b.kind !== 'claim') return 'unrelated';
  const { relation, reason } = compareClaims(a.claim, b.claim, { aboutSame: true });
  return relation === 'cannot-compare' && !COMPARED_BY_A_READER.has(reason) ? 'unrelated' : relation;
}

/** Of what keeps two claims from being compared, what a reader would miss; a bound or a wish he sees himself. */
const COMPARED_BY_A_READER = new Set(['scopes differ', 'one is a part']);

/** Lists that share a name may both be true. */
function namesRelation(a: readonly string[], b: readonly string[]): Relation {
  const pairs = a.flatMap(one => b.map(other => nameRelation(one, other)));
  if (pairs.includes('same')) return 'same';
  if (pairs.includes('slip')) return a.length === 1 && b.length === 1 ? 'conflict' : 'unrelated';
  return 'conflict';
}

function nameRelation(a: string, b: string): 'same' | 'slip' | 'other' {
  const [one, two] = [wordsIn(a), wordsIn(b)];
  const [short, long] = one.length <= two.length ? [one, two] : [two, one];
  if (short.every(word => long.includes(word)) || initials(long) === short.join('')) return 'same';
  const alike = sameName(a, b);
  // Cities and lands have spellings by the dozen; a person's name has one.
  if (alike === 'slip' && short.length < 2) return 'same';
  if (alike !== 'other') return alike;
  return short.length === 1 && long.length === 1 && editDistance(short[0]!, long[0]!, 1) <= 1 ? 'same' : 'other';
}

/** Whether two written names are two things, not two spellings or one in fewer words. */
export function differentNames(a: string, b: string): boolean {
  return nameRelation(a, b) === 'other';
}

function initials(words: readonly string[]): string {
  return words.map(word => word[0]).join('');
}

function wordsIn(name: string): string[] {
  return (fold(name).match(/[\p{L}\p{N}]+/gu) ?? []).filter(word => !isStopWord(word));
}

/** Whether a passage holds the other's value beside its own. */
function tells(passage: Passage, value: ToldValue): boolean {
  if (value.kind === 'yes-no') return false;
  if (value.kind === 'claim') {
    const told = value.claim.value;
    if (told.kind === 'date')
      return passage.dates.some(date => date.value !== null && datesFit(date.value, told.value));
    return told.kind === 'number' && passage.numbers.some(number => number.value === told.value);
  }
  return value.names.some(name => tellsName(passage, name));
}

/** Where a value stands; offsets into the passage's text. */
type Placed = Pick<Told, 'from' | 'start' | 'end'>;

/** Whether both passages leave room for one time and one place. */
export function scopesMeet(question: Question, a: Placed, b: Placed): boolean {
  return mayMeet(timesOf(a), timesOf(b), datesFit) && mayMeet(placesOf(question, a), placesOf(question, b), samePlace);
}

/** One of each may be the same, or nothing is told on one side. */
function mayMeet<Value>(a: readonly Value[], b: readonly Value[], fits: (one: Value, two: Value) => boolean): boolean {
  return a.length === 0 || b.length === 0 || a.some(one => b.some(two => fits(one, two)));
}

/** Dates told in figures beside the value: "on Monday" is mostly the day somebody spoke. */
function timesOf({ from: { passage }, start, end }: Placed): string[] {
  return passage.dates.flatMap(date => {
    const [at, to] = [date.start - passage.start, date.end - passage.start];
    const isValue = at < end && to > start;
    return isValue || date.value === null || !/\d/.test(passage.text.slice(at, to)) ? [] : [date.value];
  });
}

const PLACED =
  /\b(?:[Ii]n|[Aa]t|of|[Ff]or|[Ff]rom|[Nn]ear)\s(?:the\s)?((?:\p{Lu}[\p{L}\p{M}'’.-]*)(?:\s(?:of\s|the\s)?\p{Lu}[\p{L}\p{M}'’.-]*)*)/gu;

/** Names behind a preposition that the question does not have: "in Elmstadt", "of the Senate". */
function placesOf(question: Question, { from: { passage }, start, end }: Placed): string[] {
  const asked = new Set(termsOf(question.text).map(({ term }) => term));
  return [...passage.text.matchAll(PLACED)].flatMap(({ index, 0: whole, 1: name = '' }) => {
    const at = index + whole.length - name.length;
    if (at < end && at + name.length > start) return [];
    const terms = termsOf(name).filter(({ word }) => !isStopWord(word));
    return CALENDAR.test(fold(name).split(' ')[0]!) || terms.some(({ term }) => asked.has(term)) ? [] : [name];
  });
}

function samePlace(a: string, b: string): boolean {
  return nameRelation(a, b) === 'same';
}
