/**
 * Finds messages of our own in a channel, by what they say or by the interaction they answer. Reads only. Where we may not look,
 * nothing is found: better said twice than not at all.
 */
import { isDeepStrictEqual } from 'node:util';
import { type APIMessage, type APIUser, MessageFlags, Routes } from 'discord.js';
import { StetError } from '../../core/errors.ts';
import type { Api } from './calls.ts';
import { snowflakeAt } from './ids.ts';
import type { DiscordMessage } from './render.ts';

/** Messages a page, as many as Discord gives at once, and pages: more than a busy channel gets in the minutes before we look. */
const PAGE = 100;
const PAGES = 10;

/** Our own messages of a channel since an instant (ISO 8601), oldest first. */
export async function ownMessages(channel: string, since: string, api: Api): Promise<APIMessage[]> {
  const { id: us } = await api.get<APIUser>(Routes.user());
  const found: APIMessage[] = [];
  let after = snowflakeAt(since);
  for (let page = 0; page < PAGES; page++) {
    const messages = await pageOf(channel, after, api);
    // The newest stand first.
    found.push(...messages.toReversed().filter(({ author }) => author.id === us));
    if (messages.length < PAGE) break;
    after = messages[0]!.id;
  }
  return found;
}

async function pageOf(channel: string, after: string, api: Api): Promise<APIMessage[]> {
  try {
    return await api.get<APIMessage[]>(Routes.channelMessages(channel), { after, limit: String(PAGE) });
  } catch (fault) {
    if (fault instanceof StetError && fault.code === 'channel-gone') return [];
    throw fault;
  }
}

/** Whether a message still says that an answer to this interaction is on its way. */
export function isSignOf(interaction: string, { flags, interaction_metadata: by }: APIMessage): boolean {
  return ((flags ?? 0) & MessageFlags.Loading) !== 0 && by?.id === interaction;
}

/** Whether a message says what one of the parts says. */
export function saysOneOf(parts: readonly DiscordMessage[], message: APIMessage): boolean {
  return parts.some(part => saysSame(part, message));
}

/** Those that say what the parts say, from the first part on without a gap; the oldest of those that say the same. */
export function sayingThese(parts: readonly DiscordMessage[], there: readonly APIMessage[]): APIMessage[] {
  const found: APIMessage[] = [];
  let from = 0;
  for (const part of parts) {
    const at = there.findIndex((message, n) => n >= from && saysSame(part, message));
    if (at < 0) break;
    found.push(there[at]!);
    from = at + 1;
  }
  return found;
}

/**
 * By its buttons, where there are any: a button's id belongs to one post alone, also where the post was to say something else meanwhile. Else
 * by what people read; Discord trims words, and adds fields of its own.
 */
function saysSame(part: DiscordMessage, { content, embeds, components }: APIMessage): boolean {
  const [ours, theirs] = [buttonIds(part.components), buttonIds(components ?? [])];
  if (ours.length > 0 || theirs.length > 0) return isDeepStrictEqual(ours, theirs);
  return wordsOf(part) === wordsOf({ content, embeds });
}

interface Said {
  content: string;
  embeds: readonly { title?: string | undefined; description?: string | undefined }[];
}

function wordsOf({ content, embeds }: Said): string {
  const words = embeds.map(({ title, description }) => [title?.trim() ?? '', description?.trim() ?? '']);
  return JSON.stringify([content.trim(), words]);
}

function buttonIds(rows: readonly unknown[]): string[] {
  return rows.flatMap(row => {
    const inside = (row as { components?: { custom_id?: string }[] }).components ?? [];
    return inside.flatMap(({ custom_id: id }) => id ?? []);
  });
}
