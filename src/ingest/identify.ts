/**
 * Which article a text is. An id is the corpus's own, else it is made from the canonical URL, so that the same article read
 * twice, by any process and on any way, gets the same id. Two articles must never get one: where it is not sure that two
 * addresses mean the same, they stay two, and their text will tell.
 */
import { createHash } from 'node:crypto';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { shortId } from '../core/ids.ts';
import {
  DRESS_NAMES,
  DRESSES,
  SWITCH_NAMES,
  SWITCHES,
  TRACKING_NAMES,
  TRACKING_PREFIXES,
  WAY_NAMES,
  WAYS,
} from './tracking.ts';

const require = createRequire(import.meta.url);

/** `a-` and 10 base32 characters of the SHA-256 of a canonical URL. */
export function articleIdOf(url: string): string {
  return `a-${shortId(createHash('sha256').update(url).digest())}`;
}

/** `f-` and 10 base32 characters of the SHA-256 of a feed's URL, whose parameters all count. */
export function feedIdOf(url: string): string {
  return `f-${shortId(createHash('sha256').update(url).digest())}`;
}

/** The URL of a file on this machine: identity for a text that has no URL of its own. Never shown to anyone. */
export function fileUrlOf(path: string): string {
  return pathToFileURL(path).href;
}

/**
 * The form that all addresses of one article have in common; what ids are made from. It need not answer: to open or show an article,
 * take `cleanUrl`. Scheme (on its usual port), `www.`, order and kind of parameters that say nothing, a slash, index file or `/amp` at the
 * end make no difference; path, case and all other parameters do. A text that is no web address is given back as it is.
 */
export function canonicalUrl(url: string): string {
  const parsed = parseWebUrl(cleanUrl(url));
  if (parsed === null) return url;
  if (parsed.port === '') parsed.protocol = 'https:';
  parsed.hostname = parsed.hostname.replace(/^(www\d?|amp)\.(?=[^.]+\.)/, '').replace(/\.$/, '');
  parsed.pathname = plainPath(parsed.pathname);
  const kept = [...parsed.searchParams].filter(([name, value]) => !isDress(name, value));
  parsed.search = new URLSearchParams(kept).toString();
  parsed.searchParams.sort();
  return parsed.href;
}

/**
 * An address as it may be shown, stored and opened: without what says how a reader came, user info and fragment; everything else as it
 * stands. A fragment that is a page's name (`#!/a`, `#/a`) stays.
 */
export function cleanUrl(url: string): string {
  const parsed = parseWebUrl(url);
  if (parsed === null) return url;
  parsed.username = '';
  parsed.password = '';
  if (!/^#!?\//.test(parsed.hash)) parsed.hash = '';
  parsed.pathname = parsed.pathname.replace(/;jsessionid=[^/]*/gi, '');
  // Piece by piece, so that what stays is not written anew.
  const kept = parsed.search
    .slice(1)
    .split('&')
    .filter(piece => piece !== '' && !isTracking(...nameAndValue(piece)));
  // With its mark: a piece may begin with another.
  parsed.search = kept.length > 0 ? `?${kept.join('&')}` : '';
  return parsed.href;
}

/** The registrable domain, `site.example` of `news.site.example`; what has none (an address, a local name) is its own. */
export function domainOf(url: string): string {
  const hostname = URL.parse(url)?.hostname ?? '';
  // Loaded by the first who needs it: all suffixes of the net are 6 MB, and a question asks for none.
  const { getDomain } = require('tldts') as typeof import('tldts');
  return getDomain(hostname, { allowPrivateDomains: true }) ?? hostname;
}

/**
 * What a page says its address is, as far as it may say so: on the registrable domain it was fetched from, and not the front page of
 * a site for an article in it. Null where it says nothing that counts.
 */
export function ownCanonical(said: string | null, fetchedFrom: string): string | null {
  const parsed = said === null ? null : (URL.parse(said, fetchedFrom) ?? null);
  if (parsed === null || !/^https?:$/.test(parsed.protocol)) return null;
  if (domainOf(parsed.href) !== domainOf(fetchedFrom)) return null;
  if (isFront(parsed) && !isFront(new URL(fetchedFrom))) return null;
  return cleanUrl(parsed.href);
}

function parseWebUrl(url: string): URL | null {
  const parsed = URL.parse(url);
  return parsed !== null && /^https?:$/.test(parsed.protocol) ? parsed : null;
}

function isFront({ pathname, search }: URL): boolean {
  return plainPath(pathname) === '/' && search === '';
}

/** Without doubled slashes, an index file, `/amp` and a slash at the end; what need not be escaped is not, what is escaped is so in capitals. */
function plainPath(path: string): string {
  const plain = path
    .replace(/%([0-9a-f]{2})/gi, unescaped)
    .replace(/\/{2,}/g, '/')
    .replace(/\/(index|default)\.(html?|php|aspx?|jsp)$/i, '/')
    .replace(/(?<=\/[^/]+)\/amp\/?$/i, '')
    .replace(/(?<=[^/])\.amp(?=(\.html?)?$)/i, '')
    .replace(/\/$/, '');
  return plain === '' ? '/' : plain;
}

function unescaped(found: string, hex: string): string {
  const character = String.fromCharCode(Number.parseInt(hex, 16));
  return /[\w.~-]/.test(character) ? character : found.toUpperCase();
}

function nameAndValue(piece: string): [string, string] {
  const [[name, value] = ['', '']] = [...new URLSearchParams(piece)];
  return [name, value];
}

function isTracking(name: string, value: string): boolean {
  const lower = name.toLowerCase();
  if (TRACKING_NAMES.has(lower) || TRACKING_PREFIXES.some(prefix => lower.startsWith(prefix))) return true;
  return (WAY_NAMES.has(lower) && WAYS.test(value)) || (SWITCH_NAMES.has(lower) && SWITCHES.test(value));
}

function isDress(name: string, value: string): boolean {
  return DRESS_NAMES.has(name.toLowerCase()) && DRESSES.test(value);
}
