/**
 * What is measured of a passage beside a question: plain figures, most of them from 0 to 1, each with its meaning. Nothing here
 * weighs them; the weights are fitted (`data/weights.json`) and `why` shows both.
 */
import type { Candidate } from '../core/ports.ts';
import { isAskedAbout, leansBack, speakersOf, speakerTerms } from './antecedent.ts';
import { type Described, describedIn, otherThing } from './modifiers.ts';
import { phrasesIn } from './phrases.ts';
import { nearTo, type Question, type QuestionKind, type QuestionTerm, withNames } from './question.ts';
import { backgroundIdf, cosine, type SentenceVector, sentenceVector } from './words.ts';

/** The figures, in the order of the weights. */
export const FEATURES = [
  /** Share of the question's weight that stands in the passage itself. */
  'own',
  /** Share that stands only around it: title, heading, neighbouring sentences, speaker. */
  'around',
  /** Share that stands in neither, times how near the nearest word of the passage is in meaning. */
  'soft',
  /** The same of the words around. */
  'softAround',
  /** Cosine between what the question and the passage are about, word vectors weighed by rarity; -1 to 1. */
  'vector',
  /** The same with the words around. */
  'vectorAround',
  /** The index's own score beside the best candidate's. */
  'match',
  /** Share of neighbouring words of the question that are neighbours in the passage too. */
  'bigrams',
  /** Of the question's weight that stands in the passage, the share that stands close together. */
  'close',
  /** Weight of the most telling word that stands neither in the passage nor around it, beside the most telling of all. */
  'missing',
  /** Share of the question's names that the passage names; 1 when it has none. */
  'names',
  /** Share of them that stand only around. */
  'namesAround',
  /** 1 when a number of the question stands nowhere in the passage. */
  'otherNumber',
  /** 1 when the passage tells of another thing of the same kind, as `modifiers.ts` has it: surely, and by other words alone. */
  'otherThing',
  'otherWords',
  /** 1 when the passage holds the kind of thing that is asked for. */
  'kind',
  /** 1 when the question asks for somebody's words and the passage is, or holds, that person's words. */
  'speaker',
  /** Share of the question's weight that does not stand in the passage, but in the one before, where this one leans on it ("He called it ..."). */
  'leaning',
  /** Share that does not stand in the passage, but in the name of whoever speaks. */
  'spoken',
  'heading',
  'row',
  'item',
  /** 1 when the passage is itself a question. */
  'asking',
  /** Words of the passage, natural logarithm over 5: 0 for one word, about 0.7 for thirty. */
  'length',
] as const;

export type FeatureName = (typeof FEATURES)[number];
export type Features = Record<FeatureName, number>;

/** Words of the passage within which terms count as close: about one clause. */
const CLOSE = 10;

/** @param best the index's score of the best candidate. */
export function featuresOf(question: Question, meaning: Meaning, candidate: Candidate, best: number): Features {
  const { passage, terms } = candidate;
  const own = withNames(terms.own, question.terms);
  const around = withNames(terms.around, question.terms);
  const before = withNames(terms.before, question.terms);
  const speakers = withNames(speakerTerms(passage), question.terms);
  const absentOwn = question.terms.filter(({ term }) => !own.has(term));
  const total = sumOf(question.terms) || 1;
  // Who somebody is stands beside the name, not in what they went on to say.
  const defines = question.wanted.type === 'definition';
  const found = question.terms.filter(({ term }) => own.has(term));
  const near = question.terms.filter(({ term }) => !own.has(term) && around.has(term));
  const absent = question.terms.filter(({ term }) => !own.has(term) && !around.has(term));
  const names = question.terms.filter(({ term }) => term.startsWith('@'));
  const other = otherThing(meaning.described, passage.text, terms.own);
  const shareOfNames = (has: Set<string>) => names.filter(({ term }) => has.has(term)).length / (names.length || 1);
  return {
    own: sumOf(found) / total,
    around: sumOf(near) / total,
    soft: softShare(absent, withPhrases(terms.own), meaning) / total,
    softAround: softShare(absent, withPhrases(terms.around), meaning) / total,
    vector: cosine(meaning.vector, vectorOf(terms.own)),
    vectorAround: cosine(meaning.vector, vectorOf(terms.around)),
    match: best > 0 ? candidate.score / best : 0,
    bigrams: bigramShare(question, terms.own),
    close: closeShare(found, terms.own),
    missing: heaviest(absent) / (heaviest(question.terms) || 1),
    names: names.length === 0 ? 1 : shareOfNames(own),
    namesAround: names.filter(({ term }) => !own.has(term) && around.has(term)).length / (names.length || 1),
    otherNumber: absent.some(({ term }) => /^\p{N}/u.test(term)) ? 1 : 0,
    otherThing: other.surely,
    otherWords: other.likely,
    kind: holdsKind(question.kind, candidate) ? 1 : 0,
    speaker: speaks(question, candidate) ? 1 : 0,
    leaning: !defines && leansBack(passage.text) ? sumOf(absentOwn.filter(({ term }) => before.has(term))) / total : 0,
    spoken: defines ? 0 : sumOf(absentOwn.filter(({ term }) => speakers.has(term))) / total,
    heading: passage.kind === 'heading' ? 1 : 0,
    row: passage.kind === 'row' ? 1 : 0,
    item: passage.kind === 'item' ? 1 : 0,
    asking: passage.text.endsWith('?') ? 1 : 0,
    length: Math.log(Math.max(1, terms.own.length)) / 5,
  };
}

