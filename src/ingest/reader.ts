/**
 * The Reader port: pages, feeds and the feeds of sites, read in threads that can be killed. The main loop only sends and waits;
 * `src/page-thread.ts` does the work, and nothing hostile can hold up more than one thread for longer than its limit.
 */
import type { FeedCandidate, FeedContents, PageContents, PageSource } from '../core/feeds.ts';
import type { Clock, Reader } from '../core/ports.ts';
import { openWorkerPool, type WorkResult } from './worker-pool.ts';

/** What a thread is sent. */
export interface ReaderWork extends PageSource {
  what: 'page' | 'feed' | 'site';
  body: Uint8Array;
  /** ISO 8601 instant at which it is read; nothing in it was published later. */
  now: string;
}

/** What it answers, by what it was sent. */
export type ReaderResult = WorkResult<PageContents | FeedContents | FeedCandidate[]>;

interface ReaderOptions {
  /** The thread's entry point. */
  thread: URL;
  clock: Clock;
  /** Threads, each of 45 MB; one reads some forty pages a second. */
  workers?: number;
  /** Milliseconds one may take; the slowest honest one takes half a second. */
  timeLimitMs?: number;
}

export function openReader({ thread, clock, workers = 1, timeLimitMs = 5_000 }: ReaderOptions): Reader {
  const pool = openWorkerPool<ReaderWork, unknown>({ thread, workers, timeLimitMs });
  const page = { killed: 'unreadable-page' } as const;
  // Feeds wait for one page at most: a slow site must not make all feeds late.
  const feed = { killed: 'unreadable-feed', first: true } as const;
  const work = (what: ReaderWork['what'], body: Uint8Array, { url, contentType }: PageSource): ReaderWork => {
    return { what, body, url, contentType, now: clock.now().toISOString() };
  };
  return {
    page: async (bytes, source) => (await pool.run(work('page', bytes, source), page)) as PageContents,
    feed: async (bytes, source) => (await pool.run(work('feed', bytes, source), feed)) as FeedContents,
    site: async (bytes, source) => (await pool.run(work('site', bytes, source), page)) as FeedCandidate[],
    close: () => pool.close(),
  };
}
