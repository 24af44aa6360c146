/** How people flag articles on Discord: by a reaction, by the menu of a message, and by an answer to which article they mean. */
import { describe, expect, onTestFinished, test } from 'vitest';
import { dropQuestions } from '../../../jobs/drop-questions.ts';
import { QUESTION_MS } from '../../../src/core/cases.ts';
import { StetError } from '../../../src/core/errors.ts';
import { articleIdOf, canonicalUrl } from '../../../src/ingest/identify.ts';
import { anArticle } from '../../support/articles.ts';
import { shiftableClock } from '../../support/clock.ts';
import { INTENTS } from '../../support/discord/gateway.ts';
import { type DiscordServer, startDiscordServer } from '../../support/discord/server.ts';
import { type Message, THREAD, type User } from '../../support/discord/world.ts';
import { dyingUnkept, flagsOn, reasonsOn, SECOND, twoArticles } from '../flags.ts';
import { memoryStore } from '../parts.ts';
import { answering } from '../slack/house.ts';
import { aHouse, CLOCK, type House } from './house.ts';
import { textOf } from './reading.ts';

const FLAG = '🚩';
const QUESTION = 'who closed the quay?';

/** An answer that stands in the desk's channel, and is kept. */
async function anAnswerIn({ discord, store }: House, place = discord.home.channel): Promise<Message> {
  const answer = await discord.answerTo(
    discord.people.slash(discord.home.person, place, 'ask', { question: QUESTION }),
  );
  await isKept(answer, store);
  return answer;
}

async function isKept({ id, channel }: Message, store: House['store']): Promise<void> {
  const place = { platform: 'discord', space: channel.guild?.id ?? '@me', channel: (channel.parent ?? channel).id };
  await expect.poll(() => store.postOfMessage({ ...place, message: id }), { interval: 2 }).not.toBe(null);
}

/** Resolves when everything the gateway sent has come to Stet, and Stet is done with it. */
async function settled({ discord, service, queue }: Pick<House, 'discord' | 'service' | 'queue'>): Promise<void> {
  const beat = discord.journal.next(entry => entry.kind === 'received' && entry.op === 1);
  discord.gateway.askForHeartbeat();
  await beat;
  await service.close(5_000);
  await queue.idle();
}

const isWaiting = ({ content }: Message) => content.includes('is for you alone');

const who = ({ id }: User) => `discord:${id}`;

/** A server whose messages may all be read; closed when the test is done. */
async function aServer(given: Parameters<typeof startDiscordServer>[0] = {}): Promise<DiscordServer> {
  const discord = await startDiscordServer({ clock: CLOCK, ...given });
  onTestFinished(() => discord.close());
  return discord;
}

const flagged = (house: House, article: string, ...people: User[]) =>
  expect.poll(() => flagsOn(house.store, article), { interval: 2, timeout: 5_000 }).toEqual(people.map(who));

