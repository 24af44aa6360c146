/**
 * What a question asks: which kind of answer, by which words, about whom, typing errors put right. Knows English question forms;
 * knows nothing of any story.
 */
import type { Index } from '../core/ports.ts';
import type { Names } from './names.ts';
import { phrasesIn } from './phrases.ts';
import { putPlainly } from './plain-question.ts';
import { type Form, plainQuestion, type Wanted, wantedOf } from './spans/wanted.ts';
import { correct, spellOut } from './spelling.ts';
import { isStopWord, nameTerm, type Term, termsOf, wordTerms } from './terms.ts';
import { backgroundIdf, relatedTo } from './words.ts';

export type QuestionKind = 'who' | 'what' | 'when' | 'where' | 'how-many' | 'why' | 'how' | 'yes-no';

export interface QuestionTerm {
  term: string;
  /** Inverse document frequency over passages, natural logarithm: about 0 for a word of every passage, 10 at most here. */
  weight: number;
  /** Passages it stands in. */
  count: number;
  /** Of a word that is part of a known name, the name's term: a passage that has the name spells it as it likes. */
  name: string | null;
  /** Of a verb and its particle, the term that stands for both. */
  phrase: string | null;
}

export interface Question {
  /** As it was asked. */
  text: string;
  /** The same with hasty words spelt out. */
  written: string;
  kind: QuestionKind;
  /** Distinct, most telling first. */
  terms: QuestionTerm[];
  /** The words of `written` that carry its topic, in order. */
  telling: Term[];
  /** Their terms, each as the record spells it. */
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
    /\b(how (many|much|large|long|old|big|far|often|high|tall|deep|wide|fast|heavy|hot|cold|warm|expensive)|what (number|share|percentage|percent|amount|sum|age|speed|temperature|price)|which number|what (will|would|does|did|do) .*cost)\b/i,
  ],
  ['who', /\b(who|whom|whose)\b/i],
  [
    'when',
    /\b(when|how soon|what (date|day|weekday|year|month|time)|which (date|day|weekday|year|month)|until what)\b/i,
  ],
  ['where', /\b(where|which (city|country|place|palace|building)|what (city|place))\b/i],
  ['why', /\b(why|what (is|was) the reason|for what reason|how come)\b/i],
  ['yes-no', /^\W*(is|are|was|were|do|does|did|has|have|had|will|would|can|could|may|might|should|must)\b/i],
  ['how', /\bhow\b/i],
];

/** Passages that general English counts for beside the record's own; 300 to 1,500 measured alike. */
const BACKGROUND = 1000;

/** What is asked, typing errors put right, and said plainly. */
export function understand(text: string, index: Index, names: Names): Question {
  return understood(text, putPlainly(spellOut(text, index)), index, names);
}

/** Words that are looked for as they are, typing errors put right: they ask nothing. */
export function understandWords(text: string, index: Index, names: Names): Question {
  return understood(text, spellOut(text, index), index, names);
}

function understood(text: string, written: string, index: Index, names: Names): Question {
  const wanted = wantedOf(written);
  const words = tellingWords(written, wanted.form);
  const sequence = correct(words, index);
  const mentions = mentionsIn(written, words, sequence, names);
  const entities = [...new Set(mentions.map(({ name }) => name))];
  const respelt = new Map(words.map(({ term }, at) => [term, sequence[at]!]));
  const partOf = new Map(
    mentions.flatMap(({ name, words: inside }) => [...inside].map(at => [sequence[at]!, nameTerm(name)])),
  );
  const phrases = phrasesOf(written);
  const terms = [...new Set([...sequence, ...entities.map(nameTerm)])];
  return {
    text,
    written,
    kind: kindOf(written),
    names: entities,
    telling: words,
    sequence,
    terms: weigh(terms, index).map(term => ({
      ...term,
      name: partOf.get(term.term) ?? null,
      phrase: phrases.get(term.term) ?? null,
    })),
    wanted: { ...wanted, head: wanted.head.map(term => respelt.get(term) ?? term) },
  };
}

/** The words of each verb with a particle, and the term that stands for both. */
function phrasesOf(written: string): Map<string, string> {
  const terms = wordTerms(written);
  return new Map(
    phrasesIn(terms).flatMap(({ term, verb, particle }) => [verb, particle].map(at => [terms[at]!, term] as const)),
  );
}

/** How near a term of a question is to others in meaning, 0 to 1: as a word, or as part of a verb with its particle. */
export function nearTo({ term, phrase }: QuestionTerm): (other: string) => number {
  const near = relatedTo(term);
  if (phrase === null) return near;
  const nearPhrase = relatedTo(phrase);
  return other => Math.max(near(other), nearPhrase(other));
}

/** Words that only say what form a question has: "when was it *held*", "what did he *say*, in his own *words*". */
const OF_FORM: Partial<Record<Form, RegExp>> = {
  when: /^(?:held|hold|takes?|took|taking|place|happen(?:s|ed|ing)?|occur(?:s|red)?)$/,
  where: /^(?:held|hold|takes?|took|taking|place|happen(?:s|ed|ing)?|occur(?:s|red)?)$/,
  said: /^(?:says?|said|saying|tells?|told|words?|comment(?:s|ed)?)$/,
};

/** Words that carry the topic; those of the form count where there are no others. */
function tellingWords(written: string, form: Form): Term[] {
  const all = termsOf(written).filter(({ word }) => !isStopWord(word));
  const rest = all.filter(({ word }) => !OF_FORM[form]?.test(word));
  return rest.length > 0 ? rest : all;
}

interface Mention {
  name: string;
  /** Places of its words among the telling words of the question. */
  words: Set<number>;
}

/** Canonical names, also those that are misspelt: a word that means a name's term counts as written like the name. */
function mentionsIn(written: string, words: Term[], sequence: string[], names: Names): Mention[] {
  const spellings = words.map(({ word, start, end }, at) => {
    const name = names.wordOf(sequence[at]!);
    return { start, end, text: name === null || name === word ? written.slice(start, end) : name };
  });
  let spelt = '';
  let done = 0;
  const places = spellings.map(({ start, end, text }) => {
    spelt += written.slice(done, start) + text;
    done = end;
    return { start: spelt.length - text.length, end: spelt.length };
  });
  spelt += written.slice(done);
  const inside = (text: string, at: readonly { start: number; end: number }[]) =>
    names.find(text).map(({ name, start, end }) => ({
      name,
      words: new Set(at.flatMap((word, i) => (word.start >= start && word.end <= end ? [i] : []))),
    }));
  return [...inside(written, words), ...inside(spelt, places)];
}

export function kindOf(text: string): QuestionKind {
  const plain = plainQuestion(text);
  return KINDS.find(([, form]) => form.test(plain))?.[0] ?? 'what';
}

/**
 * Robertson's BM25 idf, floored at 0 by the 1 inside, ln(1 + (N - n + 0.5) / (n + 0.5)), drawn towards the word's idf in general
 * English: a small record says little about how rare a word is. Names have no idf but the record's.
 */
function weigh(terms: string[], index: Index): Omit<QuestionTerm, 'name' | 'phrase'>[] {
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

/** Terms, with the words of the question's names where a name stands among them in another spelling. */
export function withNames(terms: Iterable<string>, question: readonly QuestionTerm[]): Set<string> {
  const all = new Set(terms);
  for (const { term, name } of question) if (name !== null && all.has(name)) all.add(term);
  return all;
}
