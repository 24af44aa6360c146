/** What is told of an impossible time: past events after publication, days the calendar does not have. */
import type { DateMention, Point } from '../../core/model.ts';
import type { IndexedPassage } from '../../core/ports.ts';
import { clauseAt, clausesOf } from '../claims/clauses.ts';
import { IRREGULAR_VERBS } from '../data/irregular-verbs.ts';
import { pointAt } from './point.ts';
import { daysBetween } from './times.ts';

const DAY_MS = 86_400_000;

/** Time zones and late corrections: a date so many days after publication is no contradiction yet. */
const GRACE_DAYS = 1;

/** Passages after a bare date in the same list that may tell what happened then. */
const LIST_REACH = 3;

const MONTHS = 'january february march april may june july august september october november december'.split(' ');
const DAYS = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];
/** In the date's own clause: what is told lies ahead, or is only meant. */
const AHEAD =
  /\b(?:will|would|shall|should|may|might|can|could|must|to\s(?!the\b|a\b|an\b)\p{Ll}{2,}|scheduled?|planned|plans?|expected|expects?|due|deadline|set for|upcoming|next|if|unless|extended|postponed|delayed|agreed|proposed|promised|pledged|announced|budgeted|valid|expires?|runs?|ends?)\b/iu;
/** Directly before the date: the end of a term, or the beginning of one. */
const TERM = /\b(?:by|until|till|before|from|through|to|since|for|of|the)\s(?:the\s|about\s)?$/iu;
/** Past forms that are adjectives more often than verbs, or that look ahead. */
const NO_DEED =
  /^(?:united|based|related|limited|led|born|named|called|known|said|told|added|held|set|put|cut|scheduled|planned|expected|allied|advanced|used|needed)$/u;

export function anachronismPoints(passages: readonly IndexedPassage[]): Point[] {
  return passages.flatMap(at => [...(isTold(at) ? [...afterPublication(at, passages), ...impossibleDays(at)] : [])]);
}

function isTold({ passage }: IndexedPassage): boolean {
  return passage.part === 'body' || passage.part === 'title';
}

function afterPublication(at: IndexedPassage, passages: readonly IndexedPassage[]): Point[] {
  const { article, passage } = at;
  for (const date of passage.dates) {
    const [start, end] = [date.start - passage.start, date.end - passage.start];
    const words = passage.text.slice(start, end);
    const past = isAfter(date, words, article.publishedAt)
      ? pastPassage(at, start, words, passages)
      : isSoonAfter(date, words, article.publishedAt) && isDoneOn(passage.text, start, end)
        ? at
        : null;
    if (!past) continue;
    const why = `Told as past, but dated ${words}, after publication.`;
    return [pointAt(past, { kind: 'anachronism', severity: 'major', why }, past === at ? [] : [at])];
  }
  return [];
}

/** The passage that tells as past what the date is of: this one, or one listed under the same heading as the bare date. */
function pastPassage(
  at: IndexedPassage,
  start: number,
  date: string,
  passages: readonly IndexedPassage[],
): IndexedPassage | null {
  const { text, n, firmness } = at.passage;
  if (isBareDate(text, date)) {
    const near = passages.slice(n + 1, n + 1 + LIST_REACH);
    return near.find(other => isListed(other, at) && tellsPast(other.passage.text)) ?? null;
  }
  if (firmness === 'may' || firmness === 'asked' || firmness === 'proposed' || TERM.test(text.slice(0, start)))
    return null;
  const clause = clauseAt(clausesOf(text), start);
  // Without the date: "29 May" is no "may".
  return clause && tellsPast(clause.text.replace(date, ' ')) ? at : null;
}

/** Only a date whose year is written: another year was worked out, and may have been worked out wrongly. */
function isAfter({ value }: DateMention, words: string, publishedAt: string | null): boolean {
  if (value === null || publishedAt === null || !/[12]\d{3}/.test(words) || !/^\d{4}-\d{2}/.test(value)) return false;
  const day = Date.parse(value.length === 7 ? `${value}-01` : value.slice(0, 10));
  const published = Date.parse(publishedAt);
  return day - published > GRACE_DAYS * DAY_MS;
}

/** "On 24 July" of a text of 17 July: nobody means last year's by that. */
function isSoonAfter({ value }: DateMention, words: string, publishedAt: string | null): boolean {
  if (value === null || publishedAt === null || /[12]\d{3}/.test(words) || !/^\d{4}-\d{2}-\d{2}$/.test(value))
    return false;
  if (!/\d/.test(words)) return false;
  const day = new Date(value);
  const published = new Date(publishedAt);
  day.setUTCFullYear(published.getUTCFullYear());
  if (day < published) day.setUTCFullYear(published.getUTCFullYear() + 1);
  const ahead = (day.getTime() - published.getTime()) / DAY_MS;
  return ahead > GRACE_DAYS && ahead <= SOON_DAYS;
}

/** Days in which a day without its year is of this year, and no anniversary of the last. */
const SOON_DAYS = 120;

/**
 * A verb in its past form directly before the day, "agreed unanimously on", "began in Brisk on", or a clause that the day opens; what stands
 * further off may be of another time: "sold all tickets for the match on".
 */
