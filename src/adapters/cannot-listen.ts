/** What is told where a port cannot be listened on: one fault of the settings, whoever listens. */
import { StetError } from '../core/errors.ts';

/** @param who begins the sentence that is told. @param settings those that name the address. */
export function cannotListen(who: string, address: string, settings: string, cause: unknown): StetError {
  const { code = 'unknown' } = cause as { code?: string };
  const userMessage = `${who} cannot be listened to at ${address} (${code}): see ${settings}.`;
  return new StetError('bad-config', `${who.toLowerCase()}: cannot listen`, { cause, userMessage });
}
