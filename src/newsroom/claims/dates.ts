/** Reads dates and times of day as claims about what stands beside them. */
import type { Claim, ClaimValue, Passage } from '../../core/model.ts';
import { type Clause, clauseAt, distinct } from './clauses.ts';
import { scopeOf } from './scope.ts';

const MOST_DATES = 10;
const TIME = /(?<![\d.:])(?<hour>\d{1,2})(?:[.:](?<minute>[0-5]\d))?\s?(?<half>[ap])\.?m\b\.?/giu;

export function dateClaims(passage: Passage, clauses: readonly Clause[]): Claim[] {
  const dates = passage.dates.slice(0, MOST_DATES).flatMap(date => {
    if (date.value === null) return [];
    const told = howTold(passage.text.slice(date.start - passage.start, date.end - passage.start));
    return dateClaim(passage, clauses, date, date.value, told) ?? [];
  });
  return [...dates, ...timeClaims(passage, clauses)];
}

type Told = Extract<ClaimValue, { kind: 'date' }>['told'];

function howTold(words: string): Told {
  if (/[12]\d{3}/.test(words)) return 'full';
  return /\d/.test(words) ? 'yearless' : 'relative';
}

function timeClaims(passage: Passage, clauses: readonly Clause[]): Claim[] {
  return [...passage.text.matchAll(TIME)].slice(0, MOST_DATES).flatMap(match => {
    const value = clock(match.groups as Record<string, string | undefined>);
    const start = passage.start + match.index;
    return dateClaim(passage, clauses, { start, end: start + match[0].length }, value, 'full') ?? [];
  });
}

function clock({ hour, minute = '00', half }: Record<string, string | undefined>): string {
  const hours = (Number(hour) % 12) + (half?.toLowerCase() === 'p' ? 12 : 0);
  return `T${String(hours).padStart(2, '0')}:${minute}`;
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
