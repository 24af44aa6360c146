/**
 * What a body is, by its header and then by its bytes: servers often say the wrong thing, and bytes cannot. Decides whether to
 * read on, never what a text says.
 */
import type { FetchKind } from '../../core/ports.ts';

/** Asked for first what is wanted, then anything: some servers refuse a list without it. */
export const ACCEPT: Record<FetchKind, string> = {
  page: 'text/html, application/xhtml+xml',
  feed: 'application/rss+xml, application/atom+xml, application/feed+json, application/xml;q=0.9, text/xml;q=0.9, application/json;q=0.8',
};

/** Types that are never a page or a feed. Unknown ones, and those that servers give to anything, are decided by the bytes. */
const OTHER =
  /^(image|audio|video|font|model)\/|^application\/(pdf|zip|gzip|x-tar|x-7z-compressed|vnd\.|msword|wasm|epub|x-shockwave)|^text\/(css|javascript|csv|calendar)|^application\/(x-)?(javascript|ecmascript)/;

/** Two that the list above would take for an office's files. */
const OURS = /^application\/vnd\.(wap\.xhtml|api|[\w.-]+\+(json|xml))/;

/** A feed's root behind whatever may stand before it. */
const FEED = /^\s*(<\?[\s\S]*?\?>\s*|<!--[\s\S]*?-->\s*|<!doctype[^>]*>\s*)*<(\w+:)?(rss|feed|rdf)[\s>]/i;

const HTML = /<!doctype html|<(html|head|body|title|meta|div|p|article|main|table|h1)[\s>]/i;

/** Bytes that are looked at. */
const HEAD = 1_024;

export function isOtherMedia(contentType: string | null): boolean {
  const type = (contentType ?? '').toLowerCase();
  return OTHER.test(type) && !OURS.test(type);
}

/** HTML, something that may be a feed (XML or JSON), or neither. */
export function mediaOf(contentType: string | null, body: Uint8Array): 'html' | 'feed' | null {
  const head = headOf(body);
  if (head === null) return null;
  if (FEED.test(head)) return 'feed';
  if (HTML.test(head)) return 'html';
  if (/^\s*[{[]/.test(head)) return 'feed';
  const type = (contentType ?? '').toLowerCase();
  if (/^(text\/html|application\/xhtml)/.test(type)) return 'html';
  return /[/+](xml|json|rss|atom)\b/.test(type) || /^\s*<(\?xml|!--|!doctype (rss|feed))/i.test(head) ? 'feed' : null;
}

/** The first bytes, as far as they matter here, as text; null where no text begins so. */
function headOf(body: Uint8Array): string | null {
  const [first, second] = body;
  if (first === 0xff && second === 0xfe) return decoded('utf-16le', body);
  if (first === 0xfe && second === 0xff) return decoded('utf-16be', body);
  const head = body.subarray(0, HEAD);
  // Without a mark, UTF-16 shows as a NUL beside each letter of a tag.
  if (head[0] === 0x3c && head[1] === 0) return decoded('utf-16le', body);
  if (head[0] === 0 && head[1] === 0x3c) return decoded('utf-16be', body);
  return head.some(isBinary) ? null : decoded('latin1', body).replace(/^ï»¿/, '');
}

/** Control bytes that stand in no text, by the WHATWG's table of binary data bytes. */
function isBinary(byte: number): boolean {
  return byte <= 0x08 || byte === 0x0b || (byte >= 0x0e && byte <= 0x1a) || (byte >= 0x1c && byte <= 0x1f);
}

function decoded(encoding: string, body: Uint8Array): string {
  return new TextDecoder(encoding).decode(body.subarray(0, HEAD));
}
