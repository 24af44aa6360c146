import { createServer } from 'node:net';
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync, zstdCompressSync } from 'node:zlib';
import { Agent } from 'undici';
import { afterEach, describe, expect, it } from 'vitest';
import { StetError } from '../../../src/core/errors.ts';
import type { Fetched, Fetcher, FetchOptions } from '../../../src/core/ports.ts';
import { guardedConnector, type LookedUp } from '../../../src/ingest/fetch/connector.ts';
import type { FetcherOptions } from '../../../src/ingest/fetch/fetcher.ts';
import type { Guard } from '../../../src/ingest/fetch/guard.ts';
import { fixedClock } from '../../support/clock.ts';
import { answer, endless, fetcherFor, openSite, type Pages, type Site } from '../../support/web.ts';

const open: { close: () => Promise<unknown> }[] = [];
afterEach(async () => {
  for (const each of open.splice(0).reverse()) await each.close();
});

async function site(pages: Pages, host?: string): Promise<Site> {
  const opened = await openSite(pages, host);
  open.push(opened);
  return opened;
}

function fetcher(places: string[], given: Partial<FetcherOptions> = {}): Fetcher {
  const opened = fetcherFor(places, given);
  open.push(opened);
  return opened;
}

const PAGE = '<!doctype html><title>Tide tables</title><p>High water at noon.</p>';
const HTML = { 'content-type': 'text/html; charset=utf-8' };
const FEED = '<?xml version="1.0"?>\n<rss version="2.0"><channel></channel></rss>';

const asPage: FetchOptions = { accept: ['page'] };
const asFeed: FetchOptions = { accept: ['feed'] };

/** Serves these pages and fetches one of them, as a feed unless said, so that robots.txt is not asked for. */
async function fetched(pages: Pages, path: string, options: FetchOptions = { accept: ['page', 'feed'] }, given = {}) {
  const { origin, place } = await site({ '/robots.txt': answer(404), ...pages });
  return fetcher([place], given).fetch(origin + path, options);
}

async function faultOf(fetching: Promise<Fetched>): Promise<StetError> {
  const fault = await fetching.then(
    () => null,
    thrown => thrown,
  );
  expect(fault).toBeInstanceOf(StetError);
  return fault;
}

const textOf = ({ body }: Fetched) => new TextDecoder().decode(body);

describe('a fetch', () => {
  it('brings the bytes, where they were, what they are and what tells of a change', async () => {
    const headers = {
      ...HTML,
      etag: '"7"',
      'last-modified': 'Wed, 07 Jan 2026 10:00:00 GMT',
      'cache-control': 'max-age=90',
    };
    const { origin, place } = await site({ '/a': answer(200, headers, PAGE) });
    const got = await fetcher([place]).fetch(`${origin}/a?b=c#d`, asPage);
    expect({ ...got, body: textOf(got) }).toEqual({
      url: `${origin}/a?b=c`,
      movedTo: null,
      status: 'ok',
      media: 'html',
      contentType: HTML['content-type'],
      etag: '"7"',
      lastModified: 'Wed, 07 Jan 2026 10:00:00 GMT',
      freshForMs: 90_000,
      body: PAGE,
    });
  });

  it('says who asks, and nothing else', async () => {
    const { origin, place, requests } = await site({ '/a': answer(200, { ...HTML, 'set-cookie': 'a=b' }, PAGE) });
    const { fetch } = fetcher([place]);
    await fetch(`${origin}/a`, asPage);
    await fetch(`${origin}/a`, asPage);
    const { headers } = requests.at(-1)!;
    expect(headers['user-agent']).toBe('Stet/1.2.3');
    expect(Object.keys(headers).sort()).toEqual(['accept', 'accept-encoding', 'connection', 'host', 'user-agent']);
  });

  it('asks whether anything has changed', async () => {
    const pages: Pages = {
      '/f': (request, response) => {
        const known = request.headers['if-none-match'] === '"7"' && request.headers['if-modified-since'] === 'then';
        response.writeHead(known ? 304 : 200, { etag: '"8"' }).end(known ? undefined : FEED);
      },
    };
    const { origin, place } = await site(pages);
    const { fetch } = fetcher([place]);
    expect(await fetch(`${origin}/f`, asFeed)).toMatchObject({ status: 'ok', media: 'feed' });
    const again = await fetch(`${origin}/f`, { ...asFeed, etag: '"7"', lastModified: 'then' });
    expect(again).toMatchObject({ status: 'unchanged', media: null, etag: '"8"', body: new Uint8Array() });
  });

  it('is not told that nothing has changed without having asked', async () => {
    expect((await faultOf(fetched({ '/f': answer(304) }, '/f'))).code).toBe('fetch-failed');
  });

  it('gives back no validator that would break out of its header', async () => {
    const { origin, place, requests } = await site({ '/f': answer(200, {}, FEED) });
    await fetcher([place]).fetch(`${origin}/f`, { ...asFeed, etag: '"7"\r\nx-evil: 1', lastModified: 'a\nb' });
    expect(Object.keys(requests[0]!.headers)).not.toContain('if-none-match');
    expect(Object.keys(requests[0]!.headers)).not.toContain('x-evil');
  });

  it('can be broken off', async () => {
    const { origin, place } = await site({ '/a': () => {} });
    const abort = new AbortController();
    const fetching = faultOf(fetcher([place]).fetch(`${origin}/a`, { ...asFeed, signal: abort.signal }));
    abort.abort();
    expect((await fetching).code).toBe('fetch-failed');
  });

  it('is broken off when the fetcher is closed', async () => {
    const { origin, place } = await site({ '/a': () => {} });
    const { fetch, close } = fetcher([place]);
    const fetching = faultOf(fetch(`${origin}/a`, asFeed));
    await close();
    await close();
    expect((await fetching).code).toBe('fetch-failed');
  });
});

