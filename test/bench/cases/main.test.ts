/** The benchmark of cases: its arguments, what it makes of figures, and a run too small to take time. Nothing is timed. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { benchCases, CASES_USAGE, type CaseResults, type CaseRow, casesTable } from './main.ts';

const results = (given: Partial<CaseRow> = {}): CaseResults => ({
  ...{ date: '2026-11-22T00:00:00.000Z', seed: 1, articles: 10_000, flags: 100, posts: 500, refused: 20, load: [1, 2] },
  machine: { cpu: 'one', cores: 2, memory: 4e9, node: 'v24.0.0' },
  rows: [
    {
      ...{ platform: 'slack', toCase: { p50: 20, p95: 40, p99: 60 } },
      ...{ retracted: { ms: 9_000, edits: 500 }, undone: { ms: 30_000, edits: 500 } },
      ...given,
    },
  ],
});

test('the table says which targets are met', () => {
  expect(casesTable(results())).toMatch(/p95: met\neach message edited once: met$/);
  const slow = results({ toCase: { p50: 20, p95: 5_000, p99: 6_000 }, undone: { ms: 1, edits: 501 } });
  expect(casesTable(slow)).toMatch(/p95: missed\neach message edited once: missed$/);
});

test('bad arguments are told with the usage', async () => {
  expect(await benchCases(['--help'])).toBe(CASES_USAGE);
  for (const given of [['--articles', 'x'], ['--flags', '0'], ['--nonsense'], ['--articles', '9', '--flags', '9']])
    await expect(benchCases(given)).rejects.toMatchObject({ code: 'bad-usage' });
});

test('a small run has a case for each flag, and edits each message once on both platforms', {
  timeout: 60_000,
}, async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'stet-bench-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const json = path.join(folder, 'cases.json');
  await benchCases(['--articles', '7', '--flags', '3', '--posts', '4', '--refused', '1', '--json', json]);
  const { rows } = JSON.parse(readFileSync(json, 'utf8')) as CaseResults;
  expect(rows.map(({ platform, retracted, undone }) => [platform, retracted.edits, undone.edits])).toEqual([
    ['slack', 4, 4],
    ['discord', 4, 4],
  ]);
  for (const { toCase } of rows) expect(toCase.p95).toBeGreaterThan(0);
});
