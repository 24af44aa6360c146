/** What buttons do, and what people thought of an answer. */
import type { Action, ActionDraft, ActionId, PersonId, RequestId, Vote } from '../core/chat.ts';
import { newId } from '../core/ids.ts';
import { fromJson, instant } from './rows.ts';
import type { Sql } from './sql.ts';

export function feedbackOn(sql: Sql) {
  return {
    /** Within a transaction: all of them or none, in the order of the drafts. */
    async offer(drafts: readonly ActionDraft[]): Promise<ActionId[]> {
      const ids: ActionId[] = [];
      for (const { call, audience, expiresAt } of drafts) {
        const id = newId('b');
        await sql.run(
          'INSERT INTO actions (id, call, audience, expires_at) VALUES (:id, :call, :audience, :expiresAt)',
          {
            ...{ id, audience, call: JSON.stringify(call), expiresAt: instant(expiresAt) },
          },
        );
        ids.push(id);
      }
      return ids;
    },
    async action(id: ActionId, now: string): Promise<Action | null> {
      const row = await sql.get<Omit<Action, 'call'> & { call: string }>(
        'SELECT id, call, audience, expires_at AS "expiresAt" FROM actions WHERE id = :id AND expires_at > :now',
        { id, now },
      );
      return row && { ...row, call: fromJson(row.call) };
    },
    async vote(request: RequestId, person: PersonId, vote: Vote, at: string): Promise<void> {
      await sql.run(
        `INSERT INTO votes (request, person, vote, at) VALUES (:request, :person, :vote, :at)
         ON CONFLICT (request, person) DO UPDATE SET vote = excluded.vote, at = excluded.at`,
        { request, person, vote, at },
      );
    },
    async votes(request: RequestId): Promise<Record<Vote, number>> {
      const rows = await sql.all<{ vote: Vote; n: number }>(
        'SELECT vote, count(*) AS n FROM votes WHERE request = :request GROUP BY vote',
        { request },
      );
      return { ...{ good: 0, bad: 0 }, ...Object.fromEntries(rows.map(row => [row.vote, row.n])) };
    },
  };
}
