/** When each place gets its digest, the local dates that had one, and the order in which revisions came. */
import type { Place } from '../core/chat.ts';
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
import { postsOn } from './posts.ts';
import { bit, fromJson, IN_PLACE, placeParams, rowsAtMost } from './rows.ts';
import type { Params, Row, Sql } from './sql.ts';

const PLAN = `id, platform, space, channel, thread, direct, at, zone, days, silent, starts_on AS "startsOn", set_by AS "setBy",
  created_at AS "createdAt", mark, marked_at AS "markedAt", paused,
  (SELECT max(local_date) FROM digest_dates WHERE plan = digest_plans.id) AS "lastDate"`;

export function digestsOn(sql: Sql) {
  const plans = async (where: string, params: Params = {}): Promise<DigestPlan[]> => {
    const rows = await sql.all(
      `SELECT ${PLAN} FROM digest_plans WHERE active = 1 ${where} ORDER BY created_at, rowid`,
      params,
    );
    return rows.map(planOf);
  };
  const byId = async (id: DigestPlanId) => (await plans('AND id = :id', { id }))[0] ?? null;
  const markAt = async (where = '', params: Params = {}): Promise<number> => {
    const row = await sql.get<{ mark: number }>(`SELECT coalesce(max(n), 0) AS mark FROM arrivals ${where}`, params);
    return row!.mark;
  };

  return {
    /** One that was ended and is wanted again begins anew, but for the dates it had. */
    async plan({ place, direct, silent, days, ...draft }: DigestPlanDraft, now: string): Promise<DigestPlan> {
      const kept = await sql.get<{ id: DigestPlanId }>(
        `INSERT INTO digest_plans (id, platform, space, channel, thread, direct, at, zone, days, silent, starts_on, set_by, created_at,
           active, mark, marked_at)
         VALUES (:id, :platform, :space, :channel, :thread, :direct, :at, :zone, :days, :silent, :startsOn, :setBy, :now, 1, :mark, :now)
         ON CONFLICT (platform, space, channel, coalesce(thread, '')) DO UPDATE SET direct = excluded.direct, at = excluded.at,
           zone = excluded.zone, days = excluded.days, silent = excluded.silent, starts_on = excluded.starts_on,
           set_by = excluded.set_by, paused = NULL, active = 1,
           created_at = CASE digest_plans.active WHEN 1 THEN digest_plans.created_at ELSE excluded.created_at END,
           mark = CASE digest_plans.active WHEN 1 THEN digest_plans.mark ELSE excluded.mark END,
           marked_at = CASE digest_plans.active WHEN 1 THEN digest_plans.marked_at ELSE excluded.marked_at END
         RETURNING id`,
        {
          ...{ ...draft, ...placeParams(place), id: newId('d'), now, mark: await markAt() },
          direct: bit(direct),
          silent: bit(silent),
          days: JSON.stringify(days),
        },
      );
      return (await byId(kept!.id))!;
    },
    ofPlace: async (place: Place) => (await plans(`AND ${IN_PLACE}`, placeParams(place)))[0] ?? null,
    byId,
    all: () => plans(''),
    async end(place: Place): Promise<boolean> {
      const ended = `UPDATE digest_plans SET active = 0 WHERE ${IN_PLACE} AND active = 1`;
      return (await sql.run(ended, placeParams(place))) > 0;
    },
    async pause(id: DigestPlanId, reason: string | null): Promise<void> {
      await sql.run('UPDATE digest_plans SET paused = :reason WHERE id = :id', { id, reason });
    },
    async had(id: DigestPlanId, date: LocalDate): Promise<boolean> {
      const row = await sql.get('SELECT 1 FROM digest_dates WHERE plan = :id AND local_date = :date', { id, date });
      return row !== null;
    },
    /** Runs inside a transaction, so that the date, the post and the mark are kept together or not at all. */
    async keep({ plan, date, post, until }: DigestDraft, at: string): Promise<boolean> {
      const dated = await sql.run(
        `INSERT INTO digest_dates (plan, local_date, at)
         SELECT id, :date, :at FROM digest_plans WHERE id = :plan AND active = 1 AND paused IS NULL
         ON CONFLICT (plan, local_date) DO NOTHING`,
        { plan, date, at },
      );
      if (dated === 0) return false;
      await sql.run('UPDATE digest_plans SET mark = :mark, marked_at = :at WHERE id = :plan', { plan, ...until });
      if (post !== null) await postsOn(sql).add(post, at);
      return true;
    },
    markAt: (instant: string | null) => (instant === null ? markAt() : markAt('WHERE at <= :instant', { instant })),
    async between(
      { mark: after }: Pick<DigestMark, 'mark'>,
      { mark: until }: Pick<DigestMark, 'mark'>,
      limit: number,
    ): Promise<Arrival[]> {
      const rows = await sql.all<ArrivalRow>(
        `SELECT told.article, told.first, f.feed FROM (
           SELECT came.article, came.first, came.latest FROM (
             SELECT article, min(revision) AS first, max(n) AS latest FROM arrivals WHERE n > :after AND n <= :until GROUP BY article
           ) came LEFT JOIN feed_items i ON i.article = came.article AND i.state = 'stored'
           GROUP BY came.article, came.first, came.latest HAVING came.first > 1 OR coalesce(min(i.quiet), 0) = 0
           ORDER BY came.latest DESC LIMIT :limit
         ) told LEFT JOIN feed_items f ON f.article = told.article AND f.state = 'stored'
         ORDER BY told.latest DESC, f.feed`,
        { after, until, limit: rowsAtMost(limit) },
      );
      return arrivalsOf(rows);
    },
  };
}

/** One for each feed that an article came by. */
interface ArrivalRow {
  article: string;
  first: number;
  feed: string | null;
}

function arrivalsOf(rows: readonly ArrivalRow[]): Arrival[] {
  const arrivals = new Map<string, Arrival>();
  for (const { article, first, feed } of rows) {
    const arrival = arrivals.get(article) ?? { article, before: first === 1 ? null : first - 1, feeds: [] };
    arrivals.set(article, arrival);
    if (feed !== null && !arrival.feeds.includes(feed)) arrival.feeds.push(feed);
  }
  return [...arrivals.values()];
}

function planOf(row: Row): DigestPlan {
  const { platform, space, channel, thread, direct, silent, days, mark, markedAt, ...given } = row;
  return {
    ...given,
    place: { platform, space, channel, thread },
    direct: direct === 1,
    silent: silent === 1,
    days: fromJson(days),
    covered: { mark, at: markedAt },
  } as unknown as DigestPlan;
}
