import { mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { codeStamp, stampOf } from '../../src/newsroom/code-stamp.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'stet-code-'));
  writeFileSync(join(folder, 'a.ts'), 'export const a = 1;');
  utimesSync(join(folder, 'a.ts'), 1, 1);
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('the stamp of the code', () => {
  it('is the same for the same files', () => {
    expect(stampOf([folder])).toBe(stampOf([folder]));
    expect(codeStamp()).toBe(codeStamp());
  });

  it('is another one when a file is longer, newer, gone or there besides', () => {
    const before = stampOf([folder]);
    const stamps = [before];
    writeFileSync(join(folder, 'a.ts'), 'export const a = 10;');
    utimesSync(join(folder, 'a.ts'), 1, 1);
    stamps.push(stampOf([folder]));
    utimesSync(join(folder, 'a.ts'), 2, 2);
    stamps.push(stampOf([folder]));
    writeFileSync(join(folder, 'b.ts'), '');
    utimesSync(join(folder, 'b.ts'), 1, 1);
    stamps.push(stampOf([folder]));
    rmSync(join(folder, 'a.ts'));
    stamps.push(stampOf([folder]));
    expect(new Set(stamps).size).toBe(stamps.length);
  });
});
