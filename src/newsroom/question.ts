/**
 * What a question asks: which kind of answer, by which words, about whom, typing errors put right. Knows English question forms;
 * knows nothing of any story.
 */
import type { Index } from '../core/ports.ts';
import type { Names } from './names.ts';
import { plainQuestion, type Wanted, wantedOf } from './spans/wanted.ts';
import { correct, spellOut } from './spelling.ts';
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
  /** As it was asked. */
  text: string;
  /** The same with hasty words spelt out. */
  written: string;
  kind: QuestionKind;
  /** Distinct, most telling first. */
  terms: QuestionTerm[];
  /** Terms of the telling words as they follow each other, each as the record spells it. */
  sequence: string[];
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

/** What is asked, typing errors put right. */
export function understand(text: string, index: Index, names: Names): Question {
  const written = spellOut(text, index);
  const words = termsOf(written).filter(({ word }) => !isStopWord(word));
  const sequence = correct(words, index);
  const entities = namesIn(written, words, sequence, names);
  const respelt = new Map(words.map(({ term }, at) => [term, sequence[at]!]));
  const wanted = wantedOf(written);
  const terms = [...new Set([...sequence, ...entities.map(nameTerm)])];
  return {
    text,
    written,
    kind: kindOf(written),
    names: entities,
    sequence,
    terms: weigh(terms, index),
    wanted: { ...wanted, head: wanted.head.map(term => respelt.get(term) ?? term) },
  };
}

/** Canonical names, also those that are misspelt: a word that means a name's term counts as written like the name. */
function namesIn(written: string, words: Term[], sequence: string[], names: Names): string[] {
  const spelt = words.reduceRight((text, { word, start, end }, at) => {
    const name = names.wordOf(sequence[at]!);
    return name === null || name === word ? text : text.slice(0, start) + name + text.slice(end);
  }, written);
  return [...new Set([...names.find(written), ...names.find(spelt)].map(({ name }) => name))];
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
