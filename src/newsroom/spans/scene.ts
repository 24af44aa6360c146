/** A passage made ready for one question: its words, what reading found in it as runs of words, and where the question's weight lies. */
import type { EntityKind, Passage } from '../../core/model.ts';
import { type Span, within } from './candidates.ts';
import type { Token } from './tokens.ts';
import type { Wanted } from './wanted.ts';

/** A passage made ready for one question. */
export interface Scene {
  passage: Passage;
  tokens: Token[];
  wanted: Wanted;
  /** Mentions as runs of words. */
  entities: (Span & { kind: EntityKind })[];
  numbers: (Span & { unit: string | null; isAge: boolean })[];
  dates: Span[];
  speech: Span[];
  /** `sums[i]` is the question's weight in the words before `i`. */
  sums: number[];
  /** The clause with most of the question's weight. */
  clause: number;
}

export function sceneOf(passage: Passage, tokens: Token[], wanted: Wanted): Scene {
  const span = (mention: { start: number; end: number }) =>
    within(tokens, mention.start - passage.start, mention.end - passage.start);
  const sums = [0];
  const clauses = new Map<number, number>();
  for (const { weight, clause } of tokens) {
    sums.push(sums.at(-1)! + weight);
    clauses.set(clause, (clauses.get(clause) ?? 0) + weight);
  }
  return {
    passage,
    tokens,
    wanted,
    entities: passage.entities.map(entity => ({ ...span(entity), kind: entity.kind })),
    numbers: passage.numbers.map(number => {
      const place = span(number);
      return { ...place, unit: number.unit, isAge: isAge(tokens, place, number) };
    }),
    dates: passage.dates.map(span),
    speech: passage.speech.filter(({ direct }) => direct).map(span),
    sums,
    clause: [...clauses].sort((a, b) => b[1] - a[1])[0]?.[0] ?? 0,
  };
}

const OLDEST = 120;

/** "Ada Brill, 54," and "the judge (54)", "aged 54", "54-year-old", "54 years old", "at the age of 54", "at 54". */
function isAge(
  tokens: readonly Token[],
  { from, to }: Span,
  { value, unit }: { value: number; unit: string | null },
): boolean {
  if (value > OLDEST || !Number.isInteger(value)) return false;
  const [before, after] = [tokens[from - 1], tokens[to]];
  if (unit === 'year' || unit === 'years')
    return tokens.slice(to, to + 3).some(({ word }) => word === 'old' || word === 'olds');
  if (unit !== null || before === undefined) return false;
  if (/^(?:aged?|turned|turns)$/.test(before.word)) return true;
  if (/^(?:of|at)$/.test(before.word) && tokens[from - 2]?.word === 'age') return true;
  const stands = tokens[from]!.gap === 'comma' || tokens[from]!.gap === 'mark';
  const ends = after === undefined || after.gap === 'comma' || after.gap === 'mark';
  return stands && ends && to - from === 1 && (before.cls === 'name' || before.cls === 'word');
}

/** Takes one named fact; most are 1 or absent. */
export type Add = (name: string, value?: number) => void;

/** Classes whose very words tell: prepositions, conjunctions, forms of be. */
export const LEXICAL: ReadonlySet<string> = new Set(['prep', 'sub', 'be', 'conj']);
