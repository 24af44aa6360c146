/**
 * What the head of a response means: where it leads on, which fault it is, how long to wait. Pure; never shows the query of an address.
 */
import { type ErrorCode, StetError } from '../../core/errors.ts';
import { shownUrl } from '../shown-url.ts';

export type Headers = Record<string, string | string[] | undefined>;

const REDIRECTS = new Set([301, 302, 303, 307, 308]);
const FOR_GOOD = new Set([301, 308]);

/** A longer wait is a slip or an insult, milliseconds; whoever means it is asked once a day. */
const LONGEST_WAIT_MS = 24 * 60 * 60 * 1_000;

export interface Hop {
  to: URL;
  forGood: boolean;
}

/** The first value of a header; null where it is missing. */
export function headerOf(headers: Headers, name: string): string | null {
  const value = headers[name];
  return (Array.isArray(value) ? value[0] : value) ?? null;
}

/** Where a response leads on, or null where it does not. Throws `fetch-failed` for one that leads nowhere. */
export function hopOf(status: number, headers: Headers, from: URL): Hop | null {
  if (!REDIRECTS.has(status)) return null;
  const location = headerOf(headers, 'location');
  // Bytes of a header come one a character; an address with letters beyond ASCII is nearly always in UTF-8.
  const to = location === null ? null : URL.parse(Buffer.from(location, 'latin1').toString('utf8'), from.href);
  if (to === null) throw new StetError('fetch-failed', `${shownUrl(from)}: a redirect that leads nowhere`);
  to.hash = '';
  return { to, forGood: FOR_GOOD.has(status) };
}

/** The fault of a status that brings nothing; null for one that does. */
export function statusFault(status: number, headers: Headers, url: URL, now: Date): StetError | null {
  if (status === 200 || status === 203) return null;
  const retryAfterMs = waitOf(headerOf(headers, 'retry-after'), now);
  return new StetError(codeOf(status), `${shownUrl(url)}: status ${status}`, { retryAfterMs });
}

function codeOf(status: number): ErrorCode {
  if (status === 404) return 'not-found';
  if (status === 410) return 'gone';
  if (status === 429 || status === 503) return 'fetch-later';
  // A time-out told as 408, and early data refused as 425, pass.
  return status >= 400 && status < 500 && status !== 408 && status !== 425 ? 'no-access' : 'fetch-failed';
}

/** `Retry-After` as milliseconds from now: seconds, or a date. */
function waitOf(value: string | null, now: Date): number | null {
  if (value === null) return null;
  const ms = /^\s*\d{1,10}\s*$/.test(value) ? Number(value) * 1_000 : Date.parse(value) - now.getTime();
  return Number.isNaN(ms) ? null : Math.min(Math.max(ms, 0), LONGEST_WAIT_MS);
}

/** `Cache-Control: max-age` as milliseconds; null where it does not say, or says that nothing may be kept. */
export function freshForMs(headers: Headers): number | null {
  const said = headerOf(headers, 'cache-control') ?? '';
  const seconds = /(?:^|[,\s])max-age="?(\d{1,10})/i.exec(said)?.[1];
  return seconds === undefined || /no-store|no-cache/i.test(said) ? null : Number(seconds) * 1_000;
}

/** Any fault of the way to an address as one that says so in words for people. */
export function asFetchFault(thrown: unknown, url: URL, timedOut: boolean, seconds: number): StetError {
  const own = ownFault(thrown);
  if (own) return own;
  const shown = shownUrl(url);
  const why = timedOut ? `it took longer than ${seconds} seconds` : whyOf(thrown);
  return new StetError('fetch-failed', `${shown}: ${why}`, { cause: thrown, userMessage: `${shown}: ${why}.` });
}

/** A fault of ours that the net library has wrapped, or that stands in a group of tries. */
function ownFault(thrown: unknown): StetError | null {
  if (thrown instanceof StetError) return thrown;
  if (thrown instanceof AggregateError) return thrown.errors.map(ownFault).find(fault => fault !== null) ?? null;
  return thrown instanceof Error && thrown.cause !== undefined ? ownFault(thrown.cause) : null;
}

const WHY: Record<string, string> = {
  ENOTFOUND: 'there is no host of that name',
  EAI_AGAIN: 'its name cannot be looked up now',
  ECONNREFUSED: 'nothing listens there',
  ECONNRESET: 'the other side hung up',
  UND_ERR_SOCKET: 'the other side hung up',
  UND_ERR_CONNECT_TIMEOUT: 'no connection came about',
  UND_ERR_RES_CONTENT_LENGTH_MISMATCH: 'what came is not as long as it should be',
  UND_ERR_HEADERS_OVERFLOW: 'its headers are too long',
};

function whyOf(thrown: unknown): string {
  const code = thrown instanceof Error && 'code' in thrown ? String(thrown.code) : '';
  if (/CERT|TLS|SSL|SELF_SIGNED|VERIFY/.test(code)) return 'its certificate is not in order';
  return WHY[code] ?? 'it did not answer as it should';
}
