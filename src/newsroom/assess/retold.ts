/**
 * Two quotations that are one sentence of one speaker, retold: begun in the same words and ended in others, or with "did not pay" for "paid".
 * Read for `quotes.ts`; what else is alike is looked at there. Pure.
 */
import { sameName } from '../claims/names.ts';
import { IRREGULAR_VERBS } from '../data/irregular-verbs.ts';
import { isStopWord, type Term, termsOf } from '../terms.ts';
import { namedSpeaker, personIn, type Quoted, telling } from './quoted.ts';

/** Words with which both begin, and how many of them carry a topic; so many words of each must follow. */
const BEGINNING = 4;
const TOPIC = 2;
const REST = 3;
/** Telling words of the shorter one that the longer has, too (0 to 1). */
const SAME_WORDS = 0.66;
/** A sentence with more than so many times the words is another. */
const MOST_LONGER = 2;
/** Words before another among which its "not" stands. */
const REACH = 3;
const NOT =
  /^(?:not|no|never|nobody|none|nothing|neither|nor|without|(?:did|does|do|has|have|had|was|were|is|are|wo|would|could|ca|should|must)n[’']?t)$/u;
const ENDS_NOT = /^(?:but|and|or|because|until|only)$/u;

export function isRetold(one: Quoted, two: Quoted): boolean {
  return isOfOne(one, two) && (endsOtherwise(one, two) || isDenied(one, two));
}

/** By whoever is named, or was last: "she said" is of one person in each article. */
function isOfOne(one: Quoted, two: Quoted): boolean {
  const [a, b] = [one, two].map(
    quoted => namedSpeaker(quoted) ?? quoted.meant ?? personIn(quoted.at.passage.speaker),
  ) as [string | null, string | null];
  return a !== null && b !== null && sameName(a, b) === 'same';
}

function endsOtherwise(one: Quoted, two: Quoted): boolean {
  return sentencesIn(one).some(own => sentencesIn(two).some(other => partWays(own, other)));
}

function sentencesIn({ text }: Quoted): Term[][] {
  return text.split(/[.!?]\s/u).map(termsOf);
}

/** One beginning, and two ends of which neither has the other's words. */
function partWays(own: readonly Term[], other: readonly Term[]): boolean {
  const until = own.findIndex(({ term }, n) => term !== other[n]?.term);
  if (until < BEGINNING || own.length - until < REST || other.length - until < REST) return false;
  if (telling(own.slice(0, until)).size < TOPIC) return false;
  const rest = telling(other.slice(until));
  return [...telling(own.slice(until))].every(term => !rest.has(term));
}

/** Nearly the same telling words, of which one is denied in one of the two only. */
function isDenied(one: Quoted, two: Quoted): boolean {
  const [a, b] = [told(one), told(two)];
  const [short, long] = a.size <= b.size ? [a, b] : [b, a];
  if (long.size > MOST_LONGER * short.size) return false;
  const common = [...short.keys()].filter(term => long.has(term));
  if (common.length < Math.max(TOPIC, SAME_WORDS * short.size)) return false;
  return common.some(term => a.get(term) !== b.get(term));
}

/** Telling words by their verb's plain form, each with whether it is denied. */
function told({ words }: Quoted): Map<string, boolean> {
  return new Map(
    words.flatMap(({ word, term }, n) => {
      if (isStopWord(word) || NOT.test(word)) return [];
      const before = words.slice(Math.max(0, n - REACH), n);
      const plain = termsOf(IRREGULAR_VERBS.get(word) ?? '')[0]?.term ?? term;
      const not = before.findLastIndex(each => NOT.test(each.word));
      return [[plain, not >= 0 && !before.slice(not + 1).some(each => ENDS_NOT.test(each.word))] as const];
    }),
  );
}
