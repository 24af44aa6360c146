/** A question set with the answers to it: asks each set in turn, and puts all of them together. */
import { answerByBm25 } from './baseline.ts';
import { bestThreshold, refuseBelow, thresholdRefusing } from './curve.ts';
import type { GivenAnswer } from './questions.ts';
import { type Scored, score } from './score.ts';
import type { QuestionSet } from './sets.ts';

export interface Run {
  set: QuestionSet;
  answers: ReadonlyMap<string, GivenAnswer>;
  /** What it would answer if it refused nothing; the answers themselves where that is not known. */
  unrefused: ReadonlyMap<string, GivenAnswer>;
}

/** Runs each set, and adds all of them as one more where there are several. */
export async function runEach(
  sets: readonly QuestionSet[],
  answersOf: (set: QuestionSet) => Run['answers'] | Promise<Run['answers']>,
  unrefusedOf?: (set: QuestionSet) => Promise<Run['answers']>,
): Promise<Run[]> {
  const runs: Run[] = [];
  // One at a time: each run would like the whole machine.
  for (const set of sets) {
    const answers = await answersOf(set);
    runs.push({ set, answers, unrefused: (await unrefusedOf?.(set)) ?? answers });
  }
  return runs.length > 1 ? [...runs, together(runs)] : runs;
}

export function scoreRun({ set, answers }: Run): Scored {
  return score(set.questions, answers, set.texts);
}

/** Sentence BM25, each set at the threshold that is best for that very set: more than any program could ask for. */
export async function runBaseline(sets: readonly QuestionSet[]): Promise<Run[]> {
  const runs = await runEach(sets, answerSetByBm25);
  return runs.map(run => refusingBelow(run, bestThreshold(run.set.questions, run.answers)));
}

/**
 * Sentence BM25 as eager as the runs of these sets, one by one: its refusals come as near theirs as they can without being
 * more, so that the other figures can be compared.
 */
export async function runBaselineLike(runs: readonly Run[], sets: readonly QuestionSet[]): Promise<Run[]> {
  const baseline = await runEach(sets, answerSetByBm25);
  return baseline.map((run, at) => {
    const refused = scoreRun(runs[at]!).figures.abstained_on_unanswerable ?? 100;
    return refusingBelow(run, thresholdRefusing(run.set.questions, run.answers, refused));
  });
}

const answerSetByBm25 = ({ questions, texts }: QuestionSet) => answerByBm25(questions, texts);

function refusingBelow({ set, answers, unrefused }: Run, threshold: number): Run {
  return { set, answers: refuseBelow(answers, threshold), unrefused };
}

function together(runs: readonly Run[]): Run {
  const questions = runs.flatMap(({ set }) => set.questions);
  const texts = new Map(runs.flatMap(({ set }) => [...set.texts]));
  const answers = new Map(runs.flatMap(run => [...run.answers]));
  const unrefused = new Map(runs.flatMap(run => [...run.unrefused]));
  return { set: { name: 'together', questionsFile: '', questions, corpus: null, texts }, answers, unrefused };
}
