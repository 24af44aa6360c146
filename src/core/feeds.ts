/**
 * Feeds, what came of their items, and who follows what, as types. A feed's URL may carry a token: it is a secret, and only its
 * `shown` form is ever told.
 */
import type { PersonId, Place } from './chat.ts';
import type { ArticleDraft, ArticleId } from './model.ts';

/** `f-` and 10 base32 characters of the SHA-256 of its URL, so that a feed is added once. */
export type FeedId = string;

/** `s-` and 10 base32 characters. */
export type SubscriptionId = string;

export interface FeedDraft {
  id: FeedId;
  /** Secret. */
  url: string;
  /** The URL without user info and query. */
  shown: string;
  title: string | null;
  /** The outlet of its articles: a name that an editor gave, else the registrable domain. */
  outlet: string;
  /** Empty once that person was forgotten. */
  addedBy: PersonId;
}

/** `paused` by a person; `gone`: its server says so for good. Neither is polled. */
export type FeedState = 'active' | 'paused' | 'gone';

export interface Feed extends FeedDraft {
  state: FeedState;
  addedAt: string;
  /** When it is asked next. */
  nextPollAt: string;
  /** Seconds between two polls, as the feed and its faults have made them. */
  intervalS: number;
  etag: string | null;
  lastModified: string | null;
  /** When it last answered with something that could be read; null until then, and then its items are told to nobody. */
  lastGoodAt: string | null;
  /** When it last had an item that was new; null until it has been read. */
  lastNewAt: string | null;
  /** What happened at the last poll, in plain words without secrets. */
  lastOutcome: string | null;
  lastPolledAt: string | null;
  /** Polls in a row that failed. */
  failures: number;
  /** Since when its followers know that it is in trouble; null while it is not. */
  troubleToldAt: string | null;
}

/** What a poll found, as it is kept. */
export type FeedPoll = Pick<
  Feed,
  | 'nextPollAt'
  | 'intervalS'
  | 'etag'
  | 'lastModified'
  | 'lastGoodAt'
  | 'lastNewAt'
  | 'lastOutcome'
  | 'lastPolledAt'
  | 'failures'
  | 'state'
> & { url?: string; shown?: string; title?: string | null };

/** `seen`: to be fetched; `stored`; `refused`, with the reason. */
export type FeedItemState = 'seen' | 'stored' | 'refused';

export interface FeedItemDraft {
  feed: FeedId;
  /** The feed's own id of it. */
  item: string;
  url: string | null;
  title: string | null;
  publishedAt: string | null;
  /** Whether it is told to nobody: it was there when the feed was first read. */
  quiet: boolean;
  /** What the feed says of it, as a hash. */
  mark: string;
}

export interface FeedItem extends Omit<FeedItemDraft, 'mark'> {
  state: FeedItemState;
  article: ArticleId | null;
  /** Why it was refused, in plain words. */
  reason: string | null;
  seenAt: string;
}

/** What a channel follows: everything, one feed, one outlet by any feed, or words that an article must carry. */
export type Followed =
  | { kind: 'all' }
  | { kind: 'feed'; feed: FeedId }
  | { kind: 'outlet'; outlet: string }
  | { kind: 'topic'; words: string };

export interface SubscriptionDraft {
  place: Place;
  direct: boolean;
  followed: Followed;
  /** Words of which an article must carry one; empty for no filter. */
  words: string[];
  /** Empty once that person was forgotten. */
  setBy: PersonId;
}

export interface Subscription extends SubscriptionDraft {
  id: SubscriptionId;
  createdAt: string;
  /** Why nothing is posted there now; null while it is. */
  paused: string | null;
}

/** Where bytes came from. */
export interface PageSource {
  /** The address that answered, after redirects. */
  url: string;
  /** The header as it came; it may name the encoding. */
  contentType: string | null;
}

/** What a page is: only an `article` is ever taken as one. */
export type PageKind = 'article' | 'teaser' | 'paywall' | 'consent' | 'not-an-article';

/** A page as it was read. */
export interface PageContents {
  kind: PageKind;
  /** By the page alone: its outlet is the registrable domain, its date what the page says. */
  draft: ArticleDraft;
}

/** A feed as it was read. */
export interface FeedContents {
  kind: 'rss' | 'rdf' | 'atom' | 'json';
  title: string | null;
  /** The site the feed belongs to; http or https. */
  siteUrl: string | null;
  /** A BCP 47 tag as the feed gives it, not checked against its text. */
  language: string | null;
  /** How long the feed asks to be left alone, in minutes. */
  ttlMinutes: number | null;
  /** In the order of the feed. */
  items: FeedEntry[];
  /** Why the feed was read only so far, for the log and for editors; null where it was read to its end. */
  broken: string | null;
}

export interface FeedEntry {
  /** Identity within this feed alone: what the feed calls it, else its link, else a hash of what it says. */
  id: string;
  /** Where the article is; http or https. */
  url: string | null;
  /** One line of plain text. */
  title: string | null;
  /** An ISO 8601 instant in UTC, or a date where the feed gives no time. */
  publishedAt: string | null;
  updatedAt: string | null;
  /** Plain text, with line breaks between paragraphs. */
  summary: string | null;
  /** The fullest HTML of the item, as it stands: never to be shown without being made plain text or cleaned. */
  contentHtml: string | null;
  /** What relative links in `contentHtml` are relative to. */
  baseUrl: string | null;
  /** Who wrote it, without addresses; several are joined by commas. */
  author: string | null;
  /** A hash of what the feed says of it: another one says that it has changed. */
  mark: string;
}

/** What a feed said of an item when its page was last read; by it a change is known, and how soon the page is read again. */
export interface ItemMark {
  feed: FeedId;
  item: string;
  mark: string;
  /** When the item was first seen. */
  seenAt: string;
  /** When its page was last read, or first asked for. */
  readAt: string;
  /** Readings in a row that found nothing new. */
  fruitless: number;
  /** The mark for which its page is to be read again; null when it is not. */
  wanted: string | null;
}

/** A page that is to be read again, for what its feed says now. */
export type Revisit = Pick<ItemMark, 'feed' | 'item' | 'mark'>;

export interface FeedCandidate {
  url: string;
  /** What the page calls it. */
  title: string | null;
  /** Announced in the head of the page, linked to by it, or only a usual place. */
  found: 'announced' | 'linked' | 'usual';
}
