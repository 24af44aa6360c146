/**
 * How long answers wait behind articles that arrive: the real newsroom with its worker thread, asked without a pause while it follows
 * a store that has grown.
 */
import { systemClock } from '../../src/core/clock.ts';
import type { Newsroom, Store } from '../../src/core/ports.ts';
import { openNewsroom } from '../../src/newsroom/threaded.ts';
import { openSqliteStore } from '../../src/storage/sqlite.ts';
import { articleOf } from './corpus.ts';
import { factOf } from './facts.ts';
import type { Plan } from './measure.ts';
import { type CatchUp, timesOf } from './results.ts';

const THREAD = new URL('../../src/thread.ts', import.meta.url);

/** Articles that are there before, that come one by one while nobody else waits, and that arrive at once. */
const HELD = 100;
const SINGLE = 20;
const ARRIVING = 200;

/** The question asked, again and again: what changes is only what it waits for. */
const ASKED = 0;

export async function measureCatchUp({ seed }: Pick<Plan, 'seed'>, arriving = ARRIVING): Promise<CatchUp> {
  const store = await openSqliteStore({ file: ':memory:', mode: 'owner', clock: systemClock });
  const newsroom = openNewsroom({ store, indexFile: ':memory:', names: [], thread: THREAD, seeds: 'off' });
  try {
    await save(store, seed, 0, HELD);
    await newsroom.catchUp();
    const alone = await askBetween(newsroom, store, seed);
    await save(store, seed, HELD + SINGLE, HELD + SINGLE + arriving);
    let done = false;
    const following = newsroom.catchUp().finally(() => {
      done = true;
    });
    const during = await askWhile(newsroom, seed, () => !done);
    await following;
    return { alone: timesOf(alone), during: { ...timesOf(during), max: Math.max(...during) } };
  } finally {
    await newsroom.close();
    await store.close();
  }
}

async function save(store: Store, seed: number, from: number, to: number): Promise<void> {
  for (let number = from; number < to; number++) {
    const meta = { origin: 'file', url: null, outlet: null, byline: null, language: 'en' } as const;
    await store.saveArticle({ ...articleOf(seed, number), ...meta });
  }
}

/** Milliseconds of each answer after an article was read: what is remembered of articles is forgotten then, as it is while many arrive. */
async function askBetween(newsroom: Newsroom, store: Store, seed: number): Promise<number[]> {
  const times: number[] = [];
  for (let number = HELD; number < HELD + SINGLE; number++) {
    await save(store, seed, number, number + 1);
    await newsroom.catchUp();
    times.push(...(await askWhile(newsroom, seed, () => false)));
  }
  return times.slice(1);
}

/** Milliseconds of each answer; the first, which warms up, is left out unless it is the only one. */
async function askWhile(newsroom: Newsroom, seed: number, goesOn: (times: number[]) => boolean): Promise<number[]> {
  const { question } = factOf(seed, ASKED);
  const times: number[] = [];
  do {
    const started = performance.now();
    await newsroom.ask(question);
    times.push(performance.now() - started);
  } while (goesOn(times));
  return times.length > 1 ? times.slice(1) : times;
}
