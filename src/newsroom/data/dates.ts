/** Months, weekdays and words that stand for a day, general English. */

const MONTH_NAMES = 'january february march april may june july august september october november december'.split(' ');
const WEEKDAY_NAMES = 'sunday monday tuesday wednesday thursday friday saturday'.split(' ');

/** Lower-case name or abbreviation to 1–12. */
export const MONTHS = new Map<string, number>([
  ...MONTH_NAMES.map((name, i) => [name, i + 1] as const),
  ...MONTH_NAMES.map((name, i) => [name.slice(0, 3), i + 1] as const),
  ['sept', 9],
]);

/** Lower-case name or abbreviation to 0 (Sunday) – 6. */
export const WEEKDAYS = new Map<string, number>([
  ...WEEKDAY_NAMES.map((name, i) => [name, i] as const),
  ...WEEKDAY_NAMES.map((name, i) => [name.slice(0, 3), i] as const),
  ['tues', 2],
  ['wednes', 3],
  ['thur', 4],
  ['thurs', 4],
]);

/** Days from the day of writing. */
export const DAY_WORDS = new Map<string, number>([
  ['today', 0],
  ['tonight', 0],
  ['yesterday', -1],
  ['tomorrow', 1],
]);
