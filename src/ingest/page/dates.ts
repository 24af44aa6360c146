/**
 * When a page says it was published: the forms that pages write for machines, and English words. What can be read in two ways (3/4/2026)
 * is not read. Gives a day where no zone is told, for the instant is then not known.
 */

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const MONTH =
  '(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\\.?';
const TIME = '(\\d{1,2}):(\\d{2})(?::(\\d{2})(?:[.,]\\d+)?)?';
const ZONE = '(z|utc|gmt|[+-]\\d{2}:?\\d{2})';

const ISO = new RegExp(`^(\\d{4})[-/](\\d{1,2})[-/](\\d{1,2})(?:[t ]+${TIME}\\s*${ZONE}?)?`, 'i');
const DAY_FIRST = new RegExp(
  `\\b(\\d{1,2})(?:st|nd|rd|th)?[ -](?:of )?${MONTH}[ -,]+(\\d{4})(?:,? (?:at )?${TIME}\\s*${ZONE}?)?`,
  'i',
);
const MONTH_FIRST = new RegExp(
  `\\b${MONTH} (\\d{1,2})(?:st|nd|rd|th)?,? (\\d{4})(?:,? (?:at )?${TIME}\\s*${ZONE}?)?`,
  'i',
);

/** Milliseconds by which a date may lie ahead: a clock that is wrong, a zone that is not told. */
const AHEAD_MS = 36 * 60 * 60 * 1_000;

/** The year of the first page there is. */
const FIRST_YEAR = 1990;

/**
 * An ISO 8601 date, or an instant in UTC; null for what is no date, or none that can be.
 * @param now the instant at which it is read.
 */
export function readDate(text: string, now: Date): string | null {
  const found = partsOf(text.trim().slice(0, 100));
  if (found === null) return null;
  const day = new Date(Date.UTC(found.year, found.month - 1, found.day));
  if (day.getUTCMonth() !== found.month - 1 || found.year < FIRST_YEAR) return null;
  if (day.getTime() > now.getTime() + AHEAD_MS) return null;
  if (found.zone === null || found.hour > 23 || found.minute > 59) return day.toISOString().slice(0, 10);
  const ms = day.getTime() + ((found.hour * 60 + found.minute - found.zone) * 60 + Math.min(found.second, 59)) * 1_000;
  return new Date(ms).toISOString().replace('.000Z', 'Z');
}

interface Parts {
  year: number;
  month: number;
  day: number;
  hour: number;
  minute: number;
  second: number;
  /** Minutes east of Greenwich; null where none is told. */
  zone: number | null;
}

function partsOf(text: string): Parts | null {
  const iso = ISO.exec(text);
  if (iso) return parts(iso[1], Number(iso[2]), iso[3], iso.slice(4));
  const dayFirst = DAY_FIRST.exec(text);
  if (dayFirst) return parts(dayFirst[3], monthOf(dayFirst[2]), dayFirst[1], dayFirst.slice(4));
  const monthFirst = MONTH_FIRST.exec(text);
  return monthFirst ? parts(monthFirst[3], monthOf(monthFirst[1]), monthFirst[2], monthFirst.slice(4)) : null;
}

function parts(
  year: string | undefined,
  month: number,
  day: string | undefined,
  [hour, minute, second, zone]: (string | undefined)[],
): Parts {
  return {
    year: Number(year),
    month,
    day: Number(day),
    hour: Number(hour ?? 0),
    minute: Number(minute ?? 0),
    second: Number(second ?? 0),
    zone: hour === undefined || zone === undefined ? null : minutesOf(zone),
  };
}

function monthOf(name = ''): number {
  return MONTHS.indexOf(name.slice(0, 3).toLowerCase()) + 1;
}

function minutesOf(zone: string): number {
  const [, sign, hours, minutes] = /^([+-])(\d{2}):?(\d{2})$/.exec(zone) ?? [];
  return sign === undefined ? 0 : (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
}
