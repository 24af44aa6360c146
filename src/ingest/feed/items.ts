/** What all formats share in making items: which dates are tried, what identifies an item, and how many are taken. */
import { createHash } from 'node:crypto';
import { shortId } from '../../core/ids.ts';
import { type DateHints, readDate } from './dates.ts';
import type { FeedItem } from './model.ts';

/** A feed of 10 MB with one-line items has more; no newsroom writes as many between two polls. */
export const MAX_ITEMS = 5000;

/** Longer ids are kept as their hash: in characters, and in bytes, for PostgreSQL looks up keys of up to 2,700 bytes. */
const MAX_ID = 1000;
const MAX_ID_BYTES = 2000;

/** An item before it has an identity; `id` is what the feed calls it, if anything. */
export type Draft = Omit<FeedItem, 'id' | 'mark'> & { id: string | null };

/** The first of these texts that is a date. Of an element that stands twice the last counts: programs append what is newer. */
export function firstDate(texts: readonly string[], hints: DateHints): string | null {
  for (const text of texts) {
    const date = readDate(text, hints);
    if (date !== null) return date;
  }
  return null;
}

/** Items with their identities, each once, in their order. What cannot be used is left to whoever can say why. */
export function identifyItems(drafts: readonly Draft[]): FeedItem[] {
  const shared = sharedIds(drafts);
  const items = new Map<string, FeedItem>();
  for (const draft of drafts) {
    const said = [draft.title, draft.summary, draft.contentHtml, draft.publishedAt];
    const own = draft.id !== null && !shared.has(draft.id) ? draft.id : draft.url;
    const id = own !== null && isShort(own) ? own : hashOf(own ?? said.join('\n'));
    if (!items.has(id)) items.set(id, { ...draft, id, mark: markOf(draft) });
  }
  return [...items.values()];
}

function isShort(id: string): boolean {
  return id.length <= MAX_ID && Buffer.byteLength(id) <= MAX_ID_BYTES;
}

function hashOf(text: string): string {
  return `hash:${digestOf(text)}`;
}

function digestOf(text: string): string {
  return shortId(createHash('sha256').update(text).digest());
}

/**
 * Of what people read in the feed: addresses in its markup may bear another token at each asking. Tags are only left out here, which is
 * quicker than reading them and does for telling one text from another.
 */
function markOf({ title, summary, contentHtml, updatedAt }: Draft): string {
  return digestOf(JSON.stringify([title, summary, contentHtml?.replace(/<[^<>]*>/g, ' '), updatedAt]));
}

/** Ids that several addresses bear in one feed, and that therefore identify nothing. */
function sharedIds(drafts: readonly Draft[]): Set<string> {
  const urls = new Map<string, string | null>();
  const shared = new Set<string>();
  for (const { id, url } of drafts) {
    if (id === null) continue;
    if (urls.has(id) && urls.get(id) !== url) shared.add(id);
    urls.set(id, url);
  }
  return shared;
}
