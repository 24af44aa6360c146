/**
 * Dates as feeds write them, by one table of forms: RFC 822 and what became of it, W3CDTF and all of ISO 8601 that names a day, and
 * numbers between separators. A date that can be read in two ways is not read: none is better than a wrong one.
 * `Date.parse` is not used, which guesses and reads what has no zone in the zone of the machine.
 */
import { foldWord, monthAmong, offsetOfZone } from './date-words.ts';

export interface DateHints {
  /** Whether 3/4 is in March or in April; null where nothing tells. */
  order: 'day-first' | 'month-first' | null;
  /** The feed's own, for the names of months. */
  language: string | null;
}

interface Clock {
  /** Minutes and seconds since the day began, in milliseconds; the zone is already taken off. */
  ms: number;
  /** The rest of the text, which holds the day. */
  rest: string;
}

type Day = readonly [year: number, month: number, day: number];

/** No date is longer; what is longer is prose. */
const MAX_LENGTH = 100;

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const TIME =
  /(?:(오전|오후|上午|下午|午前|午後)\s*)?(?<![\d])(\d{1,2}):(\d{1,2})(?::(\d{1,2})(?:[.,](\d{1,9}))?)?(?:\s*([ap])\.?m\b\.?)?/;
const BASIC_TIME = /(?<=\d)t(\d{2})(\d{2})?(\d{2})?(?:[.,]\d+)?(?=z|[+-]\d|$)/;
const OFFSET = /^\s*(?:(?:etc\/)?(?:gmt|utc|ut|z)\s*)?([+\u2212-])(\d{1,2})(?::?(\d{2}))?(?::?\d{2})?(?!\d)/;
const ZONE = /^\s*(?:etc\/)?([a-z]{1,5})(?![a-z\d])/;

/** A first word before a comma, or before a day and a month: "mar" is a Tuesday to some, and March to others. */
const WEEKDAY = /^\p{L}+\.?(?:,|\s+(?=\d{1,2}\.?\s+\p{L}))/u;

const AFTERNOON = new Set(['오후', '下午', '午後', 'p']);
const MORNING = new Set(['오전', '上午', '午前', 'a']);

/** ISO 8601 that is not three numbers in a row. The first that fits the whole day is taken. */
const FORMS: readonly (readonly [RegExp, (...numbers: number[]) => Day | null])[] = [
  [/^(\d{4})-?w(\d{2})(?:-?([1-7]))?$/, (year, week, day) => dayOfWeek(year!, week!, day || 1)],
  [/^(\d{4})(\d{2})(\d{2})$/, (year, month, day) => [year!, month!, day!]],
  [/^(\d{4})-?(\d{3})$/, (year, day) => dayOfYear(year!, day!)],
  [/^(\d{2})-?(\d{3})$/, (year, day) => dayOfYear(fullYear(year!), day!)],
  [/^(\d{2})(\d{2})(\d{2})$/, (year, month, day) => [fullYear(year!), month!, day!]],
  // A year or a month alone is read as its first day, as other readers of feeds do.
  [/^(\d{4})-(\d{1,2})$/, (year, month) => [year!, month!, 1]],
  [/^(\d{4})$/, year => [year!, 1, 1]],
];

/** The instant in UTC, or the day where no time is given; null where the text is no date or an ambiguous one. */
export function readDate(text: string, hints: DateHints): string | null {
  const given = foldText(text);
  if (given === '' || given.length > MAX_LENGTH) return null;
  if (/^\d{10}$|^\d{13}$/.test(given)) return instant(Number(given.padEnd(13, '0')));
  const clock = readClock(given);
  if (clock !== null && Number.isNaN(clock.ms)) return null;
  const day = readDay(clock?.rest ?? given, hints);
  if (day === null || !isPlausible(day)) return null;
  const midnight = Date.UTC(day[0], day[1] - 1, day[2]);
  return clock === null ? new Date(midnight).toISOString().slice(0, 10) : instant(midnight + clock.ms);
}

/** Which order a source uses, as the dates that allow only one reading show; else as its language does. */
export function orderOf(dates: Iterable<string>, language: string | null): DateHints['order'] {
  let dayFirst = 0;
  let monthFirst = 0;
  for (const date of dates) {
    const [, first, second] = /(?<!\d)(\d{1,2})[/-](\d{1,2})[/-](?:\d{4}|\d{2})(?!\d)/.exec(date) ?? [];
    if (Number(first) > 12) dayFirst += 1;
    if (Number(second) > 12) monthFirst += 1;
  }
  if (dayFirst !== monthFirst) return dayFirst > monthFirst ? 'day-first' : 'month-first';
  const tag = language?.toLowerCase().replace('_', '-') ?? '';
  if (dayFirst > 0 || tag === '' || tag === 'en') return null;
  return /^(en-us|en-ph)\b/.test(tag) ? 'month-first' : 'day-first';
}

