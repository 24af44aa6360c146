/**
 * Stet in one life after another on one store file, with Slack and Discord that outlast them all: each life opens the store anew, takes up
 * what is left as `start` does, and ends when its steps are used up or when nothing is left to do.
 */
import { webApi } from '@slack/bolt';
import { onTestFinished } from 'vitest';
import { jobs } from '../../jobs/index.ts';
import { discordApi } from '../../src/adapters/discord/calls.ts';
import { botRest, hooksRest } from '../../src/adapters/discord/options.ts';
import { discordPublisher } from '../../src/adapters/discord/publisher.ts';
import { boltLogger } from '../../src/adapters/slack/bolt-logger.ts';
import { call } from '../../src/adapters/slack/calls.ts';
import { clientOptions } from '../../src/adapters/slack/options.ts';
import { slackPublisher } from '../../src/adapters/slack/publisher.ts';
import type { Place } from '../../src/core/chat.ts';
import type { Clock, Publisher, Store } from '../../src/core/ports.ts';
import { takeUp } from '../../src/house/take-up.ts';
import { openLocalQueue } from '../../src/queue/local.ts';
import { openSqliteStore } from '../../src/storage/sqlite.ts';
import { adapterOptions } from '../adapters/discord/house.ts';
import { textOf as discordText } from '../adapters/discord/reading.ts';
import { temporaryFile } from '../storage/stores.ts';
import { shiftableClock } from '../support/clock.ts';
import { startDiscordServer } from '../support/discord/server.ts';
import { type Life, mortal, mortalPublisher } from '../support/killing.ts';
import { bot, channels, people, team } from '../support/slack/cast.ts';
import { startSlack } from '../support/slack/server.ts';
import { plainTextOf } from '../support/slack/shown.ts';
import { aRealFetcher, aRealNewsroom, aRealReader } from './house.ts';

/** Everything that outlasts a process, and how to be one. May reach these places of this machine. */
export async function aWorldOfLives(places: string[]) {
  const clock = shiftableClock('2026-01-08T12:00:00Z');
  const file = temporaryFile();
  const openStore = () => openSqliteStore({ file, mode: 'owner', clock });
  let store = await openStore();
  onTestFinished(() => store.close());
  // Derived, and known by its own tests to outlast its death: it follows whichever store is open.
  const newsroom = aRealNewsroom(new Proxy({} as Store, { get: (_, name) => Reflect.get(store, name) as unknown }));
  const [fetcher, reader] = [aRealFetcher(places), aRealReader(clock)];
  const slack = await aSlackToPostOn(clock);
  const discord = await aDiscordToPostOn(clock);

  return {
    clock,
    newsroom,
    slack,
    discord,
    store: () => store,
    /** Lives until all is done, or until the life is over. */
    async live(life: Life): Promise<void> {
      await store.close();
      store = await openStore();
      const failed: object[] = [];
      const queue = openLocalQueue({ clock, warn: (_, fields) => void failed.push(fields) });
      const own = mortal(store, life);
      const parts = { store: own, newsroom: mortal(newsroom, life), queue: mortal(queue, life), clock };
      const publishers = [slack, discord].map(({ publisher }) => mortalPublisher(publisher, life));
      await queue.work(jobs, {
        ...parts,
        fetcher: mortal(fetcher, life),
        reader: mortal(reader, life),
        publishers: new Map(publishers.map(each => [each.platform, each])),
      });
      await newsroom.catchUp();
      await takeUp(parts, { reviewChannels: null, keepDays: 90 }).catch(thrown => {
        if (!life.over()) throw thrown;
      });
      await queue.idle();
      await queue.close(0);
      if (!life.over() && failed.length > 0) throw new Error(`jobs failed by themselves: ${JSON.stringify(failed)}`);
    },
  };
}

interface Wall {
  publisher: Publisher;
  place: Place;
  /** The texts of what stands there of ours with these words in it. */
  standing: (words: string) => string[];
  /** Refuses so many edits for their rate. */
  limitEdits: (times: number) => void;
  /** Ids of the messages that were edited, each time. */
  edits: () => string[];
}

/** Seconds that a platform wants us to wait; Slack tells whole ones, which are not waited for here. */
const LIMITED_S = { slack: 1, discord: 0.02 };

async function aSlackToPostOn(clock: Clock): Promise<Wall> {
  const slack = await startSlack({ clock });
  onTestFinished(() => slack.close());
  const options = clientOptions(
    { apiUrl: slack.apiUrl },
    0,
    boltLogger(() => {}),
  );
  const client = new webApi.WebClient(slack.tokens.bot, options);
  const standing = (words: string) =>
    slack
      .as(people.asker)
      .sees(channels.newsroom)
      .filter(({ user }) => user === bot.user)
      .map(({ blocks }) => plainTextOf(blocks ?? []))
      .filter(shown => shown.includes(words));
  return {
    limitEdits: times => slack.fault({ method: 'chat.update', status: 429, retryAfter: LIMITED_S.slack, times }),
    edits: () => slack.calls('chat.update').flatMap(({ args, applied }) => (applied ? [String(args.ts)] : [])),
    publisher: slackPublisher({ client, call: work => call(work, async () => {}), clock, onRefused: () => {} }),
    place: { platform: 'slack', space: team.id, channel: channels.newsroom, thread: null },
    standing,
  };
}

async function aDiscordToPostOn(clock: Clock): Promise<Wall> {
  const discord = await startDiscordServer({ clock });
  const options = adapterOptions(discord);
  const stop = new AbortController();
  const [rest, hooks] = [botRest(options), hooksRest(options)];
  onTestFinished(async () => {
    for (const each of [rest, hooks]) {
      each.clearHashSweeper();
      each.clearHandlerSweeper();
    }
    await discord.close();
  });
  const standing = (words: string) =>
    [...discord.world.messages.values()]
      .filter(({ author, deleted }) => author === discord.world.bot && !deleted)
      .map(({ content, embeds }) => discordText([{ content, embeds } as never]))
      .filter(shown => shown.includes(words));
  const { guild, channel } = discord.home;
  return {
    limitEdits: times =>
      discord.faults.plan({ method: 'PATCH', times, fault: { kind: 'rate-limit', after: LIMITED_S.discord } }),
    edits: () =>
      discord.journal.entries.flatMap(entry =>
        entry.kind === 'rest' && entry.method === 'PATCH' && entry.status === 200
          ? [entry.path.split('/').at(-1)!]
          : [],
      ),
    publisher: discordPublisher({
      api: discordApi(rest, { auth: true, stop: stop.signal }),
      hooks: discordApi(hooks, { auth: false, stop: stop.signal }),
      clock,
      onRefused: () => {},
    }),
    place: { platform: 'discord', space: guild.id, channel: channel.id, thread: null },
    standing,
  };
}
