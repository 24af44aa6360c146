/**
 * Characters: what entities stand for, and what may not stand in any text. Only the entities of XML and HTML are known;
 * those that a document declares for itself are never expanded, nor is anything read for them.
 */
import { Parser } from 'htmlparser2';

/** Stands for a `<` that opens no tag while markup is taken apart; no valid document can contain it. */
export const BARE_LT = '\uFFFE';

const ENTITY = /&(?:#(\d{1,8})|#x([\da-f]{1,7})|([a-z][a-z\d]{1,31}));/gi;

const OF_XML = new Map(Object.entries({ amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }));

/** Names met so far, known or not. HTML has 2,125 names with a semicolon; more than this many are an attack on memory. */
const MAX_NAMES = 4096;

/** Names in one text that nobody knows; past them no other is looked up, which takes a microsecond each. */
const MAX_UNKNOWN = 100;

const names = new Map<string, string>();

/** Text as it was meant: `&amp;`, `&#8217;` and `&eacute;` are read, any other name stays as it stands. */
export function decodeEntities(text: string): string {
  if (!text.includes('&')) return text;
  let unknown = 0;
  return text.replace(ENTITY, (whole, decimal?: string, hex?: string, name?: string) => {
    if (name === undefined) return characterOf(decimal === undefined ? Number.parseInt(hex!, 16) : Number(decimal));
    const read = OF_XML.get(name) ?? (unknown < MAX_UNKNOWN ? namedCharacter(whole) : whole);
    if (read === whole) unknown += 1;
    return read;
  });
}

/** The library knows the names; it is asked once for each. */
function namedCharacter(entity: string): string {
  const known = names.get(entity);
  if (known !== undefined) return known;
  let read = '';
  new Parser({ ontext: data => (read += data) }).end(entity);
  // HTML knows `&copy` without its end, so that of `&copyright;` it would read the beginning.
  if (read.endsWith(';')) read = entity;
  if (names.size >= MAX_NAMES) names.clear();
  names.set(entity, read);
  return read;
}

function characterOf(code: number): string {
  if (code === 0 || code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff)) return '\uFFFD';
  return code >= 0x80 && code <= 0x9f ? windows1252(code) : String.fromCodePoint(code);
}

const latin = new TextDecoder('windows-1252');

/** 0x80 to 0x9f are control characters that nobody means: whoever writes them means those of windows-1252. */
function windows1252(code: number): string {
  return latin.decode(Uint8Array.of(code));
}

/** Text without control characters (but tab and new line), lone surrogates and what stood in for a bare `<`. */
export function cleanText(text: string): string {
  return text
    .replaceAll(BARE_LT, '<')
    .replace(/[\x80-\x9f]/g, character => windows1252(character.charCodeAt(0)))
    .replace(/\r\n?/g, '\n')
    .replace(/[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x80-\x9f\uFFFF\uFEFF]/g, '')
    .toWellFormed();
}

/** Text in one line, or null where nothing can be seen of it. */
export function oneLine(text: string | null | undefined): string | null {
  return (
    cleanText(text ?? '')
      .replace(/\s+/g, ' ')
      .trim() || null
  );
}
