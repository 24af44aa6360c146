/**
 * Styled text into lines of a width. Pure. Joining the lines of a paragraph gives its text back, character for character: a
 * line is broken after a space, which stays at its end, or within a word too long for a line; nothing is added or dropped.
 */
import { graphemes } from '../visible-text.ts';
import { displayWidth, graphemeWidth } from './terminal-text.ts';

/** SGR parameters ("1", "2;3"), or none for plain text. */
export type Style = string;

/** Escaped text in one style; `url` makes it a link where the terminal has them. */
export interface Run {
  text: string;
  style: Style;
  url?: string;
}

type Line = Run[];

/** Lines of at most `width` columns (at least 2, since a wide character takes them). Always at least one line. */
export function wrap(runs: readonly Run[], width: number): Line[] {
  const lines: Line[] = [[]];
  let used = 0;
  const breakLine = () => {
    lines.push([]);
    used = 0;
  };
  for (const word of wordsOf(runs)) {
    const wide = word.reduce((sum, run) => sum + displayWidth(run.text), 0);
    if (used > 0 && used + wide > width) breakLine();
    for (const run of word) {
      for (const grapheme of graphemes(run.text)) {
        const columns = graphemeWidth(grapheme);
        if (used > 0 && used + columns > width) breakLine();
        append(lines.at(-1)!, { ...run, text: grapheme });
        used += columns;
      }
    }
  }
  return lines;
}

/** Words with the one space that ends them; a word may be made of several runs. */
function* wordsOf(runs: readonly Run[]): Generator<Run[]> {
  let word: Run[] = [];
  for (const run of runs) {
    for (const text of run.text.match(/[^ ]* |[^ ]+/g) ?? []) {
      word.push({ ...run, text });
      if (!text.endsWith(' ')) continue;
      yield word;
      word = [];
    }
  }
  if (word.length > 0) yield word;
}

function append(line: Line, run: Run): void {
  const last = line.at(-1);
  if (last && last.style === run.style && last.url === run.url) last.text += run.text;
  else line.push(run);
}

/** Whether the terminal may be sent colours and links. */
export interface Look {
  colour: boolean;
  links: boolean;
}

/** A line as it is written; every line ends in the terminal's own style and outside any link. */
export function paint(line: readonly Run[], { colour, links }: Look): string {
  return line
    .map(({ text, style, url }) => {
      const styled = colour && style !== '' ? `\x1b[${style}m${text}\x1b[0m` : text;
      return links && url !== undefined ? `\x1b]8;;${url}\x1b\\${styled}\x1b]8;;\x1b\\` : styled;
    })
    .join('');
}
