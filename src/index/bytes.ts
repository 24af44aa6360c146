/** Whole numbers and bytes in a row: seven bits of a number in a byte, the lowest first. */

/** Numbers from 0 to 2^31 - 1. */
export class ByteWriter {
  #bytes: Uint8Array;
  #length = 0;

  constructor(size = 16) {
    this.#bytes = new Uint8Array(size);
  }

  get length(): number {
    return this.#length;
  }

  number(value: number): void {
    let left = value;
    this.#reserve(5);
    while (left > 127) {
      this.#bytes[this.#length++] = (left & 127) | 128;
      left >>>= 7;
    }
    this.#bytes[this.#length++] = left;
  }

  /** A number up to 2^53 - 1. */
  large(value: number): void {
    this.number(Math.floor(value / 2 ** 31));
    this.number(value % 2 ** 31);
  }

  append(bytes: Uint8Array): void {
    this.#reserve(bytes.length);
    this.#bytes.set(bytes, this.#length);
    this.#length += bytes.length;
  }

  /** What was written; valid until more is. */
  bytes(): Uint8Array {
    return this.#bytes.subarray(0, this.#length);
  }

  clear(): void {
    this.#length = 0;
  }

  #reserve(more: number): void {
    if (this.#length + more <= this.#bytes.length) return;
    const larger = new Uint8Array(Math.max(2 * this.#bytes.length, this.#length + more));
    larger.set(this.bytes());
    this.#bytes = larger;
  }
}

/** Reads in the order in which a ByteWriter wrote. */
export class ByteReader {
  readonly #bytes: Uint8Array;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  get ended(): boolean {
    return this.#at >= this.#bytes.length;
  }

  number(): number {
    let byte = this.#bytes[this.#at++]!;
    let value = byte & 127;
    for (let shift = 7; byte > 127; shift += 7) {
      byte = this.#bytes[this.#at++]!;
      value |= (byte & 127) << shift;
    }
    return value;
  }

  large(): number {
    const high = this.number();
    return high * 2 ** 31 + this.number();
  }

  /** A view, not a copy. */
  take(length: number): Uint8Array {
    this.#at += length;
    return this.#bytes.subarray(this.#at - length, this.#at);
  }
}
