/** What buttons do, and what people thought of an answer, on SQLite. */
import type { DatabaseSync } from 'node:sqlite';
import type { Action, ActionDraft, ActionId, PersonId, RequestId, Vote } from '../core/chat.ts';
import { newId } from '../core/ids.ts';
import { fromJson, instant } from './sqlite-rows.ts';

/** Statements prepared once. */
export function feedbackOn(db: DatabaseSync) {
  const insert = db.prepare('INSERT INTO actions (id, call, audience, expires_at) VALUES (?, ?, ?, ?)');
  const action = db.prepare(
    'SELECT id, call, audience, expires_at AS expiresAt FROM actions WHERE id = ? AND expires_at > ?',
  );
  const vote = db.prepare(
    `INSERT INTO votes (request, person, vote, at) VALUES (?, ?, ?, ?)
     ON CONFLICT (request, person) DO UPDATE SET vote = excluded.vote, at = excluded.at`,
  );
  const votes = db.prepare('SELECT vote, count(*) AS n FROM votes WHERE request = ? GROUP BY vote');

  return {
    offer({ call, audience, expiresAt }: ActionDraft): ActionId {
      const id = newId('b');
      insert.run(id, JSON.stringify(call), audience, instant(expiresAt));
      return id;
    },
    action(id: ActionId, now: string): Action | null {
      const row = action.get(id, now);
      return row === undefined ? null : ({ ...row, call: fromJson(row.call) } as Action);
    },
    vote: (request: RequestId, person: PersonId, value: Vote, at: string): void => {
      vote.run(request, person, value, at);
    },
    votes: (request: RequestId): Record<Vote, number> => ({
      ...{ good: 0, bad: 0 },
      ...Object.fromEntries(votes.all(request).map(row => [row.vote, Number(row.n)])),
    }),
  };
}
