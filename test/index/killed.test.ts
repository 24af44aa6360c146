/** A process that is killed while it adds and merges leaves an index that is whole. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { DatabaseSync } from 'node:sqlite';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openSqliteIndex } from '../../src/index/sqlite-index.ts';

const KILLS = 4;
const WRITER = fileURLToPath(new URL('./writer.ts', import.meta.url));

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'stet-index-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** Gives the last number the writer told before it was killed. */
async function writeAndBeKilled(file: string, steps: number): Promise<number> {
  const writer = spawn(process.execPath, [WRITER, file], { stdio: ['ignore', 'pipe', 'inherit'] });
  const lines = createInterface({ input: writer.stdout });
  const gone = Promise.all([once(writer, 'exit'), once(lines, 'close')]);
  const told: number[] = [];
  lines.on('line', line => {
    if (told.push(Number(line)) === steps) writer.kill('SIGKILL');
  });
  const [[, signal]] = await gone;
  expect(signal).toBe('SIGKILL');
  return told.at(-1)!;
}

it('is whole after kill -9, and reads on from where it was', async () => {
  const file = join(folder, 'index.sqlite');
  for (let run = 0; run < KILLS; run++) {
    const last = await writeAndBeKilled(file, 20 + Math.floor(Math.random() * 60));
    const index = openSqliteIndex({ file, reader: 'r1' });
    const { seq } = index.state();
    expect(seq).toBeGreaterThanOrEqual(last);
    while (index.tidy(5));
    // Of each three numbers one replaces an article.
    const articles = seq - Math.floor(seq / 3);
    expect(index.counts()).toEqual({ articles, passages: 40 * articles });
    expect(index.frequencies(['port']).get('port')).toBe(40 * articles);
    expect(index.search(['port'], 100_000)).toHaveLength(40 * articles);
    index.close();
  }
  const database = new DatabaseSync(file);
  expect(database.prepare('PRAGMA integrity_check').get()).toEqual({ integrity_check: 'ok' });
  database.close();
});
