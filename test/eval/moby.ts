/**
 * Reads the Moby thesaurus: lines of a word and what may stand in its place, in whatever sense. Only pairs of which each stands under the
 * other are near enough in meaning to be used.
 */
import { readFileSync } from 'node:fs';
import { termsOf } from '../../src/newsroom/terms.ts';
import type { Relation } from './wordnet.ts';

/** Between WordNet's synonyms and its words a step wider; .5 to .7 measure alike. */
const STRENGTH = 0.6;

/** Relations of index terms, both ways. */
export function readMoby(file: string): Relation[] {
  const others = new Map<string, Set<string>>();
  for (const line of readFileSync(file, 'utf8').split(/\r\n|\r|\n/)) {
    const [root, ...rest] = line.split(',').map(termOf);
    if (root == null) continue;
    const known = others.get(root) ?? new Set();
    others.set(root, known);
    for (const other of rest) if (other !== null && other !== root) known.add(other);
  }
  return [...others].flatMap(([from, tos]) =>
    [...tos].filter(to => others.get(to)?.has(from)).map(to => ({ from, to, strength: STRENGTH })),
  );
}

const terms = new Map<string, string | null>();

/** Null for names and for what is more than one word. */
function termOf(entry: string): string | null {
  const word = entry.trim().replace('-', '');
  if (!/^[a-z]{2,}$/.test(word)) return null;
  const known = terms.get(word);
  if (known !== undefined) return known;
  const [term, ...more] = termsOf(word);
  const made = term === undefined || more.length > 0 ? null : term.term;
  terms.set(word, made);
  return made;
}
