/**
 * Numbers and dates that one wording tells and the other tells otherwise. A value that still stands, in whatever form, is no change, nor is
 * one that was left out with what was said of it. Pure.
 */
import type { DateMention, NumberMention, Passage } from '../../core/model.ts';
import type { FactChange } from '../../core/recall.ts';
import { distinct } from '../claims/clauses.ts';
import { boundOf } from '../claims/counts.ts';
import { datesFit } from '../claims/scope.ts';
import { type Gap, gapAround, type Wordings, wordsAt } from './gaps.ts';

/** Characters before a number in which its "at least" stands. */
const LEAD = 24;

/** Words that stand where a number stood, "several" for "27", at most; more are another sentence. */
const SHORT = 4;

/** Units that are part of the number: so many of one are not so many of the other. */
const MEASURES = /^(?:%|[a-z]{3})$/;

/** Two wordings, and what else is new beside the second. */
export interface Pair {
  before: Passage;
  after: Passage;
  beside: readonly Passage[];
  wordings: Wordings;
}

export function numberChanges({ before, after, beside, wordings }: Pair): FactChange[] {
  const spare = after.numbers.filter(number => !before.numbers.some(old => isSame(old, number)));
  return before.numbers.flatMap(old => {
    const same = after.numbers.find(number => isSame(old, number));
    if (same) return boundChange(before, old, after, same);
    if (beside.some(({ numbers }) => numbers.some(number => isSame(old, number)))) return [];
    const place = inPassage(before, old);
    const gap = gapAround(wordings, 'a', place);
    const next = takeNext(spare, old, {
      isThere: number => standsIn(gap, inPassage(after, number)),
      isOnlyThing: unit => [before, after].every(({ text }) => text.toLowerCase().split(unit).length === 2),
    });
    if (next) return [changed('number', wordsOf(before, old), wordsOf(after, next))];
    const instead = gap && gap.a.to - gap.a.from <= SHORT ? shortWords(wordings, gap) : '';
    return instead === '' ? [] : [changed('number', wordsOf(before, old), instead)];
  });
}

function changed(kind: FactChange['kind'], before: string, after: string): FactChange {
  return { kind, before, after };
}

function isSame(a: NumberMention, b: NumberMention): boolean {
  const measured = a.unit !== b.unit && [a.unit, b.unit].some(unit => unit !== null && MEASURES.test(unit));
  return a.value === b.value && !measured;
}

/** "27" where "at least 27" stood. */
function boundChange(before: Passage, old: NumberMention, after: Passage, now: NumberMention): FactChange[] {
  const [one, two] = [leadOf(before, old), leadOf(after, now)];
  if (boundOf(one) === boundOf(two)) return [];
  const told = (passage: Passage, number: NumberMention, lead: string) => {
    const bound = /(?:\S+\s){0,3}$/u.exec(lead)?.[0] ?? '';
    const from = boundOf(lead) === 'exact' ? '' : bound;
    return from + wordsOf(passage, number);
  };
  return [changed('number', told(before, old, one), told(after, now, two))];
}

function leadOf(passage: Passage, { start }: NumberMention): string {
  const at = start - passage.start;
  return passage.text.slice(Math.max(0, at - LEAD), at);
}

/** Takes the new number that stands in its place, else one of the same things, where both texts count them once. */
function takeNext(
  spare: NumberMention[],
  old: NumberMention,
  { isThere, isOnlyThing }: { isThere: (number: NumberMention) => boolean; isOnlyThing: (unit: string) => boolean },
): NumberMention | null {
  const next =
    spare.find(isThere) ??
    spare.find(({ unit }) => unit !== null && unit === old.unit && isOnlyThing(unit)) ??
    // The same number of another unit.
    (spare.length === 1 && spare[0]!.value === old.value ? spare[0] : undefined);
  if (next === undefined) return null;
  spare.splice(spare.indexOf(next), 1);
  return next;
}

function standsIn(gap: Gap | null, place: { start: number; end: number }): boolean {
  if (gap === null) return false;
  const { words, from, to } = gap.b;
  return words.slice(from, to).some(word => word.start < place.end && place.start < word.end);
}

function shortWords(wordings: Wordings, gap: Gap): string {
  return gap.b.to - gap.b.from <= SHORT ? wordsAt(wordings.b, gap.b) : '';
}

function inPassage({ start: from }: Passage, { start, end }: { start: number; end: number }) {
  return { start: start - from, end: end - from };
}

function wordsOf({ text, start: from }: Passage, { start, end }: { start: number; end: number }): string {
  return text.slice(start - from, end - from);
}

export function dateChanges({ before, after, beside, wordings }: Pair): FactChange[] {
  const told = [...after.dates, ...beside.flatMap(({ dates }) => dates)];
  const spare = after.dates.filter(date => !before.dates.some(old => datesMeet(before, old, after, date)));
  return before.dates.flatMap(old => {
    if (told.some(date => fits(old, date)) || datesIn(after).includes(wordsOf(before, old).toLowerCase())) return [];
    const gap = gapAround(wordings, 'a', inPassage(before, old));
    const next = spare.find(date => standsIn(gap, inPassage(after, date))) ?? null;
    if (!next) return [];
    spare.splice(spare.indexOf(next), 1);
    return [changed('date', wordsOf(before, old), wordsOf(after, next))];
  });
}

function datesMeet(before: Passage, old: DateMention, after: Passage, date: DateMention): boolean {
  return fits(old, date) || wordsOf(before, old).toLowerCase() === wordsOf(after, date).toLowerCase();
}

function fits({ value: a }: DateMention, { value: b }: DateMention): boolean {
  return a !== null && b !== null && datesFit(a, b);
}

function datesIn(passage: Passage): string[] {
  return passage.dates.map(date => wordsOf(passage, date).toLowerCase());
}

/** Figures that are neither number nor date to the reader: times of day, scores, types. In each other's place they are another. */
export function figureChanges({ before, after, wordings }: Pair): FactChange[] {
  const [read, readNow] = [mentionsOf(before), mentionsOf(after)];
  return wordings.gaps.flatMap(gap => {
    const [one, two] = [figuresIn(wordings.a, gap.a, read), figuresIn(wordings.b, gap.b, readNow)];
    if (one.length === 0 || two.length === 0 || one.join(' ') === two.join(' ')) return [];
    return [changed('number', one.join(' '), two.join(' '))];
  });
}

interface Place {
  start: number;
  end: number;
}

function mentionsOf(passage: Passage): Place[] {
  return [...passage.numbers, ...passage.dates].map(mention => inPassage(passage, mention));
}

/** The figures of a gap as they stand there, whole: "10:30", where only the hour is another. */
function figuresIn(text: string, { words, from, to }: Gap['a'], read: readonly Place[]): string[] {
  const own = words.slice(from, to).filter(({ start, end }) => /\d/.test(text.slice(start, end)));
  const figures = own.filter(({ start, end }) => !read.some(place => place.start < end && start < place.end));
  return distinct(figures.map(({ start }) => wholeFigure(text, start)));
}

function wholeFigure(text: string, at: number): string {
  const before = /[\p{L}\p{N}]*(?:[\p{N}][.:/-])*$/u.exec(text.slice(0, at))![0];
  const rest = /^[\p{L}\p{N}]+(?:[.:/-]\p{N}+)*/u.exec(text.slice(at))![0];
  return before + rest;
}
