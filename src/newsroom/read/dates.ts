/**
 * Finds dates in a passage and resolves them to ISO 8601 as precisely as told: `2026-01-06`, `2026-01`, `2026`, and `2026-W02`
 * for "last week". What cannot be resolved is found all the same, with a null value. Never guesses a year without an anchor.
 */
import type { DateMention } from '../../core/model.ts';
import { DAY_WORDS, MONTHS, WEEKDAYS } from '../data/dates.ts';
import {
  DAY_MS,
  type Day,
  type DayOrder,
  dayOf,
  dayOfIso,
  isoDay,
  isoMonth,
  isoWeek,
  nearestYearly,
  weekdayNear,
} from './calendar.ts';

export interface DateContext {
  /** The day "today" means; null when the text gives no anchor. */
  anchor: Day | null;
  /** How 06/01/2026 is read; null leaves it unresolved. */
  order: DayOrder;
  /** Whether the words look ahead, so that a month without a year is the next one. */
  ahead?: boolean;
}

type Groups = Record<string, string | undefined>;

interface Pattern {
  find: RegExp;
  /** What stands in every text that holds such a date: found in a fraction of the time that `find` takes to find nothing. */
  needs: RegExp;
  /** ISO value; null for a date that cannot be resolved; undefined when it is no date after all. */
  read: (groups: Groups, context: DateContext, whole: string) => string | null | undefined;
}

const MONTH =
  '(?<month>january|february|march|april|may|june|july|august|september|october|november|december|(?:jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\\b\\.?)';
const WEEKDAY = '(?<weekday>(?:mon|tues|wednes|thurs|fri|satur|sun)day)';
const LEAD = `(?:${WEEKDAY},?\\s\\(?(?:the\\s)?)?`;
const YEAR = '(?<year>[12]\\d{3})';
const DATE = '(?<day>\\d{1,2})(?:st|nd|rd|th)?';
const pattern = (source: string, flags = 'giu') => new RegExp(`(?<![\\p{L}\\p{N}])${source}(?![\\p{L}\\p{N}])`, flags);

const YEAR_DIGITS = /\d{4}/;
const MONTH_NAME =
  /\u017f|uary|march|april|may|june|july|august|ember|october|jan|feb|mar|apr|jun|jul|aug|sep|oct|nov|dec/i;
