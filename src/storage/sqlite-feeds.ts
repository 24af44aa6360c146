/**
 * Feeds and their items on SQLite. It must never keep an item twice.
 */
import type { DatabaseSync } from 'node:sqlite';
import type { Feed, FeedDraft, FeedId, FeedItem, FeedItemDraft, FeedPoll, FeedState } from '../core/feeds.ts';
import { inTransaction } from './migrate.ts';
import { rowOf, rowOrNull, rowsAtMost } from './sqlite-rows.ts';

/** Seconds between polls until a feed or its faults say otherwise: a quarter of an hour. */
const FIRST_INTERVAL_S = 900;

const FEED = `id, url, shown, title, outlet, added_by AS addedBy, added_at AS addedAt, state, next_poll_at AS nextPollAt,
  interval_s AS intervalS, etag, last_modified AS lastModified, last_good_at AS lastGoodAt, last_new_at AS lastNewAt, last_outcome AS lastOutcome,
  last_polled_at AS lastPolledAt, failures, trouble_told_at AS troubleToldAt`;

const ITEM = `feed, item, url, title, published_at AS publishedAt, quiet, state, article, reason, seen_at AS seenAt`;

/** Statements prepared once; every method does all of its work or nothing. */
export function feedsOn(db: DatabaseSync) {
  const byId = db.prepare(`SELECT ${FEED} FROM feeds WHERE id = ?`);
  const all = db.prepare(`SELECT ${FEED} FROM feeds ORDER BY added_at, rowid`);
  const insert = db.prepare(
    `INSERT INTO feeds (id, url, shown, title, outlet, added_by, added_at, state, next_poll_at, interval_s, failures)
     VALUES (:id, :url, :shown, :title, :outlet, :addedBy, :at, 'active', :at, ${FIRST_INTERVAL_S}, 0)
     ON CONFLICT (id) DO NOTHING`,
  );
  const due = db.prepare(
    `SELECT id FROM feeds WHERE state = 'active' AND next_poll_at <= ? ORDER BY next_poll_at LIMIT ?`,
  );
  const keepPoll = db.prepare(
    `UPDATE feeds SET next_poll_at = :nextPollAt, interval_s = :intervalS, etag = :etag, last_modified = :lastModified,
       last_good_at = :lastGoodAt, last_new_at = :lastNewAt, last_outcome = :lastOutcome, last_polled_at = :lastPolledAt, failures = :failures,
       state = CASE state WHEN 'active' THEN :state ELSE state END,
       url = coalesce(:url, url), shown = coalesce(:shown, shown), title = coalesce(:title, title)
     WHERE id = :id`,
  );
  // A feed may have been removed while it was polled.
  const insertItem = db.prepare(
    `INSERT INTO feed_items (feed, item, url, title, published_at, quiet, state, seen_at)
     SELECT id, :item, :url, :title, :publishedAt, :quiet, 'seen', :at FROM feeds WHERE id = :feed
     ON CONFLICT (feed, item) DO NOTHING`,
  );
  const setState = db.prepare(
    `UPDATE feeds SET state = :state, next_poll_at = CASE :state WHEN 'active' THEN :at ELSE next_poll_at END WHERE id = :id`,
  );
  const markTrouble = db.prepare('UPDATE feeds SET trouble_told_at = ? WHERE id = ?');
  const remove = db.prepare('DELETE FROM feeds WHERE id = ?');
  const item = db.prepare(`SELECT ${ITEM} FROM feed_items WHERE feed = ? AND item = ?`);
  const items = db.prepare(`SELECT ${ITEM} FROM feed_items WHERE feed = ? ORDER BY seen_at DESC, item LIMIT ?`);
  const open = db.prepare(`SELECT ${ITEM} FROM feed_items WHERE state = 'seen' ORDER BY seen_at, feed, item LIMIT ?`);
  const settle = db.prepare('UPDATE feed_items SET state = ?, article = ?, reason = ? WHERE feed = ? AND item = ?');
  // Whoever follows this feed alone was not told of an article that came by another one before.
  const tellAgain = db.prepare(
    `DELETE FROM briefed WHERE article = ? AND (SELECT quiet FROM feed_items WHERE feed = ? AND item = ?) = 0`,
  );

  const itemOf = (row: object): FeedItem => {
    const given = rowOf<Omit<FeedItem, 'quiet'> & { quiet: number }>(row);
    return { ...given, quiet: given.quiet === 1 };
  };
  const keepItem = ({ feed, quiet, ...draft }: FeedItemDraft, at: string): FeedItem[] => {
    const { changes } = insertItem.run({ ...draft, feed, quiet: quiet ? 1 : 0, at });
    return changes === 1 ? [itemOf(item.get(feed, draft.item)!)] : [];
  };

  return {
    add(draft: FeedDraft, at: string): { feed: Feed; fresh: boolean } {
      const { changes } = insert.run({ ...draft, at });
      return { feed: rowOf<Feed>(byId.get(draft.id)!), fresh: changes === 1 };
    },
    byId: (id: FeedId) => rowOrNull<Feed>(byId.get(id)),
    all: () => all.all().map(row => rowOf<Feed>(row)),
    due: (now: string, limit: number) => due.all(now, rowsAtMost(limit)).map(row => String(row.id)),
    keepItems: (drafts: FeedItemDraft[], at: string): FeedItem[] =>
      inTransaction(db, () => drafts.flatMap(draft => keepItem(draft, at))),
    keepPoll: (id: FeedId, poll: FeedPoll): void => {
      keepPoll.run({ url: null, shown: null, title: null, ...poll, id });
    },
    setState: (id: FeedId, state: FeedState, at: string): void => {
      setState.run({ id, state, at });
    },
    markTrouble: (id: FeedId, since: string | null): void => {
      markTrouble.run(since, id);
    },
    remove: (id: FeedId): boolean => remove.run(id).changes > 0,
    item: (feed: FeedId, id: string) => {
      const row = item.get(feed, id);
      return row === undefined ? null : itemOf(row);
    },
    items: (feed: FeedId, limit: number) => items.all(feed, rowsAtMost(limit)).map(itemOf),
    open: (limit: number) => open.all(rowsAtMost(limit)).map(itemOf),
    settle(feed: FeedId, id: string, outcome: { article: string } | { reason: string }): void {
      if ('reason' in outcome) return void settle.run('refused', null, outcome.reason, feed, id);
      settle.run('stored', outcome.article, null, feed, id);
      tellAgain.run(outcome.article, feed, id);
    },
  };
}
