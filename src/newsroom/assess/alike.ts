/** What a sentence tells apart from who says it: the words by which two sentences are known to tell of one thing. It judges nothing. */

import type { IndexedPassage } from '../../core/ports.ts';
import { contentWords } from '../claims/clauses.ts';
import { type Term, termsOf } from '../terms.ts';
import { type Elsewhere, passagesElsewhere, reporting, type Scene } from './scene.ts';
import { timesFit } from './times.ts';

/** A plain statement of an article, with its telling words in order. */
export interface Statement {
  at: IndexedPassage;
  words: Term[];
  terms: ReadonlySet<string>;
  /** Terms of people, their offices and the saying: one person speaks of many things. */
  people: ReadonlySet<string>;
}

const NEGATION =
  /\b(?:not|never|no|none|nobody|nothing|neither|nor|without|denie[sd]|deny|refuse[sd]?|rejects?|rejected)\b|n['’]t\b/iu;
const OPEN = /\?[”"’)]*$|\b(?:if|unless|whether|would have|rather than|instead of)\b/iu;
/** Figures and their measure say nothing of what is measured. */
const FIGURE = /^(?:\d.*|per|cent|percent)$/u;
const SAYING = new Set(termsOf('said says say told tells tell added announced called').map(({ term }) => term));
const OFFICES = new Set(
  termsOf(
    'minister president prime head chief chairman chairwoman director leader governor spokesman spokeswoman mayor mr ms mrs',
  ).map(({ term }) => term),
);
const DAYS = new Set(
  termsOf('monday tuesday wednesday thursday friday saturday sunday today here week month year').map(
    ({ term }) => term,
  ),
);

/** A word of saying, of an office or of the calendar: it stands in sentences on anything. */
export function isAnyStory(term: string): boolean {
  return SAYING.has(term) || OFFICES.has(term) || DAYS.has(term);
}

export function ownStatements({ passages }: Scene): Statement[] {
  return reporting(passages).filter(isPlain).map(statementOf);
}

export function statementsElsewhere(scene: Scene): (Statement & Elsewhere)[] {
  return passagesElsewhere(scene).flatMap(each => (isPlain(each.at) ? [{ ...each, ...statementOf(each.at) }] : []));
}

/** Told in the article's own name, of what is or was so: no heading, question, condition or word of somebody else. */
function isPlain({ passage }: IndexedPassage): boolean {
  return (
    passage.kind !== 'heading' &&
    passage.firmness !== 'may' &&
    passage.firmness !== 'asked' &&
    passage.firmness !== 'proposed' &&
    !passage.speech.some(({ direct }) => direct) &&
    !OPEN.test(passage.text)
  );
}

export function isNegated({ at }: Statement): boolean {
  return NEGATION.test(at.passage.text);
}

/** Every kind of points asks anew, of the same passages. */
const known = new WeakMap<IndexedPassage, Statement>();

export function statementOf(at: IndexedPassage): Statement {
  const before = known.get(at);
  if (before) return before;
  const statement = readStatement(at);
  known.set(at, statement);
  return statement;
}

function readStatement(at: IndexedPassage): Statement {
  const words = contentWords(at.passage.text);
  const names = at.passage.entities.filter(({ kind }) => kind === 'person');
  const people = names.flatMap(({ name }) => termsOf(name).map(({ term }) => term));
  return {
    at,
    words,
    terms: new Set(words.map(({ term }) => term)),
    people: new Set([...people, ...SAYING, ...OFFICES]),
  };
}

/** Telling words that stand in both, people and their saying left out; none where the two tell of different days. */
export function sharedMatter(own: Statement, other: Statement): string[] {
  if (!timesFit(own.at, other.at)) return [];
  return [...own.terms].filter(
    term => other.terms.has(term) && !own.people.has(term) && !other.people.has(term) && !FIGURE.test(term),
  );
}
