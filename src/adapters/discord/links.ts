/** Discord's links to messages, and from them to the message as the store names it. The only file that knows their shape. */
import { type APIChannel, Routes } from 'discord.js';
import type { MessageId } from '../../core/chat.ts';
import type { Api } from './calls.ts';
import { DIRECT, PLATFORM } from './ids.ts';

/** `https://discord.com/channels/1/2/3`: the guild, or `@me`, the channel or thread, and the message. */
const LINK = /^https:\/\/(?:(?:ptb|canary)\.)?discord(?:app)?\.com\/channels\/(@me|\d+)\/(\d+)\/(\d+)$/;

/** Null for what is no such link. A thread is a channel of its own in a link, and stands in its parent in the store. */
export async function messageAt(link: string, api: Pick<Api, 'get'>): Promise<MessageId | null> {
  const [, space, place, message] = LINK.exec(link.trim()) ?? [];
  if (space === undefined || place === undefined || message === undefined) return null;
  const channel = space === DIRECT ? place : await parentOf(place, api);
  return { platform: PLATFORM, space, channel, message };
}

/** The channel that a thread hangs on; any other channel is its own, and so is one that we may not see. */
async function parentOf(channel: string, api: Pick<Api, 'get'>): Promise<string> {
  const found = await api.get<APIChannel>(Routes.channel(channel)).catch(() => null);
  const isThread = found !== null && 'thread_metadata' in found && 'parent_id' in found;
  return isThread ? (found.parent_id ?? channel) : channel;
}
