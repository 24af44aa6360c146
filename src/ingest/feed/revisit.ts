/**
 * When the page of an item is read again, because its feed says something else of it: so that corrections arrive, and a feed that changes its
 * words at every asking costs its site next to nothing. Pure; the numbers are the promise of the README.
 */
import type { ItemMark } from '../../core/feeds.ts';

/** Between two readings of a page, milliseconds: half an hour, and twice as long after each that found nothing new. */
const APART_MS = 30 * 60_000;

/** An item that was first seen longer ago is not read again, milliseconds: a week; corrections come in days. */
export const LONGEST_MS = 7 * 86_400_000;

/** Pages read again for one poll of a feed; the others with the next. */
const AT_ONCE = 20;

export interface Changes {
  /** The pages that are to be read again now. */
  due: ItemMark[];
  /** Whether others are to be read again, but not yet: the feed has to be heard once more then, though it says the same. */
  later: boolean;
}

/** Of the marks that were kept, those for which the feed says something else now, by item. */
export function toRevisit(kept: readonly ItemMark[], said: ReadonlyMap<string, string>, now: Date): Changes {
  const since = (instant: string) => now.getTime() - Date.parse(instant);
  const isChanged = ({ item, mark, wanted, seenAt }: ItemMark) => {
    const says = said.get(item);
    return says !== undefined && says !== mark && says !== wanted && since(seenAt) < LONGEST_MS;
  };
  const mayBeRead = ({ readAt, fruitless, wanted }: ItemMark) =>
    wanted === null && since(readAt) >= APART_MS * 2 ** fruitless;
  const changed = kept.filter(isChanged);
  const due = changed.filter(mayBeRead).slice(0, AT_ONCE);
  return { due, later: changed.length > due.length };
}
