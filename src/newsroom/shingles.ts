/**
 * What tells copies of one text: its word triples, as numbers. Two articles that share many of them share their text,
 * whatever their heads and feet say; which articles those are is for the index to find (`src/index/reports.ts`).
 * Pure, and linear in the text. It never looks at page furniture, bylines or embeds: what every page of an outlet
 * carries would join its articles.
 */
import type { Passage } from '../core/model.ts';
import type { Shingles } from '../core/ports.ts';

/**
 * Words in a shingle. Pairs stand in unrelated articles (names, set phrases); every word more costs recall where words were
 * changed, for a changed word breaks as many shingles as they have words.
 */
const WORDS = 3;

/**
 * A longer text is found by one shingle in eight: chosen by the number itself, so that two copies have the same ones in
 * their samples. Of copies cut to a third it finds 98 to 100%; one in four finds 100 at twice the cost, one in sixteen 60 to 90.
 */
const SAMPLE = 8;

/** A text of fewer different shingles is short: a sample would be a dozen or fewer, and luck would find its copies. */
const SHORT = 100;

/**
 * The shingles of an article, from its passages and the terms of each (`passageTerms`). Terms have no case, accents or
 * endings and one way of writing a number, so neither have these. Passages are read as one running text: a copy may
 * break its paragraphs elsewhere.
 */
export function shinglesOf(passages: readonly Passage[], terms: readonly (readonly string[])[]): Shingles {
  const words: number[] = [];
  for (const [at, { part }] of passages.entries())
    if (part === 'body') for (const term of terms[at]!) if (isWord(term)) words.push(hashWord(term));
  const all = triplesOf(Int32Array.from(words));
  const sample: number[] = [];
  const rest: number[] = [];
  let last = -1;
  for (let at = 0; at < all.length; at++) {
    const shingle = all[at]!;
    if (shingle !== last) (shingle % SAMPLE === 0 ? sample : rest).push(shingle);
    last = shingle;
  }
  return { sample, rest, short: sample.length + rest.length < SHORT };
}

/** Names repeat words that stand beside them, and would change with the list of names. */
function isWord(term: string): boolean {
  return !term.startsWith('@');
}

/**
 * In order, so that each is taken once: numbers are sooner sorted than kept in a set. A text of one or two words is one shingle, so that
 * even there the same text is known for a copy; no words, none.
 */
function triplesOf(words: Int32Array): Uint32Array {
  if (words.length === 0) return new Uint32Array();
  if (words.length < WORDS) return Uint32Array.of(mix(words, 0, words.length));
  const triples = new Uint32Array(words.length - WORDS + 1);
  for (let at = 0; at < triples.length; at++) triples[at] = mix(words, at, at + WORDS);
  return triples.sort();
}

/** FNV-1a, 32 bits. */
function hashWord(word: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < word.length; at++) hash = Math.imul(hash ^ word.charCodeAt(at), 0x01000193);
  return hash;
}

/**
 * Words from `first` up to `past` in their order as one unsigned number of 32 bits, ended as MurmurHash3 ends so that every bit, the lowest too, is
 * as good as drawn. Two different triples meet once in four thousand million: no pair of texts becomes a copy by that.
 */
function mix(words: Int32Array, first: number, past: number): number {
  let hash = 0;
  for (let at = first; at < past; at++)
    hash = Math.imul((hash << 13) | (hash >>> 19), 5) + Math.imul(words[at]!, 0xcc9e2d51);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
