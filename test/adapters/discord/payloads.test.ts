/**
 * One recorded payload a scenario, in `test/support/discord/payloads/`: what the test server sends is compared with it, and what
 * Stet reads in it is said. A change of shape is a change of these files, to be held against Discord's reference.
 */
import { expect, test } from 'vitest';
import type { RequestDraft } from '../../../src/core/chat.ts';
import { fixedClock } from '../../support/clock.ts';
import type { Interaction } from '../../support/discord/interactions.ts';
import { type DiscordServer, startDiscordServer } from '../../support/discord/server.ts';
import { type Message, THREAD } from '../../support/discord/world.ts';
import { aHouse, type House } from './house.ts';

const CLOCK = fixedClock('2026-01-07T12:00:00Z');
const QUESTION = 'who closed the quay?';

interface Scenario {
  /** The last event of it is recorded. */
  act: (discord: DiscordServer, house: House) => unknown;
  event: string;
  /** What is asked by it: the command, for whom, and where; null where nothing is. */
  reads: string | null;
}

const inChannel = (act: Scenario['act'], reads: string | null): Scenario => ({
  ...{ act, reads },
  event: 'INTERACTION_CREATE',
});
const said = (act: Scenario['act'], reads: string | null): Scenario => ({
  ...{ act, reads },
  event: 'MESSAGE_CREATE',
});
const threadOf = ({ world, home }: DiscordServer) =>
  world.addChannel({ type: THREAD, name: 'a thread', guild: home.guild, parent: home.channel });

const scenarios: Record<string, Scenario> = {
  command: inChannel(
    ({ people, home }) => people.slash(home.person, home.channel, 'ask', { question: QUESTION }),
    'ask, for all, in a channel',
  ),
  'command-private': inChannel(
    ({ people, home }) => people.slash(home.person, home.channel, 'ask', { question: QUESTION, private: true }),
    'ask, for one, in a channel',
  ),
  subcommand: inChannel(
    ({ people, home }) => people.slash(home.person, home.channel, 'stet search', { words: 'quay' }),
    'search, for all, in a channel',
  ),
  'command-in-thread': inChannel(
    discord => discord.people.slash(discord.home.person, threadOf(discord), 'ask', { question: QUESTION }),
    'ask, for all, in a thread',
  ),
  'command-in-direct-conversation': inChannel(
    ({ people, world, home }) =>
      people.slash(home.person, world.directChannel(home.person), 'ask', { question: QUESTION }),
    'ask, for all, directly',
  ),
  autocomplete: inChannel(
    ({ people, home }) => people.autocomplete(home.person, home.channel, 'stet article', 'id', 't-'),
    null,
  ),
  'context-menu': inChannel(discord => contextMenu(discord), null),
  'context-menu-why': inChannel(async discord => {
    const answer = await answered(discord, false);
    discord.people.contextMenu(discord.home.person, answer, 'Why does Stet say this?');
  }, 'why, for one, in a channel'),
  'modal-submit': inChannel(async discord => {
    const menu = contextMenu(discord);
    await discord.journal.when(() => menu.modal);
    discord.people.submitModal(menu, { question: QUESTION, audience: 'alone' });
  }, 'ask, for one, in a channel'),
  button: inChannel(async discord => {
    const answer = await answered(discord, false);
    discord.people.press(discord.home.person, answer, 'Sources');
  }, 'press, for one, in a channel'),
  'button-on-ephemeral-message': inChannel(async discord => {
    const answer = await answered(discord, true);
    discord.people.press(discord.home.person, answer, 'Sources');
  }, 'press, for one, in a channel'),
  mention: said(
    ({ people, home }) => people.mention(home.person, home.channel, QUESTION),
    'ask, for all, in a channel',
  ),
  'message-in-thread': said(discord => {
    discord.people.mention(discord.home.person, threadOf(discord), QUESTION);
  }, 'ask, for all, in a thread'),
  'direct-message': said(({ people, home }) => people.dm(home.person, QUESTION), 'ask, for all, directly'),
  'reply-with-ping': said(async (discord, { store }) => {
    const replyTo = await answered(discord, false);
    // A reply is known by what it replies to, once that is kept.
    const place = { platform: 'discord', space: discord.home.guild.id, channel: discord.home.channel.id };
    await expect.poll(() => store.postOfMessage({ ...place, message: replyTo.id }), { interval: 2 }).not.toBe(null);
    discord.people.say(discord.home.person, discord.home.channel, 'and when?', { replyTo });
  }, 'ask, for all, in a channel'),
  'message-without-content': said(({ people, home }) => people.say(home.person, home.channel, QUESTION), null),
  'message-of-other-bot': said(
    ({ people, addPerson, home }) => people.mention(addPerson('other-bot', { bot: true }), home.channel, QUESTION),
    null,
  ),
  'own-message': said(({ people, world, home }) => people.say(world.bot, home.channel, QUESTION), null),
  'own-message-changed': {
    act: ({ people, world, home }) => people.edit(people.say(world.bot, home.channel, QUESTION), 'and when?'),
    event: 'MESSAGE_UPDATE',
    reads: null,
  },
  'reaction-added': {
    act: async discord => discord.people.react(discord.home.person, await answered(discord, false), '👍'),
    event: 'MESSAGE_REACTION_ADD',
    reads: null,
  },
  'reaction-removed': {
    act: async discord => {
      const answer = await answered(discord, false);
      discord.people.react(discord.home.person, answer, '👍');
      discord.people.unreact(discord.home.person, answer, '👍');
    },
    event: 'MESSAGE_REACTION_REMOVE',
    reads: null,
  },
  'guild-create': { act: ({ invite }) => invite('Another'), event: 'GUILD_CREATE', reads: null },
};

