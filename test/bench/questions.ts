/** What is asked of a corpus: planted facts spread over it, facts it does not hold, and the same with a typing error. */
import { idOf } from './corpus.ts';
import { factOf, MAX_FACTS } from './facts.ts';

export interface BenchQuestion {
  question: string;
  words: string;
  /** The planted article, or null where no article answers. */
  article: string | null;
  value: string;
}

export interface QuestionSets {
  /** What every engine is asked: four in five planted, one in five absent. */
  asked: BenchQuestion[];
  /** Planted facts with a letter missing from one word: what only an engine that knows questions can answer. */
  misspelt: BenchQuestion[];
}

const ABSENT_EVERY = 5;

/** Rounds whose questions all differ, in a corpus of at least as many articles as there are questions in all of them. */
export const ROUNDS = 4;

/** The same questions for the same numbers. `count` at least 1; `round` from 0. */
export function questionsOf(seed: number, articles: number, count: number, round = 0): QuestionSets {
  const planted = Array.from({ length: count }, (_, at) =>
    plantedQuestion(seed, Math.floor(((at + round / ROUNDS) * articles) / count)),
  );
  const absent = (at: number): BenchQuestion => ({
    ...toQuestion(seed, MAX_FACTS - 1 - at - round * count),
    article: null,
  });
  const isAbsent = (at: number) => at % ABSENT_EVERY === ABSENT_EVERY - 1;
  return {
    asked: planted.map((question, at) => (isAbsent(at) ? absent(at) : question)),
    misspelt: planted
      .filter((_, at) => !isAbsent(at))
      .slice(0, Math.max(1, Math.floor(count / ABSENT_EVERY)))
      .map(misspell),
  };
}

function plantedQuestion(seed: number, article: number): BenchQuestion {
  return { ...toQuestion(seed, article), article: idOf(article) };
}

function toQuestion(seed: number, number: number): Omit<BenchQuestion, 'article'> {
  const { question, words, value } = factOf(seed, number);
  return { question, words, value };
}

/** Leaves out the third letter of the place, the last word of every question. */
function misspell(planted: BenchQuestion): BenchQuestion {
  const drop = (text: string) => text.replace(/(\p{L}{2})\p{L}(\p{L}+\W*)$/u, '$1$2');
  return { ...planted, question: drop(planted.question), words: drop(planted.words) };
}
