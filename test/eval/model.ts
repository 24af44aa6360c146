/**
 * `npm run eval -- --model`: every figure with and without a language model, side by side, and what it costs. The model is the one that the
 * settings name; where they name none, a reader's recorded readings stand in for one.
 */
import { compareFigures } from './compare.ts';
import { askEngine } from './engine.ts';
import type { GivenAnswer } from './questions.ts';
import { hasReadings, openReader } from './readings.ts';
import { type Run, runEach, scoreRun } from './runs.ts';
import type { QuestionSet } from './sets.ts';
import { aligned } from './table.ts';

type Settings = Record<string, string>;

/** Empty settings count as not set. */
const NO_MODEL: Settings = Object.fromEntries(
  ['URL', 'NAME', 'KEY', 'KEY_FILE', 'PRIVATE', 'TIMEOUT', 'BUDGET', 'RECORD', 'REPLAY'].map(name => [
    `STET_MODEL_${name}`,
    '',
  ]),
);

/** Tokens a day that no set of questions takes: cost is told here, not bounded. */
const PLENTY = '999999999';

export async function reportModel(all: readonly QuestionSet[]): Promise<string> {
  const own = process.env.STET_MODEL_URL || process.env.STET_MODEL_REPLAY;
  const sets = own ? all : all.filter(hasReadings);
  const plain = await runEach(sets, set => askEngine(set.questionsFile, set.corpus, undefined, NO_MODEL));
  const helped = await runEach(sets, own ? askOwnModel : askReader);
  const pairs = helped.map((run, at) => ({
    ...{ name: run.set.name, ours: scoreRun(run), theirs: scoreRun(plain[at]!) },
  }));
  const { text } = compareFigures(pairs, { ours: 'with', theirs: 'without' });
  const by = own ? 'a model' : 'recorded readings, by hand: no model was asked';
  return [text.split('\n').slice(0, -2).join('\n'), `cost, by ${by}\n${costs(helped, plain)}`].join('\n\n');
}

const askOwnModel = ({ questionsFile, corpus }: QuestionSet) => askEngine(questionsFile, corpus);

async function askReader(set: QuestionSet): Promise<Map<string, GivenAnswer>> {
  const reader = await openReader(set);
  const model = { STET_MODEL_URL: reader.url, STET_MODEL_NAME: 'reader', STET_MODEL_PRIVATE: 'on' };
  try {
    return await askEngine(set.questionsFile, set.corpus, undefined, {
      ...NO_MODEL,
      ...model,
      STET_MODEL_BUDGET: PLENTY,
    });
  } finally {
    await reader.close();
  }
}

function costs(helped: readonly Run[], plain: readonly Run[]): string {
  const sum = ({ answers }: Run, of: (answer: GivenAnswer) => number) =>
    [...answers.values()].reduce((total, answer) => total + of(answer), 0);
  const rows: [string, (run: Run, at: number) => number][] = [
    ['questions', ({ answers }) => answers.size],
    ['answers it helped to find', run => sum(run, ({ model }) => (model?.used ? 1 : 0))],
    ['calls', run => sum(run, ({ model }) => model?.calls ?? 0)],
    ['tokens', run => sum(run, ({ model }) => model?.tokens ?? 0)],
    ['dropped', run => sum(run, ({ model }) => model?.dropped ?? 0)],
    ['ms an answer, with', run => sum(run, ({ ms }) => ms) / (run.answers.size || 1)],
    ['ms an answer, without', (_, at) => sum(plain[at]!, ({ ms }) => ms) / (plain[at]!.answers.size || 1)],
  ];
  const cells = rows.map(([name, of]) => [name, ...helped.map((run, at) => String(Math.round(of(run, at))))]);
  return aligned([['', ...helped.map(({ set }) => set.name)], ...cells]);
}
