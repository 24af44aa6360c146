/**
 * What must be sent so that the commands registered at Discord are ours, and nothing else: registering twice sends nothing the
 * second time. Pure.
 */
import type { CommandPayload, CommandScope, OptionPayload } from './commands.ts';

/** A command as Discord gives it back: ours, with ids and all its defaults. */
export interface RegisteredCommand {
  id: string;
  type?: number;
  name: string;
  [more: string]: unknown;
}

export interface CommandChanges {
  create: CommandPayload[];
  update: { id: string; command: CommandPayload }[];
  /** Ids. */
  delete: string[];
}

/** Slash commands, and those in the menus of users and of messages. Other types are not commands of ours to take away. */
const MANAGED = new Set([1, 2, 3]);

/** To unregister everything, want nothing. */
export function changesTo(
  existing: readonly RegisteredCommand[],
  wanted: readonly CommandPayload[],
  scope: CommandScope,
): CommandChanges {
  const there = new Map(existing.filter(each => MANAGED.has(each.type ?? 1)).map(each => [keyOf(each), each]));
  const changes: CommandChanges = { create: [], update: [], delete: [] };
  for (const command of wanted) {
    const found = there.get(keyOf(command));
    there.delete(keyOf(command));
    if (!found) changes.create.push(command);
    else if (canonical(found, scope) !== canonical(command, scope)) changes.update.push({ id: found.id, command });
  }
  changes.delete = [...there.values()].map(each => each.id);
  return changes;
}

/** Names are unique for each type. */
function keyOf({ type, name }: { type?: number; name: string }): string {
  return `${type ?? 1} ${name}`;
}

/** What decides whether two are the same, as text. Discord adds ids, versions and defaults, and drops what is empty. */
function canonical(command: RegisteredCommand | CommandPayload, scope: CommandScope): string {
  const given = command as Partial<CommandPayload> & { nsfw?: boolean };
  return JSON.stringify([
    given.type ?? 1,
    given.name,
    given.description ?? '',
    (given.options ?? []).map(canonicalOption),
    given.default_member_permissions ?? null,
    given.nsfw ?? false,
    // Not of commands in one guild, for which Discord gives back what it likes.
    scope === 'guild' ? null : [sorted(given.contexts), sorted(given.integration_types ?? [0])],
  ]);
}

function canonicalOption(option: OptionPayload): unknown[] {
  return [
    option.type,
    option.name,
    option.description,
    option.required ?? false,
    (option.choices ?? []).map(({ name, value }) => [name, value]),
    option.autocomplete ?? false,
    option.min_value ?? null,
    option.max_value ?? null,
    option.min_length ?? null,
    option.max_length ?? null,
    (option.options ?? []).map(canonicalOption),
  ];
}

function sorted(numbers: readonly number[] | null | undefined): number[] | null {
  return numbers ? numbers.toSorted((a, b) => a - b) : null;
}
