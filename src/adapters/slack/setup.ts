/** Slack as the rest of the process knows it before a token is set: its manifest, its checks, and how to open it. Loads Bolt only where it is used. */
import type { AnyCommand, PlatformSetup } from '../../core/command.ts';
import { code, reply } from '../../core/reply.ts';
import type { ChatService } from '../service.ts';
import type { SlackDeps } from './adapter.ts';
import { PLATFORM } from './ids.ts';
import { slackManifest } from './manifest.ts';
import type { SlackOptions } from './options.ts';

/** @param options null where no token is set. */
export function slackSetup(options: SlackOptions | null, commands: readonly AnyCommand[]): PlatformSetup {
  return {
    name: PLATFORM,
    configured: options !== null,
    manifest: url => {
      const manifest = slackManifest(commands, url === undefined ? { mode: 'socket' } : { mode: 'http', url });
      const shown = JSON.stringify(manifest, null, 2);
      return reply({ body: [code(shown)], fallback: 'The manifest of the Slack app.', data: manifest });
    },
    invitation: null,
    check: async () => (await import('./doctor.ts')).checkSlack(options!),
  };
}

export async function openSlackService(options: SlackOptions, deps: SlackDeps): Promise<ChatService> {
  return (await import('./adapter.ts')).openSlack(options, deps);
}
