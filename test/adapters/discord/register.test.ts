import { expect, test } from 'vitest';
import { type DiscordServer, startDiscordServer } from '../../support/discord/server.ts';
import { aHouse, CLOCK } from './house.ts';

const COMMANDS = /^\/applications\/\d+\/(guilds\/\d+\/)?commands/;

/** Starts Stet and stops it again. */
async function started(discord: DiscordServer, guild: string | null): Promise<void> {
  const { service, faults } = await aHouse({ discord, adapter: { guild } });
  await service.close(1_000);
  expect(faults).toEqual([]);
}

/** What was sent to change commands since. */
function changes({ journal }: DiscordServer, from = 0): string[] {
  return journal.entries
    .slice(from)
    .flatMap(entry =>
      entry.kind === 'rest' && entry.method !== 'GET' && COMMANDS.test(entry.path) ? [entry.method] : [],
    );
}

const names = ({ commands }: DiscordServer, where: string) => (commands.get(where) ?? []).map(({ name }) => name);
const OURS = ['ask', 'stet', 'desk', 'Ask about this message', 'Why does Stet say this?', 'Flag this article'];

test('everywhere, and nothing is sent the second time', async () => {
  const discord = await startDiscordServer({ clock: CLOCK });
  await started(discord, null);
  expect(names(discord, 'global')).toEqual(OURS);
  const from = discord.journal.entries.length;
  await started(discord, null);
  expect(changes(discord, from)).toEqual([]);
  await discord.close();
});

test('only what differs is sent', async () => {
  const discord = await startDiscordServer({ clock: CLOCK });
  await started(discord, null);
  const [ask, stet, desk, about] = discord.commands.get('global')!;
  ask!.description = 'something else';
  discord.commands.set('global', [ask!, stet!, desk!, about!, { ...ask!, id: '1', name: 'gone' }]);
  const from = discord.journal.entries.length;
  await started(discord, null);
  expect(changes(discord, from)).toEqual(['DELETE', 'PATCH', 'POST', 'POST']);
  expect(names(discord, 'global')).toEqual(OURS);
  await discord.close();
});

test('in one server or everywhere, never in both, whatever was set before', async () => {
  const discord = await startDiscordServer({ clock: CLOCK });
  const { guild } = discord.home;
  const other = discord.world.addGuild('Other');
  for (const [set, there] of [
    [null, 'global'],
    [guild.id, guild.id],
    [other.id, other.id],
    [null, 'global'],
  ] as const) {
    await started(discord, set);
    for (const where of ['global', guild.id, other.id])
      expect(names(discord, where), where).toEqual(where === there ? OURS : []);
  }
  await discord.close();
});

test('a refusal is told, and what people say is answered all the same', async () => {
  const discord = await startDiscordServer({ clock: CLOCK });
  discord.faults.plan({ path: COMMANDS, fault: { kind: 'status', status: 400, code: 50_035 } });
  const { faults } = await aHouse({ discord });
  expect(faults.map(({ error }) => error.code)).toEqual(['not-accepted']);
  discord.people.mention(discord.home.person, discord.home.channel, 'who closed the quay?');
  await discord.said(({ content }) => content.includes('The harbour master'));
  await discord.close();
});

test('is tried again where Discord is down', async () => {
  const discord = await startDiscordServer({ clock: CLOCK });
  discord.faults.plan({ path: COMMANDS, times: 2, fault: { kind: 'status', status: 503 } });
  await started(discord, null);
  expect(names(discord, 'global')).toEqual(OURS);
  await discord.close();
});
