/** The page of the queues over real HTTP and a real Redis: it shows what waits and failed, no payload, and changes nothing. */
import { randomUUID } from 'node:crypto';
import { Redis } from 'ioredis';
import { beforeAll, expect, onTestFinished, test } from 'vitest';
import { z } from 'zod';
import { BOARD_PATH, openHttp } from '../../src/adapters/http/server.ts';
import { defineJob } from '../../src/core/job.ts';
import { openBullQueue } from '../../src/queue/bullmq.ts';
import { openBoard } from '../../src/queue/bullmq-board.ts';
import { needsServer, privateRedis } from '../support/servers.ts';
import { workContext } from './jobs.ts';

const need = needsServer('redis');

let url: string;
beforeAll(async () => {
  if (need.missing) return;
  const server = need.url === null ? await privateRedis() : null;
  url = need.url ?? server!.url;
  return server?.stop;
});

/** Its payload and its key hold what nobody may see. */
const fetchPage = defineJob({
  name: 'fetch-page',
  payload: z.object({ url: z.string() }),
  key: ({ url }) => `page ${url}`,
  retry: { attempts: 1, backoffMs: 1, maxBackoffMs: 1 },
  concurrency: 1,
  run: async () => {},
});

async function aBoard() {
  const prefix = `test-${randomUUID()}`;
  const { clock } = workContext;
  const queue = await openBullQueue({ url, clock, prefix, warn: () => {} });
  const board = openBoard({ url, prefix, jobs: ['fetch-page', 'deliver'], path: BOARD_PATH });
  const metrics = () => Promise.reject(new Error());
  const told = { readiness: async () => [], metrics, onFault: (fault: Error) => expect.unreachable(fault.message) };
  const http = await openHttp(
    { host: '127.0.0.1', port: 0, token: null },
    { ...told, board: async () => board.handle },
  );
  onTestFinished(async () => {
    await http.close();
    await board.close();
    await queue.close(0);
    const client = new Redis(url);
    const keys = await client.keys(`${prefix}:*`);
    if (keys.length > 0) await client.del(keys);
    client.disconnect();
  });
  const get = (path: string, method = 'GET') => fetch(`http://127.0.0.1:${http.port}${BOARD_PATH}${path}`, { method });
  return { queue, get };
}

interface Listed {
  queues: { name: string; readOnlyMode: boolean; counts: Record<string, number>; jobs: { id: string }[] }[];
}

test.skipIf(need.missing)('shows what waits in each queue, no payload and no key as it stands', async () => {
  const { queue, get } = await aBoard();
  await queue.add(fetchPage, { url: 'https://news.example/?token=s3cret' });
  const listed = await (await get('/api/queues?activeQueue=fetch-page&status=waiting&page=1&jobsPerPage=10')).text();
  const { queues } = JSON.parse(listed) as Listed;
  expect(queues.map(({ name, readOnlyMode, counts }) => [name, readOnlyMode, counts.waiting])).toEqual([
    ['fetch-page', true, 1],
    ['deliver', true, 0],
  ]);
  const job = queues.find(({ name }) => name === 'fetch-page')!.jobs[0]!;
  const one = await (await get(`/api/queues/fetch-page/${job.id}`)).text();
  for (const shown of [listed, one]) {
    expect(shown).toMatch(/"deduplicationId":"page https:#/);
    expect(shown).not.toMatch(/s3cret|news\.example/);
  }
});

test.skipIf(need.missing)('is a page, with everything that it needs', async () => {
  const { get } = await aBoard();
  const response = await get('');
  expect(response.headers.has('x-powered-by')).toBe(false);
  const page = await response.text();
  expect(page).toContain('<title>Stet');
  const [script = ''] = /static\/js\/main[^"]*\.js/.exec(page) ?? [];
  expect((await get(`/${script}`)).status).toBe(200);
});

test.skipIf(need.missing)('lets a browser load nothing from any other host', async () => {
  const { get } = await aBoard();
  const policy = (await get('')).headers.get('content-security-policy') ?? '';
  expect(policy).toContain("default-src 'self'");
  expect(policy).not.toMatch(/https?:|\*/);
});

test.skipIf(need.missing)('changes nothing, whatever is asked of it', async () => {
  const { queue, get } = await aBoard();
  await queue.add(fetchPage, { url: 'https://news.example/' });
  const paths = ['/api/queues/fetch-page/pause', '/api/queues/fetch-page/empty', '/api/queues/fetch-page/obliterate'];
  for (const path of [...paths, '/api/queues/pause'])
    for (const method of ['PUT', 'POST', 'DELETE', 'PATCH']) expect((await get(path, method)).status).toBe(405);
  expect(await queue.counts('fetch-page')).toMatchObject({ waiting: 1 });
});
