/** Days of the week as people write them, for digests: `weekdays`, `mon, fri`. Pure. */
import type { Weekday } from '../../core/digests.ts';
import { WEEKDAYS } from '../data/dates.ts';

/** Sets of days that have a name of their own. */
const SETS = new Map<string, Weekday[]>([
  ['daily', [1, 2, 3, 4, 5, 6, 7]],
  ['everyday', [1, 2, 3, 4, 5, 6, 7]],
  ['weekdays', [1, 2, 3, 4, 5]],
  ['weekends', [6, 7]],
]);

/** The days these words name, in their order; null where a word names none, or there is none. */
export function daysNamed(words: string): Weekday[] | null {
  const named = words
    .toLowerCase()
    .split(/[\s,]+/u)
    .filter(Boolean);
  const days = named.map(word => SETS.get(word) ?? dayNamed(word.replace(/s$/, '')) ?? dayNamed(word));
  if (days.length === 0 || days.includes(null)) return null;
  return [...new Set(days.flatMap(each => each!))].sort();
}

/** Our week begins with Monday, that of the names with Sunday. */
function dayNamed(word: string): Weekday[] | null {
  const day = WEEKDAYS.get(word);
  return day === undefined ? null : [(day === 0 ? 7 : day) as Weekday];
}

/** "every day", "Monday to Friday", "on Monday and Thursday". */
export function daysInWords(days: readonly Weekday[]): string {
  if (days.length === 7) return 'every day';
  if (days.join() === '1,2,3,4,5') return 'Monday to Friday';
  const names = days.map(nameOf);
  return `on ${names.length === 1 ? names[0] : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`}`;
}

/** The fifth of January 1970 was a Monday. */
function nameOf(day: Weekday): string {
  return new Intl.DateTimeFormat('en-GB', { weekday: 'long', timeZone: 'UTC' }).format((day + 3) * 86_400_000);
}
