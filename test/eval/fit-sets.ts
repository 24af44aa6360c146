/**
 * What is fitted on: the repository's own questions, and the fitting half of SQuAD where its files are named. Each set comes with
 * an index that has read its corpus, and each question with which passages hold its answer.
 */
import path from 'node:path';
import type { Article } from '../../src/core/model.ts';
import type { Index, IndexedPassage } from '../../src/core/ports.ts';
import { openSqliteIndex } from '../../src/index/sqlite-index.ts';
import { listArticleFiles, readArticleFile } from '../../src/ingest/files.ts';
import { readNames } from '../../src/ingest/names-file.ts';
import { makeNames, type Names } from '../../src/newsroom/names.ts';
import { readForIndex } from '../../src/newsroom/read-for-index.ts';
import { contains } from './match.ts';
import { type Question, readQuestions } from './questions.ts';
import { isGoldQuote } from './score.ts';
import { ownSets, type QuestionSet } from './sets.ts';

const SEEDS = path.resolve(import.meta.dirname, '../../seeds');

/** The fitting half; the other half is for measuring alone. */
const SQUAD_FITTING = /^s0[3457]-/;

/** Our own questions are what Stet is for; one of them counts as much as this many of SQuAD's. */
const OWN_WEIGHT = 3;

export interface FitQuestion extends Question {
  /** Whether a passage is one that answers it. */
  isGold: (passage: IndexedPassage) => boolean;
  /** Whether a passage so much as mentions the answer; all of these are hidden to make a question without one. */
  mentionsGold: (passage: IndexedPassage) => boolean;
  weight: number;
}

export interface FitSet {
  name: string;
  questions: FitQuestion[];
  index: Index;
  names: Names;
}

/**
 * @param squad paths of the SQuAD corpus and of its questions, or nothing.
 * @param more stories of ours besides those that everything is fitted on.
 */
export async function fitSets([squadCorpus, squadQuestions]: string[], more: QuestionSet[] = []): Promise<FitSet[]> {
  const own = [...(await ownSets()), ...more];
  const sets = await Promise.all(
    own.map(({ name, corpus, questions }) => fitSet(name, corpus ?? SEEDS, questions, OWN_WEIGHT)),
  );
  if (squadCorpus === undefined || squadQuestions === undefined) return sets;
  const fitting = readQuestions(squadQuestions).filter(({ article = '' }) => SQUAD_FITTING.test(article));
  return [...sets, await fitSet('squad', squadCorpus, fitting, 1, ({ id }) => SQUAD_FITTING.test(id))];
}

/** What is held out together: a corpus of our own, or an article of SQuAD with all its paragraphs. */
export function groupOf(set: string, { article = '' }: Question): string {
  return set === 'squad' ? article.slice(0, 3) : set;
}

/** How many parts are held out in turn; as many as SQuAD has articles in the fitting half. */
const FOLDS = 4;

/**
 * The part a question is held out with, from 0: one article of SQuAD, and a quarter of our own questions. By question and not by
 * corpus, for what is fitted will answer other questions on the same record; the articles of SQuAD stand for records never seen.
 */
export function foldOf(set: string, question: Question): number {
  if (set === 'squad') return ['s03', 's04', 's05', 's07'].indexOf(groupOf(set, question));
  return [...question.id].reduce((sum, letter) => sum + letter.charCodeAt(0), 0) % FOLDS;
}

async function fitSet(
  name: string,
  corpus: string,
  questions: Question[],
  weight: number,
  takes: (article: { id: string }) => boolean = () => true,
): Promise<FitSet> {
  const names = makeNames(await readNames(null, SEEDS));
  const index = openSqliteIndex({ file: ':memory:', reader: 'fit' });
  const drafts = await Promise.all((await listArticleFiles(corpus)).map(file => readArticleFile(file, 'file')));
  const taken = drafts.flatMap(file => file.drafts).filter(takes);
  const read = taken.map(({ text, ...meta }, at) => {
    const article: Article = { ...meta, revision: 1, seq: at + 1, storedAt: '2026-01-01T00:00:00.000Z', verdict: null };
    return readForIndex({ article, text }, names);
  });
  index.add(read, read.length);
  return { name, index, names, questions: questions.map(question => fitQuestion(question, weight)) };
}

function fitQuestion(question: Question, weight: number): FitQuestion {
  const holdsGold = ({ passage }: IndexedPassage) => question.gold.some(gold => contains(passage.text, gold));
  const isGold = (found: IndexedPassage) =>
    question.evidence.length > 0
      ? isGoldQuote(question, { article: found.article.id, quote: found.passage.text })
      : found.article.id === question.article && holdsGold(found);
  return { ...question, weight, isGold, mentionsGold: found => isGold(found) || holdsGold(found) };
}
