/** What `doctor` looks at on Discord: the token, the intents, the servers, the permissions and the commands. Looks only, and shows no token. */
import {
  type APIApplication,
  type APIGuild,
  ApplicationFlags,
  type RESTAPIPartialCurrentUserGuild,
  Routes,
} from 'discord.js';
import type { AnyCommand, Check } from '../../core/command.ts';
import { asStetError } from '../../core/errors.ts';
import { type Api, discordApi } from './calls.ts';
import { commandPayloads } from './commands.ts';
import { PERMISSIONS } from './invitation.ts';
import { botRest, type DiscordOptions } from './options.ts';
import { changesTo, type RegisteredCommand } from './registration.ts';

/** Never rejects: whatever cannot be looked at is a fault with what was seen. */
export async function checkDiscord(options: DiscordOptions, commands: readonly AnyCommand[]): Promise<Check[]> {
  const api = discordApi(botRest(options), { auth: true });
  const { check, app } = await tokenCheck(options, api);
  if (app === null) return [check];
  const parts = [
    looked('discord: servers', () => serversCheck(options, api)),
    looked('discord: commands', () => commandsCheck(options, app.id, commands, api)),
  ];
  return [check, intentsCheck(options, app), ...(await Promise.all(parts))];
}

async function tokenCheck(
  { app: given }: DiscordOptions,
  api: Api,
): Promise<{ check: Check; app: APIApplication | null }> {
  const name = 'discord: token';
  try {
    const app = await api.get<APIApplication>(Routes.currentApplication());
    if (given === null || given === app.id)
      return { check: { name, state: 'ok', seen: `lets us in as ${app.name}`, mend: null }, app };
    const mend = `Put ${app.id} into DISCORD_APP_ID, or leave it out.`;
    return {
      check: { name, state: 'fault', seen: 'belongs to another application than DISCORD_APP_ID', mend },
      app: null,
    };
  } catch (thrown) {
    const { code, message } = asStetError(thrown);
    const mend =
      code === 'not-delivered'
        ? 'See that this machine reaches the address in DISCORD_API_URL.'
        : 'Reset the token on the page "Bot" of the application, and copy it into DISCORD_TOKEN.';
    return { check: { name, state: 'fault', seen: message, mend }, app: null };
  }
}

function intentsCheck({ messageContent }: DiscordOptions, { flags }: APIApplication): Check {
  const name = 'discord: intents';
  const content =
    Number(ApplicationFlags.GatewayMessageContent) | Number(ApplicationFlags.GatewayMessageContentLimited);
  const granted = (Number(flags) & content) !== 0;
  if (!messageContent) return { name, state: 'ok', seen: 'none that is privileged is needed', mend: null };
  if (granted) return { name, state: 'ok', seen: 'message content is granted', mend: null };
  const mend =
    'Switch "Message Content Intent" on, on the page "Bot" of the application, or DISCORD_MESSAGE_CONTENT off.';
  return { name, state: 'fault', seen: 'message content is not granted', mend };
}

async function serversCheck({ guilds, guild }: DiscordOptions, api: Api): Promise<Omit<Check, 'name'>> {
  const there = await api.get<RESTAPIPartialCurrentUserGuild[]>(Routes.userGuilds());
  const missing = [...(guilds ?? []), ...(guild === null ? [] : [guild])].filter(
    id => !there.some(each => each.id === id),
  );
  if (there.length === 0)
    return { state: 'fault', seen: 'in no server', mend: 'Open the link of `stet invite discord`.' };
  if (missing.length > 0)
    return {
      state: 'fault',
      seen: `not in ${missing.join(', ')}`,
      mend: 'Open the link of `stet invite discord` for that server.',
    };
  const lacking = there.flatMap(each => lackingIn(each));
  if (lacking.length > 0)
    return {
      state: 'warning',
      seen: lacking.join('; '),
      mend: 'Give the role of the bot these permissions, or open the link again.',
    };
  return { state: 'ok', seen: `in ${there.length}, with the permissions it needs`, mend: null };
}

function lackingIn({ name, permissions }: Pick<APIGuild, 'name'> & { permissions?: string }): string[] {
  // Other servers that speak the protocol may not say.
  if (permissions === undefined) return [];
  const bits = BigInt(permissions);
  const administrator = (bits & 8n) !== 0n;
  const lacking = PERMISSIONS.filter(each => !administrator && (bits & each.bit) === 0n);
  return lacking.length === 0 ? [] : [`${name} lacks ${lacking.map(each => each.name).join(', ')}`];
}

async function commandsCheck(
  { guild }: DiscordOptions,
  app: string,
  commands: readonly AnyCommand[],
  api: Api,
): Promise<Omit<Check, 'name'>> {
  const scope = guild === null ? 'global' : 'guild';
  const route = guild === null ? Routes.applicationCommands(app) : Routes.applicationGuildCommands(app, guild);
  const there = await api.get<RegisteredCommand[]>(route);
  const { create, update, delete: gone } = changesTo(there, commandPayloads(commands, scope), scope);
  const differing = create.length + update.length + gone.length;
  if (differing === 0) return { state: 'ok', seen: 'registered as they are', mend: null };
  return { state: 'warning', seen: `${differing} not registered as they are`, mend: '`npm start` registers them.' };
}

async function looked(name: string, look: () => Promise<Omit<Check, 'name'>>): Promise<Check> {
  try {
    return { name, ...(await look()) };
  } catch (thrown) {
    return {
      name,
      state: 'fault',
      seen: asStetError(thrown).message,
      mend: 'See that the bot is in the server and the token is its own.',
    };
  }
}
