/** A process that is told to stop while a server it needs is lost: it goes, whatever waits for that server. */
import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import { describe, expect, onTestFinished, test } from 'vitest';
import { temporaryFolder } from './storage/stores.ts';
import { needsServer, privatePostgres, privateRedis } from './support/servers.ts';
import { ended, said, startStet } from './support/stet.ts';

/** The README's processes have 20 s to stop; a wait for Redis alone ends sooner: milliseconds. */
const KILLED_MS = 20_000;
const GIVEN_UP_MS = 10_000;

/** The first command of a queue that wants to be worked on. */
const WORKS = 'sadd';

type Loss = 'says nothing any more' | 'is gone';

/** Stands between Stet and a server until that is lost: at words of Stet's, or when a test says so. */
async function aServerThatIsLost(port: number, how: Loss, at?: string) {
  const sockets: Socket[] = [];
  const { promise: lost, resolve: tell } = Promise.withResolvers<void>();
  let isLost = false;
  const lose = () => {
    isLost = true;
    if (how === 'is gone') {
      server.close();
      for (const each of sockets) each.destroy();
    }
    tell();
  };
  const server = createServer(near => {
    const far = connect(port, '127.0.0.1');
    for (const each of [near, far]) {
      sockets.push(each);
      each.on('error', () => {});
    }
    near.on('data', chunk => {
      if (at !== undefined && chunk.toString('latin1').toLowerCase().includes(at)) lose();
      if (!isLost) far.write(chunk);
    });
    far.on('data', chunk => void (isLost || near.write(chunk)));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.close();
    for (const each of sockets) each.destroy();
  });
  return { place: `127.0.0.1:${(server.address() as { port: number }).port}`, lose, lost };
}

/** Starts Stet, which nothing outlives. */
function aStart(env: Record<string, string>) {
  const running = startStet(['start'], { data: temporaryFolder(), env });
  onTestFinished(() => void running.kill('SIGKILL'));
  return running;
}

/** Tells it to stop; gives how it ended and after how many milliseconds. */
async function stop(running: ReturnType<typeof aStart>) {
  const late = setTimeout(() => running.kill('SIGKILL'), 2 * KILLED_MS);
  const told = performance.now();
  const gone = ended(running);
  running.kill('SIGTERM');
  const { code, stderr } = await gone.finally(() => clearTimeout(late));
  return { code, stderr, ms: performance.now() - told };
}

describe.skipIf(needsServer('redis', { own: true }).missing)('a start that waits for Redis', () => {
  test.each(['says nothing any more', 'is gone'] as const)(
    'ends at a signal where that %s',
    async how => {
      const server = await privateRedis();
      onTestFinished(server.stop);
      const redis = await aServerThatIsLost(server.port, how, WORKS);
      const running = aStart({ STET_REDIS_URL: `redis://${redis.place}` });
      await redis.lost;
      const { code, stderr, ms } = await stop(running);
      expect([code, stderr]).toEqual([1, expect.stringContaining('stopped.')]);
      expect(ms).toBeLessThan(GIVEN_UP_MS);
    },
    4 * KILLED_MS,
  );
});

describe.skipIf(needsServer('postgres', { own: true }).missing)('a store on PostgreSQL', () => {
  test(
    'that says nothing any more keeps no process from ending',
    async () => {
      const server = await privatePostgres();
      onTestFinished(server.stop);
      const postgres = await aServerThatIsLost(server.port, 'says nothing any more');
      const running = aStart({ STET_DATABASE_URL: server.url.replace(`127.0.0.1:${server.port}`, postgres.place) });
      running.stdin.write('/articles\n');
      await said(running.stdout, 'articles in the record');
      postgres.lose();
      expect((await stop(running)).ms).toBeLessThan(KILLED_MS);
    },
    4 * KILLED_MS,
  );
});
