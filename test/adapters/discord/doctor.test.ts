import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { commands } from '../../../commands/index.ts';
import { checkDiscord } from '../../../src/adapters/discord/doctor.ts';
import { invitationLink, invitationReply, PERMISSIONS } from '../../../src/adapters/discord/invitation.ts';
import type { DiscordOptions } from '../../../src/adapters/discord/options.ts';
import { discordPlatform } from '../../../src/adapters/discord/setup.ts';
import { type DiscordServer, startDiscordServer } from '../../support/discord/server.ts';
import { adapterOptions, aHouse, CLOCK } from './house.ts';

let discord: DiscordServer;
beforeEach(async () => {
  discord = await startDiscordServer({ clock: CLOCK });
});
afterEach(() => discord.close());

/** Each check with its state, and all that is said. */
async function checked(given: Partial<DiscordOptions> = {}) {
  const checks = await checkDiscord(adapterOptions(discord, given), commands);
  return {
    states: Object.fromEntries(checks.map(({ name, state }) => [name.replace('discord: ', ''), state])),
    said: JSON.stringify(checks),
    mends: checks.flatMap(({ state, mend }) => (state === 'ok' ? [] : [mend])),
  };
}

const ALL_WELL = { token: 'ok', intents: 'ok', servers: 'ok', commands: 'ok' };

describe('doctor', () => {
  test('is content once Stet has been there', async () => {
    const { service } = await aHouse({ discord });
    await service.close(1_000);
    expect((await checked()).states).toEqual(ALL_WELL);
  });

  test('says of commands that are not there how they come there', async () => {
    const { states, mends } = await checked();
    expect(states).toEqual({ ...ALL_WELL, commands: 'warning' });
    expect(mends).toEqual([expect.stringContaining('npm start')]);
  });

  test('names the token that does not let us in, and shows none', async () => {
    const { states, said, mends } = await checked({ token: 'a-wrong-secret' });
    expect(states).toEqual({ token: 'fault' });
    expect(mends).toEqual([expect.stringContaining('DISCORD_TOKEN')]);
    expect(said).not.toContain('a-wrong-secret');
  });

  test('tells an address that nobody answers from a token that is wrong', async () => {
    const { states, mends } = await checked({ apiUrl: 'http://127.0.0.1:1/api' });
    expect(states).toEqual({ token: 'fault' });
    expect(mends).toEqual([expect.stringContaining('DISCORD_API_URL')]);
  });

  test('sees a token of another application', async () => {
    expect((await checked({ app: discord.world.application.id })).states.token).toBe('ok');
    const { states, mends } = await checked({ app: '1' });
    expect(states).toEqual({ token: 'fault' });
    expect(mends).toEqual([expect.stringContaining(discord.world.application.id)]);
  });

  test('sees an intent that is needed and was not granted', async () => {
    expect((await checked({ messageContent: true })).states.intents).toBe('fault');
  });

  test('sees that Stet is in no server', async () => {
    discord.home.guild.joined = false;
    const { states, mends } = await checked();
    expect(states.servers).toBe('fault');
    expect(mends[0]).toContain('stet invite discord');
  });

  test.for([
    ['to be served', { guilds: ['1'] }],
    ['that commands are registered in', { guild: '1' }],
  ] as const)('sees that Stet is not in the server %s', async ([, given]) => {
    const { states, mends } = await checked(given);
    expect(states.servers).toBe('fault');
    expect(mends[0]).toContain('stet invite discord');
  });

  test('looks on where one thing cannot be looked at', async () => {
    discord.faults.plan({ path: /users\/@me\/guilds/, fault: { kind: 'status', status: 500 } });
    expect((await checked()).states).toEqual({ ...ALL_WELL, servers: 'fault', commands: 'warning' });
  });
});

describe('the invitation', () => {
  test('asks for what Stet needs and no more, each with its reason', () => {
    const url = new URL(invitationLink('42'));
    expect(url.origin + url.pathname).toBe('https://discord.com/oauth2/authorize');
    expect(Object.fromEntries(url.searchParams)).toEqual({
      client_id: '42',
      scope: 'bot applications.commands',
      // View Channels, Send Messages, Embed Links, Read Message History, Send Messages in Threads.
      permissions: String((1n << 10n) | (1n << 11n) | (1n << 14n) | (1n << 16n) | (1n << 35n) | (1n << 38n)),
    });
    const fields = invitationReply('42').fields.map(({ name }) => name);
    expect(fields).toEqual(PERMISSIONS.map(({ name }) => name));
    expect(PERMISSIONS.every(({ why }) => why.length > 5)).toBe(true);
  });

  test('needs the application’s id, and no token', async () => {
    const { setup } = discordPlatform(null, '42', commands);
    expect((await setup.invitation!()).fallback).toBe(invitationLink('42'));
    await expect(discordPlatform(null, null, commands).setup.invitation!()).rejects.toMatchObject({
      code: 'bad-usage',
      userMessage: expect.stringContaining('DISCORD_APP_ID'),
    });
  });
});
