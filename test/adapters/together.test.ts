/** One process serves both platforms: one store, one newsroom, one queue. The answers are compared as they are kept and as they are seen. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeEach, expect, onTestFinished, test } from 'vitest';
import { deliverPost } from '../../jobs/deliver.ts';
import { jobs } from '../../jobs/index.ts';
import { openDiscord } from '../../src/adapters/discord/adapter.ts';
import type { Fault } from '../../src/adapters/dispatch.ts';
import type { ChatDeps } from '../../src/adapters/service.ts';
import { openSlack } from '../../src/adapters/slack/adapter.ts';
import { countsOf } from '../../src/core/cases.ts';
import type { MessageRef, Place } from '../../src/core/chat.ts';
import { systemClock as clock } from '../../src/core/clock.ts';
import type { StetError } from '../../src/core/errors.ts';
import { placeKey } from '../../src/core/places.ts';
import type { Store } from '../../src/core/ports.ts';
import type { Reply } from '../../src/core/reply.ts';
import { listArticleFiles, readArticleFile } from '../../src/ingest/files.ts';
import { readNames } from '../../src/ingest/names-file.ts';
import { openNewsroom } from '../../src/newsroom/threaded.ts';
import { openLocalQueue } from '../../src/queue/local.ts';
import { openSqliteStore } from '../../src/storage/sqlite.ts';
import { type DiscordServer, startDiscordServer } from '../support/discord/server.ts';
import { LOADING, type Message } from '../support/discord/world.ts';
import { NO_NET } from '../support/net.ts';
import { DEFAULT_SERVICES } from '../support/services.ts';
import { bot, channels, people, team } from '../support/slack/cast.ts';
import { type SlackServer, startSlack } from '../support/slack/server.ts';
import { quotesIn as slackQuotes } from '../support/slack/shown.ts';
import { unescapeTerminal } from './console/terminal.ts';
import { adapterOptions as discordOptions } from './discord/house.ts';
import { quotesIn as discordQuotes } from './discord/reading.ts';
import { adapterOptions as slackOptions } from './slack/house.ts';

const SEEDS = fileURLToPath(new URL('../../seeds', import.meta.url));
const THREAD = new URL('../../src/thread.ts', import.meta.url);

/** An answer that several reports give, a disagreement, and what the record does not say. */
const QUESTIONS = [
  'who leads monitoring?',
  'Are these guarantees legally binding or merely political?',
  'How many observers will be sent to watch over the ceasefire?',
];

/** What one platform made of a question: as it is kept, and the quotations as they are seen. */
interface Answered {
  reply: Reply;
  quotes: string[];
}

interface Both {
  slack: SlackServer;
  discord: DiscordServer;
  onSlack: (question: string) => Promise<Answered>;
  onDiscord: (question: string) => Promise<Answered>;
  store: Store;
  /** Posts a reply that nobody asked for, and gives the messages it became. */
  tell: (place: Omit<Place, 'thread'>, reply: Reply) => Promise<MessageRef[]>;
  /** By platform, those that let us in no more. */
  ended: Record<'slack' | 'discord', StetError[]>;
  faults: Fault[];
}

let both: Both;
beforeEach(async () => {
  const [slack, discord] = [await startSlack({ clock, endsTcp: true }), await startDiscordServer({ clock })];
  const folder = mkdtempSync(join(tmpdir(), 'stet-both-'));
  const store = await openSqliteStore({ file: ':memory:', mode: 'owner', clock });
  for (const file of await listArticleFiles(SEEDS))
    for (const draft of (await readArticleFile(file, 'seed')).drafts) await store.saveArticle(draft);
  const names = await readNames(null, SEEDS);
  const indexFile = join(folder, 'index.sqlite');
  const newsroom = openNewsroom({ store, indexFile, names, thread: THREAD, seeds: 'on' });
  await newsroom.catchUp();
  const queue = openLocalQueue({ clock, warn: () => {} });
  const ended: Both['ended'] = { slack: [], discord: [] };
  const faults: Fault[] = [];
  const deps = (platform: keyof typeof ended): ChatDeps => ({
    services: { ...DEFAULT_SERVICES, store, newsroom, queue, clock },
    keepDays: 90,
    onFault: fault => faults.push(fault),
    onEnded: fault => ended[platform].push(fault),
    warn: () => {},
  });
  const services = [
    openSlack(slackOptions(slack), deps('slack')),
    openDiscord(discordOptions(discord), deps('discord')),
  ];
  const publishers = new Map(services.map(({ name, publisher }) => [name, publisher]));
  await queue.work(jobs, {
    store,
    newsroom,
    queue,
    ...NO_NET,
    clock,
    publishers,
  });
  await Promise.all(services.map(service => service.open()));
  onTestFinished(async () => {
    await Promise.all(services.map(service => service.close(1_000)));
    await queue.close(0);
    await newsroom.close();
    await store.close();
    await Promise.all([slack.close(), discord.close()]);
    rmSync(folder, { recursive: true, force: true });
  });
  both = {
    ...{ slack, discord, store, ended, faults },
    tell: async (place, reply) => {
      const target = { ...place, thread: null, only: null, direct: false, grant: null };
      const draft = {
        key: `told:${placeKey(target)}`,
        kind: 'brief' as const,
        target,
        reply,
        asked: null,
        request: null,
      };
      await store.queuePost(draft);
      return deliverPost(draft.key, { store, newsroom, publishers });
    },
    onSlack: question => answeredOnSlack(question, slack, store),
    onDiscord: question => answeredOnDiscord(question, discord, store),
  };
}, 30_000);

