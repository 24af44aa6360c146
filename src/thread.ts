/**
 * The second entry point: what runs in the worker thread. Opens the index that it is told of first, makes the desk and serves
 * calls, one at a time. Knows no store: the main thread sends it the articles.
 */
import { parentPort } from 'node:worker_threads';
import type { Index } from './core/ports.ts';
import { asIndexFault } from './index/database.ts';
import { openSqliteIndex } from './index/sqlite-index.ts';
import { type Desk, type DeskCall, type DeskResult, makeDesk } from './newsroom/desk.ts';
import type { ThreadData } from './newsroom/desk-thread.ts';
import { makeNames } from './newsroom/names.ts';
import { readerStamp } from './newsroom/reader-stamp.ts';
import { thresholdOf } from './newsroom/threshold.ts';
import { wordData } from './newsroom/word-data.ts';

type Opened = { index: Index; desk: Desk } | { fault: unknown };

const port = parentPort!;

port.once('message', (data: ThreadData) => {
  const opened = open(data);
  port.on('message', (call: DeskCall | 'close') => {
    if (call === 'close') {
      if ('index' in opened) opened.index.close();
      port.close();
      return;
    }
    const result = serve(call, opened, data);
    port.postMessage(result);
    if ('fault' in result && result.ending) port.close();
  });
});

// Before anything is asked: the first question needs it, and it takes 20 ms in which others still load.
wordData();

/** Where the index cannot be opened, whoever asks hears why. */
function open({ indexFile, names, boldness = 'balanced' }: ThreadData): Opened {
  try {
    const index = openSqliteIndex({ file: indexFile, reader: readerStamp(names) });
    return { index, desk: makeDesk(index, makeNames(names), thresholdOf(boldness)) };
  } catch (thrown) {
    return { fault: thrown };
  }
}

function serve({ id, method, args }: DeskCall, opened: Opened, data: ThreadData): DeskResult {
  if ('fault' in opened) return { id, fault: faultOf(opened.fault, data), ending: true };
  const { index, desk } = opened;
  try {
    const work = desk[method] as (...args: unknown[]) => unknown;
    return { id, value: work(...args) };
  } catch (thrown) {
    // A damaged index is no loss: this thread ends without it, and the next one fills another from the store.
    const ending = index.isDamage(thrown);
    if (ending) index.discard();
    return { id, fault: faultOf(thrown, data), ending };
  }
}

function faultOf(thrown: unknown, { indexFile }: ThreadData) {
  const { code, message, stack = '' } = asIndexFault(thrown, indexFile);
  return { code, message, stack };
}
