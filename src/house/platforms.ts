/** The chat platforms: what they are opened with, and who of several processes serves them. */
import { randomUUID } from 'node:crypto';
import { commands } from '../../commands/index.ts';
import type { DiscordOptions } from '../adapters/discord/options.ts';
import { discordPlatform } from '../adapters/discord/setup.ts';
import type { ChatDeps, ChatPlatformSetup, ChatService } from '../adapters/service.ts';
import type { SlackOptions } from '../adapters/slack/options.ts';
import { slackPlatform } from '../adapters/slack/setup.ts';
import { standBy } from '../adapters/standby.ts';
import type { Config } from '../config.ts';
import type { Run } from './line.ts';

/** Every chat platform there is. */
export function chatPlatforms(config: Config): ChatPlatformSetup[] {
  return [
    slackPlatform(slackOptions(config), commands),
    discordPlatform(discordOptions(config), config.discordApp, commands),
  ];
}

/** Whether this run serves chat: `start` does, wherever a platform's token is set. */
export function servesChat(line: Run, config: Config): boolean {
  return line.kind === 'start' && line.corpus === null && chatPlatforms(config).some(({ open }) => open !== null);
}

/** Where several processes share the store, one of them serves each platform, and any of them posts. */
export async function openChats(
  platforms: ChatPlatformSetup[],
  deps: ChatDeps,
  { role, databaseUrl }: Pick<Config, 'role' | 'databaseUrl'>,
): Promise<ChatService[]> {
  const isShared = databaseUrl !== null && role !== 'worker';
  const opening = platforms.flatMap(({ open }) => {
    if (open === null) return [];
    return [isShared ? openInTurns(open, deps) : open(deps)];
  });
  return Promise.all(opening);
}

async function openInTurns(open: (deps: ChatDeps) => Promise<ChatService>, deps: ChatDeps): Promise<ChatService> {
  return standBy({
    posting: await open(deps),
    forTurn: events => open({ ...deps, ...events }),
    leases: deps.services.store,
    holder: randomUUID(),
    onEnded: deps.onEnded,
    warn: deps.warn,
  });
}

function slackOptions(config: Config): SlackOptions | null {
  if (config.slackBotToken === null) return null;
  return {
    botToken: config.slackBotToken,
    appToken: config.slackAppToken,
    signingSecret: config.slackSigningSecret,
    mode: config.slackMode,
    host: config.slackHost,
    port: config.slackPort,
    apiUrl: config.slackApiUrl,
    retries: config.slackRetries,
    teams: config.slackTeamIds,
    editors: config.slackEditors,
    flagEmoji: config.flagEmoji,
  };
}

function discordOptions(config: Config): DiscordOptions | null {
  if (config.discordToken === null) return null;
  return {
    token: config.discordToken,
    app: config.discordApp,
    guild: config.discordGuild,
    guilds: config.discordGuilds,
    editorRoles: config.discordEditorRoles,
    messageContent: config.discordMessageContent === 'on',
    flagEmoji: config.flagEmoji,
    apiUrl: config.discordApiUrl,
    apiVersion: config.discordApiVersion,
  };
}
