/** `npm run bench -- feeds`: a thousand feeds read for the first time, and then each with news. Prints every figure and keeps them. */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { loadavg, tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { StetError } from '../../../src/core/errors.ts';
import { NODE_FLAGS } from '../../support/node-process.ts';
import { readToolArguments } from '../../support/tool-arguments.ts';
import { machineHere, percentile, type Results } from '../results.ts';
import type { Job, Told } from './stet.ts';
import { openFeedWeb } from './web.ts';

const KEPT = path.join(import.meta.dirname, '../data/feeds.json');
const STET = fileURLToPath(new URL('./stet.ts', import.meta.url));

const FEEDS_USAGE = `usage: npm run bench -- feeds [options]
--feeds 1000
--items 2                 of each feed when it is first read
--window 300              seconds over which the feeds are due with one item more: the shortest interval
--seed 1                  other articles
--json FILE               keeps the results there, in place of ${path.relative('.', KEPT)}`;

const OPTIONS = {
  feeds: { type: 'string', default: '1000' },
  items: { type: 'string', default: '2' },
  window: { type: 'string', default: '300' },
  seed: { type: 'string', default: '1' },
  json: { type: 'string', default: KEPT },
  help: { type: 'boolean', default: false },
} as const;

const MB = 1_000_000;

/** What the design promises: megabytes, articles a second, seconds after the feed was due. */
const TARGETS = { memory: 300, rate: 20, late: 30 };

interface FeedFigures extends Pick<Results, 'date' | 'seed' | 'machine'> {
  feeds: number;
  /** Of the machine over the last minute, at the beginning and at the end. */
  load: [number, number];
  /** Articles from page to stored, and how many of them a second; by the clock, and by processor time, which neighbours change less. */
  stored: { expected: number; articles: number; perSecond: number; perCpuSecond: number };
  /** Seconds from when a feed was due to when its new item was posted. */
  posted: { expected: number; posts: number; p50: number; p95: number; max: number };
  /** Resident in Stet's process at its highest, worker threads included: bytes. */
  memory: number;
}

/** Gives what is to be printed. Throws `bad-usage` with the usage text. */
export async function benchFeeds(given: readonly string[]): Promise<string> {
  const { feeds, items, window, seed, json, help } = read(given);
  if (help) return FEEDS_USAGE;
  const figures = await measure(feeds, items, window, seed);
  await mkdir(path.dirname(json), { recursive: true });
  await writeFile(json, `${JSON.stringify(figures, null, 2)}\n`);
  return feedTable(figures);
}

async function measure(feeds: number, items: number, windowS: number, seed: number): Promise<FeedFigures> {
  const loadBefore = loadavg()[0]!;
  const folder = await mkdtemp(path.join(tmpdir(), 'stet-bench-'));
  const web = await openFeedWeb(seed);
  web.setItems(items);
  const job: Job = { folder, port: web.port, feeds, windowS };
  const child = fork(STET, [JSON.stringify(job)], { execArgv: [...NODE_FLAGS, '--no-warnings'] });
  try {
    const first = await told(child, 'stored');
    web.setItems(items + 1);
    child.send('again');
    const second = await told(child, 'posted');
    const late = second.late.map(ms => ms / 1_000);
    return {
      ...{ date: new Date().toISOString(), seed, machine: machineHere(), feeds },
      load: [loadBefore, loadavg()[0]!],
      stored: {
        ...{ expected: feeds * items, articles: first.articles },
        perSecond: (1_000 * first.articles) / first.tookMs,
        perCpuSecond: (1_000 * first.articles) / first.cpuMs,
      },
      posted: {
        ...{ expected: feeds, posts: late.length },
        ...{ p50: percentile(late, 0.5), p95: percentile(late, 0.95), max: Math.max(...late) },
      },
      memory: second.peak,
    };
  } finally {
    child.kill('SIGKILL');
    await web.close();
    await rm(folder, { recursive: true, force: true });
  }
}

async function told<Kind extends Told['kind']>(child: ReturnType<typeof fork>, kind: Kind) {
  const ended = once(child, 'exit').then(() => null);
  const message = await Promise.race([once(child, 'message'), ended]);
  const [said] = (message ?? []) as Told[];
  if (said?.kind !== kind) throw new StetError('internal', 'Stet ended before it was measured');
  return said as Extract<Told, { kind: Kind }>;
}

function feedTable({ feeds, stored, posted, memory, load }: FeedFigures): string {
  const one = (value: number) => value.toFixed(1);
  const met = (is: boolean) => (is ? 'met' : 'missed');
  return [
    `${feeds} feeds; load average ${one(load[0])} before, ${one(load[1])} after`,
    `stored      ${stored.articles} of ${stored.expected} articles, ${one(stored.perSecond)}/s, ${one(stored.perCpuSecond)} per second of processor time`,
    `posted      ${posted.posts} of ${posted.expected}, after the feed was due: p50 ${one(posted.p50)} s, p95 ${one(posted.p95)} s, max ${one(posted.max)} s`,
    `memory      ${Math.round(memory / MB)} MB at its highest`,
    `under ${TARGETS.memory} MB: ${met(memory < TARGETS.memory * MB)}`,
    `${TARGETS.rate} articles a second: ${met(stored.articles === stored.expected && stored.perSecond >= TARGETS.rate)}`,
    `posted within ${TARGETS.late} s at p95: ${met(posted.posts === posted.expected && posted.p95 <= TARGETS.late)}`,
  ].join('\n');
}

function read(given: readonly string[]) {
  const { values, whole } = readToolArguments(given, OPTIONS, FEEDS_USAGE);
  const { feeds, items, window, seed } = values;
  return { ...values, feeds: whole(feeds), items: whole(items), window: whole(window), seed: whole(seed) };
}
