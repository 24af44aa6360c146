/** The quotations of articles, word by word, and how far two of them are one. Called by points on quotations and by support. Pure. */
import type { Speech } from '../../core/model.ts';
import type { IndexedPassage } from '../../core/ports.ts';
import { isStopWord, type Term, termsOf } from '../terms.ts';

/** A run of words between quotation marks; one that leaves words out ("…") is as many as it is cut into. */
export interface Quoted {
  at: IndexedPassage;
  speech: Speech;
  text: string;
  words: Term[];
}

/** Where words were left out or put in by whoever quotes. */
const CUT = /\s?(?:\[[^\]]*\]|…|\.{3})\s?/u;

export function quotesIn(at: IndexedPassage): Quoted[] {
  const { passage } = at;
  return passage.speech
    .filter(({ direct }) => direct)
    .flatMap(speech =>
      passage.text
        .slice(speech.start - passage.start, speech.end - passage.start)
        .split(CUT)
        .map(text => ({ at, speech, text, words: termsOf(text) }))
        .filter(({ words }) => words.length > 0),
    );
}

/** Words as one line that another line can be looked up in. */
export function lineOf(words: readonly Term[]): string {
  return ` ${words.map(({ term }) => term).join(' ')} `;
}

/** Words that carry a topic. */
export function telling(words: readonly Term[]): Set<string> {
  return new Set(words.filter(({ word }) => !isStopWord(word)).map(({ term }) => term));
}
