/** What feeds said of their items, and which pages are to be read again for it, on SQLite. It must never forget a page that is to be read. */
import type { DatabaseSync } from 'node:sqlite';
import type { FeedId, ItemMark, Revisit } from '../core/feeds.ts';
import { inTransaction } from './migrate.ts';
import { rowOf, rowsAtMost } from './sqlite-rows.ts';

/** Statements prepared once; every method does all of its work or nothing. */
export function revisitsOn(db: DatabaseSync) {
  // An item may have been removed with its feed.
  const insert = db.prepare(
    `INSERT INTO item_marks (feed, item, mark, read_at) SELECT feed, item, :mark, :at FROM feed_items WHERE feed = :feed AND item = :item
     ON CONFLICT (feed, item) DO NOTHING`,
  );
  const kept = db.prepare(
    `SELECT m.feed, m.item, m.mark, i.seen_at AS seenAt, m.read_at AS readAt, m.fruitless, m.wanted
     FROM item_marks m JOIN feed_items i ON i.feed = m.feed AND i.item = m.item
     WHERE m.feed = ? AND i.state = 'stored' AND m.item IN (SELECT value FROM json_each(?)) ORDER BY m.item`,
  );
  const want = db.prepare('UPDATE item_marks SET wanted = :mark WHERE feed = :feed AND item = :item');
  const open = db.prepare(
    `SELECT feed, item, wanted AS mark FROM item_marks
     WHERE wanted IS NOT NULL AND (:feed IS NULL OR feed = :feed) ORDER BY feed, item LIMIT :limit`,
  );
  // One that changed again meanwhile stays wanted.
  const close = db.prepare(
    `UPDATE item_marks SET mark = :mark, read_at = :at, fruitless = iif(:changed, 0, fruitless + 1), wanted = nullif(wanted, :mark)
     WHERE feed = :feed AND item = :item`,
  );

  return {
    mark: (feed: FeedId, said: ReadonlyMap<string, string>, at: string): ItemMark[] =>
      inTransaction(db, () => {
        for (const [item, mark] of said) insert.run({ feed, item, mark, at });
        return kept.all(feed, JSON.stringify([...said.keys()])).map(row => rowOf<ItemMark>(row));
      }),
    want(revisits: readonly Revisit[]): void {
      inTransaction(db, () => {
        for (const { feed, item, mark } of revisits) want.run({ feed, item, mark });
      });
    },
    open: (limit: number, feed: FeedId | null): Revisit[] =>
      open.all({ feed, limit: rowsAtMost(limit) }).map(row => rowOf<Revisit>(row)),
    close({ feed, item, mark }: Revisit, changed: boolean, at: string): void {
      close.run({ feed, item, mark, at, changed: changed ? 1 : 0 });
    },
  };
}
