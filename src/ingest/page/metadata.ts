/**
 * What is known of a page's article besides its text: JSON-LD goes before meta tags, and these before what the page shows. Unknown is
 * null. Must run before extraction, which takes the document apart.
 */
import { canonicalUrl, ownCanonical } from '../identify.ts';
import { readDate } from './dates.ts';
import { type DomDocument, plain } from './dom.ts';
import { type StructuredArticle, structuredArticle } from './json-ld.ts';

export interface PageMeta {
  /** The page's own word for its address where that counts, else where it was fetched from. */
  url: string;
  title: string | null;
  byline: string | null;
  publishedAt: string | null;
  /** What the page calls itself. */
  siteName: string | null;
  /** Declared languages, the surest first. */
  languages: (string | null)[];
  structured: StructuredArticle | null;
  /** `og:type`, `article` for an article. */
  type: string | null;
  /** What the page says of the article in a sentence. */
  description: string | null;
}

const TITLES = ['og:title', 'twitter:title', 'dc.title', 'headline', 'parsely-title', 'sailthru.title'];
const DATES = [
  'article:published_time',
  'og:article:published_time',
  'datepublished',
  'date',
  'pubdate',
  'publishdate',
  'publish_date',
  'publish-date',
  'dc.date',
  'dc.date.issued',
  'dcterms.created',
  'dcterms.date',
  'parsely-pub-date',
  'sailthru.date',
  'originalpublicationdate',
  'article.published',
];
const AUTHORS = [
  'author',
  'article:author_name',
  'dc.creator',
  'byl',
  'parsely-author',
  'sailthru.author',
  'citation_author',
  'article:author',
];

const SHOWN_AUTHORS =
  '[itemprop="author"] [itemprop="name"], [itemprop="author"], [rel="author"], .byline-name, .author-name, .byline, .author, .article-author, .autor, .auteur, .autore';
const SHOWN_DATES =
  '[itemprop="datePublished"], time[pubdate], header time[datetime], article time[datetime], main time[datetime], time[datetime], .published, .post-date, .entry-date, .article-date, .dateline, .date';

/** Characters; a longer byline is a biography, and a longer title a whole text. */
const LONG_BYLINE = 150;
const LONG_TITLE = 300;

export function pageMeta(document: DomDocument, fetchedFrom: string, now: Date): PageMeta {
  const meta = metaTags(document);
  const said = document.querySelector('link[rel~="canonical"]')?.getAttribute('href') ?? meta.get('og:url') ?? null;
  const url = ownCanonical(said, fetchedFrom) ?? ownCanonical(fetchedFrom, fetchedFrom) ?? fetchedFrom;
  const structured = structuredArticle(document, each => canonicalUrl(each) === canonicalUrl(url));
  const siteName = first(meta, ['og:site_name', 'application-name']) ?? structured?.publisher ?? null;
  return {
    url,
    title: titleOf(document, meta, structured, siteName),
    byline: bylineOf(document, meta, structured, siteName),
    publishedAt: publishedOf(document, meta, structured, now),
    siteName,
    languages: [
      document.documentElement.getAttribute('lang') ?? document.documentElement.getAttribute('xml:lang'),
      structured?.language ?? null,
      first(meta, ['og:locale', 'content-language', 'language', 'dc.language']),
    ],
    structured,
    type: first(meta, ['og:type']),
    description: first(meta, ['og:description', 'description', 'twitter:description']),
  };
}

/** By lower-case name, the first of each. */
function metaTags(document: DomDocument): Map<string, string> {
  const tags = new Map<string, string>();
  for (const tag of document.querySelectorAll('meta[content]')) {
    const content = plain(tag.getAttribute('content'));
    for (const kind of ['property', 'name', 'itemprop', 'http-equiv']) {
      const name = tag.getAttribute(kind)?.trim().toLowerCase();
      if (name && content !== '' && !tags.has(name)) tags.set(name, content);
    }
  }
  return tags;
}

function first(meta: Map<string, string>, names: string[]): string | null {
  return names.map(name => meta.get(name)).find(value => value !== undefined) ?? null;
}

