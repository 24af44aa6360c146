/** What anybody may ask over HTTP, by real requests to a real server. */
import { request as send } from 'node:http';
import { connect } from 'node:net';
import { networkInterfaces } from 'node:os';
import { text as read } from 'node:stream/consumers';
import { describe, expect, onTestFinished, test } from 'vitest';
import { type HttpOptions, openHttp, type Told } from '../../../src/adapters/http/server.ts';

const TOKEN = 'a-token-of-enough-characters';
const READY = { name: 'store', ready: true, missing: null };

async function aServer(options: Partial<HttpOptions> = {}, given: Partial<Told> = {}) {
  const told: Told = {
    readiness: async () => [READY],
    metrics: async () => ({ type: 'text/plain; version=0.0.4', text: 'stet_ready{part="store"} 1\n' }),
    board: null,
    onFault: () => {},
    ...given,
  };
  const server = await openHttp({ host: '127.0.0.1', port: 0, token: null, ...options }, told);
  onTestFinished(server.close);
  const origin = `http://127.0.0.1:${server.port}`;
  const get = (path: string, headers: Record<string, string> = {}, method = 'GET') =>
    fetch(origin + path, { headers, method });
  return { server, get };
}

const bearer = (token: string) => ({ authorization: `Bearer ${token}` });
const basic = (words: string) => ({ authorization: `Basic ${Buffer.from(words).toString('base64')}` });

/** By the status line alone: `fetch` sets the host by itself. */
function statusWith(port: number, headers: Record<string, string>): Promise<number | undefined> {
  const { promise, resolve, reject } = Promise.withResolvers<number | undefined>();
  send({ host: '127.0.0.1', port, path: '/metrics', headers }, response => {
    response.resume().on('end', () => resolve(response.statusCode));
  })
    .on('error', reject)
    .end();
  return promise;
}

describe('a token', () => {
  test.for([
    ['none', {}],
    ['another', bearer('a-token-of-enough-charakters')],
    ['a shorter one', bearer('a-token')],
    ['a longer one', bearer(`${TOKEN}s`)],
    ['no characters', bearer('')],
    ['another kind', { authorization: `Digest ${TOKEN}` }],
    ['another password', basic(`${TOKEN}:x`)],
  ] as const)('is asked for, and %s does not do', async ([, headers]) => {
    const { get } = await aServer({ token: TOKEN });
    for (const path of ['/metrics', '/queues', '/queues/api/queues']) {
      const response = await get(path, headers);
      expect(response.status).toBe(401);
      expect(response.headers.get('www-authenticate')).toContain('Bearer');
      expect(await response.text()).not.toContain(TOKEN);
    }
  });

  test.for([bearer(TOKEN), { authorization: `bearer  ${TOKEN}` }, basic(`:${TOKEN}`), basic(`anybody:${TOKEN}`)])(
    'opens what is behind it: %j',
    async headers => {
      const { get } = await aServer({ token: TOKEN });
      for (const path of ['/metrics', '/queues']) expect((await get(path, headers)).status).toBe(200);
    },
  );

  test('is not needed to ask whether Stet lives and is ready, but to hear why not', async () => {
    const missing = { name: 'index', ready: false, missing: '400 changes behind' };
    const { get } = await aServer({ token: TOKEN }, { readiness: async () => [READY, missing] });
    expect((await get('/healthz')).status).toBe(200);
    const anybody = await get('/readyz');
    expect([anybody.status, await anybody.json()]).toEqual([503, { ready: false }]);
    const told = await get('/readyz', bearer(TOKEN));
    expect([told.status, await told.json()]).toEqual([503, { ready: false, parts: [READY, missing] }]);
  });
});

describe('without a token', () => {
  test.for(['localhost', '127.0.0.1:9464', '[::1]:9464', '127.1.2.3'])(
    'a name of this machine does: %s',
    async host => {
      const { server } = await aServer();
      expect(await statusWith(server.port, { host })).toBe(200);
    },
  );

  test.for(['news.example', 'news.example:9464', 'localhost.news.example', '127.0.0.1.news.example', '@'])(
    'another does not, for a page of the web may have brought it: %s',
    async host => {
      const { server } = await aServer();
      expect(await statusWith(server.port, { host })).toBe(403);
    },
  );
});

