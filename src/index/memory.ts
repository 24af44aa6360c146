/**
 * Figures of the index that cost a walk through it, remembered until the index changes: by this process, which then calls
 * `forget`, or by another one on the same file, which SQLite tells. It must never outlive a change.
 */
import type { DatabaseSync } from 'node:sqlite';

/** Questions bring words of their own: beyond this number of keys a figure starts anew, so that memory has a bound. */
const MAX_KEYS = 20_000;

export interface Memory {
  /** A function that remembers what `make` gave for each key. Whoever gets it must not change it. */
  remember: <Figure>(make: (key: string) => Figure) => (key: string) => Figure;
  forget: () => void;
}

export function openMemory(database: DatabaseSync): Memory {
  const dataVersion = database.prepare('PRAGMA data_version');
  const kept: { clear: () => void }[] = [];
  let version: unknown;

  function forget() {
    for (const figures of kept) figures.clear();
  }

  function forgetWhenChanged() {
    const current = dataVersion.get()!.data_version;
    if (current !== version) forget();
    version = current;
  }

  return {
    remember<Figure>(make: (key: string) => Figure) {
      const figures = new Map<string, Figure>();
      kept.push(figures);
      return (key: string) => {
        forgetWhenChanged();
        if (!figures.has(key)) {
          if (figures.size >= MAX_KEYS) figures.clear();
          figures.set(key, make(key));
        }
        return figures.get(key)!;
      };
    },
    forget,
  };
}
