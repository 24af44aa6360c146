/**
 * Requests written to a file, and replies read from one, as JSON Lines: so that any reader can be tried offline, on the very requests that a
 * model would get. The files hold questions and passages; whoever sets them up wants them.
 */
import { appendFileSync, readFileSync } from 'node:fs';
import { z } from 'zod';
import { StetError } from '../core/errors.ts';
import type { LanguageModel, ModelReply } from '../core/language-model.ts';
import { parsed } from './json.ts';
import { messagesOf, requestId, tokensIn } from './messages.ts';

/** `response` is the JSON that a model gives back, or its text. */
const recorded = z.object({
  id: z.string(),
  response: z.unknown().refine(value => value !== undefined && value !== null),
  tokens: z.number().int().min(0).optional(),
});

/**
 * Writes every request with its id and, where there was one, the reply, in a file for its owner alone. Throws `bad-config` for one that cannot
 * be written to; where that comes later, nobody loses an answer by it.
 */
export function withRecording(model: LanguageModel, file: string): LanguageModel {
  append(file, '');
  return {
    ...model,
    async ask(request, signal) {
      const reply = await model.ask(request, signal);
      const { task } = request;
      const line = { id: requestId(request), task, messages: messagesOf(request), ...told(reply) };
      try {
        append(file, `${JSON.stringify(line)}\n`);
      } catch {
        // The disk is full, or the file was taken away: whoever set it up sees that it ends.
      }
      return reply;
    },
  };
}

function told(reply: ModelReply): object {
  return 'fault' in reply ? { fault: reply.fault } : { response: reply.value, tokens: reply.tokens };
}

function append(file: string, line: string): void {
  try {
    appendFileSync(file, line, { mode: 0o600 });
  } catch (cause) {
    throw cannot(file, 'STET_MODEL_RECORD', 'written to', cause);
  }
}

/** A model that gives back what was recorded for a request, and nothing to any other. Throws `bad-config` for a file that cannot be read. */
export function replay(file: string, timeoutMs: number): LanguageModel {
  const replies = readReplies(file);
  return {
    timeoutMs,
    async ask(request, signal) {
      if (signal.aborted) return { fault: 'late', tokens: 0 };
      const known = replies.get(requestId(request));
      if (known === undefined) return { fault: 'unrecorded', tokens: 0 };
      const tokens = known.tokens ?? tokensIn(request) + Math.ceil(JSON.stringify(known.response).length / 3);
      const value = typeof known.response === 'string' ? parsed(known.response) : known.response;
      return value === undefined ? { fault: 'not-json', tokens } : { value, tokens };
    },
    close: async () => {},
  };
}

/** Has no reply to anything: what is asked can still be recorded. */
export function silent(timeoutMs: number): LanguageModel {
  return { timeoutMs, ask: async () => ({ fault: 'unrecorded', tokens: 0 }), close: async () => {} };
}

/** Lines without a response are requests that nobody has answered yet. */
function readReplies(file: string): Map<string, z.infer<typeof recorded>> {
  const lines = readText(file)
    .split('\n')
    .filter(line => line.trim() !== '');
  const found = lines.map((line, at) => {
    const value = parsed(line);
    if (typeof value !== 'object' || value === null) throw cannot(`${file}:${at + 1}`, 'STET_MODEL_REPLAY', 'read');
    return recorded.safeParse(value);
  });
  return new Map(found.flatMap(({ data }) => (data === undefined ? [] : [[data.id, data]])));
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    throw cannot(file, 'STET_MODEL_REPLAY', 'read', cause);
  }
}

function cannot(file: string, setting: string, what: string, cause?: unknown): StetError {
  const userMessage = `${setting}: ${file} cannot be ${what}.`;
  return new StetError('bad-config', 'a file of recorded replies cannot be used', { userMessage, cause });
}
