/**
 * A stamp of the code itself, for what is kept of its work: any file of the newsroom, the index or the core that is another than it was makes
 * another stamp, so that nobody has to remember to say so.
 */
import { createHash } from 'node:crypto';
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const FOLDERS = ['.', '../index', '../core'].map(folder => fileURLToPath(new URL(folder, import.meta.url)));

let known: string | null = null;

/** Worked out when it is first asked for, by the files' sizes and times: some milliseconds. */
export function codeStamp(): string {
  known ??= stampOf(FOLDERS);
  return known;
}

/** Of all files in these folders. */
export function stampOf(folders: readonly string[]): string {
  const hash = createHash('sha256');
  for (const folder of folders)
    for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort()) {
      const { size, mtimeMs } = statSync(join(folder, name));
      hash.update(`${name} ${size} ${mtimeMs}\n`);
    }
  return hash.digest('hex').slice(0, 16);
}
