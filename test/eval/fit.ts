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
import type { Candidate, Index, IndexedPassage } from '../../src/core/ports.ts';
import { SIGNS, signsOf } from '../../src/newsroom/confidence.ts';
import {
  type Expectations,
  expectedOf,
  meetingOf,
  metBy,
  reachFor,
  WORD_FACTS,
  wordFactsOf,
} from '../../src/newsroom/expected.ts';
import { FEATURES, type Features } from '../../src/newsroom/features.ts';
import { readPassages, SLOT_SIGNS, slotSigns } from '../../src/newsroom/inquiry.ts';
import { understand } from '../../src/newsroom/question.ts';
import { candidatesOf, type RankedPassage } from '../../src/newsroom/rank.ts';
import type { Fitted } from '../../src/newsroom/spans/extract.ts';
import { type FitQuestion, fitSets, foldOf, groupOf } from './fit-sets.ts';
import { dot, fitLogistic, fitSoftmax, type Group, type Row } from './fitting.ts';
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

/** A question's best passages with what each answers and how far it meets the question's words. */
interface Read {
  asked: Asked;
  passages: (ReturnType<typeof readPassages>[number] & { reach: ReturnType<ReturnType<typeof reachFor>> })[];
}

/** Hidden answers are easier to tell than real near misses, and count for less; without them a question that the record hardly touches seems answered. */
const HIDDEN_WEIGHT = 0.15;

function readOf(each: Asked, isHidden: (candidate: Candidate) => boolean): Read {
  const ranked: RankedPassage[] = each.candidates
    .filter(candidate => !isHidden(candidate))
    .map(candidate => ({ ...candidate, rank: dot(rank, vectorOf(candidate.features)) }))
    .sort((a, b) => b.rank - a.rank || b.score - a.score);
  const reach = reachFor(each.question);
  const passages = readPassages(each.question, ranked, each.index, folds[each.fold]);
  return { asked: each, passages: passages.map(passage => ({ ...passage, reach: reach(passage) })) };
}

const read = asked.map(each => readOf(each, () => false));
/** The usual near miss: the same question with its answer hidden. */
const masked = asked
  .filter(each => each.asked.answerable)
  .map(each => {
    const { weight } = each.asked;
    const silent = { ...each, asked: { ...each.asked, answerable: false, weight: weight * HIDDEN_WEIGHT } };
    return readOf(silent, each.asked.mentionsGold);
  });

/** Pull towards 0; .0003 to .003 measure alike. */
const RIDGE = 1e-3;

/** How far the words of each question are met: by the best passage that answers, or by the best one where none does. */
function wordRows(taken: readonly Read[], answering: boolean): Row[] {
  return taken
    .filter(one => one.asked.asked.answerable === answering)
    .flatMap(({ passages, asked: { question, asked: each } }) => {
      const passage = answering ? passages.find(each.isGold) : passages[0];
      if (passage === undefined) return [];
      return wordFactsOf(question).map((row, at) => ({ row, label: metBy(passage.reach[at]!), weight: each.weight }));
    });
}

/** What is expected of the words of these questions' like. */
function expectationsFrom(taken: readonly Read[]): Expectations {
  const fitted = (answering: boolean) => {
    const values = fitLogistic(wordRows(taken, answering), RIDGE);
    return Object.fromEntries([...WORD_FACTS, 'intercept'].map((name, at) => [name, round(values[at]!)]));
  };
  return { answering: fitted(true), silent: fitted(false) } as Expectations;
}

/** The passages that were read, with how each meets what is expected. */
function met({ passages, asked: { question } }: Read, expected: Expectations) {
  const words = expectedOf(question, expected);
  return passages.map(passage => ({ ...passage, meeting: meetingOf(words, passage.reach) }));
}

const expected = expectationsFrom(read);
const slot = fitSoftmax(
  read
    .filter(({ passages, asked: each }) => each.asked.answerable && passages.some(each.asked.isGold))
    .map(one => ({
      weight: one.asked.asked.weight,
      rows: met(one, expected).map(slotSigns),
      gold: one.passages.map(one.asked.asked.isGold),
    })),
  { steps: 400, l2: 1e-4 },
);

