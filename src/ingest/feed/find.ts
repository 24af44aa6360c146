/**
 * The feeds a web page speaks of, and where else a site usually has one. It only lists addresses, the likeliest first: whether one is
 * a feed shows when it is read, and nothing is fetched here.
 */
import { Parser } from 'htmlparser2';
import type { FeedCandidate } from '../../core/feeds.ts';
import { oneLine } from './characters.ts';
import { webUrl } from './urls.ts';

/** A page with more is a directory of feeds, not a site's own. */
const MAX_CANDIDATES = 50;

/** What is open at once, as for feeds: what lies deeper is not looked at. */
const MAX_DEPTH = 200;

const FEED_TYPE = /^(application\/(rss|atom|rdf|feed)\+(xml|json)|application\/x\.(atom|rss)\+xml)\b/i;

/** Types that many things have: only an address that speaks of a feed makes them one. */
const WIDE_TYPE = /^(application|text)\/(xml|json)\b/i;

/** Whole words of a path or query: `/news/rss.xml`, `?feed=rss2`, `/feeds/all`; not "feedback" nor "rssi". */
const FEED_WORD = /(^|[/.?&=_-])(feeds?|rss2?|atom|rdf|jsonfeed)(?![a-z])/i;

/** Pages about feeds, and feeds of readers' remarks: offered last. */
const COMMENTS = /comment|kommentar|coment[aá]ri|commentaire|repl(y|ies)\b/i;

const USUAL_PATHS = [
  '/feed',
  '/rss',
  '/rss.xml',
  '/feed.xml',
  '/atom.xml',
  '/index.xml',
  '/feed.json',
  '/feeds/posts/default',
];

class Enough extends Error {}

/** Candidates for the feeds of the site with this page, the likeliest first, each address once. */
export function findFeeds(html: string, pageUrl: string): FeedCandidate[] {
  const named = linksOf(html, pageUrl);
  const usual = USUAL_PATHS.flatMap(path => candidate(path, new URL('/', pageUrl).href, null, 'usual') ?? []);
  const ranked = [...named.toSorted((a, b) => rankOf(a) - rankOf(b)), ...usual];
  const once = new Map<string, FeedCandidate>();
  for (const each of ranked) if (!once.has(each.url)) once.set(each.url, each);
  return [...once.values()].slice(0, MAX_CANDIDATES);
}

/** Announced before linked, a site's articles before its readers' remarks, otherwise in the order of the page. */
function rankOf({ found, title, url }: FeedCandidate): number {
  return (found === 'announced' ? 0 : 2) + (COMMENTS.test(`${title ?? ''} ${url}`) ? 1 : 0);
}

function linksOf(html: string, pageUrl: string): FeedCandidate[] {
  const found: FeedCandidate[] = [];
  let base = pageUrl;
  let depth = 0;
  /** The feed of the link we are in, which gets its text for a title. */
  let open: { candidate: FeedCandidate; text: string } | null = null;
  const parser = new Parser({
    onopentag: (name, attributes) => {
      depth += 1;
      if (depth > MAX_DEPTH || found.length > MAX_CANDIDATES) throw new Enough();
      if (name === 'base' && base === pageUrl) base = webUrl(attributes.href, pageUrl) ?? base;
      const feed = name === 'link' ? announced(attributes, base) : name === 'a' ? linked(attributes, base) : null;
      if (feed === null) return;
      found.push(feed);
      if (name === 'a') open = { candidate: feed, text: '' };
    },
    ontext: text => {
      if (open !== null && open.text.length < 200) open.text += text;
    },
    onclosetag: name => {
      depth -= 1;
      if (name !== 'a' || open === null) return;
      open.candidate.title ??= oneLine(open.text);
      open = null;
    },
  });
  try {
    parser.end(html);
  } catch (thrown) {
    if (!(thrown instanceof Enough)) throw thrown;
  }
  return found;
}

type Attributes = Readonly<Record<string, string>>;

/** `<link rel="alternate" type="application/rss+xml">`, the way a page names its feeds. */
function announced({ rel, type, href, title }: Attributes, base: string): FeedCandidate | null {
  const relations = rel?.toLowerCase().split(/\s+/) ?? [];
  if (!relations.includes('alternate') && !relations.includes('feed')) return null;
  const kind = type?.trim() ?? '';
  const isFeed = FEED_TYPE.test(kind) || (relations.includes('feed') && kind === '');
  if (!isFeed && !(WIDE_TYPE.test(kind) && looksLikeFeed(href, base))) return null;
  return candidate(href, base, title, 'announced');
}

function linked({ href, type, title }: Attributes, base: string): FeedCandidate | null {
  const isFeed = FEED_TYPE.test(type?.trim() ?? '') || looksLikeFeed(href, base);
  return isFeed ? candidate(href, base, title, 'linked') : null;
}

function looksLikeFeed(href: string | undefined, base: string): boolean {
  const url = addressOf(href, base);
  if (url === null) return false;
  const { pathname, search } = new URL(url);
  return FEED_WORD.test(pathname + search);
}

/** The address of a link, without the `feed:` that some programs put before it. */
function addressOf(href: string | undefined, base: string): string | null {
  const given = href?.trim() ?? '';
  return webUrl(given.replace(/^feed:(?=https?:)/i, '').replace(/^feed:(?=\/\/)/i, 'http:'), base);
}

function candidate(
  href: string | undefined,
  base: string,
  title: string | null | undefined,
  found: FeedCandidate['found'],
): FeedCandidate | null {
  const url = addressOf(href, base);
  return url === null ? null : { url: url.replace(/#.*$/, ''), title: oneLine(title), found };
}
