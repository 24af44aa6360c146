/** JSON Feed 1.0 and 1.1. Every field is checked for itself: one that is not what it should be counts as missing. */
import { z } from 'zod';
import { cleanText, oneLine } from './characters.ts';
import { escapeMarkup } from './contents.ts';
import { readDate } from './dates.ts';
import type { Draft } from './items.ts';
import { tidyLines } from './plain-text.ts';
import type { FeedHead } from './rss.ts';
import { webUrl } from './urls.ts';

const text = z.string().nullish().catch(null);
const named = z.object({ name: text }).catch({ name: null });

const jsonItem = z.object({
  id: z.union([z.string(), z.number()]).nullish().catch(null),
  url: text,
  external_url: text,
  title: text,
  content_html: text,
  content_text: text,
  summary: text,
  date_published: text,
  date_modified: text,
  authors: z.array(named).nullish().catch(null),
  author: named.nullish(),
});

const jsonFeed = z.object({
  version: z.string(),
  title: text,
  home_page_url: text,
  language: text,
  items: z.array(z.unknown()).catch([]),
});

/** A JSON Feed, or null where the value is something else. */
export function readJson(value: unknown, base: string | null): { head: FeedHead; drafts: Draft[] } | null {
  const feed = jsonFeed.safeParse(value);
  if (!feed.success || !/jsonfeed\.org\/version\//.test(feed.data.version)) return null;
  const { title, home_page_url, language, items } = feed.data;
  const tag = oneLine(language);
  const head = {
    ...{ kind: 'json' as const, title: oneLine(title), siteUrl: webUrl(home_page_url, base) },
    ...{ language: tag, ttlMinutes: null },
  };
  return { head, drafts: items.flatMap(item => readItem(item, base, tag) ?? []) };
}

function readItem(value: unknown, base: string | null, language: string | null): Draft | null {
  const item = jsonItem.safeParse(value);
  if (!item.success) return null;
  const { id, url, external_url, title, content_html, content_text, summary, ...rest } = item.data;
  const hints = { order: null, language };
  const html = cleanText(content_html ?? '').trim() || (content_text ? escapeMarkup(cleanText(content_text)) : null);
  const authors = rest.authors ?? (rest.author ? [rest.author] : []);
  return {
    id: id === null || id === undefined ? null : oneLine(String(id)),
    url: webUrl(url, base) ?? webUrl(external_url, base),
    title: oneLine(title),
    publishedAt: readDate(rest.date_published ?? '', hints),
    updatedAt: readDate(rest.date_modified ?? '', hints),
    summary: tidyLines(summary ?? '') || null,
    contentHtml: html,
    baseUrl: html === null ? null : base,
    author: authors.flatMap(({ name }) => oneLine(name) ?? []).join(', ') || null,
  };
}
