/**
 * Hears of changed articles from PostgreSQL, on a connection of its own, which is made anew when it is lost. It must never end the process, and
 * promises nothing: what was told while it was lost is not told again, so it wakes whoever listens when it is back.
 */
import { setTimeout as wait } from 'node:timers/promises';
import { aClient } from './postgres-pool.ts';

/** How long it waits before it connects again, milliseconds: twice as long after each failure. */
const FIRST_WAIT_MS = 100;
const LONGEST_WAIT_MS = 10_000;

/** Wakes until it is ended. */
export function listen(url: string, wake: () => void): () => Promise<void> {
  const ending = new AbortController();
  const done = keepListening(url, wake, ending.signal);
  return async () => {
    ending.abort();
    await done;
  };
}

async function keepListening(url: string, wake: () => void, signal: AbortSignal): Promise<void> {
  let waitMs = FIRST_WAIT_MS;
  while (!signal.aborted) {
    const listened = await listenOnce(url, wake, signal);
    waitMs = listened ? FIRST_WAIT_MS : Math.min(2 * waitMs, LONGEST_WAIT_MS);
    await wait(waitMs, undefined, { signal, ref: false }).catch(() => {});
  }
}

/** Resolves when the connection has ended; to false where there was none. */
async function listenOnce(url: string, wake: () => void, signal: AbortSignal): Promise<boolean> {
  const client = aClient(url);
  const { promise: ended, resolve: end } = Promise.withResolvers<void>();
  client.on('error', () => end());
  client.on('end', () => end());
  client.on('notification', wake);
  signal.addEventListener('abort', () => end(), { once: true });
  try {
    await client.connect();
    await client.query('LISTEN stet_articles');
    wake();
    await ended;
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => {});
  }
}
