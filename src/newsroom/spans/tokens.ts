/**
 * A passage as words with their part of speech, what stands between them, and how much of the question each one carries: the
 * ground all candidates are found on. Linear in the passage.
 */
import type { Passage } from '../../core/model.ts';
import { phrasesIn } from '../phrases.ts';
import { nearTo, type Question } from '../question.ts';
import { isStopWord, nameTerm, termsOf } from '../terms.ts';
import { classOf, type WordClass } from './word-classes.ts';

/** What stands before a word: nothing but space, a hyphen, a comma, or a mark that ends a clause. */
export type Gap = 'start' | 'space' | 'hyphen' | 'comma' | 'mark';

export interface Token {
  /** Offsets into the passage's text. */
  start: number;
  end: number;
  word: string;
  term: string;
  cls: WordClass;
  gap: Gap;
  /** Share of the question's weight the word carries, 0 to 1; a word that only means nearly the same carries less. */
  weight: number;
  /** Number of the clause, from 0. */
  clause: number;
  /** The question has this word, telling or not. */
  asked: boolean;
}

export function tokensOf({ text, start, entities }: Passage, question: Question): Token[] {
  const carried = carriedBy(question);
  const weights = shares(question);
  const tokens: Token[] = [];
  let clause = 0;
  for (const { term, word, start: from, end } of termsOf(text)) {
    const before = tokens.at(-1);
    const gap = before ? gapOf(text.slice(before.end, from)) : 'start';
    const near = before && (gap === 'space' || gap === 'hyphen') ? before : null;
    const cls = classOf(text.slice(from, end), word, near, gap === 'start');
    if (before && splits(gap, cls, near)) clause++;
    const exact = isStopWord(word) ? 0 : (weights.get(term) ?? 0);
    const weight = exact > 0 || isStopWord(word) || cls === 'name' || cls === 'num' ? exact : carried(term);
    tokens.push({ start: from, end, word, term, cls, gap, weight, clause, asked: exact > 0 });
  }
  for (const { term, verb, particle } of phrasesIn(tokens.map(token => token.term))) {
    for (const token of [tokens[verb]!, tokens[particle]!]) token.weight = Math.max(token.weight, carried(term));
  }
  for (const entity of entities)
    markName(tokens, entity.start - start, entity.end - start, weights.get(nameTerm(entity.name)) ?? 0);
  return tokens;
}

/** Each term of the question with its share of the whole weight. */
function shares(question: Question): Map<string, number> {
  const total = question.terms.reduce((sum, { weight }) => sum + weight, 0) || 1;
  return new Map(question.terms.map(({ term, weight }) => [term, weight / total]));
}

/** Words less related than this share nothing (0 to 1, as `relatedness` has it). */
const RELATED = 0.5;

const known = new WeakMap<Question, (term: string) => number>();

/** What a term that the question does not have carries of its weight; remembered for each question. */
function carriedBy(question: Question): (term: string) => number {
  const before = known.get(question);
  if (before) return before;
  const total = question.terms.reduce((sum, { weight }) => sum + weight, 0) || 1;
  const asked = question.terms
    .filter(({ term }) => !term.startsWith('@'))
    .map(term => ({ share: term.weight / total, near: nearTo(term) }));
  const memory = new Map<string, number>();
  const carried = (term: string) => {
    const remembered = memory.get(term);
    if (remembered !== undefined) return remembered;
    let most = 0;
    for (const { share, near } of asked) {
      const relation = near(term);
      if (relation >= RELATED) most = Math.max(most, share * relation);
    }
    memory.set(term, most);
    return most;
  };
  known.set(question, carried);
  return carried;
}

/** A known name is a name whatever its letters; one that the question means under another spelling counts as asked. */
function markName(tokens: Token[], start: number, end: number, weight: number): void {
  const inside = tokens.filter(token => token.start >= start && token.end <= end);
  for (const token of inside) {
    if (token.cls === 'word' || token.cls === 'verb') token.cls = 'name';
    if (weight > 0 && !token.asked) {
      token.asked = true;
      token.weight = weight / inside.length;
    }
  }
}

function gapOf(between: string): Gap {
  if (/^\s*$/.test(between)) return /\n/.test(between) ? 'mark' : 'space';
  if (/^[-‐‑/&’'.]+$|^\s?[$€£¥₹%#]\s?$/u.test(between) && between !== '. ') return 'hyphen';
  return /^,\s*$/.test(between) ? 'comma' : 'mark';
}

function splits(gap: Gap, cls: WordClass, near: Token | null): boolean {
  if (gap === 'mark') return true;
  if (gap === 'comma') return cls !== 'name' && cls !== 'num' && cls !== 'word' && cls !== 'det';
  return cls === 'sub' && near !== null && near.cls !== 'prep';
}
