/** Slack's links to messages, and back from them to the message. Pure; the only file that knows their shape. */
import type { MessageId } from '../../core/chat.ts';
import { PLATFORM } from './ids.ts';

/** `https://acme.slack.com/archives/C0123/p1700000000123456`; one in a thread names the thread behind a `?`. */
const LINK = /^https:\/\/[a-z0-9-]+(?:\.enterprise)?\.slack\.com\/archives\/([A-Z0-9]+)\/p(\d{10})(\d{6})(?:\?\S*)?$/;

/** @param space the workspace it is said in: a link does not tell. */
export function messageAt(link: string, space: string): MessageId | null {
  const [, channel, seconds, micros] = LINK.exec(link.trim()) ?? [];
  return channel === undefined ? null : { platform: PLATFORM, space, channel, message: `${seconds}.${micros}` };
}
