/**
 * Bytes to a feed: the one way in. Pure and without a clock, so that it runs in a thread that can be killed. It never expands an
 * entity, opens an address or throws anything but `unreadable-feed`.
 */
import { StetError } from '../../core/errors.ts';
import { readAtom } from './atom.ts';
import { decodeDocument } from './decode.ts';
import { type Element, elementsIn, readElements } from './elements.ts';
import { type Draft, identifyItems, MAX_ITEMS } from './items.ts';
import { readJson } from './json.ts';
import type { Feed, FeedSource } from './model.ts';
import { type FeedHead, readRss } from './rss.ts';
import { baseOf, baseWithin } from './urls.ts';

const READERS: Readonly<Record<string, typeof readRss>> = {
  rss: readRss,
  'rdf:rdf': readRss,
  rdf: readRss,
  channel: readRss,
  feed: readAtom,
};

/** Of JSON. Extensions of a feed may nest, but not without end. */
const MAX_DEPTH = 200;

/** How deep a feed may stand in something else that a server wraps it in. */
const ROOT_DEPTH = 3;

/**
 * Reads a feed as far as it goes; `broken` says where it ends too early. Throws `unreadable-feed` where there is no feed at all.
 */
export function readFeed(bytes: Uint8Array, source: FeedSource = {}): Feed {
  const text = decodeDocument(bytes, source);
  if (text.trim() === '') throw unreadable('it is empty');
  return /^[\s\uFEFF]*\{/.test(text) ? readJsonText(text, source) : readMarkup(text, source);
}

function readMarkup(text: string, source: FeedSource): Feed {
  const { top, stopped } = readElements(text);
  const root = findRoot(top, ROOT_DEPTH);
  if (root === null) throw unreadable(isPage(top) ? 'it is a web page, not a feed' : 'it is no feed that is known');
  const { head, drafts } = READERS[root.name]!({ element: root, base: baseWithin(root, baseOf(source)) });
  return finish(head, drafts, stopped);
}

function readJsonText(text: string, source: FeedSource): Feed {
  const read = readJson(parseJson(text), baseOf(source));
  if (read === null) throw unreadable('it is JSON, but no feed');
  return finish(read.head, read.drafts, null);
}

function parseJson(text: string): unknown {
  if (nestsTooDeep(text)) throw unreadable(`it nests deeper than ${MAX_DEPTH}`);
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    // The parser's error is no cause: its message quotes the feed.
    throw unreadable('it is not valid JSON');
  }
}

/** Looked at before it is parsed: 5 MB of brackets cost a second, and no feed has more than a few levels. */
function nestsTooDeep(json: string): boolean {
  let depth = 0;
  let inString = false;
  // One sign at a time: a pattern for whole strings would need a stack as long as they are.
  for (const [sign] of json.matchAll(/\\.|["[\]{}]/gs)) {
    if (sign === '"') inString = !inString;
    if (inString) continue;
    if (sign === '[' || sign === '{') depth += 1;
    else if (sign === ']' || sign === '}') depth -= 1;
    if (depth > MAX_DEPTH) return true;
  }
  return false;
}

function finish(head: FeedHead, drafts: readonly Draft[], stopped: string | null): Feed {
  const items = identifyItems(drafts.slice(0, MAX_ITEMS));
  const broken = drafts.length > MAX_ITEMS ? `it has more than ${MAX_ITEMS} items` : stopped;
  return { ...head, items, broken };
}

/** The first element that is a feed's, however it is wrapped. */
function findRoot(outer: Element, depth: number): Element | null {
  const inside = elementsIn(outer);
  const found = inside.find(({ name }) => Object.hasOwn(READERS, name));
  if (found !== undefined || depth === 1) return found ?? null;
  for (const child of inside) {
    const deeper = findRoot(child, depth - 1);
    if (deeper !== null) return deeper;
  }
  return null;
}

function isPage(top: Element): boolean {
  return elementsIn(top).some(({ name }) => /(^|:)(html|head|body)$/.test(name));
}

function unreadable(why: string): StetError {
  return new StetError('unreadable-feed', why, { userMessage: `That is not a feed Stet can read: ${why}.` });
}
