/**
 * The second entry point: what runs in the worker thread. Opens the index that it is told of first, makes the desk and serves
 * calls, one at a time. Knows no store: the main thread sends it the articles.
 */
import { parentPort } from 'node:worker_threads';
import { asStetError } from './core/errors.ts';
import type { Index } from './core/ports.ts';
import { openSqliteIndex } from './index/sqlite-index.ts';
import { type Desk, type DeskCall, type DeskResult, makeDesk } from './newsroom/desk.ts';
import type { ThreadData } from './newsroom/desk-thread.ts';
import { makeNames } from './newsroom/names.ts';
import { readerStamp } from './newsroom/reader-stamp.ts';
import { thresholdOf } from './newsroom/threshold.ts';
import { wordData } from './newsroom/word-data.ts';

const port = parentPort!;
port.once('message', open);

// Before anything is asked: the first question needs it, and it takes 30 ms in which others still load.
wordData();

function open({ indexFile, names, boldness = 'balanced' }: ThreadData): void {
  const index = openSqliteIndex({ file: indexFile, reader: readerStamp(names) });
  const desk = makeDesk(index, makeNames(names), thresholdOf(boldness));
  port.on('message', (call: DeskCall | 'close') => {
    if (call === 'close') {
      index.close();
      port.close();
      return;
    }
    const result = serve(call, desk, index);
    port.postMessage(result);
    if ('fault' in result && result.ending) port.close();
  });
}

function serve({ id, method, args }: DeskCall, desk: Desk, index: Index): DeskResult {
  try {
    const work = desk[method] as (...args: unknown[]) => unknown;
    return { id, value: work(...args) };
  } catch (thrown) {
    const { code, message, stack = '' } = asStetError(thrown);
    // A damaged index is no loss: this thread ends without it, and the next one fills another from the store.
    const ending = index.isDamage(thrown);
    if (ending) index.discard();
    return { id, fault: { code, message, stack }, ending };
  }
}
