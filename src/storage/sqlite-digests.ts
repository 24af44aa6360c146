/** Digests on SQLite: plans, the dates that had one, and what came between two marks. A date of a place has one, whoever asks. */
import type { DatabaseSync } from 'node:sqlite';
import type { Place, PostDraft } from '../core/chat.ts';
import type {
  Arrival,
  DigestDraft,
  DigestMark,
  DigestPlan,
  DigestPlanDraft,
  DigestPlanId,
  LocalDate,
} from '../core/digests.ts';
import { newId } from '../core/ids.ts';
import { fromJson, rowOf, rowsAtMost } from './sqlite-rows.ts';

const PLAN = `id, platform, space, channel, thread, direct, at, zone, days, silent, starts_on AS startsOn, set_by AS setBy,
  created_at AS createdAt, mark, marked_at AS markedAt, paused,
  (SELECT max(local_date) FROM digest_dates WHERE plan = digest_plans.id) AS lastDate`;

/** Statements prepared once. @param queuePost keeps a post within the transaction that is open. */
export function digestsOn(db: DatabaseSync, queuePost: (draft: PostDraft, at: string) => unknown) {
  const ofPlace = db.prepare(
    `SELECT ${PLAN} FROM digest_plans WHERE platform = ? AND space = ? AND channel = ? AND thread IS ? AND active = 1`,
  );
  const byId = db.prepare(`SELECT ${PLAN} FROM digest_plans WHERE id = ? AND active = 1`);
  const all = db.prepare(`SELECT ${PLAN} FROM digest_plans WHERE active = 1 ORDER BY created_at, rowid`);
  // One that was ended and is wanted again begins anew, but for the dates it had.
  const upsert = db.prepare(
    `INSERT INTO digest_plans (id, platform, space, channel, thread, direct, at, zone, days, silent, starts_on, set_by, created_at,
       active, mark, marked_at)
     VALUES (:id, :platform, :space, :channel, :thread, :direct, :at, :zone, :days, :silent, :startsOn, :setBy, :now, 1, :mark, :now)
     ON CONFLICT (platform, space, channel, coalesce(thread, '')) DO UPDATE SET direct = excluded.direct, at = excluded.at,
       zone = excluded.zone, days = excluded.days, silent = excluded.silent, starts_on = excluded.starts_on,
       set_by = excluded.set_by, paused = NULL, active = 1,
       created_at = iif(active, created_at, excluded.created_at), mark = iif(active, mark, excluded.mark),
       marked_at = iif(active, marked_at, excluded.marked_at)
     RETURNING id`,
  );
  const end = db.prepare(
    `UPDATE digest_plans SET active = 0
     WHERE platform = ? AND space = ? AND channel = ? AND thread IS ? AND active = 1`,
  );
  const pause = db.prepare('UPDATE digest_plans SET paused = ? WHERE id = ?');
  const hasDate = db.prepare('SELECT 1 FROM digest_dates WHERE plan = ? AND local_date = ?');
  const putDate = db.prepare(
    `INSERT INTO digest_dates (plan, local_date, at)
     SELECT id, :date, :at FROM digest_plans WHERE id = :plan AND active = 1 AND paused IS NULL
     ON CONFLICT (plan, local_date) DO NOTHING`,
  );
  const cover = db.prepare('UPDATE digest_plans SET mark = ?, marked_at = ? WHERE id = ?');
  const lastMark = db.prepare('SELECT coalesce(max(n), 0) AS mark FROM arrivals');
  const markAt = db.prepare('SELECT coalesce(max(n), 0) AS mark FROM arrivals WHERE at <= ?');
  const arrivals = db.prepare(
    `SELECT came.*, json_group_array(DISTINCT i.feed) FILTER (WHERE i.feed IS NOT NULL) AS feeds FROM (
       SELECT article, min(revision) AS first, max(n) AS latest FROM arrivals WHERE n > :after AND n <= :until GROUP BY article
     ) came LEFT JOIN feed_items i ON i.article = came.article AND i.state = 'stored'
     GROUP BY came.article HAVING first > 1 OR coalesce(min(i.quiet), 0) = 0
     ORDER BY latest DESC LIMIT :limit`,
  );

  const planOf = (row: Record<string, unknown> | undefined): DigestPlan | null => {
    if (row === undefined) return null;
    const { platform, space, channel, thread, direct, silent, days, mark, markedAt, ...given } = row;
    return {
      ...given,
      place: { platform, space, channel, thread },
      direct: direct === 1,
      silent: silent === 1,
      days: fromJson(days),
      covered: { mark, at: markedAt },
    } as DigestPlan;
  };
  const partsOf = ({ platform, space, channel, thread }: Place) => [platform, space, channel, thread] as const;
  const latestMark = () => Number(lastMark.get()!.mark);

  return {
    plan({ place, direct, silent, days, ...draft }: DigestPlanDraft, now: string): DigestPlan {
      const [platform, space, channel, thread] = partsOf(place);
      const kept = upsert.get({
        ...{ ...draft, id: newId('d'), platform, space, channel, thread, now, mark: latestMark() },
        direct: direct ? 1 : 0,
        silent: silent ? 1 : 0,
        days: JSON.stringify(days),
      });
      return planOf(byId.get(String(kept!.id)))!;
    },
    ofPlace: (place: Place) => planOf(ofPlace.get(...partsOf(place))),
    byId: (id: DigestPlanId) => planOf(byId.get(id)),
    all: () => all.all().map(row => planOf(row)!),
    end: (place: Place): boolean => end.run(...partsOf(place)).changes > 0,
    pause: (id: DigestPlanId, reason: string | null): void => {
      pause.run(reason, id);
    },
    had: (id: DigestPlanId, date: LocalDate): boolean => hasDate.get(id, date) !== undefined,
    /** Runs inside a transaction, so that the date, the post and the mark are kept together or not at all. */
    keep({ plan, date, post, until }: DigestDraft, at: string): boolean {
      if (putDate.run({ plan, date, at }).changes === 0) return false;
      cover.run(until.mark, until.at, plan);
      if (post !== null) queuePost(post, at);
      return true;
    },
    markAt: (instant: string | null): number => (instant === null ? latestMark() : Number(markAt.get(instant)!.mark)),
    between: ({ mark: after }: Pick<DigestMark, 'mark'>, { mark: until }: Pick<DigestMark, 'mark'>, limit: number) =>
      arrivals.all({ after, until, limit: rowsAtMost(limit) }).map(arrivalOf),
  };
}

function arrivalOf(row: object): Arrival {
  const { article, first, feeds } = rowOf<{ article: string; first: number; feeds: string }>(row);
  return { article, before: first === 1 ? null : first - 1, feeds: fromJson(feeds) };
}
