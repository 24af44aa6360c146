/** Which guilds are served: those that were named, else those that an owner of the application is in. Others are told, and left. */
import { type APIApplication, type Guild, PermissionFlagsBits, Routes } from 'discord.js';
import { type Api, isNumbered } from './calls.ts';
import type { DiscordOptions } from './options.ts';

const NOT_SERVED = 'Stet does not serve this server, and leaves it. Whoever runs Stet can add it to DISCORD_GUILD_IDS.';

export interface Guilds {
  /** Rejects where Discord cannot be asked now. */
  serves: (guild: string) => Promise<boolean>;
  /** Says goodbye to a guild that is not served. */
  meet: (guild: Guild) => Promise<void>;
}

export function servedGuilds({ guilds }: Pick<DiscordOptions, 'guilds'>, api: Api): Guilds {
  const decided = new Map<string, Promise<boolean>>();
  /** Those that are told and left now: Discord may bring one twice. */
  const leaving = new Set<string>();

  const serves = (guild: string): Promise<boolean> => {
    if (guilds !== null) return Promise.resolve(guilds.includes(guild));
    const known = decided.get(guild);
    if (known) return known;
    const deciding = hasOwner(guild, api);
    decided.set(guild, deciding);
    deciding.catch(() => decided.delete(guild));
    return deciding;
  };

  return {
    serves,
    meet: async guild => {
      if ((await serves(guild.id)) || leaving.has(guild.id)) return;
      leaving.add(guild.id);
      try {
        await sayGoodbye(guild, api);
        await api.delete(Routes.userGuild(guild.id));
      } finally {
        leaving.delete(guild.id);
        // Asked anew when it comes back: an owner may have joined it.
        decided.delete(guild.id);
      }
    },
  };
}

async function hasOwner(guild: string, api: Api): Promise<boolean> {
  const { owner, team } = await api.get<APIApplication>(Routes.currentApplication());
  const owners = team ? team.members.map(member => member.user.id) : owner ? [owner.id] : [];
  for (const person of owners) if (await isIn(guild, person, api)) return true;
  return false;
}

async function isIn(guild: string, person: string, api: Api): Promise<boolean> {
  try {
    await api.get(Routes.guildMember(guild, person));
    return true;
  } catch (fault) {
    if (isNumbered(fault, 'unknownMember', 'unknownUser')) return false;
    throw fault;
  }
}

/** Where new members are greeted, else in the first channel that takes it. */
async function sayGoodbye(guild: Guild, api: Api): Promise<void> {
  const body = { content: NOT_SERVED, allowed_mentions: { parse: [] } };
  for (const channel of openChannels(guild)) {
    const said = await api.post(Routes.channelMessages(channel), body).then(
      () => true,
      // It leaves in any case.
      () => false,
    );
    if (said) return;
  }
}

function openChannels(guild: Guild): string[] {
  const mayWrite = guild.channels.cache.filter(
    channel =>
      channel.isTextBased() &&
      guild.members.me !== null &&
      channel.permissionsFor(guild.members.me).has(PermissionFlagsBits.ViewChannel | PermissionFlagsBits.SendMessages),
  );
  return [...new Set([...(guild.systemChannelId === null ? [] : [guild.systemChannelId]), ...mayWrite.keys()])];
}
