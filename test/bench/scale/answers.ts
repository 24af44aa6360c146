/**
 * Whole answers on PostgreSQL beside the same on SQLite, as people get them: asked, and each quote checked with the store before it is sent. One record,
 * moved from one to the other; every question is asked of both, one after the other.
 */
import { copyFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { systemClock } from '../../../src/core/clock.ts';
import type { Newsroom, Store } from '../../../src/core/ports.ts';
import { verifyQuotes } from '../../../src/core/verify-quotes.ts';
import { answerReply } from '../../../src/newsroom/answer-reply.ts';
import { openNewsroom } from '../../../src/newsroom/threaded.ts';
import { moveToPostgres } from '../../../src/storage/move.ts';
import { openPostgresStore } from '../../../src/storage/postgres.ts';
import { openSqliteStore } from '../../../src/storage/sqlite.ts';
import { privatePostgres } from '../../support/servers.ts';
import { articleOf } from '../corpus.ts';
import { questionsOf } from '../questions.ts';
import { type Times, timesOf } from '../results.ts';

const THREAD = new URL('../../../src/thread.ts', import.meta.url);

/** Questions before the first that counts. */
const WARM_UP = 20;

export interface AnswerTimes {
  articles: number;
  questions: number;
  sqlite: Times;
  postgres: Times;
  /** Questions whose status and first quote are the same on both. */
  same: number;
}

interface Plan {
  articles: number;
  questions: number;
  seed: number;
}

export async function measureAnswers(plan: Plan): Promise<AnswerTimes> {
  const folder = await mkdtemp(path.join(tmpdir(), 'stet-bench-'));
  const server = await privatePostgres();
  try {
    return await onBoth(plan, folder, server.url);
  } finally {
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

async function onBoth({ articles, questions, seed }: Plan, folder: string, url: string): Promise<AnswerTimes> {
  const [file, copy] = [path.join(folder, 'stet.sqlite'), path.join(folder, 'copy.sqlite')];
  const indexes = [path.join(folder, 'index.sqlite'), path.join(folder, 'other.sqlite')] as const;
  await fill(file, indexes[0], articles, seed);
  await Promise.all([copyFile(file, copy), copyFile(indexes[0], indexes[1])]);
  await moveToPostgres({ file: copy, url, onRows: () => {} });
  const sqlite = await aDesk(await openSqliteStore({ file, mode: 'owner', clock: systemClock }), indexes[0]);
  const postgres = await aDesk(await openPostgresStore({ url, clock: systemClock }), indexes[1]);
  const asked = questionsOf(seed, articles, questions + WARM_UP).asked.map(({ question }) => question);
  const times: [number[], number[]] = [[], []];
  let same = 0;
  for (const [at, question] of asked.entries()) {
    const [one, other] = [await sqlite.ask(question), await postgres.ask(question)];
    if (at < WARM_UP) continue;
    times[0].push(one.ms);
    times[1].push(other.ms);
    if (one.said === other.said) same += 1;
  }
  await Promise.all([sqlite.close(), postgres.close()]);
  return { articles, questions, sqlite: timesOf(times[0]), postgres: timesOf(times[1]), same };
}

/** A store and an index of so many articles, both closed. */
async function fill(file: string, indexFile: string, articles: number, seed: number): Promise<void> {
  const store = await openSqliteStore({ file, mode: 'owner', clock: systemClock });
  const meta = { origin: 'file', url: null, outlet: null, byline: null, language: 'en' } as const;
  for (let n = 0; n < articles; n++) await store.saveArticle({ ...articleOf(seed, n), ...meta });
  await (await aDesk(store, indexFile)).close();
}

async function aDesk(store: Store, indexFile: string) {
  const newsroom: Newsroom = openNewsroom({ store, indexFile, names: [], thread: THREAD, seeds: 'off' });
  await newsroom.catchUp();
  return {
    async ask(question: string) {
      const started = performance.now();
      const answer = await newsroom.ask(question);
      await verifyQuotes(answerReply(answer), store);
      const ms = performance.now() - started;
      return { ms, said: `${answer.status} ${answer.evidence[0]?.quote ?? ''}` };
    },
    async close() {
      await newsroom.close();
      await store.close();
    },
  };
}
