import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { assessArticle } from '../../jobs/assess-article.ts';
import type { JobContext } from '../../src/core/job.ts';
import type { Newsroom, Store } from '../../src/core/ports.ts';
import { takeUp } from '../../src/house/take-up.ts';
import { openNewsroom } from '../../src/newsroom/threaded.ts';
import { openSqliteStore } from '../../src/storage/sqlite.ts';
import { aNewsroom } from '../adapters/parts.ts';
import { anArticle } from '../support/articles.ts';
import { fixedClock } from '../support/clock.ts';
import { aDossier, LEAD, REPORTS } from '../support/dossiers.ts';

const THREAD = new URL('../../src/thread.ts', import.meta.url);
const clock = fixedClock();
let store: Store;
beforeEach(async () => {
  store = await openSqliteStore({ file: ':memory:', mode: 'owner', clock });
});
afterEach(() => store.close());

const run = (article: string, newsroom: Newsroom) =>
  assessArticle.run({ article }, { store, newsroom, clock } as unknown as JobContext);

describe('an article', () => {
  it('gets a dossier that is kept with its revision, the same however often it is done', async () => {
    const newsroom = openNewsroom({ store, indexFile: ':memory:', names: [], thread: THREAD, seeds: 'off' });
    const texts = [`${LEAD}\n\nEleven people died that day.`, ...REPORTS.map(({ text }) => text)];
    for (const [n, text] of texts.entries()) await store.saveArticle(anArticle({ id: `a${n}`, text, title: null }));
    await newsroom.catchUp();
    for (let i = 0; i < 2; i++) await run('a0', newsroom);
    const kept = await store.dossier('a0');
    expect(kept?.dossier).toMatchObject({ article: 'a0', revision: 1, compared: 2, doubtful: false });
    expect(kept?.dossier.points.map(({ kind, severity }) => `${severity} ${kind}`)).toEqual(['major contradicted']);
    expect(await store.unassessed(10)).toEqual(['a2', 'a1']);
    await newsroom.close();
  });

  it('that left the record gets none', async () => {
    await run('nowhere', aNewsroom());
    expect(await store.dossier('nowhere')).toBeNull();
  });

  it('that a killed process did not assess is found again at start, and only then', async () => {
    await store.saveArticle(anArticle({ id: 'a' }));
    await store.saveArticle(anArticle({ id: 'b' }));
    const queued: string[] = [];
    const queue = {
      add: async (job: { name: string }, payload: { article?: string }) =>
        void (job.name === assessArticle.name && queued.push(payload.article!)) === undefined,
      schedule: async () => {},
    };
    const start = () =>
      takeUp({ store, queue, clock } as unknown as Parameters<typeof takeUp>[0], {
        reviewChannels: null,
        keepDays: 90,
      });
    await start();
    expect(queued).toEqual(['b', 'a']);
    // Killed between finding and keeping: nothing is kept, and it is found once more.
    const fatal = aNewsroom({ assess: () => Promise.reject(new Error('killed')) });
    await expect(run('a', fatal)).rejects.toThrow('killed');
    await run('b', aNewsroom({ assess: async () => aDossier({ article: 'b' }) }));
    queued.splice(0);
    await start();
    expect(queued).toEqual(['a']);
  });
});
