/** Cuts a passage into clauses: a value belongs with the words beside it, and seldom with those past a comma. */
import { isStopWord, type Term, termsOf } from '../terms.ts';
import { SAME_TERM } from './cues.ts';

export interface Clause {
  /** Offsets into the passage's own text. */
  start: number;
  end: number;
  text: string;
  /** Stop words left out; offsets into the passage's own text. */
  words: Term[];
}

/** A comma inside a number ends nothing. */
const BREAK =
  /[;:–—()]|,(?!\d{3})\s?|\.\s|\s(?:and|but|while|whereas|although|though|after|before|because|which|(?<!those\s)who|whose|that|when|where|if|as)\s/giu;

/** The clauses of a text in order; together they hold all of its words but the ones they are cut at. Linear. */
export function clausesOf(text: string): Clause[] {
  const words = contentWords(text);
  const clauses: Clause[] = [];
  let start = 0;
  let at = 0;
  for (const cut of [
    ...text.matchAll(BREAK).map(match => ({ from: match.index, to: match.index + match[0].length })),
    null,
  ]) {
    const end = cut?.from ?? text.length;
    const first = at;
    while (at < words.length && words[at]!.start < end) at++;
    if (at > first) clauses.push({ start, end, text: text.slice(start, end), words: words.slice(first, at) });
    start = cut?.to ?? end;
    while (at < words.length && words[at]!.start < start) at++;
  }
  return clauses;
}

export function clauseAt(clauses: readonly Clause[], offset: number): Clause | null {
  return clauses.find(clause => clause.start <= offset && offset < clause.end) ?? null;
}

/** Words that carry a topic, with words for the same change made one. */
export function contentWords(text: string): Term[] {
  return termsOf(text)
    .filter(({ word }) => !isStopWord(word))
    .map(word => ({ ...word, term: SAME_TERM.get(word.term) ?? word.term }));
}

export function distinct<Value>(values: Iterable<Value>): Value[] {
  return [...new Set(values)];
}

/** How many of `a` stand in `b`. */
export function shared(a: readonly string[], b: readonly string[]): number {
  const others = new Set(b);
  return a.filter(value => others.has(value)).length;
}
