/** Stores for the tests of this folder, each in a temporary folder of its own, removed when the test file is done. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import type { Clock, Store } from '../../src/core/ports.ts';
import { openSqliteStore } from '../../src/storage/sqlite.ts';

let readings = 0;

/** A second later at each reading, so that a wrong instant is seen. */
export const clock: Clock = { now: () => new Date(Date.UTC(2026, 0, 7, 12, 0, readings++)) };

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

/** A path for a store, in a new empty folder. */
export function temporaryFile(): string {
  return join(temporaryFolder(), 'stet.db');
}

export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'stet-store-'));
  folders.push(folder);
  return folder;
}

export const openOwner = (file: string): Promise<Store> => openSqliteStore({ file, mode: 'owner', clock });
export const openReader = (file: string): Promise<Store> => openSqliteStore({ file, mode: 'reader', clock });

/** A store that is closed and opened again as often as a test wants it. */
export async function reopening(open: () => Promise<Store>) {
  const store = await open();
  let last = store;
  const reopen = async () => {
    await last.close();
    last = await open();
    return last;
  };
  return { store, reopen, last: () => last, close: () => last.close() };
}
