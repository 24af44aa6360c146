/** `npm run bench -- soak`: half an hour of mixed load, the memory of each process all the while, and what is left open at its end. */
import { readdirSync, readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { readToolArguments } from '../../support/tool-arguments.ts';
import { machineHere, type Results } from '../results.ts';
import { liveBytes } from './live-heap.ts';
import { openNewsroom, type Size, type Soaked, type Told } from './newsroom.ts';

const KEPT = path.join(import.meta.dirname, '../data');

const SOAK_USAGE = `usage: npm run bench -- soak [options]
--minutes 30
--record 3000             articles that are there before, so that what is held of a record is held from the beginning
--size one|many           one process on a file, or a bot and a worker on PostgreSQL and Redis
--seed 1                  other articles and questions
--json FILE               keeps the results there, in place of one named for the size in ${path.relative('.', KEPT)}`;

const OPTIONS = {
  minutes: { type: 'string', default: '30' },
  record: { type: 'string', default: '3000' },
  size: { type: 'string', default: 'one' },
  seed: { type: 'string', default: '1' },
  json: { type: 'string' },
  help: { type: 'boolean', default: false },
} as const;

/** Milliseconds between two looks at the processes. */
const LOOK_MS = 5_000;

/** Share of the time after which memory is expected to be flat: until then caches fill. */
const SETTLED = 1 / 2;

/** Looks that are kept: one every five minutes. */
const KEPT_EVERY = 300_000 / LOOK_MS;

const MB = 1_000_000;
const KIB = 1_024;
const HOUR_MS = 3_600_000;

/** A look at a process: resident bytes, bytes that its threads held when they last cleared away the rest, and open files. */
interface Look {
  atMs: number;
  resident: number;
  live: number;
  files: number;
}

interface ProcessFigures {
  name: string;
  /** Bytes an hour, by least squares over the looks once it has settled. */
  slope: { resident: number; live: number };
  /** At its highest. */
  peak: number;
  /** The first once it has settled, and the last. */
  first: Look;
  last: Look;
  /** Every five minutes. */
  looks: Look[];
}

interface SoakFigures extends Pick<Results, 'date' | 'seed' | 'machine'>, Told {
  size: Size;
  minutes: number;
  record: number;
  processes: ProcessFigures[];
}

/** Gives what is to be printed. Throws `bad-usage` with the usage text. */
export async function benchSoak(given: readonly string[]): Promise<string> {
  const { minutes, record, size, seed, json, help } = read(given);
  if (help) return SOAK_USAGE;
  const folder = await mkdtemp(path.join(tmpdir(), 'stet-soak-'));
  const newsroom = await openNewsroom({ size, record, seed }, folder);
  const looks = new Map<string, Look[]>([...newsroom.processes.keys()].map(name => [name, []]));
  const until = AbortSignal.timeout(60_000 * minutes);
  const loading = newsroom.load(until);
  const began = performance.now();
  while (!until.aborted) {
    await setTimeout(LOOK_MS);
    for (const [name, each] of newsroom.processes) looks.get(name)!.push(lookAt(each, performance.now() - began));
  }
  await loading;
  const told = await newsroom.end();
  await rm(folder, { recursive: true, force: true });
  const figures: SoakFigures = {
    ...{ date: new Date().toISOString(), seed, machine: machineHere(), size, minutes, record, ...told },
    processes: [...looks].map(([name, all]) => figuresOf(name, all)),
  };
  await writeFile(json ?? path.join(KEPT, `soak-${size}.json`), `${JSON.stringify(figures, null, 2)}\n`);
  return soakTable(figures);
}

/** Linux alone tells this of another process. */
function lookAt({ pid, heapFile }: Soaked, atMs: number): Look {
  const [, kib = '0'] = /^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
  const files = readdirSync(`/proc/${pid}/fd`).length;
  return { atMs, resident: Number(kib) * KIB, live: liveBytes(heapFile), files };
}

function figuresOf(name: string, looks: readonly Look[]): ProcessFigures {
  const settled = looks.slice(Math.floor(SETTLED * looks.length));
  return {
    name,
    slope: { resident: slopeOf(settled, look => look.resident), live: slopeOf(settled, look => look.live) },
    peak: Math.max(...looks.map(({ resident }) => resident)),
    ...{ first: settled[0]!, last: settled.at(-1)! },
    looks: looks.filter((_, n) => (n + 1) % KEPT_EVERY === 0),
  };
}

/** Least squares. */
function slopeOf(looks: readonly Look[], bytes: (look: Look) => number): number {
  const mean = (of: (look: Look) => number) => looks.reduce((sum, look) => sum + of(look), 0) / looks.length;
  const [at, held] = [mean(look => look.atMs), mean(bytes)];
  const both = looks.reduce((sum, look) => sum + (look.atMs - at) * (bytes(look) - held), 0);
  const spread = looks.reduce((sum, look) => sum + (look.atMs - at) ** 2, 0);
  return spread === 0 ? 0 : (HOUR_MS * both) / spread;
}

function soakTable({ size, minutes, asked, answered, articles, left, codes, processes }: SoakFigures): string {
  return [
    `${minutes} minutes, ${size === 'one' ? 'one process on a file' : 'a bot and a worker on PostgreSQL and Redis'}`,
    `${answered} of ${asked} questions answered, ${articles} articles stored`,
    ...processes.map(processLine),
    `left open: ${left.requests} requests, ${left.posts} posts, ${left.items} items; exit codes ${codes.join(', ')}`,
  ].join('\n');
}

function processLine({ name, slope, first, last, peak }: ProcessFigures): string {
  const mb = (bytes: number) => `${Math.round(bytes / MB)} MB`;
  const told = (kind: 'resident' | 'live') =>
    `${mb(first[kind])} ${kind} at half time, ${mb(last[kind])} at the end, ${(slope[kind] / MB).toFixed(1)} MB an hour`;
  return `${name.padEnd(8)} ${told('resident')}, ${mb(peak)} at its highest; ${told('live')}; open files ${first.files}, then ${last.files}`;
}

function read(given: readonly string[]) {
  const { values, whole, fault } = readToolArguments(given, OPTIONS, SOAK_USAGE);
  const { minutes, record, size, seed } = values;
  if (size !== 'one' && size !== 'many') throw fault(`"${size}" is no size`);
  if (!(Number(minutes) > 0)) throw fault(`"${minutes}" is no time`);
  return { ...values, size: size as Size, minutes: Number(minutes), record: whole(record, 0), seed: whole(seed) };
}
