/**
 * How much of a question a passage speaks of, word by word, so that two passages can be told to answer the same question. Kindred words
 * count, and words around the passage count in part. It must never look at the answer.
 */
import type { Question, QuestionTerm } from '../question.ts';
import { isStopWord, passageTerms, termsOf } from '../terms.ts';
import { areOpposites, relatedTo } from '../words.ts';
import type { CarriedPassage } from './readings.ts';

export interface Cover {
  /** Share of the question's weight, 0 to 1. */
  share: number;
  /** A name or number of the question stands nowhere in the article, or one of its words stands here as its opposite. */
  strays: boolean;
}

/** What a word counts that stands only around the passage (0 to 1): a pronoun may mean it, or may not. */
const AROUND = 0.6;
/** Words less near in meaning do not stand for each other (0 to 1, as `relatedness` has it). */
const NEAR = 0.6;

export function coverOf(question: Question, { passage, terms, isInArticle }: CarriedPassage): Cover {
  const { own, around } = terms ?? { own: passageTerms(passage), around: [] };
  const [here, near] = [new Set(own), new Set(around)];
  const named = namedIn(question);
  let [share, total] = [0, 0];
  let strays = false;
  for (const { term, weight } of question.terms) {
    total += weight;
    const met = here.has(term) ? 1 : Math.max(near.has(term) ? AROUND : 0, kinIn(term, own));
    share += weight * met;
    if (met < AROUND && isSpecific(term, named) && !isInArticle?.(term)) strays = true;
    if (met < 1 && own.some(other => areOpposites(term, other))) strays = true;
  }
  return { share: total > 0 ? share / total : 0, strays };
}

function kinIn(term: string, own: readonly string[]): number {
  if (term.startsWith('@')) return 0;
  return own.reduce((best, other) => Math.max(best, kinship(term, other)), 0);
}

/** How near two terms are, 0 where they do not stand for each other: by meaning, or because one is made from the other. */
export function kinship(term: string, other: string): number {
  const near = relatedTo(term)(other);
  if (near >= NEAR) return near;
  const [short, long] = term.length < other.length ? [term, other] : [other, term];
  return short.length >= SHORTEST_ROOT && long.startsWith(short) && ENDINGS.test(long.slice(short.length)) ? NEAR : 0;
}

/** Letters of the shortest word that others are made from: below, chance is more likely. */
const SHORTEST_ROOT = 4;
/** What stemming leaves of the endings that make a noun of a deed: "sign", "signatory", "signature". */
const ENDINGS = /^(?:atur|atori|ation|ator|at|ant|ent|ance|ence|ment|or|er|ee|ship)$/;

function isSpecific(term: QuestionTerm['term'], named: ReadonlySet<string>): boolean {
  return /^\p{N}/u.test(term) || named.has(term);
}

/** Terms of the words that the question writes with a capital for no other reason than that they are names. */
function namedIn({ text }: Question): Set<string> {
  const words = termsOf(text).filter(({ word }) => !isStopWord(word));
  return new Set(words.filter(({ start }) => start > 0 && /^\p{Lu}/u.test(text.slice(start))).map(({ term }) => term));
}
