/**
 * Which article a text is. An id is the corpus's own, else it is made from the canonical URL, so that the same article read
 * twice, by any process, gets the same id.
 */
import { createHash } from 'node:crypto';
import { pathToFileURL } from 'node:url';
import { shortId } from '../core/ids.ts';

/** `a-` and 10 base32 characters of the SHA-256 of a canonical URL. */
export function articleIdOf(url: string): string {
  return `a-${shortId(createHash('sha256').update(url).digest())}`;
}

/** The URL of a file on this machine: identity for a text that has no URL of its own. Never shown to anyone. */
export function fileUrlOf(path: string): string {
  return pathToFileURL(path).href;
}
