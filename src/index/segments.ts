/**
 * The inverted index: segments, each with the terms of a range of passages. What is added becomes a segment of its own, and
 * neighbours of about one size are merged into a larger one, so that each posting is written a few times only, however large the
 * index grows. A segment never changes; what was replaced is taken off its terms' counts by a later one. Works inside the
 * transactions of the index and never opens one.
 */
import type { DatabaseSync } from 'node:sqlite';
import { type Beside, blocksOf, type Entry, entriesIn, entryAt } from './blocks.ts';
import { there } from './database.ts';
import type { Finder } from './finder-blocks.ts';
import { openFinders } from './finders.ts';
import { mergeEntries } from './merge.ts';
import { type Extent, toMerge } from './to-merge.ts';

interface Segment extends Extent {
  number: number;
}

/** A term's part in one segment. */
interface Part {
  /** The segment's first passage: its postings count from there. */
  first: number;
  postings: Uint8Array;
}

export interface Segments {
  /** Keeps a finder of an article for the segment that is added next. */
  putFinder: (finder: Finder) => void;
  /** As `Finders.sharing`, in all segments. */
  sharing: (finders: Uint32Array, least: number) => number[];
  /** Adds a segment behind the others; `entries` in order of term. */
  add: (first: number, past: number, entries: Iterable<Entry>) => void;
  /** In how many passages a term stands, and in which, in their order. */
  find: (term: string) => { count: number; parts: Part[] };
  /** In how many passages a term stands. */
  count: (term: string) => number;
  vocabulary: (prefix: string, least: number, most: number) => string[];
  /** Merges for about so many milliseconds; false when nothing is left to do. `isAlive`: whether a passage is still found. */
  tidy: (ms: number, isAlive: (passage: number) => boolean) => boolean;
  clear: () => void;
  /** To be called when the file was changed by others, or what was done was rolled back. */
  forget: () => void;
}

/** Long postings of a segment are numbered from its own number times this. */
const MOST_LONG = 2 ** 22;

const NO_POSTINGS: Beside = () => new Uint8Array(0);

/** Rows dropped at a step. */
const DROPPED = 64;

export function openSegments(database: DatabaseSync): Segments {
  const run = prepareStatements(database);
  const finders = openFinders(database);
  let known: Segment[] | null = null;
  let tidying: Generator<void, void> | null = null;
  /** Segments that merges under way write. */
  const writing = new Set<number>();

  const list = (): Segment[] => {
    known ??= run.list.all() as unknown as Segment[];
    return known;
  };

  const nextNumber = () => run.takeNumber.get()!.number as number;

  /** Writes a block at a step. */
  function* write(number: number, entries: Iterable<Entry>): Generator<void, void> {
    let long = number * MOST_LONG;
    for (const { first, terms, bytes, beside } of blocksOf(entries, () => long++)) {
      run.addBlock.run(number, keyOf(first), terms, bytes);
      for (const { at, postings } of beside) run.addLong.run(at, postings);
      yield;
    }
  }

  const longPostings = (at: number) => there(run.long.get(at)).postings as Uint8Array;

  function entryOf(segment: Segment, term: string, beside: Beside): Entry | null {
    const row = run.blockFor.get(segment.number, keyOf(term));
    return row ? entryAt(row.terms as string, row.entries as Uint8Array, term, beside) : null;
  }

  /** All entries of a segment in order, a block in memory at a time. */
  function* entriesOf({ number }: Segment): Generator<Entry, void> {
    let row = run.blockFrom.get(number, Buffer.alloc(0));
    while (row) {
      const terms = row.terms as string;
      yield* entriesIn(terms, row.entries as Uint8Array, longPostings);
      row = run.blockFrom.get(number, keyOf(`${terms.slice(terms.lastIndexOf('\n') + 1)}\0`));
    }
  }

  /**
   * Makes one segment of several neighbours, a block at a step, and lists it when it is whole. Until then it is among the remains:
   * another process on the same file that clears those away takes it away too, and it is not listed.
   */
  function* merge(sources: readonly Segment[], isAlive: (passage: number) => boolean): Generator<void, void> {
    const [{ first }, { past }] = [sources[0]!, sources.at(-1)!];
    const number = nextNumber();
    run.addRemains.run(number);
    writing.add(number);
    for (const _ of writeMerged(sources, number, isAlive)) {
      yield;
      yield* tidyBehind(past, past - first, isAlive);
    }
    writing.delete(number);
    const undisturbed = run.dropRemains.run(number).changes === 1;
    if (undisturbed && sources.every(source => run.unlist.run(source.number).changes === 1)) {
      run.enlist.run(number, first, past);
      for (const source of sources) run.addRemains.run(source.number);
    } else run.addRemains.run(number);
    known = null;
  }

  function* writeMerged(sources: readonly Segment[], number: number, isAlive: (passage: number) => boolean) {
    const parts = sources.map(source => ({ first: source.first, entries: entriesOf(source) }));
    yield* write(number, mergeEntries(parts, sources[0]!.first, isAlive));
    yield* finders.merge(
      sources.map(source => source.number),
      number,
    );
  }

  function* dropRemains(): Generator<void, void> {
    for (const { number } of run.remains.all() as { number: number }[]) {
      if (writing.has(number)) continue;
      while (run.dropBlocks.run(number, number, DROPPED).changes > 0) yield;
      const long = number * MOST_LONG;
      while (run.dropLong.run(long, long + MOST_LONG, DROPPED).changes > 0) yield;
      while (finders.drop(number, DROPPED)) yield;
      run.dropRemains.run(number);
    }
  }

  /**
   * Merges what is to be merged behind a passage, into segments of fewer than so many. Between the steps of a merge so are the newer ones behind
   * it: were they to wait for a large one, they would become thousands, each of which every question looks into.
   */
  function* tidyBehind(first: number, fewer: number, isAlive: (passage: number) => boolean): Generator<void, void> {
    for (;;) {
      const sources = toMerge(list().filter(segment => segment.first >= first));
      if (sources === null || sources.at(-1)!.past - sources[0]!.first >= fewer) return;
      yield* merge(sources, isAlive);
      yield* dropRemains();
    }
  }

  function* tidyAll(isAlive: (passage: number) => boolean): Generator<void, void> {
    yield* dropRemains();
    yield* tidyBehind(0, Number.POSITIVE_INFINITY, isAlive);
  }

  return {
    putFinder: finders.put,
    sharing: (hashes, least) => finders.sharing(list(), hashes, least),
    add(first, past, entries) {
      const number = nextNumber();
      for (const _ of write(number, entries));
      finders.write(number);
      run.enlist.run(number, first, past);
      known = null;
    },
    find(term) {
      let count = 0;
      const parts: Part[] = [];
      for (const segment of list()) {
        const entry = entryOf(segment, term, longPostings);
        if (entry === null) continue;
        count += entry.count;
        if (entry.postings.length > 0) parts.push({ first: segment.first, postings: entry.postings });
      }
      return { count, parts };
    },
    count: term => list().reduce((sum, segment) => sum + (entryOf(segment, term, NO_POSTINGS)?.count ?? 0), 0),
    vocabulary(prefix, least, most) {
      const found: string[] = [];
      for (const { number } of list()) {
        // U+FFFF sorts after every character a term may hold.
        for (const row of run.blocksBetween.iterate(number, keyOf(`${prefix}\uffff`), number, keyOf(prefix))) {
          for (const term of (row.terms as string).split('\n'))
            if (term.length >= least && term.length <= most && term.startsWith(prefix)) found.push(term);
        }
      }
      return found;
    },
    tidy(ms, isAlive) {
      const until = performance.now() + ms;
      tidying ??= tidyAll(isAlive);
      do {
        if (!tidying.next().done) continue;
        tidying = null;
        return false;
      } while (performance.now() < until);
      return true;
    },
    clear() {
      run.clear.run();
      run.clearRemains.run();
      run.clearBlocks.run();
      run.clearLong.run();
      finders.clear();
      known = null;
      tidying = null;
      writing.clear();
    },
    forget() {
      finders.forget();
      known = null;
      tidying = null;
      writing.clear();
    },
  };
}

