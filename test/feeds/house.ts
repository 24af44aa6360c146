/**
 * A whole Stet for tests of feeds: the real store, queue, newsroom, fetcher and reader, with Slack, Discord and a console that follow.
 * Whoever waits here waits for the queue to be idle, or for what a platform's server has heard; nothing sleeps.
 */

import { PassThrough } from 'node:stream';
import { onTestFinished } from 'vitest';
import { jobs } from '../../jobs/index.ts';
import { queuePoll } from '../../jobs/poll-feed.ts';
import { consolePublisher } from '../../src/adapters/console/publisher.ts';
import { CONSOLE } from '../../src/adapters/console/session.ts';
import { openDiscord } from '../../src/adapters/discord/adapter.ts';
import type { Fault } from '../../src/adapters/dispatch.ts';
import { openSlack } from '../../src/adapters/slack/adapter.ts';
import type { Place } from '../../src/core/chat.ts';
import type { FeedId } from '../../src/core/feeds.ts';
import type { Clock, Fetcher, Newsroom, Reader, Store } from '../../src/core/ports.ts';
import { openReader } from '../../src/ingest/reader.ts';
import { openNewsroom } from '../../src/newsroom/threaded.ts';
import { openLocalQueue } from '../../src/queue/local.ts';
import { openSqliteStore } from '../../src/storage/sqlite.ts';
import { quotesIn as consoleQuotes } from '../adapters/console/terminal.ts';
import { adapterOptions as discordOptions } from '../adapters/discord/house.ts';
import { quotesIn as discordQuotes, textOf as discordText } from '../adapters/discord/reading.ts';
import { Sink } from '../adapters/parts.ts';
import { adapterOptions as slackOptions } from '../adapters/slack/house.ts';
import { shiftableClock } from '../support/clock.ts';
import { startDiscordServer } from '../support/discord/server.ts';
import type { Message as DiscordMessage } from '../support/discord/world.ts';
import { DEFAULT_SERVICES } from '../support/services.ts';
import { bot, channels, people } from '../support/slack/cast.ts';
import { startSlack } from '../support/slack/server.ts';
import { plainTextOf, quotesIn as slackQuotes } from '../support/slack/shown.ts';
import { fetcherFor } from '../support/web.ts';

const THREAD = new URL('../../src/thread.ts', import.meta.url);
const READER_THREAD = new URL('../../src/page-thread.ts', import.meta.url);

/** The engine, over a store; closed when the test is done. */
export function aRealNewsroom(store: Store): Newsroom {
  const newsroom = openNewsroom({ store, indexFile: ':memory:', names: [], thread: THREAD, seeds: 'off' });
  onTestFinished(() => newsroom.close());
  return newsroom;
}

export function aRealReader(clock: Clock): Reader {
  const reader = openReader({ thread: READER_THREAD, clock });
  onTestFinished(() => reader.close());
  return reader;
}

export function aRealFetcher(places: string[], timeoutMs = 5_000): Fetcher {
  const fetcher = fetcherFor(places, { timeoutMs });
  onTestFinished(() => fetcher.close());
  return fetcher;
}

/** Makes a feed due, and waits until all is done that comes of it. */
export async function pollOf(feed: FeedId, parts: Pick<House, 'store' | 'queue' | 'clock'>): Promise<void> {
  await parts.store.setFeedState(feed, 'active');
  await queuePoll((await parts.store.feed(feed))!, parts);
  await parts.queue.idle();
}

export type House = Awaited<ReturnType<typeof aHouse>>;

