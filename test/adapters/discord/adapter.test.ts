import { describe, expect, test } from 'vitest';
import { StetError } from '../../../src/core/errors.ts';
import { INTENTS } from '../../support/discord/gateway.ts';
import { type DiscordServer, startDiscordServer } from '../../support/discord/server.ts';
import { EPHEMERAL, LOADING, type Message, THREAD } from '../../support/discord/world.ts';
import { memoryStore } from '../parts.ts';
import { SENTENCE } from '../slack/house.ts';
import { aHouse, CLOCK, type House } from './house.ts';

const QUESTION = 'who closed the quay?';

describe('what people see on Discord', () => {
  test('a slash command is answered in the channel, with who asked what', async () => {
    const { discord } = await aHouse();
    const { person, channel } = discord.home;
    const answer = await discord.answerTo(discord.people.slash(person, channel, 'ask', { question: QUESTION }));
    const shown = JSON.stringify([answer.content, answer.embeds]);
    expect(shown).toContain('The harbour master');
    expect(shown).toContain(SENTENCE);
    expect(shown).toContain(QUESTION);
    expect(shown).toContain(person.id);
  });

  test('a mention is answered as a reply to it, which does not repeat it', async () => {
    const { discord } = await aHouse();
    const { person, channel } = discord.home;
    const said = discord.people.mention(person, channel, QUESTION);
    const answer = await discord.said(isAnswer);
    expect(answer.replies?.id).toBe(said.id);
    expect(answer.content).not.toContain(QUESTION);
  });

  test('a button is pressed, and its answer is for whoever pressed it', async () => {
    const { discord } = await aHouse();
    const { person, channel } = discord.home;
    const answer = await discord.answerTo(discord.people.slash(person, channel, 'ask', { question: QUESTION }));
    const pressed = await discord.answerTo(discord.people.press(person, answer, 'Sources'));
    expect(JSON.stringify(pressed.embeds)).toContain(SENTENCE);
    expect(pressed.only).toBe(person);
  });

  test('a command whose answer is for the asker alone shows nobody else that it was asked', async () => {
    const { discord } = await aHouse();
    const { person, channel } = discord.home;
    const asked = discord.people.slash(person, channel, 'stet help');
    const answer = await discord.answerTo(asked);
    expect(answer.id).toBe(asked.original!.id);
    expect(answer.only).toBe(person);
  });

  test('in a direct conversation nothing is hidden from the one who is there', async () => {
    const { discord } = await aHouse();
    const direct = discord.world.directChannel(discord.home.person);
    const asked = discord.people.slash(discord.home.person, direct, 'ask', { question: QUESTION, private: true });
    const answer = await discord.answerTo(asked);
    expect(answer.flags & EPHEMERAL).toBe(0);
    await discord.answerTo(discord.people.press(discord.home.person, answer, 'Sources'));
    expect(discord.calls('DELETE', /./)).toEqual([]);
  });

  test('what is typed for an article is completed from the record, and nothing is answered', async () => {
    const { discord } = await aHouse();
    const { person, channel } = discord.home;
    const typed = discord.people.autocomplete(person, channel, 'stet article', 'id', 't-');
    const choices = await discord.journal.when(() => typed.choices);
    expect(choices).toEqual([{ name: expect.stringContaining('t-1'), value: 't-1' }]);
  });

  test('a link in a message has no preview of Discord’s own', async () => {
    const { discord } = await aHouse();
    const said = discord.people.mention(discord.home.person, discord.home.channel, '/search quay');
    const answer = await discord.said(({ replies }) => replies?.id === said.id);
    expect(answer.embeds.length > 0 || (answer.flags & 4) === 4).toBe(true);
  });

  test('Stet types while an answer takes more than a moment', async () => {
    const release = Promise.withResolvers<never>();
    const { discord } = await aHouse({ newsroom: { ask: () => release.promise } });
    discord.people.mention(discord.home.person, discord.home.channel, QUESTION);
    await discord.nextCall('POST', /\/typing$/);
    release.reject(new StetError('bad-question', 'that will do'));
  });
});

