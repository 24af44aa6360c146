/** What is told when parts of Stet cannot be seen. */
import { expect, onTestFinished, test, vi } from 'vitest';
import { serveHttp } from '../../../src/adapters/http/setup.ts';
import type { Newsroom, Queue, Store } from '../../../src/core/ports.ts';
import { openLocalQueue } from '../../../src/queue/local.ts';
import { anArticle } from '../../support/articles.ts';
import { aNewsroom, clock, memoryStore } from '../parts.ts';
import { exposed } from './exposition.ts';

async function aService(
  given: {
    store?: Partial<Store>;
    newsroom?: Partial<Newsroom>;
    queue?: Partial<Queue>;
    connected?: () => boolean;
  } = {},
) {
  const own = await memoryStore();
  const store = { ...own, ...given.store };
  const newsroom = aNewsroom({ indexed: () => own.lastSeq(), ...given.newsroom });
  const queue = { ...openLocalQueue({ clock, warn: () => {} }), ...given.queue };
  const http = await serveHttp(
    { host: '127.0.0.1', port: 0, token: null },
    {
      services: { store, newsroom, queue, clock },
      platforms: [{ name: 'pigeon', connected: given.connected ?? (() => true) }],
      board: null,
      onFault: fault => expect.unreachable(fault.message),
    },
  );
  onTestFinished(async () => {
    await http.close();
    await own.close();
  });
  const get = (path: string) => fetch(`http://127.0.0.1:${http.port}${path}`);
  const ready = async () => {
    const response = await get('/readyz');
    const { parts } = (await response.json()) as { parts: { name: string; missing: string | null }[] };
    return [response.status, Object.fromEntries(parts.map(({ name, missing }) => [name, missing]))];
  };
  const metrics = async () => exposed(await (await get('/metrics')).text()).samples;
  return { own, ready, metrics };
}

test('Stet is ready when the store answers, the index has read it and every platform is connected', async () => {
  const { ready } = await aService();
  expect(await ready()).toEqual([200, { store: null, index: null, pigeon: null }]);
});

test('it is ready while the index is a little behind, and not when it is far', async () => {
  const { own, ready } = await aService({ newsroom: { indexed: async () => 0 } });
  for (let at = 0; at < 100; at++) await own.saveArticle(anArticle({ id: `a${at}` }));
  expect((await ready())[0]).toBe(200);
  await own.saveArticle(anArticle({ id: 'a100' }));
  expect(await ready()).toEqual([503, { store: null, index: '101 changes behind', pigeon: null }]);
});

test('it follows a platform as it comes and goes', async () => {
  let connected = false;
  const { ready } = await aService({ connected: () => connected });
  expect(await ready()).toEqual([503, { store: null, index: null, pigeon: 'not connected' }]);
  connected = true;
  expect((await ready())[0]).toBe(200);
});

test('a store that fails hides nothing else', async () => {
  const fail = () => Promise.reject(new TypeError('the store is away'));
  const { ready, metrics } = await aService({ store: { lastSeq: fail, countArticles: fail, feeds: fail } });
  expect(await ready()).toEqual([503, { store: 'internal', index: 'internal', pigeon: null }]);
  const names = (await metrics()).map(({ name }) => name);
  expect(names).toContain('stet_queue_depth');
  for (const name of ['stet_articles', 'stet_late', 'stet_index_lag_articles']) expect(names).not.toContain(name);
});

test('what does not answer is not waited for', async () => {
  const never = () => new Promise<never>(() => {});
  const { ready, metrics } = await aService({ newsroom: { indexed: never }, queue: { counts: never } });
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'], shouldAdvanceTime: true, advanceTimeDelta: 500 });
  onTestFinished(() => void vi.useRealTimers());
  expect(await ready()).toEqual([503, { store: null, index: 'does not answer', pigeon: null }]);
  const names = (await metrics()).map(({ name }) => name);
  expect(names).toContain('stet_articles');
  for (const name of ['stet_queue_depth', 'stet_index_lag_articles']) expect(names).not.toContain(name);
});
