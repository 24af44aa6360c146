/** Tells a full disk by what SQLite throws. Reads only. */
import { statfsSync } from 'node:fs';
import { dirname } from 'node:path';

/** SQLite's primary result codes, https://www.sqlite.org/rescode.html; extended ones carry them in their low byte. */
const FULL = 13;
/** What it says of a full disk where it cannot grow its shared memory, finish a sync or make a file beside its own. */
const MAYBE_FULL: ReadonlySet<number> = new Set([10, 14]);

/** Whether an error of `node:sqlite` on this file came of a disk without room. */
export function lacksRoom(thrown: unknown, file: string): boolean {
  const code = ((thrown as { errcode?: number } | null)?.errcode ?? 0) & 0xff;
  return code === FULL || (MAYBE_FULL.has(code) && hasNoRoom(file));
}

function hasNoRoom(file: string): boolean {
  try {
    return statfsSync(dirname(file)).bavail === 0;
  } catch {
    // The folder is gone or cannot be asked; then nothing is known, and the error stands as it is.
    return false;
  }
}
