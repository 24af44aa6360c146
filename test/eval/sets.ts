/**
 * What there is to be measured on: the repository's own questions (on the seeds, and on each corpus in `corpora/`), or files
 * somebody names. Finds and reads; asks nothing.
 */
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { listArticleFiles, readArticleFile } from '../../src/ingest/files.ts';
import { type Question, readQuestions } from './questions.ts';
import type { Texts } from './score.ts';

const ROOT = path.resolve(import.meta.dirname, '../..');
export const SEEDS = path.join(ROOT, 'seeds');
const CORPORA = path.join(import.meta.dirname, 'corpora');
const FOR_SPANS = path.join(import.meta.dirname, 'corpora-for-spans');
const UNFITTED = path.join(import.meta.dirname, 'unfitted');

export interface QuestionSet {
  name: string;
  questionsFile: string;
  questions: Question[];
  /** Path of the corpus; null means the seeds, as the program itself loads them. */
  corpus: string | null;
  texts: Texts;
}

export const SEED_QUESTIONS = path.join(SEEDS, 'questions.jsonl');

/** The seeds' questions, then each corpus of the repository, by name. */
export async function ownSets(): Promise<QuestionSet[]> {
  return [await readSet('seeds', SEED_QUESTIONS, null), ...(await readStories(CORPORA))];
}

/**
 * Stories that teach where an answer begins and ends, and nothing else: fitted on them too, ranking and refusing came out worse on stories not
 * seen, for they are written to be harder than others.
 */
export function setsForSpans(): Promise<QuestionSet[]> {
  return readStories(FOR_SPANS);
}

/** Stories that nothing was fitted or tried on: what they measure holds for stories to come. */
export function unfittedSets(): Promise<QuestionSet[]> {
  return readStories(UNFITTED);
}

function readStories(folder: string): Promise<QuestionSet[]> {
  const names = readdirSync(folder).sort();
  return Promise.all(names.map(name => readStory(name, path.join(folder, name))));
}

function readStory(name: string, folder: string): Promise<QuestionSet> {
  return readSet(name, path.join(folder, 'questions.jsonl'), path.join(folder, 'articles.jsonl'));
}

/** A set from files. Throws `unreadable-file`. */
export async function readSet(name: string, questionsFile: string, corpus: string | null): Promise<QuestionSet> {
  return { name, questionsFile, questions: readQuestions(questionsFile), corpus, texts: await readTexts(corpus) };
}

/** Texts by article id of a corpus file or folder, or of the seeds. */
async function readTexts(corpus: string | null): Promise<Texts> {
  const listed = await listArticleFiles(corpus ?? SEEDS);
  // Questions lie beside the articles, and are none.
  const files = listed.filter(file => path.basename(file) !== 'questions.jsonl');
  const read = await Promise.all(files.map(file => readArticleFile(file, 'file')));
  return new Map(read.flatMap(({ drafts }) => drafts.map(draft => [draft.id, draft.text])));
}