function ordered(one: Read, expected: Expectations) {
  return met(one, expected).sort((a, b) => dot(slot, slotSigns(b)) - dot(slot, slotSigns(a)));
}

interface Example {
  group: string;
  fold: number;
  row: number[];
  /** How far the question counts as carried, 0 to 1. */
  label: number;
  answerable: boolean;
  weight: number;
}

/** Whether the record is silent is told on our own questions: they are asked of a story, those of SQuAD of a page that lies open. */
const OWN_TIMES = 2;

/**
 * An answer that stands in another passage than the best one counts half: the answer would be wrong, yet the record is not silent. With 0 what was
 * learnt told slips of ranking rather than silence, and did worse on other stories (AUROC .70 against .68); with 1 more answers were wrong.
 */
const ELSEWHERE = 0.5;

function carriedBy(best: IndexedPassage | undefined, { answerable, isGold }: FitQuestion): number {
  if (!answerable) return 0;
  return best !== undefined && isGold(best) ? 1 : ELSEWHERE;
}

function exampleOf(one: Read, expected: Expectations): Example[] {
  const { group, fold, question, asked: each } = one.asked;
  const passages = ordered(one, expected);
  const signs = signsOf(question, passages);
  if (signs === null) return [];
  const { answerable } = each;
  const label = carriedBy(passages[0], each);
  const weight = each.weight * (isOwn(group) ? OWN_TIMES : 1);
  return [{ group, fold, row: SIGNS.map(name => signs[name]), label, answerable, weight }];
}

function isOwn(group: string): boolean {
  return sets.some(({ name }) => name === group);
}

/** The weights of confidence, where what is expected of words was fitted on these questions too. */
function fitConfidence(taken: readonly Read[], expected: Expectations): number[] {
  return fitLogistic(
    taken.flatMap(one => exampleOf(one, expected)),
    RIDGE,
  );
}

const every = [...read, ...masked];
const confidence = fitConfidence(every, expected);

/** Each example with the confidence that weights give which were fitted without its fold. */
const heldOut = [...new Set(read.map(({ asked: { fold } }) => fold))].flatMap(part => {
  const isSeen = (one: Read) => one.asked.fold !== part;
  const without = expectationsFrom(read.filter(isSeen));
  const weights = fitConfidence(every.filter(isSeen), without);
  return read
    .filter(one => !isSeen(one))
    .flatMap(one => exampleOf(one, without))
    .map(example => ({ ...example, confidence: 1 / (1 + Math.exp(-dot(weights, [...example.row, 1]))) }));
});

/** How many of our own unanswerable questions are refused at each setting, held out (share, 0 to 1): nearly all, all but one in fourteen, four in five. */
const REFUSED = { cautious: 0.98, balanced: 0.93, eager: 0.8 };

function thresholdRefusing(share: number): number {
  const silent = heldOut
    .filter(({ group, answerable }) => isOwn(group) && !answerable)
    .map(example => example.confidence)
    .sort((a, b) => a - b);
  // Up to the next twentieth: some hundred questions tell nothing finer, and no fewer may be refused.
  return Math.ceil(20 * silent[Math.floor(share * silent.length)]!) / 20;
}

function round(value: number): number {
  return Math.round(value * 1000) / 1000;
}

const named = (names: readonly string[], values: number[]) =>
  Object.fromEntries(names.map((name, at) => [name, round(values[at]!)]));
const data = {
  madeBy: 'node test/eval/fit.ts SQUAD-CORPUS SQUAD-QUESTIONS',
  rank: named(FEATURES, rank),
  slot: named(SLOT_SIGNS, slot),
  expected,
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
    const found = answerable.filter(one => ordered(one, expected).slice(0, n).some(one.asked.asked.isGold));
    return Math.round((1000 * found.length) / answerable.length) / 10;
  };
  const judged = heldOut.filter(({ group }) => takes(group));
  process.stdout.write(`${name}: gold at 1/3/5 ${at(1)} ${at(3)} ${at(5)}, auroc held out ${auroc(judged)}\n`);
}
