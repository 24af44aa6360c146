/** Whether two reports, or two sentences, may tell of one time. Pure. */
import type { Passage } from '../../core/model.ts';
import type { IndexedPassage } from '../../core/ports.ts';
import { datesFit } from '../claims/scope.ts';

const DAY_MS = 86_400_000;

/** Who holds an office may change: reports further apart speak of different times. */
export const TENURE_DAYS = 60;

/** Whole or broken days from one publication to another; 0 when either is unknown. */
export function daysBetween(from: string | null, to: string | null): number {
  return from === null || to === null ? 0 : (Date.parse(to) - Date.parse(from)) / DAY_MS;
}

/**
 * Whether two sentences may tell of one time, by the dates they tell in figures; "on Monday" is mostly the day somebody spoke. What is
 * dated long before its article is background, and no other sentence that tells no date speaks of it.
 */
export function timesFit(one: IndexedPassage, two: IndexedPassage): boolean {
  const [a, b] = [datesIn(one.passage), datesIn(two.passage)];
  if (a.length > 0 && b.length > 0) return a.some(day => b.some(other => datesFit(day, other)));
  return !isBackground(a, one) && !isBackground(b, two);
}

function datesIn({ text, dates, start: from }: Passage): string[] {
  return dates.flatMap(({ start, end, value }) =>
    value !== null && /\d/.test(text.slice(start - from, end - from)) && !SINCE.test(text.slice(0, start - from))
      ? [value]
      : [],
  );
}

/** "For the first time since 1988" is told of today. */
const SINCE = /\bsince\s$/iu;

function isBackground(days: readonly string[], { article }: IndexedPassage): boolean {
  return days.some(
    day => /^\d{4}/.test(day) && !day.includes('W') && daysBetween(day, article.publishedAt) > TENURE_DAYS,
  );
}
