/** Where a feed's bytes came from; what it is once it has been read stands in `src/core/feeds.ts`. */
export type { FeedContents as Feed, FeedEntry as FeedItem } from '../../core/feeds.ts';

/** As far as it is known. Header names are in lower case. */
export interface FeedSource {
  /** The address that answered, after redirects. */
  url?: string;
  headers?: Readonly<Record<string, string>>;
}
