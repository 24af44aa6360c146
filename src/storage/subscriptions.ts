/** Who follows what, and what they were told. What a place follows it follows once. */
import type { Place } from '../core/chat.ts';
import type { FeedId, Subscription, SubscriptionDraft, SubscriptionId } from '../core/feeds.ts';
import { newId } from '../core/ids.ts';
import type { ArticleId } from '../core/model.ts';
import { bit, fromJson, IN_PLACE, placeParams, rowsAtMost } from './rows.ts';
import type { Row, Sql } from './sql.ts';

const SUBSCRIPTION = `id, platform, space, channel, thread, direct, followed, words, set_by AS "setBy",
  created_at AS "createdAt", paused`;

export function subscriptionsOn(sql: Sql) {
  const byId = async (id: SubscriptionId) =>
    subscriptionOf(await sql.get(`SELECT ${SUBSCRIPTION} FROM subscriptions WHERE id = :id`, { id }));
  const feedsOf = async (article: ArticleId): Promise<FeedId[]> => {
    const rows = await sql.all<{ feed: FeedId }>(
      `SELECT DISTINCT feed FROM feed_items WHERE article = :article AND state = 'stored' ORDER BY feed`,
      { article },
    );
    return rows.map(({ feed }) => feed);
  };

  return {
    async subscribe({ place, direct, followed, words, setBy }: SubscriptionDraft, at: string) {
      const id = newId('s');
      const kept = await sql.get<{ id: SubscriptionId }>(
        `INSERT INTO subscriptions (id, platform, space, channel, thread, direct, followed, words, set_by, created_at)
         VALUES (:id, :platform, :space, :channel, :thread, :direct, :followed, :words, :setBy, :at)
         ON CONFLICT (platform, space, channel, coalesce(thread, ''), followed)
           DO UPDATE SET words = excluded.words, set_by = excluded.set_by, paused = NULL
         RETURNING id`,
        {
          ...{ ...placeParams(place), id, direct: bit(direct), setBy, at },
          followed: JSON.stringify(followed),
          words: JSON.stringify(words),
        },
      );
      return { subscription: (await byId(kept!.id))!, fresh: kept!.id === id };
    },
    unsubscribe: async (id: SubscriptionId): Promise<boolean> =>
      (await sql.run('DELETE FROM subscriptions WHERE id = :id', { id })) > 0,
    byId,
    async list(place: Place | null): Promise<Subscription[]> {
      const rows = await sql.all(
        `SELECT ${SUBSCRIPTION} FROM subscriptions ${place === null ? '' : `WHERE ${IN_PLACE}`} ORDER BY created_at, rowid`,
        place === null ? {} : placeParams(place),
      );
      return rows.map(row => subscriptionOf(row)!);
    },
    async pause(id: SubscriptionId, reason: string | null): Promise<void> {
      await sql.run('UPDATE subscriptions SET paused = :reason WHERE id = :id', { id, reason });
    },
    async unbriefed(limit: number): Promise<ArticleId[]> {
      const rows = await sql.all<{ article: ArticleId }>(
        `SELECT article, min(seen_at) AS first FROM feed_items
         WHERE state = 'stored' AND quiet = 0 AND article NOT IN (SELECT article FROM briefed)
         GROUP BY article ORDER BY first LIMIT :limit`,
        { limit: rowsAtMost(limit) },
      );
      return rows.map(({ article }) => article);
    },
    async markBriefed(article: ArticleId, feeds: readonly FeedId[], at: string): Promise<boolean> {
      if ((await feedsOf(article)).some(feed => !feeds.includes(feed))) return false;
      await sql.run('INSERT INTO briefed (article, at) VALUES (:article, :at) ON CONFLICT (article) DO NOTHING', {
        ...{ article, at },
      });
      return true;
    },
    /** @param before the key of a post: what had been shown when it was queued. */
    async lastShownIn(
      { platform, space, channel }: Omit<Place, 'thread'>,
      limit: number,
      before: string | null,
    ): Promise<ArticleId[]> {
      const earlier = before === null ? '' : 'AND p.rowid < (SELECT rowid FROM posts WHERE key = :before)';
      const rows = await sql.all<{ article: ArticleId }>(
        `SELECT s.article, max(p.queued_at) AS last, max(p.rowid) AS latest FROM (
           SELECT post FROM post_messages WHERE platform = :platform AND space = :space AND channel = :channel
           UNION SELECT key FROM posts WHERE state IN ('queued', 'sending')
             AND platform = :platform AND space = :space AND channel = :channel
         ) there JOIN posts p ON p.key = there.post JOIN post_passages s ON s.post = p.key
         WHERE (p.audience IS NULL OR p.direct = 1) ${earlier}
         GROUP BY s.article ORDER BY last DESC, latest DESC LIMIT :limit`,
        { platform, space, channel, limit: rowsAtMost(limit), ...(before === null ? {} : { before }) },
      );
      return rows.map(({ article }) => article);
    },
    feedsOf,
  };
}

function subscriptionOf(row: Row | null): Subscription | null {
  if (row === null) return null;
  const { platform, space, channel, thread, direct, followed, words, ...given } = row;
  return {
    ...given,
    place: { platform, space, channel, thread },
    direct: direct === 1,
    followed: fromJson(followed),
    words: fromJson(words),
  } as unknown as Subscription;
}
