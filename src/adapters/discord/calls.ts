/**
 * What Discord's clients throw, as faults of ours that say whether to try again. It must never put a token, or the URL of an
 * interaction, which holds one, into a fault.
 */
import { DiscordAPIError, HTTPError, RateLimitError } from 'discord.js';
import { type ErrorCode, StetError } from '../../core/errors.ts';

/** Discord's codes of errors (https://docs.discord.com/developers/topics/opcodes-and-status-codes#json). */
export const CODES = {
  unknownChannel: 10_003,
  unknownGuild: 10_004,
  unknownMember: 10_007,
  unknownMessage: 10_008,
  unknownWebhook: 10_015,
  unknownInteraction: 10_062,
  alreadyAcknowledged: 40_060,
  noAccess: 50_001,
  cannotSendToUser: 50_007,
  noPermission: 50_013,
  badWebhookToken: 50_027,
  threadArchived: 50_083,
} as const;

const CHANNEL_GONE = new Set<number>([
  CODES.unknownChannel,
  CODES.unknownGuild,
  CODES.noAccess,
  CODES.cannotSendToUser,
  CODES.noPermission,
  CODES.threadArchived,
]);

/** An interaction's leave to answer that has run out, or is not known. */
const GRANT_GONE = new Set<number>([
  CODES.unknownMessage,
  CODES.unknownWebhook,
  CODES.unknownInteraction,
  CODES.badWebhookToken,
]);

/** Runs a call of Discord's API; whatever it throws comes out as a StetError. */
export async function call<Value>(work: () => Promise<Value>): Promise<Value> {
  try {
    return await work();
  } catch (thrown) {
    throw discordFault(thrown);
  }
}

export function discordFault(thrown: unknown): StetError {
  if (thrown instanceof StetError) return thrown;
  return new StetError(codeOf(thrown), `discord: ${wordsOf(thrown)}`);
}

/** Whether an interaction can be answered no more, so that an ordinary message must do. */
export function isGrantGone(thrown: unknown): boolean {
  return thrown instanceof DiscordAPIError && (GRANT_GONE.has(Number(thrown.code)) || thrown.status === 401);
}

/** Discord's number of an error; null where there is none. */
export function discordCode(thrown: unknown): number | null {
  return thrown instanceof DiscordAPIError ? Number(thrown.code) : null;
}

function codeOf(thrown: unknown): ErrorCode {
  if (!(thrown instanceof DiscordAPIError)) return 'not-delivered';
  if (thrown.status === 401) return 'platform-refused';
  if (thrown.status === 429 || thrown.status >= 500) return 'not-delivered';
  return CHANNEL_GONE.has(Number(thrown.code)) ? 'channel-gone' : 'not-accepted';
}

/** A number alone: Discord's messages name fields and may repeat what was sent. */
function wordsOf(thrown: unknown): string {
  if (thrown instanceof DiscordAPIError) return `error ${thrown.code}, status ${thrown.status}`;
  if (thrown instanceof HTTPError) return `status ${thrown.status}`;
  return thrown instanceof RateLimitError ? 'a rate limit' : 'no answer';
}
