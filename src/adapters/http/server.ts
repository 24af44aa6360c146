/**
 * What Stet tells programs over HTTP: whether it lives, whether it is ready, its metrics and the queue's page. It reads alone: no
 * request changes anything, and none is read further than its headers. It must never show a question, a person or a secret.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { type AddressInfo, isIPv6 } from 'node:net';
import { asStetError, type StetError } from '../../core/errors.ts';
import { cannotListen } from '../cannot-listen.ts';
import { refusalOf } from './access.ts';
import type { Part } from './readiness.ts';

/** The queue's page, which answers for itself. */
export type Board = (request: IncomingMessage, response: ServerResponse) => void;

export interface HttpOptions {
  host: string;
  /** 0 takes a free one. */
  port: number;
  /** Null where only this machine can reach it. */
  token: string | null;
}

export interface Told {
  readiness: () => Promise<Part[]>;
  metrics: () => Promise<{ type: string; text: string }>;
  /** Opened by the first who wants to see it; null where jobs are queued in the process. */
  board: (() => Promise<Board>) | null;
  onFault: (fault: StetError) => void;
}

export interface HttpService {
  port: number;
  /** `http://127.0.0.1:9464`. */
  origin: string;
  /** Lets nobody in any more, and ends what is under way. Safe to call twice. */
  close: () => Promise<void>;
}

/** Where the queue's page is. */
export const BOARD_PATH = '/queues';

/** Far more than a scraper or a browser sends, bytes. */
const HEADERS_BYTES = 8_192;

/** Milliseconds: for the headers of a request, for all of it, between two requests on one connection, and between two looks at these. */
const TIMES = {
  headersTimeout: 5_000,
  requestTimeout: 10_000,
  keepAliveTimeout: 5_000,
  connectionsCheckingInterval: 2_000,
};

/** A probe, a scraper and a browser with a few tabs, many times over. */
const CONNECTIONS = 64;

/** What a page may load: what is ours alone. The queue's page sets styles in its elements, and would ask another host for its letters. */
const LOADS = "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; frame-ancestors 'none'";

const NO_BOARD = 'Jobs are queued in the process itself; with STET_REDIS_URL their queues are shown here.\n';

type Handler = (request: IncomingMessage, response: ServerResponse, told: Told, open: boolean) => Promise<void> | void;

/** Starts listening. Rejects with `bad-config` where it cannot. */
export async function openHttp({ host, port, token }: HttpOptions, told: Told): Promise<HttpService> {
  const server = createServer({ ...TIMES, maxHeaderSize: HEADERS_BYTES }, (request, response) => {
    answer(request, response, told, token).catch(thrown => {
      told.onFault(asStetError(thrown));
      if (response.headersSent) response.destroy();
      else text(response, 500, 'Something went wrong on our side.\n');
    });
  });
  server.maxConnections = CONNECTIONS;
  const { promise: listening, resolve, reject } = Promise.withResolvers<void>();
  server.once('error', thrown =>
    reject(cannotListen('HTTP', `${host}:${port}`, 'STET_HTTP_HOST and STET_HTTP_PORT', thrown)),
  );
  server.listen(port, host, resolve);
  await listening;
  const taken = (server.address() as AddressInfo).port;
  return {
    port: taken,
    origin: `http://${isIPv6(host) ? `[${host}]` : host}:${taken}`,
    close: async () => {
      if (!server.listening) return;
      const closed = new Promise<void>(done => server.close(() => done()));
      server.closeAllConnections();
      await closed;
    },
  };
}

async function answer(request: IncomingMessage, response: ServerResponse, told: Told, token: string | null) {
  response.setHeader('cache-control', 'no-store');
  response.setHeader('x-content-type-options', 'nosniff');
  response.setHeader('content-security-policy', LOADS);
  const path = (request.url ?? '').replace(/[?#].*$/s, '');
  const route = path === BOARD_PATH || path.startsWith(`${BOARD_PATH}/`) ? BOARD : ROUTES[path];
  if (route === undefined) return text(response, 404, 'There is nothing here.\n');
  if (request.method !== 'GET' && request.method !== 'HEAD') return unwanted(response, 405, { allow: 'GET, HEAD' });
  if (hasBody(request)) return unwanted(response, 413);
  const refusal = refusalOf(request.headers, token);
  if (refusal !== null && !route.open) return refuse(response, refusal);
  await route.handle(request, response, told, refusal === null);
}

interface Route {
  /** Answered to anybody, with less. */
  open?: boolean;
  handle: Handler;
}

const BOARD: Route = {
  async handle(request, response, { board }) {
    if (board === null) return text(response, 200, NO_BOARD);
    (await board())(request, response);
  },
};

/** A Map's worth of paths, without the words that every object knows. */
const ROUTES: Record<string, Route | undefined> = Object.assign(Object.create(null) as object, {
  '/healthz': { open: true, handle: (_: unknown, response: ServerResponse) => text(response, 200, 'ok\n') },
  '/readyz': { open: true, handle: readyz },
  '/metrics': { handle: metrics },
});

/** Whoever may know is told what is not ready. */
async function readyz(_: IncomingMessage, response: ServerResponse, { readiness }: Told, mayKnow: boolean) {
  const parts = await readiness();
  const ready = parts.every(part => part.ready);
  const body = mayKnow ? { ready, parts } : { ready };
  send(response, ready ? 200 : 503, 'application/json', `${JSON.stringify(body)}\n`);
}

async function metrics(_: IncomingMessage, response: ServerResponse, told: Told) {
  const { type, text: body } = await told.metrics();
  send(response, 200, type, body);
}

function refuse(response: ServerResponse, refusal: 'token' | 'host'): void {
  if (refusal === 'host') {
    text(response, 403, 'Without a token this is for names of this machine alone.\n');
    return;
  }
  // Both: programs send a bearer's token, browsers ask for a password.
  response.setHeader('www-authenticate', ['Bearer realm="Stet"', 'Basic realm="Stet", charset="UTF-8"']);
  text(response, 401, 'This needs the token of STET_HTTP_TOKEN.\n');
}

function hasBody({ headers }: IncomingMessage): boolean {
  return headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
}

/** What was sent with it is not read: the connection ends with the answer. */
function unwanted(response: ServerResponse, status: number, headers: Record<string, string> = {}): void {
  for (const [name, value] of Object.entries({ ...headers, connection: 'close' })) response.setHeader(name, value);
  text(response, status, 'This is only read.\n');
}

function text(response: ServerResponse, status: number, body: string): void {
  send(response, status, 'text/plain; charset=utf-8', body);
}

function send(response: ServerResponse, status: number, type: string, body: string): void {
  response.writeHead(status, { 'content-type': type, 'content-length': Buffer.byteLength(body) });
  response.end(body);
}
