import { describe, expect, test } from 'vitest';
import { startDiscordServer } from '../../support/discord/server.ts';
import { aHouse, CLOCK } from './house.ts';

const QUESTION = { question: 'who closed the quay?' };
const LEAVING = /^\/users\/@me\/guilds\/\d+$/;

describe('the servers that are served', () => {
  test('are those that an owner of the application is in; another is told, and left', async () => {
    const discord = await startDiscordServer({ clock: CLOCK });
    const strange = discord.world.addGuild('Strangers', discord.world.addUser('stranger'));
    const closed = discord.addChannel(strange, 'closed', ['sendMessages']);
    const open = discord.addChannel(strange, 'general');
    const left = discord.nextCall('DELETE', LEAVING);
    await aHouse({ discord });
    expect((await left).path).toContain(strange.id);
    const said = [...discord.world.messages.values()].filter(({ channel }) => channel === open || channel === closed);
    expect(said.map(({ channel, content }) => [channel, content])).toEqual([
      [open, expect.stringContaining('does not serve this server')],
    ]);
    expect(discord.home.guild.joined).toBe(true);
    await discord.close();
  });

  test('are those that a member of the team that owns the application is in', async () => {
    const discord = await startDiscordServer({ clock: CLOCK });
    const member = discord.world.addUser('member');
    discord.world.application.team = { id: '1', members: [{ user: { id: member.id } }] };
    discord.home.guild.members.set(member.id, []);
    const { service } = await aHouse({ discord });
    await service.close(1_000);
    expect(discord.calls('DELETE', LEAVING)).toEqual([]);
    await discord.close();
  });

  test('are those that are named, whoever is in them', async () => {
    const discord = await startDiscordServer({ clock: CLOCK });
    const named = discord.world.addGuild('Named', discord.world.addUser('stranger'));
    const left = discord.nextCall('DELETE', LEAVING);
    await aHouse({ discord, adapter: { guilds: [named.id] } });
    expect((await left).path).toContain(discord.home.guild.id);
    expect(named.joined).toBe(true);
    await discord.close();
  });

  test('may be joined later', async () => {
    const { discord } = await aHouse();
    const [ours, strange] = [discord.invite('Ours'), discord.invite('Strangers', discord.world.addUser('stranger'))];
    const left = await discord.nextCall('DELETE', LEAVING);
    expect(left.path).toContain(strange.id);
    const channel = discord.addChannel(ours, 'desk');
    ours.members.set(discord.home.person.id, []);
    const answer = await discord.answerTo(discord.people.slash(discord.home.person, channel, 'ask', QUESTION));
    expect(answer.content).toContain('The harbour master');
  });

  test('alone are answered: in another, nothing is said of the record while it is being left', async () => {
    const { discord, service, store } = await aHouse();
    const strange = discord.world.addGuild('Strangers', discord.world.addUser('stranger'));
    const channel = discord.addChannel(strange, 'general');
    const { person } = discord.home;
    strange.members.set(person.id, []);
    const asked = discord.people.slash(person, channel, 'ask', QUESTION);
    const answer = await discord.said(({ content }) => content.includes('does not serve this server'));
    expect(answer.only).toBe(person);
    expect(asked.followUps).toEqual([answer]);
    const typed = discord.people.autocomplete(person, channel, 'stet article', 'id', 't-');
    expect(await discord.journal.when(() => typed.choices)).toEqual([]);
    discord.people.mention(person, channel, QUESTION.question);
    await service.close(1_000);
    expect(await store.openRequests('discord')).toEqual([]);
    expect(
      [...discord.world.messages.values()].filter(each => each.author === discord.world.bot && !each.deleted),
    ).toEqual([answer]);
  });

  test('are not forgotten because Discord could not say who is in them', async () => {
    const discord = await startDiscordServer({ clock: CLOCK });
    discord.faults.plan({ path: /members/, times: 2, fault: { kind: 'status', status: 503 } });
    const { service } = await aHouse({ discord });
    const { person, channel } = discord.home;
    await discord.nextCall('GET', /members/);
    const answer = await discord.answerTo(discord.people.slash(person, channel, 'ask', QUESTION));
    expect(answer.content).toContain('The harbour master');
    await service.close(1_000);
    expect(discord.calls('DELETE', LEAVING)).toEqual([]);
    await discord.close();
  });
});
