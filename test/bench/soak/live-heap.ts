/** What the threads of a soaked process hold once they have cleared away the rest, as they write it down themselves. */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

const PRELOADED = path.join(import.meta.dirname, 'live-heap.cjs');

/** Milliseconds between two times that a thread clears away: seldom, for it changes what the process keeps of the system's memory. */
const EVERY_MS = 300_000;

/** A thread that told nothing for so long has ended, milliseconds. */
const ENDED_MS = 1.5 * EVERY_MS;

interface Told {
  threadId: number;
  at: number;
  bytes: number;
}

/** The environment of a process that writes to this file. */
export function tellingHeap(file: string): Record<string, string> {
  const flags = `--expose-gc --require ${JSON.stringify(PRELOADED)}`;
  return { NODE_OPTIONS: flags, STET_TEST_HEAP_FILE: file, STET_TEST_HEAP_MS: String(EVERY_MS) };
}

/** Bytes of all its threads as each told last; 0 before the first time. */
export function liveBytes(file: string): number {
  if (!existsSync(file)) return 0;
  const told = readFileSync(file, 'utf8')
    .trim()
    .split('\n')
    .map(line => JSON.parse(line) as Told);
  const lately = told.filter(({ at }) => at > Date.now() - ENDED_MS);
  const last = new Map(lately.map(({ threadId, bytes }) => [threadId, bytes]));
  return [...last.values()].reduce((sum, bytes) => sum + bytes, 0);
}