/** In order of trust: an earlier pattern keeps its words from a later one. */
const PATTERNS: Pattern[] = [
  {
    needs: YEAR_DIGITS,
    find: pattern(
      `${YEAR}(?<sep>[-/.\\u2010\\u2011\\u2013])(?<m>\\d{1,2})\\k<sep>(?<day>\\d{1,2})(?:[T\\s]\\d{2}:\\d{2}(?::\\d{2})?(?:Z|[+-]\\d{2}:?\\d{2})?)?`,
    ),
    read: numeric,
  },
  {
    needs: YEAR_DIGITS,
    find: pattern('(?<one>\\d{1,2})(?<sep>[/.])(?<two>\\d{1,2})\\k<sep>(?<year>\\d{4})'),
    read: ambiguous,
  },
  { needs: MONTH_NAME, find: pattern(`${LEAD}${DATE}\\s(?:of\\s)?${MONTH}(?:,?\\s${YEAR})?\\)?`), read: full },
  { needs: MONTH_NAME, find: pattern(`${LEAD}${MONTH}\\s${DATE}(?:,?\\s${YEAR})?\\)?`), read: full },
  { needs: YEAR_DIGITS, find: pattern(`${MONTH},?\\s${YEAR}`), read: monthYear },
  {
    needs: /last|past|this|next|coming/i,
    find: pattern(`(?<way>last|past|this|next|coming)\\s(?:${WEEKDAY}|${MONTH}|(?<unit>week|month|year)(?!['’]s\\b))`),
    read: relative,
  },
  {
    needs: /ago/i,
    find: pattern('(?<count>\\d{1,3}|an?|two|three|four|five|six|seven|ten)\\s(?<unit>day|week|month|year)s?\\sago'),
    read: ago,
  },
  {
    needs: /day/i,
    find: pattern(WEEKDAY),
    read: ({ weekday }, { anchor }) =>
      anchor === null ? null : isoDay(weekdayNear(anchor, WEEKDAYS.get(weekday!.toLowerCase().slice(0, 3))!, 'upto')),
  },
  {
    needs: /to(?:day|night|morrow)|yesterday/i,
    find: pattern('(?<word>today|tonight|yesterday|tomorrow)'),
    read: ({ word }, { anchor }) =>
      anchor === null ? null : isoDay(anchor + DAY_WORDS.get(word!.toLowerCase())! * DAY_MS),
  },
  {
    needs: MONTH_NAME,
    find: pattern(`(?<=\\b(?:in|since|by|until|till|from|during|of|early|late|mid|through)[\\s-])${MONTH}`),
    read: monthAlone,
  },
  {
    needs: YEAR_DIGITS,
    find: pattern(
      `(?<=\\b(?:in|since|until|till|during|before|after|early|late|mid|post|pre|year|circa|spring|summer|autumn|winter)[-\\s\\u2010\\u2011])${YEAR}(?:[-\\u2013]\\d{2,4})?`,
    ),
    read: ({ year }) => year!,
  },
  {
    needs: YEAR_DIGITS,
    find: pattern(`(?<=\\b(?:by|from|of|to|around|between|and)\\s)${YEAR}(?!\\s\\p{Ll}+s\\b|[,.]\\d)`),
    read: ({ year }) => year!,
  },
  { needs: YEAR_DIGITS, find: pattern(`(?<=\\()${YEAR}(?=\\)|[-\\u2013]\\d{4}\\))`), read: ({ year }) => year! },
];
const AHEAD = /\b(?:will|shall|scheduled?|planned|plans|upcoming|expected|deadline|to be|by)\b/iu;
/** Without the flag `u`, with which a search takes twice as long; the two letters are those that stand for a Latin s and k with it. */
const WORTH =
  /[\d\u017f\u212a]|day\b|week|month|year|tonight|morrow|uary|march|april|may|june|july|august|ember|october/i;

/** Dates in `text`, in order, never overlapping; offsets are into `text`. */
export function findDates(text: string, context: DateContext): DateMention[] {
  if (!WORTH.test(text)) return [];
  const found: DateMention[] = [];
  const here = { ...context, ahead: AHEAD.test(text) };
  for (const { find, needs, read } of PATTERNS) {
    if (!needs.test(text)) continue;
    for (const match of text.matchAll(find)) {
      const whole = balanced(match[0]);
      const mention = { start: match.index, end: match.index + whole.length };
      if (found.some(other => mention.start < other.end && other.start < mention.end)) continue;
      const value = read(match.groups ?? {}, here, whole);
      if (value !== undefined) found.push({ ...mention, value });
    }
  }
  return found.sort((a, b) => a.start - b.start);
}

/** The latest full date told in a text: what stands in for an unknown day of publication. Null when there is none. */
export function latestFullDate(text: string, order: DayOrder): Day | null {
  let latest: Day | null = null;
  for (const { find, read } of PATTERNS.slice(0, 4)) {
    for (const match of text.matchAll(find)) {
      const day = dayOfIso(read(match.groups ?? {}, { anchor: null, order }, match[0]) ?? null);
      if (day !== null && (latest === null || day > latest)) latest = day;
    }
  }
  return latest;
}

/** Which way round a text writes numeric dates, told by one that can be read only one way. English alone has both habits. */
export function dayOrder(text: string, language: string | null): DayOrder {
  for (const { groups } of text.matchAll(PATTERNS[1]!.find)) {
    if (Number(groups!.one) > 12 && Number(groups!.two) <= 12) return 'dmy';
    if (Number(groups!.two) > 12 && Number(groups!.one) <= 12) return 'mdy';
  }
  return language === null || language.startsWith('en') ? null : 'dmy';
}

