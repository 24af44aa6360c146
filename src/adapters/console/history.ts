/** The prompt's history: a file that only its owner may read, because questions are private. It never grows without bound. */
import { appendFile, chmod, readFile, writeFile } from 'node:fs/promises';

/** Lines kept. */
const MAX_LINES = 1_000;

/** UTF-16 units; longer lines are not kept. */
const MAX_LENGTH = 2_000;

/** For the owner alone. */
const MODE = 0o600;

/** Newest first, as readline wants it; cuts an overlong file. Empty when there is none yet. */
export async function loadHistory(file: string): Promise<string[]> {
  const content = await readFile(file, 'utf8').catch((cause: NodeJS.ErrnoException) => {
    if (cause.code === 'ENOENT') return null;
    throw cause;
  });
  if (content === null) return [];
  await chmod(file, MODE);
  const all = content.split('\n').filter(line => line !== '');
  const kept = all.filter(isKept).slice(-MAX_LINES);
  if (kept.length < all.length) await writeFile(file, kept.map(line => `${line}\n`).join(''), { mode: MODE });
  return kept.toReversed();
}

export async function addToHistory(file: string, line: string): Promise<void> {
  if (isKept(line)) await appendFile(file, `${line}\n`, { mode: MODE });
}

/** readline prints a line of history as it is, so none with control characters may come back. */
function isKept(line: string): boolean {
  return line.trim() !== '' && line.length <= MAX_LENGTH && !/[\p{Cc}\p{Bidi_Control}]/u.test(line);
}
