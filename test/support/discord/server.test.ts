/** The real discord.js against the server: what it does in good weather and in bad, so that both can be relied on. */
import {
  type Client,
  Events,
  GatewayIntentBits,
  type Interaction,
  MessageFlags,
  type MessageReaction,
  REST,
  Routes,
} from 'discord.js';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { fixedClock } from '../clock.ts';
import { aClient, INTENTS, ready } from './client.ts';
import { type DiscordServer, type DiscordServerOptions, startDiscordServer } from './server.ts';
import { LOADING } from './world.ts';

const closers: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

async function start(options: DiscordServerOptions = {}): Promise<DiscordServer> {
  const server = await startDiscordServer(options);
  closers.push(server.close);
  return server;
}

async function connect(server: DiscordServer, given: Parameters<typeof aClient>[1] = {}): Promise<Client> {
  const { client, stop } = aClient(server, given);
  closers.push(stop);
  await ready(client, server.token);
  return client;
}

/** A REST client with the token and nothing else. */
function rest({ api, token }: DiscordServer, options: { timeout?: number; retries?: number } = {}): REST {
  const made = new REST({ api, version: '10', timeout: 5_000, ...options }).setToken(token);
  closers.push(async () => {
    made.clearHashSweeper();
    made.clearHandlerSweeper();
  });
  return made;
}

const ASK = {
  name: 'ask',
  description: 'asks',
  options: [
    { type: 3, name: 'question', description: 'q', required: true },
    { type: 3, name: 'article', description: 'a', autocomplete: true },
  ],
};
const MENU = { type: 3, name: 'Ask about this message' };
const BUTTON = { type: 1, components: [{ type: 2, style: 2, label: 'Why', custom_id: 'b-1' }] };
const MODAL = {
  title: 'Reason',
  custom_id: 'm-1',
  components: [{ type: 1, components: [{ type: 4, custom_id: 'why', label: 'Why', style: 2 }] }],
};

async function register(server: DiscordServer): Promise<void> {
  const { world, home } = server;
  await rest(server).put(Routes.applicationGuildCommands(world.application.id, home.guild.id), { body: [ASK, MENU] });
}

function onInteraction(client: Client, answer: (interaction: Interaction) => Promise<unknown>): void {
  client.on(Events.InteractionCreate, interaction => {
    answer(interaction).catch(fault => client.emit(Events.Error, fault));
  });
}

function nextEvent<Value>(client: Client, event: Events): Promise<Value> {
  return new Promise(resolve => client.once(event as string, resolve as () => void));
}

/** What the API answered, as `status code`. */
async function codeOf(work: Promise<unknown>): Promise<string> {
  return work.then(
    () => 'done',
    fault => `${fault.status} ${fault.code}`,
  );
}

