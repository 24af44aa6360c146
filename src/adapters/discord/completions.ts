/** What Discord offers while somebody types an option: articles by their id or title. Looks only. */
import type { AutocompleteInteraction } from 'discord.js';
import type { CommandContext } from '../../core/command.ts';
import { type ChosenOption, focusedField } from './commands.ts';

/** As many as Discord shows, and characters of each. */
const OFFERED = 25;
const NAME = 100;

/** Articles looked through for what is typed: those of a large record are found by the beginning of their id. */
const LOOKED_THROUGH = 500;

export interface Completion {
  name: string;
  value: string;
}

export async function completions(
  interaction: AutocompleteInteraction,
  { store, newsroom, commands }: Pick<CommandContext, 'store' | 'newsroom' | 'commands'>,
): Promise<Completion[]> {
  const field = focusedField(interaction.commandName, interaction.options.data as readonly ChosenOption[], commands);
  if (field?.kind !== 'article') return [];
  const typed = field.value.trim().toLowerCase();
  const page = { limit: LOOKED_THROUGH, seeds: await newsroom.seedsBelong() };
  const articles = await store.articles(page);
  return articles
    .filter(({ id, title }) => id.toLowerCase().startsWith(typed) || (title?.toLowerCase().includes(typed) ?? false))
    .slice(0, OFFERED)
    .map(({ id, title }) => ({ name: `${id}  ${title ?? 'untitled'}`.slice(0, NAME), value: id.slice(0, NAME) }));
}
