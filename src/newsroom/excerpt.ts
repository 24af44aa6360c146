/** The part of a passage that is shown as the answer: all of it, or the sixty words that matter most. */
import type { Question } from './question.ts';
import { termsOf } from './terms.ts';

/** The contract of `Answer.answer`. */
const MAX_WORDS = 60;

/** Verbatim: a run of the passage's own characters, at most 60 words long. Linear in the text. */
export function excerptOf(text: string, question: Question): string {
  const words = [...text.matchAll(/\S+/g)].map(match => ({ start: match.index, end: match.index + match[0].length }));
  if (words.length <= MAX_WORDS) return text;
  const from = heaviestRun(weightOfWords(text, words, question));
  return text.slice(words[from]!.start, words[from + MAX_WORDS - 1]!.end);
}

/** For each word the weight of the question's terms that begin in it. */
function weightOfWords(text: string, words: { end: number }[], question: Question): number[] {
  const wanted = new Map(question.terms.map(({ term, weight }) => [term, weight]));
  const weights = words.map(() => 0);
  let at = 0;
  for (const { term, start } of termsOf(text)) {
    while (words[at]!.end <= start) at++;
    weights[at]! += wanted.get(term) ?? 0;
  }
  return weights;
}

/** Where the run of MAX_WORDS words with the highest sum begins; the first of equals. */
function heaviestRun(weights: number[]): number {
  let sum = weights.slice(0, MAX_WORDS).reduce((total, weight) => total + weight, 0);
  let best = { from: 0, sum };
  for (let from = 1; from + MAX_WORDS <= weights.length; from++) {
    sum += weights[from + MAX_WORDS - 1]! - weights[from - 1]!;
    if (sum > best.sum + Number.EPSILON) best = { from, sum };
  }
  return best.from;
}
