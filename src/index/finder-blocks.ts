/**
 * Finders: shingles by which copies find an article (`reports.ts`), in the order of their hashes, as blocks of bytes. Pure; where blocks are
 * kept is for `finders.ts`.
 */

export interface Finder {
  /** 32 bits. */
  hash: number;
  /** The article's own `least`, up to 65,535: of a hash that stands in very many articles only those with few are looked at. */
  least: number;
  /** The article's number; below 2^31. */
  article: number;
  /** The article was replaced: this takes back what an earlier segment has of it. */
  gone: boolean;
}

export interface FinderBlock {
  /** Grows from block to block: its first hash, and behind it a number that tells blocks of one hash apart. */
  first: number;
  bytes: Uint8Array;
}

/** Finders a block: a row that fits its page. */
const FULL = 180;

/** More than there are blocks of one hash. */
const BLOCKS_OF_ONE = 2 ** 20;

/** What `first` of every block with this hash is below, and what it is at least when it has no smaller one. */
export const pastOfHash = (hash: number) => (hash + 1) * BLOCKS_OF_ONE;
export const startOfHash = (hash: number) => hash * BLOCKS_OF_ONE;

/** Cuts finders, given in order, into blocks. */
export function* finderBlocks(finders: Iterable<Finder>): Generator<FinderBlock, void> {
  let block: Finder[] = [];
  let at = 0;
  const made = () => ({ first: startOfHash(block[0]!.hash) + (at++ % BLOCKS_OF_ONE), bytes: packed(block) });
  for (const finder of finders) {
    block.push(finder);
    if (block.length < FULL) continue;
    yield made();
    block = [];
  }
  if (block.length > 0) yield made();
}

function packed(finders: readonly Finder[]): Uint8Array {
  const bytes = new Uint8Array(10 * finders.length);
  const { hashes, articles, leasts } = columnsOf(bytes);
  for (const [at, { hash, least, article, gone }] of finders.entries()) {
    hashes[at] = hash;
    articles[at] = 2 * article + (gone ? 1 : 0);
    leasts[at] = Math.min(least, 2 ** 16 - 1);
  }
  return bytes;
}

/** Those of a block, in order, from the first whose hash is at least so much. */
export function* findersIn(bytes: Uint8Array, from = 0): Generator<Finder, void> {
  // Copied, for numbers of four bytes must begin at a multiple of four.
  const { hashes, articles, leasts } = columnsOf(bytes.slice());
  for (let at = placeOf(from, hashes); at < hashes.length; at++) {
    const article = articles[at]!;
    yield { hash: hashes[at]!, least: leasts[at]!, article: Math.floor(article / 2), gone: article % 2 === 1 };
  }
}

/** Where the first hash stands that is at least so much. */
function placeOf(hash: number, hashes: Uint32Array): number {
  let [low, high] = [0, hashes.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (hashes[middle]! < hash) low = middle + 1;
    else high = middle;
  }
  return low;
}

function columnsOf({ buffer, length }: Uint8Array) {
  const count = length / 10;
  return {
    hashes: new Uint32Array(buffer, 0, count),
    articles: new Uint32Array(buffer, 4 * count, count),
    leasts: new Uint16Array(buffer, 8 * count, count),
  };
}

/** The order in which they stand: what takes a finder back comes directly behind it. */
export function compareFinders(a: Finder, b: Finder): number {
  return a.hash - b.hash || a.least - b.least || a.article - b.article || Number(a.gone) - Number(b.gone);
}

/** All of several rows, each in order, in one order. */
export function* mergeFinders(rows: readonly Iterator<Finder, void>[]): Generator<Finder, void> {
  const heads = rows.flatMap(row => headsOf(row));
  while (heads.length > 0) {
    let at = 0;
    for (let other = 1; other < heads.length; other++)
      if (compareFinders(heads[other]!.finder, heads[at]!.finder) < 0) at = other;
    const { row, finder } = heads[at]!;
    yield finder;
    heads.splice(at, 1, ...headsOf(row));
  }
}

function headsOf(row: Iterator<Finder, void>): { row: Iterator<Finder, void>; finder: Finder }[] {
  const next = row.next();
  return next.done ? [] : [{ row, finder: next.value }];
}

/** Finders in order, without those that are taken back. */
export function* withoutGone(finders: Iterable<Finder>): Generator<Finder, void> {
  let last: Finder | null = null;
  for (const finder of finders) {
    if (last !== null && isTakenBack(last, finder)) {
      last = null;
      continue;
    }
    if (last !== null) yield last;
    last = finder;
  }
  if (last !== null) yield last;
}

function isTakenBack({ hash, article }: Finder, by: Finder): boolean {
  return by.gone && by.article === article && by.hash === hash;
}
