/**
 * Which words of a question a passage must carry to answer it, and which it may leave out: what is called a deal here may be a pact there,
 * but the name of a ship stays. Two probabilities for each word, fitted by `test/eval/fit.ts` on the words of answered and of
 * unanswered questions: that a passage which answers carries the word, and that the nearest passage does where the record is silent. What a
 * passage carries is then compared with both. Knows of words only what kind they are and where they stand.
 */
import type { Candidate } from '../core/ports.ts';
import { speakerTerms } from './antecedent.ts';
import weights from './data/weights.json' with { type: 'json' };
import { nearTo, type Question, type QuestionTerm, withNames } from './question.ts';
import type { Form } from './spans/wanted.ts';
import { classOf, type Neighbour, type WordClass } from './spans/word-classes.ts';
import { type Term, termsOf } from './terms.ts';
import { backgroundIdf } from './words.ts';

/** Forms of question that ask alike; the others are one. */
const FORMS = {
  who: ['who'],
  when: ['when'],
  where: ['where'],
  why: ['why'],
  howMany: ['how-many'],
  how: ['how'],
  yesNo: ['yes-no', 'choice'],
  said: ['said'],
  what: ['what', 'which', 'what-do'],
  definition: ['what-is', 'who-is'],
  list: ['list'],
} as const satisfies Record<string, readonly Form[]>;

type FormGroup = keyof typeof FORMS;
const FORM_GROUPS = Object.keys(FORMS) as FormGroup[];

/** What is known of a word of a question before any passage is read: 0 or 1 but where it says otherwise. */
export const WORD_FACTS = [
  /** Idf in general English over 10; 1 for a name. */
  'rare',
  /** Passages it stands in, natural logarithm of one more. */
  'count',
  'unknown',
  'once',
  /** Its weight in the question over 10. */
  'weight',
  'isName',
  'isNumber',
  'isVerb',
  /** In the noun asked for, and its last word. */
  'inHead',
  'isHead',
  /** Where it stands, 0 to 1. */
  'place',
  'isLast',
  /** Letters over 10. */
  'letters',
  'endsIng',
  'endsEd',
  'endsS',
  'afterThe',
  'afterA',
  'afterTo',
  'afterPreposition',
  'afterAuxiliary',
  'beforeOf',
  'beforePreposition',
  /** Words of the question over 8, and the share of them that the record does not know. */
  'words',
  'unknownWords',
  ...FORM_GROUPS,
  ...FORM_GROUPS.map(form => `${form}Verb` as const),
] as const;

type WordFact = (typeof WORD_FACTS)[number];

/** How a passage meets what is expected of it. Shares are of the weight of the question's words, 0 to 1. */
export const MEETING = [
  /** How much likelier it is to meet just these words where it answers: natural logarithm of the ratio, a word's on average. */
  'likelier',
  /** How much more it meets than a passage that answers would be expected to, a word's share on average; -1 to 1. */
  'beyond',
  /** Share of what is expected that stands only around it, or nowhere. */
  'lacking',
  /** How far the least met word is from being met, times its weight beside the heaviest. */
  'farthest',
  /** Share that is met nowhere: of names, of the noun asked for, and of other rare nouns. Verbs and everyday words tell nothing more. */
  'lacksName',
  'lacksHead',
  'lacksRare',
] as const;

export type Meeting = Record<(typeof MEETING)[number], number>;

/** Standing around, in the sentence before or in the speaker's name counts for less than in the passage itself; so does a kindred word there. */
const AROUND = 0.8;
const KIN_AROUND = 0.7;

/** Idf in general English from which a word is rare. */
const RARE = 9;

/** No word is ever sure to be met, or to be missed. */
const SUREST = 0.98;

/** What is known of each word of a question, in the order of its terms; fitted from. */
export function wordFactsOf(question: Question): number[][] {
  const places = placesOf(question);
  return question.terms.map(term => {
    const facts = factsOf(question, term, places.get(term.term) ?? null);
    return WORD_FACTS.map(name => Number(facts[name] ?? 0));
  });
}

