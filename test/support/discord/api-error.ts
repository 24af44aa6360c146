/** An error as Discord's API answers it, by the numbers of its catalogue. */
import { type FormFault, invalidForm } from './form.ts';

/** Code, status and words, of https://discord.com/developers/docs/topics/opcodes-and-status-codes#json */
const CATALOGUE = {
  0: [401, '401: Unauthorized'],
  10002: [404, 'Unknown Application'],
  10003: [404, 'Unknown Channel'],
  10004: [404, 'Unknown Guild'],
  10007: [404, 'Unknown Member'],
  10008: [404, 'Unknown Message'],
  10013: [404, 'Unknown User'],
  10015: [404, 'Unknown Webhook'],
  10062: [404, 'Unknown interaction'],
  10063: [404, 'Unknown application command'],
  40060: [400, 'Interaction has already been acknowledged.'],
  50001: [403, 'Missing Access'],
  50005: [403, 'Cannot edit a message authored by another user'],
  50006: [400, 'Cannot send an empty message'],
  50007: [403, 'Cannot send messages to this user'],
  50013: [403, 'Missing Permissions'],
  50027: [401, 'Invalid Webhook Token'],
  50035: [400, 'Invalid Form Body'],
  50083: [400, 'Thread is archived'],
  50109: [400, 'The request body contains invalid JSON.'],
  160004: [400, 'A thread has already been created for this message'],
} as const satisfies Record<number, readonly [number, string]>;

export type ApiCode = keyof typeof CATALOGUE;

export class ApiError extends Error {
  readonly status: number;
  readonly body: Record<string, unknown>;

  constructor(code: ApiCode, faults: readonly FormFault[] = []) {
    const [status, message] = CATALOGUE[code];
    super(message);
    this.status = status;
    this.body = faults.length > 0 ? invalidForm(faults) : { message, code };
  }
}

/** Throws 50035 where there are faults. */
export function refuse(faults: readonly FormFault[]): void {
  if (faults.length > 0) throw new ApiError(50035, faults);
}
