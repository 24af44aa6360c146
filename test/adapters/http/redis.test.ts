/** The process a person starts, with its jobs in Redis: their page, and what others see of them. */
import { join } from 'node:path';
import { Queue as BullQueue } from 'bullmq';
import { Redis } from 'ioredis';
import { expect, onTestFinished, test, vi } from 'vitest';
import { jobs } from '../../../jobs/index.ts';
import { systemClock } from '../../../src/core/clock.ts';
import { openSqliteStore } from '../../../src/storage/sqlite.ts';
import { temporaryFolder } from '../../storage/stores.ts';
import { freePort, needsServer, privateRedis } from '../../support/servers.ts';
import { ended, startStet, stet } from '../../support/stet.ts';

/** A machine that others keep busy starts within this, milliseconds. */
const PATIENCE_MS = 30_000;

const need = needsServer('redis');

async function aRedis(): Promise<string> {
  if (need.url !== null) return need.url;
  const server = await privateRedis();
  onTestFinished(server.stop);
  return server.url;
}

/** Queues what no version of Stet can read, and takes the queue away when the test is done. */
async function plant(url: string, data: string): Promise<void> {
  const store = await openSqliteStore({ file: join(data, 'stet.sqlite'), mode: 'reader', clock: systemClock });
  const prefix = `stet-${store.id}`;
  await store.close();
  onTestFinished(async () => {
    const client = new Redis(url);
    const keys = await client.keys(`${prefix}:*`);
    if (keys.length > 0) await client.del(keys);
    client.disconnect();
  });
  const queue = new BullQueue('deliver', { connection: { url }, prefix });
  await queue.add('deliver', { private: 'who asked what' });
  await queue.close();
}

test.skipIf(need.missing)(
  'shows its queues on a page, and a command beside it sees them too',
  async () => {
    const [url, port, data] = [await aRedis(), await freePort(), join(temporaryFolder(), 'data')];
    const env = { STET_REDIS_URL: url, STET_SEEDS: 'off' };
    const child = startStet(['start'], { data, env: { ...env, STET_HTTP_PORT: `${port}` } });
    onTestFinished(() => void child.kill('SIGKILL'));
    const end = ended(child);
    const get = (path: string) => fetch(`http://127.0.0.1:${port}${path}`);
    const inTime = (condition: () => Promise<void>) => vi.waitFor(condition, { timeout: PATIENCE_MS, interval: 50 });
    await inTime(async () => expect((await get('/readyz')).status).toBe(200));
    await plant(url, data);
    await inTime(async () => {
      const page = await (await get('/queues/api/queues?activeQueue=deliver&status=failed')).text();
      const { queues } = JSON.parse(page) as { queues: { name: string; counts: { failed: number } }[] };
      expect(queues.map(({ name }) => name).sort()).toEqual(jobs.map(({ name }) => name).sort());
      expect(queues.find(({ name }) => name === 'deliver')?.counts.failed).toBe(1);
      expect(page).not.toContain('who asked');
    });
    const { stdout, code } = await stet(['status'], { data, env });
    expect({ stdout, code }).toEqual({ stdout: expect.stringMatching(/Jobs +deliver: 1 failed/), code: 0 });
    child.kill('SIGTERM');
    expect(await end).toMatchObject({ code: 0 });
  },
  PATIENCE_MS,
);
