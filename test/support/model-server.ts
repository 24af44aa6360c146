/**
 * A server that speaks the chat completions of OpenAI, for tests: it answers what a script makes of the data it was sent, or behaves as badly as the
 * script says.
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import type { ModelTask } from '../../src/core/language-model.ts';
import { openSite, type Site } from './web.ts';

/** What a request asks for, as the server reads it. */
export interface Asked {
  task: ModelTask;
  instructions: string;
  // Each task has data of its own; a script knows which it speaks of.
  // biome-ignore lint/suspicious/noExplicitAny: what came over HTTP
  data: any;
  headers: IncomingMessage['headers'];
  body: Record<string, unknown>;
}

/** JSON to be given back, or its words; or what `badly` makes. */
export type Script = (asked: Asked) => unknown;

/** Something else is done with the response. */
export function badly(respond: (response: ServerResponse) => void) {
  return { respond };
}

export interface ModelServer {
  /** What `STET_MODEL_URL` is set to. */
  url: string;
  asked: Asked[];
  script: Script;
  close: Site['close'];
}

/** Tokens that every call costs. */
export const CALL_TOKENS = 100;

/** @param tellsTokens whether it says what a call cost; not every server does */
export async function openModelServer(script: Script = () => ({}), tellsTokens = true): Promise<ModelServer> {
  const asked: Asked[] = [];
  const site = await openSite({
    '/v1/chat/completions': async (request, response) => {
      const body = JSON.parse(await text(request));
      const [{ content: instructions }, { content }] = body.messages;
      const data = JSON.parse(content);
      const each: Asked = { task: taskOf(data), instructions, data, headers: request.headers, body };
      asked.push(each);
      const given = server.script(each);
      if (isResponder(given)) return given.respond(response);
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end(completionOf(typeof given === 'string' ? given : JSON.stringify(given), tellsTokens));
    },
  });
  const server: ModelServer = { url: `${site.origin}/v1`, asked, script, close: site.close };
  return server;
}

/** What wraps a reply of these words. */
export function completionOf(content: string, tellsTokens = true): string {
  return JSON.stringify({
    ...{ id: 'c1', object: 'chat.completion', model: 'test' },
    choices: [{ index: 0, message: { role: 'assistant', content }, finish_reason: 'stop' }],
    ...(tellsTokens ? { usage: { prompt_tokens: 90, completion_tokens: 10, total_tokens: CALL_TOKENS } } : {}),
  });
}

function isResponder(given: unknown): given is ReturnType<typeof badly> {
  return typeof given === 'object' && given !== null && 'respond' in given;
}

function taskOf(data: Record<string, unknown>): ModelTask {
  if ('sentences' in data) return 'order';
  return 'passages' in data ? 'read' : 'widen';
}
