/** Who follows what, and what they were told, on SQLite. What a place follows it follows once. */
import type { DatabaseSync } from 'node:sqlite';
import type { Place } from '../core/chat.ts';
import type { FeedId, Subscription, SubscriptionDraft, SubscriptionId } from '../core/feeds.ts';
import { newId } from '../core/ids.ts';
import type { ArticleId } from '../core/model.ts';
import { fromJson, rowsAtMost } from './sqlite-rows.ts';

const SUBSCRIPTION = `id, platform, space, channel, thread, direct, followed, words, set_by AS setBy,
  created_at AS createdAt, paused`;

/** Statements prepared once. */
export function subscriptionsOn(db: DatabaseSync) {
  const byId = db.prepare(`SELECT ${SUBSCRIPTION} FROM subscriptions WHERE id = ?`);
  const all = db.prepare(`SELECT ${SUBSCRIPTION} FROM subscriptions ORDER BY created_at, rowid`);
  const inPlace = db.prepare(
    `SELECT ${SUBSCRIPTION} FROM subscriptions
     WHERE platform = ? AND space = ? AND channel = ? AND thread IS ? ORDER BY created_at, rowid`,
  );
  const upsert = db.prepare(
    `INSERT INTO subscriptions (id, platform, space, channel, thread, direct, followed, words, set_by, created_at)
     VALUES (:id, :platform, :space, :channel, :thread, :direct, :followed, :words, :setBy, :at)
     ON CONFLICT (platform, space, channel, coalesce(thread, ''), followed)
       DO UPDATE SET words = excluded.words, set_by = excluded.set_by, paused = NULL
     RETURNING id`,
  );
  const remove = db.prepare('DELETE FROM subscriptions WHERE id = ?');
  const pause = db.prepare('UPDATE subscriptions SET paused = ? WHERE id = ?');
  const unbriefed = db.prepare(
    `SELECT article, min(seen_at) AS first FROM feed_items
     WHERE state = 'stored' AND quiet = 0 AND article NOT IN (SELECT article FROM briefed)
     GROUP BY article ORDER BY first LIMIT ?`,
  );
  const markBriefed = db.prepare('INSERT INTO briefed (article, at) VALUES (?, ?) ON CONFLICT (article) DO NOTHING');
  const shown = db.prepare(
    `SELECT s.article, max(p.queued_at) AS last, max(p.rowid) AS latest FROM (
       SELECT post FROM post_messages WHERE platform = :platform AND space = :space AND channel = :channel
       UNION SELECT key FROM posts WHERE state IN ('queued', 'sending') AND json_extract(target, '$.platform') = :platform
         AND json_extract(target, '$.space') = :space AND json_extract(target, '$.channel') = :channel
     ) there JOIN posts p ON p.key = there.post JOIN post_passages s ON s.post = p.key
     WHERE (p.audience IS NULL OR json_extract(p.target, '$.direct'))
       AND (:before IS NULL OR p.rowid < (SELECT rowid FROM posts WHERE key = :before))
     GROUP BY s.article ORDER BY last DESC, latest DESC LIMIT :limit`,
  );
  const feedsOf = db.prepare(
    `SELECT DISTINCT feed FROM feed_items WHERE article = ? AND state = 'stored' ORDER BY feed`,
  );

  const subscriptionOf = (row: Record<string, unknown> | undefined): Subscription | null => {
    if (row === undefined) return null;
    const { platform, space, channel, thread, direct, followed, words, ...given } = row;
    const place = { platform, space, channel, thread };
    return {
      ...given,
      place,
      direct: direct === 1,
      followed: fromJson(followed),
      words: fromJson(words),
    } as Subscription;
  };

  return {
    subscribe({ place, direct, followed, words, setBy }: SubscriptionDraft, at: string) {
      const id = newId('s');
      const { platform, space, channel, thread } = place;
      const kept = upsert.get({
        ...{ id, platform, space, channel, thread, direct: direct ? 1 : 0, setBy, at },
        followed: JSON.stringify(followed),
        words: JSON.stringify(words),
      });
      const subscription = subscriptionOf(byId.get(String(kept!.id)))!;
      return { subscription, fresh: subscription.id === id };
    },
    unsubscribe: (id: SubscriptionId): boolean => remove.run(id).changes > 0,
    byId: (id: SubscriptionId) => subscriptionOf(byId.get(id)),
    list: (place?: Place) => {
      const rows = place ? inPlace.all(place.platform, place.space, place.channel, place.thread) : all.all();
      return rows.map(row => subscriptionOf(row)!);
    },
    pause: (id: SubscriptionId, reason: string | null): void => {
      pause.run(reason, id);
    },
    unbriefed: (limit: number): ArticleId[] => unbriefed.all(rowsAtMost(limit)).map(row => String(row.article)),
    markBriefed(article: ArticleId, feeds: readonly FeedId[], at: string): boolean {
      const now = feedsOf.all(article).map(row => String(row.feed));
      if (now.some(feed => !feeds.includes(feed))) return false;
      markBriefed.run(article, at);
      return true;
    },
    lastShownIn: (
      { platform, space, channel }: Omit<Place, 'thread'>,
      limit: number,
      before: string | null = null,
    ): ArticleId[] =>
      shown.all({ platform, space, channel, before, limit: rowsAtMost(limit) }).map(row => String(row.article)),
    feedsOf: (article: ArticleId) => feedsOf.all(article).map(row => String(row.feed)),
  };
}
