/**
 * Calendar sums for `dates.ts`: days as UTC midnights, so that no time zone and no summer time can move a date. Never reads the
 * clock.
 */

/** A day as milliseconds of its UTC midnight. */
export type Day = number;

/** Year, month and day order of numeric dates. */
export type DayOrder = 'dmy' | 'mdy' | null;

export const DAY_MS = 86_400_000;

/** Null when there is no such day. `month` is 1–12. */
export function dayOf(year: number, month: number, day: number): Day | null {
  if (year < 1000 || year > 2999) return null;
  const at = Date.UTC(year, month - 1, day);
  const read = new Date(at);
  return read.getUTCMonth() === month - 1 && read.getUTCDate() === day ? at : null;
}

/** The day of an ISO date or instant; null when the string is no such thing. */
export function dayOfIso(iso: string | null): Day | null {
  const found = /^(\d{4})-(\d{2})-(\d{2})/.exec(iso ?? '');
  return found ? dayOf(Number(found[1]), Number(found[2]), Number(found[3])) : null;
}

export function isoDay(day: Day): string {
  return new Date(day).toISOString().slice(0, 10);
}

/** Month `offset` months from the one of `day`, as `2026-01`. */
export function isoMonth(day: Day, offset = 0): string {
  const at = new Date(day);
  return new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth() + offset, 1)).toISOString().slice(0, 7);
}

/** ISO week of the day, as `2026-W01`; a week belongs to the year of its Thursday. */
export function isoWeek(day: Day): string {
  const thursday = day + (4 - (new Date(day).getUTCDay() || 7)) * DAY_MS;
  const year = new Date(thursday).getUTCFullYear();
  const week = 1 + Math.floor((thursday - Date.UTC(year, 0, 1)) / (7 * DAY_MS));
  return `${year}-W${String(week).padStart(2, '0')}`;
}

/** The day of that weekday (0 Sunday – 6): the last one up to `day`, strictly before it, or strictly after it. */
export function weekdayNear(day: Day, weekday: number, which: 'upto' | 'before' | 'after'): Day {
  const back = (new Date(day).getUTCDay() - weekday + 7) % 7;
  if (which === 'after') return day + (7 - back) * DAY_MS;
  return day - (back === 0 && which === 'before' ? 7 : back) * DAY_MS;
}

/** The occurrence of a month and day nearest to `day`, or the next one, for dates told without a year. */
export function nearestYearly(day: Day, month: number, date: number, ahead = false): Day | null {
  const year = new Date(day).getUTCFullYear();
  const choices = [year - 1, year, year + 1].map(y => dayOf(y, month, date)).filter(choice => choice !== null);
  // A month back is still told as ahead ("by 1 January" in an article of the 6th), half a year is not.
  const open = ahead ? choices.filter(choice => choice >= day - 31 * DAY_MS) : choices;
  return open.toSorted((a, b) => Math.abs(a - day) - Math.abs(b - day))[0] ?? null;
}