test.for(QUESTIONS)('the same question on both at once gets the same answer: %s', async question => {
  const [onSlack, onDiscord] = await Promise.all([both.onSlack(question), both.onDiscord(question)]);
  const said = ({ headline, body, quotes, fields, tone, fallback }: Reply) => ({
    ...{ headline, body, quotes, fields, tone, fallback },
  });
  expect(said(onDiscord.reply)).toEqual(said(onSlack.reply));
  expect(onSlack.reply.quotes.length).toBeGreaterThan(0);
  expect(onDiscord.quotes).toEqual(onSlack.reply.quotes.map(({ evidence }) => evidence.quote));
  expect(onSlack.quotes).toEqual(onDiscord.quotes);
  expect(both.faults).toEqual([]);
});

test('a reaction on each is one case, of two people in two places', async () => {
  const { slack, discord, store } = both;
  const { guild, channel, person } = discord.home;
  const { reply } = await both.onSlack(QUESTIONS[0]!);
  const { article } = reply.quotes[0]!.evidence;
  const told = { ...reply, quotes: reply.quotes.slice(0, 1), actions: [], data: null };
  const [onSlack] = await both.tell({ platform: 'slack', space: team.id, channel: channels.newsroom }, told);
  const [onDiscord] = await both.tell({ platform: 'discord', space: guild.id, channel: channel.id }, told);
  slack.as(people.asker).react(slack.workspace.find(channels.newsroom, onSlack!.message), 'triangular_flag_on_post');
  discord.people.react(person, discord.world.messages.get(onDiscord!.message)!, '🚩');
  const flags = async () => {
    const id = await store.caseOf(article);
    return id === null ? [] : (await store.case(id))!.flags.map(flag => flag.person);
  };
  const flaggers = [`slack:${team.id}:${people.asker}`, `discord:${person.id}`];
  await expect
    .poll(async () => (await flags()).toSorted(), { interval: 5, timeout: 5_000 })
    .toEqual(flaggers.toSorted());
  const [found, ...others] = await store.cases({ states: ['open'], limit: 10 });
  expect(others).toEqual([]);
  expect(countsOf(found!)).toEqual({ flags: 2, people: 2, spaces: 2 });
});

test('Discord’s socket is dropped, and Slack answers', async () => {
  const back = both.discord.journal.next(entry => entry.kind === 'dispatched' && entry.event === 'RESUMED');
  both.discord.gateway.drop();
  expect((await both.onSlack(QUESTIONS[0]!)).quotes).not.toEqual([]);
  await back;
  expect((await both.onDiscord(QUESTIONS[0]!)).quotes).not.toEqual([]);
  expect(both.ended).toEqual({ slack: [], discord: [] });
});

test('Slack’s socket is dropped, and Discord answers', async () => {
  const back = both.slack.next('connected');
  both.slack.sockets.drop();
  expect((await both.onDiscord(QUESTIONS[0]!)).quotes).not.toEqual([]);
  await back;
  expect(both.ended).toEqual({ slack: [], discord: [] });
}, 15_000);

test('Discord’s token is taken away, and Slack answers', async () => {
  both.discord.revokeToken();
  both.discord.gateway.drop(4004);
  await expect.poll(() => both.ended.discord.length, { interval: 5 }).toBe(1);
  expect((await both.onSlack(QUESTIONS[0]!)).quotes).not.toEqual([]);
  expect(both.ended.slack).toEqual([]);
});

test('Slack’s token is taken away, and Discord answers', async () => {
  both.slack.tokens.bot = 'xoxb-another';
  both.slack.as(people.asker).mention(channels.newsroom, QUESTIONS[0]!);
  await expect.poll(() => both.ended.slack.length, { interval: 5, timeout: 5_000 }).toBe(1);
  expect((await both.onDiscord(QUESTIONS[0]!)).quotes).not.toEqual([]);
  expect(both.ended.discord).toEqual([]);
}, 15_000);

async function answeredOnSlack(question: string, slack: SlackServer, store: Store): Promise<Answered> {
  const posted = slack.next('message', ({ message }) => message.user === bot.user && message.blocks !== undefined);
  slack.as(people.asker).mention(channels.newsroom, question);
  const { message } = await posted;
  const ref = { platform: 'slack', space: team.id, channel: message.channel, message: message.ts };
  const quotes = slackQuotes([{ blocks: message.blocks ?? [] }]);
  return { reply: await kept(ref, store), quotes: quotes.map(({ quote }) => unescapeTerminal(quote)) };
}

async function answeredOnDiscord(question: string, discord: DiscordServer, store: Store): Promise<Answered> {
  const { guild, channel, person } = discord.home;
  const known = new Set(discord.world.messages.keys());
  discord.people.mention(person, channel, question);
  const isNew = ({ id, flags, author }: Message) =>
    !known.has(id) && author === discord.world.bot && (flags & LOADING) === 0;
  const { id, content, embeds } = await discord.said(isNew);
  const quotes = discordQuotes([
    { content, embeds, components: [], flags: 0, allowedMentions: { parse: [], repliedUser: false } },
  ]);
  const ref = { platform: 'discord', space: guild.id, channel: channel.id, message: id };
  return { reply: await kept(ref, store), quotes: quotes.map(({ quote }) => quote) };
}

/** The reply of a message, once it is kept where it stands. */
async function kept(ref: Pick<MessageRef, 'platform' | 'space' | 'channel' | 'message'>, store: Store): Promise<Reply> {
  await expect.poll(() => store.postOfMessage(ref), { interval: 2, timeout: 5_000 }).not.toBe(null);
  return (await store.postOfMessage(ref))!.reply;
}
