/** Reactions that wait for the post of the message they are on. Runs inside the caller's transaction. */
import type { HeardReaction, Reaction, WaitingReaction } from '../core/reactions.ts';
import { fromJson } from './rows.ts';
import type { Sql } from './sql.ts';

export function waitingReactionsOn(sql: Sql) {
  return {
    /** The first one of a person on a message stays. */
    async keep(heard: HeardReaction, at: string): Promise<void> {
      await sql.run(
        `INSERT INTO waiting_reactions (platform, space, channel, message, person, heard, since)
         VALUES (:platform, :space, :channel, :message, :person, :heard, :at) ON CONFLICT DO NOTHING`,
        { ...keyOf(heard.reaction), heard: JSON.stringify(heard), at },
      );
    },
    async on(platform: string): Promise<WaitingReaction[]> {
      const rows = await sql.all<{ heard: string; since: string }>(
        'SELECT heard, since FROM waiting_reactions WHERE platform = :platform ORDER BY since, message, person',
        { platform },
      );
      return rows.map(({ heard, since }) => ({ ...fromJson<HeardReaction>(heard), since }));
    },
    async drop(reaction: Pick<Reaction, 'person' | 'message'>): Promise<void> {
      await sql.run(
        `DELETE FROM waiting_reactions WHERE platform = :platform AND space = :space AND channel = :channel
           AND message = :message AND person = :person`,
        keyOf(reaction),
      );
    },
  };
}

function keyOf({ person, message: { platform, space, channel, message } }: Pick<Reaction, 'person' | 'message'>) {
  return { platform, space, channel, message, person };
}
