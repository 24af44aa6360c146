/**
 * What every queue makes of a fault: whether to try again, and the words that are kept and logged. Words never hold the
 * name and password of a URL.
 */
import { StetError } from '../core/errors.ts';

/** Where a queue tells what an operator should know: fixed words, and fields that differ. */
export type Warn = (message: string, fields: Record<string, unknown>) => void;

/** Failed jobs kept for each job name, the newest; about 0.5 KB each. */
export const FAILED_KEPT = 1_000;

/** UTF-16 units; enough for a message and its causes. */
const REASON_MAX = 500;

/** A fault and its cause, and that one's cause. */
const CAUSES_MAX = 3;

/** Unknown faults may pass; of our own, the catalogue knows. */
export function isRetryable(thrown: unknown): boolean {
  return thrown instanceof StetError ? thrown.retryable : true;
}

/** One line: the fault's code and message, then its causes, without secrets, at most 500 characters. */
export function reasonOf(thrown: unknown): string {
  const parts: string[] = [];
  for (let each = thrown; each !== undefined && each !== null && parts.length < CAUSES_MAX; each = causeOf(each)) {
    parts.push(wordsOf(each));
  }
  return redact(parts.join(' < ').replace(/\s+/g, ' ')).slice(0, REASON_MAX).toWellFormed();
}

/** The text with the user information of every URL in it left out. */
export function redact(text: string): string {
  return text.replace(/\b([a-z][a-z0-9+.-]*:\/\/)[^\s/?#]*@/gi, '$1');
}

/** A fault of the queue itself. Only the cause's words are kept: clients hang their commands and passwords on errors. */
export function queueFault(message: string, thrown?: unknown): StetError {
  return new StetError('queue-failed', message, thrown === undefined ? {} : { cause: new Error(reasonOf(thrown)) });
}

function wordsOf(thrown: unknown): string {
  if (thrown instanceof StetError) return `${thrown.code}: ${thrown.message}`;
  if (thrown instanceof AggregateError && thrown.message === '') return thrown.errors.map(wordsOf).join(', ');
  if (thrown instanceof Error) return thrown.message || thrown.name;
  // Not every object can be made a string.
  return typeof thrown === 'object' ? 'something that is no error was thrown' : String(thrown);
}

function causeOf(thrown: unknown): unknown {
  return thrown instanceof Error ? thrown.cause : undefined;
}
