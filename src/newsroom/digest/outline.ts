/**
 * What tells of an article which event it is about: names and numbers, as little of it as can cross between threads for hundreds of
 * articles. It judges nothing; `group.ts` does.
 */
import type { ArticleId, Passage, ReportId } from '../../core/model.ts';
import type { Index } from '../../core/ports.ts';
import { type Telling, tellingWords } from '../assess/related.ts';
import { CALENDAR } from '../claims/cues.ts';
import { isStopWord, termsOf } from '../terms.ts';

export interface Outline {
  article: ArticleId;
  report: ReportId;
  /** The words that stand for its event. */
  telling: Telling;
  /** Every word with a capital, as index terms: where another article's telling words are looked for. */
  names: string[];
  /** Numbers by which reports of one event know each other, with their unit. */
  numbers: string[];
}

/** Smaller numbers stand in any text. */
const TELLING_NUMBER = 11;

/** Numbers without a unit in this range are years, which every article of a year shares. */
const YEARS = [1900, 2100] as const;

/** The outlines of those articles that the record holds. */
export function outlinesOf(ids: readonly ArticleId[], index: Index): Outline[] {
  const reports = index.reportsOf(ids);
  return ids.flatMap(article => {
    const passages = index.passages(article);
    if (passages.length === 0) return [];
    const told = passages.map(({ passage }) => passage).filter(isTold);
    return [
      {
        article,
        report: reports.get(article) ?? article,
        telling: tellingWords(passages, index),
        names: [...new Set(told.flatMap(namesIn))],
        numbers: [...new Set(told.flatMap(numbersIn))],
      },
    ];
  });
}

function isTold({ part }: Passage): boolean {
  return part === 'body' || part === 'title';
}

function namesIn({ text }: Passage): string[] {
  const named = termsOf(text).filter(
    ({ word, start }) => !isStopWord(word) && !CALENDAR.test(word) && /^\p{Lu}/u.test(text.slice(start, start + 2)),
  );
  return named.map(({ term }) => term);
}

function numbersIn({ numbers }: Passage): string[] {
  const isYear = (value: number) => Number.isInteger(value) && value >= YEARS[0] && value <= YEARS[1];
  return numbers
    .filter(({ value, unit }) => value >= TELLING_NUMBER && (unit !== null || !isYear(value)))
    .map(({ value, unit }) => `${value} ${unit ?? ''}`);
}
