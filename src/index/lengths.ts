/**
 * How many words each passage has, in memory: BM25 asks for it at every posting, and it takes two bytes a passage. Also tells which
 * passages are found at all. Works inside the transactions of the index and never opens one.
 */
import type { DatabaseSync } from 'node:sqlite';

export interface Lengths {
  /** By passage number: words and one more, or 0 for a passage that is never found (furniture, or what was replaced). */
  stored: () => Uint16Array;
  /** Of the passages that are found. */
  found: () => { passages: number; words: number };
  /** Sets those from passage `first` on; null for a passage that is not found. */
  set: (first: number, words: readonly (number | null)[]) => void;
  /** Writes to the file what was set since. */
  save: () => void;
  clear: () => void;
  /** To be called when the file was changed by others, or what was done was rolled back. */
  forget: () => void;
}

/** Passages a row. */
const BLOCK = 4_096;
const MOST = 2 ** 16 - 1;

interface Loaded {
  stored: Uint16Array;
  passages: number;
  words: number;
}

export function openLengths(database: DatabaseSync): Lengths {
  const read = database.prepare('SELECT block, words FROM lengths ORDER BY block');
  const last = database.prepare('SELECT max(block) AS block FROM lengths');
  const write = database.prepare(
    'INSERT INTO lengths (block, words) VALUES (?, ?) ON CONFLICT (block) DO UPDATE SET words = excluded.words',
  );
  const empty = database.prepare('DELETE FROM lengths');
  const changed = new Set<number>();
  let loaded: Loaded | null = null;

  function load(): Loaded {
    if (loaded) return loaded;
    const blocks = Number(last.get()!.block ?? -1) + 1;
    const stored = new Uint16Array(blocks * BLOCK);
    for (const row of read.iterate()) {
      const bytes = (row.words as Uint8Array).slice();
      stored.set(new Uint16Array(bytes.buffer), (row.block as number) * BLOCK);
    }
    let [passages, words] = [0, 0];
    for (const length of stored) {
      if (length === 0) continue;
      passages++;
      words += length - 1;
    }
    loaded = { stored, passages, words };
    return loaded;
  }

  function put(state: Loaded, passage: number, words: number | null) {
    const before = state.stored[passage]!;
    const after = words === null ? 0 : Math.min(words + 1, MOST);
    state.stored[passage] = after;
    state.passages += (after === 0 ? 0 : 1) - (before === 0 ? 0 : 1);
    state.words += Math.max(0, after - 1) - Math.max(0, before - 1);
    changed.add(Math.floor(passage / BLOCK));
  }

  return {
    stored: () => load().stored,
    found: () => load(),
    set(first, words) {
      const state = load();
      if (first + words.length > state.stored.length) state.stored = enlarged(state.stored, first + words.length);
      for (const [at, count] of words.entries()) put(state, first + at, count);
    },
    save() {
      const { stored } = load();
      for (const block of changed) {
        const part = stored.slice(block * BLOCK, (block + 1) * BLOCK);
        write.run(block, new Uint8Array(part.buffer));
      }
      changed.clear();
    },
    clear() {
      empty.run();
      loaded = null;
      changed.clear();
    },
    forget() {
      loaded = null;
      changed.clear();
    },
  };
}

/** A quarter more than is needed, in whole blocks, so that it is not made anew at every article. */
function enlarged(stored: Uint16Array, least: number): Uint16Array {
  const larger = new Uint16Array(Math.ceil((1.25 * least) / BLOCK) * BLOCK);
  larger.set(stored);
  return larger;
}