describe('a body', () => {
  it.each([
    ['gzip', gzipSync(PAGE)],
    ['x-gzip', gzipSync(PAGE)],
    ['br', brotliCompressSync(PAGE)],
    ['zstd', zstdCompressSync(PAGE)],
    ['deflate', deflateSync(PAGE)],
    ['deflate', deflateRawSync(PAGE)],
    ['deflate, GZIP', gzipSync(deflateSync(PAGE))],
    ['identity', Buffer.from(PAGE)],
    ['', Buffer.from(PAGE)],
  ])('packed as %s is unpacked', async (coding, body) => {
    const got = await fetched({ '/a': answer(200, { ...HTML, 'content-encoding': coding }, body) }, '/a');
    expect(textOf(got)).toBe(PAGE);
  });

  const bomb = Buffer.alloc(64 * 1024 * 1024, 'a');

  it.each([
    ['gzip', gzipSync(bomb)],
    ['br', brotliCompressSync(bomb, { params: { 1: 1 } })],
    ['zstd', zstdCompressSync(bomb)],
    ['gzip, gzip', gzipSync(gzipSync(bomb))],
  ])('that is a bomb packed as %s is cut', async (coding, body) => {
    const before = process.memoryUsage().rss;
    const fault = await faultOf(fetched({ '/a': answer(200, { ...HTML, 'content-encoding': coding }, body) }, '/a'));
    expect(fault.code).toBe('too-large');
    expect(process.memoryUsage().rss - before).toBeLessThan(bomb.length);
  });

  it.each([
    ['of an unknown packing', { 'content-encoding': 'compress' }, 'x'],
    ['packed three times', { 'content-encoding': 'gzip, gzip, gzip' }, 'x'],
    ['that is not packed as it says', { 'content-encoding': 'gzip' }, PAGE],
    ['whose packing is cut short', { 'content-encoding': 'gzip' }, gzipSync(PAGE.repeat(50)).subarray(0, 60)],
  ])('%s is a fault', async (_, headers, body) => {
    expect((await faultOf(fetched({ '/a': answer(200, { ...HTML, ...headers }, body) }, '/a'))).code).toBe(
      'fetch-failed',
    );
  });

  it('without end is cut', async () => {
    const fault = await faultOf(fetched({ '/a': (_, response) => endless(response, 'x'.repeat(65_536)) }, '/a'));
    expect(fault.code).toBe('too-large');
  });

  it('that says it is too long is not begun', async () => {
    const headers = { ...HTML, 'content-length': '99999999999' };
    const fault = await faultOf(
      fetched({ '/a': (_, response) => void response.writeHead(200, headers).flushHeaders() }, '/a'),
    );
    expect(fault.code).toBe('too-large');
  });

  it('may be limited further', async () => {
    const options = { ...asFeed, maxBytes: 10 };
    expect((await faultOf(fetched({ '/f': answer(200, {}, FEED) }, '/f', options))).code).toBe('too-large');
  });

  it('shorter than it should be is a fault', async () => {
    const short: Pages['/a'] = (_, response) => {
      response.writeHead(200, { ...HTML, 'content-length': '500' });
      response.write(PAGE, () => response.destroy());
    };
    expect((await faultOf(fetched({ '/a': short }, '/a'))).code).toBe('fetch-failed');
  });

  it('cut off within its chunks is a fault', async () => {
    const cut: Pages['/a'] = (_, response) => void response.writeHead(200, HTML).write(PAGE, () => response.destroy());
    expect((await faultOf(fetched({ '/a': cut }, '/a'))).code).toBe('fetch-failed');
  });

  it('that comes drop by drop is given up when time is over', async () => {
    const drip: Pages['/a'] = (_, response) => {
      const timer = setInterval(() => response.write('<p>'), 20);
      response.on('close', () => clearInterval(timer));
    };
    const fault = await faultOf(fetched({ '/a': drip }, '/a', asFeed, { timeoutMs: 300 }));
    expect(fault).toMatchObject({ code: 'fetch-failed', retryable: true });
    expect(fault.userMessage).toMatch(/took longer than 0.3 seconds\.$/);
  });
});

