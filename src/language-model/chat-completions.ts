/**
 * A language model over HTTP, by the chat completions of OpenAI, which most servers speak
 * (https://platform.openai.com/docs/api-reference/chat/create). Connects through the fetcher's guard, follows no redirect and reads no
 * more than a reply may have. It must never let the key into a fault, and keeps nothing of what was sent.
 */
import { z } from 'zod';
import { StetError } from '../core/errors.ts';
import type { LanguageModel, ModelFault, ModelReply, ModelRequest } from '../core/language-model.ts';
import { letGo, readBody } from '../ingest/fetch/body.ts';
import { Agent, request as requestOn } from '../ingest/fetch/client.ts';
import { guardedConnector, type Lookup, lookupAll } from '../ingest/fetch/connector.ts';
import { makeGuard, portOf } from '../ingest/fetch/guard.ts';
import { parsed } from './json.ts';
import { messagesOf, tokensIn } from './messages.ts';

export interface ChatServer {
  /** Base URL, such as `https://api.openai.com/v1`. */
  url: string;
  /** The model's name, as the server has it. */
  name: string;
  key: string | null;
  /** Whether the host may be private, on any port and without encryption. */
  isPrivate: boolean;
  timeoutMs: number;
  lookup?: Lookup;
}

/** Bytes of a response: the longest reply that is asked for has some 4 KB, its wrapping less. */
const MAX_BYTES = 64 * 1024;
const MAX_HEADER_BYTES = 16 * 1024;

/** Bytes of a request: three times what is sent of twenty long passages. */
const MAX_REQUEST_BYTES = 128 * 1024;

const completion = z.object({
  choices: z.array(z.object({ message: z.object({ content: z.string() }) })).min(1),
  usage: z.object({ total_tokens: z.number().int().min(0) }).nullish(),
});

/** Throws `bad-config` for an address that may not be opened as it is set. */
export function chatCompletions({
  url,
  name,
  key,
  isPrivate,
  timeoutMs,
  lookup = lookupAll,
}: ChatServer): LanguageModel {
  const endpoint = endpointOf(url);
  const place = `${endpoint.hostname}:${portOf(endpoint)}`;
  const guard = makeGuard(isPrivate ? [place] : []);
  if (!isPrivate && endpoint.protocol !== 'https:') throw badUrl('it is not https, and STET_MODEL_PRIVATE is not on');
  try {
    guard.checkUrl(endpoint);
  } catch (cause) {
    throw badUrl('it may not be opened; STET_MODEL_PRIVATE=on is for private hosts and other ports', cause);
  }
  const agent = new Agent({
    connect: guardedConnector(guard, lookup),
    maxHeaderSize: MAX_HEADER_BYTES,
    headersTimeout: timeoutMs,
    bodyTimeout: timeoutMs,
  });
  const headers = {
    'content-type': 'application/json',
    accept: 'application/json',
    ...(key === null ? {} : { authorization: `Bearer ${key}` }),
  };

  async function call(request: ModelRequest, signal: AbortSignal): Promise<ModelReply> {
    const body = bodyOf(request, name);
    if (body.length > MAX_REQUEST_BYTES) return { fault: 'too-large', tokens: 0 };
    const { origin, pathname, search } = endpoint;
    const response = await requestOn(agent, { origin, path: pathname + search, method: 'POST', headers, body, signal });
    if (response.statusCode !== 200) {
      letGo(response.body);
      return { fault: 'refused', tokens: 0 };
    }
    const coding = response.headers['content-encoding'];
    const bytes = await readBody(response.body, typeof coding === 'string' ? coding : '', MAX_BYTES);
    return replyOf(new TextDecoder().decode(bytes), request);
  }

  return {
    timeoutMs,
    async ask(request, signal) {
      try {
        return await call(request, signal);
      } catch (thrown) {
        const fault = signal.aborted ? 'late' : faultOf(thrown);
        // Whoever hung up may be charged for what was asked all the same.
        return { fault, tokens: fault === 'unreachable' ? 0 : tokensIn(request) + request.maxTokens };
      }
    },
    close: () => agent.destroy(),
  };
}

function endpointOf(url: string): URL {
  const base = URL.parse(url);
  if (base === null) throw badUrl('it is no address');
  base.pathname = `${base.pathname.replace(/\/+$/, '')}/chat/completions`;
  return base;
}

function badUrl(why: string, cause?: unknown): StetError {
  const userMessage = `STET_MODEL_URL cannot be used: ${why}.`;
  return new StetError('bad-config', 'the address of the language model cannot be used', { userMessage, cause });
}

/** `max_tokens` and `json_object` are what every such server takes; the newer names are not. */
function bodyOf(request: ModelRequest, model: string): string {
  return JSON.stringify({
    ...{ model, messages: messagesOf(request), temperature: 0, max_tokens: request.maxTokens, stream: false },
    response_format: { type: 'json_object' },
  });
}

function replyOf(body: string, request: ModelRequest): ModelReply {
  const read = completion.safeParse(parsed(body));
  if (!read.success) return { fault: 'malformed', tokens: tokensIn(request) + request.maxTokens };
  const { choices, usage } = read.data;
  const { content } = choices[0]!.message;
  const tokens = usage?.total_tokens ?? tokensIn(request) + Math.ceil(content.length / 3);
  const value = parsed(content);
  return value === undefined ? { fault: 'not-json', tokens } : { value, tokens };
}

function faultOf(thrown: unknown): ModelFault {
  const code = thrown instanceof StetError ? thrown.code : '';
  if (code === 'too-large') return 'too-large';
  const name = thrown instanceof Error && 'code' in thrown ? String(thrown.code) : '';
  return /TIMEOUT/.test(name) && !/CONNECT/.test(name) ? 'late' : 'unreachable';
}
