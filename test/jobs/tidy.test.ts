import { expect, it } from 'vitest';
import { tidy } from '../../jobs/tidy.ts';
import type { JobContext } from '../../src/core/job.ts';
import { openSqliteStore } from '../../src/storage/sqlite.ts';
import { aRequest } from '../support/chat.ts';
import { fixedClock } from '../support/clock.ts';

const DAY_MS = 86_400_000;

it('removes what is older than the days it is kept, and may run as often as it likes', async () => {
  const clock = fixedClock();
  const store = await openSqliteStore({ file: ':memory:', mode: 'owner', clock });
  const closed = async () => {
    const { request } = await store.openRequest(aRequest());
    await store.closeRequest(request.id, 'done');
    return request.id;
  };
  const old = await closed();
  clock.advance(1);
  const young = await closed();
  clock.advance(90 * DAY_MS);
  const context = { store, clock, newsroom: null, publishers: new Map(), attempt: 1, signal: AbortSignal.abort() };
  for (let run = 0; run < 2; run++) {
    await tidy.run(tidy.payload.parse({ keepDays: 90 }), context as unknown as JobContext);
    expect(await store.request(old)).toBeNull();
    expect(await store.request(young)).not.toBeNull();
  }
  await store.close();
});

it.each([{ keepDays: 0 }, { keepDays: -1 }, { keepDays: 1.5 }, {}])(
  'is refused for %o: nothing is removed by mistake',
  payload => {
    expect(() => tidy.payload.parse(payload)).toThrow();
  },
);
