import { expect, test } from 'vitest';
import { discordApi } from '../../../src/adapters/discord/calls.ts';
import { DIRECT, personId } from '../../../src/adapters/discord/ids.ts';
import { botRest } from '../../../src/adapters/discord/options.ts';
import { actorOf, editorsInWords } from '../../../src/adapters/discord/rights.ts';
import type { Request } from '../../../src/core/chat.ts';
import { type DiscordServer, startDiscordServer } from '../../support/discord/server.ts';
import type { User } from '../../support/discord/world.ts';
import { adapterOptions, CLOCK } from './house.ts';

interface Desk {
  discord: DiscordServer;
  /** Whether somebody is an editor now. */
  isEditor: (user: User, space?: string) => Promise<boolean>;
}

async function aDesk(editorRoles: string[] | null, work: (desk: Desk) => Promise<void>, serves = true): Promise<void> {
  const discord = await startDiscordServer({ clock: CLOCK });
  const rest = botRest(adapterOptions(discord));
  const served = { api: discordApi(rest, { auth: true }), serves: async () => serves, editorRoles };
  const isEditor = async (user: User, space = discord.home.guild.id) => {
    const request = { person: personId(user.id), personName: user.username, target: { space } } as Request;
    const actor = await actorOf(request, true, served);
    expect(actor).toMatchObject({ id: personId(user.id), name: user.username });
    return actor.editor;
  };
  try {
    await work({ discord, isEditor });
  } finally {
    rest.clearHashSweeper();
    rest.clearHandlerSweeper();
    await discord.close();
  }
}

test('whoever may manage the server decides: by a role, by the role of everyone, as administrator, as its owner', () =>
  aDesk(null, async ({ discord: { world, home, addPerson }, isEditor }) => {
    const { guild } = home;
    const [manager, administrator] = (['manageGuild', 'administrator'] as const).map(permission =>
      addPerson(permission, { roles: [world.addRole(guild, permission, [permission]).id] }),
    );
    expect(await isEditor(manager!)).toBe(true);
    expect(await isEditor(administrator!)).toBe(true);
    expect(await isEditor(world.application.owner)).toBe(true);
    expect(await isEditor(home.person)).toBe(false);
    guild.roles[0]!.permissions |= 1n << 5n;
    expect(await isEditor(home.person)).toBe(true);
  }));

test('where roles are named, their members alone decide', () =>
  aDesk(['7'], async ({ discord: { world, home, addPerson }, isEditor }) => {
    expect(await isEditor(addPerson('member', { roles: ['3', '7'] }))).toBe(true);
    expect(await isEditor(addPerson('other', { roles: ['3'] }))).toBe(false);
    expect(await isEditor(world.application.owner)).toBe(false);
    expect(await isEditor(home.person)).toBe(false);
  }));

test('whoever lost the right a second ago, or left, decides no more', () =>
  aDesk(['7'], async ({ discord: { home, addPerson }, isEditor }) => {
    const [demoted, gone] = [addPerson('demoted', { roles: ['7'] }), addPerson('gone', { roles: ['7'] })];
    expect([await isEditor(demoted), await isEditor(gone)]).toEqual([true, true]);
    home.guild.members.set(demoted.id, []);
    home.guild.members.delete(gone.id);
    expect([await isEditor(demoted), await isEditor(gone)]).toEqual([false, false]);
  }));

test('nobody decides in a direct conversation, which belongs to no server', () =>
  aDesk(null, async ({ discord: { world }, isEditor }) => {
    expect(await isEditor(world.application.owner, DIRECT)).toBe(false);
  }));

test('nobody may do anything in a server that is not served', () =>
  aDesk(
    null,
    async ({ discord: { world }, isEditor }) => {
      await expect(isEditor(world.application.owner)).rejects.toMatchObject({ code: 'not-allowed' });
    },
    false,
  ));

test('nobody decides while Discord cannot say who they are', () =>
  aDesk(null, async ({ discord: { world, faults }, isEditor }) => {
    faults.plan({ path: /members/, fault: { kind: 'status', status: 503 } });
    await expect(isEditor(world.application.owner)).rejects.toMatchObject({ code: 'not-delivered' });
  }));

test('nothing is asked where rights do not matter', () =>
  aDesk(null, async ({ discord }) => {
    const rest = botRest(adapterOptions(discord));
    const served = { api: discordApi(rest, { auth: true }), serves: async () => true, editorRoles: null };
    const { id } = discord.world.application.owner;
    const request = { person: personId(id), personName: 'owner', target: { space: discord.home.guild.id } } as Request;
    expect(await actorOf(request, false, served)).toEqual({ id: personId(id), name: 'owner', editor: false });
    expect(discord.journal.entries).toEqual([]);
    rest.clearHashSweeper();
    rest.clearHandlerSweeper();
  }));

test('who decides is said in plain words, which notify nobody', () => {
  expect(editorsInWords(null)).toBe('whoever may manage the server');
  expect(editorsInWords(['7', '8'])).toBe('members with the role 7 or 8');
});