describe('a server that', () => {
  it('never answers is given up when time is over', async () => {
    const fault = await faultOf(fetched({ '/a': () => {} }, '/a', asFeed, { timeoutMs: 200 }));
    expect(fault.userMessage).toMatch(/took longer than 0.2 seconds\.$/);
  });

  it('spends the time on redirects is given up when it is over', async () => {
    const slow: Pages['/a'] = (_, response) =>
      void setTimeout(() => response.writeHead(302, { location: '/a' }).end(), 80);
    const started = performance.now();
    const fault = await faultOf(fetched({ '/a': slow }, '/a', asFeed, { timeoutMs: 200 }));
    expect(fault.userMessage).toMatch(/took longer/);
    expect(performance.now() - started).toBeLessThan(390);
  });

  it.each([
    ['speaks no HTTP', 'SSH-2.0-server\r\n'],
    ['sends headers without end', `HTTP/1.1 200 OK\r\n${'x-a: b\r\n'.repeat(100_000)}\r\n`],
    ['hangs up', ''],
    ['gives two lengths', 'HTTP/1.1 200 OK\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\nab'],
  ])('%s is a fault', async (_, bytes) => {
    const server = createServer(socket => {
      socket.on('error', () => {});
      socket.once('data', () => socket.end(bytes));
    });
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
    open.push({ close: () => new Promise(resolve => server.close(resolve)) });
    const place = `127.0.0.1:${(server.address() as { port: number }).port}`;
    expect((await faultOf(fetcher([place]).fetch(`http://${place}/`, asFeed))).code).toBe('fetch-failed');
  });

  it('does not speak TLS where it should is a fault', async () => {
    const { place } = await site({});
    expect((await faultOf(fetcher([place]).fetch(`https://${place}/`, asFeed))).code).toBe('fetch-failed');
  });

  it('is not there is a fault that says so', async () => {
    const { place, close } = await site({});
    await close();
    const fault = await faultOf(fetcher([place]).fetch(`http://${place}/a?token=t0ken`, asFeed));
    expect(fault.userMessage).toBe(`http://${place}/a: nothing listens there.`);
  });

  it('has no name is a fault that says so', async () => {
    const lookup = () => Promise.reject(Object.assign(new Error('no'), { code: 'ENOTFOUND' }));
    const fault = await faultOf(fetcher([], { lookup }).fetch('http://nowhere.example/', asFeed));
    expect(fault.userMessage).toBe('http://nowhere.example/: there is no host of that name.');
  });
});

