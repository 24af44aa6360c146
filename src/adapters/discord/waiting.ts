/**
 * What stands where everybody reads it while something waits for one person who takes no direct messages: a button that says nothing of what
 * is behind it. Pure.
 */
import type { Target } from '../../core/chat.ts';
import { reply, text } from '../../core/reply.ts';
import { showAction } from '../shown-alone.ts';
import { type DiscordMessage, renderReply } from './render.ts';

/** Discord's own limit of a button's id, characters. */
const CUSTOM_ID = 100;

/** Whether what somebody takes no direct message of may wait behind a button: there is a place for it, and its name is short enough. */
export function mayWait(key: string, { replyTo, beckons }: Target): boolean {
  return (replyTo != null || beckons === true) && showAction(key).length <= CUSTOM_ID;
}

/** What stands where everybody reads it while something is waiting for one person. */
export function waitingMessage(key: string, user: string | null): DiscordMessage {
  const [said] = renderReply(
    reply({
      fallback: WAITING,
      body: [text(WAITING)],
      actions: [{ label: 'Show it to me', style: 'primary', action: showAction(key) }],
    }),
  );
  return user === null ? said! : { ...said!, content: `<@${user}> ${said!.content}` };
}

const WAITING = 'Something here is for you alone.';
