/**
 * A request as a model reads it: instructions of ours, and the data as one JSON value, in which quotes and line breaks are escaped, so that
 * no text can end it and speak for us. Also its id, and how much it is.
 */
import { createHash } from 'node:crypto';
import type { ModelRequest } from '../core/language-model.ts';

/** Characters to a token, 2.5 to 4.5: what a request is taken to cost before its server has said. */
const CHARACTERS = 3;

export function messagesOf({ instructions, data }: ModelRequest): { role: 'system' | 'user'; content: string }[] {
  return [
    { role: 'system', content: instructions },
    { role: 'user', content: JSON.stringify(data) },
  ];
}

/** About how many tokens it has; more rather than fewer. */
export function tokensIn(request: ModelRequest): number {
  const characters = messagesOf(request).reduce((sum, { content }) => sum + content.length, 0);
  return Math.ceil(characters / CHARACTERS);
}

/** The same for the same request: 20 hexadecimal digits of its SHA-256. */
export function requestId(request: ModelRequest): string {
  const told = JSON.stringify([request.task, messagesOf(request)]);
  return createHash('sha256').update(told).digest('hex').slice(0, 20);
}
