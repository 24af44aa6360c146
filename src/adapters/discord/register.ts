/** Registers our commands at Discord: what differs and nothing else, in one guild or everywhere, never in both. */
import { Routes } from 'discord.js';
import type { AnyCommand } from '../../core/command.ts';
import { StetError } from '../../core/errors.ts';
import type { Api } from './calls.ts';
import { type CommandPayload, commandPayloads } from './commands.ts';
import type { DiscordOptions } from './options.ts';
import { changesTo, type RegisteredCommand } from './registration.ts';

/** @param app the application's id. @param guilds those it is in. */
export async function registerCommands(
  { guild }: Pick<DiscordOptions, 'guild'>,
  app: string,
  guilds: readonly string[],
  commands: readonly AnyCommand[],
  api: Api,
): Promise<void> {
  const [there, scope] =
    guild === null
      ? [Routes.applicationCommands(app), 'global' as const]
      : [Routes.applicationGuildCommands(app, guild), 'guild' as const];
  await bring(there, commandPayloads(commands, scope), api);
  // What stands in two places is shown twice; an earlier setting may have put it there.
  const elsewhere = [Routes.applicationCommands(app), ...guilds.map(id => Routes.applicationGuildCommands(app, id))];
  for (const route of elsewhere) if (route !== there) await bring(route, [], api).catch(unlessClosed);
}

async function bring(route: `/${string}`, wanted: CommandPayload[], api: Api): Promise<void> {
  const existing = await api.get<RegisteredCommand[]>(route);
  const { create, update, delete: gone } = changesTo(existing, wanted, route.includes('/guilds/') ? 'guild' : 'global');
  // A name must be free before another command can have it.
  for (const id of gone) await api.delete(`${route}/${id}`);
  for (const { id, command } of update) await api.patch(`${route}/${id}`, command);
  for (const command of create) await api.post(route, command);
}

/** A guild that has not let the application register commands has none of ours. */
function unlessClosed(fault: unknown): void {
  if (!(fault instanceof StetError && fault.code === 'channel-gone')) throw fault;
}
