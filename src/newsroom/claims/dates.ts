/** Reads dates and times of day as claims about what stands beside them. */
import type { Claim, ClaimValue, Passage } from '../../core/model.ts';
import { BEHIND_A_WORD, WITH_COLON, WITH_HALF } from '../data/clock.ts';
import { type Clause, clauseAt, distinct } from './clauses.ts';
import { scopeOf } from './scope.ts';

const MOST_DATES = 10;
const TIME = new RegExp(`(?:${WITH_HALF})\\.?|${WITH_COLON}|${BEHIND_A_WORD}`, 'giu');
const FIGURES = /(?<hour>\d{1,2})(?:[.:h](?<minute>\d{2}))?\s?(?<half>[ap])?/iu;

export function dateClaims(passage: Passage, clauses: readonly Clause[]): Claim[] {
  const dates = passage.dates.slice(0, MOST_DATES).flatMap(date => {
    const words = passage.text.slice(date.start - passage.start, date.end - passage.start);
    const value = date.value ?? dayOf(words);
    return value === null ? [] : (dateClaim(passage, clauses, date, value, howTold(words)) ?? []);
  });
  return [...dates, ...timeClaims(passage, clauses)];
}

type Told = Extract<ClaimValue, { kind: 'date' }>['told'];

function howTold(words: string): Told {
  if (/[12]\d{3}/.test(words)) return 'full';
  return /\d/.test(words) ? 'yearless' : 'relative';
}

const MONTHS = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ');
const DAY =
  /\b(?<before>\d{1,2})?(?:st|nd|rd|th)?\s?(?<month>[a-z]{3})[a-z]*\.?\s?(?<after>\d{1,2})?(?:st|nd|rd|th)?\b/iu;

/** "4 May" of a text that tells no year: `0000-05-04`, which fits the day of any year. Null for other words. */
function dayOf(words: string): string | null {
  const { before, month, after } = DAY.exec(words)?.groups ?? {};
  const at = MONTHS.indexOf(month?.toLowerCase() ?? '');
  const day = before ?? after;
  if (at < 0 || day === undefined) return null;
  return `0000-${String(at + 1).padStart(2, '0')}-${day.padStart(2, '0')}`;
}

function timeClaims(passage: Passage, clauses: readonly Clause[]): Claim[] {
  return [...passage.text.matchAll(TIME)].slice(0, MOST_DATES).flatMap(match => {
    const { value, told } = clock(match[0]);
    const start = passage.start + match.index;
    return dateClaim(passage, clauses, { start, end: start + match[0].length }, value, told) ?? [];
  });
}

/** Without "a.m." or "p.m." it may be either half of the day, up to noon. */
function clock(words: string): { value: string; told: Told } {
  const { hour, minute = '00', half } = FIGURES.exec(words)!.groups as Record<string, string | undefined>;
  const known = half !== undefined || Number(hour) > 12;
  const hours = half === undefined ? Number(hour) : (Number(hour) % 12) + (half.toLowerCase() === 'p' ? 12 : 0);
  return { value: `T${String(hours).padStart(2, '0')}:${minute}`, told: known ? 'full' : 'half-day' };
}

function dateClaim(
  passage: Passage,
  clauses: readonly Clause[],
  { start, end }: { start: number; end: number },
  value: string,
  told: Told,
): Claim | null {
  const clause = clauseAt(clauses, start - passage.start);
  if (!clause) return null;
  const [from, to] = [start - passage.start, end - passage.start];
  const words = clause.words.filter(word => word.end <= from || word.start >= to);
  const scope = scopeOf(passage, clause);
  return {
    kind: 'date',
    passage: passage.n,
    start,
    end,
    subject: distinct(words.filter(word => word.start < from).map(({ term }) => term)),
    relation: distinct(words.filter(word => word.start >= to).map(({ term }) => term)),
    value: { kind: 'date', value, told },
    speaker: passage.speaker,
    firmness: passage.firmness,
    scope: { ...scope, dates: [] },
  };
}
