/**
 * Reads the arguments of a Web API call, which come as JSON or as a form with JSON inside its fields.
 * A missing one is Slack's `invalid_arguments`, a malformed one its own error.
 */
import type { Json } from './shapes.ts';
import { SlackFault } from './shapes.ts';

export function required(args: Json, name: string): string {
  const value = args[name];
  if (value !== undefined && value !== '') return String(value);
  throw new SlackFault('invalid_arguments', {
    response_metadata: { messages: [`[ERROR] missing required field: ${name}`] },
  });
}

export function optional(args: Json, name: string): string | undefined {
  const value = args[name];
  return value === undefined || value === null || value === '' ? undefined : String(value);
}

/** A switch: `true`, `"true"` and `1` are on. */
export function flag(args: Json, name: string): boolean {
  return ['true', '1'].includes(String(args[name] ?? ''));
}

/** A field that is JSON, whether it came as such or as text. */
export function json(args: Json, name: string, error: string): unknown {
  const value = args[name];
  if (value === undefined || typeof value !== 'string') return value;
  try {
    return JSON.parse(value);
  } catch {
    throw new SlackFault(error);
  }
}
