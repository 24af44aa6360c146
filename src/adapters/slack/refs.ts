/** Where our messages stand on Slack: what a message is called in the store, which thread hangs on it, and whether it can be reached again. */
import type { MessageRef, Target } from '../../core/chat.ts';
import { StetError } from '../../core/errors.ts';
import { personOf } from './ids.ts';

/** Before the id of a message that was sent by a grant: Slack tells us none, and it is known by its post alone. */
const UNNAMED = 'unnamed:';

export function refOf(target: Target, message: string): MessageRef {
  return { ...target, grant: null, message };
}

/** For one part of a post, of which Slack tells us no id. */
export function unnamedRef(target: Target, key: string, part: number): MessageRef {
  return refOf(target, `${UNNAMED}${key}:${part}`);
}

/** What one person saw for a moment, or what has no id, cannot be reached any more. */
export function canBeMended({ message, only, direct }: MessageRef): boolean {
  return !message.startsWith(UNNAMED) && (only === null || direct);
}

/** What answers a message stands in the thread that hangs on it. One that has no id has no thread. */
export function inThread(target: Target): Target {
  const { thread, replyTo, only, direct } = target;
  const hangs = replyTo && !replyTo.startsWith(UNNAMED) && (only === null || direct);
  return thread === null && hangs ? { ...target, thread: replyTo } : target;
}

/** Where the messages after the first go: into its thread, wherever it came to stand, so that a long answer takes one place. */
export function below(target: Target, first: MessageRef | undefined): Target {
  if (first === undefined || !canBeMended(first)) return target;
  return { ...target, channel: first.channel, direct: first.direct, thread: first.thread ?? first.message };
}

/** Slack's own id of whom it is for. */
export function userOf({ only }: Target): string {
  const user = only === null ? undefined : personOf(only)?.user;
  if (user === undefined) throw new StetError('not-accepted', 'slack: a message for nobody on Slack');
  return user;
}
