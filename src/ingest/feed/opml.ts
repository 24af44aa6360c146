/**
 * Lists of feeds as OPML, read from any program's file and written for any other's. Folders are not kept: a feed has no place here
 * but its own. It never fetches, and leaves it to its caller which addresses may be shown.
 */
import { StetError } from '../../core/errors.ts';
import { BARE_LT, oneLine } from './characters.ts';
import { escapeMarkup } from './contents.ts';
import { decodeDocument } from './decode.ts';
import { type Element, elementsIn, readElements } from './elements.ts';
import { webUrl } from './urls.ts';

export interface OpmlFeed {
  url: string;
  title: string | null;
  siteUrl: string | null;
}

export interface OpmlList {
  feeds: OpmlFeed[];
  /** One clear line for each entry that cannot be taken, and for what is past the limit. */
  faults: string[];
}

/** A list of a thousand feeds is some 300 KB. */
const MAX_BYTES = 5 * 1024 * 1024;

/** Of one list: more than the feeds of any newsroom, and as many as one import may queue. */
export const MAX_OPML_FEEDS = 1000;

/** The feeds of an OPML file, each address once. Throws `unreadable-feed` where it is no OPML. */
export function readOpml(bytes: Uint8Array): OpmlList {
  if (bytes.length > MAX_BYTES) throw unreadable('it is larger than 5 MB');
  const { top, stopped } = readElements(decodeDocument(bytes));
  const root = elementsIn(top).find(({ name }) => name === 'opml' || name === 'outlinedocument');
  if (root === undefined) throw unreadable('it is no OPML');
  const feeds = new Map<string, OpmlFeed>();
  const faults: string[] = stopped === null ? [] : [`the list is broken: ${stopped}`];
  let past = 0;
  for (const { attributes } of outlinesIn(root)) {
    const address = attributes.xmlurl;
    if (address === undefined) continue;
    const url = webUrl(address, null);
    const title = oneLine(attributes.title) ?? oneLine(attributes.text);
    if (url === null) faults.push(`"${title ?? 'a feed'}" has no address of the web`);
    else if (feeds.has(url)) continue;
    else if (feeds.size === MAX_OPML_FEEDS) past += 1;
    else feeds.set(url, { url, title, siteUrl: webUrl(attributes.htmlurl, null) });
  }
  if (past > 0) faults.push(`${past} feeds past the first ${MAX_OPML_FEEDS} were left out`);
  return { feeds: [...feeds.values()], faults };
}

/** All outlines at any depth, in order. */
function* outlinesIn(element: Element): Generator<Element> {
  for (const child of elementsIn(element)) {
    if (child.name === 'outline') yield child;
    yield* outlinesIn(child);
  }
}

/** An OPML 2.0 document with these feeds. */
export function writeOpml(title: string, feeds: readonly OpmlFeed[]): string {
  const lines = feeds.map(({ url, title: name, siteUrl }) => {
    const site = siteUrl === null ? '' : ` htmlUrl="${escapeValue(siteUrl)}"`;
    const called = escapeValue(name ?? url);
    return `    <outline type="rss" text="${called}"${name === null ? '' : ` title="${called}"`} xmlUrl="${escapeValue(url)}"${site}/>`;
  });
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<opml version="2.0">',
    '  <head>',
    `    <title>${escapeValue(title)}</title>`,
    '  </head>',
    '  <body>',
    ...lines,
    '  </body>',
    '</opml>',
    '',
  ].join('\n');
}

/** Text in one line, with what XML does not allow at all left out. */
function escapeValue(text: string): string {
  return escapeMarkup((oneLine(text) ?? '').replaceAll(BARE_LT, '').toWellFormed());
}

function unreadable(why: string): StetError {
  return new StetError('unreadable-feed', why, { userMessage: `That is not a list of feeds Stet can read: ${why}.` });
}
