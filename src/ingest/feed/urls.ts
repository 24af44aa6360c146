/** Addresses in feeds: made absolute, and only those of the web. Nothing is fetched, and no address is called safe here. */
import type { Element } from './elements.ts';
import type { FeedSource } from './model.ts';

/** Browsers and servers stop far below. */
const MAX_URL = 8000;

/**
 * The web address a feed means, or null. One that is absolute stays as it is written: telling two spellings of an address apart is
 * done elsewhere.
 */
export function webUrl(href: string | null | undefined, base: string | null): string | null {
  const given = href?.trim() ?? '';
  if (given === '' || given.length > MAX_URL) return null;
  const parsed = URL.parse(given, base ?? undefined);
  if (parsed === null || !/^https?:$/.test(parsed.protocol)) return null;
  return /^https?:\/\/[!-~]+$/i.test(given) ? given : parsed.href;
}

/** What links in a document are relative to: `Content-Location` (RFC 2616) where a server sends it, else its own address. */
export function baseOf({ url, headers }: FeedSource): string | null {
  return webUrl(headers?.['content-location'], url ?? null) ?? url ?? null;
}

/** What links in an element are relative to. An `xml:base` that leads nowhere changes nothing. */
export function baseWithin(element: Element, base: string | null): string | null {
  return webUrl(element.attributes['xml:base'], base) ?? base;
}