describe('what is asked', () => {
  test('is answered as it is', async () => {
    const { get } = await aServer();
    expect(await (await get('/healthz')).text()).toBe('ok\n');
    expect(await (await get('/readyz?verbose')).json()).toEqual({ ready: true, parts: [READY] });
    expect(await (await get('/metrics')).text()).toBe('stet_ready{part="store"} 1\n');
    expect(await (await get('/queues')).text()).toMatch(/queued in the process/);
  });

  test.for(['/', '/metrics/', '/queuesx', '/__proto__', '/constructor', '//healthz'])(
    'is refused where nothing is: %s',
    async path => {
      const { get } = await aServer();
      expect((await get(path)).status).toBe(404);
    },
  );

  test.for(['POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS'])('changes nothing: %s', async method => {
    const board = async () => () => expect.unreachable();
    const { get } = await aServer({}, { board });
    for (const path of ['/metrics', '/queues/api/queues/deliver/pause'])
      expect((await get(path, {}, method)).status).toBe(405);
  });

  test('has no body: one that comes is not waited for', async () => {
    const { server } = await aServer();
    const socket = connect(server.port, '127.0.0.1');
    socket.write('GET /healthz HTTP/1.1\r\nhost: localhost\r\ncontent-length: 1000000\r\n\r\n');
    expect(await read(socket)).toMatch(/^HTTP\/1\.1 413 /);
  });

  test('has few headers', async () => {
    const { get } = await aServer();
    expect((await get('/healthz', { 'x-much': 'x'.repeat(9_000) })).status).toBe(431);
  });

  test('and cannot be seen costs that answer alone, and is told to the log', async () => {
    const faults: unknown[] = [];
    const metrics = () => Promise.reject(new TypeError('no metrics'));
    const { get } = await aServer({}, { metrics, onFault: fault => faults.push(fault) });
    const response = await get('/metrics');
    expect([response.status, await response.text()]).toEqual([500, 'Something went wrong on our side.\n']);
    expect(faults).toMatchObject([{ code: 'internal', message: 'no metrics' }]);
    expect((await get('/healthz')).status).toBe(200);
  });

  test('below /queues is for the page of the queues', async () => {
    const seen: (string | undefined)[] = [];
    const board: Told['board'] = async () => (request, response) => {
      seen.push(request.url);
      response.end();
    };
    const { get } = await aServer({}, { board });
    await get('/queues');
    await get('/queues/api/queues?page=2');
    expect(seen).toEqual(['/queues', '/queues/api/queues?page=2']);
  });
});

describe('the server', () => {
  const addresses = Object.values(networkInterfaces()).flatMap(each => each?.map(({ address }) => address) ?? []);

  test.for(['127.0.0.1', 'localhost', ...addresses.filter(each => each === '::1')])(
    'says where it is, as a browser takes it: %s',
    async host => {
      const { server } = await aServer({ host });
      expect((await fetch(`${server.origin}/healthz`)).status).toBe(200);
    },
  );

  test('says in a sentence that its port is taken', async () => {
    const { server } = await aServer();
    const again = openHttp({ host: '127.0.0.1', port: server.port, token: null }, {} as Told);
    await expect(again).rejects.toMatchObject({
      code: 'bad-config',
      userMessage: `HTTP cannot be listened to at 127.0.0.1:${server.port} (EADDRINUSE): see STET_HTTP_HOST and STET_HTTP_PORT.`,
    });
  });

  test('closes though somebody keeps a connection or waits for an answer, and twice', async () => {
    const asked = Promise.withResolvers<void>();
    const { server, get } = await aServer(
      {},
      {
        metrics: () => {
          asked.resolve();
          return new Promise(() => {});
        },
      },
    );
    await (await get('/healthz')).text();
    const waiting = get('/metrics').catch(() => 'ended');
    await asked.promise;
    await Promise.all([server.close(), server.close()]);
    await server.close();
    expect(await waiting).toBe('ended');
    await expect(get('/healthz')).rejects.toThrow();
  });
});
