/**
 * JSON Feed 1.0 and 1.1. Every field is checked for itself: one that is not what it should be counts as missing. No library for
 * schemas: it would take 3 MB of the thread that reads pages, and 40 ms of each start of it.
 */
import { cleanText, oneLine } from './characters.ts';
import { escapeMarkup } from './contents.ts';
import { readDate } from './dates.ts';
import type { Draft } from './items.ts';
import { tidyLines } from './plain-text.ts';
import type { FeedHead } from './rss.ts';
import { webUrl } from './urls.ts';

type Fields = Readonly<Record<string, unknown>>;

/** A JSON Feed, or null where the value is something else. */
export function readJson(value: unknown, base: string | null): { head: FeedHead; drafts: Draft[] } | null {
  if (!isFields(value) || !/jsonfeed\.org\/version\//.test(textIn(value, 'version') ?? '')) return null;
  const tag = oneLine(textIn(value, 'language'));
  const [title, siteUrl] = [oneLine(textIn(value, 'title')), webUrl(textIn(value, 'home_page_url'), base)];
  const head = { kind: 'json' as const, title, siteUrl, language: tag, ttlMinutes: null };
  return { head, drafts: listIn(value, 'items').flatMap(item => readItem(item, base, tag) ?? []) };
}

function readItem(item: unknown, base: string | null, language: string | null): Draft | null {
  if (!isFields(item)) return null;
  const text = (name: string) => textIn(item, name);
  const hints = { order: null, language };
  const plain = text('content_text');
  const html = cleanText(text('content_html') ?? '').trim() || (plain ? escapeMarkup(cleanText(plain)) : null);
  const id = Number.isFinite(item.id) ? String(item.id) : text('id');
  return {
    id: id === null ? null : oneLine(id),
    url: webUrl(text('url'), base) ?? webUrl(text('external_url'), base),
    title: oneLine(text('title')),
    publishedAt: readDate(text('date_published') ?? '', hints),
    updatedAt: readDate(text('date_modified') ?? '', hints),
    summary: tidyLines(text('summary') ?? '') || null,
    contentHtml: html,
    baseUrl: html === null ? null : base,
    author: authorsOf(item).join(', ') || null,
  };
}

/** Version 1.1 has a list; the single one of 1.0 counts where there is none. */
function authorsOf(item: Fields): string[] {
  const authors = Array.isArray(item.authors) ? listIn(item, 'authors') : [item.author];
  return authors.flatMap(author => (isFields(author) ? (oneLine(textIn(author, 'name')) ?? []) : []));
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function textIn(fields: Fields, name: string): string | null {
  const value = fields[name];
  return typeof value === 'string' ? value : null;
}

function listIn(fields: Fields, name: string): readonly unknown[] {
  const value = fields[name];
  return Array.isArray(value) ? value : [];
}