describe('a reaction', () => {
  test('flags the article that a post shows; taken back, the flag is gone', async () => {
    const house = await aHouse();
    const { people, home } = house.discord;
    const answer = await anAnswerIn(house);
    people.react(home.person, answer, FLAG);
    await flagged(house, 't-1', home.person);
    people.unreact(home.person, answer, FLAG);
    await flagged(house, 't-1');
    people.react(home.person, answer, FLAG);
    await flagged(house, 't-1', home.person);
  });

  test('of several people counts each of them once', async () => {
    const house = await aHouse();
    const { people, home } = house.discord;
    const other = house.discord.addPerson('other');
    const answer = await anAnswerIn(house);
    for (const person of [home.person, other, home.person]) people.react(person, answer, FLAG);
    await flagged(house, 't-1', home.person, other);
  });

  test('flags what was posted five years and a restart ago', async () => {
    const clock = shiftableClock('2026-01-07T12:00:00Z');
    const discord = await aServer({ clock });
    const store = await memoryStore();
    onTestFinished(() => store.close());
    const before = await aHouse({ discord, store, clock });
    const answer = await anAnswerIn(before);
    await before.service.close(1_000);
    clock.advance(5 * 365 * 86_400_000);
    const house = await aHouse({ discord, store, clock });
    discord.people.react(discord.home.person, answer, FLAG);
    await flagged(house, 't-1', discord.home.person);
  });

  test('in a thread that Stet has not heard of since its start is heard', async () => {
    const discord = await aServer();
    const store = await memoryStore();
    onTestFinished(() => store.close());
    const { guild, channel, person } = discord.home;
    const thread = discord.world.addChannel({ type: THREAD, name: 'a thread', guild, parent: channel });
    const before = await aHouse({ discord, store });
    discord.people.mention(person, thread, QUESTION);
    const answer = await discord.said(({ channel: where }) => where === thread);
    await isKept(answer, store);
    await before.service.close(1_000);
    thread.archived = true;
    const house = await aHouse({ discord, store });
    discord.people.react(person, answer, FLAG);
    await flagged(house, 't-1', person);
  });

  test('with another emoji, of Stet itself or of another bot flags nothing', async () => {
    const house = await aHouse();
    const { people, home, world } = house.discord;
    const answer = await anAnswerIn(house);
    people.react(home.person, answer, '👍');
    people.react(world.bot, answer, FLAG);
    people.react(house.discord.addPerson('other-bot', { bot: true }), answer, FLAG);
    await settled(house);
    expect(await flagsOn(house.store, 't-1')).toEqual([]);
    expect(house.faults).toEqual([]);
  });

  test('is the emoji that was set, with or without the mark that asks for its picture', async () => {
    const house = await aHouse({ adapter: { flagEmoji: '⚠' } });
    const { people, home } = house.discord;
    const answer = await anAnswerIn(house);
    people.react(home.person, answer, '⚠️');
    await flagged(house, 't-1', home.person);
  });

  test('in a server that is not served flags nothing', async () => {
    const house = await aHouse();
    const { people, home } = house.discord;
    const answer = await anAnswerIn(house);
    await house.service.close(1_000);
    const elsewhere = await aHouse({ discord: house.discord, store: house.store, adapter: { guilds: ['12345'] } });
    people.react(home.person, answer, FLAG);
    await settled(elsewhere);
    expect(await flagsOn(house.store, 't-1')).toEqual([]);
  });

  test('in a direct conversation flags what stands there', async () => {
    const house = await aHouse();
    const { people, home } = house.discord;
    people.dm(home.person, QUESTION);
    const answer = await house.discord.said(({ content }) => content.includes('The harbour master'));
    await isKept(answer, house.store);
    people.react(home.person, answer, FLAG);
    await flagged(house, 't-1', home.person);
  });

  test('that cannot be kept now is kept as soon as it can be', async () => {
    let fails = 2;
    const house = await aHouse({
      between: store => ({
        ...store,
        flag: async draft => {
          if (fails-- > 0) throw new StetError('store-full', 'no room');
          return store.flag(draft);
        },
      }),
    });
    house.discord.people.react(house.discord.home.person, await anAnswerIn(house), FLAG);
    await flagged(house, 't-1', house.discord.home.person);
    expect(house.faults.map(({ error }) => error.code)).toEqual(['store-full', 'store-full']);
  });

  test('that is taken back at once leaves no flag', async () => {
    const house = await aHouse();
    const { people, home } = house.discord;
    const answer = await anAnswerIn(house);
    people.react(home.person, answer, FLAG);
    people.unreact(home.person, answer, FLAG);
    await settled(house);
    expect(await flagsOn(house.store, 't-1')).toEqual([]);
  });

  test.for([
    ['flags the article it links to, where messages may be read', true],
    ['flags nothing where they may not', false],
  ] as const)('on what somebody said %s', async ([, messageContent]) => {
    const discord = await aServer({ privileged: messageContent ? INTENTS.messageContent : 0 });
    const house = await aHouse({ discord, adapter: { messageContent } });
    const { people, home } = discord;
    const url = 'https://harbour.example/quay';
    const { article } = await house.store.saveArticle(anArticle({ id: articleIdOf(canonicalUrl(url)), url }));
    people.react(home.person, people.say(discord.addPerson('other'), home.channel, `Look: <${url}>.`), FLAG);
    await settled(house);
    expect(await flagsOn(house.store, article.id)).toEqual(messageContent ? [who(home.person)] : []);
    expect(house.faults).toEqual([]);
  });
});

