/**
 * `npm run bench`: measures Stet beside other engines on made corpora and prints every figure. Puts the parts together. It changes
 * nothing in the repository but the kept results and their plot.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { asStetError } from '../../src/core/errors.ts';
import { type BenchArguments, readArguments, USAGE } from './arguments.ts';
import { benchCases } from './cases/main.ts';
import { measureCatchUp } from './catch-up.ts';
import { benchChat, isChatPlatform } from './chat/main.ts';
import { ENGINE_NAMES } from './engines/index.ts';
import { benchFeeds } from './feeds/main.ts';
import { plotOf } from './plot.ts';
import { profileAnswers } from './profile.ts';
import { machineHere, type Results, type Row, readResults } from './results.ts';
import { runEngine } from './run.ts';
import { benchScale } from './scale/main.ts';
import { benchSoak } from './soak/main.ts';
import { measureStart } from './start.ts';
import { resultTables } from './table.ts';

const KEPT = path.join(import.meta.dirname, 'data/results.json');
const PLOT = path.resolve(import.meta.dirname, '../../.github/media/bench.svg');

/** Sizes below which a run is a trial, and leaves the kept results alone. */
const WHOLE_RUN = 3;

/** Benchmarks with figures of their own, by the word that asks for each; what they give is printed. */
const OTHERS: Readonly<Record<string, (given: readonly string[]) => Promise<string>>> = {
  cases: benchCases,
  feeds: benchFeeds,
  scale: benchScale,
  soak: benchSoak,
};

async function main(given: readonly string[]): Promise<void> {
  const [what = '', ...rest] = given;
  if (isChatPlatform(what)) return console.log(await benchChat(what, rest));
  const other = OTHERS[what];
  if (other) return console.log(await other(rest));
  const options = readArguments(given);
  if (options.help) return console.log(USAGE);
  if (options.what === 'profile') return console.log(await profileAnswers(options));
  if (options.what === 'show') return show(options);
  const results = await measureAll(options);
  console.log(resultTables(results));
  const whole = options.engines.length === ENGINE_NAMES.length && options.sizes.length >= WHOLE_RUN;
  const json = options.json ?? (whole ? KEPT : null);
  if (json !== null) await save(json, `${JSON.stringify(results, null, 2)}\n`);
  await plot(results, options.svg ?? (json === KEPT ? PLOT : null));
}

async function show({ file, svg }: BenchArguments): Promise<void> {
  const results = readResults(file ?? KEPT);
  console.log(resultTables(results));
  await plot(results, svg ?? (file === null ? PLOT : null));
}

async function measureAll({ sizes, engines, questions, seed, limit, keep }: BenchArguments): Promise<Results> {
  const rows: Row[] = [];
  for (const articles of sizes) {
    for (const engine of engines) {
      console.error(`${engine}, ${articles} articles`);
      rows.push(await runEngine({ engine, articles, questions, seed, limit, keep }));
    }
  }
  const withStet = engines.includes('stet');
  const start = withStet ? await measureStart() : null;
  const catchUp = withStet ? await measureCatchUp({ seed }) : null;
  return { date: new Date().toISOString(), seed, questions, machine: machineHere(), start, catchUp, rows };
}

async function plot(results: Results, file: string | null): Promise<void> {
  const svg = plotOf(results);
  if (svg !== null && file !== null) await save(file, svg);
}

async function save(file: string, text: string): Promise<void> {
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(file, text);
  console.error(`written: ${path.relative('.', file)}`);
}

try {
  await main(process.argv.slice(2));
} catch (thrown) {
  const fault = asStetError(thrown);
  console.error(fault.code === 'internal' ? `${fault.message}: ${fault.userMessage}` : fault.userMessage);
  process.exitCode = fault.code === 'bad-usage' ? 2 : 1;
}
