/** What stands on the platforms at the end of a run, held against what the store says was sent. Reads only. */

import { LOADING } from '../support/discord/world.ts';
import { bot } from '../support/slack/cast.ts';
import type { People } from './people.ts';

/** A message of ours as it stands. */
export interface Standing {
  platform: 'slack' | 'discord';
  /** Unique on its platform. */
  id: string;
  /** Whether one person alone sees it. */
  isAlone: boolean;
  channel: string;
  shows: string;
}

/** A message that the store says we sent. */
export interface Sent {
  post: string;
  platform: string;
  channel: string;
  message: string;
}

export interface Held {
  /** What the store knows of, and nobody sees. */
  lost: Sent[];
  /** What stands there a second time and could have been looked for: none may. */
  twice: Standing[];
  /** What one person alone saw twice, which nobody can look for: the stated window. */
  twiceInWindow: Standing[];
}

/** Slack's marks of ours that are no answers: that one is on its way. */
const SIGN = 'stet_working';

export function standing({ slack, discord }: People): Standing[] {
  const inChannels = [...slack.workspace.channels.keys()].flatMap(channel => slack.workspace.history(channel));
  const forOne = slack.changes().filter(({ what }) => what === 'ephemeral');
  const alone = new Map(forOne.map(({ message }) => [`${message.channel} ${message.onlyFor}`, message]));
  const seenAlone = [...alone.values()].flatMap(({ channel, onlyFor }) =>
    slack.workspace.seenBy(onlyFor!, channel).filter(each => each.onlyFor === onlyFor),
  );
  const onSlack = [...inChannels, ...seenAlone].filter(
    ({ user, metadata }) => user === bot.user && metadata?.event_type !== SIGN,
  );
  const onDiscord = [...discord.world.messages.values()].filter(
    ({ author, deleted, flags }) => author === discord.world.bot && !deleted && (flags & LOADING) === 0,
  );
  return [
    ...onSlack.map(({ ts, channel, onlyFor, text }) => ({
      ...{ platform: 'slack' as const, id: ts, channel, isAlone: onlyFor !== undefined, shows: text },
    })),
    ...onDiscord.map(({ id, channel, only, content, embeds }) => ({
      ...{ platform: 'discord' as const, id, channel: channel.id, isAlone: only !== null },
      shows: content || JSON.stringify(embeds),
    })),
  ];
}

/** Each message once on either side. One that has no id of its own is known by its channel, where one person alone sees it. */
export function held(there: readonly Standing[], sent: readonly Sent[]): Held {
  const left = new Map(there.map(each => [`${each.platform} ${each.id}`, each]));
  const lost: Sent[] = [];
  const unnamed: Sent[] = [];
  for (const each of sent) {
    if (each.message.startsWith('unnamed:')) unnamed.push(each);
    else if (!left.delete(`${each.platform} ${each.message}`)) lost.push(each);
  }
  for (const each of unnamed) {
    const found = left
      .entries()
      .find(([, { channel, platform }]) => channel === each.channel && platform === each.platform);
    if (found === undefined) lost.push(each);
    else left.delete(found[0]);
  }
  const rest = [...left.values()];
  return { lost, twice: rest.filter(({ isAlone }) => !isAlone), twiceInWindow: rest.filter(({ isAlone }) => isAlone) };
}