describe('a client', () => {
  let server: DiscordServer;
  let client: Client;
  beforeEach(async () => {
    server = await start();
    await register(server);
    client = await connect(server);
  });

  test('is greeted with its guilds, and says nothing but what it must', () => {
    expect(client.guilds.cache.map(guild => guild.name)).toEqual(['Newsroom']);
    expect(client.application?.id).toBe(server.world.application.id);
    const sent = server.journal.entries.flatMap(entry => (entry.kind === 'received' ? [entry.op] : []));
    expect(sent).toEqual([2]);
  });

  test('defers a command and edits its answer', async () => {
    onInteraction(client, async interaction => {
      if (!interaction.isChatInputCommand()) return;
      await interaction.deferReply();
      await interaction.editReply(`You asked: ${interaction.options.getString('question')}`);
    });
    const { person, channel } = server.home;
    const interaction = server.people.slash(person, channel, 'ask', { question: 'who?' });
    const answer = await server.answerTo(interaction);
    expect(answer).toMatchObject({ content: 'You asked: who?', only: null, author: server.world.bot });
    expect(interaction.acknowledged).toBe(5);
  });

  test('answers for the eyes of one person', async () => {
    onInteraction(client, async interaction => {
      if (!interaction.isRepliable()) return;
      await interaction.deferReply({ flags: MessageFlags.Ephemeral });
      await interaction.editReply('for you');
      await interaction.followUp({ content: 'and this', flags: MessageFlags.Ephemeral });
    });
    const { person, channel } = server.home;
    server.people.slash(person, channel, 'ask', { question: 'who?' });
    await server.said(message => message.content === 'and this');
    const seen = (viewer: typeof person) => server.world.messagesIn(channel, viewer).map(message => message.content);
    expect(seen(person)).toEqual(['for you', 'and this']);
    expect(seen(server.addPerson('editor'))).toEqual([]);
    expect(
      server.journal.entries.filter(entry => entry.kind === 'dispatched' && entry.event === 'MESSAGE_CREATE'),
    ).toEqual([]);
  });

  test('hears a button, shows a modal and reads what was written into it', async () => {
    onInteraction(client, async interaction => {
      if (interaction.isChatInputCommand()) await interaction.reply({ content: 'answer', components: [BUTTON] });
      if (interaction.isButton()) await interaction.showModal(MODAL);
      if (interaction.isModalSubmit())
        await interaction.reply(`because ${interaction.fields.getTextInputValue('why')}`);
    });
    const { person, channel } = server.home;
    const answer = await server.answerTo(server.people.slash(person, channel, 'ask', { question: 'who?' }));
    const pressed = server.people.press(person, answer, 'Why');
    await server.journal.when(() => pressed.modal);
    const submitted = server.people.submitModal(pressed, { why: 'it is late' });
    expect((await server.answerTo(submitted)).content).toBe('because it is late');
    expect(() => server.people.press(person, answer, 'Other')).toThrow();
  });

  test('updates the message whose button was pressed', async () => {
    onInteraction(client, async interaction => {
      if (interaction.isChatInputCommand()) await interaction.reply({ content: 'before', components: [BUTTON] });
      if (interaction.isButton()) await interaction.update({ content: 'after', components: [] });
    });
    const { person, channel } = server.home;
    const answer = await server.answerTo(server.people.slash(person, channel, 'ask', { question: 'who?' }));
    server.people.press(person, answer, 'b-1');
    await server.journal.when(() => answer.content === 'after');
    expect(answer.components).toEqual([]);
  });

  test('completes what is being typed', async () => {
    onInteraction(client, async interaction => {
      if (interaction.isAutocomplete())
        await interaction.respond([{ name: `${interaction.options.getFocused()}3`, value: '003' }]);
    });
    const { person, channel } = server.home;
    const typing = server.people.autocomplete(person, channel, 'ask', 'article', '00');
    expect(await server.journal.when(() => typing.choices)).toEqual([{ name: '003', value: '003' }]);
  });

  test('is asked about a message from its menu, and reads it', async () => {
    onInteraction(client, async interaction => {
      if (interaction.isMessageContextMenuCommand())
        await interaction.reply(`about: ${interaction.targetMessage.content}`);
    });
    const { person, channel } = server.home;
    const message = server.people.say(person, channel, 'who signed it?');
    const answer = await server.answerTo(server.people.contextMenu(person, message, MENU.name));
    expect(answer.content).toBe('about: who signed it?');
  });

  test('hears a reaction on a message that is in no cache', async () => {
    const { person, channel } = server.home;
    const message = server.people.say(person, channel, 'old');
    for (const [event, act] of [
      [Events.MessageReactionAdd, 'react'],
      [Events.MessageReactionRemove, 'unreact'],
    ] as const) {
      const heard = nextEvent<MessageReaction>(client, event);
      server.people[act](person, message, '🚩');
      const reaction = await heard;
      expect([reaction.emoji.name, reaction.message.id, reaction.message.partial]).toEqual(['🚩', message.id, true]);
    }
  });

  test('reads a mention, a reply that pings and a direct message, but no other words', async () => {
    const { person, channel } = server.home;
    const heard: string[] = [];
    client.on(Events.MessageCreate, message => heard.push(`${message.channel.isDMBased()} ${message.content}`));
    server.people.say(person, channel, 'idle talk');
    server.people.mention(person, channel, 'who?');
    const own = server.world.addMessage({ channel, author: server.world.bot, content: 'answer' });
    server.people.say(person, channel, 'and when?', { replyTo: own });
    server.people.say(person, channel, 'never mind', { replyTo: own, ping: false });
    const last = new Promise<void>(resolve => client.on(Events.MessageCreate, () => heard.length === 5 && resolve()));
    server.people.dm(person, 'in private');
    await last;
    expect(heard).toEqual([
      'false ',
      `false <@${server.world.bot.id}> who?`,
      'false and when?',
      'false ',
      'true in private',
    ]);
  });

  test('hears its own messages, and of edits and deletions', async () => {
    const { channel, person } = server.home;
    const own = nextEvent<{ author: { id: string } }>(client, Events.MessageCreate);
    await client.rest.post(Routes.channelMessages(channel.id), { body: { content: 'mine' } });
    expect((await own).author.id).toBe(server.world.bot.id);
    const message = server.people.say(person, channel, 'a');
    const edited = nextEvent(client, Events.MessageUpdate);
    server.people.edit(message, 'b');
    await edited;
    const gone = nextEvent<{ id: string }>(client, Events.MessageDelete);
    server.people.unsay(message);
    expect((await gone).id).toBe(message.id);
  });

  test('joins a guild and leaves it', async () => {
    const joined = nextEvent<{ id: string; leave: () => Promise<unknown> }>(client, Events.GuildCreate);
    const guild = server.invite('Elsewhere');
    const left = nextEvent<{ id: string }>(client, Events.GuildDelete);
    await (await joined).leave();
    expect((await left).id).toBe(guild.id);
    expect(await codeOf(client.rest.get(Routes.guild(guild.id)))).toBe('404 10004');
  });

  test('starts a thread from a message, and hears of it', async () => {
    const { channel, person } = server.home;
    const message = server.people.say(person, channel, 'who?');
    const made = nextEvent<{ id: string; parentId: string }>(client, Events.ThreadCreate);
    const start = () => client.rest.post(Routes.threads(channel.id, message.id), { body: { name: 'who?' } });
    await start();
    expect(await made).toMatchObject({ id: message.id, parentId: channel.id });
    expect(await codeOf(start())).toBe('400 160004');
    const { id } = (await client.rest.post(Routes.channelMessages(message.id), { body: { content: 'here' } })) as {
      id: string;
    };
    const thread = server.world.channels.get(message.id)!;
    thread.archived = true;
    const edit = () => codeOf(client.rest.patch(Routes.channelMessage(thread.id, id), { body: { content: 'there' } }));
    expect(await edit()).toBe('400 50083');
    await client.rest.post(Routes.channelMessages(thread.id), { body: { content: 'again' } });
    expect(await edit()).toBe('done');
  });
});

