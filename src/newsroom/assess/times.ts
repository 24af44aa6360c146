/** Whether two reports, or two sentences, may tell of one time. Pure. */
import type { Passage } from '../../core/model.ts';
import { datesFit } from '../claims/scope.ts';

const DAY_MS = 86_400_000;

/** Who holds an office may change: reports further apart speak of different times. */
export const TENURE_DAYS = 60;

/** Whole or broken days from one publication to another; 0 when either is unknown. */
export function daysBetween(from: string | null, to: string | null): number {
  return from === null || to === null ? 0 : (Date.parse(to) - Date.parse(from)) / DAY_MS;
}

/** Dates told in figures anywhere in the two sentences; "on Monday" is mostly the day somebody spoke. */
export function timesFit(one: Passage, two: Passage): boolean {
  const days = (passage: Passage) =>
    passage.dates.flatMap(({ start, end, value }) =>
      value !== null && /\d/.test(passage.text.slice(start - passage.start, end - passage.start)) ? [value] : [],
    );
  const [a, b] = [days(one), days(two)];
  return a.length === 0 || b.length === 0 || a.some(day => b.some(other => datesFit(day, other)));
}