describe('a message is asked about', () => {
  const opened = async ({ discord }: House) => {
    const { person, channel } = discord.home;
    const message = discord.people.say(discord.addPerson('other'), channel, 'The **quay**\nwas closed.');
    const menu = discord.people.contextMenu(person, message, 'Ask about this message');
    await discord.journal.when(() => menu.modal);
    return menu;
  };

  test('with its words in the question, which may be changed', async () => {
    const house = await aHouse();
    const menu = await opened(house);
    expect(JSON.stringify(menu.modal)).toContain('The **quay** was closed.');
    const answer = await house.discord.answerTo(house.discord.people.submitModal(menu, { question: QUESTION }));
    expect(answer.content).toContain('The harbour master');
    expect(answer.content).toContain(QUESTION);
    expect(answer.only).toBe(null);
  });

  test('by one who alone sees the answer', async () => {
    const house = await aHouse();
    const submitted = house.discord.people.submitModal(await opened(house), { audience: 'alone' });
    const answer = await house.discord.answerTo(submitted);
    expect(answer.only).toBe(house.discord.home.person);
  });
});

describe('a conversation goes on', () => {
  test.for([
    ['by a reply to the answer', false],
    ['by a reply to the answer, where all messages may be read', true],
  ] as const)('%s', async ([, messageContent]) => {
    const asked: (string | null | undefined)[] = [];
    const house = await heardBy(asked, messageContent);
    const { people, home } = house;
    people.mention(home.person, home.channel, QUESTION);
    const answer = await keptAnswer(house);
    people.say(home.person, home.channel, 'and when?', { replyTo: answer });
    await expect.poll(() => asked.length, { interval: 2 }).toBe(2);
    expect(asked).toEqual([null, QUESTION]);
  });

  test.for([
    ['in a thread without a mention, where all messages may be read', true, 'and when?', 2],
    ['in a thread by a mention, where they may not', false, '<@stet> and when?', 2],
    ['in a thread, but not with what somebody says to another', true, '<@other> and when?', 1],
  ] as const)('%s', async ([, messageContent, words, count]) => {
    const asked: (string | null | undefined)[] = [];
    const house = await heardBy(asked, messageContent);
    const { discord, people, home, service } = house;
    const { guild, channel, person } = home;
    const thread = discord.world.addChannel({ type: THREAD, name: 'a thread', guild, parent: channel });
    people.mention(person, thread, QUESTION);
    const answer = await keptAnswer(house);
    expect(answer.channel).toBe(thread);
    const other = discord.addPerson('other');
    people.say(person, thread, words.replace('stet', discord.world.bot.id).replace('other', other.id));
    if (count === 2) await expect.poll(() => asked.length, { interval: 2 }).toBe(2);
    await service.close(1_000);
    expect(asked).toEqual(count === 2 ? [null, QUESTION] : [null]);
  });

  test('in a thread by a reply to what Stet said there', async () => {
    const asked: (string | null | undefined)[] = [];
    const house = await heardBy(asked, false);
    const { discord, people, home } = house;
    const { guild, channel, person } = home;
    const thread = discord.world.addChannel({ type: THREAD, name: 'a thread', guild, parent: channel });
    people.mention(person, thread, QUESTION);
    const replyTo = await keptAnswer(house);
    people.say(person, thread, 'and when?', { replyTo });
    await expect.poll(() => asked.length, { interval: 2 }).toBe(2);
    expect(asked).toEqual([null, QUESTION]);
  });

  test('but not with what people say among themselves, nor with a message that cannot be read', async () => {
    const asked: (string | null | undefined)[] = [];
    const { people, home, service } = await heardBy(asked, false);
    people.say(home.person, home.channel, QUESTION);
    people.mention(home.person, home.channel, '');
    await service.close(1_000);
    expect(asked).toEqual([]);
  });
});

