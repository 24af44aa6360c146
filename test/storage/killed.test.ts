import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { openOwner, temporaryFile } from './stores.ts';

const KILLS = 5;
const WRITER = fileURLToPath(new URL('./writer.ts', import.meta.url));

/**
 * Starts a writer and kills it with SIGKILL once it has acknowledged so many ids.
 * Gives every id it acknowledged, and what a second owner was told while it lived.
 */
async function writeAndBeKilled(file: string, prefix: string, acknowledged: number) {
  const writer = spawn(process.execPath, [WRITER, file, prefix], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const lines = createInterface({ input: writer.stdout });
  const gone = Promise.all([once(writer, 'exit'), once(lines, 'close')]);
  const ids: string[] = [];
  let second: Promise<unknown> | undefined;
  lines.on('line', id => {
    ids.push(id);
    second ??= openOwner(file).catch(fault => fault.code);
    if (ids.length === acknowledged) writer.kill('SIGKILL');
  });
  const [[, signal]] = await gone;
  expect(signal).toBe('SIGKILL');
  return { ids, second: await second };
}

it('keeps every acknowledged article through kill -9, and lets the next owner in at once', async () => {
  const file = temporaryFile();
  const acknowledged: string[] = [];
  for (let run = 0; run < KILLS; run++) {
    const { ids, second } = await writeAndBeKilled(file, `run${run}`, 1 + Math.floor(Math.random() * 120));
    expect(second).toBe('store-busy');
    acknowledged.push(...ids);
  }
  // Opening looks at every page, so a damaged file would be refused here.
  const store = await openOwner(file);
  for (const id of acknowledged) {
    const revision = await store.revision(id);
    expect(revision?.text, id).toBe(`Text of ${id}. `.repeat(300));
  }
  const changes = await store.changesSince(0, 100_000);
  expect(changes.map(change => change.article.seq)).toEqual(changes.map((_, i) => i + 1));
  expect(await store.lastSeq()).toBe(changes.length);
  // At most the one article that was being acknowledged is stored and was not heard of.
  expect(changes.length - acknowledged.length).toBeLessThanOrEqual(KILLS);
  await store.close();
});
