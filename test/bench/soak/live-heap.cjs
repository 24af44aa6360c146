/**
 * Loaded into a soaked process before anything else, and into each of its threads: every so often the thread clears away what nobody holds
 * any more, and writes down what is left, as a line of JSON. Needs `--expose-gc`.
 */
const { appendFileSync } = require('node:fs');
const { threadId } = require('node:worker_threads');

const { STET_TEST_HEAP_FILE: FILE, STET_TEST_HEAP_MS: EVERY_MS } = process.env;

/** Bytes held: objects, and what they hold outside the heap. */
function look() {
  globalThis.gc();
  const { heapUsed, external } = process.memoryUsage();
  appendFileSync(FILE, `${JSON.stringify({ threadId, at: Date.now(), bytes: heapUsed + external })}\n`);
}

setInterval(look, Number(EVERY_MS)).unref();