describe('an interaction', () => {
  const clock = fixedClock();
  let server: DiscordServer;
  let api: REST;
  beforeEach(async () => {
    server = await start({ clock });
    await register(server);
    api = rest(server);
  });

  function ask() {
    const { person, channel } = server.home;
    return server.people.slash(person, channel, 'ask', { question: 'who?' });
  }
  const callback = ({ id, token }: { id: string; token: string }, body: unknown) =>
    codeOf(api.post(Routes.interactionCallback(id, token), { body, auth: false }));
  const original = ({ token }: { token: string }) => Routes.webhookMessage(server.world.application.id, token);

  test('is unknown after 3 seconds', async () => {
    const [soon, late] = [ask(), ask()];
    clock.advance(3_000);
    expect(await callback(soon, { type: 5 })).toBe('done');
    clock.advance(1);
    expect(await callback(late, { type: 5 })).toBe('404 10062');
    expect(await callback({ id: '1', token: 'none' }, { type: 5 })).toBe('404 10062');
  });

  test('is acknowledged once', async () => {
    const asked = ask();
    expect(await callback(asked, { type: 5 })).toBe('done');
    expect(await callback(asked, { type: 4, data: { content: 'a' } })).toBe('400 40060');
  });

  test('takes no answer of a kind that does not fit', async () => {
    expect(await callback(ask(), { type: 6 })).toBe('400 50035');
    expect(await callback(ask(), { type: 4, data: { content: 'x'.repeat(2_001) } })).toBe('400 50035');
    expect(await callback(ask(), { type: 4, data: { content: ' ' } })).toBe('400 50006');
    expect(await callback(ask(), { type: 9, data: { ...MODAL, title: 'x'.repeat(46) } })).toBe('400 50035');
  });

  test('may be answered for 15 minutes', async () => {
    const asked = ask();
    expect(await codeOf(api.patch(original(asked), { body: { content: 'a' }, auth: false }))).toBe('404 10015');
    await callback(asked, { type: 5 });
    clock.advance(15 * 60_000);
    expect(await codeOf(api.patch(original(asked), { body: { content: 'a' }, auth: false }))).toBe('done');
    clock.advance(1);
    expect(await codeOf(api.patch(original(asked), { body: { content: 'b' }, auth: false }))).toBe('401 50027');
    expect(asked.original?.content).toBe('a');
  });

  test('that is deferred is answered by its first follow-up, too', async () => {
    const asked = ask();
    await callback(asked, { type: 5 });
    expect(asked.original!.flags & LOADING).toBe(LOADING);
    const follow = () =>
      api.post(Routes.webhook(server.world.application.id, asked.token), { body: { content: 'a' }, auth: false });
    await follow();
    expect(asked.original).toMatchObject({ content: 'a', flags: 0 });
    await follow();
    expect(asked.followUps).toHaveLength(1);
    await api.delete(original(asked), { auth: false });
    expect(await codeOf(api.get(original(asked), { auth: false }))).toBe('404 10008');
  });

  test('tells what it made when asked to', async () => {
    const { id, token } = ask();
    const made = await api.post(Routes.interactionCallback(id, token), {
      body: { type: 4, data: { content: 'a', flags: 64 } },
      query: new URLSearchParams({ with_response: 'true' }),
      auth: false,
    });
    expect(made).toMatchObject({
      interaction: { response_message_ephemeral: true },
      resource: { type: 4, message: { content: 'a', flags: 64 } },
    });
  });

  test('cannot be made of what is not registered', () => {
    const { person, channel } = server.home;
    expect(() => server.people.slash(person, channel, 'stet help')).toThrow('not registered');
    expect(() => server.people.slash(person, channel, 'ask')).toThrow('asks for');
    expect(() => server.people.slash(person, channel, 'ask', { question: 3 })).toThrow('does not take');
    expect(() => server.people.slash(person, channel, 'ask', { question: 'a', more: 'b' })).toThrow('no option');
  });
});

