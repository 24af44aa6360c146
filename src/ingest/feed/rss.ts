/**
 * RSS 0.9x to 2.0 and RDF (RSS 0.90 and 1.0), with the modules that news feeds use: `dc`, `dcterms`, `content`, Media RSS, syndication,
 * and Atom's links. From elements to a feed; what an element says is read in `contents.ts`.
 */
import { oneLine } from './characters.ts';
import { firstHtml, lineOf, plainOf } from './contents.ts';
import type { DateHints } from './dates.ts';
import { childrenOf, type Element, textIn } from './elements.ts';
import { type Draft, firstDate } from './items.ts';
import { hintsOf, itemsIn, type Placed, readItems, textsOf } from './markup-feed.ts';
import type { Feed } from './model.ts';
import { baseWithin, webUrl } from './urls.ts';

const PUBLISHED = ['pubdate', 'dc:date', 'atom:published', 'dcterms:issued', 'dcterms:created', 'published', 'date'];
const UPDATED = ['atom:updated', 'dcterms:modified', 'updated', 'lastbuilddate'];

/** `sy:updatePeriod` in minutes. */
const PERIODS = new Map(
  Object.entries({
    hourly: 60,
    daily: 1440,
    weekly: 10_080,
    monthly: 43_200,
    yearly: 525_600,
  }),
);

export type FeedHead = Omit<Feed, 'items' | 'broken'>;

/** The feed of an `rss`, `rdf` or bare `channel` element, and its items in order. */
export function readRss(root: Placed): { head: FeedHead; drafts: Draft[] } {
  const channel = placeOfChannel(root);
  const language = languageOf(channel.element) ?? languageOf(root.element);
  const items = itemsIn(root);
  const hints = hintsOf(items, language);
  const head = {
    kind: root.element.name.startsWith('rdf') ? ('rdf' as const) : ('rss' as const),
    title: titleOf(channel.element),
    siteUrl: linkOf(channel),
    language,
    ttlMinutes: ttlOf(channel.element),
  };
  return { head, drafts: readItems(items, item => readItem(item, hints)) };
}

function placeOfChannel(root: Placed): Placed {
  const channel = root.element.name === 'channel' ? root.element : childrenOf(root.element, 'channel')[0];
  return channel === undefined ? root : { element: channel, base: baseWithin(channel, root.base) };
}

function readItem({ element, base }: Placed, hints: DateHints): Draft {
  const guid = childrenOf(element, 'guid', 'id', 'atom:id')[0];
  const description = childrenOf(element, 'description')[0] ?? childrenOf(element, 'dc:description', 'summary')[0];
  const full = childrenOf(element, 'content:encoded', 'xhtml:body', 'body', 'fullitem', 'atom:content')[0];
  const body = firstHtml([full, description]);
  return {
    id: oneLine(guid && textIn(guid)) ?? oneLine(aboutOf(element)),
    url: linkOf({ element, base }) ?? guidUrl(guid, base) ?? webUrl(aboutOf(element), base),
    title: titleOf(element),
    publishedAt: firstDate(textsOf(element, ...PUBLISHED), hints),
    updatedAt: firstDate(textsOf(element, ...UPDATED), hints),
    summary: plainOf(description),
    contentHtml: body?.html ?? null,
    baseUrl: body && baseWithin(body.element, base),
    author: authorOf(element),
  };
}

function titleOf(element: Element): string | null {
  return firstLine(element, 'title', 'dc:title', 'media:title');
}

function firstLine(element: Element, ...names: string[]): string | null {
  const lines = names.flatMap(name => childrenOf(element, name)).map(lineOf);
  return lines.find(line => line !== null) ?? null;
}

/** `<link>` with an address in it, else one of Atom's that leads to the page itself. */
function linkOf({ element, base }: Placed): string | null {
  for (const link of childrenOf(element, 'link', 'atom:link')) {
    const alternate = /^(alternate)?$/i.test(link.attributes.rel?.trim() ?? '');
    const href = oneLine(textIn(link)) ?? (alternate ? link.attributes.href : null);
    const url = webUrl(href, baseWithin(link, base));
    if (url !== null) return url;
  }
  return null;
}

/** A guid is an address unless it says that it is not; a relative one only where it says that it is. */
function guidUrl(guid: Element | undefined, base: string | null): string | null {
  const says = guid?.attributes.ispermalink?.trim().toLowerCase();
  return guid === undefined || says === 'false' ? null : webUrl(textIn(guid), says === 'true' ? base : null);
}

/** `rdf:about`, which names an item of RSS 1.0. */
function aboutOf(element: Element): string | undefined {
  return element.attributes['rdf:about'] ?? element.attributes.about;
}

function languageOf(element: Element): string | null {
  return firstLine(element, 'language', 'dc:language') ?? oneLine(element.attributes['xml:lang']);
}

function authorOf(element: Element): string | null {
  const named = ['dc:creator', 'author', 'atom:author', 'itunes:author']
    .map(name => childrenOf(element, name).map(nameOf))
    .map(names => [...new Set(names.filter(name => name !== null))]);
  return named.find(names => names.length > 0)?.join(', ') ?? null;
}

/** "post@paper.example (Name)" and "Name <post@paper.example>" are the name; an address alone is no name. */
function nameOf(author: Element): string | null {
  const inner = childrenOf(author, 'name', 'atom:name')[0];
  const line = lineOf(inner ?? author);
  if (line === null || !line.includes('@')) return line;
  const name = /\(([^()]+)\)/.exec(line)?.[1] ?? line.replace(/[<(]?[^\s<>()]+@[^\s<>()]+[>)]?/g, ' ');
  return oneLine(name);
}

function ttlOf(channel: Element): number | null {
  const ttl = Number(firstLine(channel, 'ttl') ?? Number.NaN);
  if (Number.isFinite(ttl) && ttl > 0) return ttl;
  const period = PERIODS.get(firstLine(channel, 'sy:updateperiod')?.toLowerCase() ?? '');
  const frequency = Number(firstLine(channel, 'sy:updatefrequency') ?? 1);
  return period !== undefined && frequency > 0 ? period / frequency : null;
}
