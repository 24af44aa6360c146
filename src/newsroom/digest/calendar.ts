/**
 * On which dates and at which instants a digest is due, by the IANA database as Node knows it. Pure: the same plan and instant give the
 * same answer. A time that a gap leaves out is due at the first instant after the gap; one that comes twice is due the first time; a
 * date that a zone left out altogether has none. It never keeps an offset: governments change them.
 *
 * Temporal says which of two instants it gives for an ambiguous time; luxon 3.7 gives the first in one zone and the second in another, and
 * moves a time in a gap on by the length of the gap. https://tc39.es/proposal-temporal/docs/ambiguity.html
 */
import { Temporal } from 'temporal-polyfill';
import type { DigestTime, LocalDate, Weekday } from '../../core/digests.ts';

/** A digest that is later than this is left out: the next one, which tells of the same, has come or is near. Milliseconds. */
const TOO_LATE_MS = 86_400_000;

/** Dates looked at for the next digest: a week, and as many again that may be taken or left out. */
const AHEAD_DAYS = 14;

/** Dates of the past whose digest may still be due: today and yesterday, and one more where a zone has left out a date. */
const BACK_DAYS = 2;

/** Dates that a digest says were left out, at most: a month and more is a long time, however long. */
export const MOST_SKIPPED = 31;

/** A date that has a digest, and the instant it is due, milliseconds since 1970. */
export interface Due {
  date: LocalDate;
  at: number;
}

/** The name of a zone as the IANA database writes it, whatever the case of its letters was. */
export function zoneName(zone: string): string {
  return Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(zone).timeZoneId;
}

/** When the digest of a date is due; null where the date has none. */
export function dueOn(date: LocalDate, { at, zone, days }: DigestTime): number | null {
  const day = Temporal.PlainDate.from(date);
  if (!days.includes(day.dayOfWeek as Weekday) || !isThere(day, zone)) return null;
  const wall = day.toPlainDateTime(at);
  const first = wall.toZonedDateTime(zone, { disambiguation: 'earlier' });
  // In a gap it stands as far before the gap as the time is within it.
  const due = first.toPlainDateTime().equals(wall) ? first : first.getTimeZoneTransition('next')!;
  return due.epochMilliseconds;
}

/** Some zones have left out a whole date, to change sides of the date line. */
function isThere(day: Temporal.PlainDate, zone: string): boolean {
  return day.toZonedDateTime(zone).toPlainDate().equals(day);
}

/** The latest digest that is due at an instant; null where that is more than a day ago, or before the first date that has one. */
export function lastDue(when: DigestTime & { startsOn?: LocalDate }, now: Date): Due | null {
  const today = localDate(now, when.zone);
  for (let back = 0; back <= BACK_DAYS; back++) {
    const date = today.subtract({ days: back }).toString();
    if (when.startsOn !== undefined && date < when.startsOn) return null;
    const at = dueOn(date, when);
    if (at !== null && at <= now.getTime()) return now.getTime() - at < TOO_LATE_MS ? { date, at } : null;
  }
  return null;
}

/** The first digest after an instant, on a date that is not taken; null where the next two weeks have none. */
export async function nextDue(
  when: DigestTime,
  now: Date,
  isTaken: (date: LocalDate) => Promise<boolean>,
): Promise<Due | null> {
  const yesterday = localDate(now, when.zone).subtract({ days: 1 });
  for (let ahead = 0; ahead <= AHEAD_DAYS; ahead++) {
    const date = yesterday.add({ days: ahead }).toString();
    const at = dueOn(date, when);
    if (at !== null && at > now.getTime() && !(await isTaken(date))) return { date, at };
  }
  return null;
}

/** The dates from one on and before another that should have had a digest, the latest `MOST_SKIPPED` of them, oldest first. */
export function datesFrom(date: LocalDate, before: LocalDate, when: DigestTime): LocalDate[] {
  const first = Temporal.PlainDate.from(date);
  const dates: LocalDate[] = [];
  let day = Temporal.PlainDate.from(before).subtract({ days: 1 });
  // A week holds at least one.
  for (let looked = 0; looked < 7 * MOST_SKIPPED && dates.length < MOST_SKIPPED; looked++) {
    if (Temporal.PlainDate.compare(day, first) < 0) break;
    if (dueOn(day.toString(), when) !== null) dates.unshift(day.toString());
    day = day.subtract({ days: 1 });
  }
  return dates;
}

function localDate(now: Date, zone: string): Temporal.PlainDate {
  return Temporal.Instant.fromEpochMilliseconds(now.getTime()).toZonedDateTimeISO(zone).toPlainDate();
}
