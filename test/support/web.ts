/** A web for tests: servers on this machine that behave as a test says, and a fetcher that may reach them. */
import { createServer, type IncomingMessage, type RequestListener, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type FetcherOptions, openFetcher } from '../../src/ingest/fetch/fetcher.ts';
import { makeHostLimit } from '../../src/ingest/fetch/host-limit.ts';
import { fixedClock } from './clock.ts';

export interface Site {
  /** `http://127.0.0.1:port`. */
  origin: string;
  /** `127.0.0.1:port`, as `STET_FETCH_ALLOW` has it. */
  place: string;
  /** What has been asked for so far: method, path and headers. */
  requests: { path: string; headers: IncomingMessage['headers'] }[];
  close: () => Promise<void>;
}

/** Pages by their path: text that is sent as HTML, or what is done with the request. Anything else is a 404. */
export type Pages = Record<string, string | RequestListener>;

export async function openSite(pages: Pages, host = '127.0.0.1'): Promise<Site> {
  const requests: Site['requests'] = [];
  const server = createServer((request, response) => {
    const path = request.url ?? '';
    requests.push({ path, headers: request.headers });
    const page = pages[path] ?? pages[path.split('?')[0] ?? ''];
    if (page === undefined) return void response.writeHead(404).end();
    if (typeof page === 'function') return page(request, response);
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(page);
  });
  await new Promise<void>(resolve => server.listen(0, host, resolve));
  const { port } = server.address() as AddressInfo;
  return { origin: `http://${host}:${port}`, place: `${host}:${port}`, requests, close: () => closed(server) };
}

/** Sends what is given and ends. */
export function answer(
  status: number,
  headers: Record<string, string> = {},
  body: string | Uint8Array = '',
): RequestListener {
  return (_, response) => void response.writeHead(status, headers).end(body);
}

/** Writes without end, as fast as it is read, until the other side hangs up. */
export function endless(response: ServerResponse, chunk: string | Uint8Array): void {
  const more = () => {
    while (!response.destroyed && response.write(chunk));
  };
  response.on('drain', more);
  more();
}

/** A fetcher without pauses that may reach these places of this machine. */
export function fetcherFor(places: string[], given: Partial<FetcherOptions> = {}) {
  const hosts = makeHostLimit({ atOnce: 10, gapMs: 0 });
  return openFetcher({ clock: fixedClock(), version: '1.2.3', allow: places, hosts, ...given });
}

function closed(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise(resolve => void server.close(() => resolve()));
}
