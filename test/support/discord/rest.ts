/** The HTTP side of the REST API: authorisation, JSON, rate limits, planned faults and the record of calls, around the routes. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { ApiError } from './api-error.ts';
import type { Fault, Faults } from './faults.ts';
import type { Journal } from './journal.ts';
import { type Answered, type Asked, type Parts, ROUTES, type Route } from './routes.ts';

const PREFIX = '/api/v10';

export interface RestOptions {
  /** The bot's token; replaced by `revoke`. */
  token: () => string;
  parts: Parts;
  faults: Faults;
  journal: Journal;
}

/** A request's path as its route has it, with the parameters. */
function routeOf(method: string, path: string): { route: Route; params: Record<string, string> } | null {
  const words = path.split('/');
  for (const route of ROUTES) {
    const pattern = route.path.split('/');
    if (route.method !== method || pattern.length !== words.length) continue;
    if (!pattern.every((word, at) => word.startsWith(':') || word === words[at])) continue;
    const named = pattern.flatMap((word, at) => (word.startsWith(':') ? [[word.slice(1), words[at]!]] : []));
    return { route, params: Object.fromEntries(named) };
  }
  return null;
}

export async function answerRequest(
  request: IncomingMessage,
  response: ServerResponse,
  options: RestOptions,
): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://localhost');
  const method = request.method ?? 'GET';
  const path = decodeURIComponent(url.pathname).replace(PREFIX, '');
  const text = await textOf(request);
  if (text === null) return;
  const fault = url.pathname.startsWith(PREFIX) ? options.faults.take(method, path) : null;
  const query = Object.fromEntries(url.searchParams);
  const body = parsed(text);
  const answered = refusalOf(fault) ?? carryOut({ method, path, query, body }, request, url, options);
  options.journal.add({
    kind: 'rest',
    method,
    path,
    query,
    body,
    status: answered.status,
    at: options.parts.world.clock.now().getTime(),
  });
  if (fault?.kind === 'cut') request.socket.destroy();
  else if (fault?.kind !== 'silence') send(response, answered, path);
}

/** Null when the client went away before it had sent all. */
async function textOf(request: IncomingMessage): Promise<string | null> {
  const parts: Buffer[] = [];
  try {
    for await (const part of request) parts.push(part as Buffer);
  } catch {
    return null;
  }
  return Buffer.concat(parts).toString();
}

/** `undefined` where there is no body; a symbol of its own where it is not JSON. */
const NOT_JSON = Symbol('not JSON');

function parsed(text: string): unknown {
  if (text === '') return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return NOT_JSON;
  }
}

type Whole = Omit<Asked, 'params'> & { method: string; path: string };

function carryOut(asked: Whole, request: IncomingMessage, url: URL, { parts, token }: RestOptions): Answered {
  try {
    const found = url.pathname.startsWith(`${PREFIX}/`) ? routeOf(asked.method, asked.path) : null;
    if (!found) return { status: 404, body: { message: '404: Not Found', code: 0 } };
    // A wrong token is wrong everywhere; none is needed where the path bears one.
    const given = request.headers.authorization;
    if (given === undefined ? found.route.open !== true : given !== `Bot ${token()}`) throw new ApiError(0);
    if (asked.body === NOT_JSON) throw new ApiError(50109);
    return found.route.run({ ...asked, params: found.params }, parts);
  } catch (thrown) {
    if (thrown instanceof ApiError) return { status: thrown.status, body: thrown.body };
    throw thrown;
  }
}

/** What is answered instead of carrying the request out. */
function refusalOf(fault: Fault | null): (Answered & { headers?: Record<string, string> }) | null {
  if (fault === null || ('accepted' in fault && fault.accepted === true)) return null;
  if (fault.kind === 'rate-limit') return limited(fault.after, fault.global === true);
  if (fault.kind === 'status')
    return {
      status: fault.status,
      body: { message: fault.message ?? `${fault.status}: planned`, code: fault.code ?? 0 },
    };
  return { status: 0 };
}

function limited(after: number, global: boolean) {
  return {
    status: 429,
    body: { message: 'You are being rate limited.', retry_after: after, global },
    headers: {
      'retry-after': String(Math.ceil(after)),
      'x-ratelimit-scope': global ? 'global' : 'user',
      ...(global
        ? { 'x-ratelimit-global': 'true' }
        : { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset-after': String(after) }),
    },
  };
}

/** Generous limits, a bucket a route, so that clients read the headers they will meet. */
function send(response: ServerResponse, answered: Answered & { headers?: Record<string, string> }, path: string): void {
  response.writeHead(answered.status, {
    'x-ratelimit-bucket': path.split('/').slice(0, 2).join('-'),
    'x-ratelimit-limit': '10000',
    'x-ratelimit-remaining': '9999',
    'x-ratelimit-reset-after': '1.000',
    ...(answered.body === undefined ? {} : { 'content-type': 'application/json' }),
    ...answered.headers,
  });
  response.end(answered.body === undefined ? undefined : JSON.stringify(answered.body));
}
