/**
 * Measures one engine on one corpus: fills it, asks it, counts what it found. The same for every engine; runs in a process of its
 * own (`worker.ts`), because memory is part of the measure.
 */
import type { Answer } from '../../src/core/model.ts';
import { articleOf } from './corpus.ts';
import type { Engine } from './engines/engine.ts';
import { type BenchQuestion, questionsOf, ROUNDS } from './questions.ts';
import { type AnswerFigures, type Measured, type Recall, type Times, timesOf } from './results.ts';

export interface Plan {
  seed: number;
  articles: number;
  questions: number;
}

/** Articles handed over at once, as a first filling would. */
const BATCH = 100;

/** Questions before the first that counts. */
const WARM_UP = 20;

/** Length of a ranked list. */
const LIMIT = 20;

/** Milliseconds in a second, and microseconds in a millisecond. */
const MS = 1_000;

export async function measure(engine: Engine, plan: Plan): Promise<Omit<Measured, 'memory' | 'disk'>> {
  const indexed = await fill(engine, plan);
  // The last round's questions are for warming up.
  const [warmUp, ...rounds] = Array.from({ length: ROUNDS }, (_, at) =>
    questionsOf(plan.seed, plan.articles, plan.questions, ROUNDS - 1 - at),
  );
  const before = yardstick();
  const asked = rounds.map(round => round.asked);
  for (const { words } of warmUp!.asked.slice(0, WARM_UP)) await engine.search(words, LIMIT);
  const ranked = await askAll(asked, ({ words }) => engine.search(words, LIMIT));
  for (const { question } of warmUp!.asked.slice(0, WARM_UP)) engine.ask?.(question);
  const misspelt = rounds.map(round => round.misspelt);
  const answer = engine.ask ? await measureAnswers(engine.ask, asked, misspelt) : null;
  return {
    indexed,
    ranked: ranked.times,
    recall: recallOf(asked.flat(), ranked.found),
    answer,
    yardstick: (before + yardstick()) / 2,
  };
}

/** The making of the texts not counted; null when there was nothing to do. */
export async function fill(engine: Engine, { seed, articles }: Plan): Promise<Measured['indexed']> {
  if (engine.held() === articles) return null;
  const spent = { wall: 0, cpu: 0 };
  for (let from = 0; from < articles; from += BATCH) {
    const made = Array.from({ length: Math.min(BATCH, articles - from) }, (_, at) => articleOf(seed, from + at));
    const [started, used] = [performance.now(), process.cpuUsage()];
    await engine.add(made);
    const { user, system } = process.cpuUsage(used);
    spent.wall += performance.now() - started;
    spent.cpu += (user + system) / MS;
  }
  return { wall: (articles * MS) / spent.wall, cpu: (articles * MS) / spent.cpu };
}

/**
 * What was found, and the times of the quietest round, figure by figure: that takes out what neighbours did. No question comes
 * twice, so nothing that an engine remembers of a question can help.
 */
async function askAll<Found>(
  rounds: readonly (readonly BenchQuestion[])[],
  ask: (question: BenchQuestion) => Found | Promise<Found>,
): Promise<{ found: Found[]; times: Times }> {
  const found: Found[] = [];
  const each: Times[] = [];
  for (const questions of rounds) {
    const times: number[] = [];
    for (const question of questions) {
      const started = performance.now();
      const answer = await ask(question);
      times.push(performance.now() - started);
      found.push(answer);
    }
    each.push(timesOf(times));
  }
  const lowest = (name: keyof Times) => Math.min(...each.map(times => times[name]));
  return { found, times: { p50: lowest('p50'), p95: lowest('p95'), p99: lowest('p99') } };
}

async function measureAnswers(
  ask: (question: string) => Answer,
  asked: readonly BenchQuestion[][],
  misspelt: readonly BenchQuestion[][],
): Promise<AnswerFigures> {
  const { found, times } = await askAll(asked, ({ question }) => ask(question));
  const wrong = await askAll(misspelt, ({ question }) => ask(question));
  const questions = asked.flat();
  const absent = found.filter((_, at) => questions[at]!.article === null);
  return {
    ...times,
    right: rightShare(questions, found),
    refused: shareOf(absent, ({ status }) => status === 'not-in-corpus'),
    misspelt: { ...wrong.times, right: rightShare(misspelt.flat(), wrong.found) },
  };
}

function rightShare(questions: readonly BenchQuestion[], answers: readonly Answer[]): number {
  const pairs = answers.map((answer, at) => ({ answer, ...questions[at]! })).filter(({ article }) => article !== null);
  return shareOf(
    pairs,
    ({ answer, article, value }) => answer.evidence[0]?.article === article && answer.answer.includes(value),
  );
}

function recallOf(questions: readonly BenchQuestion[], lists: readonly string[][]): Recall {
  const planted = questions
    .map(({ article }, at) => ({ article, list: lists[at]! }))
    .filter(({ article }) => article !== null);
  return {
    first: shareOf(planted, ({ article, list }) => list[0] === article),
    ten: shareOf(planted, ({ article, list }) => list.slice(0, 10).includes(article!)),
  };
}

function shareOf<Item>(items: readonly Item[], holds: (item: Item) => boolean): number {
  return items.length === 0 ? 0 : items.filter(holds).length / items.length;
}

/** Milliseconds for arithmetic that never changes: about 20 on a machine of 2024. */
function yardstick(): number {
  const started = performance.now();
  let sum = 1;
  // Nothing here leaves 32 bits: a sum that does is computed in one way or another, five times as slow, by chance.
  for (let at = 0; at < 10_000_000; at++) sum = Math.imul(sum, 48_271) ^ at;
  // Used, so that it is not left out.
  return performance.now() - started + (sum === 0.5 ? 1 : 0);
}
