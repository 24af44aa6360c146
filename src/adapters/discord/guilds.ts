/** Who we are at Discord, and which guilds are served: those that were named, else those that an owner of the application is in. */
import { type APIApplication, type APIUser, type Client, type REST, Routes } from 'discord.js';
import { CODES, call, discordCode } from './calls.ts';
import type { DiscordOptions } from './options.ts';

const NOT_SERVED = 'Stet does not serve this server, and leaves it. Whoever runs Stet can add it to DISCORD_GUILD_IDS.';

/** The application and its user. Rejects with `platform-refused` for a wrong token. */
export async function whoWeAre({ app }: DiscordOptions, rest: REST): Promise<{ app: string; user: string }> {
  const user = (await call(() => rest.get(Routes.user()))) as APIUser;
  if (app !== null) return { app, user: user.id };
  const { id } = (await call(() => rest.get(Routes.currentApplication()))) as APIApplication;
  return { app: id, user: user.id };
}

/** The guilds that are served; the others are told, where they let us, and left. */
export async function servedGuilds(options: DiscordOptions, client: Client, rest: REST): Promise<ReadonlySet<string>> {
  const owners = options.guilds === null ? await ownersOf(rest) : [];
  const served = new Set<string>();
  for (const [id, guild] of client.guilds.cache) {
    const ours = options.guilds?.includes(id) ?? (await anyIsIn(owners, id, rest));
    if (ours) served.add(id);
    else {
      const channel = guild.systemChannelId;
      if (channel) await tell(channel, rest);
      await call(() => rest.delete(Routes.userGuild(id)));
    }
  }
  return served;
}

/** The owner of the application, or everyone in the team that owns it. */
async function ownersOf(rest: REST): Promise<string[]> {
  const { owner, team } = (await call(() => rest.get(Routes.currentApplication()))) as APIApplication;
  if (team) return team.members.map(member => member.user.id);
  return owner ? [owner.id] : [];
}

async function anyIsIn(people: string[], guild: string, rest: REST): Promise<boolean> {
  for (const person of people) {
    try {
      await rest.get(Routes.guildMember(guild, person));
      return true;
    } catch (thrown) {
      if (discordCode(thrown) !== CODES.unknownMember) throw thrown;
    }
  }
  return false;
}

async function tell(channel: string, rest: REST): Promise<void> {
  const body = { content: NOT_SERVED, allowed_mentions: { parse: [] } };
  await rest.post(Routes.channelMessages(channel), { body }).catch(() => {
    // Where it may not write, it leaves without a word.
  });
}
