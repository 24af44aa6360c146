/** Whether two sentences may tell of one time. Pure. */
import type { Passage } from '../../core/model.ts';
import { datesFit } from '../claims/scope.ts';

/** Dates told in figures anywhere in the two sentences; "on Monday" is mostly the day somebody spoke. */
export function timesFit(one: Passage, two: Passage): boolean {
  const days = (passage: Passage) =>
    passage.dates.flatMap(({ start, end, value }) =>
      value !== null && /\d/.test(passage.text.slice(start - passage.start, end - passage.start)) ? [value] : [],
    );
  const [a, b] = [days(one), days(two)];
  return a.length === 0 || b.length === 0 || a.some(day => b.some(other => datesFit(day, other)));
}
