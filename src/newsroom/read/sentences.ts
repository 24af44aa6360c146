/**
 * Cuts a block into sentences by what stands around each stop: abbreviations, initials, decimals, ellipses, closing quotes,
 * and the missing space of hasty editing. Knows no names and no page; every choice is made from a bounded neighbourhood, so the
 * whole is linear however the text was made.
 */
import { ANYWHERE, BEFORE_NAMES, BEFORE_NUMBERS, STARTERS } from '../data/abbreviations.ts';
import { SAYS } from '../data/speaking.ts';

export interface Piece {
  start: number;
  end: number;
}

const STOP = /[.!?…。！？]+/gu;
const CLOSERS = new Set('”’"\')]»');
const OPENERS = new Set('“‘"\'([«—–-¿¡');
/** No sentence is longer (UTF-16 units): beyond it a text is cut at white space, so that nothing downstream meets a giant. */
const LONGEST = 1500;
/** How far back an abbreviation or forward a next word is looked for. */
const NEAR = 40;

/** Sentences of `text.slice(start, end)`, trimmed, in order; offsets are into `text`. Their union is all but white space. */
export function splitSentences(text: string, start: number, end: number): Piece[] {
  const block = text.slice(start, end);
  const cuts = [...stops(block), block.length];
  const pieces: Piece[] = [];
  let from = 0;
  for (const cut of cuts) {
    for (const piece of shorten(block, from, cut)) pushTrimmed(pieces, block, piece, start);
    from = cut;
  }
  return pieces;
}

/** Adds a piece without its surrounding white space; nothing when it is blank. */
export function pushTrimmed(pieces: Piece[], text: string, piece: Piece, offset = 0): void {
  const raw = text.slice(piece.start, piece.end);
  const trimmed = raw.trim();
  if (!trimmed) return;
  const start = offset + piece.start + raw.length - raw.trimStart().length;
  pieces.push({ start, end: start + trimmed.length });
}

function* stops(block: string): Generator<number> {
  let straight = 0;
  let counted = 0;
  for (const found of block.matchAll(STOP)) {
    const at = found.index;
    for (; counted < at; counted++) if (block[counted] === '"') straight++;
    let after = at + found[0].length;
    // A straight mark closes only when one is open.
    let open = straight % 2 === 1;
    while (after < block.length && CLOSERS.has(block[after]!) && (block[after] !== '"' || open)) {
      if (block[after] === '"') open = false;
      after++;
    }
    if (after < block.length && isEnd(block, at, found[0], after)) yield after;
  }
}

function isEnd(block: string, at: number, stop: string, after: number): boolean {
  if (/[。！？]/u.test(stop)) return true;
  const closed = block.slice(at + stop.length, after);
  const rest = block.slice(after, after + NEAR * 2);
  const gap = /^\s+/u.exec(rest)?.[0].length ?? 0;
  const next = skipOpeners(rest.slice(gap));
  if (gap === 0) return isGluedEnd(block, at, stop, closed, rest);
  if (stop === '.' && closed === '') return isFullStop(block, at, next);
  if (!startsUpper(next)) return false;
  if (/[.…]/.test(stop) && stop !== '.' && /\s/.test(block[at - 1] ?? ' ')) return false;
  return stop === '.' || !isReportedAfter(rest.slice(gap));
}

/** "It ended.The": a small letter, a stop and a capital with no space is two sentences, unless it is an address. */
function isGluedEnd(block: string, at: number, stop: string, closed: string, rest: string): boolean {
  if (!/^[“‘«]?\p{Lu}\p{Ll}*(?:[\s,’']|$)/u.test(rest)) return false;
  if (/[”"»]/.test(closed)) return true;
  const word = wordBefore(block, at);
  return stop.length === 1 && closed === '' && /\p{Ll}{2}$/u.test(word) && !/[/@]|www|\./.test(word);
}

function isFullStop(block: string, at: number, next: string): boolean {
  const word = wordBefore(block, at).toLowerCase();
  const bare = word.replace(/^[^\p{L}\p{N}]+/u, '');
  const starter = STARTERS.has(/^[\p{L}’']+/u.exec(next)?.[0].toLowerCase() ?? '');
  if (/^\d{1,3}$/.test(bare) && block.slice(0, at).trim() === bare) return false;
  if (BEFORE_NAMES.has(bare)) return false;
  if (BEFORE_NUMBERS.has(bare)) return !/^\d/.test(next) && startsUpper(next) && (bare === 'no' || starter);
  if (ANYWHERE.has(bare) || /^(?:\p{L}\.)*\p{L}$/u.test(bare)) return startsUpper(next) && starter;
  if (startsUpper(next)) return true;
  // A small letter after a whole word and a single stop is careless typing far more often than an abbreviation.
  return /^\p{Ll}/u.test(next) && /\p{Ll}{4}$/u.test(bare);
}

/** “Is it over?” the minister asked: the words after a closing mark still belong to the quotation. */
function isReportedAfter(rest: string): boolean {
  const words = rest.split(/[!?;:“"]/u, 1)[0]!.split(/[\s,]+/u, 6);
  const stop = words.findIndex(word => word.endsWith('.') && !BEFORE_NAMES.has(word.slice(0, -1).toLowerCase()));
  const near = stop < 0 ? words : words.slice(0, stop + 1).map(word => word.replace(/\.$/, ''));
  return near.some((word, i) => i > 0 && SAYS.has(word)) && !STARTERS.has(words[0]!.toLowerCase());
}

function wordBefore(block: string, at: number): string {
  const near = block.slice(Math.max(0, at - NEAR), at).trimEnd();
  return /[^\s“”"‘([]*$/u.exec(near)?.[0] ?? '';
}

function skipOpeners(rest: string): string {
  let i = 0;
  while (i < rest.length && (OPENERS.has(rest[i]!) || /\s/.test(rest[i]!))) i++;
  return rest.slice(i);
}

function startsUpper(next: string): boolean {
  return /^[\p{Lu}\p{Lt}\p{Lo}\p{N}€$£¥@#]/u.test(next);
}

function* shorten(block: string, from: number, to: number): Generator<Piece> {
  let start = from;
  while (to - start > LONGEST) {
    const cut = start + cutAt(block.slice(start, start + LONGEST));
    yield { start, end: cut };
    start = cut;
  }
  yield { start, end: to };
}

/** At the last white space; else before a trailing high surrogate, so that no character is cut in two. */
function cutAt(chunk: string): number {
  const space = /\s(?=\S*$)/u.exec(chunk.slice(-200));
  if (space) return chunk.length - Math.min(200, chunk.length) + space.index + 1;
  return /[\uD800-\uDBFF]$/.test(chunk) ? chunk.length - 1 : chunk.length;
}
