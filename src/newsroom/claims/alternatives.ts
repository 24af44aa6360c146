/** Questions that offer a choice, "A or B?": which passages take which side. */
import type { Question } from '../question.ts';
import { isStopWord, termsOf } from '../terms.ts';
import { clauseAt, clausesOf } from './clauses.ts';
import { coverOf } from './covers.ts';
import { deniedTerms } from './deeds.ts';
import type { CarriedPassage } from './readings.ts';
import type { Voice } from './sides.ts';

const CHOICE =
  /(?<one>[\p{L}-]+(?:\s[\p{L}-]+)?)(?:,)?\s+or\s+(?:(?:merely|only|just|rather|is|are|was|were|it|they|still|a|an|the)\s+)*(?<two>[\p{L}-]+(?:\s[\p{L}-]+)?)/iu;

/**
 * The passages on each side, sides nobody takes left out; null when the question offers no choice of words. A passage that
 * says both, or neither, takes no side.
 */
export function alternativeReadings({ text, wanted }: Question, passages: readonly CarriedPassage[]): Voice[][] | null {
  const match = CHOICE.exec(text);
  // "A vote to block or suggest" lists; only a question that asks which of the two it is offers a choice.
  if (!match || wanted.form !== 'choice' || /\bor not\b/iu.test(text)) return null;
  const [one, two] = [termsIn(match.groups!.one!), termsIn(match.groups!.two!)];
  const last = one.at(-1);
  const first = two[0];
  if (last === undefined || first === undefined || last === first) return null;
  const sides = [last, first].map((term, n) => sideFor(term, n === 0 ? first : last, passages));
  return sides.filter(side => side.length > 0);
}

function sideFor(term: string, opposite: string, passages: readonly CarriedPassage[]): Voice[] {
  return passages.flatMap(from => {
    const { text } = from.passage;
    const told = termsOf(text);
    const denied = new Set(deniedTerms(text));
    const says = told.find(word => word.term === term);
    if (!says || denied.has(term)) return [];
    const opposed = told.some(word => word.term === opposite) && !denied.has(opposite);
    return opposed ? [] : [{ from, says: text.slice(says.start, says.end) }];
  });
}

/** Share of a yes/no question that the denying passage must speak of, and the affirming one (0 to 1). */
const DENIES = 0.5;
const AFFIRMS = 0.6;

/** Passages that say what a yes/no question asks, and those that say something else "rather than" it; null for none of either. */
export function deniedReadings(question: Question, passages: readonly CarriedPassage[]): Voice[][] | null {
  if (question.wanted.form !== 'yes-no') return null;
  const speaking = passages
    .map(from => ({ from, ...coverOf(question, from) }))
    .filter(({ share, strays }) => share >= DENIES && !strays);
  for (const { term } of question.terms) {
    const denying = speaking.filter(({ from }) => deniedTerms(from.passage.text).includes(term));
    const affirming = speaking.filter(({ from, share }) => share >= AFFIRMS && affirms(from, term));
    if (denying.length > 0 && affirming.length > 0)
      return [affirming, denying].map(side => side.map(({ from }) => choiceWith(from, term)));
  }
  return null;
}

function affirms({ passage: { text } }: CarriedPassage, term: string): boolean {
  return !TURNED.test(text) && !deniedTerms(text).includes(term) && termsOf(text).some(told => told.term === term);
}

function choiceWith(from: CarriedPassage, term: string): Voice {
  const { text } = from.passage;
  return { from, says: clauseWith(text, termsOf(text).find(told => told.term === term)!.start) };
}

/** Words that may turn a sentence round: it affirms nothing for certain. */
const TURNED = /\b(?:not|no|never|neither|nor|without|cannot)\b|n['’]t\b/iu;

function clauseWith(text: string, offset: number): string {
  return clauseAt(clausesOf(text), offset)?.text.trim() ?? text;
}

function termsIn(words: string): string[] {
  return termsOf(words)
    .filter(({ word }) => !isStopWord(word))
    .map(({ term }) => term);
}
