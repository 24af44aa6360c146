/**
 * Cutting what is too long: text at sentence or word ends, lines of rich text into runs, units into messages. Pure. Nothing is
 * left out but by `shorten`: pieces, joined, are what was cut. A link or a code span is cut only where a block cannot hold it.
 */
import type { types } from '@slack/bolt';
import { type Block, type Inline, MAX_BLOCKS, MAX_MESSAGE, sizeOf } from './blocks.ts';

/** Characters as JSON; a smaller rest of a block is not filled with a piece of text. */
const SMALL_REST = 200;

const segmenter = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** Text in pieces of at most `room` characters as JSON; joined they are the text. */
export function cutText(text: string, room: number): string[] {
  const pieces: string[] = [];
  for (let rest = text; rest !== ''; rest = rest.slice(pieces.at(-1)!.length)) pieces.push(firstPiece(rest, room));
  return pieces;
}

/** Text of at most `room` characters as JSON, with an ellipsis where something was left out. */
export function shorten(text: string, room: number): string {
  return sizeOf(text) - 2 <= room ? text : `${firstPiece(text, room - 1).trimEnd()}…`;
}

/** What fits, cut after a sentence or a word in its second half, else between two characters as they are seen. */
function firstPiece(text: string, room: number): string {
  const fitting = text.slice(0, endOfRoom(text, room));
  if (fitting === text) return text;
  const ends = [lastEnd(fitting, /[.!?…]["'”’)\]]*\s+/g), lastEnd(fitting, /\s+/g)];
  const end = ends.find(each => each > fitting.length / 2) ?? characterEnd(text, fitting);
  return fitting.slice(0, end);
}

/** How many UTF-16 units of a text fit in so many characters as JSON: whole code points, one at least. */
function endOfRoom(text: string, room: number): number {
  let end = 0;
  let size = 0;
  for (const character of text) {
    size += sizeOf(character) - 2;
    if (size > room && end > 0) break;
    end += character.length;
  }
  return end;
}

function lastEnd(text: string, pattern: RegExp): number {
  let end = 0;
  for (const found of text.matchAll(pattern)) end = found.index + found[0].length;
  return end;
}

/** Neither inside of an emoji or an accented letter nor inside of a symbol such as `<U+202E>`, unless nothing else is left. */
function characterEnd(text: string, fitting: string): number {
  const symbol = fitting.search(/<U?\+?[0-9A-F]{0,6}$/);
  if (symbol > 0) return symbol;
  return segmenter.segment(text).containing(fitting.length)?.index || fitting.length;
}

/** A line of rich text as runs of at most `room` characters as JSON. */
export function fillRuns(elements: readonly Inline[], room: number): Inline[][] {
  const runs: Inline[][] = [];
  const queue = elements.flatMap(element => cutElement(element, room - 1));
  let left = 0;
  while (queue.length > 0) {
    const next = queue.shift()!;
    const [first, ...others] = mayBeCut(next) && left >= SMALL_REST ? cutOnce(next, left - 1) : [next];
    // One more for the comma between elements.
    const size = sizeOf(first) + 1;
    if (size > left) {
      runs.push([]);
      left = room;
      queue.unshift(next);
    } else {
      runs.at(-1)!.push(first!);
      left -= size;
      queue.unshift(...others);
    }
  }
  return runs;
}

function mayBeCut(element: Inline): element is types.RichTextText {
  return element.type === 'text' && !element.style?.code;
}

function cutElement(element: Inline, room: number): Inline[] {
  if (sizeOf(element) <= room || !('text' in element) || element.text === undefined) return [element];
  const text = cutText(element.text, room - sizeOf({ ...element, text: '' }));
  return text.map(piece => ({ ...element, text: piece }));
}

function cutOnce(element: types.RichTextText, room: number): types.RichTextText[] {
  if (sizeOf(element) <= room) return [element];
  const piece = firstPiece(element.text, room - sizeOf({ ...element, text: '' }));
  return [
    { ...element, text: piece },
    { ...element, text: element.text.slice(piece.length) },
  ];
}

/** Blocks that stay in one message. */
export type Unit = Block[];

/**
 * Units into as few messages as they fit in, in their order. The first message begins with `head` and ends with `tail`; every
 * one but the last says by `more` that it is not all. Head, tail and any one unit must fit in a message together.
 */
export function packMessages(parts: { head: Unit; units: Unit[]; tail: Unit; more: Block }): Block[][] {
  const messages: Block[][] = [];
  let rest = parts.units;
  while (rest.length > 0) {
    const [head, tail] = messages.length === 0 ? [parts.head, parts.tail] : [[], []];
    const whole = [...head, ...rest.flat(), ...tail];
    if (fits(whole)) return [...messages, whole];
    let taken = 1;
    const message = (count: number) => [...head, ...rest.slice(0, count).flat(), parts.more, ...tail];
    while (taken < rest.length && fits(message(taken + 1))) taken += 1;
    messages.push(message(taken));
    rest = rest.slice(taken);
  }
  return messages;
}

/** Whether blocks are few and small enough for one message. */
function fits(blocks: Block[]): boolean {
  return blocks.length <= MAX_BLOCKS && sizeOf(blocks) <= MAX_MESSAGE;
}
