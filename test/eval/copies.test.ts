import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { wordsOf } from '../contracts/index.ts';

describe('eval of copies', () => {
  let folder: string;
  const at = (name: string) => path.join(folder, name);
  const evaluate = (...words: string[]) =>
    spawnSync(process.execPath, [path.join(import.meta.dirname, 'main.ts'), 'copies', ...words], { encoding: 'utf8' });

  beforeAll(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'stet-copies-'));
    const flood = wordsOf('flood', 150);
    const strike = wordsOf('strike', 150);
    writeFileSync(at('a.train'), [`t1 ${flood}`, `t2 ${strike}`, `t3 ${flood} more`, `t4 ${strike}`].join('\n'));
    writeFileSync(at('a.truth'), 't3 t1\nt1 t9\n');
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it('counts what was planted, found and wrong, and names what was wrong', () => {
    const { stdout, status } = evaluate(at('a.train'), at('a.truth'));
    expect(status).toBe(0);
    expect(stdout).toMatch(/articles +4\npairs in one report +2\nplanted +2\nfound +1\nwrong +1\n/);
    expect(stdout.trim().split('\n').at(-1)).toBe('t2 t4');
  });

  it('names a file that is not there', () => {
    const { stderr, status } = evaluate(at('none.train'));
    expect(status).toBe(1);
    expect(stderr).toContain('none.train: cannot be read.');
  });
});
