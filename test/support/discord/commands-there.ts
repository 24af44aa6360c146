/** A registered command as Discord gives it back: with ids, a version, and a default for everything that was not sent. */
import { isRecord } from './form.ts';

export interface Registered {
  id: string;
  type: number;
  name: string;
  [more: string]: unknown;
}

/** Ids are the server's to give; `guild` is null for a global command. */
export function asRegistered(
  sent: Record<string, unknown>,
  { id, application, guild }: { id: string; application: string; guild: string | null },
): Registered {
  const { name, type = 1, description = '', options, ...more } = sent;
  const isGlobal = guild === null;
  return {
    id,
    application_id: application,
    version: id,
    default_member_permissions: more.default_member_permissions ?? null,
    type: type as number,
    name: name as string,
    name_localizations: null,
    description,
    description_localizations: null,
    ...(isGlobal ? { dm_permission: true } : { guild_id: guild }),
    contexts: isGlobal ? (more.contexts ?? null) : null,
    integration_types: isGlobal ? (more.integration_types ?? [0]) : [0],
    nsfw: more.nsfw ?? false,
    // Empty lists are left out.
    ...(Array.isArray(options) && options.length > 0 ? { options: options.map(optionThere) } : {}),
  };
}

function optionThere(option: unknown): unknown {
  if (!isRecord(option)) return option;
  const { required, options, choices, ...more } = option;
  return {
    ...more,
    name_localizations: null,
    description_localizations: null,
    ...(required === true ? { required } : {}),
    ...(Array.isArray(choices) && choices.length > 0
      ? { choices: choices.map(choice => (isRecord(choice) ? { ...choice, name_localizations: null } : choice)) }
      : {}),
    ...(Array.isArray(options) && options.length > 0 ? { options: options.map(optionThere) } : {}),
  };
}