/** "(January 6)" keeps its closing mark only when the opening one is inside. */
function balanced(whole: string): string {
  return whole.endsWith(')') && !whole.includes('(') ? whole.slice(0, -1) : whole;
}

function numeric({ year, m, day }: Groups): string | null | undefined {
  const at = dayOf(Number(year), Number(m), Number(day));
  return at === null ? undefined : isoDay(at);
}

function ambiguous({ one, two, year }: Groups, { order }: DateContext): string | null | undefined {
  const dmy = dayOf(Number(year), Number(two), Number(one));
  const mdy = dayOf(Number(year), Number(one), Number(two));
  if (dmy === null && mdy === null) return undefined;
  if (dmy === null || mdy === null || dmy === mdy) return isoDay((dmy ?? mdy)!);
  return order === null ? null : isoDay(order === 'dmy' ? dmy : mdy);
}

function monthOf(month: string): number {
  return MONTHS.get(month.toLowerCase().replace('.', ''))!;
}

function full({ month, day, year }: Groups, { anchor, ahead }: DateContext): string | null | undefined {
  if (/^(?:may|march|mar)$/.test(month!) && year === undefined) return undefined;
  if (dayOf(2000, monthOf(month!), Number(day)) === null) return undefined;
  if (year === undefined) {
    const near = anchor === null ? null : nearestYearly(anchor, monthOf(month!), Number(day), ahead);
    return near === null ? null : isoDay(near);
  }
  const at = dayOf(Number(year), monthOf(month!), Number(day));
  return at === null ? undefined : isoDay(at);
}

function monthYear({ month, year }: Groups): string {
  return `${year}-${String(monthOf(month!)).padStart(2, '0')}`;
}

/** A bare month: the occurrence nearest to the anchor. "May" and "march" need their capital; the rest are forgiven. */
function monthAlone({ month }: Groups, { anchor, ahead }: DateContext): string | null | undefined {
  if (/^(?:may|march|mar|jan|sep|dec|oct|jun)\b/.test(month!)) return undefined;
  const near = anchor === null ? null : nearestYearly(anchor, monthOf(month!), 1, ahead);
  return near === null ? null : isoMonth(near);
}

function relative(
  { way, weekday, month, unit }: Groups,
  { anchor }: DateContext,
  whole: string,
): string | null | undefined {
  if (month && /^(?:may|march)/.test(month)) return undefined;
  if (/^past/i.test(whole) && !weekday) return undefined;
  if (anchor === null) return null;
  const word = way!.toLowerCase();
  const step = word === 'this' ? 0 : word === 'next' || word === 'coming' ? 1 : -1;
  if (weekday) {
    const which = step > 0 ? 'after' : step < 0 ? 'before' : 'upto';
    return isoDay(weekdayNear(anchor, WEEKDAYS.get(weekday.toLowerCase().slice(0, 3))!, which));
  }
  if (unit) return shifted(anchor, unit, step);
  const at = new Date(anchor);
  const wanted = monthOf(month!) - 1;
  const years = step < 0 && wanted >= at.getUTCMonth() ? -1 : step > 0 && wanted <= at.getUTCMonth() ? 1 : 0;
  return `${at.getUTCFullYear() + years}-${String(wanted + 1).padStart(2, '0')}`;
}

function ago({ count, unit }: Groups, { anchor }: DateContext): string | null {
  if (anchor === null) return null;
  const words = ['', 'a', 'two', 'three', 'four', 'five', 'six', 'seven', '', '', 'ten'];
  const word = count!.toLowerCase() === 'an' ? 'a' : count!.toLowerCase();
  return shifted(anchor, unit!, -(/\d/.test(word) ? Number(word) : words.indexOf(word)));
}

function shifted(anchor: Day, unit: string, steps: number): string {
  const word = unit.toLowerCase();
  if (word === 'day') return isoDay(anchor + steps * DAY_MS);
  if (word === 'week') return isoWeek(anchor + steps * 7 * DAY_MS);
  return word === 'month' ? isoMonth(anchor, steps) : String(new Date(anchor).getUTCFullYear() + steps);
}
