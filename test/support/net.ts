/** No net: for tests that fetch nothing. Give a fetcher or a reader of one's own where something is to be there. */
import { StetError } from '../../src/core/errors.ts';
import type { Fetcher, Reader } from '../../src/core/ports.ts';

const meantNothing = (what: string) => () =>
  Promise.reject(new StetError('fetch-failed', `a test ${what} what it did not mean to`));

const noFetcher: Fetcher = { fetch: meantNothing('fetched'), close: async () => {} };

const noReader: Reader = {
  page: meantNothing('read'),
  feed: meantNothing('read'),
  site: meantNothing('read'),
  close: async () => {},
};

/** Both, for services. */
export const NO_NET = { fetcher: noFetcher, reader: noReader };