describe('a status', () => {
  it.each([
    [404, 'not-found', false],
    [410, 'gone', false],
    [401, 'no-access', false],
    [402, 'no-access', false],
    [403, 'no-access', false],
    [451, 'no-access', false],
    [429, 'fetch-later', true],
    [503, 'fetch-later', true],
    [500, 'fetch-failed', true],
    [408, 'fetch-failed', true],
    [204, 'fetch-failed', true],
    [206, 'fetch-failed', true],
    [300, 'fetch-failed', true],
  ])('of %d is %s', async (status, code, retryable) => {
    const fault = await faultOf(fetched({ '/a': answer(status) }, '/a?token=t0ken'));
    expect(fault).toMatchObject({ code, retryable, retryAfterMs: null });
    expect(fault.message).toMatch(/\/a: status \d+$/);
  });

  it.each([
    ['120', 120_000],
    ['0', 0],
    ['Wed, 07 Jan 2026 12:01:00 GMT', 60_000],
    ['Wed, 07 Jan 2026 11:00:00 GMT', 0],
    ['99999999', 86_400_000],
    ['soon', null],
  ])('may ask to wait: %s', async (header, retryAfterMs) => {
    for (const status of [429, 503]) {
      const fault = await faultOf(fetched({ '/a': answer(status, { 'retry-after': header }) }, '/a', asFeed));
      expect(fault).toMatchObject({ code: 'fetch-later', retryAfterMs });
    }
  });
});

describe('a redirect', () => {
  const to = (location: string, status = 302) => answer(status, { location });

  it.each([301, 302, 303, 307, 308])('of %d is followed', async status => {
    const got = await fetched({ '/a': to('/b?c=d', status), '/b': PAGE }, '/a');
    expect(new URL(got.url).pathname).toBe('/b');
  });

  it.each([
    ['all for good', [301, 308], '/c'],
    ['for good, then for now', [301, 302], '/b'],
    ['for now, then for good', [302, 301], null],
  ])('tells where an address has moved: %s', async (_, [first, second], moved) => {
    const { movedTo } = await fetched({ '/a': to('/b', first), '/b': to('/c', second), '/c': PAGE }, '/a');
    expect(movedTo === null ? null : new URL(movedTo).pathname).toBe(moved);
  });

  it('may be the fifth, but not the sixth', async () => {
    const chain = { '/0': to('/1'), '/1': to('/2'), '/2': to('/3'), '/3': to('/4'), '/4': to('/5'), '/5': PAGE };
    expect((await fetched(chain, '/0')).status).toBe('ok');
    expect((await faultOf(fetched({ ...chain, '/start': to('/0') }, '/start'))).userMessage).toMatch(/leads on and on/);
  });

  it('to itself is a fault', async () => {
    expect((await faultOf(fetched({ '/a': to('/a') }, '/a'))).code).toBe('fetch-failed');
  });

  it('to nowhere is a fault', async () => {
    expect((await faultOf(fetched({ '/a': answer(302) }, '/a'))).code).toBe('fetch-failed');
    expect((await faultOf(fetched({ '/a': to('http://') }, '/a'))).code).toBe('fetch-failed');
  });

  it('to letters beyond ASCII is followed', async () => {
    const location = Buffer.from('/caf\u00e9', 'utf8').toString('latin1');
    expect((await fetched({ '/a': to(location), '/caf%C3%A9': PAGE }, '/a')).url).toMatch(/\/caf%C3%A9$/);
  });

  it.each([
    'http://169.254.169.254/latest/meta-data/',
    'http://[::1]/',
    'http://2130706433/',
    'http://0x7f.1/',
    'http://[::ffff:127.0.0.1]/',
    'http://127.0.0.1:9/',
    'http://10.0.0.1/',
    '//127.1/',
    'http://name:pass@site.example/',
    'ftp://site.example/',
    'file:///etc/passwd',
    'data:text/html,x',
  ])('to %s is refused', async location => {
    expect((await faultOf(fetched({ '/a': to(location) }, '/a'))).code).toBe('fetch-refused');
  });

  it('to a private address behind a name is refused', async () => {
    const lookup = async () => [{ address: '127.0.0.1', family: 4 }];
    const { origin, place, requests } = await site({ '/a': to('http://inside.example/') });
    expect((await faultOf(fetcher([place], { lookup }).fetch(`${origin}/a`, asFeed))).code).toBe('fetch-refused');
    expect(requests).toHaveLength(1);
  });
});

