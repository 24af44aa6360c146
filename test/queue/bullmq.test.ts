/** The queue on Redis: the contract on a real server, and what only it does. */
import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { createInterface } from 'node:readline';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { Queue as BullQueue } from 'bullmq';
import { Redis } from 'ioredis';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Queue } from '../../src/core/ports.ts';
import { openBullQueue } from '../../src/queue/bullmq.ts';
import { queueContract, until } from '../contracts/queue.ts';
import { watchResources } from '../support/resources.ts';
import { freePort, needsServer, type PrivateServer, privateRedis } from '../support/servers.ts';
import { aGate, aJob, workContext } from './jobs.ts';

type Warning = { message: string; fields: Record<string, unknown> };

const clock = { now: () => new Date() };
const need = needsServer('redis');

describe.skipIf(need.missing)('on Redis', () => {
  let server: PrivateServer | undefined;
  let url: string;
  let client: Redis;
  let prefix: string;

  beforeAll(async () => {
    server = need.url ? undefined : await privateRedis();
    url = need.url ?? (server as PrivateServer).url;
    client = new Redis(url);
    await client.ping();
  });

  // A prefix a test, so that a server may be shared.
  beforeEach(() => {
    prefix = `test-${randomUUID()}`;
  });

  afterEach(async () => {
    const keys = await client.keys(`${prefix}:*`);
    if (keys.length > 0) await client.del(keys);
  });

  afterAll(async () => {
    client.disconnect();
    await server?.stop();
  });

  queueContract('a BullMQ queue', async options => ({
    queue: await openBullQueue({ ...options, url, prefix }),
    plant: async (job, payload) => {
      const queue = new BullQueue(job, { connection: { url }, prefix });
      await queue.add(job, payload);
      await queue.close();
    },
  }));

  describe('what it keeps', () => {
    let queue: Queue;
    beforeEach(async () => {
      queue = await openBullQueue({ url, clock, prefix, warn: () => {} });
    });
    afterEach(() => queue.close(0));

    test('is nothing in this process of a command that is done', async () => {
      setFlagsFromString('--expose-gc');
      const clear = runInNewContext('gc') as () => void;
      const counted = new WeakRef(await queue.counts());
      // What a WeakRef was made of stays until the turn ends.
      await nextTurn();
      clear();
      expect(counted.deref()).toBeUndefined();
    });

    test('is the payload alone', async () => {
      await queue.add(
        aJob(async () => {}),
        { id: 'a' },
      );
      const [key = ''] = (await client.keys(`${prefix}:read:????????-*`)).sort();
      expect(await client.hget(key, 'data')).toBe('{"id":"a"}');
    });

    test('is nothing of a job that is done', async () => {
      const job = aJob(async () => {});
      await queue.work([job], workContext);
      await queue.add(job, { id: 'a' });
      await queue.idle();
      await until(async () => expect(await client.keys(`${prefix}:read:????????-*`)).toEqual([]));
      expect(await client.keys(`${prefix}:read:de:*`)).toEqual([]);
    });

    test('is seen by another process, its own jobs or not', async () => {
      const other = await openBullQueue({ url, clock, prefix, warn: () => {} });
      await queue.add(
        aJob(async () => {}),
        { id: 'a' },
      );
      expect(await other.counts()).toMatchObject({ waiting: 1 });
      const seen = Promise.withResolvers<string>();
      await other.work([aJob(async ({ id }) => seen.resolve(id))], workContext);
      expect(await seen.promise).toBe('a');
      await other.close();
    });

    test('leaves no connection open', async () => {
      const connections = async () => ((await client.client('LIST')) as string).trim().split('\n').length;
      const before = await connections();
      const other = await openBullQueue({ url, clock, prefix, warn: () => {} });
      await other.work([aJob(async () => {}), aJob(async () => {}, { name: 'other' })], workContext);
      expect(await connections()).toBeGreaterThan(before);
      await other.close();
      await until(async () => expect(await connections()).toBe(before));
    });

    test('is a schedule too, even one whose job is gone: that is a failure one can see', async () => {
      const other = await openBullQueue({ url, clock, prefix, warn: () => {} });
      const gone = aJob(async () => {}, { name: 'gone' });
      await queue.schedule('often', gone, { id: 'a' }, { everyMs: 60_000 });
      await other.work([aJob(async () => {})], workContext);
      await until(async () => expect(await other.counts()).toMatchObject({ delayed: 2 }));
      const runs = new BullQueue('_schedules', { connection: { url }, prefix });
      await runs.promoteJobs();
      const reason = 'a schedule is set for "gone", which nobody here works on';
      await until(async () => {
        await runs.promoteJobs();
        expect((await other.failed(1))[0]).toEqual({ job: 'gone', key: 'often', attempts: 5, reason });
      });
      await runs.close();
      await other.close();
    });

    test('gives a job back when it is told to stop, for another process to take at once', async () => {
      const started = aGate();
      const slow = aJob(async (_, { signal }) => {
        started.open();
        await new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)));
      });
      const other = await openBullQueue({ url, clock, prefix, warn: () => {} });
      await other.work([slow], workContext);
      await queue.add(slow, { id: 'a' });
      await started.passed;
      await other.close(0);
      const attempt = Promise.withResolvers<number>();
      await queue.work([aJob(async (_, context) => attempt.resolve(context.attempt))], workContext);
      expect(await attempt.promise).toBe(1);
    });
  });

  describe('a worker killed in the middle', () => {
    let worker: ChildProcess;
    afterEach(() => worker.kill('SIGKILL'));

    test('loses its job to another', async () => {
      const warnings: Warning[] = [];
      const warn = (message: string, fields: Record<string, unknown>) => warnings.push({ message, fields });
      const queue = await openBullQueue({ url, clock, prefix, warn, stalledMs: 300 });
      const script = fileURLToPath(new URL('worker-process.ts', import.meta.url));
      worker = spawn(process.execPath, [script, url, prefix], { stdio: ['ignore', 'pipe', 'inherit'] });
      await queue.add(
        aJob(async () => {}),
        { id: 'a' },
      );
      const [said] = await once(createInterface({ input: worker.stdout as NodeJS.ReadableStream }), 'line');
      expect(said).toBe('running a');
      worker.kill('SIGKILL');
      const taken = Promise.withResolvers<string>();
      await queue.work([aJob(async ({ id }, { attempt }) => taken.resolve(`${id}/${attempt}`))], workContext);
      expect(await taken.promise).toBe('a/1');
      expect(warnings).toContainEqual({ message: 'a job went silent and is taken over', fields: { job: 'read' } });
      await queue.close();
    });
  });
});

