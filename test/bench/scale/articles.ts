/** Articles a second from page to stored, by one worker and by two: the processes that `docker-compose.yml` runs, on one PostgreSQL and one Redis. */
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { systemClock } from '../../../src/core/clock.ts';
import type { Store } from '../../../src/core/ports.ts';
import { feedIdOf } from '../../../src/ingest/identify.ts';
import { openPostgresStore } from '../../../src/storage/postgres.ts';
import { type PrivateServer, privatePostgres, privateRedis } from '../../support/servers.ts';
import { startStet } from '../../support/stet.ts';
import { hostOf, openFeedWeb } from '../feeds/web.ts';

/** Milliseconds between two looks at the store, and after which no article more is waited for. */
const LOOK_MS = 100;
const LAST_MS = 300_000;

export interface ArticleRate {
  workers: number;
  expected: number;
  stored: number;
  /** From the first article stored to the last. */
  perSecond: number;
}

interface Plan {
  workers: number;
  feeds: number;
  items: number;
  seed: number;
}

export async function measureArticles(plan: Plan): Promise<ArticleRate> {
  const [postgres, redis] = await Promise.all([privatePostgres(), privateRedis()]);
  const folder = await mkdtemp(path.join(tmpdir(), 'stet-bench-'));
  try {
    return await withServers(plan, { postgres, redis, folder });
  } finally {
    await Promise.all([postgres.stop(), redis.stop(), rm(folder, { recursive: true, force: true })]);
  }
}

async function withServers(
  { workers, feeds, items, seed }: Plan,
  { postgres, redis, folder }: { postgres: PrivateServer; redis: PrivateServer; folder: string },
): Promise<ArticleRate> {
  const web = await openFeedWeb(seed);
  web.setItems(items);
  const store = await openPostgresStore({ url: postgres.url, clock: systemClock });
  const hosts = Array.from({ length: feeds }, (_, n) => `${hostOf(n)}:${web.port}`);
  for (const [n, host] of hosts.entries()) await addFeed(store, `http://${host}/${n}`);
  const env = {
    ...{ STET_DATABASE_URL: postgres.url, STET_REDIS_URL: redis.url, STET_ROLE: 'worker', STET_SEEDS: 'off' },
    STET_FETCH_ALLOW: hosts.join(),
  };
  const children = await Promise.all(
    Array.from({ length: workers }, async (_, n) => {
      const data = path.join(folder, String(n));
      await mkdir(data);
      const child = startStet(['start'], { data, env });
      for (const stream of [child.stdout, child.stderr]) stream.resume();
      return child;
    }),
  );
  try {
    const { stored, ms } = await untilStored(store, feeds * items);
    return { workers, expected: feeds * items, stored, perSecond: (1_000 * stored) / ms };
  } finally {
    for (const child of children) child.kill('SIGKILL');
    await store.close();
    await web.close();
  }
}

async function addFeed(store: Store, url: string): Promise<void> {
  const outlet = URL.parse(url)!.hostname;
  await store.addFeed({ id: feedIdOf(url), url, shown: url, title: null, outlet, addedBy: 'bench' });
}

/** Counted from the first that is stored: what a process takes to start is no part of what it does in a second. */
async function untilStored(store: Store, expected: number): Promise<{ stored: number; ms: number }> {
  const last = performance.now() + LAST_MS;
  let first: number | null = null;
  let stored = 0;
  while (stored < expected && performance.now() < last) {
    await setTimeout(LOOK_MS);
    stored = (await store.countArticles()).feed;
    if (stored > 0) first ??= performance.now() - LOOK_MS;
  }
  return { stored, ms: performance.now() - (first ?? 0) };
}
