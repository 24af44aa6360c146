/**
 * When the page of an item is read again, because its feed says something else of it: so that corrections arrive, and a feed that changes its
 * words at every asking costs its site next to nothing. Pure; the numbers are the promise of the README.
 */
import type { ItemMark } from '../../core/feeds.ts';

/** Between two readings of a page, milliseconds: half an hour, and twice as long after each that found nothing new. */
const APART_MS = 30 * 60_000;

/** An item that was first seen longer ago is not read again, milliseconds: a week; corrections come in days. */
const LONGEST_MS = 7 * 86_400_000;

/** Pages read again for one poll of a feed; the others with the next. */
const AT_ONCE = 20;

/** Of the marks that were kept, those whose page is to be read again for what the feed says now, by item. */
export function toRevisit(kept: readonly ItemMark[], said: ReadonlyMap<string, string>, now: Date): ItemMark[] {
  const isDue = (each: ItemMark) => {
    const mark = said.get(each.item);
    return mark !== undefined && mark !== each.mark && each.wanted === null && mayBeRead(each, now);
  };
  return kept.filter(isDue).slice(0, AT_ONCE);
}

function mayBeRead({ seenAt, readAt, fruitless }: ItemMark, now: Date): boolean {
  const since = (instant: string) => now.getTime() - Date.parse(instant);
  return since(seenAt) < LONGEST_MS && since(readAt) >= APART_MS * 2 ** fruitless;
}
