/**
 * A page's bytes as an article: decoded, checked, taken apart, and judged. Synchronous and heavy, and on hostile pages without end: runs in
 * a thread that can be killed (`page-reader.ts`), never on the main one. Opens nothing and runs nothing of the page.
 */
import { Readability } from '@mozilla/readability';
import { StetError } from '../../core/errors.ts';
import type { ArticleDraft } from '../../core/model.ts';
import { articleIdOf, canonicalUrl, domainOf } from '../identify.ts';
import { type TextBlock, textBlocks, textOf } from './blocks.ts';
import { readDate } from './dates.ts';
import { type DomDocument, type DomElement, openDocument, plain } from './dom.ts';
import { decodePage } from './encoding.ts';
import { countWords, type Judgement, judgePage } from './kind.ts';
import { languageOf } from './language.ts';
import { cleanByline, type PageMeta, pageMeta } from './metadata.ts';
import { isReasonable, isShallow } from './nesting.ts';
import { trimBlocks } from './trim.ts';

/** A page as it was fetched. */
export interface Page {
  /** Where it was in the end. */
  url: string;
  contentType: string | null;
  body: Uint8Array;
  /** ISO 8601 instant at which it is read; nothing on it was published later. */
  now: string;
}

/** What was made of a page. Only one of kind `article` may be stored as one. */
export interface PageReading extends Judgement {
  draft: ArticleDraft;
  /** What the page calls its site; stands beside the outlet, never in its place. */
  siteName: string | null;
  words: number;
}

/** Characters of the page's visible text in which walls are looked for. */
const SHOWN = 20_000;

/** Throws `unreadable-page` for what must not be taken apart. */
export function readPage({ url, contentType, body, now }: Page): PageReading {
  const html = decodePage(body, contentType);
  if (!isReasonable(html)) throw tooDeep();
  const document = openDocument(html);
  if (!isShallow(document.documentElement)) throw tooDeep();
  const told = pageMeta(document, url, new Date(now));
  const withoutScripts = textIn(document, 'noscript');
  clear(document);
  const shown = shownText(document);
  const extracted = extract(document);
  const { blocks, before, after } = trimBlocks(extracted.blocks, told.title, told.byline ?? extracted.byline);
  const meta = { ...told, ...missing(told, extracted.byline, before, new Date(now)) };
  const judgement = judgePage({ meta, fetchedFrom: url, blocks, after, shown, withoutScripts });
  const text = withTitle(meta.title, textOf(blocks));
  return { ...judgement, draft: draftOf(meta, url, text), siteName: meta.siteName, words: countWords(text) };
}

/** Who wrote it, and when, by the lines that stood over the text. */
function missing(
  { byline, publishedAt }: PageMeta,
  found: string | null,
  before: readonly TextBlock[],
  now: Date,
): Pick<PageMeta, 'byline' | 'publishedAt'> {
  const lines = before.map(({ text }) => text);
  const by = lines.find(line => /^by\s+\p{Lu}/iu.test(line)) ?? found ?? '';
  const dates = lines.map(line => readDate(line, now)).filter(date => date !== null);
  return { byline: byline ?? (cleanByline(by) || null), publishedAt: publishedAt ?? dates[0] ?? null };
}

function tooDeep(): StetError {
  return new StetError('unreadable-page', 'the page is nested too deeply, or has too many elements');
}

function draftOf(meta: PageMeta, fetchedFrom: string, text: string): ArticleDraft {
  return {
    id: articleIdOf(canonicalUrl(meta.url)),
    origin: 'feed',
    url: meta.url,
    outlet: domainOf(fetchedFrom) || null,
    byline: meta.byline,
    title: meta.title,
    publishedAt: meta.publishedAt,
    language: languageOf(text, meta.languages),
    text,
  };
}

/** The title is a line of the text: what is quoted from it must stand there. */
function withTitle(title: string | null, text: string): string {
  return title === null ? text : `${title.toWellFormed()}\n\n${text}`.trimEnd();
}

/** Takes out what is no text, and would be taken for it. */
function clear(document: DomDocument): void {
  for (const each of document.querySelectorAll('script, style, noscript, template, svg, iframe, form input, button'))
    each.remove();
}

function shownText(document: DomDocument): string {
  return plain(
    textBlocks(document.body)
      .map(({ text }) => text)
      .join('\n')
      .slice(0, SHOWN),
  );
}

function textIn(document: DomDocument, selector: string): string {
  return plain([...document.querySelectorAll(selector)].map(({ textContent }) => textContent).join(' ')).slice(
    0,
    SHOWN,
  );
}

function extract(document: DomDocument): { blocks: TextBlock[]; byline: string | null } {
  const serializer = (node: unknown) => node as DomElement;
  const article = new Readability<DomElement>(document as never, { serializer, disableJSONLD: true }).parse();
  return { blocks: article?.content ? textBlocks(article.content) : [], byline: article?.byline ?? null };
}
