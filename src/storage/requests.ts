/**
 * Requests: what was asked, from whom and where, until its outcome. It must never keep two rows for one event, nor let a second outcome
 * replace the first.
 */
import type { Place, Request, RequestDraft, RequestId, RequestOutcome } from '../core/chat.ts';
import { newId } from '../core/ids.ts';
import { fromJson, IN_PLACE, instant, placeParams, wellFormed } from './rows.ts';
import type { Row, Sql } from './sql.ts';

const REQUEST = `id, event, person, person_name AS "personName", target, call, before, asked_at AS "askedAt", outcome,
  closed_at AS "closedAt"`;

/** Later than any instant we write. */
const EVER = '9999-12-31T23:59:59.999Z';

/** Instants are ISO 8601 in UTC, so that they sort as text. */
export function requestsOn(sql: Sql) {
  return {
    async open(draft: RequestDraft, askedAt: string): Promise<{ request: Request; fresh: boolean }> {
      const { target, call, event, person } = draft;
      const { platform, space, channel, thread, only: audience } = target;
      const id = newId('r');
      // In one statement, which gives the row that is there: `forget` may rename its event at any moment.
      const row = await sql.get(
        `INSERT INTO requests (id, event, person, person_name, platform, space, channel, thread, audience, target, command, call, before, asked_at)
         VALUES (:id, :event, :person, :personName, :platform, :space, :channel, :thread, :audience, :target, :command, :call, :before, :askedAt)
         ON CONFLICT (event) DO UPDATE SET event = excluded.event
         RETURNING ${REQUEST}`,
        {
          ...{ id, event, person, platform, space, channel, thread, audience, askedAt },
          personName: wellFormed(draft.personName),
          before: wellFormed(draft.before),
          target: JSON.stringify(target),
          command: call.command,
          call: JSON.stringify(call),
        },
      );
      return { request: requestOf(row)!, fresh: row!.id === id };
    },
    async close(id: RequestId, outcome: RequestOutcome, at: string): Promise<void> {
      await sql.run('UPDATE requests SET outcome = :outcome, closed_at = :at WHERE id = :id AND outcome IS NULL', {
        ...{ id, outcome, at },
      });
    },
    byId: async (id: RequestId) => requestOf(await sql.get(`SELECT ${REQUEST} FROM requests WHERE id = :id`, { id })),
    async openOn(platform: string): Promise<Request[]> {
      const rows = await sql.all(
        `SELECT ${REQUEST} FROM requests WHERE platform = :platform AND outcome IS NULL ORDER BY asked_at, rowid`,
        { platform },
      );
      return rows.map(row => requestOf(row)!);
    },
    /** The last one that everyone in the place sees, or that a person made there. */
    async last(place: Place, command: string, person: string | null): Promise<Request | null> {
      const whose = person === null ? 'audience IS NULL' : 'person = :person';
      const row = await sql.get(
        `SELECT ${REQUEST} FROM requests
         WHERE ${IN_PLACE} AND command = :command AND ${whose}
         ORDER BY asked_at DESC, rowid DESC LIMIT 1`,
        { ...placeParams(place), command, ...(person === null ? {} : { person }) },
      );
      return requestOf(row);
    },
    async countOfPerson(person: string, since: string, until: string = EVER): Promise<number> {
      const row = await sql.get<{ n: number }>(
        'SELECT count(*) AS n FROM requests WHERE person = :person AND asked_at BETWEEN :since AND :until',
        { person, since: instant(since), until: instant(until) },
      );
      return row!.n;
    },
    /** Of one person at most `most` count. */
    async countInChannel(
      { platform, space, channel }: Omit<Place, 'thread'>,
      since: string,
      until: string = EVER,
      most: number = Number.MAX_SAFE_INTEGER,
    ): Promise<number> {
      const row = await sql.get<{ n: number }>(
        `SELECT coalesce(sum(CASE WHEN n > :most THEN :most ELSE n END), 0) AS n FROM (
           SELECT count(*) AS n FROM requests
           WHERE platform = :platform AND space = :space AND channel = :channel AND asked_at BETWEEN :since AND :until
           GROUP BY person
         ) people`,
        { most, platform, space, channel, since: instant(since), until: instant(until) },
      );
      return row!.n;
    },
  };
}

function requestOf(row: Row | null): Request | null {
  if (row === null) return null;
  return { ...row, target: fromJson(row.target), call: fromJson(row.call) } as unknown as Request;
}