/** Opens a house that may reach these places of this machine. */
export async function aHouse(places: string[]) {
  const clock = shiftableClock('2026-01-08T12:00:00Z');
  const store = await openSqliteStore({ file: ':memory:', mode: 'owner', clock });
  onTestFinished(() => store.close());
  const parts = {
    store,
    clock,
    newsroom: aRealNewsroom(store),
    fetcher: aRealFetcher(places),
    reader: aRealReader(clock),
    queue: openLocalQueue({ clock, warn: () => {} }),
  };
  const faults: Fault[] = [];
  const given = {
    services: { ...DEFAULT_SERVICES, ...parts },
    keepDays: 90,
    onFault: (fault: Fault) => void faults.push(fault),
    onEnded: () => {},
    warn: () => {},
  };
  const slack = await startSlack({ clock, endsTcp: true });
  const discord = await startDiscordServer({ clock });
  const services = [openSlack(slackOptions(slack), given), openDiscord(discordOptions(discord), given)];
  const stdout = new Prints();
  const streams = { stdin: new PassThrough(), stdout, stderr: new Sink(), columns: () => 80 };
  const screen = { redraw: () => {} };
  const console = consolePublisher({ ...streams, colour: false, links: false, stderrIsTerminal: false }, screen);
  const publishers = [...services.map(({ publisher }) => publisher), console];
  await parts.queue.work(jobs, { ...parts, publishers: new Map(publishers.map(each => [each.platform, each])) });
  onTestFinished(async () => {
    for (const service of services) await service.close(1_000);
    await parts.queue.close(0);
    await Promise.all([slack.close(), discord.close()]);
  });
  for (const service of services) await service.open();
  const owner = discord.world.application.owner;
  const isBots = ({ author, deleted, only }: DiscordMessage) =>
    author === discord.world.bot && !deleted && only === null;

  return {
    ...parts,
    faults,
    slack,
    discord,
    stdout,
    /** An editor says a command on Slack; resolves with what is answered to them. */
    async onSlack(line: string): Promise<string> {
      slack.as(people.admin).slash('/stet', line, channels.newsroom);
      const { message } = await slack.next('message', each => each.message.user === bot.user && !isSign(each.message));
      return plainTextOf(message.blocks ?? []);
    },
    /** The same on Discord, where options have names. */
    async onDiscord(words: string, options: Record<string, string>): Promise<string> {
      const asked = discord.people.slash(owner, discord.home.channel, `stet ${words}`, options);
      return discordText([asSent(await discord.answerTo(asked))]);
    },
    /** The console's own channel follows everything. */
    followInConsole: () => store.subscribe({ ...CONSOLE_FOLLOWS, followed: { kind: 'all' }, words: [] }),
    /** What stands in each channel with these words in it, and the quotations of it. */
    standing: (words: string) => ({
      slack: ofSlack(slack.as(people.asker).sees(channels.newsroom), words),
      discord: ofDiscord([...discord.world.messages.values()].filter(isBots), words),
      console: ofConsole(stdout.prints, words),
    }),
  };
}

const PLACE: Place = { ...CONSOLE };
const CONSOLE_FOLLOWS = { place: PLACE, direct: false, setBy: 'console:local' };

/** Says that an answer is on its way, where it takes long. */
const isSign = ({ text }: { text: string }) => text.startsWith('Looking through the record');

interface Stands {
  /** How often. */
  times: number;
  text: string;
  quotes: string[];
}

function ofSlack(seen: { user: string; blocks?: readonly object[] }[], words: string): Stands {
  const own = seen.filter(({ user, blocks = [] }) => user === bot.user && plainTextOf(blocks).includes(words));
  const messages = own.map(({ blocks = [] }) => ({ blocks }));
  return {
    times: own.length,
    text: messages.map(({ blocks }) => plainTextOf(blocks)).join('\n'),
    quotes: slackQuotes(messages).map(({ quote }) => quote),
  };
}

function ofDiscord(seen: DiscordMessage[], words: string): Stands {
  const messages = seen.map(asSent).filter(each => discordText([each]).includes(words));
  return {
    times: messages.length,
    text: discordText(messages),
    quotes: discordQuotes(messages).map(({ quote }) => quote),
  };
}

function ofConsole(prints: string[], words: string): Stands {
  const posts = prints.filter(print => unbroken(print).includes(words));
  return { times: posts.length, text: unbroken(posts.join('\n')), quotes: posts.flatMap(consoleQuotes) };
}

/** Without the line breaks of a narrow window. */
function unbroken(print: string): string {
  return print.replaceAll(/\s+/g, ' ');
}

/** A terminal that keeps what is printed to it, print by print: a post is one. */
class Prints extends Sink {
  readonly prints: string[] = [];

  override _write(chunk: Buffer, encoding: string, done: (fault?: Error) => void): void {
    this.prints.push(chunk.toString());
    super._write(chunk, encoding, done);
  }
}

function asSent({ content, embeds }: DiscordMessage) {
  return { content, embeds, components: [], flags: 0, allowedMentions: { parse: [], repliedUser: false } } as never;
}
