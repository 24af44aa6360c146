/**
 * Where the time of an answer goes, by the inspector's CPU profile: each moment counts for the function of ours that was at work or
 * waited for what it called (`own`), and for every one that waited for it (`with callees`). Knows no step by name.
 */
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import type { Profiler } from 'node:inspector';
import { Session } from 'node:inspector/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { aligned } from '../eval/table.ts';
import type { BenchArguments } from './arguments.ts';
import { openStet } from './engines/stet.ts';
import { fill } from './measure.ts';
import { questionsOf } from './questions.ts';

const SRC = pathToFileURL(path.resolve(import.meta.dirname, '../../src')).href;

/** Microseconds between samples. */
const INTERVAL = 200;

/** Functions listed, and the share of the time below which none is (0 to 1). */
const MOST = 40;
const LEAST = 0.005;

type Options = Pick<BenchArguments, 'sizes' | 'questions' | 'seed' | 'keep'>;

/** Tables of time by function: for reading and indexing where no file is kept, for whole answers and for misspelt questions. */
export async function profileAnswers({ sizes, questions, seed, keep }: Options): Promise<string> {
  const articles = sizes.at(-1)!;
  const folder =
    keep === null ? await mkdtemp(path.join(tmpdir(), 'stet-bench-')) : path.resolve(keep, `stet-${articles}-${seed}`);
  await mkdir(folder, { recursive: true });
  const engine = openStet(folder);
  try {
    const { asked, misspelt } = questionsOf(seed, articles, questions);
    const parts: string[] = [];
    if (engine.held() !== articles) {
      const reading = await profiled(() => fill(engine, { seed, articles, questions }));
      parts.push(profileTable('reading and indexing', reading, articles));
    }
    // Others than those that count: what is remembered of an article must not hide what a first answer costs.
    for (const { question } of questionsOf(seed, articles, questions, 1).asked) engine.ask!(question);
    const sets = { 'whole answers': asked, 'misspelt questions': misspelt, 'ranked lists': asked };
    for (const [name, set] of Object.entries(sets)) {
      const ask = name === 'ranked lists' ? (words: string) => engine.search(words, 20) : engine.ask!;
      const profile = await profiled(() => {
        for (const { question, words } of set) ask(name === 'ranked lists' ? words : question);
      });
      parts.push(profileTable(`${name}, ${articles} articles`, profile, set.length));
    }
    return parts.join('\n\n');
  } finally {
    engine.close();
    if (keep === null) await rm(folder, { recursive: true, force: true });
  }
}

async function profiled(work: () => unknown): Promise<Profiler.Profile> {
  const session = new Session();
  session.connect();
  try {
    await session.post('Profiler.enable');
    await session.post('Profiler.setSamplingInterval', { interval: INTERVAL });
    await session.post('Profiler.start');
    await work();
    const { profile } = await session.post('Profiler.stop');
    return profile;
  } finally {
    session.disconnect();
  }
}

/** @param times how often the work was done: milliseconds are told for one. */
export function profileTable(name: string, profile: Profiler.Profile, times: number): string {
  const { total, functions } = summarise(profile);
  const each = (time: number) => (time / 1_000 / times).toFixed(3);
  const share = (time: number) => `${((100 * time) / total).toFixed(1)}%`;
  const lines = [...functions]
    .sort(([, a], [, b]) => b.within - a.within)
    .filter(([, { within }]) => within >= LEAST * total)
    .slice(0, MOST)
    .map(([key, { own, within }]) => [key, each(within), share(within), each(own), share(own)]);
  return aligned([[`${name}: ${each(total)} ms each`, 'with callees', '', 'own', ''], ...lines]);
}

interface Spent {
  /** Microseconds. */
  own: number;
  within: number;
}

/** What is called by no function of ours keeps the engine's name for it: `(garbage collector)`. */
export function summarise({ nodes, samples = [], timeDeltas = [] }: Profiler.Profile): {
  total: number;
  functions: Map<string, Spent>;
} {
  const stacks = stacksOf(nodes);
  const functions = new Map<string, Spent>();
  const spent = (key: string) => {
    const known = functions.get(key) ?? { own: 0, within: 0 };
    functions.set(key, known);
    return known;
  };
  let total = 0;
  for (const [at, id] of samples.entries()) {
    const time = Math.max(0, timeDeltas[at] ?? 0);
    const stack = stacks.get(id) ?? [];
    if (stack.length === 0) continue;
    total += time;
    spent(stack.at(-1)!).own += time;
    for (const key of new Set(stack)) spent(key).within += time;
  }
  return { total, functions };
}

/** For each node the functions of ours that lead to it, the outermost first; the engine's own work by its name. */
function stacksOf(nodes: readonly Profiler.ProfileNode[]): Map<number, string[]> {
  const byId = new Map(nodes.map(node => [node.id, node]));
  const stacks = new Map<number, string[]>();
  const walk = (id: number, above: string[]) => {
    const node = byId.get(id)!;
    const key = keyOf(node);
    const stack = key === null ? above : [...above, key];
    stacks.set(id, stack);
    for (const child of node.children ?? []) walk(child, stack);
  };
  if (nodes[0]) walk(nodes[0].id, []);
  return stacks;
}

function keyOf({ callFrame: { functionName, url } }: Profiler.ProfileNode): string | null {
  if (url.startsWith(SRC)) return `${url.slice(SRC.length + 1)} ${functionName || '(anonymous)'}`;
  return functionName === '(garbage collector)' ? functionName : null;
}
