/** Slack's ids as ours and back: `slack:T1:U1` for a person, and the place of a message. The only file that knows their shape. */
import type { PersonId } from '../../core/chat.ts';

export const PLATFORM = 'slack';

/** A person by their own workspace, which in a shared channel may be another organisation's. */
export function personId(team: string, user: string): PersonId {
  return `${PLATFORM}:${team}:${user}`;
}

/** The workspace and the user of a person's id; null for one that is not Slack's. */
export function personOf(id: PersonId): { team: string; user: string } | null {
  const [platform, team, user] = id.split(':');
  return platform === PLATFORM && team && user ? { team, user } : null;
}

/** `<@U1>` and `<@U1|name>` in what was typed, as persons' ids: the way a `person` field is written. */
export function withPersonIds(text: string, team: string): string {
  return text.replace(/<@([UW][A-Z0-9]+)(?:\|[^>]*)?>/g, (_, user: string) => personId(team, user));
}

/** When a message was sent, as an instant; its id is the seconds since 1970 with six decimals. */
export function instantOf(ts: string): string {
  return new Date(Number(ts) * 1_000).toISOString();
}

/** The instant so many minutes later. */
export function instantAfter(now: Date, minutes: number): string {
  return new Date(now.getTime() + minutes * 60_000).toISOString();
}

/** An instant as the oldest message id to look at, with a minute before for clocks that differ. */
export function oldestTs(instant: string): string {
  return (Date.parse(instant) / 1_000 - 60).toFixed(6);
}
