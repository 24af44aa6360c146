/**
 * The HTTP front of the Slack test server: reads a request, lets a planned fault have its way, answers, keeps a record.
 * What a method does is not known here.
 */
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import type { Fault, Faults } from './faults.ts';
import type { Call, Journal } from './journal.ts';
import type { ResponseUrls } from './response-urls.ts';
import type { Json } from './shapes.ts';
import { SlackFault } from './shapes.ts';
import type { ApiContext, Tokens } from './web-api.ts';
import { answerCall } from './web-api.ts';

export interface Front {
  faults: Faults;
  journal: Journal;
  api: ApiContext;
  responses: ResponseUrls;
  tokens: Tokens;
}

interface Asked {
  /** The Web API method, or `response_url`. */
  method: string;
  /** Which `response_url`. */
  id: string;
  args: Json;
  token: string | null;
}

interface Answer {
  status: number;
  body: Json;
  headers: Record<string, string>;
}

export function requestListener(front: Front): RequestListener {
  return (request, response) => void handle(front, request, response);
}

async function handle(front: Front, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const asked = await read(request);
  const { method, args } = asked;
  const fault = front.faults.for(method, args);
  await fault?.hold;
  const applied = !fault || !fails(fault) || (fault.applied ?? false);
  const answer = planned(fault, applied ? answerTo(front, asked) : { status: 200, body: {}, headers: {} });
  const lost = fault?.silent || fault?.cut;
  const token = tokenKind(front, asked.token);
  const at = front.api.workspace.now();
  front.journal.note('call', {
    method,
    args,
    token,
    applied,
    at,
    status: answer.status,
    answer: lost ? null : answer.body,
  });
  if (fault?.silent) return;
  if (fault?.cut) response.destroy();
  else reply(response, answer, fault);
}

async function read(request: IncomingMessage): Promise<Asked> {
  const url = new URL(request.url ?? '/', 'http://localhost');
  const [, place, id = ''] = url.pathname.split('/');
  const args = { ...Object.fromEntries(url.searchParams), ...body(request, await text(request)) };
  const header = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1];
  const token = header ?? (typeof args.token === 'string' ? args.token : null);
  return { method: place === 'respond' ? 'response_url' : id, id, args, token };
}

function body(request: IncomingMessage, sent: string): Json {
  if (sent === '') return {};
  if (request.headers['content-type']?.startsWith('application/json')) return JSON.parse(sent) as Json;
  return Object.fromEntries(new URLSearchParams(sent));
}

function fails(fault: Fault): boolean {
  return Boolean(fault.status || fault.error || fault.silent || fault.cut);
}

/** The answer as the fault makes it. */
function planned(fault: Fault | undefined, answer: Answer): Answer {
  if (fault?.error) return { ...answer, body: { ok: false, error: fault.error } };
  if (!fault?.status) return answer;
  const error = fault.status === 429 ? 'ratelimited' : 'internal_error';
  return { status: fault.status, body: { ok: false, error }, headers: {} };
}

function answerTo(front: Front, { method, id, args, token }: Asked): Answer {
  if (method === 'response_url') return respond(front, id, args);
  const { answer, accepted } = answerCall(front.api, front.tokens, method, token, args);
  const kind = tokenKind(front, token);
  if (kind === 'none') return { status: 200, body: answer, headers: {} };
  const granted = kind === 'bot' ? [...front.api.scopes] : ['connections:write'];
  const headers = { 'x-oauth-scopes': granted.join(','), 'x-accepted-oauth-scopes': accepted.join(',') };
  return { status: 200, body: answer, headers };
}

function respond({ responses }: Front, id: string, args: Json): Answer {
  try {
    responses.use(id, args);
    return { status: 200, body: { ok: true }, headers: {} };
  } catch (error) {
    if (!(error instanceof SlackFault)) throw error;
    const gone = error.error.endsWith('_url');
    return { status: gone ? 404 : 400, body: { ok: false, error: error.error }, headers: {} };
  }
}

function tokenKind({ tokens }: Front, token: string | null): Call['token'] {
  if (token === tokens.bot) return 'bot';
  return token === tokens.app ? 'app' : 'none';
}

function reply(response: ServerResponse, { status, body, headers }: Answer, fault: Fault | undefined): void {
  const retryAfter = fault?.retryAfter === undefined ? {} : { 'retry-after': String(fault.retryAfter) };
  const type = fault?.body === undefined ? 'application/json; charset=utf-8' : 'text/html';
  response.writeHead(status, { ...headers, ...retryAfter, 'content-type': type });
  response.end(fault?.body ?? JSON.stringify(body));
}
