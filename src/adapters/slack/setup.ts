/**
 * Slack before it is opened: its manifest, its checks, and how to open it. Bolt is loaded where it is used alone, for it takes longer
 * to load than everything else together.
 */
import type { AnyCommand } from '../../core/command.ts';
import { code, lineBreak, reply } from '../../core/reply.ts';
import type { ChatPlatformSetup } from '../service.ts';
import { PLATFORM } from './ids.ts';
import { slackManifest } from './manifest.ts';
import type { SlackOptions } from './options.ts';

/** @param options null where no token is set. */
export function slackPlatform(options: SlackOptions | null, commands: readonly AnyCommand[]): ChatPlatformSetup {
  return {
    setup: {
      name: PLATFORM,
      configured: options !== null,
      manifest: url => {
        const manifest = slackManifest(commands, url === undefined ? { mode: 'socket' } : { mode: 'http', url });
        const lines = JSON.stringify(manifest, null, 2).split('\n');
        return reply({
          body: lines.flatMap(line => [code(line), lineBreak]),
          fallback: 'The manifest of the Slack app.',
          data: manifest,
        });
      },
      invitation: null,
      check: async () => (options === null ? [] : (await import('./doctor.ts')).checkSlack(options)),
    },
    open: options && (async deps => (await import('./adapter.ts')).openSlack(options, deps)),
  };
}
