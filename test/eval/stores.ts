/**
 * `npm run eval -- stores URL`: every question of the repository asked of the same articles on SQLite and on PostgreSQL. Whatever the store, the
 * answer has to be the same to the last character; this judges no answer.
 */
import { systemClock } from '../../src/core/clock.ts';
import type { Answer } from '../../src/core/model.ts';
import type { Newsroom, Store } from '../../src/core/ports.ts';
import { listArticleFiles, readArticleFile } from '../../src/ingest/files.ts';
import { readNames } from '../../src/ingest/names-file.ts';
import { openNewsroom } from '../../src/newsroom/threaded.ts';
import { openPostgresStore } from '../../src/storage/postgres.ts';
import { openSqliteStore } from '../../src/storage/sqlite.ts';
import { ownSets, type QuestionSet, SEEDS } from './sets.ts';

const THREAD = new URL('../../src/thread.ts', import.meta.url);

export interface SameAnswers {
  questions: number;
  answered: number;
  /** Questions that are answered otherwise. */
  unlike: string[];
}

/** @param url an empty database of PostgreSQL; it is left with the articles in it. */
export async function compareStores(sets: readonly QuestionSet[], url: string): Promise<SameAnswers> {
  const sqlite = await openSqliteStore({ file: ':memory:', mode: 'owner', clock: systemClock });
  const postgres = await openPostgresStore({ url, clock: systemClock });
  try {
    const [first, second] = await Promise.all([answersOn(sqlite, sets), answersOn(postgres, sets)]);
    const same = first.map((answer, i) => JSON.stringify(told(answer)) === JSON.stringify(told(second[i]!)));
    return {
      questions: first.length,
      answered: first.filter(({ status }) => status === 'answered').length,
      unlike: first.filter((_, i) => !same[i]).map(({ question }) => question),
    };
  } finally {
    await sqlite.close();
    await postgres.close();
  }
}

async function answersOn(store: Store, sets: readonly QuestionSet[]): Promise<Answer[]> {
  for (const { name, corpus } of sets) await fill(store, name, corpus);
  const names = await readNames(null, SEEDS);
  const newsroom: Newsroom = openNewsroom({ store, indexFile: ':memory:', names, thread: THREAD, seeds: 'on' });
  try {
    const answers: Answer[] = [];
    for (const { questions } of sets) for (const { question } of questions) answers.push(await newsroom.ask(question));
    return answers;
  } finally {
    await newsroom.close();
  }
}

/** Articles of several sets in one store: each under an id that tells whose it is. */
async function fill(store: Store, name: string, corpus: string | null): Promise<void> {
  for (const file of await listArticleFiles(corpus ?? SEEDS)) {
    if (file.endsWith('questions.jsonl')) continue;
    const { drafts } = await readArticleFile(file, 'file');
    for (const draft of drafts) await store.saveArticle({ ...draft, id: `${name}-${draft.id}` });
  }
}

/** What of an answer no clock decides. */
function told({ ms: _, ...answer }: Answer): Omit<Answer, 'ms'> {
  return answer;
}

export async function reportStores(url: string): Promise<string> {
  const { questions, answered, unlike } = await compareStores(await ownSets(), url);
  const line = `${questions} questions, ${answered} of them answered; ${unlike.length} answered otherwise on PostgreSQL than on SQLite.`;
  return [line, ...unlike].join('\n');
}