describe('what goes wrong at Discord', () => {
  test('an acknowledgement that came too late is no fault: the answer is an ordinary message', async () => {
    const { discord, faults } = await aHouse();
    const { person, channel } = discord.home;
    discord.faults.plan({ path: /callback$/, fault: { kind: 'status', status: 404, code: 10_062 } });
    discord.people.slash(person, channel, 'ask', { question: QUESTION });
    expect((await discord.said(isAnswer)).interaction).toBe(null);
    expect(faults).toEqual([]);
  });

  test('an acknowledgement that was cut off is a fault, and the answer comes', async () => {
    const { discord, faults } = await aHouse();
    const { person, channel } = discord.home;
    discord.faults.plan({ path: /callback$/, fault: { kind: 'cut', accepted: true } });
    const answer = await discord.answerTo(discord.people.slash(person, channel, 'ask', { question: QUESTION }));
    expect(answer.content).toContain('The harbour master');
    expect(faults.map(({ error }) => error.code)).toEqual(['not-delivered']);
  });

  test('a sign that cannot be shown costs nobody the answer', async () => {
    const release = Promise.withResolvers<void>();
    const { discord } = await aHouse({
      newsroom: {
        ask: async () => {
          await release.promise;
          throw new StetError('bad-question', 'too short', { userMessage: 'That is no question.' });
        },
      },
    });
    discord.faults.plan({ path: /typing$/, fault: { kind: 'status', status: 403, code: 50_013 } });
    discord.people.mention(discord.home.person, discord.home.channel, QUESTION);
    await discord.nextCall('POST', /\/typing$/);
    release.resolve();
    await discord.said(({ content }) => content.includes('That is no question.'));
  });

  test('a typed word that comes too late to be completed is no fault', async () => {
    const { discord, faults, service } = await aHouse();
    const { person, channel } = discord.home;
    discord.faults.plan({ path: /callback$/, fault: { kind: 'status', status: 404, code: 10_062 } });
    discord.people.autocomplete(person, channel, 'stet article', 'id', 't-');
    await discord.nextCall('POST', /callback$/);
    await service.close(1_000);
    expect(faults).toEqual([]);
  });

  test('a question that took longer than Discord waits leaves nothing that says it is being thought about', async () => {
    const release = Promise.withResolvers<void>();
    let ahead = 0;
    const clock = { now: () => new Date(CLOCK.now().getTime() + ahead) };
    const discord = await startDiscordServer({ clock });
    const store = await memoryStore();
    const house = await aHouse({
      discord,
      store,
      newsroom: {
        ask: async () => {
          await release.promise;
          throw new StetError('store-failed', 'at last', { userMessage: 'At last.' });
        },
      },
    });
    const asked = discord.people.slash(discord.home.person, discord.home.channel, 'ask', { question: QUESTION });
    await discord.journal.when(() => asked.acknowledged);
    ahead = 16 * 60_000;
    release.resolve();
    await discord.said(({ content }) => content.includes('At last.'));
    await house.service.close(1_000);
    const thinking = [...discord.world.messages.values()].filter(each => !each.deleted && (each.flags & LOADING) !== 0);
    expect(thinking).toEqual([]);
    await discord.close();
    await store.close();
  });
});

const isAnswer = ({ content }: Message) => content.includes('The harbour master');

/** The answer in a place, once it is kept where it stands. */
async function keptAnswer({ discord, store }: House): Promise<Message> {
  const answer = await discord.said(isAnswer);
  const { channel, id } = answer;
  const place = { platform: 'discord', space: channel.guild!.id, channel: (channel.parent ?? channel).id, message: id };
  await expect.poll(() => store.postOfMessage(place), { interval: 2 }).not.toBe(null);
  return answer;
}

/** A house that writes down the question before each one it is asked. */
async function heardBy(before: (string | null | undefined)[], messageContent: boolean) {
  const discord: DiscordServer = await startDiscordServer({ clock: CLOCK, privileged: INTENTS.messageContent });
  const made = await aHouse({ discord, adapter: { messageContent }, onAsk: (_, leansOn) => before.push(leansOn) });
  return { ...made, people: discord.people, home: discord.home };
}
