/**
 * Where two wordings of one sentence differ: the words of each that stand between the words both have. Pure; it says nothing about what
 * a difference means.
 */
import { inOrder } from '../claims/in-order.ts';
import { type Term, termsOf } from '../terms.ts';

/** Words of a sentence that are compared; a longer one is hardly a sentence. */
const MOST_WORDS = 200;

/** Words of a clause: so many, added or left out in one piece, say something beside what was said, and change nothing of it. */
const CLAUSE = 5;

/** Part of one wording: words `from` to `to` (exclusive), with their place in its text. */
export interface Side {
  words: Term[];
  from: number;
  to: number;
}

/** Words of `a` in whose place `b` has its own; one of them may have none. */
export interface Gap {
  a: Side;
  b: Side;
}

export interface Wordings {
  a: string;
  b: string;
  /** In order. */
  gaps: Gap[];
}

export function compareWordings(a: string, b: string): Wordings {
  const [one, two] = [termsOf(a).slice(0, MOST_WORDS), termsOf(b).slice(0, MOST_WORDS)];
  const pairs = inOrder(one, two);
  const gaps: Gap[] = [];
  let [i, j] = [0, 0];
  for (const [x, y] of [...pairs, [one.length, two.length] as const]) {
    if (x > i || y > j) gaps.push({ a: sideOf(one, i, x), b: sideOf(two, j, y) });
    [i, j] = [x + 1, y + 1];
  }
  return { a, b, gaps };
}

function sideOf(words: Term[], from: number, to: number): Side {
  return { words, from, to };
}

/** Whether a gap only adds or leaves out a clause; a pronoun may have stood for it. */
export function isClause({ a, b }: Gap): boolean {
  const [short, long] = [a.to - a.from, b.to - b.from].toSorted((one, two) => one - two) as [number, number];
  return short <= 1 && long >= CLAUSE + short;
}

/** The words of a side as they stand in its text, with so many neighbours; empty where there are none. */
export function wordsAt(text: string, { words, from, to }: Side, neighbours = 0): string {
  const [first, last] = [words[Math.max(0, from - neighbours)], words[Math.min(words.length, to + neighbours) - 1]];
  return first && last && first.start < last.end ? text.slice(first.start, last.end) : '';
}

/** What a gap is in both wordings, for people to read: where one side is empty, with the word before it, or after it at the beginning. */
export function readable({ a, b }: Wordings, gap: Gap): { before: string; after: string } {
  const isOpen = gap.a.from === gap.a.to || gap.b.from === gap.b.to;
  const lead = isOpen && gap.a.from > 0 && gap.b.from > 0 ? 1 : 0;
  const tail = isOpen && lead === 0 ? 1 : 0;
  const told = (text: string, { words, from, to }: Side) =>
    wordsAt(text, { words, from: from - lead, to: Math.min(words.length, to + tail) });
  return { before: told(a, gap.a), after: told(b, gap.b) };
}

/** Both wordings without the clauses that only one of them has: what is said of the same thing. */
export function kernels({ a, b, gaps }: Wordings): { a: string; b: string } {
  const clauses = gaps.filter(isClause);
  return {
    a: without(
      a,
      clauses.map(gap => gap.a),
    ),
    b: without(
      b,
      clauses.map(gap => gap.b),
    ),
  };
}

function without(text: string, sides: readonly Side[]): string {
  return sides
    .filter(({ from, to }) => from < to)
    .toReversed()
    .reduce((rest, { words, from, to }) => {
      const [start, end] = [words[from]!.start, words[to - 1]!.end];
      return `${rest.slice(0, start)} ${rest.slice(end)}`;
    }, text);
}

/** Whether a part of `a` (or `b`) lies in one of its gaps, clauses left out. */
export function gapAround(
  { gaps }: Wordings,
  which: 'a' | 'b',
  { start, end }: { start: number; end: number },
): Gap | null {
  const meets = (gap: Gap) => {
    const { words, from, to } = gap[which];
    return words.slice(from, to).some(word => word.start < end && start < word.end);
  };
  return gaps.find(gap => !isClause(gap) && meets(gap)) ?? null;
}