describe('messages', () => {
  const clock = fixedClock();
  let server: DiscordServer;
  let api: REST;
  beforeEach(async () => {
    server = await start({ clock });
    api = rest(server);
  });
  const send = (body: unknown, channel = server.home.channel) =>
    api.post(Routes.channelMessages(channel.id), { body }) as Promise<{ id: string }>;

  test('with the same enforced nonce are one, for some minutes', async () => {
    const body = { content: 'once', nonce: 'a'.repeat(22), enforce_nonce: true };
    const [first, again] = [await send(body), await send(body)];
    expect(again.id).toBe(first.id);
    expect((await send({ ...body, enforce_nonce: false })).id).not.toBe(first.id);
    clock.advance(3 * 60_000 + 1);
    expect((await send(body)).id).not.toBe(first.id);
  });

  test('ping whom the sender allows', async () => {
    const { person, channel } = server.home;
    const content = `<@${person.id}> @everyone`;
    await send({ content, allowed_mentions: { parse: [] } });
    await send({ content });
    const pings = server.world
      .messagesIn(channel, person)
      .map(message => [message.mentions.length, message.mentionsEveryone]);
    expect(pings).toEqual([
      [0, false],
      [1, true],
    ]);
  });

  test('are listed newest first: the last, those after, before and around one', async () => {
    const ids: string[] = [];
    for (let n = 0; n < 6; n += 1) ids.push((await send({ content: `${n}` })).id);
    const list = async (query: Record<string, string>) => {
      const found = (await api.get(Routes.channelMessages(server.home.channel.id), {
        query: new URLSearchParams(query),
      })) as { content: string }[];
      return found.map(each => each.content).join('');
    };
    expect(await list({ limit: '2' })).toBe('54');
    expect(await list({ after: ids[1]!, limit: '2' })).toBe('32');
    expect(await list({ before: ids[3]!, limit: '2' })).toBe('21');
    expect(await list({ around: ids[3]!, limit: '3' })).toBe('432');
    expect(
      await codeOf(
        api.get(Routes.channelMessages(server.home.channel.id), { query: new URLSearchParams({ limit: '101' }) }),
      ),
    ).toBe('400 50035');
  });

  test('of people are read without their words, but for those meant for the bot', async () => {
    const { person, channel } = server.home;
    const [idle, meant] = [server.people.say(person, channel, 'idle'), server.people.mention(person, channel, 'who?')];
    const read = async (id: string) =>
      ((await api.get(Routes.channelMessage(channel.id, id))) as { content: string }).content;
    expect([await read(idle.id), await read(meant.id)]).toEqual(['', `<@${server.world.bot.id}> who?`]);
  });

  test('are edited and deleted by their author alone, and then unknown', async () => {
    const { person, channel } = server.home;
    const path = (id: string) => Routes.channelMessage(channel.id, id);
    const [mine, theirs] = [await send({ content: 'mine' }), server.people.say(person, channel, 'theirs')];
    expect(await codeOf(api.patch(path(theirs.id), { body: { content: 'x' } }))).toBe('403 50005');
    expect(await codeOf(api.delete(path(theirs.id)))).toBe('403 50013');
    expect(await codeOf(api.patch(path(mine.id), { body: { content: 'changed' } }))).toBe('done');
    expect(await codeOf(api.delete(path(mine.id)))).toBe('done');
    expect(await codeOf(api.patch(path(mine.id), { body: { content: 'x' } }))).toBe('404 10008');
  });

  test('are refused where the bot may not write, or a person takes none', async () => {
    const { guild } = server.home;
    expect(await codeOf(send({ content: 'a' }, server.addChannel(guild, 'hidden', ['viewChannel'])))).toBe('403 50001');
    expect(await codeOf(send({ content: 'a' }, server.addChannel(guild, 'read-only', ['sendMessages'])))).toBe(
      '403 50013',
    );
    const shy = server.addPerson('shy');
    shy.takesDirectMessages = false;
    const direct = (await api.post(Routes.userChannels(), { body: { recipient_id: shy.id } })) as { id: string };
    expect(await codeOf(send({ content: 'a' }, server.world.channels.get(direct.id)))).toBe('403 50007');
    expect(await codeOf(api.get(Routes.channel('1')))).toBe('404 10003');
  });

  test('bear ids that tell when they were made', async () => {
    clock.set('2026-01-08T00:00:00Z');
    const { id } = await send({ content: 'a' });
    expect(new Date(Number(BigInt(id) >> 22n) + 1_420_070_400_000).toISOString()).toBe('2026-01-08T00:00:00.000Z');
  });

  test('say what is wrong with them, and where', async () => {
    const fault = await send({ content: 'a', embeds: [{ description: 'x'.repeat(4_097) }] }).catch(thrown => thrown);
    expect(fault.rawError.errors).toEqual({
      embeds: { 0: { description: { _errors: [expect.objectContaining({ code: 'BASE_TYPE_BAD_LENGTH' })] } } },
    });
  });
});

