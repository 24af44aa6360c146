/**
 * Who may do what on Discord, asked of Discord at the moment of the act: nothing is remembered, so a right that was taken a second
 * ago is gone.
 */
import { type APIGuild, type APIGuildMember, PermissionFlagsBits, Routes } from 'discord.js';
import type { Request } from '../../core/chat.ts';
import type { Actor } from '../../core/command.ts';
import { StetError } from '../../core/errors.ts';
import { type Api, isNumbered } from './calls.ts';
import { DIRECT, userOf } from './ids.ts';

export interface Served {
  api: Api;
  serves: (guild: string) => Promise<boolean>;
  /** Roles whose members are editors; null for whoever may manage the guild. */
  editorRoles: readonly string[] | null;
}

/**
 * Who asked, with the rights they have now where what they asked for depends on them. Rejects with `not-allowed` when the guild is
 * not served. In a direct conversation there is no guild, and so no editor.
 */
export async function actorOf(
  { person, personName, target: { space: guild } }: Request,
  rightsMatter: boolean,
  { api, serves, editorRoles }: Served,
): Promise<Actor> {
  const actor = { id: person, name: personName, editor: false };
  if (guild === DIRECT) return actor;
  if (!(await serves(guild)))
    throw new StetError('not-allowed', 'a guild that is not served', {
      userMessage: 'Stet does not serve this server.',
    });
  return rightsMatter ? { ...actor, editor: await isEditor(userOf(person) ?? '', guild, editorRoles, api) } : actor;
}

async function isEditor(user: string, guild: string, roles: readonly string[] | null, api: Api): Promise<boolean> {
  const theirs = await rolesOf(user, guild, api);
  if (theirs === null) return false;
  if (roles !== null) return theirs.some(role => roles.includes(role));
  const there = await api.get<APIGuild>(Routes.guild(guild));
  if (there.owner_id === user) return true;
  // Everyone has the role that bears the guild's own id.
  const bits = there.roles
    .filter(({ id }) => id === guild || theirs.includes(id))
    .reduce((all, role) => all | BigInt(role.permissions), 0n);
  return (bits & (PermissionFlagsBits.ManageGuild | PermissionFlagsBits.Administrator)) !== 0n;
}

/** Null for somebody who is not there any more. */
async function rolesOf(user: string, guild: string, api: Api): Promise<string[] | null> {
  try {
    return (await api.get<APIGuildMember>(Routes.guildMember(guild, user))).roles;
  } catch (fault) {
    if (isNumbered(fault, 'unknownMember', 'unknownUser')) return null;
    throw fault;
  }
}

/** Who decides, in plain words; role ids as they were configured, which notify nobody as text. */
export function editorsInWords(roles: readonly string[] | null): string {
  return roles === null ? 'whoever may manage the server' : `members with the role ${roles.join(' or ')}`;
}
