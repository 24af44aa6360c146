/**
 * From text to drafts: blocks cut into sentences, with an embedded post's links and attribution cut away from its words.
 * Calls the splitters and nothing else; `parts.ts` marks what the drafts are.
 */
import { splitBlocks } from './blocks.ts';
import type { Draft } from './parts.ts';
import { type Piece, pushTrimmed, splitSentences } from './sentences.ts';

const DEBRIS =
  /(?:pic\.(?:twitter|x)\.com\/|https?:\/\/t\.co\/)\w{1,40}|[—–]\s?[^—–()\n]{1,80}\(@\w{1,30}\)\s+\p{L}{3,9}\.?\s\d{1,2},\s\d{4}/gu;

/**
 * Real text of the longest length read gives about 2,000 passages; only noise (a line a character) gives more than this, and it would
 * cost the index dear.
 */
export const MOST_PASSAGES = 20_000;

/** Drafts in order, at most `MOST_PASSAGES`, all of them body so far. Up to the last of them, every character outside is white space or a list marker. */
export function draftPassages(text: string): Draft[] {
  const drafts: Draft[] = [];
  for (const [n, block] of splitBlocks(text).entries()) {
    if (drafts.length >= MOST_PASSAGES) break;
    const kind = block.kind === 'paragraph' ? 'sentence' : block.kind;
    // A heading or a row is one unit whatever stops stand in it, unless it is a giant.
    const whole = (block.kind === 'heading' || block.kind === 'row') && block.end - block.start <= 300;
    const pieces = whole ? [{ start: block.start, end: block.end }] : cutBlock(text, block);
    for (const { start, end } of pieces) {
      drafts.push({ start, end, text: text.slice(start, end), kind, block: n, part: 'body', post: null });
    }
  }
  return drafts.slice(0, MOST_PASSAGES);
}

function cutBlock(text: string, block: Piece): Piece[] {
  const words = text.slice(block.start, block.end);
  if (!/[@/]/.test(words)) return splitSentences(text, block.start, block.end);
  const pieces: Piece[] = [];
  let from = block.start;
  for (const found of words.matchAll(DEBRIS)) {
    const at = block.start + found.index;
    if (at < from) continue;
    pieces.push(...splitSentences(text, from, at));
    pushTrimmed(pieces, text, { start: at, end: at + found[0].length });
    from = at + found[0].length;
  }
  pieces.push(...splitSentences(text, from, block.end));
  return pieces;
}
