/**
 * Cuts a text into blocks: headings, list items, table rows and paragraphs. A block is one line, or the lines of one wrapped
 * paragraph. Looks at the shape of lines alone; what a line is about, and whether it is page furniture, is decided elsewhere.
 */

export type BlockKind = 'heading' | 'item' | 'row' | 'paragraph';

/** Offsets into the text, list markers and surrounding white space left out. */
export interface Block {
  start: number;
  end: number;
  kind: BlockKind;
}

interface Line {
  start: number;
  end: number;
  text: string;
  /** Lines without a blank line between them share a run. */
  run: number;
}

const BREAK = /\r\n|[\n\r\u2028\u2029]/g;
const MARKER = /^(?:[•‣▪●◦∙·■□–*+-]|\(?\d{1,3}[.)]|\(?[a-z]\))[\s]+(?=\S)/u;
const STRAY_DOT = /^\.(?=[\p{L}\p{N}])/u;
const CELLS = /\t|\s[|¦]\s|^\||\s{3,}/;
const TERMINAL = /[.!?…。！？:;,][”"’')\]»]*$/u;
const WRAP = { least: 50, most: 100 };
/** Longer lines are paragraphs that lack a full stop; a line of title case may have more words. Length in UTF-16 units. */
const HEADING = { length: 140, words: 12, titleWords: 20 };

/** Blocks in order, never overlapping; every character outside them is white space, a list marker or a stray dot. */
export function splitBlocks(text: string): Block[] {
  const lines = splitLines(text);
  const blocks: Block[] = [];
  for (let i = 0; i < lines.length; ) {
    let end = i + 1;
    while (end < lines.length && lines[end]!.run === lines[i]!.run) end++;
    blocks.push(...runBlocks(lines.slice(i, end)));
    i = end;
  }
  return closeHeadings(blocks);
}

function splitLines(text: string): Line[] {
  const lines: Line[] = [];
  let run = 0;
  let from = 0;
  for (const stop of [
    ...text.matchAll(BREAK).map(found => [found.index, found[0].length] as const),
    [text.length, 0] as const,
  ]) {
    const raw = text.slice(from, stop[0]);
    const trimmed = raw.trim();
    const start = from + raw.length - raw.trimStart().length;
    if (trimmed) lines.push({ start, end: start + trimmed.length, text: trimmed, run });
    else run++;
    from = stop[0] + stop[1];
  }
  return lines;
}

function runBlocks(lines: Line[]): Block[] {
  if (isTable(lines)) return lines.map(line => ({ start: line.start, end: line.end, kind: 'row' }));
  if (isWrapped(lines)) return [{ start: lines[0]!.start, end: lines.at(-1)!.end, kind: 'paragraph' }];
  return lines.map(lineBlock);
}

/**
 * Cells are kept apart by tabs, bars or wide gaps; where a page lost them, a run of short lines under a head of two to four
 * words, none of them closed by punctuation, is still a table.
 */
function isTable(lines: Line[]): boolean {
  if (lines.length < 2 || lines.some(line => MARKER.test(line.text))) return false;
  if (lines.every(line => CELLS.test(line.text))) return true;
  if (lines.length < 3) return false;
  const head = lines[0]!.text.split(/\s+/);
  return head.length >= 2 && head.length <= 4 && lines.every(isCellLike);
}

function isCellLike({ text }: Line): boolean {
  return text.length <= 160 && /\s/.test(text) && !TERMINAL.test(text) && /^[\p{Lu}\p{N}]/u.test(text);
}

/** Lines broken at a fixed width, told by their even length and by a line that goes on in small letters. */
function isWrapped(lines: Line[]): boolean {
  if (lines.length < 2 || lines.some(line => MARKER.test(line.text))) return false;
  const full = lines.slice(0, -1).every(({ text }) => text.length >= WRAP.least && text.length <= WRAP.most);
  return full && lines.slice(1).some(({ text }) => /^\p{Ll}/u.test(text));
}

function lineBlock(line: Line): Block {
  const marker = MARKER.exec(line.text)?.[0].length ?? 0;
  const dot = STRAY_DOT.exec(line.text.slice(marker, marker + 4))?.[0].length ?? 0;
  const start = line.start + marker + dot;
  if (marker) return { start, end: line.end, kind: 'item' };
  return { start, end: line.end, kind: isHeading(line.text) ? 'heading' : 'paragraph' };
}

function isHeading(text: string): boolean {
  if (/^Q:\s.{3,200}\?$/u.test(text)) return true;
  if (text.length > HEADING.length || !/[\p{L}]/u.test(text)) return false;
  if (TERMINAL.test(text) || /[@|»]|https?:|\.com\b/u.test(text)) return false;
  if (/^[“"‘']/u.test(text) && /[”"’']$/u.test(text)) return false;
  if (!/^[^\p{L}]*[\p{Lu}\p{Lo}]/u.test(text)) return false;
  const words = text.split(/\s+/);
  return words.length <= (isTitleCase(text) ? HEADING.titleWords : HEADING.words);
}

/** Whether nearly all longer words of a line are capitalised, so that a capital tells nothing. A sentence is never a title. */
export function isTitleCase(text: string): boolean {
  if (TERMINAL.test(text)) return false;
  const words = text.match(/[\p{L}][\p{L}\p{M}’'-]{3,}/gu) ?? [];
  const capital = words.filter(word => /^\p{Lu}/u.test(word)).length;
  return words.length >= 3 && capital >= words.length * 0.7;
}

/** The only line of a text is no heading: it heads nothing. */
function closeHeadings(blocks: Block[]): Block[] {
  if (blocks.length === 1 && blocks[0]!.kind === 'heading') return [{ ...blocks[0]!, kind: 'paragraph' }];
  return blocks;
}
