/**
 * Requests on SQLite: what was asked, from whom and where, until its outcome. It must never keep two rows for one event, nor let
 * a second outcome replace the first.
 */
import type { DatabaseSync } from 'node:sqlite';
import type { Place, Request, RequestDraft, RequestId, RequestOutcome } from '../core/chat.ts';
import { newId } from '../core/ids.ts';
import { fromJson, instant, wellFormed } from './sqlite-rows.ts';

const REQUEST = `id, event, person, person_name AS personName, target, call, before, asked_at AS askedAt, outcome,
  closed_at AS closedAt`;

/** Later than any instant we write. */
const EVER = '9999-12-31T23:59:59.999Z';

/** Statements prepared once; instants are ISO 8601 in UTC, so that they sort as text. */
export function requestsOn(db: DatabaseSync) {
  const byId = db.prepare(`SELECT ${REQUEST} FROM requests WHERE id = ?`);
  const byEvent = db.prepare(`SELECT ${REQUEST} FROM requests WHERE event = ?`);
  const insert = db.prepare(
    `INSERT INTO requests (id, event, person, person_name, platform, space, channel, thread, audience, target, command, call, before, asked_at)
     VALUES (:id, :event, :person, :personName, :platform, :space, :channel, :thread, :audience, :target, :command, :call, :before, :askedAt)
     ON CONFLICT (event) DO NOTHING`,
  );
  const close = db.prepare('UPDATE requests SET outcome = ?, closed_at = ? WHERE id = ? AND outcome IS NULL');
  const open = db.prepare(
    `SELECT ${REQUEST} FROM requests WHERE platform = ? AND outcome IS NULL ORDER BY asked_at, rowid`,
  );
  const inPlace = `SELECT ${REQUEST} FROM requests
     WHERE platform = ? AND space = ? AND channel = ? AND thread IS ? AND command = ?`;
  const lastSeen = db.prepare(`${inPlace} AND audience IS NULL ORDER BY asked_at DESC, rowid DESC LIMIT 1`);
  const lastOfPerson = db.prepare(`${inPlace} AND person = ? ORDER BY asked_at DESC, rowid DESC LIMIT 1`);
  const countOfPerson = db.prepare('SELECT count(*) AS n FROM requests WHERE person = ? AND asked_at BETWEEN ? AND ?');
  const countInChannel = db.prepare(
    `SELECT coalesce(sum(min(n, ?)), 0) AS n FROM (
       SELECT count(*) AS n FROM requests WHERE platform = ? AND space = ? AND channel = ? AND asked_at BETWEEN ? AND ? GROUP BY person
     )`,
  );

  return {
    open(draft: RequestDraft, askedAt: string): { request: Request; fresh: boolean } {
      const { target, call, event, person } = draft;
      const { platform, space, channel, thread, only: audience } = target;
      const { changes } = insert.run({
        ...{ id: newId('r'), event, person, platform, space, channel, thread, audience, askedAt },
        personName: wellFormed(draft.personName),
        before: wellFormed(draft.before),
        target: JSON.stringify(target),
        command: call.command,
        call: JSON.stringify(call),
      });
      return { request: requestOf(byEvent.get(event))!, fresh: changes === 1 };
    },
    close: (id: RequestId, outcome: RequestOutcome, at: string): void => {
      close.run(outcome, at, id);
    },
    byId: (id: RequestId) => requestOf(byId.get(id)),
    openOn: (platform: string) => open.all(platform).map(row => requestOf(row)!),
    last({ platform, space, channel, thread }: Place, command: string, person?: string): Request | null {
      const place = [platform, space, channel, thread, command] as const;
      return requestOf(person === undefined ? lastSeen.get(...place) : lastOfPerson.get(...place, person));
    },
    countOfPerson: (person: string, since: string, until: string = EVER) =>
      Number(countOfPerson.get(person, instant(since), instant(until))?.n),
    countInChannel: (
      { platform, space, channel }: Omit<Place, 'thread'>,
      since: string,
      until: string = EVER,
      most: number = Number.MAX_SAFE_INTEGER,
    ) => Number(countInChannel.get(most, platform, space, channel, instant(since), instant(until))?.n),
  };
}

function requestOf(row: Record<string, unknown> | undefined): Request | null {
  if (row === undefined) return null;
  return { ...row, target: fromJson(row.target), call: fromJson(row.call) } as Request;
}
