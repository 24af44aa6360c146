/** What a claim holds for: the dates and names beside its value. */
import type { ClaimScope, Passage } from '../../core/model.ts';
import { type Clause, distinct } from './clauses.ts';

export function scopeOf(passage: Passage, clause: Clause): ClaimScope {
  const inside = ({ start, end }: { start: number; end: number }) =>
    start - passage.start >= clause.start && end - passage.start <= clause.end;
  return {
    dates: distinct(passage.dates.filter(inside).flatMap(({ value }) => value ?? [])),
    names: distinct(passage.entities.filter(inside).map(({ name }) => name)),
    part: false,
  };
}

/** Whether two dates may be one, told to different precision. A value without a date, or of another form, fits anything. */
export function datesFit(a: string, b: string): boolean {
  if (a.includes('W') || b.includes('W')) return true;
  return a.startsWith(b) || b.startsWith(a);
}

/** Names and dates leave room for one and the same thing. Names that are told on both sides must share one. */
export function scopesFit(a: ClaimScope, b: ClaimScope): boolean {
  if (a.dates.length > 0 && b.dates.length > 0 && !a.dates.some(one => b.dates.some(two => datesFit(one, two))))
    return false;
  return a.names.length === 0 || b.names.length === 0 || a.names.some(name => b.names.includes(name));
}
