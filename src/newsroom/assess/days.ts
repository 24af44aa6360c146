/**
 * Days, months and years that the other reports have otherwise of what they tell in the same words: "was flooded on Monday", "takes office
 * on 1 January", "closed in 1914". Only where they agree on one, and none has the article's own.
 */
import type { Passage, Point } from '../../core/model.ts';
import type { IndexedPassage } from '../../core/ports.ts';
import { contentWords } from '../claims/clauses.ts';
import { isEndOfSpan } from '../claims/extent.ts';
import { datesFit } from '../claims/scope.ts';
import { type Found, MAJOR_REPORTS, pointByReports, reportsAmong, reportsThat, SAY } from './against.ts';
import { type Around, commonFigures, commonWords, wordsAround } from './near.ts';
import { pointAt } from './point.ts';
import { passagesElsewhere, reporting, type Scene } from './scene.ts';
import { daysBetween, TENURE_DAYS } from './times.ts';

/** Words of the clauses that make one thing of what is dated; one less where one stands close by. */
const SAME_THING = 3;
/** "On Monday" is of one week. */
const WEEK = 7;
/** Words of two sentences of which several reports have the same day. */
const SAME_SENTENCE = 2;
const WEEKDAY = /^(?:last |next |early |late |on |this )*(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b[^\d]*$/iu;
/** Before a day it was said on, and no day it happened. */
const SAID = /\b(?:said|says|told|tells|added|announced|wrote|reported|warned|according)\b(?:\s\S+){0,4}\s(?:on\s)?$/iu;
/** Two days of which one ends, or begins, what the other falls in. */
const BOUND = /^(?:since|by|until|till|from|before|after|through|to|for)$/u;
/** Words before a weekday among which both have what happened on it. */
const LEAD = 2;
const OPEN = /\?[”"’)]*$|\b(?:if|unless|whether)\b/iu;

interface Dated {
  at: IndexedPassage;
  value: string;
  /** By a weekday's name: of which week, is worked out. */
  isWeekday: boolean;
  text: string;
  around: Around;
  /** The word that joins it to the sentence, and the last words before that. */
  joint: string;
  lead: string[];
}

export function dayPoints(scene: Scene): Point[] {
  const theirs = passagesElsewhere(scene).flatMap(each => datesIn(each.at).map(dated => ({ ...each, ...dated })));
  const all = reporting(scene.passages).flatMap(datesIn);
  return reporting(scene.passages).flatMap(at =>
    datesIn(at)
      .flatMap(own => {
        const same = theirs.filter(other => isOneThing(own, other));
        if (same.length === 0) return strayDay(own, theirs, all) ?? [];
        const against: (Dated & Found)[] = same.filter(other => differ(own, other));
        const [first] = against;
        if (!first || against.length < same.length || against.some(other => differ(first, other))) return [];
        if (at.passage.dates.some(({ value }) => value === first.value) || isHeld(own, theirs)) return [];
        const why = (reports: number) => `${reportsThat(reports, SAY)} "${first.text}" where this says "${own.text}".`;
        return [pointByReports(at, 'contradicted', against, why)];
      })
      .slice(0, 1),
  );
}

/** One deed on two weekdays in one article, of deeds that are done to somebody once. */
export function ownDayPoints(scene: Scene): Point[] {
  const all = reporting(scene.passages).flatMap(datesIn).filter(isOnce);
  return all.flatMap((later, n) => {
    const earlier = all.slice(0, n).find(other => isOneThing(later, other) && differ(later, other));
    if (!earlier || earlier.at === later.at) return [];
    const why = `The article itself also says "${earlier.text}".`;
    return [pointAt(later.at, { kind: 'internal-contradiction', severity: 'major', why }, [earlier.at])];
  });
}

/** "Was arrested on Wednesday": and nobody was again. */
function isOnce({ isWeekday, joint, lead, at: { passage } }: Dated): boolean {
  return (
    isWeekday && joint === '' && ONCE.has(lead.at(-1) ?? '') && !/\b(?:again|another|second|also)\b/u.test(passage.text)
  );
}

const ONCE = new Set(
  contentWords(
    'died killed arrested resigned collapsed sank crashed collided exploded acquitted convicted sentenced married elected appointed buried drowned dismissed',
  ).map(({ term }) => term),
);

/** A weekday that no other report knows, where several have one and the same for what they tell in words of the sentence. */
function strayDay(own: Dated, theirs: readonly (Dated & Found)[], all: readonly Dated[]): Point | null {
  if (!own.isWeekday || own.joint !== '') return null;
  const near = theirs.filter(other => other.value.length === own.value.length && weeksFit(own, other));
  if (near.some(other => !differ(own, other))) return null;
  const against = near.filter(
    other =>
      other.joint === '' &&
      commonWords(own.around.sentence, other.around.sentence).length >= SAME_SENTENCE &&
      commonWords(own.around.terms, other.around.terms).length > 0,
  );
  const [first] = against;
  if (!first || reportsAmong(against) < MAJOR_REPORTS || against.some(other => differ(first, other))) return null;
  if (all.some(other => !differ(first, other))) return null;
  const why = (reports: number) => `${reportsThat(reports, SAY)} "${first.text}" where this says "${own.text}".`;
  return pointByReports(own.at, 'contradicted', against, why);
}

function weeksFit(own: Dated, other: Dated): boolean {
  return Math.abs(daysBetween(own.at.article.publishedAt, other.at.article.publishedAt)) < WEEK;
}

/** Another report has the day of something alike. */
function isHeld(own: Dated, theirs: readonly Dated[]): boolean {
  return theirs.some(other => !differ(own, other) && commonWords(own.around.terms, other.around.terms).length > 0);
}

function datesIn(at: IndexedPassage): Dated[] {
  const { passage } = at;
  if (passage.kind === 'heading' || passage.firmness === 'may' || OPEN.test(passage.text)) return [];
  return passage.dates.flatMap(({ value, start, end }) => {
    const [from, to] = [start - passage.start, end - passage.start];
    const text = passage.text.slice(from, to);
    const isWeekday = WEEKDAY.test(text);
    const isTold = isWeekday || /\d/.test(text) || /^\p{Lu}/u.test(text);
    if (value === null || !/^\d{4}(?:-\d{2}){0,2}$/.test(value) || !isTold) return [];
    if (SAID.test(passage.text.slice(0, from)) || isSpoken(passage, from, text)) return [];
    return [{ at, value, isWeekday, text, around: wordsAround(passage, from, to), ...leadOf(passage, from) }];
  });
}

/** "Tonight", in somebody's own words: of the day on which they were said. */
function isSpoken({ speech, start }: Passage, from: number, text: string): boolean {
  return (
    !/\d/.test(text) &&
    !WEEKDAY.test(text) &&
    speech.some(said => said.direct && said.start - start <= from && from < said.end - start)
  );
}

function leadOf({ text }: Passage, from: number): Pick<Dated, 'joint' | 'lead'> {
  const before = text.slice(0, from);
  const joint = /\b(?<joint>\p{Ll}+)\s(?:the\s)?$/u.exec(before)?.groups?.joint ?? '';
  const words = contentWords(before).filter(({ word, start }) => /\p{Ll}/u.test(text[start]!) && !BOUND.test(word));
  const isSpan = isEndOfSpan(before, '') && !BOUND.test(joint);
  return {
    joint: isSpan ? 'between' : BOUND.test(joint) ? joint : '',
    lead: words.slice(-LEAD).map(({ term }) => term),
  };
}

function isOneThing(own: Dated, other: Dated): boolean {
  const gap = Math.abs(daysBetween(own.at.article.publishedAt, other.at.article.publishedAt));
  if (gap > (own.isWeekday || other.isWeekday ? WEEK - 1 : TENURE_DAYS) || own.value.length !== other.value.length)
    return false;
  if (own.joint !== other.joint || (own.isWeekday && !isLedAlike(own, other))) return false;
  const isYear = own.value.length === 4;
  if (own.value.length === 10 && !own.isWeekday && !other.isWeekday && isLedAlike(own, other)) return true;
  if (!isYear && own.joint !== '' && own.lead.length > 0 && own.lead.at(-1) === other.lead.at(-1)) return true;
  const [a, b] = [own.around, other.around];
  const close = commonWords(a.close, b.close).length;
  const common = commonWords(a.terms, b.terms).length + commonFigures(a.terms, b.terms).length;
  return close > 0 && common >= SAME_THING - (close > 1 ? 1 : 0);
}

/** The last word before the one is among the last before the other. */
function isLedAlike({ lead: a }: Dated, { lead: b }: Dated): boolean {
  return a.length > 0 && b.length > 0 && a.includes(b.at(-1)!) && b.includes(a.at(-1)!);
}

function differ(own: Dated, other: Dated): boolean {
  if (!own.isWeekday && !other.isWeekday) return !datesFit(own.value, other.value);
  return daysBetween(own.value, other.value) % WEEK !== 0;
}