/** A term's place as bytes, which SQLite sorts as JavaScript sorts strings. */
function keyOf(term: string): Buffer {
  return Buffer.from(term, 'utf16le').swap16();
}

function prepareStatements(database: DatabaseSync) {
  const prepare = (sql: string) => database.prepare(sql);
  return {
    list: prepare('SELECT number, first, past FROM segments ORDER BY first'),
    enlist: prepare('INSERT INTO segments (number, first, past) VALUES (?, ?, ?)'),
    unlist: prepare('DELETE FROM segments WHERE number = ?'),
    takeNumber: prepare(`
      INSERT INTO state (key, value) VALUES ('segments', '1') ON CONFLICT (key) DO UPDATE SET value = value + 1
      RETURNING CAST(value AS INTEGER) AS number`),
    remains: prepare('SELECT number FROM remains'),
    addRemains: prepare('INSERT INTO remains (number) VALUES (?)'),
    dropRemains: prepare('DELETE FROM remains WHERE number = ?'),
    addBlock: prepare('INSERT INTO blocks (segment, first, terms, entries) VALUES (?, ?, ?, ?)'),
    blockFor: prepare('SELECT terms, entries FROM blocks WHERE segment = ? AND first <= ? ORDER BY first DESC LIMIT 1'),
    blockFrom: prepare('SELECT terms, entries FROM blocks WHERE segment = ? AND first >= ? ORDER BY first LIMIT 1'),
    // From the block that a first such term would stand in.
    blocksBetween: prepare(`
      SELECT terms FROM blocks WHERE segment = ? AND first < ? AND first >= coalesce(
        (SELECT first FROM blocks WHERE segment = ? AND first <= ? ORDER BY first DESC LIMIT 1), x'')`),
    dropBlocks: prepare(`
      DELETE FROM blocks WHERE segment = ? AND first IN (SELECT first FROM blocks WHERE segment = ? ORDER BY first LIMIT ?)`),
    addLong: prepare('INSERT INTO long_postings (number, postings) VALUES (?, ?)'),
    long: prepare('SELECT postings FROM long_postings WHERE number = ?'),
    dropLong: prepare(`
      DELETE FROM long_postings WHERE number IN
        (SELECT number FROM long_postings WHERE number >= ? AND number < ? ORDER BY number LIMIT ?)`),
    clear: prepare('DELETE FROM segments'),
    clearRemains: prepare('DELETE FROM remains'),
    clearBlocks: prepare('DELETE FROM blocks'),
    clearLong: prepare('DELETE FROM long_postings'),
  };
}
