/** Places as keys and targets: where what nobody asked for is posted. Pure; it never decides what is posted. */
import type { MessageId, Place, Target } from './chat.ts';
import type { Subscription } from './feeds.ts';

/** Names a place, the same way each time: part of the key of what is posted there once. */
export function placeKey({ platform, space, channel, thread }: Place): string {
  return [platform, space, channel, thread ?? ''].join(':');
}

/** Names a message in the words of a command: `message:slack/T1/C1/1700000000.000100`. */
export function messageReference({ platform, space, channel, message }: MessageId): string {
  return `message:${[platform, space, channel, message].join('/')}`;
}

/** The message that such words name; null for any others. */
export function messageReferred(words: string): MessageId | null {
  const [, platform, space, channel, message] =
    /^message:([^/\s]+)\/([^/\s]+)\/([^/\s]+)\/([^/\s]+)$/.exec(words) ?? [];
  if (platform === undefined || space === undefined || channel === undefined || message === undefined) return null;
  return { platform, space, channel, message };
}

/** Where its posts go: a direct conversation is that of whoever set it up, and private. */
export function targetOf({ place, direct, setBy }: Pick<Subscription, 'place' | 'direct' | 'setBy'>): Target {
  return { ...place, direct, only: direct ? setBy : null, grant: null };
}

/** The channel that `platform:space:channel` names, as settings have it. */
export function placeNamed(name: string): Place {
  const [platform = '', space = '', channel = ''] = name.split(':');
  return { platform, space, channel, thread: null };
}
