/**
 * What a page tells machines of its article in JSON-LD (schema.org). Takes what it finds as hints: every field may be missing, of
 * another type, or wrong.
 */
import type { DomDocument } from './dom.ts';
import { plain } from './dom.ts';

export interface StructuredArticle {
  headline: string | null;
  authors: string[];
  published: string | null;
  language: string | null;
  url: string | null;
  publisher: string | null;
  /** Of the whole article; null where it is not told. */
  words: number | null;
  /** Null where it is not told. */
  free: boolean | null;
}

type Thing = Record<string, unknown>;

/** Kinds of schema.org that are one text of a newsroom or writer. */
const ARTICLE = /(?:^|\/)(\w*Article|\w*NewsArticle|BlogPosting|LiveBlogPosting|Report|Review\w*|\w*Posting)$/;

/** Scripts and things that are looked through; pages have a handful. */
const MANY = 500;

/** Characters of one script; longer ones are lists of something. */
const LONG = 500_000;

/**
 * The article a page is about; null where it tells of none. A page that tells of several is about the one whose address is its own.
 * @param isOwn whether an address is the page's.
 */
export function structuredArticle(document: DomDocument, isOwn: (url: string) => boolean): StructuredArticle | null {
  const things: Thing[] = [];
  for (const script of document.querySelectorAll('script[type="application/ld+json"]')) {
    collect(parsed(script.textContent ?? ''), things);
  }
  const articles = things.filter(thing => strings(thing['@type']).some(type => ARTICLE.test(type)));
  const told = articles.map(article => read(article, things));
  const isOne = new Set(told.map(({ headline }) => headline)).size === 1;
  return (isOne ? told[0] : told.find(({ url }) => url !== null && isOwn(url))) ?? null;
}

function read(article: Thing, things: Thing[]): StructuredArticle {
  return {
    headline: text(article.headline) ?? text(article.name),
    authors: named(article.author ?? article.creator, things),
    published: text(article.datePublished),
    language: text(article.inLanguage),
    url: address(article.mainEntityOfPage) ?? address(article.url),
    publisher: named(article.publisher, things)[0] ?? null,
    words: Number(article.wordCount) || null,
    free: truth(article.isAccessibleForFree),
  };
}

/** Some writers leave comments, raw line ends or a comma too many in it; only what is left of the first two is put right. */
function parsed(source: string): unknown {
  const json = source
    .slice(0, LONG)
    .replace(
      /^\s*(<!--|\/\*\s*<!\[CDATA\[\s*\*\/|\/\/\s*<!\[CDATA\[)|(-->|\/\*\s*\]\]>\s*\*\/|\/\/\s*\]\]>)\s*;?\s*$/g,
      '',
    )
    .replace(/[\n\r\t]+/g, ' ');
  try {
    return JSON.parse(json);
  } catch {
    // A page's mistake: it then tells nothing.
    return null;
  }
}

/** Every thing at the top, in lists and graphs. */
function collect(value: unknown, things: Thing[]): void {
  if (things.length >= MANY || typeof value !== 'object' || value === null) return;
  if (Array.isArray(value)) {
    for (const each of value) collect(each, things);
    return;
  }
  const thing = value as Thing;
  things.push(thing);
  collect(thing['@graph'], things);
  collect(thing.mainEntity, things);
}

/** Names of people or organisations: plain words, things with a name, or references to such things. */
function named(value: unknown, things: Thing[]): string[] {
  const found = (Array.isArray(value) ? value : [value]).flatMap(each => {
    if (typeof each === 'string') return plain(each);
    if (typeof each !== 'object' || each === null) return [];
    const thing = each as Thing;
    const meant =
      thing.name === undefined
        ? things.find(other => other !== thing && other['@id'] === thing['@id'] && thing['@id'])
        : thing;
    return strings(meant?.name).map(plain);
  });
  return [...new Set(found.filter(name => name !== ''))];
}

function strings(value: unknown): string[] {
  return (Array.isArray(value) ? value : [value]).filter(each => typeof each === 'string');
}

function text(value: unknown): string | null {
  return (
    plain(
      strings(value)[0] ?? (typeof value === 'object' && value !== null ? strings((value as Thing).name)[0] : ''),
    ) || null
  );
}

function address(value: unknown): string | null {
  if (typeof value === 'object' && value !== null) return address((value as Thing)['@id'] ?? (value as Thing).url);
  return typeof value === 'string' && value !== '' ? value : null;
}

function truth(value: unknown): boolean | null {
  const said = String(value).toLowerCase();
  if (/(^|\/)(false|no|0)$/.test(said)) return false;
  return /(^|\/)(true|yes|1)$/.test(said) ? true : null;
}
