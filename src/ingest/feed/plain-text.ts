/**
 * HTML to the text a reader would see, on SAX events: no tree, no regular expression over markup. What comes out is plain text
 * and must be escaped again wherever it becomes markup.
 */
import { Parser } from 'htmlparser2';
import { cleanText } from './characters.ts';

/** As for feeds: the parser's time grows with what is open. What lies deeper is left out. */
const MAX_DEPTH = 200;

const BLOCKS = new Set(
  (
    'address article aside blockquote br dd details div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 ' +
    'header hr li main nav ol p pre section summary table tr ul'
  ).split(' '),
);

const UNSEEN = new Set(['script', 'style', 'template', 'noscript', 'head', 'title', 'iframe', 'object', 'svg', 'math']);

/** A closing tag, a tag that stands alone in ordinary text, or an entity: nothing that people type in a headline. */
const MARKUP =
  /<\/[a-z][a-z\d]*\s*>|<(?:br|hr|p|img|wbr|b|i|em|strong|span|div|a)(?:\s[^<>]*)?\/?>|&(?:#\d{1,7}|#x[\da-f]{1,6}|[a-z][a-z\d]{1,31});/i;

class TooDeep extends Error {}

/** Whether a text whose kind nobody states is HTML. */
export function looksLikeHtml(text: string): boolean {
  return MARKUP.test(text);
}

/** The text of HTML, one line for each block. */
export function htmlToText(html: string): string {
  const parts: string[] = [];
  /** How deep we are, and the depth at which something unseen began. */
  let depth = 0;
  let unseenFrom = Number.POSITIVE_INFINITY;
  const parser = new Parser({
    onopentagname: name => {
      depth += 1;
      if (depth > MAX_DEPTH) throw new TooDeep();
      if (BLOCKS.has(name)) parts.push('\n');
      if (name === 'td' || name === 'th') parts.push(' ');
      if (UNSEEN.has(name)) unseenFrom = Math.min(unseenFrom, depth);
    },
    onclosetag: name => {
      if (depth === unseenFrom) unseenFrom = Number.POSITIVE_INFINITY;
      depth -= 1;
      if (BLOCKS.has(name)) parts.push('\n');
    },
    ontext: data => {
      if (unseenFrom > depth) parts.push(data.replace(/\s+/g, ' '));
    },
  });
  try {
    parser.end(html);
  } catch (thrown) {
    if (!(thrown instanceof TooDeep)) throw thrown;
  }
  return tidyLines(parts.join(''));
}

/** Text without blank lines and without spaces at the ends of lines. */
export function tidyLines(text: string): string {
  return cleanText(text)
    .split('\n')
    .map(line => line.replace(/[^\S\n]+/g, ' ').trim())
    .filter(line => line !== '')
    .join('\n');
}