describe('a URL', () => {
  test.for(['http://user:s3cret@localhost', 'localhost:6379', 's3cret', ''])('%j is refused', async url => {
    const fault = await openBullQueue({ url, clock, warn: () => {} }).catch(thrown => thrown);
    expect(fault).toMatchObject({ code: 'bad-config' });
    expect(everythingOf(fault)).not.toContain('s3cret');
  });

  test('where nobody answers is a fault without its password, and leaves nothing running', async () => {
    const watch = watchResources();
    const url = `redis://user:s3cret@127.0.0.1:${await freePort()}`;
    const fault = await openBullQueue({ url, clock, warn: () => {} }).catch(thrown => thrown);
    expect(fault).toMatchObject({ code: 'queue-failed', message: 'Redis cannot be reached' });
    expect(fault.cause.message).toContain('ECONNREFUSED');
    expect(everythingOf(fault)).not.toContain('s3cret');
    expect(await watch.left()).toEqual([]);
  });

  test('that begins with rediss:// speaks TLS', async () => {
    const first = Promise.withResolvers<number>();
    const server = createServer(socket => {
      socket.once('data', chunk => {
        first.resolve(chunk[0] as number);
        socket.destroy();
      });
      socket.on('error', () => {});
    });
    await once(server.listen(0, '127.0.0.1'), 'listening');
    const { port } = server.address() as { port: number };
    const opened = openBullQueue({ url: `rediss://:s3cret@127.0.0.1:${port}`, clock, warn: () => {} });
    await expect(opened).rejects.toMatchObject({ code: 'queue-failed' });
    // 22 is the record type of a TLS handshake.
    expect(await first.promise).toBe(22);
    server.close();
  });
});

