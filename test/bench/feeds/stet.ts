/**
 * Run as a process of its own: Stet with a real store, queue, fetcher, reader and engine, and a channel that follows everything, whose
 * posts are only noted. Tells over IPC when all articles of the first reading are stored, and then how late each brief was.
 */
import { join } from 'node:path';
import { jobs } from '../../../jobs/index.ts';
import { queuePoll } from '../../../jobs/poll-feed.ts';
import { systemClock } from '../../../src/core/clock.ts';
import type { Publisher } from '../../../src/core/ports.ts';
import { openFetcher } from '../../../src/ingest/fetch/fetcher.ts';
import { feedIdOf } from '../../../src/ingest/identify.ts';
import { openReader } from '../../../src/ingest/reader.ts';
import { openNewsroom } from '../../../src/newsroom/threaded.ts';
import { openLocalQueue } from '../../../src/queue/local.ts';
import { openSqliteStore } from '../../../src/storage/sqlite.ts';
import { hostOf } from './web.ts';

export interface Job {
  folder: string;
  port: number;
  feeds: number;
  /** Seconds over which the second polls are spread. */
  windowS: number;
}

export type Told =
  | { kind: 'stored'; articles: number; tookMs: number; cpuMs: number; peak: number }
  | { kind: 'posted'; late: number[]; stored: number; peak: number };

/** Milliseconds after the last feed was due after which nothing is waited for. */
const LAST_MS = 120_000;

const { folder, port, feeds, windowS } = JSON.parse(process.argv[2] ?? '') as Job;
const clock = systemClock;
const store = await openSqliteStore({ file: join(folder, 'stet.sqlite'), mode: 'owner', clock });
const thread = new URL('../../../src/thread.ts', import.meta.url);
const newsroom = openNewsroom({ store, indexFile: join(folder, 'index.sqlite'), names: [], thread, seeds: 'off' });
const allow = Array.from({ length: feeds }, (_, n) => `${hostOf(n)}:${port}`);
const fetcher = openFetcher({ clock, version: 'bench', allow });
const reader = openReader({ thread: new URL('../../../src/page-thread.ts', import.meta.url), clock });
const queue = openLocalQueue({ clock, warn: (message, fields) => console.error(message, JSON.stringify(fields)) });

/** When each article was posted, milliseconds since 1970, by the key of its post. */
const posted = new Map<string, number>();
const wall: Publisher = {
  platform: 'bench',
  async post({ key, target }, _, onSent) {
    posted.set(key, Date.now());
    const refs = [{ ...target, grant: null, message: key }];
    await onSent(refs);
    return refs;
  },
  edit: async ({ refs }) => refs,
  typed: command => `/${command}`,
  canEdit: () => true,
  under: ({ message: _, ...target }) => target,
  find: async () => [],
};

await queue.work(jobs, { store, newsroom, queue, fetcher, reader, clock, publishers: new Map([['bench', wall]]) });
const place = { platform: 'bench', space: 'bench', channel: 'all', thread: null };
await store.subscribe({ place, direct: false, followed: { kind: 'all' }, words: [], setBy: 'bench' });
process.once('message', () => void readAgain());
await readFirst();

async function readFirst(): Promise<void> {
  const [started, cpu] = [performance.now(), process.cpuUsage()];
  for (let n = 0; n < feeds; n++) {
    const url = `http://${hostOf(n)}:${port}/${n}`;
    const draft = { id: feedIdOf(url), url, shown: url, title: null, outlet: hostOf(n), addedBy: 'bench' };
    await queuePoll((await store.addFeed(draft)).feed, { queue, clock });
  }
  // Items of one feed come one after another: those that wait for their time are not waited for by the queue.
  do await idleFor(100);
  while ((await store.feeds()).some(({ lastGoodAt }) => lastGoodAt === null) || (await store.openItems(1)).length > 0);
  const { user, system } = process.cpuUsage(cpu);
  const tookMs = performance.now() - started;
  tell({ kind: 'stored', articles: await stored(), tookMs, cpuMs: (user + system) / 1_000, peak: peak() });
}

/** Every feed has one item more, and is due at an instant of its own. */
async function readAgain(): Promise<void> {
  const before = await stored();
  const due = new Map<string, number>();
  const from = Date.now();
  for (const [n, feed] of (await store.feeds()).entries()) {
    const at = from + (1_000 * windowS * n) / feeds;
    const nextPollAt = new Date(at).toISOString();
    const { state, intervalS, etag, lastModified, lastGoodAt, lastNewAt, lastOutcome, lastPolledAt, failures } = feed;
    const kept = { state, intervalS, etag, lastModified, lastGoodAt, lastNewAt, lastOutcome, lastPolledAt, failures };
    await store.keepPoll(feed.id, { ...kept, nextPollAt });
    await queuePoll({ ...feed, nextPollAt }, { queue, clock });
    due.set(feed.id, at);
  }
  const late: number[] = [];
  const last = from + 1_000 * windowS + LAST_MS;
  while (posted.size < feeds && Date.now() < last) await new Promise(resolve => setTimeout(resolve, 500));
  await queue.idle();
  for (const [key, at] of posted) {
    const [feed] = await store.feedsOf(key.split(':')[1]!);
    late.push(at - due.get(feed!)!);
  }
  tell({ kind: 'posted', late, stored: (await stored()) - before, peak: peak() });
  await queue.close(1_000);
  await Promise.all([fetcher.close(), reader.close(), newsroom.close()]);
  await store.close();
  process.disconnect();
}

async function idleFor(ms: number): Promise<void> {
  await queue.idle();
  await new Promise(resolve => setTimeout(resolve, ms));
}

async function stored(): Promise<number> {
  return (await store.countArticles()).feed;
}

/** Resident at its highest, worker threads included, bytes. */
function peak(): number {
  return process.resourceUsage().maxRSS * 1_024;
}

function tell(told: Told): void {
  process.send?.(told);
}
