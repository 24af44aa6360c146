/**
 * Who may read what is told over HTTP: whoever has the token; without one whoever is on this machine, and no page of the web that
 * a browser there has open. Pure. The token is compared in constant time and never shown.
 */
import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { isLoopback } from '../../core/loopback.ts';

/** What is missing: the token, or a name of this machine. */
export type Refusal = 'token' | 'host';

/**
 * Null where it may be read. The token comes as a bearer's, or as the password that a browser asks for; any user name will do.
 * @param token null where none is set, which only an address of this machine may do without.
 */
export function refusalOf(
  { authorization = '', host = '' }: Pick<IncomingHttpHeaders, 'authorization' | 'host'>,
  token: string | null,
): Refusal | null {
  if (token !== null) return isSame(givenToken(authorization), token) ? null : 'token';
  // A page may have its own name lead to this machine (DNS rebinding); the name it used tells.
  return isLoopback(URL.parse(`http://${host}`)?.hostname.replace(/^\[(.*)\]$/, '$1') ?? '') ? null : 'host';
}

function givenToken(authorization: string): string {
  const [, scheme = '', given = ''] = /^(bearer|basic) +(\S+) *$/i.exec(authorization) ?? [];
  if (scheme.toLowerCase() !== 'basic') return given;
  return Buffer.from(given, 'base64')
    .toString()
    .replace(/^[^:]*:/, '');
}

/** Hashed first: what is compared then has one length, whatever was given. */
function isSame(given: string, token: string): boolean {
  const hash = (words: string) => createHash('sha256').update(words).digest();
  return timingSafeEqual(hash(given), hash(token));
}
