/** Registers our commands at Discord: what differs and nothing else, in one guild or everywhere, never in both. */
import { type REST, Routes } from 'discord.js';
import type { AnyCommand } from '../../core/command.ts';
import { call } from './calls.ts';
import { commandPayloads } from './commands.ts';
import type { DiscordOptions } from './options.ts';
import { changesTo, type RegisteredCommand } from './registration.ts';

/** Resolves to how many commands were changed. */
export async function registerCommands(
  { guild }: Pick<DiscordOptions, 'guild'>,
  app: string,
  commands: readonly AnyCommand[],
  rest: REST,
): Promise<number> {
  const there = guild === null ? Routes.applicationCommands(app) : Routes.applicationGuildCommands(app, guild);
  const changed = await bring(
    there,
    commandPayloads(commands, guild === null ? 'global' : 'guild'),
    guild === null,
    rest,
  );
  // Shown twice where they stand in both.
  return guild === null ? changed : changed + (await bring(Routes.applicationCommands(app), [], true, rest));
}

async function bring(
  route: `/${string}`,
  wanted: ReturnType<typeof commandPayloads>,
  isGlobal: boolean,
  rest: REST,
): Promise<number> {
  const existing = (await call(() => rest.get(route))) as RegisteredCommand[];
  const { create, update, delete: gone } = changesTo(existing, wanted, isGlobal ? 'global' : 'guild');
  // A name must be free before another command can have it.
  for (const id of gone) await call(() => rest.delete(`${route}/${id}`));
  for (const { id, command } of update) await call(() => rest.patch(`${route}/${id}`, { body: command }));
  for (const command of create) await call(() => rest.post(route, { body: command }));
  return create.length + update.length + gone.length;
}