describe('commands', () => {
  test('are registered at once and one by one, given back with their ids, and refused past the limits', async () => {
    const server = await start();
    const api = rest(server);
    const path = Routes.applicationCommands(server.world.application.id);
    const [ask, menu] = (await api.put(path, { body: [ASK, MENU] })) as { id: string }[];
    expect(await api.get(path)).toMatchObject([
      { id: ask!.id, name: 'ask', nsfw: false, default_member_permissions: null },
      { id: menu!.id, type: 3 },
    ]);
    expect(((await api.put(path, { body: [ASK] })) as { id: string }[])[0]!.id).toBe(ask!.id);
    await api.post(path, { body: { name: 'stet', description: 'd' } });
    await api.patch(`${path}/${ask!.id}`, { body: { description: 'asks anew' } });
    await api.delete(`${path}/${((await api.get(path)) as { id: string }[])[1]!.id}`);
    expect(await api.get(path)).toMatchObject([{ name: 'ask', description: 'asks anew', options: ASK.options }]);
    expect(await codeOf(api.post(path, { body: { name: 'Big', description: 'd' } }))).toBe('400 50035');
    expect(await codeOf(api.get(`${path}/1`))).toBe('404 10063');
  });
});

describe('in bad weather', () => {
  test('a wrong token is refused before anything is connected', async () => {
    const server = await start();
    const { client, stop } = aClient(server);
    closers.push(stop);
    await expect(client.login('wrong')).rejects.toMatchObject({ code: 'TokenInvalid' });
    expect(server.journal.entries.filter(entry => entry.kind === 'opened')).toEqual([]);
  });

  test('intents that were not granted are refused', async () => {
    const server = await start();
    const { client, stop } = aClient(server, { intents: [...INTENTS, GatewayIntentBits.MessageContent] });
    closers.push(stop);
    await expect(client.login(server.token)).rejects.toThrow('Used disallowed intents');
  });

  test('intents that were granted let every word through', async () => {
    const server = await start({ privileged: 1 << 15 });
    const client = await connect(server, { intents: [...INTENTS, GatewayIntentBits.MessageContent] });
    const heard = nextEvent<{ content: string }>(client, Events.MessageCreate);
    server.people.say(server.home.person, server.home.channel, 'idle talk');
    expect((await heard).content).toBe('idle talk');
  });

  test('events are sent to those alone who asked for them', async () => {
    const server = await start();
    await connect(server, { intents: [GatewayIntentBits.Guilds] });
    server.people.mention(server.home.person, server.home.channel, 'who?');
    server.people.dm(server.home.person, 'who?');
    const events = server.journal.entries.flatMap(entry => (entry.kind === 'dispatched' ? [entry.event] : []));
    expect(events).toEqual(['READY', 'GUILD_CREATE']);
  });

  test.for([
    ['a dropped socket', (server: DiscordServer) => server.gateway.drop()],
    ['a request to reconnect', (server: DiscordServer) => server.gateway.askToReconnect()],
    ['a session that may be resumed', (server: DiscordServer) => server.gateway.drop(4000)],
  ] as const)('%s is resumed, and what was missed is told', async ([, disturb]) => {
    const server = await start();
    const client = await connect(server);
    const heard = nextEvent<{ content: string }>(client, Events.MessageCreate);
    const closed = server.journal.next(entry => entry.kind === 'closed');
    disturb(server);
    await closed;
    server.people.mention(server.home.person, server.home.channel, 'missed?');
    expect((await heard).content).toContain('missed?');
    const sent = server.journal.entries.flatMap(entry => (entry.kind === 'received' ? [entry.op] : []));
    expect(sent).toEqual([2, 6]);
  });

  test('a heartbeat that is not acknowledged ends a dead connection', async () => {
    const server = await start({ heartbeatInterval: 100 });
    const client = await connect(server);
    server.gateway.acknowledges = false;
    await nextEvent(client, Events.ShardReconnecting);
    server.gateway.acknowledges = true;
    await nextEvent(client, Events.ShardResume);
  });

  test('an invalid session begins anew', async () => {
    const server = await start();
    const client = await connect(server);
    const anew = nextEvent(client, Events.ShardReady);
    server.gateway.invalidate({ resumable: false });
    await anew;
    const sent = server.journal.entries.flatMap(entry => (entry.kind === 'received' ? [entry.op] : []));
    expect(sent).toEqual([2, 2]);
  });

  test('a session that is forgotten while the socket is lost begins anew', async () => {
    const server = await start();
    const client = await connect(server);
    const anew = nextEvent(client, Events.ShardReady);
    server.gateway.forgetSessions();
    server.gateway.drop();
    await anew;
    const sent = server.journal.entries.flatMap(entry => (entry.kind === 'received' ? [entry.op] : []));
    expect(sent).toEqual([2, 6, 2]);
  });

  test('a token that is revoked while connected ends the connection for good', async () => {
    const server = await start();
    const client = await connect(server);
    const ended = nextEvent<{ code: number }>(client, Events.ShardDisconnect);
    server.revokeToken();
    server.gateway.drop();
    expect((await ended).code).toBe(4004);
  });

  test.for([[false], [true]])('429 is waited out, global: %s', async ([global]) => {
    const server = await start();
    const api = rest(server);
    server.faults.plan({ fault: { kind: 'rate-limit', after: 0.5, global: global! }, method: 'POST' });
    await api.post(Routes.channelMessages(server.home.channel.id), { body: { content: 'a' } });
    expect(server.calls('POST', /messages$/).map(call => call.status)).toEqual([429, 200]);
    expect(server.faults.left).toBe(0);
  });

  test('5xx is tried again, and given up', async () => {
    const server = await start();
    const api = rest(server, { retries: 2 });
    const send = () => codeOf(api.post(Routes.channelMessages(server.home.channel.id), { body: { content: 'a' } }));
    server.faults.plan({ fault: { kind: 'status', status: 503 }, times: 2 });
    expect(await send()).toBe('done');
    server.faults.plan({ fault: { kind: 'status', status: 502 }, times: 3 });
    expect(await send()).toBe('502 undefined');
  });

  test('a planned error is told as it is', async () => {
    const server = await start();
    server.faults.plan({ fault: { kind: 'status', status: 403, code: 50013, message: 'Missing Permissions' } });
    expect(await codeOf(rest(server).get('/users/@me'))).toBe('403 50013');
  });

  test.for([[false], [true]])('a connection that is cut is not tried again, accepted: %s', async ([accepted]) => {
    const server = await start();
    server.faults.plan({ fault: { kind: 'cut', accepted: accepted! } });
    const sent = rest(server).post(Routes.channelMessages(server.home.channel.id), { body: { content: 'once' } });
    await expect(sent).rejects.toMatchObject({ code: 'UND_ERR_SOCKET' });
    expect(server.world.messagesIn(server.home.channel, server.home.person)).toHaveLength(accepted ? 1 : 0);
  });

  test.for([
    ['twice without a nonce', {}, 2],
    ['once with one', { nonce: 'n', enforce_nonce: true }, 1],
  ] as const)('a message whose answer never comes is sent again, and is there %s', async ([, nonce, messages]) => {
    const server = await start();
    const api = rest(server, { timeout: 200 });
    server.faults.plan({ fault: { kind: 'silence', accepted: true } });
    await api.post(Routes.channelMessages(server.home.channel.id), { body: { content: 'once', ...nonce } });
    expect(server.calls('POST', /messages$/)).toHaveLength(2);
    expect(server.world.messagesIn(server.home.channel, server.home.person)).toHaveLength(messages);
  });

  test('an acknowledgement whose answer never comes is sent again, and is then one too many', async () => {
    const server = await start();
    await register(server);
    const api = rest(server, { timeout: 200 });
    const { person, channel } = server.home;
    const { id, token } = server.people.slash(person, channel, 'ask', { question: 'who?' });
    server.faults.plan({ fault: { kind: 'silence', accepted: true }, path: /callback$/ });
    expect(await codeOf(api.post(Routes.interactionCallback(id, token), { body: { type: 5 }, auth: false }))).toBe(
      '400 40060',
    );
  });

  test('an old interaction takes the token from a client that says who it is', async () => {
    const clock = fixedClock();
    const server = await start({ clock });
    await register(server);
    const { person, channel } = server.home;
    const { id, token } = server.people.slash(person, channel, 'ask', { question: 'who?' });
    const api = rest(server);
    await api.post(Routes.interactionCallback(id, token), { body: { type: 5 }, auth: false });
    clock.advance(15 * 60_000 + 1);
    const edit = (auth: boolean) =>
      codeOf(api.patch(Routes.webhookMessage(server.world.application.id, token), { body: { content: 'a' }, auth }));
    expect(await edit(false)).toBe('401 50027');
    expect(await codeOf(api.get('/users/@me'))).toBe('done');
    expect(await edit(true)).toBe('401 50027');
    await expect(api.get('/users/@me')).rejects.toThrow('Expected token to be set');
  });

  test('whoever waits when the server closes is told', async () => {
    const server = await startDiscordServer();
    const waiting = expect(server.nextCall('GET', /nothing/)).rejects.toThrow('closed');
    await server.close();
    await waiting;
  });
});
