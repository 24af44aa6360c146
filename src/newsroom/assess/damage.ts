/**
 * Damage that a text shows by its form alone: a word twice, a hyphen left from the end of a line, a capital inside a word, letters of another
 * encoding, letters apart, two words grown together, a sentence broken off. Read for `typesetting.ts`; it knows no name.
 */
import type { Passage } from '../../core/model.ts';
import { isStopWord, termsOf } from '../terms.ts';
import { frequencyRank } from '../words.ts';

/** What it was meant to be is a word everyone uses: place in English. */
const COMMON = 6_000;
/** Words of a sentence that may break off; a shorter line is a label. */
const LONG = 8;

const TWICE = /(?<![\p{L}’'-])(?<word>\p{L}\p{Ll}+)\s(?<again>\p{Ll}{2,})(?![\p{L}’'-])/gu;
/** Said twice on purpose, or by two verbs. */
const MAY_BE_TWICE = /^(?:had|that|very|so|no|bye|many|never|long|far|much|more|again|is|ha|on|in|do|her|really)$/u;
const LINE_END = /(?<![\p{L}-])(?<head>\p{Ll}{2,})-\s(?<tail>\p{Ll}{2,})(?![\p{L}-])/gu;
const CAPITAL_INSIDE = /(?<![\p{L}\p{N}@#/._-])(?![ei]\p{Lu})\p{Ll}+\p{Lu}\p{Ll}*(?![\p{L}\p{N}@/._-])/gu;
const ENCODING = /â€|Ã[\u0080-\u00bf©¨¤¶¼Ÿ]|\ufffd|Â[\u00a0£»«]/u;
const LETTER_FOR_FIGURE = /(?<![\p{L}\p{N}])\d+(?:O\d*|[lI]\d+)(?![\p{L}\p{N}])/u;
const APART = /(?<!\S)(?:\p{Ll}\s){3,}\p{Ll}(?!\S)/u;
const GROWN =
  /^(?<head>\p{Ll}{4,})(?<tail>was|were|the|with|from|have|had|has|that|which|said)$|^(?<lead>the|and|with|from|which)(?<rest>\p{Ll}{5,})$/u;
const BREAKS_OFF = /\s(?:the|an?|of|and|to|in|with|for|by|from|on|at|as|that|which|or|than)$/u;

/** In one plain sentence; null where there is none. */
export function visibleDamage(passage: Passage, isKnown: (term: string) => boolean): string | null {
  const { text, kind, part } = passage;
  const letters = ENCODING.exec(text) ?? LETTER_FOR_FIGURE.exec(text) ?? APART.exec(text);
  if (letters) return `"${letters[0]}" is damaged.`;
  for (const { groups } of text.matchAll(TWICE))
    if (groups!.word!.toLowerCase() === groups!.again && !MAY_BE_TWICE.test(groups!.again!))
      return `"${groups!.word} ${groups!.again}" stands twice.`;
  for (const { 0: whole, groups } of text.matchAll(LINE_END))
    if (!isStopWord(groups!.tail!) && isCommon(groups!.head! + groups!.tail!)) return `"${whole}" is torn apart.`;
  for (const [whole] of text.matchAll(CAPITAL_INSIDE))
    if (isCommon(whole.toLowerCase())) return `"${whole}" has a capital inside.`;
  const grown = grownIn(passage, isKnown);
  if (grown !== null) return `"${grown}" is two words.`;
  const isBroken = kind === 'sentence' && part === 'body' && BREAKS_OFF.test(text) && text.split(/\s/u).length >= LONG;
  return isBroken ? 'The sentence breaks off.' : null;
}

function grownIn({ text }: Passage, isKnown: (term: string) => boolean): string | null {
  for (const { word, term, start, end } of termsOf(text)) {
    const groups = /^\p{Ll}+$/u.test(text.slice(start, end)) ? GROWN.exec(word)?.groups : undefined;
    const other = groups?.head ?? groups?.rest;
    if (other === undefined || !isCommon(other) || frequencyRank(term) !== null || frequencyRank(word) !== null)
      continue;
    if (!/[-‑’'@#/_.]/u.test(text[start - 1] ?? ' ') && !isKnown(term)) return word;
  }
  return null;
}

function isCommon(word: string): boolean {
  const term = termsOf(word)[0]?.term ?? word;
  return Math.min(frequencyRank(term) ?? Infinity, frequencyRank(word) ?? Infinity) <= COMMON;
}
