/**
 * Fits the weights of ranking and of confidence, and writes `src/newsroom/data/weights.json`:
 *
 *     node test/eval/fit.ts [SQUAD-CORPUS.jsonl SQUAD-QUESTIONS.jsonl]
 *
 * Ranking: softmax over the candidates of a question, the passages that hold the answer against the others. Confidence:
 * logistic regression on questions with and without an answer, and on questions whose answering passages were hidden.
 * Full-batch Adam with L2, no chance in it: the same input gives the same weights.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Candidate, Index } from '../../src/core/ports.ts';
import { SIGNS, type Signs, signsOf } from '../../src/newsroom/confidence.ts';
import { FEATURES, type Features } from '../../src/newsroom/features.ts';
import { readPassages, slotSigns } from '../../src/newsroom/inquiry.ts';
import { understand } from '../../src/newsroom/question.ts';
import { candidatesOf, type RankedPassage } from '../../src/newsroom/rank.ts';
import { type FitQuestion, fitSets } from './fit-sets.ts';
import { dot, fitLogistic, fitSoftmax, type Group } from './fitting.ts';

const WEIGHTS = fileURLToPath(new URL('../../src/newsroom/data/weights.json', import.meta.url));

interface Asked {
  question: ReturnType<typeof understand>;
  asked: FitQuestion;
  candidates: (Candidate & { features: Features })[];
  index: Index;
}

const sets = await fitSets(process.argv.slice(2));
const asked: Asked[] = sets.flatMap(({ questions, index, names }) =>
  questions.map(each => {
    const question = understand(each.question, index, names);
    return { question, asked: each, candidates: candidatesOf(question, index), index };
  }),
);

const vectorOf = (features: Features) => FEATURES.map(name => features[name]);
const groups: Group[] = asked
  .filter(({ asked: { answerable } }) => answerable)
  .map(({ candidates, asked: { isGold, weight } }) => ({
    weight,
    rows: candidates.map(candidate => vectorOf(candidate.features)),
    gold: candidates.map(isGold),
  }))
  .filter(({ gold }) => gold.includes(true));
const rank = fitSoftmax(groups, { steps: 400, l2: 1e-4 });

/** A question's best passages with what each answers; `hidden` are the passages left out. */
interface Read {
  asked: Asked;
  answerable: boolean;
  weight: number;
  passages: ReturnType<typeof readPassages>;
}

/** Hidden answers are easier to tell than real near misses, and count for less. */
const HIDDEN_WEIGHT = 0.25;

function readOf(each: Asked, hidden: (candidate: Candidate) => boolean, answerable: boolean, weight: number): Read {
  const ranked: RankedPassage[] = each.candidates
    .filter(candidate => !hidden(candidate))
    .map(candidate => ({ ...candidate, rank: dot(rank, vectorOf(candidate.features)) }))
    .sort((a, b) => b.rank - a.rank || b.score - a.score);
  return { asked: each, answerable, weight, passages: readPassages(each.question, ranked, each.index) };
}

const shown = asked.map(each => readOf(each, () => false, each.asked.answerable, each.asked.weight));
/** The usual near miss: the same question with its answer hidden. */
const masked = asked
  .filter(each => each.asked.answerable)
  .map(each => readOf(each, each.asked.mentionsGold, false, each.asked.weight * HIDDEN_WEIGHT));

const slotRow = (passage: Read['passages'][number]) => [passage.rank, ...slotSigns(passage)];
const slot = fitSoftmax(
  shown
    .filter(({ answerable, passages, asked: each }) => answerable && passages.some(each.asked.isGold))
    .map(({ passages, weight, asked: each }) => ({
      weight,
      rows: passages.map(slotRow),
      gold: passages.map(each.asked.isGold),
    })),
  { steps: 400, l2: 1e-4 },
);

function ordered({ passages }: Read): Read['passages'] {
  return [...passages].sort((a, b) => dot(slot, slotRow(b)) - dot(slot, slotRow(a)));
}

interface Example {
  signs: Signs;
  label: number;
  weight: number;
}

function exampleOf(read: Read): Example[] {
  const passages = ordered(read);
  const signs = signsOf(read.asked.question, passages);
  if (signs === null) return [];
  const label = read.answerable && passages[0] !== undefined && read.asked.asked.isGold(passages[0]);
  return [{ signs, label: label ? 1 : 0, weight: read.weight }];
}

const examples = [...shown, ...masked].flatMap(exampleOf);
const confidence = fitLogistic(
  examples.map(({ signs, label, weight }) => ({ row: [...SIGNS.map(name => signs[name]), 1], label, weight })),
  { steps: 3000, l2: 1e-4 },
);

const round = (value: number) => Math.round(value * 1000) / 1000;
const named = (names: readonly string[], values: number[]) =>
  Object.fromEntries(names.map((name, at) => [name, round(values[at]!)]));
const { thresholds } = JSON.parse(readFileSync(WEIGHTS, 'utf8')) as { thresholds: Record<string, number> };
const data = {
  madeBy: 'node test/eval/fit.ts',
  rank: named(FEATURES, rank),
  slot: named(['rank', 'score', 'attached'], slot),
  confidence: named([...SIGNS, 'intercept'], confidence),
  thresholds,
};
writeFileSync(WEIGHTS, `${JSON.stringify(data, null, 2)}\n`);

for (const { name, questions } of sets) {
  const own = shown.filter(read => questions.includes(read.asked.asked));
  const answerable = own.filter(read => read.answerable);
  const at = (n: number) => {
    const found = answerable.filter(read => ordered(read).slice(0, n).some(read.asked.asked.isGold));
    return Math.round((1000 * found.length) / answerable.length) / 10;
  };
  const scored = own.map(read => {
    const signs = signsOf(read.asked.question, ordered(read));
    return {
      value: signs === null ? -99 : dot(confidence, [...SIGNS.map(sign => signs[sign]), 1]),
      answerable: read.answerable,
    };
  });
  process.stdout.write(
    `${name}: ${own.length} questions, gold at 1/3/5 ${at(1)} ${at(3)} ${at(5)}, auroc ${auroc(scored)}\n`,
  );
}

function auroc(scored: { value: number; answerable: boolean }[]): number {
  const yes = scored.filter(({ answerable }) => answerable);
  const no = scored.filter(({ answerable }) => !answerable);
  let wins = 0;
  for (const { value } of yes)
    for (const other of no) wins += value > other.value ? 1 : value === other.value ? 0.5 : 0;
  return Math.round((1000 * wins) / (yes.length * no.length)) / 1000;
}
