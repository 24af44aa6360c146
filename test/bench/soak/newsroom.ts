/** A newsroom under mixed load: people who ask, feeds that gain items, channels that follow them; by one process on a file, or by a bot and a worker. */
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { systemClock } from '../../../src/core/clock.ts';
import type { Store } from '../../../src/core/ports.ts';
import { feedIdOf } from '../../../src/ingest/identify.ts';
import { openPostgresStore } from '../../../src/storage/postgres.ts';
import { openSqliteStore } from '../../../src/storage/sqlite.ts';
import { privatePostgres, privateRedis } from '../../support/servers.ts';
import { team } from '../../support/slack/cast.ts';
import { said, startStet } from '../../support/stet.ts';
import { slackUnderLoad } from '../chat/slack.ts';
import { articleOf } from '../corpus.ts';
import { hostOf, openFeedWeb } from '../feeds/web.ts';
import { questionsOf } from '../questions.ts';
import { tellingHeap } from './live-heap.ts';

export type Size = 'one' | 'many';

/** People who ask, and seconds between two questions of one: a person may ask thirty times in five minutes. */
const PEOPLE = 20;
const GAP_S = 20;

/** Feeds, each asked every five minutes, and seconds after which all have an item more. */
const FEEDS = 100;
const ITEM_S = 150;

/** What each process says when it is ready. */
const READY: Record<string, string> = {
  one: 'Stet serves slack.',
  bot: 'Stet serves slack.',
  worker: 'Stet works on jobs.',
};

export interface Told {
  asked: number;
  answered: number;
  /** Articles of the record, and what is left open when all has ended. */
  articles: number;
  left: { requests: number; posts: number; items: number };
  /** Exit codes of the processes. */
  codes: (number | null)[];
}

/** A process under load, and where it writes what it holds. */
export interface Soaked {
  pid: number;
  heapFile: string;
}

export interface SoakedNewsroom {
  /** The processes by what they are. */
  processes: Map<string, Soaked>;
  /** Keeps it busy until the signal. */
  load: (until: AbortSignal) => Promise<void>;
  /** Ends it as a service manager does, and looks at what is left. */
  end: () => Promise<Told>;
}

interface Plan {
  size: Size;
  /** Articles that are there before. */
  record: number;
  seed: number;
}

export async function openNewsroom({ size, record, seed }: Plan, folder: string): Promise<SoakedNewsroom> {
  const [web, chat] = [await openFeedWeb(seed), await slackUnderLoad(PEOPLE)];
  web.setItems(1);
  const place = size === 'one' ? await aFile(folder) : await aCluster();
  const store = await place.open();
  const meta = { origin: 'file', url: null, outlet: null, byline: null, language: 'en' } as const;
  for (let n = 0; n < record; n++) await store.saveArticle({ ...articleOf(seed + 1, n), ...meta });
  const hosts = Array.from({ length: FEEDS }, (_, n) => `${hostOf(n)}:${web.port}`);
  for (const [n, host] of hosts.entries()) await addFeed(store, `http://${host}/${n}`);
  const followed = { kind: 'all' } as const;
  const target = { platform: 'slack', space: team.id, channel: 'C0LOAD00000', thread: null };
  await store.subscribe({ place: target, direct: false, followed, words: [], setBy: 'console:local' });
  await store.close();

  const { options } = chat.stet as Extract<typeof chat.stet, { platform: 'slack' }>;
  const tokens = {
    SLACK_BOT_TOKEN: options.botToken,
    SLACK_APP_TOKEN: options.appToken!,
    SLACK_API_URL: options.apiUrl,
  };
  const env = { ...place.env, ...tokens, STET_SEEDS: 'off', STET_FETCH_ALLOW: hosts.join() };
  const children = new Map<string, ReturnType<typeof startStet>>();
  const soaked = new Map<string, Soaked>();
  for (const [name, more] of Object.entries(place.processes)) {
    const data = path.join(folder, size === 'one' ? '' : name);
    await mkdir(data, { recursive: true });
    const heapFile = path.join(folder, `${name}-heap.jsonl`);
    const child = startStet(['start'], { data, env: { ...env, ...more, ...tellingHeap(heapFile) } });
    soaked.set(name, { pid: child.pid!, heapFile });
    child.stdout.resume();
    children.set(name, child);
    await said(child.stderr, READY[size === 'one' ? 'one' : name]!);
    child.stderr.resume();
  }
  const told: Told = { asked: 0, answered: 0, articles: 0, left: { requests: 0, posts: 0, items: 0 }, codes: [] };
  const questions = questionsOf(seed, FEEDS, 200).asked.map(({ question }) => question);

  async function askOn(slot: (typeof chat.slots)[number], until: AbortSignal): Promise<void> {
    while (!until.aborted) {
      told.asked += 1;
      // One that gets no answer is counted, and tells enough.
      const answer = await slot.ask(questions[told.asked % questions.length]!).catch(() => null);
      if (answer !== null) told.answered += 1;
      await setTimeout(1_000 * GAP_S, undefined, { signal: until }).catch(() => {});
    }
  }

  async function publishOn(until: AbortSignal): Promise<void> {
    for (let items = 2; !until.aborted; items++) {
      await setTimeout(1_000 * ITEM_S, undefined, { signal: until }).catch(() => {});
      web.setItems(items);
    }
  }

  return {
    processes: soaked,
    load: async until => void (await Promise.all([...chat.slots.map(slot => askOn(slot, until)), publishOn(until)])),
    async end() {
      const ended = [...children.values()].map(
        child => new Promise<number | null>(resolve => child.on('close', resolve)),
      );
      for (const child of children.values()) child.kill('SIGTERM');
      told.codes = await Promise.all(ended);
      const after = await place.open();
      told.articles = (await after.countArticles()).feed;
      told.left = {
        requests: (await after.openRequests('slack')).length,
        posts: (await after.unsentPosts()).length,
        items: (await after.openItems(1_000)).length,
      };
      await after.close();
      await Promise.all([web.close(), chat.close(), place.close()]);
      return told;
    },
  };
}

/** Where the state is, how it is reached, and which processes there are, each with what it is told besides. */
interface Home {
  open: () => Promise<Store>;
  env: Record<string, string>;
  processes: Record<string, Record<string, string>>;
  close: () => Promise<void>;
}

async function aFile(folder: string): Promise<Home> {
  const file = path.join(folder, 'stet.sqlite');
  const open = () => openSqliteStore({ file, mode: 'owner', clock: systemClock });
  return { open, env: {}, processes: { stet: {} }, close: async () => {} };
}

async function aCluster(): Promise<Home> {
  const [postgres, redis] = await Promise.all([privatePostgres(), privateRedis()]);
  return {
    open: () => openPostgresStore({ url: postgres.url, clock: systemClock }),
    env: { STET_DATABASE_URL: postgres.url, STET_REDIS_URL: redis.url },
    processes: { bot: { STET_ROLE: 'bot' }, worker: { STET_ROLE: 'worker' } },
    close: async () => void (await Promise.all([postgres.stop(), redis.stop()])),
  };
}

async function addFeed(store: Store, url: string): Promise<void> {
  const outlet = URL.parse(url)!.hostname;
  await store.addFeed({ id: feedIdOf(url), url, shown: url, title: null, outlet, addedBy: 'bench' });
}
