/** What a caller wants of an address, as headers that ask for it and as the fault of what else came. */
import { StetError } from '../../core/errors.ts';
import type { Fetched, FetchKind, FetchOptions } from '../../core/ports.ts';
import { shownUrl } from '../shown-url.ts';
import { ACCEPT, isOtherMedia, mediaOf } from './media.ts';

export function headersFor({ accept, etag, lastModified }: FetchOptions): Record<string, string> {
  return {
    accept: `${accept.map(kind => ACCEPT[kind]).join(', ')}, */*;q=0.1`,
    ...(isHeaderValue(etag) ? { 'if-none-match': etag } : {}),
    ...(isHeaderValue(lastModified) ? { 'if-modified-since': lastModified } : {}),
  };
}

/** Throws `wrong-content` for what its header says is never wanted, before it is read. */
export function refuseOtherMedia(accept: readonly FetchKind[], url: URL, contentType: string | null): void {
  if (isOtherMedia(contentType)) throw unwanted(accept, url);
}

/** What a body is; throws `wrong-content` where it is not wanted. */
export function wantedMedia(
  accept: readonly FetchKind[],
  url: URL,
  contentType: string | null,
  body: Uint8Array,
): Fetched['media'] {
  const media = mediaOf(contentType, body);
  if (media === 'html' && accept.includes('page')) return media;
  if (media === 'feed' && accept.includes('feed')) return media;
  throw unwanted(accept, url);
}

/** Other text, which a server once gave, cannot be given back in a header. */
function isHeaderValue(value: string | null | undefined): value is string {
  return typeof value === 'string' && /^[\x21-\x7e\x80-\xff][\x20-\x7e\x80-\xff]*$/.test(value);
}

function unwanted(accept: readonly FetchKind[], url: URL): StetError {
  const message = `${shownUrl(url)} is not a ${accept.join(' or ')}`;
  return new StetError('wrong-content', message, { userMessage: `${message}.` });
}
