/**
 * In which passages a term stands, and with what weight, as bytes: the gap from one passage to the next, mostly in one byte together
 * with the weight. Knows nothing of terms, nor of where the bytes are kept.
 */
import { ByteReader, ByteWriter } from './bytes.ts';

/** The lowest bits hold weights up to 6; 7 says that the weight follows as a number of its own. */
const BITS = 3;
const FOLLOWS = 7;

/** Writes the postings of one term after another, each in ascending order of passage. */
export class PostingWriter {
  readonly #out = new ByteWriter(256);
  #last = 0;

  /** Begins with another term. Whoever reads its postings must be told the same `first`: a passage up to the first there is. */
  begin(first: number): void {
    this.#out.clear();
    this.#last = first;
  }

  add(passage: number, weight: number): void {
    const gap = passage - this.#last;
    this.#last = passage;
    this.#out.number((gap << BITS) | Math.min(weight, FOLLOWS));
    if (weight >= FOLLOWS) this.#out.number(weight);
  }

  /** Valid until the next term is begun. */
  bytes(): Uint8Array {
    return this.#out.bytes();
  }
}

/** Reads postings one by one; stands on none before the first `next`. */
export class PostingReader {
  passage: number;
  weight = 0;
  readonly #in: ByteReader;

  constructor(bytes: Uint8Array, first: number) {
    this.#in = new ByteReader(bytes);
    this.passage = first;
  }

  /** False when there are no more. */
  next(): boolean {
    if (this.#in.ended) return false;
    const value = this.#in.number();
    this.passage += value >>> BITS;
    const weight = value & FOLLOWS;
    this.weight = weight === FOLLOWS ? this.#in.number() : weight;
    return true;
  }
}
