/** `npm run bench -- scale`: what a queue, a second worker and PostgreSQL cost and bring. Prints every figure and keeps them. */
import { mkdir, writeFile } from 'node:fs/promises';
import { loadavg } from 'node:os';
import path from 'node:path';
import { privateRedis } from '../../support/servers.ts';
import { readToolArguments } from '../../support/tool-arguments.ts';
import { machineHere, type Results } from '../results.ts';
import { type AnswerTimes, measureAnswers } from './answers.ts';
import { type ArticleRate, measureArticles } from './articles.ts';
import { type JobRates, measureJobs } from './jobs.ts';

const KEPT = path.join(import.meta.dirname, '../data/scale.json');

const SCALE_USAGE = `usage: npm run bench -- scale [options]
--jobs 20000              that do nothing, on each queue; 0 leaves this out
--feeds 300               of two articles each, for one worker and for two; 0 leaves this out
--articles 100000         of the record that is asked on SQLite and on PostgreSQL; 0 leaves this out
--questions 200
--seed 1                  other articles and questions
--json FILE               keeps the results there, in place of ${path.relative('.', KEPT)}`;

const OPTIONS = {
  jobs: { type: 'string', default: '20000' },
  feeds: { type: 'string', default: '300' },
  articles: { type: 'string', default: '100000' },
  questions: { type: 'string', default: '200' },
  seed: { type: 'string', default: '1' },
  json: { type: 'string', default: KEPT },
  help: { type: 'boolean', default: false },
} as const;

const ITEMS = 2;
const WORKERS = [1, 2];

/** What the design promises: the share of bare BullMQ's jobs, and how many times SQLite's p95. */
const TARGETS = { jobs: 0.7, answers: 1.3 };

interface ScaleFigures extends Pick<Results, 'date' | 'seed' | 'machine'> {
  /** Of the machine over the last minute, at the beginning and at the end. */
  load: [number, number];
  jobs: JobRates | null;
  articles: ArticleRate[];
  answers: AnswerTimes | null;
}

/** Gives what is to be printed. Throws `bad-usage` with the usage text. */
export async function benchScale(given: readonly string[]): Promise<string> {
  const { jobs, feeds, articles, questions, seed, json, help } = read(given);
  if (help) return SCALE_USAGE;
  const before = loadavg()[0]!;
  const figures: ScaleFigures = {
    ...{ date: new Date().toISOString(), seed, machine: machineHere(), load: [before, before] },
    jobs: jobs === 0 ? null : await onRedis(url => measureJobs(url, jobs)),
    articles: [],
    answers: null,
  };
  for (const workers of feeds === 0 ? [] : WORKERS)
    figures.articles.push(await measureArticles({ workers, feeds, items: ITEMS, seed }));
  if (articles > 0) figures.answers = await measureAnswers({ articles, questions, seed });
  figures.load[1] = loadavg()[0]!;
  await mkdir(path.dirname(json), { recursive: true });
  await writeFile(json, `${JSON.stringify(figures, null, 2)}\n`);
  return scaleTable(figures);
}

async function onRedis<Value>(work: (url: string) => Promise<Value>): Promise<Value> {
  const server = await privateRedis();
  return work(server.url).finally(server.stop);
}

function scaleTable({ load, jobs, articles, answers }: ScaleFigures): string {
  const met = (is: boolean) => (is ? 'met' : 'missed');
  const lines = [`load average ${load[0].toFixed(1)} before, ${load[1].toFixed(1)} after`];
  if (jobs !== null) {
    for (const [name, rate] of Object.entries(jobs)) lines.push(`${name.padEnd(15)} ${Math.round(rate)} jobs a second`);
    const share = jobs['stet on bullmq'] / jobs['bullmq bare'];
    lines.push(
      `${Math.round(100 * share)}% of bare BullMQ's (target ${100 * TARGETS.jobs}%): ${met(share >= TARGETS.jobs)}`,
    );
  }
  for (const { workers, stored, expected, perSecond } of articles)
    lines.push(
      `${workers} worker${workers === 1 ? ' ' : 's'}       ${stored} of ${expected} articles, ${perSecond.toFixed(1)} a second`,
    );
  if (answers !== null) {
    for (const store of ['sqlite', 'postgres'] as const) {
      const { p50, p95, p99 } = answers[store];
      lines.push(
        `${store.padEnd(15)} answers: p50 ${p50.toFixed(1)} ms, p95 ${p95.toFixed(1)} ms, p99 ${p99.toFixed(1)} ms`,
      );
    }
    const times = answers.postgres.p95 / answers.sqlite.p95;
    lines.push(`${times.toFixed(2)} times SQLite's p95 (target ${TARGETS.answers}): ${met(times <= TARGETS.answers)}`);
    lines.push(
      `the same status and first quote: ${answers.same} of ${answers.questions}, of ${answers.articles} articles`,
    );
  }
  return lines.join('\n');
}

function read(given: readonly string[]) {
  const { values, whole } = readToolArguments(given, OPTIONS, SCALE_USAGE);
  const { jobs, feeds, articles, questions, seed } = values;
  const parts = { jobs: whole(jobs, 0), feeds: whole(feeds, 0), articles: whole(articles, 0) };
  return { ...values, ...parts, questions: whole(questions), seed: whole(seed) };
}
