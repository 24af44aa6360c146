/**
 * The third entry point: what runs in the threads that take fetched pages and feeds apart. Knows what it is sent and nothing else, and
 * may be killed at any moment.
 */
import { flushCompileCache } from 'node:module';
import { parentPort } from 'node:worker_threads';
import { asStetError } from './core/errors.ts';
import { findFeeds } from './ingest/feed/find.ts';
import { readFeed } from './ingest/feed/read.ts';
import { decodePage } from './ingest/page/encoding.ts';
import { readPage } from './ingest/page/read-page.ts';
import type { ReaderResult, ReaderWork } from './ingest/reader.ts';

const port = parentPort!;
port.on('message', (work: ReaderWork) => port.postMessage(serve(work)));
port.postMessage('ready');
// A thread that is ended does not keep what it compiled, and the next would load what strips types once more: 20 MB.
flushCompileCache();

function serve(work: ReaderWork): ReaderResult {
  try {
    return { value: read(work) };
  } catch (thrown) {
    const { code, message, stack = '' } = asStetError(thrown);
    const theirs = work.what === 'feed' ? 'unreadable-feed' : 'unreadable-page';
    // Whatever a library throws over a page is the page's doing: it would be thrown again.
    return { fault: { code: code === 'internal' ? theirs : code, message, stack } };
  }
}

function read({ what, body, url, contentType, now }: ReaderWork) {
  if (what === 'page') return readPage({ url, contentType, body, now });
  if (what === 'site') return findFeeds(decodePage(body, contentType), url);
  return readFeed(body, { url, ...(contentType === null ? {} : { headers: { 'content-type': contentType } }) });
}
