/**
 * How deep a page's elements are nested: found in one pass that builds nothing, and once more in the tree, for parsers differ in what closes
 * what. Neither goes down by calling itself.
 */
import { Parser } from 'htmlparser2';
import { type DomElement, isElement } from './dom.ts';

/** Elements inside each other; the deepest of 1,104 real pages has 51, and at 5,000 every extractor hangs. */
const MAX_DEPTH = 200;

/** Elements and attributes of one page; the largest real pages have some thousands. */
const MAX_TAGS = 100_000;

/** Whether a page can be taken apart in reasonable time. */
export function isReasonable(html: string): boolean {
  let depth = 0;
  let tags = 0;
  let fine = true;
  const stop = () => {
    fine = false;
    parser.reset();
  };
  const parser = new Parser({
    onattribute: () => {
      tags += 1;
    },
    onopentag: () => {
      depth += 1;
      tags += 1;
      if (depth > MAX_DEPTH || tags > MAX_TAGS) stop();
    },
    onclosetag: () => {
      depth -= 1;
    },
  });
  // Piece by piece, so that it can stop.
  for (let at = 0; fine && at < html.length; at += 16_384) parser.write(html.slice(at, at + 16_384));
  if (fine) parser.end();
  return fine;
}

/** The same of a tree. */
export function isShallow(root: DomElement): boolean {
  let level = [root];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > MAX_DEPTH) return false;
    level = level.flatMap(element => [...element.childNodes].filter(isElement));
  }
  return true;
}