describe('a name', () => {
  const four = (address: string): LookedUp => ({ address, family: 4 });

  it.each([
    ['private', [four('10.0.0.1')]],
    ['where credentials are', [four('169.254.169.254')]],
    ['private among public ones', [four('93.184.215.14'), four('127.0.0.1')]],
    ['private in the other family', [four('93.184.215.14'), { address: '::1', family: 6 }]],
    ['private in disguise', [{ address: '::ffff:127.0.0.1', family: 6 }]],
    ['none at all', []],
  ])('whose address is %s is not connected to', async (_, addresses) => {
    const fault = await faultOf(fetcher([], { lookup: async () => addresses }).fetch('http://site.example/', asFeed));
    expect(fault.code).toBe(addresses.length > 0 ? 'fetch-refused' : 'fetch-failed');
  });

  it('that changes its address is looked up once a connection, and refused when it turns', async () => {
    const { place, requests } = await site({ '/a': answer(200, { connection: 'close' }, FEED) });
    const port = place.split(':')[1];
    const answers = [[four('127.0.0.1')], [four('169.254.169.254')]];
    let lookups = 0;
    const lookup = async () => answers[lookups++] ?? [];
    const { fetch } = fetcher([`cms.example:${port}`], { lookup });
    expect((await fetch(`http://cms.example:${port}/a`, asFeed)).status).toBe('ok');
    expect((await faultOf(fetch(`http://cms.example:${port}/a`, asFeed))).code).toBe('fetch-refused');
    expect(lookups).toBe(2);
    expect(requests).toHaveLength(1);
  });

  it('is judged once more by who has answered', async () => {
    const { origin, requests } = await site({ '/a': answer(200, {}, FEED) });
    const asked: string[] = [];
    // Lets the address through when it is looked up, and not when it is connected to.
    const guard: Guard = { checkUrl: () => {}, permitsFor: () => address => asked.push(address) === 1 };
    const agent = new Agent({ connect: guardedConnector(guard, async () => [four('127.0.0.1')]) });
    open.push({ close: () => agent.destroy() });
    const { port } = new URL(origin);
    const request = agent.request({ origin: `http://site.example:${port}`, path: '/a', method: 'GET' });
    await expect(request).rejects.toMatchObject({ code: 'fetch-refused' });
    expect(asked).toEqual(['127.0.0.1', '127.0.0.1']);
    expect(requests).toEqual([]);
  });

  it('that is allowed may be private', async () => {
    const { place } = await site({ '/a': answer(200, {}, FEED) });
    const port = place.split(':')[1];
    const lookup = async () => [four('127.0.0.1')];
    const got = await fetcher([`cms.example:${port}`], { lookup }).fetch(`http://cms.example:${port}/a`, asFeed);
    expect(got.media).toBe('feed');
  });
});

describe('what is no page and no feed', () => {
  it.each([
    ['an image by its header', { 'content-type': 'image/png' }, 'x'],
    ['a document by its header', { 'content-type': 'application/pdf' }, '%PDF-1.7'],
    ['bytes that call themselves a page', HTML, new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0, 1, 2])],
    ['plain text', { 'content-type': 'text/plain' }, 'Once upon a time'],
  ])('is refused: %s', async (_, headers, body) => {
    const fault = await faultOf(fetched({ '/a': answer(200, headers, body) }, '/a'));
    expect(fault.code).toBe('wrong-content');
    expect(fault.userMessage).toMatch(/is not a page or feed\.$/);
  });

  it.each([
    ['a page where a feed is wanted', asFeed, PAGE],
    ['a feed where a page is wanted', asPage, FEED],
  ])('is refused: %s', async (_, options, body) => {
    expect((await faultOf(fetched({ '/a': answer(200, {}, body) }, '/a', options))).code).toBe('wrong-content');
  });

  it.each([
    ['a page without a type', {}, PAGE, 'html'],
    ['a page called plain text', { 'content-type': 'text/plain' }, PAGE, 'html'],
    ['a page called a download', { 'content-type': 'application/octet-stream' }, PAGE, 'html'],
    ['a page without a tag we know', HTML, '<center>Old</center>', 'html'],
    ['a page in UTF-16', HTML, Buffer.from(`\uFEFF${PAGE}`, 'utf16le'), 'html'],
    ['a feed called a page', HTML, FEED, 'feed'],
    [
      'a feed behind a style and a comment',
      HTML,
      `<?xml version="1.0"?><?xml-stylesheet href="a"?><!-- <html> -->${FEED.slice(21)}`,
      'feed',
    ],
    [
      'a feed of JSON',
      { 'content-type': 'application/json' },
      '{"version":"https://jsonfeed.org/version/1.1"}',
      'feed',
    ],
  ])('is not: %s', async (_, headers, body, media) => {
    expect((await fetched({ '/a': answer(200, headers as Record<string, string>, body) }, '/a')).media).toBe(media);
  });
});

