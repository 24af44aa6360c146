/** The people of a run, on Slack and on Discord: what each of them does, and what came of it on the platform, for the account at the end. */

import type { Clock } from '../../src/core/ports.ts';
import type { DiscordServer } from '../support/discord/server.ts';
import { startDiscordServer } from '../support/discord/server.ts';
import { LOADING } from '../support/discord/world.ts';
import { bot, channels, people, team } from '../support/slack/cast.ts';
import type { Delivery } from '../support/slack/deliveries.ts';
import { type SlackServer, startSlack } from '../support/slack/server.ts';

export type Platform = 'slack' | 'discord';

/** Something asked of Stet. */
export interface Asked {
  platform: Platform;
  words: string;
  /** The end of the event's name, by which the store knows it. */
  event: string;
  /** Whether Stet said that it has it. */
  acknowledged: boolean;
}

export interface Flagged {
  /** As the store names people. */
  person: string;
  /** Null where the act does not say which one it is. */
  article: string | null;
  /** The end of the event's name; null where the platform gives it none. */
  event: string | null;
  acknowledged: boolean;
}

export interface Ruled {
  article: string;
  reason: string;
  /** The command, among all that was asked. */
  command: Asked;
}

/** Reaction names: Slack has words for them. */
const FLAG = { slack: 'triangular_flag_on_post', discord: '🚩' };

/** How much of the ways to ask is each, one after another, the rest being direct messages. */
const WAYS = { slash: 0.35, alone: 0.5, mention: 0.75 };

/** How long commands may take to come on a busy machine, milliseconds. */
const MAY_ASK_MS = 120_000;

