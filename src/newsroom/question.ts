/**
 * What a question asks: which kind of answer, by which words, about whom. Words the corpus does not know are taken for
 * typing errors where a word it knows is close. Knows English question forms; knows nothing of any story.
 */

import { editDistance } from '../core/edit-distance.ts';
import type { Index } from '../core/ports.ts';
import type { Names } from './names.ts';
import { isHasty, plainQuestion, type Wanted, wantedOf } from './spans/wanted.ts';
import { isStopWord, nameTerm, type Term, termsOf } from './terms.ts';
import { backgroundIdf } from './words.ts';

export type QuestionKind = 'who' | 'what' | 'when' | 'where' | 'how-many' | 'why' | 'how' | 'yes-no';

export interface QuestionTerm {
  term: string;
  /** Inverse document frequency over passages, natural logarithm: about 0 for a word of every passage, 10 at most here. */
  weight: number;
  /** Passages it stands in. */
  count: number;
}

export interface Question {
  text: string;
  kind: QuestionKind;
  /** Distinct, most telling first. */
  terms: QuestionTerm[];
  /** Canonical names in it. */
  names: string[];
  /** What it wants filled in. */
  wanted: Wanted;
}

/** Question forms, first match wins. */
const KINDS: readonly [QuestionKind, RegExp][] = [
  [
    'how-many',
    /\b(how (many|much|large|long|old|big|far|often)|what (number|share|percentage|percent|amount)|which number)\b/i,
  ],
  ['who', /\b(who|whom|whose)\b/i],
  ['when', /\b(when|what (date|day|year|month|time)|which (date|day|year|month)|until what)\b/i],
  ['where', /\b(where|which (city|country|place|palace|building)|what (city|place))\b/i],
  ['why', /\b(why|what (is|was) the reason|for what reason|how come)\b/i],
  ['yes-no', /^\W*(is|are|was|were|do|does|did|has|have|had|will|would|can|could|may|might|should|must)\b/i],
  ['how', /\bhow\b/i],
];

/** Passages that general English counts for beside the record's own; 300 to 1,500 measured alike. */
const BACKGROUND = 1000;

/** Shorter words are left as they are: too many real words lie one letter away. */
const MIN_SPELLED = 4;
/** From this length on two typing errors are forgiven. */
const MIN_TWO_ERRORS = 8;

export function understand(text: string, index: Index, names: Names): Question {
  const entities = names.find(text).map(entity => entity.name);
  const words = tellingWords(text, index);
  const spelled = correct(words, index);
  const respelt = new Map(words.map(({ term }, at) => [term, spelled[at]!]));
  const wanted = wantedOf(text);
  const terms = [...new Set([...spelled, ...entities.map(nameTerm)])];
  return {
    text,
    kind: kindOf(text),
    names: [...new Set(entities)],
    terms: weigh(terms, index),
    wanted: { ...wanted, head: wanted.head.map(term => respelt.get(term) ?? term) },
  };
}

/** Without stop words, also those typed in a hurry ("teh", "wat"), unless the corpus knows such a word. */
function tellingWords(text: string, index: Index): Term[] {
  const words = termsOf(text).filter(({ word }) => !isStopWord(word));
  const hasty = words.filter(({ word }) => isHasty(word) || isSwapped(word));
  const known = index.frequencies(hasty.map(({ term }) => term));
  return words.filter(word => !hasty.includes(word) || (known.get(word.term) ?? 0) > 0);
}

/** A stop word with two neighbouring letters swapped: "teh", "waht". */
function isSwapped(word: string): boolean {
  const letters = [...word];
  return letters.some((letter, at) => {
    const swapped = [...letters.slice(0, at), letters[at + 1] ?? '', letter, ...letters.slice(at + 2)];
    return word.length > 2 && at + 1 < letters.length && isStopWord(swapped.join(''));
  });
}

export function kindOf(text: string): QuestionKind {
  const plain = plainQuestion(text);
  return KINDS.find(([, form]) => form.test(plain))?.[0] ?? 'what';
}

/**
 * Robertson's BM25 idf, floored at 0 by the 1 inside, ln(1 + (N - n + 0.5) / (n + 0.5)), drawn towards the word's idf in general
 * English: a small record says little about how rare a word is. Names have no idf but the record's.
 */
function weigh(terms: string[], index: Index): QuestionTerm[] {
  const total = index.counts().passages;
  const frequencies = index.frequencies(terms);
  return terms
    .map(term => {
      const n = frequencies.get(term) ?? 0;
      const own = Math.log(1 + (total - n + 0.5) / (n + 0.5));
      const general = term.startsWith('@') ? own : backgroundIdf(term);
      return { term, count: n, weight: (total * own + BACKGROUND * general) / (total + BACKGROUND) };
    })
    .sort((a, b) => b.weight - a.weight);
}

function correct(words: Term[], index: Index): string[] {
  const frequencies = index.frequencies(words.map(({ term }) => term));
  return words.map(word => ((frequencies.get(word.term) ?? 0) > 0 ? word.term : (nearest(word, index) ?? word.term)));
}

/**
 * The corpus's term closest to a word it does not know, of several the commonest; the same first letter, as most typing errors keep
 * it. The word is compared as typed and as a stem: an error in the ending makes another stem of it.
 */
function nearest({ word, term }: Term, index: Index): string | null {
  if (word.length < MIN_SPELLED || /\p{N}/u.test(word)) return null;
  let limit = word.length >= MIN_TWO_ERRORS ? 2 : 1;
  let close: { term: string; count: number }[] = [];
  const [shortest, longest] = [Math.min(word.length, term.length) - limit, Math.max(word.length, term.length) + limit];
  for (const known of index.vocabulary(word.slice(0, 1), shortest, longest)) {
    const distance = Math.min(editDistance(word, known, limit), editDistance(term, known, limit));
    const count = distance > limit ? 0 : index.frequencies([known]).get(known)!;
    if (count === 0) continue;
    if (distance < limit) close = [];
    limit = distance;
    close.push({ term: known, count });
  }
  return close.sort((a, b) => b.count - a.count || (a.term < b.term ? -1 : 1))[0]?.term ?? null;
}
