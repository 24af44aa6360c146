/** Short ids: base32 (RFC 4648, lower case), which can be read out, typed and pressed. */
import { randomBytes } from 'node:crypto';

const BASE32 = 'abcdefghijklmnopqrstuvwxyz234567';

/** 10 characters of base32 are 50 bits: among a million ids a collision has odds of 1 in 2,000. */
const CHARACTERS = 10;

/** The first 50 bits of these bytes as 10 base32 characters. Needs at least 7 bytes. */
export function shortId(bytes: Uint8Array): string {
  const bits = Array.from(bytes.subarray(0, 7), byte => byte.toString(2).padStart(8, '0')).join('');
  const at = (n: number) => BASE32[Number.parseInt(bits.slice(n * 5, n * 5 + 5), 2)];
  return Array.from({ length: CHARACTERS }, (_, n) => at(n)).join('');
}

/** A new random id behind a prefix: `r-` and 10 characters. */
export function newId(prefix: string): string {
  return `${prefix}-${shortId(randomBytes(7))}`;
}
