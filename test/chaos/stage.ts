/**
 * Everything there is in a run: people and sites, the servers and processes of one size, their disk and their clock. It knows how each is
 * started and ended, and nothing of when.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { systemClock } from '../../src/core/clock.ts';
import type { Clock, Store } from '../../src/core/ports.ts';
import { afterPoll } from '../../src/ingest/feed/polling.ts';
import { feedIdOf } from '../../src/ingest/identify.ts';
import { openPostgresStore } from '../../src/storage/postgres.ts';
import { openSqliteStore } from '../../src/storage/sqlite.ts';
import { shiftableClock } from '../support/clock.ts';
import { type PrivateServer, privatePostgres, privateRedis } from '../support/servers.ts';
import { mountDisk } from '../support/tiny-disk.ts';
import { FEED, type News, openNews } from './news.ts';
import { openPeople, type People, type Platform } from './people.ts';
import type { Size } from './plan.ts';
import { aStet, type Stet } from './stets.ts';

const SHIFTED_CLOCK = path.join(import.meta.dirname, 'shifted-clock.cjs');

/** Room for the store, the indexes and the logs of a run. */
const DISK_MB = 128;

/** When the newsrooms have their digests. */
export const DIGEST_AT = { hour: 7, zone: 'UTC' } as const;

const SERVES = ['Stet serves slack.', 'Stet serves discord.'];
const WORKS = ['Stet works on jobs.'];

/** The processes of each size, with their roles. */
const PROCESSES = {
  small: [{ name: 'stet', role: 'all', words: SERVES }],
  large: [
    { name: 'bot', role: 'bot', words: SERVES },
    { name: 'worker-1', role: 'worker', words: WORKS },
    { name: 'worker-2', role: 'worker', words: WORKS },
  ],
} as const;

export interface Stage {
  size: Size;
  folder: string;
  /** The disk of every process; null where none could be mounted. */
  disk: string | null;
  news: News;
  people: People;
  stets: Stet[];
  redis: PrivateServer | null;
  postgres: PrivateServer | null;
  clock: Clock;
  /** Time passes for everyone. */
  pass: (ms: number) => void;
  /** The clock of Stet's machine is so far from everyone else's. */
  setWrong: (ms: number) => void;
  /** Looks into the store beside whoever uses it. */
  lookIn: <Value>(look: (store: Store) => Promise<Value>) => Promise<Value>;
  /** Where the store is kept. */
  kept: { file: string } | { url: string };
  /** Where a process keeps its index. */
  indexFiles: () => string[];
  close: () => Promise<void>;
}

export async function openStage(size: Size, seed: number, askers: Record<Platform, number>): Promise<Stage> {
  const folder = mkdtempSync(path.join(tmpdir(), 'stet-chaos-'));
  const data = path.join(folder, 'data');
  mkdirSync(data);
  const unmount = mountDisk(data, DISK_MB);
  const time = runTime(path.join(folder, 'clock'));
  const closing: (() => Promise<void> | void)[] = [
    () => rmSync(folder, { recursive: true, force: true }),
    () => unmount?.(),
  ];
  const close = async () => {
    for (const each of closing.splice(0).reverse()) await each();
  };
  try {
    const people = await openPeople(time.clock, askers);
    closing.push(people.close);
    const news = await openNews(seed);
    closing.push(news.close);
    const [redis, postgres] = size === 'small' ? [null, null] : [await privateRedis(), await privatePostgres()];
    for (const server of [redis, postgres]) if (server !== null) closing.push(server.stop);
    const env = {
      ...people.settings,
      ...{
        STET_SEEDS: 'off',
        STET_FETCH_ALLOW: news.sites.map(({ place }) => place).join(','),
        STET_LOG_LEVEL: 'debug',
      },
      ...{ STET_TEST_CLOCK: time.file, NODE_OPTIONS: `--require ${JSON.stringify(SHIFTED_CLOCK)}`, TZ: 'UTC' },
      ...(redis === null ? {} : { STET_REDIS_URL: redis.url }),
      ...(postgres === null ? {} : { STET_DATABASE_URL: postgres.url }),
    };
    const stets = PROCESSES[size].map(({ name, role, words }) =>
      aStet({
        ...{ name, words, data: path.join(data, name), output: path.join(folder, `${name}.txt`) },
        env: { ...env, STET_ROLE: role },
      }),
    );
    closing.push(async () => void (await Promise.all(stets.map(stet => stet.end('SIGKILL')))));
    const file = path.join(data, 'stet', 'stet.sqlite');
    const open = (mode: 'owner' | 'reader') =>
      postgres === null
        ? openSqliteStore({ file, mode, clock: systemClock })
        : openPostgresStore({ url: postgres.url, clock: systemClock });
    const first = await open('owner');
    await prepare(first, news, people, time.clock).finally(() => first.close());
    return {
      ...{ size, folder, disk: unmount === null ? null : data, news, people, stets, redis, postgres },
      ...{ clock: time.clock, pass: time.pass, setWrong: time.setWrong, close },
      kept: postgres === null ? { file } : { url: postgres.url },
      lookIn: async look => {
        const store = await open('reader');
        return look(store).finally(() => store.close());
      },
      indexFiles: () =>
        PROCESSES[size].map(({ name, role }) =>
          path.join(data, name, role === 'all' ? 'index.sqlite' : `index-${role}.sqlite`),
        ),
    };
  } catch (thrown) {
    await close();
    throw thrown;
  }
}

/** What somebody set up before: feeds that were read when they were empty, who follows them, and when digests come. */
async function prepare(store: Store, { sites }: News, { newsrooms }: People, clock: Clock): Promise<void> {
  const setBy = 'console:local';
  const nothing = {
    says: 'has nothing new',
    news: 0,
    ttlMinutes: null,
    retryAfterS: null,
    etag: null,
    lastModified: null,
  };
  for (const { origin, place } of sites) {
    const url = origin + FEED;
    const draft = { id: feedIdOf(url), url, shown: url, title: null, outlet: `Site ${place}`, addedBy: setBy };
    const { feed } = await store.addFeed(draft);
    await store.keepPoll(feed.id, afterPoll(feed, { ...nothing, kind: 'fine' }, clock.now(), 0.5));
    await store.setFeedState(feed.id, 'active');
  }
  const startsOn = new Date(clock.now().getTime() + 86_400_000).toISOString().slice(0, 10);
  const at = `${String(DIGEST_AT.hour).padStart(2, '0')}:00`;
  for (const place of newsrooms) {
    await store.subscribe({ place, direct: false, followed: { kind: 'all' }, words: [], setBy });
    await store.planDigest({
      ...{ place, direct: false, at, zone: DIGEST_AT.zone, silent: false, startsOn, setBy },
      days: [1, 2, 3, 4, 5, 6, 7],
    });
  }
}

/** The time of a run, which begins now and leaps; and how far the clock of Stet's machine is from it. */
function runTime(file: string) {
  const clock = shiftableClock(Date.now());
  let [passed, wrong] = [0, 0];
  const tell = () => writeFileSync(file, String(passed + wrong));
  tell();
  return {
    file,
    clock,
    pass: (ms: number) => {
      passed += ms;
      clock.advance(ms);
      tell();
    },
    setWrong: (ms: number) => {
      wrong = ms;
      tell();
    },
  };
}
