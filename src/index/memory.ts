/**
 * What is remembered of the index file, until it changes: by this process, which then calls `forget`, or by another one on the
 * same file, which SQLite tells. Nothing remembered must ever outlive a change.
 */
import type { DatabaseSync } from 'node:sqlite';

/** Questions bring words of their own: beyond this number of keys a figure starts anew, so that memory has a bound. */
const MAX_KEYS = 20_000;

export interface Memory {
  /** A function that remembers what `make` gave for each key. Whoever gets it must not change it. */
  remember: <Figure>(make: (key: string) => Figure) => (key: string) => Figure;
  /** Forgets everything that another process has changed. */
  check: () => void;
  forget: () => void;
  /** Forgets what was remembered by key, for the parts know of the change themselves. */
  forgetFigures: () => void;
  /** Does `work`, which reads several rows, on one state of the file. */
  reading: <Value>(work: () => Value) => Value;
}

/** @param parts what remembers something of its own, and is told to forget it together with the rest. */
export function openMemory(database: DatabaseSync, parts: readonly { forget: () => void }[]): Memory {
  const dataVersion = database.prepare('PRAGMA data_version');
  const begin = database.prepare('BEGIN');
  const end = database.prepare('COMMIT');
  const kept: { clear: () => void }[] = [];
  let version = dataVersion.get()!.data_version;

  function forgetFigures() {
    for (const figures of kept) figures.clear();
  }

  function forget() {
    forgetFigures();
    for (const part of parts) part.forget();
  }

  function check() {
    const current = dataVersion.get()!.data_version;
    if (current !== version) forget();
    version = current;
  }

  function reading<Value>(work: () => Value): Value {
    begin.run();
    try {
      check();
      return work();
    } finally {
      // A damaged file may have ended it already; the fault that says so must not be hidden by another.
      if (database.isTransaction) end.run();
    }
  }

  return {
    remember<Figure>(make: (key: string) => Figure) {
      const figures = new Map<string, Figure>();
      kept.push(figures);
      return (key: string) => {
        check();
        if (!figures.has(key)) {
          if (figures.size >= MAX_KEYS) figures.clear();
          figures.set(
            key,
            reading(() => make(key)),
          );
        }
        return figures.get(key)!;
      };
    },
    check,
    forget,
    forgetFigures,
    reading,
  };
}
