/**
 * An interaction's leave to answer: by its token, until that runs out. It replaces what shows that an answer is on its way. It never
 * sends the bot's own token along.
 */
import { type APIMessage, MessageFlags, Routes } from 'discord.js';
import type { Target } from '../../core/chat.ts';
import { StetError } from '../../core/errors.ts';
import { type Api, isNumbered } from './calls.ts';
import { bodyOf, type DiscordMessage } from './render.ts';

/** Minutes that an interaction's token is good for, with a little to spare (https://docs.discord.com/developers/interactions/receiving-and-responding#followup-messages). */
const GRANT_MINUTES = 14.5;

/** What is kept of an interaction while it can be answered. Secret. */
export interface Grant {
  app: string;
  interaction: string;
  token: string;
  /** Whether what shows that an answer is on its way is for the asker alone. */
  ephemeral: boolean;
}

/** @param at when the interaction was made, milliseconds since 1970. */
export function keptGrant(grant: Grant, at: number): NonNullable<Target['grant']> {
  return { token: JSON.stringify(grant), until: new Date(at + GRANT_MINUTES * 60_000).toISOString() };
}

/** The leave in a target, and whether it is over; null where there is none. */
export function grantIn({ grant }: Target, now: Date): { grant: Grant; isOver: boolean } | null {
  if (grant === null) return null;
  try {
    return { grant: JSON.parse(grant.token) as Grant, isOver: Date.parse(grant.until) <= now.getTime() };
  } catch {
    // Not one of ours.
    return null;
  }
}

/** Shows one message of an answer. Null when the leave is not known any more. */
export async function answerBy(
  { app, token, ephemeral }: Grant,
  message: DiscordMessage,
  { first, alone }: { first: boolean; alone: boolean },
  hooks: Api,
): Promise<APIMessage | null> {
  const original = Routes.webhookMessage(app, token, '@original');
  const body = bodyOf(message);
  try {
    if (first && ephemeral === alone) {
      const replaced = await unlessGone(hooks.patch<APIMessage>(original, body));
      if (replaced) return replaced;
    }
    // What stands there for everyone would otherwise become the answer that is for one.
    if (first && ephemeral !== alone) await unlessGone(hooks.delete(original));
    const flags = body.flags | (alone ? MessageFlags.Ephemeral : 0);
    return await hooks.post<APIMessage>(Routes.webhook(app, token), { ...body, flags });
  } catch (fault) {
    if (isOver(fault)) return null;
    throw fault;
  }
}

/** What is refused here is the interaction's token, never the bot's. */
function isOver(fault: unknown): boolean {
  const refused = fault instanceof StetError && fault.code === 'platform-refused';
  return refused || isNumbered(fault, 'unknownWebhook', 'unknownInteraction', 'badWebhookToken');
}

/** Null for a message that is not there, because somebody took it away or nothing was acknowledged. */
async function unlessGone<Value>(work: Promise<Value>): Promise<Value | null> {
  try {
    return await work;
  } catch (fault) {
    if (isNumbered(fault, 'unknownMessage')) return null;
    throw fault;
  }
}
