/**
 * Turns what SQLite throws into faults of ours: a code of the catalogue, a sentence that names the file and says what to do,
 * and SQLite's own error as the cause. It must never let a raw SQLite error out of the storage folder.
 */
import { type ErrorCode, StetError } from '../core/errors.ts';
import { lacksRoom } from '../core/full-disk.ts';

/** SQLite's primary result codes, https://www.sqlite.org/rescode.html. */
const SQLITE = { BUSY: 5, LOCKED: 6, CORRUPT: 11, NOTADB: 26 };

type StoreFault = Extract<ErrorCode, `store-${string}`>;

const CODES = new Map<number, StoreFault>([
  [SQLITE.BUSY, 'store-busy'],
  [SQLITE.LOCKED, 'store-busy'],
  [SQLITE.CORRUPT, 'store-damaged'],
  [SQLITE.NOTADB, 'store-damaged'],
]);

const ADVICE: Record<StoreFault, (file: string) => string> = {
  'store-damaged': file =>
    `${file} is damaged or is not a store of Stet, and was left untouched. Put a backup in its place, or move it away to start with an empty one.`,
  'store-newer': file =>
    `${file} was written by a newer Stet and was left untouched. Run the newer Stet, or use another data folder.`,
  'store-moved': file => `The store of ${file} was moved to another place.`,
  'store-busy': file => `Another Stet is using ${file}. Stop it first, or use another data folder.`,
  'store-full': file =>
    `The disk that holds ${file} is full. Nothing was lost and nothing new was kept; make room and try again.`,
  'store-failed': file =>
    `${file} cannot be used as a store. See that its folder exists, can be written to and is in good order.`,
};

/**
 * A fault of the store in `file`.
 * @param message for the log: fixed words.
 */
export function storeFault(
  code: StoreFault,
  file: string,
  message: string,
  more: { cause?: unknown; userMessage?: string } = {},
): StetError {
  return new StetError(code, message, { userMessage: ADVICE[code](file), ...more });
}

/** Runs `work` on the store in `file`; whatever it throws comes out as a StetError. */
export function guarded<T>(file: string, work: () => T): T {
  try {
    return work();
  } catch (thrown) {
    throw asStoreFault(thrown, file);
  }
}

/** Any thrown thing as a fault of the store in `file`; a StetError is passed through. */
export function asStoreFault(thrown: unknown, file: string): StetError {
  if (thrown instanceof StetError) return thrown;
  const words = thrown instanceof Error ? thrown.message : String(thrown);
  const code = lacksRoom(thrown, file) ? 'store-full' : CODES.get(sqliteCode(thrown) ?? -1);
  return storeFault(code ?? 'store-failed', file, `sqlite: ${words}`, { cause: thrown });
}

/** The primary result code of an error of `node:sqlite` (extended codes carry it in their low byte), or null. */
function sqliteCode(thrown: unknown): number | null {
  if (!(thrown instanceof Error) || !('errcode' in thrown) || typeof thrown.errcode !== 'number') return null;
  return thrown.errcode & 0xff;
}
