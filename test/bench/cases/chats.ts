/** The test servers as the benchmark of cases uses them: where people flag and editors look, and what they see there. */
import type { DiscordOptions } from '../../../src/adapters/discord/options.ts';
import type { SlackOptions } from '../../../src/adapters/slack/options.ts';
import type { MessageRef, Place } from '../../../src/core/chat.ts';
import { type DiscordServer, startDiscordServer } from '../../support/discord/server.ts';
import { bot, team } from '../../support/slack/cast.ts';
import { type SlackServer, startSlack } from '../../support/slack/server.ts';
import { plainTextOf } from '../../support/slack/shown.ts';
import { discordOptions } from '../chat/discord.ts';
import { slackOptions } from '../chat/slack.ts';

/** Milliseconds after which what does not come is a fault. */
const PATIENCE_MS = 60_000;

/** Seconds that an edit which is refused for its rate asks for: what Slack says at the least. */
const RETRY_AFTER = 1;

export interface Chat {
  stet: { platform: 'slack'; options: SlackOptions } | { platform: 'discord'; options: DiscordOptions };
  /** Where articles are told of, and where editors are. */
  desk: Place;
  review: Place;
  /** The `n`th person flags the article that a message shows. */
  flag: (n: number, message: MessageRef) => void;
  /** Resolves when a message with these words stands where editors are. */
  reviewed: (words: string) => Promise<void>;
  /** Refuses so many edits for their rate. */
  limitEdits: (times: number) => void;
  /** Messages that were edited so far. */
  edits: () => number;
  close: () => Promise<void>;
}

export async function slackChat(): Promise<Chat> {
  const slack = await startSlack();
  const [desk, review] = ['C0DESK', 'C0REVIEW'];
  for (const id of [desk, review]) slack.workspace.addChannel({ id, members: [bot.user] });
  const place = (channel: string): Place => ({ platform: 'slack', space: team.id, channel, thread: null });
  return {
    stet: { platform: 'slack', options: slackOptions(slack) },
    ...{ desk: place(desk), review: place(review) },
    flag: (n, { message }) => flagOnSlack(slack, `U0FLAG${String(n).padStart(5, '0')}`, desk, message),
    async reviewed(words) {
      const isIt = ({ channel, blocks = [] }: { channel: string; blocks?: object[] }) =>
        channel === review && plainTextOf(blocks).includes(words);
      await slack.next('message', ({ what, message }) => what === 'posted' && isIt(message), PATIENCE_MS);
    },
    limitEdits: times => slack.fault({ method: 'chat.update', status: 429, retryAfter: RETRY_AFTER, times }),
    edits: () => slack.calls('chat.update').filter(({ applied }) => applied).length,
    close: () => slack.close(),
  };
}

function flagOnSlack(slack: SlackServer, id: string, channel: string, message: string): void {
  if (!slack.workspace.people.has(id)) slack.workspace.addPerson({ id });
  slack.workspace.channel(channel).members.add(id);
  slack.as(id).react(slack.workspace.find(channel, message), 'triangular_flag_on_post');
}

export async function discordChat(): Promise<Chat> {
  const discord = await startDiscordServer();
  const { guild } = discord.home;
  const [desk, review] = [discord.addChannel(guild, 'desk'), discord.addChannel(guild, 'review')];
  const place = (channel: string): Place => ({ platform: 'discord', space: guild.id, channel, thread: null });
  const people = new Map<number, ReturnType<DiscordServer['addPerson']>>();
  const personOf = (n: number) => {
    if (!people.has(n)) people.set(n, discord.addPerson(`flagger-${n}`));
    return people.get(n)!;
  };
  return {
    stet: { platform: 'discord', options: discordOptions(discord) },
    ...{ desk: place(desk.id), review: place(review.id) },
    flag: (n, { message }) => discord.people.react(personOf(n), discord.world.messages.get(message)!, '🚩'),
    async reviewed(words) {
      await discord.journal.when(
        () =>
          [...discord.world.messages.values()].findLast(
            ({ channel, content, embeds }) => channel === review && JSON.stringify([content, embeds]).includes(words),
          ),
        PATIENCE_MS,
      );
    },
    limitEdits: times =>
      discord.faults.plan({ method: 'PATCH', times, fault: { kind: 'rate-limit', after: RETRY_AFTER } }),
    edits: () =>
      discord.calls('PATCH', /^\/channels\/\d+\/messages\/\d+$/).filter(({ status }) => status === 200).length,
    close: () => discord.close(),
  };
}
