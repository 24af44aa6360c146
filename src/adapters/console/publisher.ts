/**
 * The console's Publisher: what is posted to the console is printed in it, between what is asked and answered. What was printed cannot be
 * taken back, so an edit changes nothing that was seen.
 */
import type { MessageRef, Post } from '../../core/chat.ts';
import type { Publisher } from '../../core/ports.ts';
import { renderReply } from './render.ts';
import { CONSOLE, typed } from './session.ts';
import { type ConsoleStreams, lookOf, write } from './streams.ts';

/** What is printed while somebody types leaves the prompt behind; whoever shows one puts it back. */
export interface Screen {
  redraw: () => void;
}

export function consolePublisher(streams: ConsoleStreams, screen: Screen): Publisher {
  return {
    platform: CONSOLE.platform,
    async post(post, sent, onSent) {
      if (sent.length > 0) return sent;
      await write(streams.stdout, `\n${renderReply(post.reply, lookOf(streams))}\n`);
      screen.redraw();
      const refs = [refOf(post)];
      await onSent(refs);
      return refs;
    },
    edit: async ({ refs }) => refs,
    canEdit: () => false,
    typed,
    under: ({ message: _, ...target }) => ({ ...target, grant: null }),
    // What an earlier process printed is gone with its terminal.
    find: async () => [],
  };
}

function refOf({ key, target }: Post): MessageRef {
  return { ...target, grant: null, message: key };
}
