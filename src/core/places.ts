/** Places as keys and targets: where what nobody asked for is posted. Pure; it never decides what is posted. */
import type { Place, Target } from './chat.ts';
import type { Subscription } from './feeds.ts';

/** Names a place, the same way each time: part of the key of what is posted there once. */
export function placeKey({ platform, space, channel, thread }: Place): string {
  return [platform, space, channel, thread ?? ''].join(':');
}

/** Where its posts go: a direct conversation is that of whoever set it up, and private. */
export function targetOf({ place, direct, setBy }: Subscription): Target {
  return { ...place, direct, only: direct ? setBy : null, grant: null };
}

/** The channel that `platform:space:channel` names, as settings have it. */
export function placeNamed(name: string): Place {
  const [platform = '', space = '', channel = ''] = name.split(':');
  return { platform, space, channel, thread: null };
}
