/**
 * In which passages a term stands, and with what weight, as bytes: the gap from one passage to the next, mostly in one byte together
 * with the weight. Knows nothing of terms, nor of where the bytes are kept.
 */
import { ByteWriter } from './bytes.ts';

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

/** Reads postings one by one, or many at a time; stands on none before the first is read. */
export class PostingReader {
  passage: number;
  weight = 0;
  readonly #bytes: Uint8Array;
  #at = 0;

  constructor(bytes: Uint8Array, first: number) {
    this.#bytes = bytes;
    this.passage = first;
  }

  /** False when there are no more. */
  next(): boolean {
    if (this.#at >= this.#bytes.length) return false;
    const value = this.#number();
    this.passage += value >>> BITS;
    const weight = value & FOLLOWS;
    this.weight = weight === FOLLOWS ? this.#number() : weight;
    return true;
  }

  /**
   * Reads on into both lists, as many as fit; how many were read, 0 when there are no more. Written out, for it is where the time of a search goes: a
   * third of what `next` for each would take.
   */
  readInto(passages: Uint32Array, weights: Uint32Array): number {
    const bytes = this.#bytes;
    let passage = this.passage;
    let count = 0;
    let at = this.#at;
    for (; count < passages.length && at < bytes.length; count++) {
      let byte = bytes[at++]!;
      let value = byte & 127;
      for (let shift = 7; byte > 127; shift += 7) {
        byte = bytes[at++]!;
        value |= (byte & 127) << shift;
      }
      passage += value >>> BITS;
      passages[count] = passage;
      weights[count] = value & FOLLOWS;
      if ((value & FOLLOWS) === FOLLOWS) {
        this.#at = at;
        weights[count] = this.#number();
        at = this.#at;
      }
    }
    this.#at = at;
    this.passage = passage;
    return count;
  }

  #number(): number {
    let byte = this.#bytes[this.#at++]!;
    let value = byte & 127;
    for (let shift = 7; byte > 127; shift += 7) {
      byte = this.#bytes[this.#at++]!;
      value |= (byte & 127) << shift;
    }
    return value;
  }
}
