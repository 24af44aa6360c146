/** What feeds said of their items, and which pages are to be read again for it. It must never forget a page that is to be read. */
import type { FeedId, ItemMark, Revisit } from '../core/feeds.ts';
import { bit, rowsAtMost } from './rows.ts';
import type { Sql } from './sql.ts';

export function revisitsOn(sql: Sql) {
  return {
    /** What was said first stays. */
    async mark({ feed, item, mark }: Revisit, at: string): Promise<void> {
      // An item may have been removed with its feed.
      await sql.run(
        `INSERT INTO item_marks (feed, item, mark, read_at)
         SELECT feed, item, :mark, :at FROM feed_items WHERE feed = :feed AND item = :item
         ON CONFLICT (feed, item) DO NOTHING`,
        { feed, item, mark, at },
      );
    },
    marks: (feed: FeedId, items: readonly string[]): Promise<ItemMark[]> =>
      sql.all<ItemMark>(
        `SELECT m.feed, m.item, m.mark, i.seen_at AS "seenAt", m.read_at AS "readAt", m.fruitless, m.wanted
         FROM item_marks m JOIN feed_items i ON i.feed = m.feed AND i.item = m.item
         WHERE m.feed = :feed AND i.state = 'stored' AND m.item IN ${sql.list(':items')} ORDER BY m.item`,
        { feed, items: JSON.stringify(items) },
      ),
    async want(revisits: readonly Revisit[]): Promise<void> {
      for (const { feed, item, mark } of revisits)
        await sql.run('UPDATE item_marks SET wanted = :mark WHERE feed = :feed AND item = :item', { feed, item, mark });
    },
    open: (limit: number, feed: FeedId | null): Promise<Revisit[]> =>
      sql.all<Revisit>(
        `SELECT feed, item, wanted AS mark FROM item_marks
         WHERE wanted IS NOT NULL ${feed === null ? '' : 'AND feed = :feed'} ORDER BY feed, item LIMIT :limit`,
        { limit: rowsAtMost(limit), ...(feed === null ? {} : { feed }) },
      ),
    async close({ feed, item, mark }: Revisit, changed: boolean, at: string): Promise<void> {
      // One that changed again meanwhile stays wanted.
      await sql.run(
        `UPDATE item_marks SET mark = :mark, read_at = :at, wanted = nullif(wanted, :mark),
           fruitless = CASE WHEN :changed = 1 THEN 0 ELSE fruitless + 1 END
         WHERE feed = :feed AND item = :item`,
        { feed, item, mark, at, changed: bit(changed) },
      );
    },
  };
}
