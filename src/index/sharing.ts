/** Counts which articles share enough finders with one to be compared with it (`reports.ts`). Pure. */
import type { Finder } from './finder-blocks.ts';

/**
 * Articles a finder may stand in before it is no longer followed to each of them: set phrases, and the feet of an outlet
 * that reading took for text. It still counts, so the groups stay the same; 50 to 500 cost about as much.
 */
const COMMON = 100;

/**
 * Articles that share as many of `hashes` as `least` says or their own `least`, among those whose finders `withHash` gives, in order of
 * `least`. Of hashes that stand in too many articles to be followed to all of them each article is taken to have all: unless it needs
 * no more of those than there are, for then they are followed as far as that.
 */
export function sharingAmong(
  hashes: Uint32Array,
  least: number,
  withHash: (hash: number) => Iterable<Finder>,
): number[] {
  const shared = new Map<number, { hits: number; least: number }>();
  const note = ({ article, least: theirs, gone }: Finder) => {
    const known = shared.get(article);
    if (known) known.hits++;
    else if (!gone) shared.set(article, { hits: 1, least: theirs });
  };
  const common: number[] = [];
  for (const hash of hashes) {
    const few = takeFew(withHash(hash));
    if (few === null) common.push(hash);
    else few.forEach(note);
  }
  const reach = common.length < least ? common.length : Number.MAX_SAFE_INTEGER;
  for (const hash of common) {
    for (const finder of withHash(hash)) {
      if (finder.least > reach) break;
      note(finder);
    }
  }
  return [...shared].flatMap(([article, { hits, least: theirs }]) =>
    hits + common.length >= Math.min(least, theirs) ? article : [],
  );
}

/** All, or null where there are too many. */
function takeFew(finders: Iterable<Finder>): Finder[] | null {
  const few: Finder[] = [];
  for (const finder of finders) {
    if (few.length === COMMON) return null;
    few.push(finder);
  }
  return few;
}