describe('robots.txt', () => {
  const robots = (text: string) => answer(200, { 'content-type': 'text/plain' }, text);

  it('is heard for pages, and read once', async () => {
    const pages = { '/robots.txt': robots('User-agent: stet\nDisallow: /private'), '/a': PAGE, '/private/b': PAGE };
    const { origin, place, requests } = await site(pages);
    const { fetch } = fetcher([place]);
    const fault = await faultOf(fetch(`${origin}/private/b`, asPage));
    expect(fault).toMatchObject({ code: 'robots-refused', retryable: false });
    await Promise.all([fetch(`${origin}/a`, asPage), fetch(`${origin}/a`, asPage)]);
    expect(requests.map(({ path }) => path)).toEqual(['/robots.txt', '/a', '/a']);
  });

  it('is not asked for a feed', async () => {
    const { origin, place, requests } = await site({
      '/robots.txt': robots('User-agent: *\nDisallow: /'),
      '/f': answer(200, {}, FEED),
    });
    expect((await fetcher([place]).fetch(`${origin}/f`, asFeed)).status).toBe('ok');
    expect(requests).toHaveLength(1);
  });

  it('is heard where a redirect leads', async () => {
    const other = await site({ '/robots.txt': robots('User-agent: *\nDisallow: /'), '/b': PAGE });
    const { origin, place } = await site({ '/a': answer(302, { location: `${other.origin}/b` }) });
    const fault = await faultOf(fetcher([place, other.place]).fetch(`${origin}/a`, asPage));
    expect(fault.code).toBe('robots-refused');
    expect(other.requests.map(({ path }) => path)).toEqual(['/robots.txt']);
  });

  it.each([404, 410, 401, 403])('that gives %d asks nothing', async status => {
    expect((await fetched({ '/robots.txt': answer(status), '/a': PAGE }, '/a', asPage)).status).toBe('ok');
  });

  it.each([
    [500, 'fetch-failed', null],
    [429, 'fetch-later', 9_000],
    [503, 'fetch-later', 9_000],
  ])('that gives %d keeps Stet out for now', async (status, code, retryAfterMs) => {
    const pages = { '/robots.txt': answer(status, retryAfterMs ? { 'retry-after': '9' } : {}), '/a': PAGE };
    const { origin, place, requests } = await site(pages);
    const { fetch } = fetcher([place]);
    const fault = await faultOf(fetch(`${origin}/a`, asPage));
    expect(fault).toMatchObject({ code, retryAfterMs, retryable: true });
    await faultOf(fetch(`${origin}/a`, asPage));
    expect(requests.map(({ path }) => path)).toEqual(['/robots.txt', '/robots.txt']);
  });

  it('that leads to a private address is refused with its page', async () => {
    const pages = { '/robots.txt': answer(302, { location: 'http://169.254.169.254/' }), '/a': PAGE };
    expect((await faultOf(fetched(pages, '/a', asPage))).code).toBe('fetch-refused');
  });

  it('is read anew after an hour', async () => {
    const clock = fixedClock();
    const { origin, place, requests } = await site({ '/robots.txt': robots(''), '/a': PAGE });
    const { fetch } = fetcher([place], { clock });
    for (const minutes of [0, 59, 2]) {
      clock.advance(minutes * 60_000);
      await fetch(`${origin}/a`, asPage);
    }
    expect(requests.filter(({ path }) => path === '/robots.txt')).toHaveLength(2);
  });
});