/** The two probabilities: of a passage that answers, and of the nearest one where the record is silent. */
export interface Expectations {
  answering: Fitted;
  silent: Fitted;
}

/** What is expected of one word. */
interface ExpectedWord {
  answering: number;
  silent: number;
  weight: number;
  kind: Kind | null;
}

/** How far one word is met, 0 to 1: in the passage, and around it. */
interface Reach {
  here: number;
  around: number;
}

/** How a passage meets what the weights in use expect of a question. */
export function meetingWith(question: Question): (passage: Candidate) => Meeting {
  const words = expectedOf(question);
  const reach = reachFor(question);
  return passage => meetingOf(words, reach(passage));
}

/** What is expected of each word of a question, in the order of its terms. */
export function expectedOf(question: Question, expected: Expectations = weights.expected): ExpectedWord[] {
  return wordFactsOf(question).map((facts, at) => ({
    answering: probability(facts, expected.answering),
    silent: probability(facts, expected.silent),
    weight: question.terms[at]!.weight,
    kind: kindOf(question.terms[at]!, facts),
  }));
}

/** How far a passage meets each word of a question, in the order of its terms. */
export function reachFor({ terms }: Question): (passage: Candidate) => Reach[] {
  const nearness = terms.map(nearTo);
  return ({ terms: told, passage }) => {
    const own = withNames(told.own, terms);
    const beside = withNames([...told.around, ...told.before, ...speakerTerms(passage)], terms);
    return terms.map(({ term }, at) => ({
      here: own.has(term) ? 1 : nearest(nearness[at]!, told.own),
      around: beside.has(term) ? AROUND : KIN_AROUND * nearest(nearness[at]!, told.around),
    }));
  };
}

function nearest(near: (other: string) => number, others: readonly string[]): number {
  return others.reduce((most, other) => Math.max(most, near(other)), 0);
}

/** 0 to 1. */
export function metBy({ here, around }: Reach): number {
  return Math.max(here, around);
}

/** Of a question without words all is 0. */
export function meetingOf(words: readonly ExpectedWord[], reach: readonly Reach[]): Meeting {
  const met = reach.map(metBy);
  const likelier = words.map((word, at) => likelierBy(word, met[at]!));
  const heaviest = Math.max(...words.map(({ weight }) => weight), 0) || 1;
  const missed = words.map(({ answering }, at) => answering * (1 - reach[at]!.here));
  return {
    likelier: mean(likelier),
    beyond: mean(words.map(({ answering }, at) => met[at]! - answering)),
    lacking: sum(missed) / (sum(words.map(({ answering }) => answering)) || 1),
    farthest: Math.max(0, ...words.map(({ weight }, at) => weight * (1 - met[at]!))) / heaviest,
    ...lackedByKind(words, met),
  };
}

/** Natural logarithm of a ratio. To meet a word never speaks against an answer, nor to miss one for it, whatever questions were fitted on. */
function likelierBy({ answering, silent }: ExpectedWord, met: number): number {
  const ifMet = Math.max(0, Math.log(answering / silent));
  const ifMissed = Math.min(0, Math.log((1 - answering) / (1 - silent)));
  return met * ifMet + (1 - met) * ifMissed;
}

type Kind = 'lacksName' | 'lacksHead' | 'lacksRare';

function lackedByKind(words: readonly ExpectedWord[], met: number[]): Record<Kind, number> {
  const lacked = { lacksName: 0, lacksHead: 0, lacksRare: 0 };
  const total = sum(words.map(({ weight }) => weight)) || 1;
  words.forEach(({ kind, weight }, at) => {
    if (kind !== null) lacked[kind] += (weight * (1 - met[at]!)) / total;
  });
  return lacked;
}

