import { connect, createServer } from 'node:net';
import { describe, expect, onTestFinished, test } from 'vitest';
import { INTENTS } from '../../support/discord/gateway.ts';
import { startDiscordServer } from '../../support/discord/server.ts';
import { watchResources } from '../../support/resources.ts';
import { freePort } from '../../support/servers.ts';
import { aHouse, CLOCK, type House } from './house.ts';

const QUESTION = { question: 'who closed the quay?' };

/** Asks, and resolves to what is answered. */
function answer({ discord }: House) {
  const { person, channel } = discord.home;
  return discord.answerTo(discord.people.slash(person, channel, 'ask', QUESTION));
}

describe('intents', () => {
  const { guilds, guildMessages, guildMessageReactions, directMessages, directMessageReactions } = INTENTS;
  const needed = guilds | guildMessages | guildMessageReactions | directMessages | directMessageReactions;

  test.for([
    ['none that is privileged', false, needed],
    ['message content, where it is switched on', true, needed | INTENTS.messageContent],
  ] as const)('are those that are needed: %s', async ([, messageContent, intents]) => {
    const discord = await startDiscordServer({ clock: CLOCK, privileged: INTENTS.messageContent });
    const { journal } = (await aHouse({ discord, adapter: { messageContent } })).discord;
    const identify = journal.entries.find(entry => entry.kind === 'received' && entry.op === 2);
    expect(identify).toMatchObject({ data: { intents } });
    await discord.close();
  });
});

describe('who is not let in', () => {
  test('by the REST API is told so, and knocks at no gateway', async () => {
    const { discord, service, ended } = await aHouse({ adapter: { token: 'wrong' }, closed: true });
    await expect(service.open()).rejects.toMatchObject({
      code: 'platform-refused',
      userMessage: expect.stringContaining('`stet doctor` says what to mend'),
    });
    expect(discord.journal.entries.filter(({ kind }) => kind === 'knocked')).toEqual([]);
    expect(ended).toEqual([]);
  });

  test.for([
    [4004, 'the token is not valid'],
    [4014, 'an intent was not granted'],
  ] as const)('by the gateway is told why, and does not try again: %i', async ([code, why]) => {
    const { discord, service, ended } = await aHouse({ closed: true });
    discord.gateway.refusals.push(code);
    await expect(service.open()).rejects.toMatchObject({
      code: 'platform-refused',
      userMessage: expect.stringContaining(why),
    });
    expect(discord.journal.entries.filter(({ kind }) => kind === 'opened')).toHaveLength(1);
    expect(ended).toEqual([]);
  });

  test('any more is told so once, however it is noticed', async () => {
    const house = await aHouse();
    const { discord, ended, service } = house;
    discord.revokeToken();
    discord.people.mention(discord.home.person, discord.home.channel, 'who closed the quay?');
    await discord.nextCall('POST', /\/messages$/);
    discord.gateway.drop(4004);
    await discord.journal.when(() => ended.length > 0 && discord.gateway.connections === 0);
    await service.close(1_000);
    expect(ended.map(({ code }) => code)).toEqual(['platform-refused']);
  });

  test('any more by the gateway alone is told so', async () => {
    const { discord, ended } = await aHouse();
    const closed = discord.journal.next(({ kind }) => kind === 'closed');
    discord.revokeToken();
    discord.gateway.forgetSessions();
    discord.gateway.drop(4004);
    await closed;
    await discord.journal.when(() => ended.length > 0, 2_000).catch(() => {});
    expect(ended.map(({ message }) => message)).toEqual(['discord: the token is not valid']);
  });
});

describe('while Discord cannot be reached', () => {
  test('Stet tries on, and serves when it can', async () => {
    const port = await freePort();
    const { service, discord, warned } = await aHouse({
      adapter: { apiUrl: `http://127.0.0.1:${port}/api` },
      closed: true,
    });
    const opening = service.open();
    await expect.poll(() => warned.length, { interval: 5 }).toBeGreaterThan(0);
    forward(port, discord.api);
    await opening;
    expect(discord.gateway.connections).toBe(1);
  });

  test('Stet can be stopped', async () => {
    const watch = watchResources();
    const port = await freePort();
    const { service, warned, discord } = await aHouse({
      adapter: { apiUrl: `http://127.0.0.1:${port}/api` },
      closed: true,
    });
    const opening = expect(service.open()).rejects.toThrow();
    await expect.poll(() => warned.length, { interval: 5 }).toBeGreaterThan(0);
    await service.close(1_000);
    await opening;
    await discord.close();
    expect(await watch.left()).toEqual([]);
  });

  test.for(['refuse', 'ignore'] as const)('but the REST API answers, it can be stopped too: %s', async meets => {
    const { service, discord } = await aHouse({ closed: true });
    discord.gateway.handshakes = meets;
    const knocked = discord.journal.next(({ kind }) => kind === 'knocked');
    const opening = expect(service.open()).rejects.toThrow();
    await knocked;
    await service.close(1_000);
    await opening;
  });
});

describe('a connection that is lost', () => {
  test.for([
    ['is resumed, and nothing that was said meanwhile is lost', 'drop'],
    ['because Discord asks for another is resumed', 'reconnect'],
    ['with its session is made anew', 'forgotten'],
  ] as const)('%s', { timeout: 15_000 }, async ([, how]) => {
    const house = await aHouse();
    const { gateway, journal, people, home } = house.discord;
    const back = journal.next(
      entry => entry.kind === 'dispatched' && entry.event === (how === 'forgotten' ? 'READY' : 'RESUMED'),
    );
    if (how === 'reconnect') gateway.askToReconnect();
    else {
      if (how === 'forgotten') gateway.forgetSessions();
      gateway.drop();
    }
    if (how === 'drop') people.mention(home.person, home.channel, 'who closed the quay?');
    await back;
    if (how === 'drop') await house.discord.said(({ content }) => content.includes('The harbour master'));
    expect((await answer(house)).content).toContain('The harbour master');
    expect(house.ended).toEqual([]);
    expect(house.warned).toContain('discord: the connection was lost');
  });
});

/** Another address of a server, from now until the test is done. */
function forward(port: number, api: string): void {
  const server = createServer(socket => {
    const there = connect(Number(new URL(api).port), '127.0.0.1');
    for (const end of [socket, there]) end.on('error', () => {});
    socket.pipe(there).pipe(socket);
  });
  server.listen(port, '127.0.0.1');
  onTestFinished(() => void server.close());
}
