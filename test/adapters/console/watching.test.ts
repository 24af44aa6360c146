/** A question watched in the console, by processes as a person runs them: what one of them was told the next one keeps. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { stet } from '../../support/stet.ts';

const QUESTION = 'How many ferries will sail in April?';
const FOURTEEN = 'The harbour board said on Tuesday that 14 ferries will sail across the sound in April.';

const folder = mkdtempSync(join(tmpdir(), 'stet-console-watch-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Lines as they are typed, one after another. */
const typed = (...lines: string[]) =>
  stet(['start'], { data: join(folder, 'data'), env: { STET_SEEDS: 'off' }, input: `${lines.join('\n')}\n` });

/** A file with one article, and the line that brings it in. */
function bringing(name: string, text: string): string {
  const file = join(folder, name);
  writeFileSync(file, `${text}\n`);
  return `/ingest ${file}`;
}

const times = (words: string, text: string) => text.split(words).length - 1;

test('is answered there once, by the process in which the article comes, and listed until then', async () => {
  const first = await typed(
    bringing('1.txt', 'Harbour master Ada Brill closed the north quay on Monday.'),
    `/watch ${QUESTION}`,
    `/watch ${QUESTION}`,
    '/watches',
  );
  expect(first.stderr).not.toContain('stet:');
  expect(first.stdout).toContain('The record does not say.');
  expect(first.stdout).toMatch(/Watched until .*: once the record answers, it is\s+said here\./);
  expect(first.stdout).toContain('Watched already, until');
  expect(first.stdout).toMatch(/1 question watched:\s+w-[a-z2-7]{10} {2}How many ferries/);
  const second = await typed(bringing('2.txt', FOURTEEN), bringing('3.txt', FOURTEEN), '/watches');
  expect(second.stderr).not.toContain('stet:');
  expect(times('The record says it now:', second.stdout)).toBe(1);
  expect(second.stdout.replace(/\s+/g, ' ')).toContain(FOURTEEN);
  expect(second.stdout).toContain('Nothing is watched');
});

test('is ended by its id', async () => {
  const listed = await typed('/watch Who paints the lighthouse?', '/watches');
  const id = /w-[a-z2-7]{10}/.exec(listed.stdout)![0];
  const ended = await typed(`/unwatch ${id}`, '/watches');
  expect(ended.stdout).toContain('No longer watched: Who paints the lighthouse?');
  expect(ended.stdout).toContain('Nothing is watched');
});