function isDoneOn(text: string, start: number, end: number): boolean {
  const done = DONE.exec(text.slice(0, start));
  if (done) return isPastForm(done.groups!.verb!) && !TO_COME.test(text.slice(0, done.index));
  const opens = /^[“"]?(?:Already )?[Oo]n\s(?:\p{L}+day,?\s)?(?:the\s)?$/u.test(text.slice(0, start));
  const clause = opens ? clauseAt(clausesOf(text.slice(end)), 0) : null;
  return clause !== null && tellsPast(clause.text);
}

const DONE =
  /\b(?<verb>\p{Ll}{3,})(?:\s(?:\p{Ll}+ly|there|it|him|her|them|out|up|off|down|back|away|over|again|together|once more|in (?:the )?(?:\p{L}+\s)?\p{Lu}\p{L}+)){0,2}\son\s(?:\p{L}+day,?\s)?(?:the\s)?$/u;
/** "Is to be lifted on", "is opened on". */
const TO_COME =
  /\b(?:be|being|to|will|would|can|could|may|might|must|shall|should|is|are|when|if|once|unless)\s(?:\p{L}+ly\s)?$/u;
/** They join with a day that is to come: "due on", "called for on". */
const LOOKS_AHEAD =
  /^(?:need|set|put|born|united|planned|scheduled|expected|booked|listed|slated|held|based|fixed|invited|named|called)$/u;

function isPastForm(word: string): boolean {
  const isPast = IRREGULAR_VERBS.has(word) || /(?:[^e]ed|(?<!^(?:n|ind|proc|sp|f|exc|succ|s|br|bl))eed)$/.test(word);
  return (isPast || word === 'was' || word === 'were') && !LOOKS_AHEAD.test(word);
}

/** "Date: 15 February": a label and nothing else. */
function isBareDate(text: string, date: string): boolean {
  return /^(?:\p{L}+\s?[:–—-]?\s?)?$/u.test(text.replace(date, '').trim());
}

function isListed(other: IndexedPassage, at: IndexedPassage): boolean {
  return other.passage.section === at.passage.section && other.passage.kind === at.passage.kind;
}

/** A past form and nothing that looks ahead. */
function tellsPast(text: string): boolean {
  const plain = text.replace(/[“"][^”"]*[”"]/gu, ' ');
  if (AHEAD.test(plain)) return false;
  const words = plain.toLowerCase().match(/\p{L}+/gu) ?? [];
  return words.some(
    word =>
      (IRREGULAR_VERBS.has(word) || /[^e]ed$/.test(word) || word === 'was' || word === 'were') && !NO_DEED.test(word),
  );
}

function impossibleDays(at: IndexedPassage): Point[] {
  const day = missingDay(at.passage.text);
  if (day) {
    const why = `There is no ${day}.`;
    return [pointAt(at, { kind: 'anachronism', severity: 'major', why }, [])];
  }
  return wrongWeekday(at);
}

const DAY_MONTH = new RegExp(
  `\\b(?:(?<a>\\d{1,2})(?:st|nd|rd|th)?\\s(?:of\\s)?(?<b>${MONTHS.join('|')})|(?<c>${MONTHS.join('|')})\\s(?<d>\\d{1,2})(?:st|nd|rd|th)?(?![\\d:.,]*\\d))(?:,?\\s(?<year>[12]\\d{3}))?\\b`,
  'giu',
);

/** What may follow a day that stands behind its month. */
const ENDS_DATE = /^(?:\s*$|[,.;:)]|\s(?:and|at|in|when|after|before)\b)/u;

function missingDay(text: string): string | null {
  for (const match of text.matchAll(DAY_MONTH)) {
    const { a, b, c, d, year } = match.groups as Record<string, string | undefined>;
    const [day, month] = [Number(a ?? d), MONTHS.indexOf((b ?? c)!.toLowerCase())];
    // Without a year February may have 29 days.
    const days = new Date(Date.UTC(year ? Number(year) : 2000, month + 1, 0)).getUTCDate();
    // "In June 31 people": what is counted is no day.
    const rest = text.slice(match.index + match[0].length);
    const isDay = a !== undefined || year !== undefined || ENDS_DATE.test(rest);
    if (isDay && day > days && day <= 31) return match[0];
  }
  return null;
}

/** A day without its year, so close to its article, is of that year (days). */
const NEAR_DAYS = 60;

const WEEKDAY = new RegExp(`\\b(?<day>${DAYS.join('|')}),?\\s\\(?(?:the\\s)?`, 'iu');

/** "Tuesday, 6 January 2026" when that day was another one. */
function wrongWeekday(at: IndexedPassage): Point[] {
  const { passage } = at;
  for (const { value, start, end } of passage.dates) {
    const words = passage.text.slice(start - passage.start, end - passage.start);
    const told = WEEKDAY.exec(words)?.groups?.day?.toLowerCase();
    const isNear = at.article.publishedAt !== null && Math.abs(daysBetween(at.article.publishedAt, value)) <= NEAR_DAYS;
    if (!told || !value || !/^\d{4}-\d{2}-\d{2}$/.test(value) || !/\d/.test(words)) continue;
    if (!isNear && !/[12]\d{3}/.test(words)) continue;
    const real = DAYS[new Date(`${value}T00:00:00Z`).getUTCDay()]!;
    if (real === told) continue;
    const name = real[0]!.toUpperCase() + real.slice(1);
    return [pointAt(at, { kind: 'anachronism', severity: 'major', why: `${words} was a ${name}.` }, [])];
  }
  return [];
}
