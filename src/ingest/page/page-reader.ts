/** Reads pages in threads that can be killed: the main loop only sends and waits. */
import { openWorkerPool, type WorkResult } from '../worker-pool.ts';
import type { Page, PageReading } from './read-page.ts';

export interface PageReader {
  /** Rejects with `unreadable-page` for a page that is nested too deeply, or takes too long or too much memory. */
  read: (page: Page) => Promise<PageReading>;
  /** Safe to call twice. */
  close: () => Promise<void>;
}

/** What the thread answers. */
export type PageResult = WorkResult<PageReading>;

interface PageReaderOptions {
  /** The thread's entry point. */
  thread: URL;
  /** Pages read at once; one thread reads some twenty a second. */
  workers?: number;
  /** Milliseconds one page may take; the slowest honest one takes half a second. */
  timeLimitMs?: number;
}

export function openPageReader({ thread, workers = 1, timeLimitMs = 5_000 }: PageReaderOptions): PageReader {
  const pool = openWorkerPool<Page, PageReading>({ thread, workers, timeLimitMs, killed: 'unreadable-page' });
  return { read: pool.run, close: pool.close };
}
