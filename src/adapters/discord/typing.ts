/** The sign that an answer is on its way where nothing of Discord's own shows it: Stet types. It passes by itself. */
import { Routes } from 'discord.js';
import type { Api } from './calls.ts';

/** Discord shows typing for ten seconds, or until a message comes; a little less, milliseconds. */
const TYPES_MS = 8_000;

/** What it resolves to ends the typing. */
export async function showTyping(channel: string, api: Api): Promise<() => Promise<void>> {
  const type = () => api.post(Routes.channelTyping(channel));
  await type();
  // A sign that cannot be shown must not cost the answer.
  const timer = setInterval(() => void type().catch(() => {}), TYPES_MS);
  return async () => clearInterval(timer);
}
