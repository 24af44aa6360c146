/**
 * The word file: general English terms with their vectors and their relations, as `test/eval/make-words.ts` writes them. Reads it
 * on first use, never at import. Knows its layout; what the figures mean to a question is for `words.ts`.
 */
import { readFileSync } from 'node:fs';
import { inflateRawSync } from 'node:zlib';

/** All arrays are by term; a term's number is its place in order of frequency, 0 the most frequent. */
export interface WordData {
  numbers: ReadonlyMap<string, number>;
  terms: readonly string[];
  /** Place in English of the term's most frequent word, 1 upwards. */
  ranks: Uint32Array;
  /** 1 for terms that are the name of one thing, or a number word: near in meaning is not the same thing there. */
  names: Uint8Array;
  dimensions: number;
  /** `dimensions` numbers for each term, -127 to 127. */
  vectors: Int8Array;
  /** Inverse lengths of the vectors, as far as `inverseLength` was asked for them. */
  inverses: Float32Array;
  /** Relations of term n stand from `linkStarts[n]` up to `linkStarts[n + 1]`, in order of target. */
  linkStarts: Uint32Array;
  linkTargets: Uint16Array;
  /** 1 to 100, or `OPPOSITE`. */
  linkStrengths: Uint8Array;
}

export const OPPOSITE = 255;

const FILE = new URL('./data/words.bin', import.meta.url);
const HEADER = 4;

/** Kept of each term in the file of kindred words, nearest first. */
export const KIN_KEPT = 24;
export const KIN_FILE = new URL('./data/kin.bin', import.meta.url);

let loaded: WordData | null = null;
let kin: Uint16Array | null = null;

/** The data, read when first asked for: about 20 ms and 12 MB. */
export function wordData(): WordData {
  loaded ??= decodeWords(readFileSync(FILE));
  return loaded;
}

/** Numbers of the terms nearest to one in meaning, nearest first; a row that has fewer is filled with the term's own number. */
export function kinOf(number: number): Uint16Array {
  kin ??= new Uint16Array(readFileSync(KIN_FILE).slice().buffer);
  return kin.subarray(number * KIN_KEPT, (number + 1) * KIN_KEPT);
}

/** The reverse of `encodeWords` in `test/eval/make-words.ts`; numbers are little-endian, as on every machine Node runs on. */
function decodeWords(file: Uint8Array): WordData {
  const bytes = file.slice().buffer;
  const [count, dimensions, links, packed] = new Uint32Array(bytes, 0, HEADER) as unknown as [
    number,
    number,
    number,
    number,
  ];
  let at = HEADER * 4;
  const section = (length: number) => {
    at += length;
    return at - length;
  };
  const ranks = new Uint32Array(bytes, section(count * 4), count);
  const linkStarts = new Uint32Array(bytes, section((count + 1) * 4), count + 1);
  const linkTargets = new Uint16Array(bytes, section(links * 2), links);
  const linkStrengths = new Uint8Array(bytes, section(links), links);
  const names = new Uint8Array(bytes, section(count), count);
  const vectors = new Int8Array(bytes, section(count * dimensions), count * dimensions);
  const terms = inflateRawSync(new Uint8Array(bytes, section(packed), packed))
    .toString('utf8')
    .split('\n');
  const numbers = new Map(terms.map((term, n) => [term, n]));
  const inverses = new Float32Array(count);
  return { numbers, terms, ranks, names, dimensions, vectors, inverses, linkStarts, linkTargets, linkStrengths };
}

/**
 * Inverse length of a term's vector: a dot product times both of its terms' is their cosine. 0 for a vector of zeros. Worked out when it is
 * first asked for: all of them would be 10 ms of every start.
 */
export function inverseLength({ vectors, inverses, dimensions }: WordData, n: number): number {
  if (inverses[n] === 0) {
    let sum = 0;
    for (let at = n * dimensions, end = at + dimensions; at < end; at++) sum += vectors[at]! * vectors[at]!;
    inverses[n] = sum === 0 ? 0 : 1 / Math.sqrt(sum);
  }
  return inverses[n]!;
}