function titleOf(
  document: DomDocument,
  meta: Map<string, string>,
  structured: StructuredArticle | null,
  siteName: string | null,
): string | null {
  const heading = onlyHeading(document);
  const said = [structured?.headline ?? null, first(meta, TITLES), heading, windowTitle(document)]
    .map(title => withoutSite((title ?? '').slice(0, LONG_TITLE), siteName))
    .find(title => title !== '');
  if (said === undefined) return null;
  // Machines are told at most 110 characters; the page shows the whole.
  const start = said.replace(/\s*(…|\.\.\.)$/, '');
  return heading?.startsWith(start) ? heading : said;
}

/** The page's one main heading; of several, nobody knows. */
function onlyHeading(document: DomDocument): string | null {
  const found = headings(document, 'h1');
  return new Set(found).size === 1 ? found[0]! : null;
}

function headings(document: DomDocument, selector: string): string[] {
  const found = [...document.querySelectorAll(selector)].map(each => plain(each.textContent));
  return found.filter(text => text !== '' && text.length <= LONG_TITLE);
}

/** What stands in the window's frame, which often names the site too; a heading that stands in it is the title. */
function windowTitle(document: DomDocument): string {
  const title = plain(document.querySelector('title')?.textContent).slice(0, LONG_TITLE);
  return headings(document, 'h1, h2').find(heading => heading.includes(' ') && title.includes(heading)) ?? title;
}

/** `Title | Site` as `Title`: behind a bar always, behind a dash where what follows is the site's name. */
function withoutSite(title: string, siteName: string | null): string {
  const [whole, before, mark, after] = /^(.*\S)\s+([|·»–—-])\s+(.{2,60})$/.exec(title) ?? [];
  if (whole === undefined || before === undefined || after === undefined) return title;
  const isSite = siteName !== null && after.toLowerCase() === siteName.toLowerCase();
  return isSite || (siteName === null && mark === '|' && before.split(' ').length >= 4) ? before : title;
}

function bylineOf(
  document: DomDocument,
  meta: Map<string, string>,
  structured: StructuredArticle | null,
  siteName: string | null,
): string | null {
  const shown = [...document.querySelectorAll(SHOWN_AUTHORS)].map(each => each.textContent);
  const candidates = [structured?.authors.join(', '), ...AUTHORS.map(name => meta.get(name)), ...shown.slice(0, 5)];
  const found = candidates.map(each => cleanByline(each ?? '')).find(each => each !== '');
  return found === undefined || found.toLowerCase() === siteName?.toLowerCase() ? null : found;
}

/** A name as it stands alone; empty for what is no name. */
export function cleanByline(said: string): string {
  const name = plain(said)
    .replace(/^((written |words |story |reported |report )?by|von|par|por|di|av|door)[:\s]+(?=\p{Lu})/iu, '')
    .replace(/\s*[|·•–—].*$/, '')
    .replace(/,?\s*(published|updated|posted|on)\b.*\d.*$/i, '')
    .replace(/,?\s*(\d{1,2}(st|nd|rd|th)? \p{L}{3,9}\.?|\p{L}{3,9}\.? \d{1,2},?) \d{4}.*$/u, '')
    .replace(/[\s,]+$/, '');
  return name.length > LONG_BYLINE ||
    /https?:|www\.|@|^(admin|author|user|null|undefined)$/i.test(name) ||
    !/\p{L}/u.test(name)
    ? ''
    : name;
}

function publishedOf(
  document: DomDocument,
  meta: Map<string, string>,
  structured: StructuredArticle | null,
  now: Date,
): string | null {
  const shown = [...document.querySelectorAll(SHOWN_DATES)].slice(0, 5);
  const candidates = [
    structured?.published,
    ...DATES.map(name => meta.get(name)),
    ...shown.flatMap(each => [each.getAttribute('datetime'), each.getAttribute('content'), plain(each.textContent)]),
  ];
  for (const candidate of candidates) {
    const date = candidate ? readDate(candidate, now) : null;
    if (date !== null) return date;
  }
  return null;
}
