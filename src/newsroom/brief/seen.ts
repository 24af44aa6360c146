/** What a place has been shown when a brief is made for it: a brief tells what is new there. Reads, and changes nothing. */
import type { Place, Post } from '../../core/chat.ts';
import type { ArticleId } from '../../core/model.ts';
import type { Store } from '../../core/ports.ts';

/** Articles that a place was shown last and that a brief is compared with: a day's worth of a busy channel. */
export const COMPARED = 200;

/**
 * The articles that were shown last in a place, the latest last, without some.
 * @param before a post: what was shown when it was queued
 */
export async function seenIn(
  place: Place,
  { without, before }: { without: readonly ArticleId[]; before?: Pick<Post, 'key'> },
  store: Pick<Store, 'lastShownIn'>,
): Promise<ArticleId[]> {
  const shown = await store.lastShownIn(place, COMPARED, before);
  return shown.filter(id => !without.includes(id)).reverse();
}