/** What a question means, worked out once for all its candidates. */
export interface Meaning {
  vector: SentenceVector;
  /** For each term, how near another one is. */
  near: Map<string, (other: string) => number>;
  /** The things it tells apart from others of their kind. */
  described: Described[];
}

export function meaningOf({ terms, written }: Question): Meaning {
  return {
    vector: vectorOf(terms.map(({ term }) => term)),
    near: new Map(terms.map(term => [term.term, nearTo(term)])),
    described: describedIn(written),
  };
}

function vectorOf(terms: string[]): SentenceVector {
  return sentenceVector(terms.map(term => ({ term, weight: backgroundIdf(term) })));
}

function withPhrases(terms: string[]): string[] {
  const phrases = phrasesIn(terms);
  return phrases.length === 0 ? terms : [...terms, ...phrases.map(({ term }) => term)];
}

function softShare(absent: QuestionTerm[], terms: string[], { near }: Meaning): number {
  return absent.reduce((sum, { term, weight }) => {
    const nearness = near.get(term)!;
    return sum + weight * terms.reduce((most, other) => Math.max(most, nearness(other)), 0);
  }, 0);
}

function sumOf(terms: QuestionTerm[]): number {
  return terms.reduce((sum, { weight }) => sum + weight, 0);
}

function heaviest(terms: QuestionTerm[]): number {
  return terms.reduce((most, { weight }) => Math.max(most, weight), 0);
}

/** Pairs of neighbouring content words of the question that stand at most two words apart, in order, in the passage. */
function bigramShare({ sequence }: Question, own: string[]): number {
  const pairs = sequence.slice(1).map((term, at) => [sequence[at]!, term] as const);
  if (pairs.length === 0) return 0;
  const places = placesOf(own);
  const together = pairs.filter(([first, second]) =>
    places.get(first)?.some(at => places.get(second)?.some(other => other > at && other <= at + 3)),
  );
  return together.length / pairs.length;
}

function placesOf(own: string[]): Map<string, number[]> {
  const places = new Map<string, number[]>();
  own.forEach((term, at) => {
    const known = places.get(term);
    if (known) known.push(at);
    else places.set(term, [at]);
  });
  return places;
}

/** The heaviest window of CLOSE words, as a share of all that was found. */
function closeShare(found: QuestionTerm[], own: string[]): number {
  const total = sumOf(found);
  if (total === 0) return 0;
  const weights = new Map(found.map(({ term, weight }) => [term, weight]));
  let most = 0;
  for (let from = 0; from < own.length; from++) {
    if (!weights.has(own[from]!)) continue;
    const inside = new Set(own.slice(from, from + CLOSE));
    let sum = 0;
    for (const term of inside) sum += weights.get(term) ?? 0;
    most = Math.max(most, sum);
  }
  return most / total;
}

/** Whether a passage holds a thing of the kind that is asked for. */
function holdsKind(kind: QuestionKind, { passage }: Candidate): boolean {
  return (KIND_TESTS[kind] ?? (() => true))(passage);
}

const KIND_TESTS: Partial<Record<QuestionKind, (passage: Candidate['passage']) => boolean>> = {
  when: ({ dates, text }) =>
    dates.length > 0 || /\b(after|before|following|once|until|when|since|during)\b/i.test(text),
  'how-many': ({ numbers }) => numbers.length > 0,
  who: ({ entities, speaker }) => speaker !== null || entities.some(({ kind }) => kind !== 'thing'),
  where: ({ entities, text }) =>
    entities.some(({ kind }) => kind === 'place') || /\b(in|at|on|near) (the )?\p{Lu}/u.test(text),
  why: ({ text }) => /\b(because|so that|in order|since|due|after|reason|as)\b|\bto \p{Ll}/iu.test(text),
};

const ASKS_FOR_WORDS =
  /\b(say|said|says|tell|told|call|called|describe|described|words|quote|according|think|view|comment|warn|stress)\b/i;

function speaks(question: Question, { passage }: Candidate): boolean {
  return ASKS_FOR_WORDS.test(question.written) && speakersOf(passage).some(speaker => isAskedAbout(speaker, question));
}