describe('a reaction on a message that stands there before Stet knows which post it is', () => {
  const HOUR_MS = 3_600_000;
  const waiting = (store: House['store']) => store.waitingReactions('discord');

  /** What it takes to go on with after a process died between what Discord took and what was kept, and the message that stands there. */
  async function aMessageUnkept() {
    const [clock, store] = [shiftableClock('2026-01-07T12:00:00Z'), await memoryStore()];
    onTestFinished(() => store.close());
    const discord = await aServer({ clock });
    const house = await aHouse({ discord, store, clock, between: dyingUnkept });
    const { people, home } = discord;
    const message = await discord.answerTo(people.slash(home.person, home.channel, 'ask', { question: QUESTION }));
    const react = async (person: User) => {
      people.react(person, message, FLAG);
      await expect
        .poll(async () => (await waiting(store)).map(({ reaction }) => reaction.person))
        .toContain(who(person));
    };
    const goOn = async (between?: typeof dyingUnkept) => {
      await house.service.close(1_000);
      await house.queue.close(0);
      return aHouse({ discord, store, clock, ...(between && { between }) });
    };
    return { discord, store, clock, message, react, goOn };
  }

  test('waits, and is heeded once the next process has found it', async () => {
    const { discord, store, message, react, goOn } = await aMessageUnkept();
    const { people, home } = discord;
    const other = discord.addPerson('other');
    for (const person of [home.person, other]) await react(person);
    people.unreact(other, message, FLAG);
    await expect.poll(async () => (await waiting(store)).length, { interval: 2 }).toBe(1);
    expect(await flagsOn(store, 't-1')).toEqual([]);
    const house = await goOn();
    await flagged(house, 't-1', home.person);
    await expect.poll(() => waiting(store), { interval: 2 }).toEqual([]);
    people.unreact(home.person, message, FLAG);
    await flagged(house, 't-1');
  }, 15_000);

  test('is not dropped without a word where nobody ever knows', async () => {
    const { discord, store, clock, react, goOn } = await aMessageUnkept();
    const person = discord.addPerson('flagger');
    await react(person);
    clock.advance(HOUR_MS);
    await goOn(dyingUnkept);
    const told = await discord.said(({ content }) => content.includes('Nothing was flagged'));
    expect(told.channel).toBe(discord.world.directChannel(person));
    expect(await flagsOn(store, 't-1')).toEqual([]);
    await expect.poll(() => waiting(store), { interval: 2 }).toEqual([]);
  }, 15_000);

  test('of somebody else waits for nothing', async () => {
    const house = await aHouse();
    const { people, home, addPerson } = house.discord;
    people.react(home.person, people.say(addPerson('other'), home.channel, 'lunch?'), FLAG);
    await settled(house);
    expect(await waiting(house.store)).toEqual([]);
  });
});

