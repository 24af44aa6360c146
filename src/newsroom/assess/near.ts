/** The words beside a place in a sentence, by which two sentences are known to tell one thing of it. Pure. */
import type { Passage } from '../../core/model.ts';
import { clausesOf, contentWords } from '../claims/clauses.ts';
import type { Term } from '../terms.ts';

/** A clause of fewer telling words is read with the one before it, or behind it. */
const LEAST_WORDS = 4;
/** Telling words to each side that stand close by. */
const CLOSE = 3;

/** What is told around a place. */
export interface Around {
  /** Telling words of the clause. */
  terms: ReadonlySet<string>;
  /** Of these, the ones close by. */
  close: ReadonlySet<string>;
  /** Telling words of the whole sentence. */
  sentence: ReadonlySet<string>;
  /** Words of the clause written with a capital. */
  names: ReadonlySet<string>;
}

/** Figures say nothing of what is measured, unless a figure itself is compared with more than figures. */
const FIGURE = /^(?:\d.*|per|cent|percent)$/u;

/** @param start,end offsets into the passage's own text; the words between them are left out. */
export function wordsAround({ text }: Passage, start: number, end: number): Around {
  const all = contentWords(text).filter(word => word.end <= start || word.start >= end);
  const clause = clauseWords(text, start, all);
  const before = all.filter(word => word.end <= start).slice(-CLOSE);
  const after = all.filter(word => word.start >= end).slice(0, CLOSE);
  return {
    terms: termSet(clause),
    close: termSet([...before, ...after].filter(word => clause.includes(word))),
    sentence: termSet(all),
    names: termSet(clause.filter(word => word.start > 0 && /\p{Lu}/u.test(text[word.start]!))),
  };
}

/** Telling words of the clause that holds a place, and of its neighbours where it is short. */
function clauseWords(text: string, start: number, all: readonly Term[]): Term[] {
  const clauses = clausesOf(text);
  const n = clauses.findIndex(clause => clause.start <= start && start < clause.end);
  if (n < 0) return [...all];
  const within = (from: number, to: number) =>
    all.filter(word => word.start >= clauses[from]!.start && word.end <= clauses[to]!.end);
  const own = within(n, n);
  if (own.length >= LEAST_WORDS) return own;
  return within(Math.max(0, n - 1), own.length === 0 ? Math.min(clauses.length - 1, n + 1) : n);
}

function termSet(words: readonly Term[]): Set<string> {
  return new Set(words.map(({ term }) => term));
}

/** Words in common, figures left out. */
export function commonWords(one: ReadonlySet<string>, two: ReadonlySet<string>): string[] {
  return [...one].filter(term => two.has(term) && !FIGURE.test(term));
}

/** Figures in common: the same number beside both says as much as a word. */
export function commonFigures(one: ReadonlySet<string>, two: ReadonlySet<string>): string[] {
  return [...one].filter(term => two.has(term) && /^\d/.test(term));
}

/** Telling words of what a deed is of: "acquitted of arson"; none where that is not told. @param behind the text behind the deed. */
export function matterOf(behind: string): string[] {
  const of = /^\s(?:of|on)\s(?<what>[^,.;]{3,40})/u.exec(behind)?.groups?.what ?? '';
  return contentWords(of).map(({ term }) => term);
}

/** Convicted of theft and acquitted of arson: two counts, which may both be so. */
export function areOfTwo(one: readonly string[], two: readonly string[]): boolean {
  return one.length > 0 && two.length > 0 && !one.some(term => two.includes(term));
}
