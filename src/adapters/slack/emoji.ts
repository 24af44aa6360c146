/**
 * What Slack calls an emoji: it tells of reactions by name. The names are data, made by `test/support/slack/make-emoji-names.ts`; an
 * emoji of a workspace's own has no character and is never one of them.
 */
import { readFileSync } from 'node:fs';
import { StetError } from '../../core/errors.ts';

export const EMOJI_NAMES = new URL('./data/emoji-names.json', import.meta.url);

/** Behind the name of an emoji that somebody gave a colour of skin. */
const TONE = /::skin-tone-\d$/;

/** Every name of an emoji. Throws `bad-config` for one that Slack does not have. */
export function slackNames(emoji: string): ReadonlySet<string> {
  const all = JSON.parse(readFileSync(EMOJI_NAMES, 'utf8')) as Record<string, string[]>;
  const names = all[withoutVariation(emoji)];
  if (names !== undefined) return new Set(names);
  throw new StetError('bad-config', 'an emoji that Slack does not have', {
    userMessage: `STET_FLAG_EMOJI: Slack has no reaction ${emoji}; choose another emoji.`,
  });
}

/** Whether a reaction, by the name Slack tells, is of these, in any colour of skin. */
export function isNamed(reaction: string, names: ReadonlySet<string>): boolean {
  return names.has(reaction.replace(TONE, ''));
}

/** An emoji without the mark that asks for its picture, which some write and some leave out. */
export function withoutVariation(emoji: string): string {
  return emoji.replaceAll('\uFE0F', '');
}