describe('a post of several articles', () => {
  /** A house whose answers stand on two articles, one of which somebody flags by a reaction. */
  async function asked({
    open = true,
    place,
    ...given
  }: { open?: boolean; place?: Message['channel'] } & Parameters<typeof aHouse>[0] = {}) {
    const store = await memoryStore(given.clock);
    onTestFinished(() => store.close());
    const newsroom = { ask: await twoArticles(store, await answering(store)) };
    const house = await aHouse({ store, newsroom, ...given });
    const { discord } = house;
    const person = discord.addPerson('flagger');
    person.takesDirectMessages = open;
    const answer = await anAnswerIn(house, place);
    discord.people.react(person, answer, FLAG);
    return { ...house, person, answer };
  }
  const asks = ({ content }: Message) => content.includes('Which one do you mean?');

  test('asks the flagger alone which is meant, and flags that one', async () => {
    const { discord, store, person, ...house } = await asked();
    const question = await discord.said(asks);
    expect(question.channel).toBe(discord.world.directChannel(person));
    expect(question.content).toContain('within 24 hours');
    expect(await flagsOn(store, 't-1')).toEqual([]);
    const [, second] = buttonsOf(question);
    const told = await discord.answerTo(discord.people.press(person, question, second!));
    expect(told.content).toContain('is flagged');
    await flagged({ discord, store, ...house }, SECOND.id, person);
    expect(await flagsOn(store, 't-1')).toEqual([]);
  });

  test('has a button below it for somebody who takes no direct messages, which shows them the question', async () => {
    const { discord, store, person, answer, ...house } = await asked({ open: false });
    const waiting = await discord.said(({ content }) => content.includes('is for you alone'));
    expect(waiting.channel).toBe(answer.channel);
    expect(waiting.replies?.id).toBe(answer.id);
    expect(waiting.only).toBe(null);
    expect(waiting.content).toContain(`<@${person.id}>`);
    expect(waiting.mentions).toEqual([]);
    expect(JSON.stringify([waiting.content, waiting.embeds])).not.toContain('Port');
    const question = await discord.answerTo(discord.people.press(person, waiting, 'Show it to me'));
    expect(question.only).toBe(person);
    expect(question.content).toContain('Which one do you mean?');
    const told = await discord.answerTo(discord.people.press(person, question, buttonsOf(question)[0]!));
    expect(told.only).toBe(person);
    await flagged({ discord, store, ...house }, 't-1', person);
  });

  test('shows that question to nobody else', async () => {
    const { discord } = await asked({ open: false });
    const waiting = await discord.said(({ content }) => content.includes('is for you alone'));
    const other = discord.addPerson('curious');
    const told = await discord.answerTo(discord.people.press(other, waiting, 'Show it to me'));
    expect(told.only).toBe(other);
    expect(told.content).toContain('That is for somebody else.');
    expect(told.components).toEqual([]);
  });

  test('takes the flag back with the reaction, whichever article was chosen', async () => {
    const { discord, store, person, answer, ...house } = await asked();
    const question = await discord.said(asks);
    discord.people.press(person, question, buttonsOf(question)[1]!);
    await flagged({ discord, store, ...house }, SECOND.id, person);
    discord.people.unreact(person, answer, FLAG);
    await flagged({ discord, store, ...house }, SECOND.id);
  });

  test('drops the flag after a day without an answer, and says so', async () => {
    const clock = shiftableClock('2026-01-07T12:00:00Z');
    const { discord, store, queue, person } = await asked({ clock });
    const question = await discord.said(asks);
    clock.advance(QUESTION_MS + 60_000);
    await queue.add(dropQuestions, {});
    const told = await discord.said(({ content }) => content.includes('Nothing was flagged'));
    expect(told.channel).toBe(discord.world.directChannel(person));
    const late = await discord.answerTo(discord.people.press(person, question, buttonsOf(question)[0]!));
    expect(late.content).toContain('That button has run out');
    expect(await flagsOn(store, 't-1')).toEqual([]);
  });

  test('says so below a button in the thread where somebody flagged who takes no direct messages', async () => {
    const clock = shiftableClock('2026-01-07T12:00:00Z');
    const discord = await aServer({ clock });
    const { guild, channel } = discord.home;
    const thread = discord.world.addChannel({ type: THREAD, name: 'a thread', guild, parent: channel });
    const { queue, person } = await asked({ open: false, clock, discord, place: thread });
    const question = await discord.said(isWaiting);
    clock.advance(QUESTION_MS + 60_000);
    await queue.add(dropQuestions, {});
    const waiting = await discord.said(each => isWaiting(each) && each !== question);
    expect([waiting.channel, waiting.only, waiting.mentions]).toEqual([thread, null, []]);
    expect(textOf([waiting as never])).not.toContain('flagged');
    const told = await discord.answerTo(discord.people.press(person, waiting, 'Show it to me'));
    expect([told.only, told.content]).toEqual([person, expect.stringContaining('Nothing was flagged')]);
  });

  test('shows titles as they are: they ping nobody, and are no Markdown', async () => {
    const { discord } = await asked();
    const question = await discord.said(asks);
    expect([question.mentions, question.mentionsEveryone]).toEqual([[], false]);
    const shown = JSON.stringify([question.content, question.embeds]);
    expect(shown).not.toContain('](https://evil.example)');
    expect(shown).not.toContain('\u202e');
    expect(buttonsOf(question)).toHaveLength(2);
  });
});

