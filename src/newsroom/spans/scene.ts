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
  numbers: (Span & { unit: string | null })[];
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
    numbers: passage.numbers.map(number => ({ ...span(number), unit: number.unit })),
    dates: passage.dates.map(span),
    speech: passage.speech.filter(({ direct }) => direct).map(span),
    sums,
    clause: [...clauses].sort((a, b) => b[1] - a[1])[0]?.[0] ?? 0,
  };
}

/** Takes one named fact; most are 1 or absent. */
export type Add = (name: string, value?: number) => void;

/** Classes whose very words tell: prepositions, conjunctions, forms of be. */
export const LEXICAL: ReadonlySet<string> = new Set(['prep', 'sub', 'be', 'conj']);