/** Lower case, plain signs, remarks in brackets taken out. */
function foldText(text: string): string {
  return foldWord(text.slice(0, 4 * MAX_LENGTH))
    .normalize('NFKC')
    .replace(/\([^()]*\)/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
}

/** Zero in the time of computers is what programs write that have no date. */
function instant(ms: number): string | null {
  return ms === 0 ? null : new Date(ms).toISOString();
}

function readClock(text: string): Clock | null {
  const found = TIME.exec(text);
  if (found === null) return readBasicClock(text);
  const [whole, before, hours, minutes, seconds = '0', fraction = '', after] = found;
  const { offset, length } = zoneAfter(text.slice(found.index + whole.length));
  const ms = clockMs(hourOf(Number(hours), before ?? after), Number(minutes), Number(seconds), fraction);
  const rest = `${text.slice(0, found.index)} ${text.slice(found.index + whole.length + length)}`;
  return { ms: ms - offset * MINUTE, rest: rest.replace(/(?<=\d)t(?= )/, '') };
}

/** ISO 8601 without colons, or with the hour alone. */
function readBasicClock(text: string): Clock | null {
  const found = BASIC_TIME.exec(text);
  if (found === null) return null;
  const [whole, hours, minutes = '0', seconds = '0'] = found;
  const { offset } = zoneAfter(text.slice(found.index + whole.length));
  const ms = clockMs(Number(hours), Number(minutes), Number(seconds), '');
  return { ms: ms - offset * MINUTE, rest: text.slice(0, found.index) };
}

/** Milliseconds into the day, NaN where no clock shows it. 24:00 ends a day and :60 is a leap second. */
function clockMs(hours: number, minutes: number, seconds: number, fraction: string): number {
  if (hours > 24 || minutes > 59 || seconds > 60) return Number.NaN;
  return hours * HOUR + minutes * MINUTE + seconds * 1000 + Math.floor(Number(`0.${fraction || '0'}`) * 1000);
}

function hourOf(hours: number, half: string | undefined): number {
  if (half !== undefined && AFTERNOON.has(half) && hours < 12) return hours + 12;
  return half !== undefined && MORNING.has(half) && hours === 12 ? 0 : hours;
}

/** The zone after a time, in minutes east of UTC, and how much of the text it takes. A zone nobody knows counts as UTC. */
function zoneAfter(text: string): { offset: number; length: number } {
  const numbers = OFFSET.exec(text);
  if (numbers !== null) {
    const [whole, sign, hours, minutes = '0'] = numbers;
    const size = Number(hours) * 60 + Number(minutes);
    return { offset: sign === '+' ? size : -size, length: whole.length };
  }
  const named = ZONE.exec(text);
  const offset = named ? offsetOfZone(named[1]!) : null;
  return { offset: offset ?? 0, length: offset === null ? 0 : named![0].length };
}

function readDay(text: string, hints: DateHints): Day | null {
  const bare = text.trim().replace(/[,.]+$/, '');
  for (const [form, read] of FORMS) {
    const found = form.exec(bare);
    if (found) return read(...found.slice(1).map(Number));
  }
  const month = monthAmong(bare.replace(WEEKDAY, '').match(/\p{L}+/gu) ?? [], hints.language);
  const numbers = [...bare.matchAll(/\d+/g)].map(([digits]) => digits);
  return month === null ? byNumbers(bare, numbers, hints) : byName(month, numbers);
}

/** A month by name beside a day and a year: four digits are the year, else the day comes first. */
function byName(month: number, numbers: readonly string[]): Day | null {
  const [first, second] = numbers;
  if (first === undefined || second === undefined) return null;
  const [day, year] = first.length > 2 ? [second, first] : [first, second];
  return day.length > 2 ? null : [fullYear(Number(year), year.length), month, Number(day)];
}

/** Three numbers: year first where it has four digits, or in ISO's short form; else in the order of the source. */
function byNumbers(text: string, numbers: readonly string[], hints: DateHints): Day | null {
  if (numbers.length < 3) return null;
  const [a, b, c] = numbers.slice(0, 3).map(Number) as [number, number, number];
  const [first, , third] = numbers as [string, string, string];
  if (first.length === 4) return [a, b, c];
  if (first.length > 2 || numbers[1]!.length > 2) return null;
  if (third.length === 2 && /^\d\d-\d\d-\d\d\b/.test(text)) return [fullYear(a), b, c];
  const year = fullYear(c, third.length);
  const order = a > 12 || /\d\.\s?\d/.test(text) || a === b ? 'day-first' : b > 12 ? 'month-first' : hints.order;
  if (order === null) return null;
  return order === 'day-first' ? [year, b, a] : [year, a, b];
}

/** RFC 2822 section 4.3: 00 to 49 are of this century, 50 to 99 of the last, and three digits count from 1900. */
function fullYear(year: number, digits = 2): number {
  if (digits === 3) return year + 1900;
  if (digits > 3) return year;
  return year < 50 ? year + 2000 : year + 1900;
}

function dayOfYear(year: number, day: number): Day | null {
  return day >= 1 && day <= 366 ? dayAt(Date.UTC(year, 0, 1) + (day - 1) * DAY) : null;
}

/** ISO weeks begin on Monday, and the first is the one with 4 January. */
function dayOfWeek(year: number, week: number, day: number): Day | null {
  if (week < 1 || week > 53) return null;
  const fourth = Date.UTC(year, 0, 4);
  const weekday = new Date(fourth).getUTCDay() || 7;
  return dayAt(fourth + ((week - 1) * 7 + day - weekday) * DAY);
}

function dayAt(ms: number): Day {
  const date = new Date(ms);
  return [date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate()];
}

/** A 31st of June counts on, as calendars in programs do; the years 1 and -1 are what programs write that have no date. */
function isPlausible([year, month, day]: Day): boolean {
  return year >= 1000 && year <= 9999 && month >= 1 && month <= 12 && day >= 1 && day <= 31;
}
