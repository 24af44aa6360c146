/**
 * The second entry point: what runs in the worker thread. Opens the index, makes the desk and serves calls, one at a time.
 * Knows no store: the main thread sends it the articles.
 */
import { parentPort, workerData } from 'node:worker_threads';
import { asIndexFault } from './index/database.ts';
import { openSqliteIndex } from './index/sqlite-index.ts';
import { type DeskCall, type DeskResult, makeDesk } from './newsroom/desk.ts';
import { makeNames } from './newsroom/names.ts';
import { readerStamp } from './newsroom/reader-stamp.ts';
import type { ThreadData } from './newsroom/threaded.ts';
import { thresholdOf } from './newsroom/threshold.ts';
import { wordData } from './newsroom/word-data.ts';

const { indexFile, names, boldness = 'balanced' } = workerData as ThreadData;
const port = parentPort!;
const opened = open();

port.on('message', (call: DeskCall | 'close') => {
  if (call === 'close') {
    if ('index' in opened) opened.index.close();
    port.close();
    return;
  }
  const result = serve(call);
  port.postMessage(result);
  if ('fault' in result && result.ending) port.close();
});

// While the main thread is still busy with the start: the first question needs it, and it takes 30 ms.
setImmediate(wordData);

/** Where the index cannot be opened, whoever asks hears why. */
function open() {
  try {
    const index = openSqliteIndex({ file: indexFile, reader: readerStamp(names) });
    return { index, desk: makeDesk(index, makeNames(names), thresholdOf(boldness)) };
  } catch (thrown) {
    return { fault: thrown };
  }
}

function serve({ id, method, args }: DeskCall): DeskResult {
  if ('fault' in opened) return { id, fault: faultOf(opened.fault), ending: true };
  const { index, desk } = opened;
  try {
    const work = desk[method] as (...args: unknown[]) => unknown;
    return { id, value: work(...args) };
  } catch (thrown) {
    // A damaged index is no loss: this thread ends without it, and the next one fills another from the store.
    const ending = index.isDamage(thrown);
    if (ending) index.discard();
    return { id, fault: faultOf(thrown), ending };
  }
}

function faultOf(thrown: unknown) {
  const { code, message, stack = '' } = asIndexFault(thrown, indexFile);
  return { code, message, stack };
}
