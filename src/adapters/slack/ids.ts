/** Slack's ids as ours and back: persons, the events by which nothing is done twice, instants. The only file that knows their shape. */
import type { PersonId } from '../../core/chat.ts';
import { CLOCKS_DIFFER_MS } from '../clocks.ts';

export const PLATFORM = 'slack';

/** A person by their own workspace, which in a shared channel may be another organisation's: `slack:T1:U1`. */
export function personId(team: string, user: string): PersonId {
  return `${PLATFORM}:${team}:${user}`;
}

/** The workspace and the user of a person's id; null for one that is not Slack's. */
export function personOf(id: PersonId): { team: string; user: string } | null {
  const [platform, team, user] = id.split(':');
  return platform === PLATFORM && team && user ? { team, user } : null;
}

/** That something was said: one event, whether Slack tells of it as a mention, as a message, or as both. */
export function saidEvent(team: string, channel: string, ts: string): string {
  return [PLATFORM, team, 'said', channel, ts].join(':');
}

/** That something else was done: a command, a press (by its trigger), a form that was sent (by its view), a reaction (by its event). */
export function doneEvent(team: string, what: 'trigger' | 'view' | 'reaction', id: string): string {
  return [PLATFORM, team, what, id].join(':');
}

/** The message that an event tells of; null where nothing was said. */
export function saidIn(event: string): { channel: string; timestamp: string } | null {
  const [, , what, channel, timestamp] = event.split(':');
  return what === 'said' && channel && timestamp ? { channel, timestamp } : null;
}

/** The instant so many minutes later. */
export function instantAfter(now: Date, minutes: number): string {
  return new Date(now.getTime() + minutes * 60_000).toISOString();
}

/** An instant of our clock as the oldest message id to look at; an id is seconds since 1970. */
export function oldestTs(instant: string): string {
  return ((Date.parse(instant) - CLOCKS_DIFFER_MS) / 1_000).toFixed(6);
}