export async function openPeople(clock: Clock, askers: Record<Platform, number>) {
  const slack = await startSlack({ clock });
  const discord = await startDiscordServer({ clock });
  const asked: Asked[] = [];
  const flagged: Flagged[] = [];
  const ruled: Ruled[] = [];
  // One place and one person for each question: nobody reaches a limit, and whatever stands there answers that question. Made before
  // Stet comes, which is told of channels when it connects.
  const onSlack = Array.from({ length: askers.slack }, (_, n) => aSlackAsker(slack, n)).values();
  const onDiscord = Array.from({ length: askers.discord }, (_, n) => aDiscordAsker(discord, n)).values();

  /** Resolves when there are commands on Discord, which come a little after whoever serves them. */
  async function mayAsk(): Promise<void> {
    await discord.journal.when(
      () => [...discord.commands.values()].flat().some(({ name }) => name === 'ask'),
      MAY_ASK_MS,
    );
  }

  function askSlack(question: string, way: number): void {
    const { actor, channel } = onSlack.next().value!;
    if (way < WAYS.alone) {
      const words = way < WAYS.slash ? question : `--private ${question}`;
      noteCommand(actor.slash('/ask', words, channel), words);
      return;
    }
    const { message, deliveries } = way < WAYS.mention ? actor.mention(channel, question) : actor.dm(question);
    note({ platform: 'slack', words: question, event: `${message.channel}:${message.ts}` }, deliveries);
  }

  function askDiscord(question: string, way: number): void {
    const { person, channel } = onDiscord.next().value!;
    const base = { platform: 'discord' as const, words: question };
    if (way >= WAYS.alone) {
      // Discord sends what is said once, and hears nothing back.
      const said =
        way < WAYS.mention ? discord.people.mention(person, channel, question) : discord.people.dm(person, question);
      asked.push({ ...base, event: `${said.channel.id}:${said.id}`, acknowledged: false });
      return;
    }
    const options = way < WAYS.slash ? { question } : { question, private: true };
    const act = discord.people.slash(person, channel, 'ask', options);
    asked.push({
      ...base,
      event: `i:${act.id}`,
      get acknowledged() {
        return act.acknowledged !== null;
      },
    });
  }

  /** Watches a question, in a place of its own too. */
  function watch(question: string): void {
    const { actor, channel } = onSlack.next().value!;
    noteCommand(actor.slash('/stet', `watch ${question}`, channel), `watch ${question}`);
  }

  /** An editor decides. */
  function rule(article: string, ruling: 'stands' | 'disputed'): void {
    const reason = `Ruling ${ruled.length}.`;
    const delivery = slack.as(people.admin).slash('/stet', `verdict ${article} ${ruling} ${reason}`, channels.desk);
    ruled.push({ article, reason, command: noteCommand(delivery, `verdict ${article}`) });
  }

  /** Somebody who has flagged nothing yet flags the article of a brief; nothing where none stands there. */
  function flagOnSlack(pick: number): void {
    const briefs = slack.workspace.history(channels.newsroom).filter(message => briefedOn(message) !== null);
    const message = briefs[Math.floor(pick * briefs.length)];
    if (message === undefined) return;
    const id = `U0FLAG${String(flagged.length).padStart(5, '0')}`;
    slack.workspace.addPerson({ id });
    slack.workspace.channel(channels.newsroom).members.add(id);
    const [delivery] = slack.as(id).react(message, FLAG.slack);
    const act: Flagged = {
      ...{ person: `slack:${team.id}:${id}`, article: briefedOn(message), acknowledged: false },
      event: String(delivery!.payload.event_id),
    };
    flagged.push(act);
    void delivery!.outcome.then(({ ok }) => (act.acknowledged = ok));
  }

  function flagOnDiscord(pick: number): void {
    const { home, world } = discord;
    const messages = world.messagesIn(home.channel, world.bot).filter(({ flags }) => (flags & LOADING) === 0);
    const message = messages[Math.floor(pick * messages.length)];
    if (message === undefined) return;
    const person = discord.addPerson(`flagger-${flagged.length}`);
    flagged.push({ person: `discord:${home.guild.id}:${person.id}`, article: null, event: null, acknowledged: false });
    discord.people.react(person, message, FLAG.discord);
  }

  function noteCommand(delivery: Delivery, words: string): Asked {
    return note({ platform: 'slack', words, event: String(delivery.payload.trigger_id) }, [delivery]);
  }

  function note(act: Omit<Asked, 'acknowledged'>, deliveries: Delivery[]): Asked {
    const noted = { ...act, acknowledged: false };
    asked.push(noted);
    for (const { outcome } of deliveries) void outcome.then(({ ok }) => (noted.acknowledged ||= ok));
    return noted;
  }

  return {
    ...{ slack, discord, asked, flagged, ruled, mayAsk, askSlack, askDiscord, watch, rule, flagOnSlack, flagOnDiscord },
    /** Where everyone follows everything, and digests come. */
    newsrooms: [
      { platform: 'slack', space: team.id, channel: channels.newsroom, thread: null },
      { platform: 'discord', space: discord.home.guild.id, channel: discord.home.channel.id, thread: null },
    ],
    /** The settings by which Stet finds them. */
    settings: {
      SLACK_BOT_TOKEN: slack.tokens.bot,
      SLACK_APP_TOKEN: slack.tokens.app,
      SLACK_API_URL: slack.apiUrl,
      DISCORD_TOKEN: discord.token,
      DISCORD_API_URL: discord.api,
      DISCORD_GUILD_ID: discord.home.guild.id,
      STET_REVIEW_CHANNELS: `slack:${team.id}:${channels.desk}`,
    },
    close: async () => {
      await slack.close();
      await discord.close();
    },
  };
}

export type People = Awaited<ReturnType<typeof openPeople>>;

function aSlackAsker(slack: SlackServer, n: number) {
  const person = `U0CHAOS${String(n).padStart(4, '0')}`;
  const channel = `C0CHAOS${String(n).padStart(4, '0')}`;
  slack.workspace.addPerson({ id: person });
  slack.workspace.addChannel({ id: channel, members: [person, bot.user] });
  return { actor: slack.as(person), channel };
}

function aDiscordAsker(discord: DiscordServer, n: number) {
  return { person: discord.addPerson(`asker-${n}`), channel: discord.addChannel(discord.home.guild, `asker-${n}`) };
}

/** The article that a message of ours tells of in its brief. */
function briefedOn({ metadata }: { metadata?: Record<string, unknown> }): string | null {
  const payload = metadata?.event_payload as { key?: string; part?: number } | undefined;
  return /^brief:([^:]+):/.exec(payload?.key ?? '')?.[1] ?? null;
}
