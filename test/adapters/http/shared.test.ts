/** Processes that share what they work on: the page of their queues, what others see of these, and what a worker tells. */
import { join } from 'node:path';
import { Queue as BullQueue } from 'bullmq';
import { Redis } from 'ioredis';
import { expect, onTestFinished, test, vi } from 'vitest';
import { jobs } from '../../../jobs/index.ts';
import { systemClock } from '../../../src/core/clock.ts';
import { openSqliteStore } from '../../../src/storage/sqlite.ts';
import { aDatabase, withoutPostgres } from '../../storage/databases.ts';
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

/** Takes a store's queues away when the test is done. */
function forgetQueues(url: string, prefix: string): void {
  onTestFinished(async () => {
    const client = new Redis(url);
    const keys = await client.keys(`${prefix}:*`);
    if (keys.length > 0) await client.del(keys);
    client.disconnect();
  });
}

/** Queues what no version of Stet can read. */
async function plant(url: string, data: string): Promise<void> {
  const store = await openSqliteStore({ file: join(data, 'stet.sqlite'), mode: 'reader', clock: systemClock });
  const prefix = `stet-${store.id}`;
  await store.close();
  forgetQueues(url, prefix);
  const queue = new BullQueue('deliver', { connection: { url }, prefix });
  await queue.add('deliver', { private: 'who asked what' });
  await queue.close();
}

/** Starts Stet; what it says over HTTP, and how it ends. */
async function started(data: string, env: Record<string, string>) {
  const port = await freePort();
  const child = startStet(['start'], { data, env: { ...env, STET_HTTP_PORT: `${port}` } });
  onTestFinished(() => void child.kill('SIGKILL'));
  const end = ended(child);
  const get = (path: string) => fetch(`http://127.0.0.1:${port}${path}`);
  const inTime = (condition: () => Promise<void>) => vi.waitFor(condition, { timeout: PATIENCE_MS, interval: 50 });
  await inTime(async () => expect((await get('/readyz')).status).toBe(200));
  const stop = () => {
    child.kill('SIGTERM');
    return end;
  };
  return { get, inTime, stop };
}

test.skipIf(need.missing)(
  'shows its queues on a page, and a command beside it sees them too',
  async () => {
    const [url, data] = [await aRedis(), join(temporaryFolder(), 'data')];
    const env = { STET_REDIS_URL: url, STET_SEEDS: 'off' };
    const { get, inTime, stop } = await started(data, env);
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
    expect(await stop()).toMatchObject({ code: 0 });
  },
  PATIENCE_MS,
);

const database = aDatabase();

test.skipIf(need.missing || withoutPostgres)(
  'a worker is ready without a platform, and writes a line for each job to standard output',
  async () => {
    const url = await aRedis();
    const env = { STET_ROLE: 'worker', STET_REDIS_URL: url, STET_DATABASE_URL: database.url(), STET_SEEDS: 'off' };
    const { get, inTime, stop } = await started(join(temporaryFolder(), 'data'), env);
    const { rows } = await database.query('SELECT id FROM store');
    forgetQueues(url, `stet-${rows[0].id}`);
    const { parts } = (await (await get('/readyz')).json()) as { parts: { name: string }[] };
    expect(parts.map(({ name }) => name)).toEqual(['store', 'index']);
    await inTime(async () =>
      expect(await (await get('/metrics')).text()).toContain('stet_jobs_total{job="tidy",outcome="done"} 1'),
    );
    const { code, stdout } = await stop();
    expect(code).toBe(0);
    const lines = stdout
      .split('\n')
      .filter(Boolean)
      .map(line => JSON.parse(line) as object);
    expect(lines).toContainEqual(expect.objectContaining({ msg: 'job', job: 'tidy', outcome: 'done' }));
  },
  PATIENCE_MS,
);
