/**
 * By what copies find each other, of every segment: its articles' finders in the order of their hashes, and in memory a filter that
 * tells most hashes that no article has. One tree of all hashes would be written and read in another place for each of an article's
 * sixty, which takes longer the larger it is. Works inside the transactions of the index and never opens one.
 */
import type { DatabaseSync } from 'node:sqlite';
import { there } from './database.ts';
import { addTo, mayHold, newFilter } from './filter.ts';
import {
  compareFinders,
  type Finder,
  finderBlocks,
  findersIn,
  mergeFinders,
  pastOfHash,
  startOfHash,
  withoutGone,
} from './finder-blocks.ts';
import { sharingAmong } from './sharing.ts';

export interface Finders {
  /** Keeps one for the next segment; found from now on. */
  put: (finder: Finder) => void;
  /** Writes what was put since as the segment's. */
  write: (segment: number) => void;
  /** Writes those of several segments, in their order, as another's; a block at a step. */
  merge: (sources: readonly number[], segment: number) => Generator<void, void>;
  /**
   * Articles of these segments, or put since, that have as many of an article's finders as their `least` or its own: itself too, and
   * some that were replaced.
   */
  sharing: (segments: readonly { number: number }[], finders: Uint32Array, least: number) => number[];
  /** Drops so many rows of a segment; false when none was left. */
  drop: (segment: number, rows: number) => boolean;
  clear: () => void;
  /** To be called when the file was changed by others, or what was done was rolled back. */
  forget: () => void;
}

export function openFinders(database: DatabaseSync): Finders {
  const run = prepareStatements(database);
  const known = new Map<number, Known>();
  /** Put since the last segment was written. */
  const recent = new Map<number, Finder[]>();

  function knownOf(segment: number): Known {
    const before = known.get(segment);
    if (before) return before;
    const { least, bits } = there(run.filter.get(segment));
    const now = { least: least as number, bits: bits as Uint8Array };
    known.set(segment, now);
    return now;
  }

  /** At most `most` finders; a block at a step. */
  function* write(segment: number, finders: Iterable<Finder>, most: number): Generator<void, void> {
    const made = { least: Number.MAX_SAFE_INTEGER, bits: newFilter(most) };
    for (const { first, bytes } of finderBlocks(noted(finders, made))) {
      run.add.run(segment, first, bytes);
      yield;
    }
    run.addFilter.run(segment, most, made.least, made.bits);
    known.set(segment, made);
  }

  function* findersOf(segment: number): Generator<Finder, void> {
    let row = run.from.get(segment, 0);
    while (row) {
      yield* findersIn(row.finders as Uint8Array);
      row = run.from.get(segment, (row.first as number) + 1);
    }
  }

  function* withHash(segment: number, hash: number): Generator<Finder, void> {
    for (const { finders } of run.near.iterate(segment, pastOfHash(hash), segment, startOfHash(hash))) {
      for (const finder of findersIn(finders as Uint8Array, hash)) {
        if (finder.hash > hash) return;
        yield finder;
      }
    }
  }

  function recentlyPut(hash: number): Finder[] {
    return (recent.get(hash) ?? []).sort(compareFinders);
  }

  return {
    put(finder) {
      const known = recent.get(finder.hash);
      if (known) known.push(finder);
      else recent.set(finder.hash, [finder]);
    },
    write(segment) {
      const finders = [...recent.values()].flat().sort(compareFinders);
      for (const _ of write(segment, withoutGone(finders), finders.length));
      recent.clear();
    },
    *merge(sources, segment) {
      const most = sources.reduce((sum, source) => sum + (there(run.count.get(source)).count as number), 0);
      yield* write(segment, withoutGone(mergeFinders(sources.map(findersOf))), most);
      for (const source of sources) known.delete(source);
    },
    sharing(segments, finders, least) {
      const found = sharingAmong(
        finders.filter(hash => recent.has(hash)),
        least,
        recentlyPut,
      );
      for (const { number } of segments) {
        const { bits, least: lowest } = knownOf(number);
        const met = finders.filter(hash => mayHold(bits, hash));
        // All finders of an article are in one segment.
        if (met.length >= Math.min(least, lowest))
          found.push(...sharingAmong(met, least, hash => withHash(number, hash)));
      }
      return found;
    },
    drop(segment, rows) {
      run.dropFilter.run(segment);
      return run.drop.run(segment, segment, rows).changes > 0;
    },
    clear() {
      run.clear.run();
      run.clearFilters.run();
      known.clear();
      recent.clear();
    },
    forget() {
      known.clear();
      recent.clear();
    },
  };
}

/** What is known of a segment's finders without looking at them. */
interface Known {
  /** The lowest `least` of all. */
  least: number;
  /** A filter of their hashes. */
  bits: Uint8Array;
}

/** The same finders, made known on the way. */
function* noted(finders: Iterable<Finder>, known: Known): Generator<Finder, void> {
  for (const finder of finders) {
    addTo(known.bits, finder.hash);
    known.least = Math.min(known.least, finder.least);
    yield finder;
  }
}

function prepareStatements(database: DatabaseSync) {
  const prepare = (sql: string) => database.prepare(sql);
  return {
    add: prepare('INSERT INTO finders (segment, first, finders) VALUES (?, ?, ?)'),
    from: prepare('SELECT first, finders FROM finders WHERE segment = ? AND first >= ? ORDER BY first LIMIT 1'),
    // From the block that a first such hash would stand in.
    near: prepare(`
      SELECT finders FROM finders WHERE segment = ? AND first < ? AND first >= coalesce(
        (SELECT first FROM finders WHERE segment = ? AND first < ? ORDER BY first DESC LIMIT 1), 0) ORDER BY first`),
    drop: prepare(`
      DELETE FROM finders WHERE segment = ? AND first IN
        (SELECT first FROM finders WHERE segment = ? ORDER BY first LIMIT ?)`),
    addFilter: prepare('INSERT INTO filters (segment, count, least, bits) VALUES (?, ?, ?, ?)'),
    filter: prepare('SELECT least, bits FROM filters WHERE segment = ?'),
    count: prepare('SELECT count FROM filters WHERE segment = ?'),
    dropFilter: prepare('DELETE FROM filters WHERE segment = ?'),
    clear: prepare('DELETE FROM finders'),
    clearFilters: prepare('DELETE FROM filters'),
  };
}
