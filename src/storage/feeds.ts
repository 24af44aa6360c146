/** Feeds and their items. It must never keep an item twice. */
import type { Feed, FeedDraft, FeedId, FeedItem, FeedItemDraft, FeedPoll, FeedState } from '../core/feeds.ts';
import { revisitsOn } from './revisits.ts';
import { bit, rowsAtMost } from './rows.ts';
import type { Sql } from './sql.ts';

/** Seconds between polls until a feed or its faults say otherwise: a quarter of an hour. */
const FIRST_INTERVAL_S = 900;

const FEED = `id, url, shown, title, outlet, added_by AS "addedBy", added_at AS "addedAt", state, next_poll_at AS "nextPollAt",
  interval_s AS "intervalS", etag, last_modified AS "lastModified", last_good_at AS "lastGoodAt", last_new_at AS "lastNewAt",
  last_outcome AS "lastOutcome", last_polled_at AS "lastPolledAt", failures, trouble_told_at AS "troubleToldAt"`;

const ITEM = `feed, item, url, title, published_at AS "publishedAt", quiet, state, article, reason, seen_at AS "seenAt"`;

type ItemRow = Omit<FeedItem, 'quiet'> & { quiet: number };

export function feedsOn(sql: Sql) {
  const byId = (id: FeedId) => sql.get<Feed>(`SELECT ${FEED} FROM feeds WHERE id = :id`, { id });
  const item = async (feed: FeedId, id: string): Promise<FeedItem | null> => {
    const row = await sql.get<ItemRow>(`SELECT ${ITEM} FROM feed_items WHERE feed = :feed AND item = :id`, {
      feed,
      id,
    });
    return row && itemOf(row);
  };
  const settle = async (feed: FeedId, id: string, state: string, article: string | null, reason: string | null) => {
    await sql.run(
      'UPDATE feed_items SET state = :state, article = :article, reason = :reason WHERE feed = :feed AND item = :id',
      { feed, id, state, article, reason },
    );
  };

  return {
    async add(draft: FeedDraft, at: string): Promise<{ feed: Feed; fresh: boolean }> {
      const inserted = await sql.run(
        `INSERT INTO feeds (id, url, shown, title, outlet, added_by, added_at, state, next_poll_at, interval_s, failures)
         VALUES (:id, :url, :shown, :title, :outlet, :addedBy, :at, 'active', :at, ${FIRST_INTERVAL_S}, 0)
         ON CONFLICT (id) DO NOTHING`,
        { ...draft, at },
      );
      return { feed: (await byId(draft.id))!, fresh: inserted === 1 };
    },
    byId,
    all: () => sql.all<Feed>(`SELECT ${FEED} FROM feeds ORDER BY added_at, rowid`),
    async due(now: string, limit: number): Promise<FeedId[]> {
      const rows = await sql.all<{ id: FeedId }>(
        `SELECT id FROM feeds WHERE state = 'active' AND next_poll_at <= :now ORDER BY next_poll_at LIMIT :limit`,
        { now, limit: rowsAtMost(limit) },
      );
      return rows.map(({ id }) => id);
    },
    async keepItems(drafts: readonly FeedItemDraft[], at: string): Promise<FeedItem[]> {
      const fresh: FeedItem[] = [];
      for (const { quiet, mark, ...draft } of drafts) {
        // A feed may have been removed while it was polled.
        const inserted = await sql.run(
          `INSERT INTO feed_items (feed, item, url, title, published_at, quiet, state, seen_at)
           SELECT id, :item, :url, :title, :publishedAt, :quiet, 'seen', :at FROM feeds WHERE id = :feed
           ON CONFLICT (feed, item) DO NOTHING`,
          { ...draft, quiet: bit(quiet), at },
        );
        // Together, for its page may be read from now on.
        await revisitsOn(sql).mark({ ...draft, mark }, at);
        if (inserted === 1) fresh.push((await item(draft.feed, draft.item))!);
      }
      return fresh;
    },
    async keepPoll(id: FeedId, poll: FeedPoll): Promise<void> {
      await sql.run(
        `UPDATE feeds SET next_poll_at = :nextPollAt, interval_s = :intervalS, etag = :etag, last_modified = :lastModified,
           last_good_at = :lastGoodAt, last_new_at = :lastNewAt, last_outcome = :lastOutcome, last_polled_at = :lastPolledAt,
           failures = :failures, state = CASE state WHEN 'active' THEN :state ELSE state END,
           url = coalesce(:url, url), shown = coalesce(:shown, shown), title = coalesce(:title, title)
         WHERE id = :id`,
        { url: null, shown: null, title: null, ...poll, id },
      );
    },
    async setState(id: FeedId, state: FeedState, at: string): Promise<void> {
      await sql.run(
        `UPDATE feeds SET state = :state, next_poll_at = CASE :state WHEN 'active' THEN :at ELSE next_poll_at END WHERE id = :id`,
        { id, state, at },
      );
    },
    async markTrouble(id: FeedId, since: string | null): Promise<void> {
      await sql.run('UPDATE feeds SET trouble_told_at = :since WHERE id = :id', { id, since });
    },
    remove: async (id: FeedId): Promise<boolean> => (await sql.run('DELETE FROM feeds WHERE id = :id', { id })) > 0,
    item,
    async items(feed: FeedId, limit: number): Promise<FeedItem[]> {
      const rows = await sql.all<ItemRow>(
        `SELECT ${ITEM} FROM feed_items WHERE feed = :feed ORDER BY seen_at DESC, item LIMIT :limit`,
        { feed, limit: rowsAtMost(limit) },
      );
      return rows.map(itemOf);
    },
    async open(limit: number, feed: FeedId | null): Promise<FeedItem[]> {
      const rows = await sql.all<ItemRow>(
        `SELECT ${ITEM} FROM feed_items WHERE state = 'seen' ${feed === null ? '' : 'AND feed = :feed'}
         ORDER BY seen_at, feed, item LIMIT :limit`,
        { limit: rowsAtMost(limit), ...(feed === null ? {} : { feed }) },
      );
      return rows.map(itemOf);
    },
    async settle(feed: FeedId, id: string, outcome: { article: string } | { reason: string }): Promise<void> {
      if ('reason' in outcome) return settle(feed, id, 'refused', null, outcome.reason);
      // An article that comes by one more feed has other followers: those who were told are not told twice.
      await sql.run(
        `DELETE FROM briefed WHERE article = :article
           AND EXISTS (SELECT 1 FROM feed_items WHERE feed = :feed AND item = :id AND state = 'seen' AND quiet = 0)`,
        { article: outcome.article, feed, id },
      );
      await settle(feed, id, 'stored', outcome.article, null);
    },
  };
}

function itemOf(row: ItemRow): FeedItem {
  return { ...row, quiet: row.quiet === 1 };
}