test.for(Object.entries(scenarios))('%s', async ([name, { act, event, reads }]) => {
  const discord = await startDiscordServer({ clock: CLOCK });
  const asked: RequestDraft[] = [];
  const house = await aHouse({ discord, clock: CLOCK, onRequest: draft => asked.push(draft) });
  await act(discord, house);
  const sent = discord.journal.entries.findLast(entry => entry.kind === 'dispatched' && entry.event === event);
  const data = sent?.kind === 'dispatched' ? (sent.data as { id?: string }) : {};
  await expect(recorded({ t: event, d: data })).toMatchFileSnapshot(`../../support/discord/payloads/${name}.json`);
  // What was sent has come to the client when it says so by a heartbeat.
  const beat = discord.journal.next(entry => entry.kind === 'received' && entry.op === 1);
  discord.gateway.askForHeartbeat();
  await beat;
  await house.service.close(1_000);
  const read = asked.find(draft => draft.event.endsWith(`:${data.id}`));
  expect(read ? inWords(read) : null).toBe(reads);
  await discord.close();
});

/** As it is kept: the ids of Stet's buttons, which differ each time, made one, and lists of one word on one line. */
function recorded(payload: object): string {
  const text = JSON.stringify(payload, null, 2).replace(/"b-[a-z2-7]{10}"/g, '"b-2345672345"');
  return `${text.replace(/\[\s+("[^"]*")\s+\]/g, '[$1]')}\n`;
}

function inWords({ call, target }: RequestDraft): string {
  const where = target.direct ? 'directly' : target.thread === null ? 'in a channel' : 'in a thread';
  return `${call.command}, for ${target.only === null ? 'all' : 'one'}, ${where}`;
}

function contextMenu({ people, home, addPerson }: DiscordServer): Interaction {
  const message = people.say(addPerson('other'), home.channel, 'The quay was closed.');
  return people.contextMenu(home.person, message, 'Ask about this message');
}

/** An answer that stands there and is kept. */
async function answered(discord: DiscordServer, alone: boolean): Promise<Message> {
  const { person, channel } = discord.home;
  return discord.answerTo(
    discord.people.slash(person, channel, 'ask', { question: QUESTION, ...(alone && { private: true }) }),
  );
}
