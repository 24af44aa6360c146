/**
 * Every stretch of a passage that could be the answer: runs of whole phrases, names, numbers, dates, quotations, clauses, the
 * sentence. Proposes only; `choose.ts` weighs. Must stay bounded however long the passage is.
 */
import type { Passage } from '../../core/model.ts';
import type { Token } from './tokens.ts';

/** A run of words: `tokens[from]` to `tokens[to - 1]`. */
export interface Span {
  from: number;
  to: number;
}

/** A run has at most this many pieces and words; longer answers come as whole clauses, quotations or the sentence. */
const MOST_PIECES = 12;
const MOST_WORDS = 24;
/** The contract of `Answer.answer`, in words. */
const LONGEST = 60;
/** Of a very long passage, the candidates beyond are left out. */
const MOST_CANDIDATES = 1200;

/** Classes that stand between phrases: each makes a piece of its own. */
const LINKS = new Set(['prep', 'conj', 'sub', 'be', 'aux', 'pron', 'verb', 'not', 'adv']);
const NEVER_FIRST = new Set(['be', 'aux', 'conj']);
const NEVER_LAST = new Set(['prep', 'conj', 'det', 'sub', 'be', 'aux']);

/** Distinct, in order of their beginning. */
export function candidatesOf(passage: Passage, tokens: Token[]): Span[] {
  const found = new Map<number, Span>();
  const add = (from: number, to: number) => {
    if (from < 0 || to > tokens.length || from >= to || to - from > LONGEST || found.size >= MOST_CANDIDATES) return;
    found.set(from * 4096 + to, { from, to });
  };
  for (const mention of mentionsOf(passage)) {
    const span = within(tokens, mention.start - passage.start, mention.end - passage.start);
    add(span.from, span.to);
  }
  const cuts = cutsOf(tokens);
  for (const [at, from] of cuts.entries()) {
    if (NEVER_FIRST.has(tokens[from]?.cls ?? 'be')) continue;
    addRuns(tokens, cuts, at, add);
    add(from, clauseEnd(tokens, from));
  }
  add(0, tokens.length);
  return [...found.values()].sort((a, b) => a.from - b.from || a.to - b.to);
}

function mentionsOf({ entities, numbers, dates, speech }: Passage): { start: number; end: number }[] {
  return [...entities, ...numbers, ...dates, ...speech];
}

function addRuns(tokens: Token[], cuts: number[], at: number, add: (from: number, to: number) => void): void {
  const from = cuts[at]!;
  const skips = tokens[from]!.cls === 'det' && tokens[from]!.word.length <= 3;
  for (let k = at + 1; k <= at + MOST_PIECES && k < cuts.length; k++) {
    const to = cuts[k]!;
    if (to - from > MOST_WORDS) return;
    if (NEVER_LAST.has(tokens[to - 1]!.cls)) continue;
    add(skips && to - from > 1 ? from + 1 : from, to);
  }
}

/** Where pieces begin, and the end of the passage: at marks, at linking words and after them, where the question's words begin or end. */
function cutsOf(tokens: Token[]): number[] {
  const cuts = tokens.flatMap((token, i) => {
    const before = tokens[i - 1];
    if (!before || token.gap === 'comma' || token.gap === 'mark') return [i];
    if (LINKS.has(token.cls) || LINKS.has(before.cls)) return [i];
    return token.asked !== before.asked && before.cls !== 'det' ? [i] : [];
  });
  return [...cuts, tokens.length];
}

/** The end of the clause `from` stands in. */
export function clauseEnd(tokens: Token[], from: number): number {
  let to = from + 1;
  while (to < tokens.length && tokens[to]!.clause === tokens[from]!.clause) to++;
  return to;
}

/** The words that lie inside these offsets of the passage's text. */
export function within(tokens: Token[], start: number, end: number): Span {
  let from = tokens.findIndex(token => token.start >= start);
  if (from < 0) from = tokens.length;
  let to = from;
  while (to < tokens.length && tokens[to]!.end <= end) to++;
  return { from, to };
}
