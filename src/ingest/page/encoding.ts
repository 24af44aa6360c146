/**
 * A page's bytes as text, as browsers find out its encoding: a byte order mark, the header, what the page says in its first bytes; and
 * where nobody says, UTF-8 if that is what the bytes are, else the old encoding of the West. Never fails.
 */
import { Parser } from 'htmlparser2';

/** Bytes in which a page may name its encoding; the standard has 1,024, and pages put it behind long scripts. */
const HEAD = 4_096;

/** What a page that names no encoding and is not UTF-8 is in. */
const OLD = 'windows-1252';

/** @param contentType the header, which goes before what the page says. */
export function decodePage(body: Uint8Array, contentType: string | null): string {
  const encoding = markOf(body) ?? encodingOf(charsetIn(contentType)) ?? encodingInPage(body) ?? guess(body);
  return new TextDecoder(encoding).decode(body);
}

function markOf([first, second, third]: Uint8Array): string | null {
  if (first === 0xef && second === 0xbb && third === 0xbf) return 'utf-8';
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  return first === 0xfe && second === 0xff ? 'utf-16be' : null;
}

function charsetIn(value: string | null): string | null {
  return /charset\s*=\s*["']?([^\s"';,>]+)/i.exec(value ?? '')?.[1] ?? null;
}

/** The standard's name for a label; null for one it does not know, or that decodes nothing. */
function encodingOf(label: string | null): string | null {
  if (label === null || /^(replacement|x-user-defined)$/i.test(label)) return null;
  try {
    return new TextDecoder(label).encoding;
  } catch {
    // A RangeError is how TextDecoder says that it knows no such label.
    return null;
  }
}

/** A page in which this can be read one byte a letter is not in UTF-16, whatever it says: it means UTF-8. */
function encodingInPage(body: Uint8Array): string | null {
  const encoding = encodingOf(charsetInHead(new TextDecoder('latin1').decode(body.subarray(0, HEAD))));
  return encoding?.startsWith('utf-16') ? 'utf-8' : encoding;
}

/** The first that counts of `<meta charset>`, `<meta http-equiv>` and an XML declaration; nothing inside comments and scripts does. */
function charsetInHead(head: string): string | null {
  let found = /^\s*<\?xml[^>]*\bencoding\s*=\s*["']([^"']+)/i.exec(head)?.[1] ?? null;
  const parser = new Parser({
    onopentag(name, { charset, content, ...given }) {
      if (found !== null || name !== 'meta') return;
      const isType = given['http-equiv']?.toLowerCase() === 'content-type';
      found = charset ?? (isType ? charsetIn(content ?? null) : null);
    },
  });
  parser.end(head);
  return found;
}

function guess(body: Uint8Array): string {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(body);
    return 'utf-8';
  } catch {
    // A TypeError is how TextDecoder says that these are not bytes of UTF-8.
    return OLD;
  }
}
