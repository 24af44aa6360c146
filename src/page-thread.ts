/**
 * The third entry point: what runs in the threads that take fetched pages apart. Knows the pages it is sent and nothing else, and may be
 * killed at any moment.
 */
import { parentPort } from 'node:worker_threads';
import { asStetError } from './core/errors.ts';
import type { PageResult } from './ingest/page/page-reader.ts';
import { type Page, readPage } from './ingest/page/read-page.ts';

const port = parentPort!;
port.on('message', (page: Page) => port.postMessage(serve(page)));
port.postMessage('ready');

function serve(page: Page): PageResult {
  try {
    return { value: readPage(page) };
  } catch (thrown) {
    const { code, message, stack = '' } = asStetError(thrown);
    // Whatever a library throws over a page is the page's doing: it would be thrown again.
    return { fault: { code: code === 'internal' ? 'unreadable-page' : code, message, stack } };
  }
}