describe.skipIf(needsServer('redis', { own: true }).missing)('a Redis of our own', () => {
  let server: PrivateServer | undefined;
  let queue: Queue | undefined;
  let warnings: Warning[];
  const warn = (message: string, fields: Record<string, unknown>) => void warnings.push({ message, fields });
  const messages = () => warnings.map(({ message }) => message);
  const unhandled: unknown[] = [];
  const note = (reason: unknown) => void unhandled.push(reason);

  beforeEach(() => {
    warnings = [];
    unhandled.length = 0;
    process.on('unhandledRejection', note);
  });

  afterEach(async () => {
    await queue?.close(0);
    await server?.stop();
    process.off('unhandledRejection', note);
    expect(unhandled).toEqual([]);
  });

  test('that goes away and comes back loses no job, and workers come back with it', async () => {
    server = await privateRedis();
    queue = await openBullQueue({ url: server.url, clock, warn });
    const seen: string[] = [];
    const job = aJob(async ({ id }) => void seen.push(id));
    await queue.work([job], workContext);
    await queue.add(job, { id: 'before' });
    await queue.add(job, { id: 'delayed' }, { delayMs: 500 });
    await until(() => expect(seen).toEqual(['before']));
    await server.kill();
    await until(() => expect(messages()).toEqual(['Redis is away; jobs wait until it is back']));
    const added = queue.add(job, { id: 'meanwhile' });
    await hangUp(server.port, 6);
    await server.restart();
    expect(await added).toBe(true);
    await until(() => expect(seen.toSorted()).toEqual(['before', 'delayed', 'meanwhile']));
    expect(messages()).toEqual(['Redis is away; jobs wait until it is back', 'Redis is back']);
  });

  test('can be away for good: closing ends all the same', async () => {
    server = await privateRedis();
    const watch = watchResources();
    queue = await openBullQueue({ url: server.url, clock, warn });
    await queue.work([aJob(async () => {})], workContext);
    await server.kill();
    await until(() => expect(warnings).toHaveLength(1));
    const added = expect(
      queue.add(
        aJob(async () => {}),
        { id: 'a' },
      ),
    ).rejects.toMatchObject({ code: 'queue-failed' });
    await queue.close(0);
    await added;
    expect(await watch.left()).toEqual([]);
  });

  test('can be emptied while jobs run, and takes jobs again', async () => {
    server = await privateRedis();
    queue = await openBullQueue({ url: server.url, clock, warn });
    const gate = aGate();
    const seen: string[] = [];
    const job = aJob(async ({ id }) => {
      seen.push(id);
      await gate.passed;
    });
    await queue.work([job], workContext);
    await queue.add(job, { id: 'a' });
    await queue.add(job, { id: 'b' });
    await until(() => expect(seen).toEqual(['a']));
    const client = new Redis(server.url);
    await client.flushall();
    client.disconnect();
    gate.open();
    await until(() => expect(messages()).toContain('the queue met an error'));
    expect(await queue.add(job, { id: 'b' })).toBe(true);
    await until(() => expect(seen).toEqual(['a', 'b']));
    await queue.idle();
  });

  test('that was emptied is filled again by one of those who run, and until that is done', async () => {
    server = await privateRedis();
    const client = new Redis(server.url);
    queue = await openBullQueue({ url: server.url, clock, warn, lostLookMs: 20 });
    const other = await openBullQueue({ url: server.url, clock, warn, lostLookMs: 20 });
    let [asked, filled] = [0, 0];
    const refill = async () => {
      asked += 1;
      if (asked === 1) throw new Error('the store did not answer');
      filled += 1;
    };
    for (const each of [queue, other]) await each.onLost!(refill);
    await client.flushall();
    await until(() => expect(filled).toBe(1));
    await client.flushall();
    await until(() => expect(filled).toBe(2));
    expect(asked).toBe(3);
    client.disconnect();
    await other.close(0);
  });

  test('that may throw keys away is warned about once', async () => {
    const console = [vi.spyOn(globalThis.console, 'warn'), vi.spyOn(globalThis.console, 'error')];
    server = await privateRedis(['--maxmemory-policy', 'allkeys-lru']);
    queue = await openBullQueue({ url: server.url, clock, warn });
    await queue.work([aJob(async () => {}), aJob(async () => {}, { name: 'other' })], workContext);
    const message = 'Redis may throw jobs away when its memory is full: set maxmemory-policy to noeviction';
    expect(warnings).toEqual([{ message, fields: { policy: 'allkeys-lru' } }]);
    expect(console.flatMap(each => each.mock.calls)).toEqual([]);
    for (const each of console) each.mockRestore();
  });

  test('with a password lets nobody in without it, and tells nobody what it is', async () => {
    server = await privateRedis(['--requirepass', 's3cret']);
    const wrong = server.url.replace('//', '//:wr0ng@');
    for (const url of [server.url, wrong]) {
      const fault = await openBullQueue({ url, clock, warn }).catch(thrown => thrown);
      expect(fault).toMatchObject({ code: 'queue-failed' });
      expect(everythingOf([fault, warnings])).not.toMatch(/wr0ng/);
    }
    queue = await openBullQueue({ url: server.url.replace('//', '//:s3cret@'), clock, warn });
    expect(await queue.counts()).toMatchObject({ waiting: 0 });
  });
});

/** Takes so many connections on a port and ends each at once, as a server that is not up yet would. */
async function hangUp(port: number, times: number): Promise<void> {
  let taken = 0;
  const server = createServer(socket => {
    taken += 1;
    socket.on('error', () => {}).destroy();
  }).listen(port, '127.0.0.1');
  await until(() => expect(taken).toBeGreaterThanOrEqual(times));
  server.close();
  await once(server, 'close');
}

/** Everything a log could show of a value, properties that do not enumerate included. */
function everythingOf(value: unknown): string {
  if (typeof value !== 'object' || value === null) return String(value);
  return Reflect.ownKeys(value)
    .map(key => `${String(key)}: ${everythingOf(Reflect.get(value, key))}`)
    .join('\n');
}
