/** Whether a text carries some words: each of them, in one of its forms. */
import { isStopWord, termsOf } from './terms.ts';

/** Tells of any words whether every one that says something stands in this text, which is read once; words that say nothing it does not carry. */
export function carrierOf(text: string): (words: string) => boolean {
  const there = new Set(termsOf(text).map(({ term }) => term));
  return words => {
    const wanted = termsOf(words).filter(({ word }) => !isStopWord(word));
    return wanted.length > 0 && wanted.every(({ term }) => there.has(term));
  };
}

/** Whether there is a word in it by which texts could be told apart. */
export function saysSomething(words: string): boolean {
  return termsOf(words).some(({ word }) => !isStopWord(word));
}
