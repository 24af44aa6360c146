/**
 * Who may do what on Discord, asked of Discord at the moment of the act: nothing is remembered, so a right that was taken a second
 * ago is gone.
 */
import { type APIGuild, type APIGuildMember, PermissionFlagsBits, type REST, Routes } from 'discord.js';
import type { Request } from '../../core/chat.ts';
import type { Actor } from '../../core/command.ts';
import { StetError } from '../../core/errors.ts';
import { call } from './calls.ts';
import { DIRECT, userOf } from './ids.ts';

export interface Served {
  rest: REST;
  /** Whether a guild is served. */
  serves: (guild: string) => boolean;
  /** Roles whose members are editors; null for whoever may manage the guild. */
  editorRoles: readonly string[] | null;
}

/**
 * Who asked, with the rights they have now where what they asked for depends on them. Rejects with `not-allowed` when the guild is
 * not served. In a direct conversation there is no guild, and so no editor.
 */
export async function actorOf(
  { person, personName, target }: Request,
  rightsMatter: boolean,
  { rest, serves, editorRoles }: Served,
): Promise<Actor> {
  const guild = target.space;
  if (guild !== DIRECT && !serves(guild)) {
    throw new StetError('not-allowed', 'a guild that is not served', {
      userMessage: 'Stet does not serve this server.',
    });
  }
  const editor = rightsMatter && guild !== DIRECT && (await isEditor(userOf(person) ?? '', guild, editorRoles, rest));
  return { id: person, name: personName, editor };
}

async function isEditor(user: string, guild: string, roles: readonly string[] | null, rest: REST): Promise<boolean> {
  const member = (await call(() => rest.get(Routes.guildMember(guild, user)))) as APIGuildMember;
  if (roles !== null) return member.roles.some(role => roles.includes(role));
  const there = (await call(() => rest.get(Routes.guild(guild)))) as APIGuild;
  if (there.owner_id === user) return true;
  // Everyone has the role that is named after the guild itself.
  const theirs = there.roles.filter(role => role.id === guild || member.roles.includes(role.id));
  const bits = theirs.reduce((sum, role) => sum | BigInt(role.permissions), 0n);
  return (bits & (PermissionFlagsBits.ManageGuild | PermissionFlagsBits.Administrator)) !== 0n;
}

/** Who decides, in plain words; role ids as they were configured, which notify nobody as text. */
export function editorsInWords(roles: readonly string[] | null): string {
  return roles === null ? 'whoever may manage the server' : `members with the role ${roles.join(' or ')}`;
}
