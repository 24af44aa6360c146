/** Whether a text carries some words: each of them in one of its forms, or a name by any of its spellings in the text. */
import { isStopWord, termsOf } from './terms.ts';

/** True when every word that says something stands in the text; words that say nothing are carried by every text. */
export function carries(text: string, words: string): boolean {
  const there = new Set(termsOf(text).map(({ term }) => term));
  const wanted = termsOf(words).filter(({ word }) => !isStopWord(word));
  return wanted.every(({ term }) => there.has(term));
}