describe('whoever flagged', () => {
  /** An article that somebody flags by a reaction, and that an editor disputes then. */
  async function disputed(open: boolean) {
    const house = await aHouse();
    const { discord, store } = house;
    const { guild, channel } = discord.home;
    const person = discord.addPerson('flagger');
    person.takesDirectMessages = open;
    discord.people.react(person, await anAnswerIn(house), FLAG);
    await flagged(house, 't-1', person);
    const editor = discord.addPerson('editor', { roles: [discord.world.addRole(guild, 'desk', ['manageGuild']).id] });
    const options = { article: 't-1', ruling: 'disputed', reason: 'The master denies it.' };
    discord.people.slash(editor, channel, 'desk verdict', options);
    await expect.poll(async () => (await store.article('t-1'))?.verdict, { interval: 2 }).toBe('disputed');
    return { ...house, person };
  }
  const isOutcome = ({ content }: Message) => content.includes('An article that you flagged was decided on');

  test('hears the outcome in a direct message', async () => {
    const { discord, person } = await disputed(true);
    const told = await discord.said(isOutcome);
    expect(told.channel).toBe(discord.world.directChannel(person));
    expect(textOf([told as never])).toContain('The master denies it.');
  });

  test('and takes no direct messages finds it behind a button where they flagged, which says nothing of it', async () => {
    const { discord, person } = await disputed(false);
    const waiting = await discord.said(isWaiting);
    expect([waiting.channel, waiting.only]).toEqual([discord.home.channel, null]);
    expect(textOf([waiting as never])).not.toMatch(/flag|decided|denies|t-1/);
    const told = await discord.answerTo(discord.people.press(person, waiting, 'Show it to me'));
    expect([told.only, isOutcome(told)]).toEqual([person, true]);
  });
});

describe('Flag this article', () => {
  async function opened({ discord }: House, message: Message) {
    const menu = discord.people.contextMenu(discord.home.person, message, 'Flag this article');
    await discord.journal.when(() => menu.modal);
    return menu;
  }

  test('flags the one article that a post shows, with a reason', async () => {
    const house = await aHouse();
    const { discord } = house;
    const menu = await opened(house, await anAnswerIn(house));
    const reason = 'The quay is **open** @everyone \u202eso';
    const told = await discord.answerTo(discord.people.submitModal(menu, { reason }));
    expect(told.only).toBe(discord.home.person);
    expect(told.content).toContain('is flagged');
    expect(told.mentionsEveryone).toBe(false);
    expect(await reasonsOn(house.store, 't-1')).toEqual([[who(discord.home.person), reason]]);
  });

  test('needs no reason, and asks which of several articles', async () => {
    const store = await memoryStore();
    onTestFinished(() => store.close());
    const house = await aHouse({ store, newsroom: { ask: await twoArticles(store, await answering(store)) } });
    const menu = await opened(house, await anAnswerIn(house));
    expect(() => house.discord.people.submitModal(menu)).toThrow('asks for "article"');
    await house.discord.answerTo(house.discord.people.submitModal(menu, { article: SECOND.id }));
    expect(await reasonsOn(store, SECOND.id)).toEqual([[who(house.discord.home.person), null]]);
  });

  test('reads the links of what somebody said, though messages may not be read otherwise', async () => {
    const house = await aHouse();
    const { people, home, addPerson } = house.discord;
    const url = 'https://harbour.example/quay';
    const { article } = await house.store.saveArticle(anArticle({ id: articleIdOf(canonicalUrl(url)), url }));
    const menu = await opened(house, people.say(addPerson('other'), home.channel, `see ${url}`));
    await house.discord.answerTo(people.submitModal(menu));
    expect(await flagsOn(house.store, article.id)).toEqual([who(home.person)]);
  });

  test('says where there is no article to flag', async () => {
    const house = await aHouse();
    const { people, home, addPerson } = house.discord;
    const menu = people.contextMenu(
      home.person,
      people.say(addPerson('other'), home.channel, 'lunch?'),
      'Flag this article',
    );
    const told = await house.discord.answerTo(menu);
    expect(told.only).toBe(home.person);
    expect(told.content).toContain('shows no article');
  });
});

function buttonsOf({ components }: Message): string[] {
  const rows = components as { components: { custom_id: string }[] }[];
  return rows.flatMap(row => row.components.map(({ custom_id: id }) => id));
}
