/** Questions that offer a choice, "A or B?": which passages take which side. */
import type { Question } from '../question.ts';
import { isStopWord, termsOf } from '../terms.ts';
import { deniedTerms } from './deeds.ts';
import type { CarriedPassage } from './readings.ts';

export interface Choice {
  from: CarriedPassage;
  says: string;
}

const CHOICE =
  /(?<one>[\p{L}-]+(?:\s[\p{L}-]+)?)(?:,)?\s+or\s+(?:(?:merely|only|just|rather|is|are|was|were|it|they|still|a|an|the)\s+)*(?<two>[\p{L}-]+(?:\s[\p{L}-]+)?)/iu;

/**
 * The passages on each side, sides nobody takes left out; null when the question offers no choice of words. A passage that
 * says both, or neither, takes no side.
 */
export function alternativeReadings({ text, wanted }: Question, passages: readonly CarriedPassage[]): Choice[][] | null {
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

function sideFor(term: string, opposite: string, passages: readonly CarriedPassage[]): Choice[] {
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

function termsIn(words: string): string[] {
  return termsOf(words)
    .filter(({ word }) => !isStopWord(word))
    .map(({ term }) => term);
}
