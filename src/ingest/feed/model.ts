/**
 * What a feed is once it has been read. Plain data, so that it can cross from one thread to another.
 */

/** Where the bytes came from, as far as it is known. Header names are in lower case. */
export interface FeedSource {
  /** The address that answered, after redirects. */
  url?: string;
  headers?: Readonly<Record<string, string>>;
}

export interface Feed {
  kind: 'rss' | 'rdf' | 'atom' | 'json';
  title: string | null;
  /** The site the feed belongs to; http or https. */
  siteUrl: string | null;
  /** A BCP 47 tag as the feed gives it, not checked against its text. */
  language: string | null;
  /** How long the feed asks to be left alone, in minutes. */
  ttlMinutes: number | null;
  /** In the order of the feed. */
  items: FeedItem[];
  /** Why the feed was read only so far, for the log and for editors; null where it was read to its end. */
  broken: string | null;
}

export interface FeedItem {
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
}
