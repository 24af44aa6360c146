/**
 * Fits the weights of ranking and of confidence, and writes `src/newsroom/data/weights.json`:
 *
 *     node test/eval/fit.ts [SQUAD-CORPUS.jsonl SQUAD-QUESTIONS.jsonl] [--folds=FILE]
 *
 * Ranking: softmax over the candidates of a question, the passages that hold the answer against the others. Confidence:
 * logistic regression on questions with and without an answer, and on questions whose answering passages were hidden. No
 * chance in it: the same input gives the same weights.
 *
 * With FILE, which `fit-spans.ts --folds=FILE` writes, slots are judged by weights that have not seen the question: the figures printed
 * are then honest ones. The weights in use are fitted without it, for so the slot keeps the say it earns on other questions
 * about the same record.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Candidate, Index } from '../../src/core/ports.ts';
import { SIGNS, signsOf } from '../../src/newsroom/confidence.ts';
import { FEATURES, type Features } from '../../src/newsroom/features.ts';
import { readPassages, slotSigns } from '../../src/newsroom/inquiry.ts';
import { understand } from '../../src/newsroom/question.ts';
import { candidatesOf, type RankedPassage } from '../../src/newsroom/rank.ts';
import type { Fitted } from '../../src/newsroom/spans/extract.ts';
import { type FitQuestion, fitSets, foldOf, groupOf } from './fit-sets.ts';
import { dot, fitLogistic, fitSoftmax, type Group } from './fitting.ts';
import { auroc } from './match.ts';

const WEIGHTS = fileURLToPath(new URL('../../src/newsroom/data/weights.json', import.meta.url));

interface Asked {
  /** What is reported together. */
  group: string;
  /** What is held out together. */
  fold: number;
  question: ReturnType<typeof understand>;
  asked: FitQuestion;
  candidates: (Candidate & { features: Features })[];
  index: Index;
}

const args = process.argv.slice(2);
const foldsFile = args.find(arg => arg.startsWith('--folds='))?.slice('--folds='.length);
const folds = foldsFile === undefined ? {} : (JSON.parse(readFileSync(foldsFile, 'utf8')) as Record<number, Fitted>);
const sets = await fitSets(args.filter(arg => !arg.startsWith('--')));
const asked: Asked[] = sets.flatMap(({ name, questions, index, names }) =>
  questions.map(each => {
    const question = understand(each.question, index, names);
    return {
      group: groupOf(name, each),
      fold: foldOf(name, each),
      question,
      asked: each,
      candidates: candidatesOf(question, index),
      index,
    };
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

/** A question's best passages with what each answers; in a masked one those that hold the answer were left out. */
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
  const passages = readPassages(each.question, ranked, each.index, folds[each.fold]);
  return { asked: each, answerable, weight, passages };
}

const read = asked.map(each => readOf(each, () => false, each.asked.answerable, each.asked.weight));
/** The usual near miss: the same question with its answer hidden. */
const masked = asked
  .filter(each => each.asked.answerable)
  .map(each => readOf(each, each.asked.mentionsGold, false, each.asked.weight * HIDDEN_WEIGHT));

const slotRow = (passage: Read['passages'][number]) => [passage.rank, ...slotSigns(passage)];
const slot = fitSoftmax(
  read
    .filter(({ passages, asked: each }) => each.asked.answerable && passages.some(each.asked.isGold))
    .map(({ passages, asked: each }) => ({
      weight: each.asked.weight,
      rows: passages.map(slotRow),
      gold: passages.map(each.asked.isGold),
    })),
  { steps: 400, l2: 1e-4 },
);

function ordered({ passages }: Read): Read['passages'] {
  return [...passages].sort((a, b) => dot(slot, slotRow(b)) - dot(slot, slotRow(a)));
}

interface Example {
  group: string;
  fold: number;
  row: number[];
  /** 1 when the best passage holds the answer. */
  label: number;
  answerable: boolean;
  weight: number;
}

/** Whether the record is silent is told on our own questions: they are asked of a story, those of SQuAD of a page that lies open. */
const OWN_TIMES = 2;

/** Pull towards 0; .0003 to .003 measure alike. */
const RIDGE = 1e-3;

function exampleOf(one: Read): Example[] {
  const { group, fold, question, asked: each } = one.asked;
  const passages = ordered(one);
  const signs = signsOf(question, passages);
  if (signs === null) return [];
  const { answerable } = one;
  const label = answerable && passages[0] !== undefined && each.isGold(passages[0]) ? 1 : 0;
  const weight = one.weight * (isOwn(group) ? OWN_TIMES : 1);
  return [{ group, fold, row: SIGNS.map(name => signs[name]), label, answerable, weight }];
}

function isOwn(group: string): boolean {
  return sets.some(({ name }) => name === group);
}

const examples = read.flatMap(exampleOf);
const hidden = masked.flatMap(exampleOf);
const confidence = fitLogistic([...examples, ...hidden], RIDGE);

/** Each example with the confidence that weights give which were fitted without its fold. */
const heldOut = [...new Set(examples.map(({ fold }) => fold))].flatMap(part => {
  const weights = fitLogistic(
    [...examples, ...hidden].filter(({ fold }) => fold !== part),
    RIDGE,
  );
  return examples
    .filter(({ fold }) => fold === part)
    .map(example => ({ ...example, confidence: 1 / (1 + Math.exp(-dot(weights, [...example.row, 1]))) }));
});

/** How many of our own unanswerable questions are refused at each setting, held out (share, 0 to 1): nearly all, all but one in seventeen, four in five. */
const REFUSED = { cautious: 0.98, balanced: 0.94, eager: 0.8 };

function thresholdRefusing(share: number): number {
  const silent = heldOut
    .filter(({ group, answerable }) => isOwn(group) && !answerable)
    .map(example => example.confidence)
    .sort((a, b) => a - b);
  // To the nearest twentieth: some hundred questions tell nothing finer.
  return Math.round(20 * silent[Math.floor(share * silent.length)]!) / 20;
}

const round = (value: number) => Math.round(value * 1000) / 1000;
const named = (names: readonly string[], values: number[]) =>
  Object.fromEntries(names.map((name, at) => [name, round(values[at]!)]));
const data = {
  madeBy: 'node test/eval/fit.ts SQUAD-CORPUS SQUAD-QUESTIONS',
  rank: named(FEATURES, rank),
  slot: named(['rank', 'score', 'attached'], slot),
  confidence: named([...SIGNS, 'intercept'], confidence),
  thresholds: Object.fromEntries(
    Object.entries(REFUSED).map(([boldness, share]) => [boldness, thresholdRefusing(share)]),
  ),
};
writeFileSync(WEIGHTS, `${JSON.stringify(data, null, 2)}\n`);

process.stdout.write(`thresholds ${JSON.stringify(data.thresholds)}\n`);
for (const name of [...sets.map(set => set.name), 'our own']) {
  const takes = (group: string) =>
    name === 'our own' ? isOwn(group) : name === 'squad' ? !isOwn(group) : group === name;
  const answerable = read.filter(({ asked: each }) => takes(each.group) && each.asked.answerable);
  const at = (n: number) => {
    const found = answerable.filter(one => ordered(one).slice(0, n).some(one.asked.asked.isGold));
    return Math.round((1000 * found.length) / answerable.length) / 10;
  };
  const judged = heldOut.filter(({ group }) => takes(group));
  process.stdout.write(`${name}: gold at 1/3/5 ${at(1)} ${at(3)} ${at(5)}, auroc held out ${auroc(judged)}\n`);
}
