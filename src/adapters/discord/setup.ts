/**
 * Discord before it is opened: its invitation, its checks, and how to open it. discord.js is loaded where it is used alone, for it
 * takes longer to load than everything else together.
 */
import type { AnyCommand, PlatformSetup } from '../../core/command.ts';
import { StetError } from '../../core/errors.ts';
import type { ChatPlatformSetup } from '../service.ts';
import { PLATFORM } from './ids.ts';
import type { DiscordOptions } from './options.ts';

/** @param options null where no token is set. @param app the application's id, where it is set. */
export function discordPlatform(
  options: DiscordOptions | null,
  app: string | null,
  commands: readonly AnyCommand[],
): ChatPlatformSetup {
  const setup: PlatformSetup = {
    name: PLATFORM,
    configured: options !== null,
    manifest: null,
    invitation: async () => {
      if (app === null) throw noApplication();
      return (await import('./invitation.ts')).invitationReply(app);
    },
    check: async () => (options === null ? [] : (await import('./doctor.ts')).checkDiscord(options, commands)),
  };
  return { setup, open: options && (async deps => (await import('./adapter.ts')).openDiscord(options, deps)) };
}

function noApplication(): StetError {
  const userMessage =
    'Set DISCORD_APP_ID first: the "Application ID" on the page "General Information" of the application.';
  return new StetError('bad-usage', 'an invitation without an application', { userMessage });
}
