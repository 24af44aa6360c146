/**
 * Runs of text as lines of Discord's Markdown that keep to a length. Pure. A line that is too long is cut after a sentence or
 * before a word; code and marks are never cut, nor an escape from its character. Joining what the lines show gives the text back.
 */
import { graphemes } from '../visible-text.ts';
import { escapeMarkdown } from './markdown.ts';

/** Text that passed `showHidden`; `mark` is Markdown of our own making, taken as it is and shorter than any line. */
export interface Run {
  style: 'text' | 'strong' | 'emphasis' | 'code' | 'mark';
  text: string;
}

const SIGNS = { strong: '**', emphasis: '*', code: '`' };

/** At least one line, each of at most `limit` UTF-16 units (at least 100, so that any character fits). */
export function markdownLines(runs: readonly Run[], limit: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const run of settle(runs, limit)) {
    let left = run.text;
    while (left !== '') {
      const head = headThatFits(run.style, left, line, limit);
      if (head === '') {
        lines.push(line);
        line = '';
        continue;
      }
      line += dress(run.style, head, line.trim() === '');
      left = left.slice(head.length);
    }
  }
  return [...lines, line];
}

/** Text cut to pieces, each of which takes at most `limit` units as a line of its own; joining the pieces gives the text. */
export function pieces(text: string, limit: number): string[] {
  const cut: string[] = [];
  for (let left = text; left !== '' || cut.length === 0; left = left.slice(cut.at(-1)!.length))
    cut.push(headThatFits('text', left, '', limit));
  return cut;
}

/** As much of the text as takes at most `limit` units, with an ellipsis where that is not all. For names, never for quotes. */
export function clip(text: string, limit: number): string {
  const fits = (head: string) => escapeMarkdown(head, true).length < limit;
  return fits(text) ? text : `${longest(charactersOf(text), fits)}…`;
}

/**
 * Runs that stand side by side without misreading each other: equal ones become one, code that cannot be code becomes text, and
 * so does a styled run that touches another, for `**a***b*` is anybody's guess.
 */
function settle(runs: readonly Run[], limit: number): Run[] {
  const settled: Run[] = [];
  for (const run of runs) {
    const last = settled.at(-1);
    const { style, text } = asShown(run, limit);
    const joins = last !== undefined && last.style === style && style !== 'mark' && style !== 'code';
    const touches =
      last !== undefined && isStyled(last.style) && isStyled(style) && !/\s$/.test(last.text) && !/^\s/.test(text);
    if (joins) last.text += text;
    else if (touches) settled.push({ style: 'text', text });
    else settled.push({ style, text });
  }
  return settled.reduce<Run[]>(joinTexts, []);
}

/** Within code nothing can be escaped: neither its end, nor what Discord looks for without reading Markdown. */
const NOT_IN_CODE = /`|:\/\/|@(?:everyone|here)|discord(?:app)?\.(?:gg|com)\//i;

function asShown({ style, text }: Run, limit: number): Run {
  const mayStay = style !== 'code' || (!NOT_IN_CODE.test(text) && text.length + 2 <= limit);
  return { style: mayStay ? style : 'text', text };
}

function isStyled(style: Run['style']): boolean {
  return style !== 'text' && style !== 'mark';
}

function joinTexts(joined: Run[], run: Run): Run[] {
  const last = joined.at(-1);
  if (last?.style === 'text' && run.style === 'text') last.text += run.text;
  else joined.push(run);
  return joined;
}

/** The style's signs close around the words: a space within them would undo them in some clients. */
function dress(style: Run['style'], text: string, atLineStart: boolean): string {
  if (style === 'mark') return text;
  if (style === 'text') return escapeMarkdown(text, atLineStart);
  const words = text.trim();
  if (words === '') return text;
  const start = text.length - text.trimStart().length;
  const inner = style === 'code' ? words : escapeMarkdown(words, atLineStart);
  return text.slice(0, start) + SIGNS[style] + inner + SIGNS[style] + text.slice(start + words.length);
}

/** Nothing where the line is better broken before it. */
function headThatFits(style: Run['style'], text: string, line: string, limit: number): string {
  const atLineStart = line.trim() === '';
  const fits = (head: string) => line.length + dress(style, head, atLineStart).length <= limit;
  if (fits(text)) return text;
  if (style === 'mark' || style === 'code') return line === '' ? text : '';
  const head = longest(text.match(/\s*\S+|\s+$/g)!, fits);
  if (head !== '') return backToSentence(head);
  if (line !== '') return '';
  return longest(charactersOf(text), fits) || longest([...text], fits);
}

/** What a reader sees as single characters, the names of invisible ones (`<U+202E>`) among them. */
function charactersOf(text: string): string[] {
  return text.split(/(<U\+[0-9A-F]{4,6}>)/).flatMap((part, at) => (at % 2 === 1 ? [part] : graphemes(part)));
}

/** The parts from the first that fit together. They fit less well the more they are. */
function longest(parts: readonly string[], fits: (head: string) => boolean): string {
  let few = 0;
  let many = parts.length;
  while (few < many) {
    const middle = Math.ceil((few + many) / 2);
    if (fits(parts.slice(0, middle).join(''))) few = middle;
    else many = middle - 1;
  }
  return parts.slice(0, few).join('');
}

const SENTENCE_ENDS = /[.!?…]["'”’)\]]*(?=\s|$)/g;

/** Up to the last sentence that ends in the second half; further back the pieces would grow too many. */
function backToSentence(head: string): string {
  const ends = [...head.matchAll(SENTENCE_ENDS)].map(found => found.index + found[0].length);
  const last = ends.findLast(end => end > head.length / 2);
  return last === undefined ? head : head.slice(0, last);
}

/** Blocks joined by the gap as long as they keep to the limit together. */
export function pack(blocks: readonly string[], limit: number, gap: string): string[] {
  const packed: string[] = [];
  for (const block of blocks) {
    const joined = packed.length === 0 ? null : packed.at(-1) + gap + block;
    if (joined !== null && joined.length <= limit) packed[packed.length - 1] = joined;
    else packed.push(block);
  }
  return packed;
}