function kindOf({ term }: QuestionTerm, facts: number[]): Kind | null {
  const has = (name: WordFact) => facts[WORD_FACTS.indexOf(name)] === 1;
  if (has('isName')) return 'lacksName';
  if (has('isNumber') || has('isVerb')) return null;
  if (has('inHead')) return 'lacksHead';
  return backgroundIdf(term) > RARE ? 'lacksRare' : null;
}

/** A word as it stands in the question. */
interface Place {
  word: string;
  cls: WordClass;
  capital: boolean;
  before: Neighbour | null;
  after: Neighbour | null;
  /** 0 to 1. */
  at: number;
}

/** By term as the record spells it. */
function placesOf({ written, telling, sequence }: Question): Map<string, Place> {
  const words = classed(written);
  const places = new Map<string, Place>();
  telling.forEach(({ start }, n) => {
    const at = words.findIndex(word => word.start === start);
    const term = sequence[n]!;
    if (at < 0 || places.has(term)) return;
    const { word, cls } = words[at]!;
    const capital = at > 0 && /\p{Lu}/u.test(written[start]!);
    const place = at / Math.max(1, words.length - 1);
    places.set(term, { word, cls, capital, before: words[at - 1] ?? null, after: words[at + 1] ?? null, at: place });
  });
  return places;
}

function classed(written: string): (Term & Neighbour)[] {
  const words: (Term & Neighbour)[] = [];
  for (const term of termsOf(written)) {
    const cls = classOf(written.slice(term.start, term.end), term.word, words.at(-1) ?? null, words.length === 0);
    words.push({ ...term, cls });
  }
  return words;
}

const AUXILIARY = new Set<WordClass>(['aux', 'be']);

function factsOf(
  { terms, wanted }: Question,
  { term, weight, count, name }: QuestionTerm,
  place: Place | null,
): Partial<Record<WordFact, number | boolean>> {
  const form = FORM_GROUPS.find(group => (FORMS[group] as readonly Form[]).includes(wanted.form))!;
  const isVerb = place?.cls === 'verb';
  return {
    rare: term.startsWith('@') ? 1 : backgroundIdf(term) / 10,
    count: Math.log(1 + count),
    unknown: count === 0,
    once: count === 1,
    weight: weight / 10,
    isName: term.startsWith('@') || name !== null || (place?.capital ?? false),
    isNumber: place?.cls === 'num',
    isVerb,
    inHead: wanted.head.includes(term),
    isHead: wanted.head.at(-1) === term,
    words: terms.length / 8,
    unknownWords: terms.filter(other => other.count === 0).length / terms.length,
    [form]: true,
    [`${form}Verb`]: isVerb,
    ...(place === null ? {} : factsOfPlace(place)),
  };
}

function factsOfPlace({ word, before, after, at }: Place): Partial<Record<WordFact, number | boolean>> {
  return {
    place: at,
    isLast: after === null,
    letters: word.length / 10,
    endsIng: word.endsWith('ing'),
    endsEd: word.endsWith('ed'),
    endsS: word.endsWith('s'),
    afterThe: before !== null && /^(?:the|this|that)$/.test(before.word),
    afterA: before !== null && /^an?$/.test(before.word),
    afterTo: before?.word === 'to',
    afterPreposition: before?.cls === 'prep' && before.word !== 'to',
    afterAuxiliary: before !== null && AUXILIARY.has(before.cls),
    beforeOf: after?.word === 'of',
    beforePreposition: after?.cls === 'prep' && after.word !== 'of',
  };
}

type Fitted = Record<WordFact | 'intercept', number>;

function probability(facts: readonly number[], fitted: Fitted): number {
  const logit = WORD_FACTS.reduce((total, name, at) => total + fitted[name] * facts[at]!, fitted.intercept);
  return Math.min(SUREST, Math.max(1 - SUREST, 1 / (1 + Math.exp(-logit))));
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

function mean(values: readonly number[]): number {
  return sum(values) / (values.length || 1);
}
