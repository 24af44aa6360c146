/**
 * Run as a process of its own: Stet on one platform with a real store, the real engine in its worker thread and a made record, which tells
 * over IPC what it used. `ready` with the memory at start; after `measure` and `report`, the figures; `end` ends it.
 */

import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { fileURLToPath } from 'node:url';
import { jobs } from '../../../jobs/index.ts';
import { openDiscord } from '../../../src/adapters/discord/adapter.ts';
import type { ChatDeps } from '../../../src/adapters/service.ts';
import { openSlack } from '../../../src/adapters/slack/adapter.ts';
import { systemClock } from '../../../src/core/clock.ts';
import type { Store } from '../../../src/core/ports.ts';
import { listArticleFiles, readArticleFile } from '../../../src/ingest/files.ts';
import { readNames } from '../../../src/ingest/names-file.ts';
import { openNewsroom } from '../../../src/newsroom/threaded.ts';
import { openLocalQueue } from '../../../src/queue/local.ts';
import { openSqliteStore } from '../../../src/storage/sqlite.ts';
import { NO_NET } from '../../support/net.ts';
import { DEFAULT_SERVICES } from '../../support/services.ts';
import { articleOf } from '../corpus.ts';
import type { Opened } from './load.ts';
import { SEED_ARTICLES } from './run.ts';

export type Job = Opened & { articles: number; seed: number; folder: string };

export type Told =
  | { kind: 'ready'; memory: number }
  | { kind: 'figures'; memory: number; loop: { p99: number; max: number } }
  | { kind: 'fault'; message: string };

const SEEDS = fileURLToPath(new URL('../../../seeds', import.meta.url));
const THREAD = new URL('../../../src/thread.ts', import.meta.url);

/** Milliseconds between two looks at the loop, and nanoseconds in a millisecond. */
const STEP_MS = 1;
const NS = 1e6;

const job = JSON.parse(process.argv[2] ?? '') as Job;
const { articles, seed, folder } = job;
const warn = (message: string) => tell({ kind: 'fault', message });
const store = await openSqliteStore({ file: join(folder, 'stet.sqlite'), mode: 'owner', clock: systemClock });
await fill(store);
const newsroom = openNewsroom({
  store,
  indexFile: join(folder, 'index.sqlite'),
  names: articles === SEED_ARTICLES ? await readNames(null, SEEDS) : [],
  thread: THREAD,
  seeds: articles === SEED_ARTICLES ? 'on' : 'off',
});
await newsroom.catchUp();
const queue = openLocalQueue({ clock: systemClock, warn });
const deps: ChatDeps = {
  services: { ...DEFAULT_SERVICES, store, newsroom, queue, clock: systemClock },
  keepDays: 90,
  onFault: ({ error }) => warn(`${error.code}: ${error.message}`),
  onEnded: fault => warn(fault.message),
  warn,
};
const service = job.platform === 'slack' ? openSlack(job.options, deps) : openDiscord(job.options, deps);
const publishers = new Map([[service.name, service.publisher]]);
await queue.work(jobs, { store, newsroom, publishers, queue, ...NO_NET, clock: systemClock });
await service.open();
const loop = monitorEventLoopDelay({ resolution: STEP_MS });

process.on('message', said => {
  if (said === 'measure') loop.enable();
  if (said === 'report') report();
  if (said === 'end') void end();
});
tell({ kind: 'ready', memory: memory() });

function report(): void {
  loop.disable();
  const beyond = (ns: number) => Math.max(0, ns / NS - STEP_MS);
  tell({ kind: 'figures', loop: { p99: beyond(loop.percentile(99)), max: beyond(loop.max) }, memory: memory() });
}

async function end(): Promise<void> {
  await service.close(5_000);
  await queue.close(1_000);
  await newsroom.close();
  await store.close();
  process.disconnect();
}

async function fill(into: Store): Promise<void> {
  const meta = { origin: 'file', url: null, outlet: null, byline: null, language: 'en' } as const;
  if (articles !== SEED_ARTICLES) {
    for (let number = 0; number < articles; number++) await into.saveArticle({ ...articleOf(seed, number), ...meta });
    return;
  }
  for (const file of await listArticleFiles(SEEDS))
    for (const draft of (await readArticleFile(file, 'seed')).drafts) await into.saveArticle(draft);
}

function memory(): number {
  globalThis.gc?.();
  return process.memoryUsage.rss();
}

function tell(told: Told): void {
  process.send?.(told);
}
