/** What fetches and reads pages and feeds, loaded when it is first used: a question needs neither. */
import { systemClock } from '../core/clock.ts';
import type { Fetcher, Reader } from '../core/ports.ts';
import { once } from './once.ts';
import { version } from './version.ts';

const READER_THREAD = new URL('../page-thread.ts', import.meta.url);

/** Loaded at the first fetch: a question needs neither the net nor what reads it. */
export function lazyFetcher(allow: readonly string[]): Fetcher {
  const opened = once(async () => {
    const { openFetcher } = await import('../ingest/fetch/fetcher.ts');
    return openFetcher({ clock: systemClock, version: version(), allow });
  });
  return {
    fetch: async (url, options) => (await opened.get()).fetch(url, options),
    close: async () => (await opened.made())?.close(),
  };
}

export function lazyReader(): Reader {
  const opened = once(async () => {
    const { openReader } = await import('../ingest/reader.ts');
    return openReader({ thread: READER_THREAD, clock: systemClock });
  });
  return {
    page: async (bytes, source) => (await opened.get()).page(bytes, source),
    feed: async (bytes, source) => (await opened.get()).feed(bytes, source),
    site: async (bytes, source) => (await opened.get()).site(bytes, source),
    close: async () => (await opened.made())?.close(),
  };
}
