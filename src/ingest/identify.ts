/**
 * Which article a text is. An id is the corpus's own, else it is made from the canonical URL, so that the same article read
 * twice, by any process, gets the same id.
 */
import { createHash } from 'node:crypto';
import { pathToFileURL } from 'node:url';

/** RFC 4648 base32 in lower case: letters and the digits 2 to 7. */
const BASE32 = 'abcdefghijklmnopqrstuvwxyz234567';

/** 10 characters of base32 are 50 bits: among a million articles a collision has odds of 1 in 2,000. */
const ID_CHARACTERS = 10;

/** `a-` and 10 base32 characters of the SHA-256 of a canonical URL. */
export function articleIdOf(url: string): string {
  const bits = [...createHash('sha256').update(url).digest()].map(byte => byte.toString(2).padStart(8, '0')).join('');
  const characters = Array.from(
    { length: ID_CHARACTERS },
    (_, at) => BASE32[Number.parseInt(bits.slice(at * 5, at * 5 + 5), 2)],
  );
  return `a-${characters.join('')}`;
}

/** The URL of a file on this machine: identity for a text that has no URL of its own. Never shown to anyone. */
export function fileUrlOf(path: string): string {
  return pathToFileURL(path).href;
}
