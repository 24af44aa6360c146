/**
 * Blocks of a segment's dictionary: some neighbouring terms as lines of one text, and beside it as bytes how often each stands and
 * where. Pure; where blocks are kept is for `segments.ts`.
 */
import { ByteReader, ByteWriter } from './bytes.ts';

/** One term of a segment. */
export interface Entry {
  term: string;
  /** Passages it stands in, less those of replaced articles; below 0 where more was replaced than added. */
  count: number;
  /** As `postings.ts` writes them. */
  postings: Uint8Array;
}

export interface Block {
  /** Its first term. */
  first: string;
  terms: string;
  bytes: Uint8Array;
  /** Postings that stand outside, each at its number. */
  beside: { at: number; postings: Uint8Array }[];
}

/** Gives the postings that stand outside at a number. */
export type Beside = (at: number) => Uint8Array;

/** Characters of terms and bytes together from which a block is full: a row that fits its page. 4,000 answer a tenth slower. */
const FULL = 1_600;

/** Bytes from which postings stand outside: who looks for another term of the block need not read them. */
const LONG = 300;

/**
 * Cuts entries, given in order of term, into blocks; each entry is done with before the next is asked for. `next` gives a new number
 * for postings that stand outside.
 */
export function* blocksOf(entries: Iterable<Entry>, next: () => number): Generator<Block, void> {
  let terms: string[] = [];
  let characters = 0;
  let bytes = new ByteWriter(2 * FULL);
  let beside: Block['beside'] = [];
  const block = (): Block => ({ first: terms[0]!, terms: terms.join('\n'), bytes: bytes.bytes(), beside });
  for (const { term, count, postings } of entries) {
    terms.push(term);
    characters += term.length;
    // The sign in the lowest bit, and after it whether the postings stand outside.
    bytes.number(Math.abs(count) * 2 + (count < 0 ? 1 : 0));
    const long = postings.length >= LONG;
    bytes.number(postings.length * 2 + (long ? 1 : 0));
    if (long) {
      const at = next();
      bytes.large(at);
      beside.push({ at, postings: postings.slice() });
    } else bytes.append(postings);
    if (characters + bytes.length < FULL) continue;
    yield block();
    [terms, characters, bytes, beside] = [[], 0, new ByteWriter(2 * FULL), []];
  }
  if (terms.length > 0) yield block();
}

/** The entry of one term, or null. */
export function entryAt(terms: string, bytes: Uint8Array, term: string, beside: Beside): Entry | null {
  const place = terms.split('\n').indexOf(term);
  if (place < 0) return null;
  const reader = new ByteReader(bytes);
  for (let at = 0; at < place; at++) skip(reader);
  return read(term, reader, beside);
}

export function* entriesIn(terms: string, bytes: Uint8Array, beside: Beside): Generator<Entry, void> {
  const reader = new ByteReader(bytes);
  for (const term of terms.split('\n')) yield read(term, reader, beside);
}

function read(term: string, reader: ByteReader, beside: Beside): Entry {
  const signed = reader.number();
  const count = signed & 1 ? -(signed >>> 1) : signed >>> 1;
  const size = reader.number();
  return { term, count, postings: size & 1 ? beside(reader.large()) : reader.take(size >>> 1) };
}

function skip(reader: ByteReader): void {
  reader.number();
  const size = reader.number();
  if (size & 1) reader.large();
  else reader.take(size >>> 1);
}
