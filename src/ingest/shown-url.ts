/**
 * How an address is shown to people and written to the log. Its user info, query and fragment may carry tokens: they are never
 * shown, and neither is anything of a text that is no address.
 */

/** The address without user info, query and fragment. */
export function shownUrl(url: string | URL): string {
  const parsed = typeof url === 'string' ? URL.parse(url) : url;
  if (parsed === null || !/^https?:$/.test(parsed.protocol)) return 'that address';
  return `${parsed.protocol}//${parsed.host}${parsed.pathname}`;
}
