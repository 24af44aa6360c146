/**
 * Bytes to text. Labels are believed only as far as the bytes agree with them: servers and templates often give a wrong one.
 * It never throws; what cannot be decoded becomes U+FFFD.
 */
import type { FeedSource } from './model.ts';

/** An encoding declaration stands in the first bytes of a document or nowhere. */
const HEAD_BYTES = 1024;

const SERVER_LABEL = /charset\s*=\s*["']?([^"';\s]+)/i;
const OWN_LABEL = /<\?xml[^>]*?\bencoding\s*=\s*["']\s*([^"'>\s]+)/i;

const TWO_BYTES = /^(big5|gb|euc-|shift_jis|iso-2022-jp)/;

/**
 * What a language was written in before UTF-8, the stricter first, for feeds that give no label. From the table of the HTML
 * standard ("determining the character encoding"), with more than one where one was not enough.
 */
const BY_LANGUAGE: readonly (readonly [RegExp, readonly string[]])[] = [
  [/^ja/, ['iso-2022-jp', 'euc-jp', 'shift_jis']],
  [/^ko/, ['euc-kr']],
  [/^zh-(tw|hk|hant)/, ['big5']],
  [/^zh/, ['gb18030']],
  [/^(ru|uk|bg|sr|mk|be)/, ['windows-1251']],
  [/^(cs|hu|pl|sk|sl|hr|ro)/, ['windows-1250']],
  [/^el/, ['windows-1253']],
  [/^(tr|az|ku)/, ['windows-1254']],
  [/^he/, ['windows-1255']],
  [/^(ar|fa)/, ['windows-1256']],
  [/^(et|lt|lv)/, ['windows-1257']],
  [/^vi/, ['windows-1258']],
  [/^th/, ['windows-874']],
];

/** The text of a document. A byte order mark decides; then the server's label, the document's own, and UTF-8 are tried. */
export function decodeDocument(bytes: Uint8Array, source: FeedSource = {}): string {
  const sure = byMark(bytes) ?? byWidth(bytes);
  if (sure !== null) return decodeWide(bytes, sure) ?? new TextDecoder(sure).decode(bytes);
  const utf8 = strictly(bytes, 'utf-8');
  const labels = [labelOf(source.headers?.['content-type'], SERVER_LABEL), labelOf(headOf(bytes), OWN_LABEL)].filter(
    // Two bytes a letter would have been seen.
    label => label !== null && !label.startsWith('utf-16'),
  ) as string[];
  for (const label of labels) {
    const text = utf8 !== null && isUtf8Anyway(utf8, label) ? utf8 : strictly(bytes, label);
    if (text !== null) return text;
  }
  return utf8 ?? withoutLabel(bytes, labels.includes('utf-8'));
}

/** The encoding of a byte order mark. */
function byMark([a, b, c, d]: Uint8Array): string | null {
  if (a === 0xef && b === 0xbb && c === 0xbf) return 'utf-8';
  if (a === 0xff && b === 0xfe) return c === 0 && d === 0 ? 'utf-32le' : 'utf-16le';
  if (a === 0xfe && b === 0xff) return 'utf-16be';
  return a === 0 && b === 0 && c === 0xfe && d === 0xff ? 'utf-32be' : null;
}

/** Whether the first character takes two bytes or four: XML and JSON both begin with one of ASCII. */
function byWidth(bytes: Uint8Array): string | null {
  const zeros = [...bytes.subarray(0, 4)].map(byte => (byte === 0 ? '0' : '1')).join('');
  return { '1000': 'utf-32le', '0001': 'utf-32be', '1010': 'utf-16le', '0101': 'utf-16be' }[zeros] ?? null;
}

/** UTF-32, which `TextDecoder` does not know; null for the rest. */
function decodeWide(bytes: Uint8Array, encoding: string): string | null {
  if (!encoding.startsWith('utf-32')) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const parts: string[] = [];
  for (let at = 0; at + 4 <= bytes.length; at += 4) {
    const code = view.getUint32(at, encoding === 'utf-32le');
    parts.push(code > 0x10ffff ? '\uFFFD' : String.fromCodePoint(code));
  }
  return parts.join('');
}

/**
 * Whether text that is flawless UTF-8 was written as UTF-8 although a label says otherwise. Where a letter is one byte, anything
 * decodes. Where it is two, one letter in fifteen happens to be valid UTF-8, so that four in a row are no chance.
 */
function isUtf8Anyway(utf8: string, label: string): boolean {
  return !TWO_BYTES.test(label) || (utf8.match(/[^\x00-\x7f]/g)?.length ?? 0) >= 4;
}

function headOf(bytes: Uint8Array): string {
  return new TextDecoder('latin1').decode(bytes.subarray(0, HEAD_BYTES));
}

/** The encoding that a label in this text names, by its standard name; null where there is none or none that is known. */
function labelOf(text: string | undefined, pattern: RegExp): string | null {
  const label = pattern.exec(text ?? '')?.[1]?.toLowerCase();
  if (label === undefined) return null;
  return nameOf(label) ?? nameOf(label.replaceAll('_', '-')) ?? nameOf(label.replace(/^(cp|win)-?(?=\d)/, 'windows-'));
}

function nameOf(label: string): string | null {
  try {
    return new TextDecoder(label).encoding;
  } catch {
    return null;
  }
}

/** The text, or null where some bytes mean nothing. A letter that is cut off at the end is left out. */
function strictly(bytes: Uint8Array, encoding: string): string | null {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes, { stream: true });
  } catch {
    return null;
  }
}

/** Bytes that are no flawless UTF-8, and that no label fits. */
function withoutLabel(bytes: Uint8Array, saysUtf8: boolean): string {
  const damaged = new TextDecoder('utf-8').decode(bytes);
  if (saysUtf8 && isMostlyWhole(damaged)) return damaged;
  const language = /<(?:dc:)?language>\s*([a-z-]+)|xml:lang\s*=\s*["']([a-z-]+)/i.exec(headOf(bytes));
  const tag = (language?.[1] ?? language?.[2] ?? '').toLowerCase();
  const usual = BY_LANGUAGE.find(([pattern]) => pattern.test(tag))?.[1] ?? [];
  for (const encoding of usual) {
    const text = strictly(bytes, encoding);
    if (text !== null) return text;
  }
  return isMostlyWhole(damaged) ? damaged : new TextDecoder('windows-1252').decode(bytes);
}

/** Whether more letters beyond ASCII were read than were lost. */
function isMostlyWhole(text: string): boolean {
  const lost = text.match(/\uFFFD/g)?.length ?? 0;
  const read = text.match(/[^\x00-\x7f\uFFFD]/g)?.length ?? 0;
  return read > lost;
}
