/** The tool: its arguments, what it makes of results, and every engine on a corpus too small to take time. Nothing is timed. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readArguments } from './arguments.ts';
import { measureCatchUp } from './catch-up.ts';
import { ENGINE_NAMES, type EngineName } from './engines/index.ts';
import { plotOf } from './plot.ts';
import { profileAnswers, profileTable, summarise } from './profile.ts';
import { type Measured, percentile, type Results, type Row } from './results.ts';
import { runEngine } from './run.ts';
import { measureStart } from './start.ts';
import { ratio, resultTables } from './table.ts';

const PROCESS_MS = 120_000;

function aRow(engine: EngineName, articles: number, ms: number, given: Partial<Measured> = {}): Row {
  const times = { p50: ms, p95: 2 * ms, p99: 3 * ms };
  const memory = { base: 40e6, resident: 80e6, peak: 90e6 };
  const indexed = { wall: 400, cpu: 600 };
  const recall = { first: 0.5, ten: 0.75 };
  const measured = { ranked: times, recall, answer: null, indexed, memory, disk: 5e6, yardstick: 20, ...given };
  return { engine, articles, measured, fault: null };
}

function someResults(given: Partial<Results> = {}): Results {
  const times = { p50: 8, p95: 16, p99: 24 };
  const answer = { ...times, right: 0.9, refused: 1, misspelt: { ...times, right: 0.8 } };
  return {
    date: '2026-11-22T00:00:00.000Z',
    seed: 1,
    questions: 100,
    machine: { cpu: 'A <fast> one', cores: 2, memory: 4e9, node: 'v24.0.0' },
    start: { fresh: 400, again: 300, cpu: 350, peak: 120e6 },
    catchUp: { alone: times, during: { ...times, max: 70 } },
    rows: [
      ...[aRow('stet', 5, 1), aRow('minisearch', 5, 1)],
      ...[aRow('stet', 1_000, 4, { answer }), aRow('fts5', 1_000, 1), aRow('minisearch', 1_000, 2)],
      ...[aRow('stet', 10_000, 40), aRow('minisearch', 10_000, 20)],
      { engine: 'orama', articles: 10_000, measured: null, fault: 'stopped after 9 s' },
    ],
    ...given,
  };
}

describe('the arguments', () => {
  test('mean every engine and three sizes when there are none', () => {
    expect(readArguments([])).toMatchObject({
      what: 'measure',
      sizes: [5, 1_000, 10_000],
      engines: ENGINE_NAMES,
      questions: 100,
      json: null,
    });
  });

  test('name sizes in any order, engines, and files', () => {
    const given = ['--sizes', '1000, 5,5', '--engines', 'fts5,stet', '--json', 'x.json', '--keep', 'k'];
    expect(readArguments(given)).toMatchObject({
      sizes: [5, 1_000],
      engines: ['fts5', 'stet'],
      json: 'x.json',
      keep: 'k',
    });
    expect(readArguments(['show', 'y.json'])).toMatchObject({ what: 'show', file: 'y.json' });
  });

  test.for([
    ['an engine that is not known', ['--engines', 'lucene']],
    ['a name every object has', ['--engines', 'toString']],
    ['no articles', ['--sizes', '0']],
    ['half an article', ['--sizes', '5,1.5']],
    ['more articles than facts', ['--sizes', '160000']],
    ['an option that does not exist', ['--fast']],
    ['a word that means nothing', ['compare']],
    ['a word too many', ['profile', 'x']],
  ] as const)('refuse %s', ([, words]) => {
    expect(() => readArguments(words)).toThrow(expect.objectContaining({ code: 'bad-usage' }));
  });
});

describe('figures', () => {
  test('are percentiles by nearest rank', () => {
    const values = Array.from({ length: 100 }, (_, at) => 100 - at);
    expect([0.5, 0.95, 0.99].map(share => percentile(values, share))).toEqual([50, 95, 99]);
    expect(percentile([3], 0.99)).toBe(3);
  });

  test('stand beside those of a peer, or a dash where there is none', () => {
    expect([ratio(3, 2), ratio(40, 2), ratio(3, undefined), ratio(3, 0)]).toEqual(['1.50x', '20x', '–', '–']);
  });
});

describe('the table', () => {
  const lines = resultTables(someResults()).split('\n');
  const lineOf = (start: string) => lines.find(line => line.startsWith(start))?.split(/\s{2,}/);

  test('has one row an engine and size, with its list beside the peers', () => {
    const at = lines.findIndex(line => line.startsWith('1,000 articles'));
    const row = lines[at + 1]!.split(/\s{2,}/);
    expect(row.slice(0, 8)).toEqual(['stet', '4.00', '8.00', '12.0', '2.00x', '4.00x', '50%', '75%']);
  });

  test('says why there is no figure', () => {
    expect(lines).toContain('orama: stopped after 9 s');
  });

  test('has whole answers beside the list of FTS5', () => {
    const at = lines.findIndex(line => line.startsWith('whole answers'));
    expect(lines[at + 1]!.split(/\s{2,}/).slice(0, 7)).toEqual([
      ...['1,000', '8.00', '16.0', '24.0', '8.00x', '90%', '100%'],
    ]);
  });

  test('tells growth between sizes that are worth comparing', () => {
    expect(lineOf('stet, 1,000 to 10,000')?.slice(0, 2)).toEqual(['stet, 1,000 to 10,000', '10x']);
    expect(lines.some(line => line.includes('5 to 1,000'))).toBe(false);
  });

  test('says which targets are met', () => {
    expect(lineOf('list p50, 10000 articles')?.at(-1)).toBe('missed');
    expect(lineOf('recall among ten, 10000 articles')?.at(-1)).toBe('met');
    expect(lineOf('start to first answer  ')?.slice(1)).toEqual(['400 ms', 'at most 500 ms', 'met']);
    expect(lineOf('an answer held up')?.slice(1)).toEqual(['62 ms', 'at most 50 ms', 'missed']);
    expect(lines.some(line => line.includes('100000'))).toBe(false);
  });

  test('is made of what there is', () => {
    const text = resultTables(someResults({ rows: [aRow('fts5', 5, 1)], start: null, catchUp: null }));
    expect(text).toContain('5 articles');
    expect(text).not.toMatch(/targets|growth|whole answers|seeds/);
  });
});

describe('the plot', () => {
  const svg = plotOf(someResults())!;

  test('draws one line an engine through its sizes, slower ones higher', () => {
    expect([...svg.matchAll(/<polyline/g)]).toHaveLength(3);
    const points = /class="engine stet"><polyline class="line" points="([^"]+)"/.exec(svg)![1]!;
    const heights = points.split(' ').map(point => Number(point.split(',')[1]));
    expect(heights).toHaveLength(3);
    expect(heights).toEqual([...heights].sort((a, b) => b - a));
  });

  test('keeps the names at the ends apart', () => {
    const close = plotOf(
      someResults({ rows: ENGINE_NAMES.flatMap(name => [aRow(name, 5, 1), aRow(name, 1_000, 2)]) }),
    )!;
    const labels = [...close.matchAll(/<text x="[\d.]+" y="([\d.]+)">\w/g)].map(hit => Number(hit[1])).slice(-5);
    const gaps = labels
      .sort((a, b) => a - b)
      .slice(1)
      .map((y, at) => y - labels[at]!);
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(17);
  });

  test('is well-formed whatever the machine is called, and readable in the dark', () => {
    expect(svg).not.toContain('<fast>');
    expect(svg).toContain('prefers-color-scheme: dark');
    expect(svg).not.toMatch(/NaN|undefined|Infinity/);
  });

  test('needs two sizes', () => {
    expect(plotOf(someResults({ rows: [aRow('stet', 5, 1)] }))).toBeNull();
  });
});

describe('a profile', () => {
  const src = new URL('../../src/', import.meta.url).href;
  const node = (id: number, functionName: string, url: string, children: number[] = []) => ({
    ...{ id, children },
    callFrame: { functionName, url, scriptId: '0', lineNumber: 0, columnNumber: 0 },
  });
  const profile = {
    ...{ startTime: 0, endTime: 100 },
    nodes: [
      node(1, '(root)', '', [2, 5]),
      node(2, 'ask', `${src}a.ts`, [3]),
      node(3, 'search', `${src}b.ts`, [4]),
      node(4, 'all', ''),
      node(5, '(idle)', ''),
    ],
    samples: [2, 4, 4, 5],
    timeDeltas: [1_000, 2_000, 1_000, 9_000],
  };

  test('counts what a function calls outside our code as its own', () => {
    const { total, functions } = summarise(profile);
    expect(total).toBe(4_000);
    expect(Object.fromEntries(functions)).toEqual({
      'a.ts ask': { own: 1_000, within: 4_000 },
      'b.ts search': { own: 3_000, within: 3_000 },
    });
  });

  test('is told for one piece of work', () => {
    expect(profileTable('answers', profile, 2).split('\n')[0]).toMatch(/^answers: 2\.000 ms each/);
  });

  test('is taken of reading and of answers', { timeout: PROCESS_MS }, async () => {
    const text = await profileAnswers({ sizes: [20], questions: 5, seed: 1, keep: null });
    expect(text).toContain('newsroom/read-for-index.ts readForIndex');
    expect(text).toContain('newsroom/answer.ts answerQuestion');
  });
});

describe('a run', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'stet-bench-test-'));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  const plan = { articles: 50, questions: 10, seed: 1, limit: 100, keep: null };
  const bench = (...words: string[]) =>
    spawnSync(process.execPath, [path.join(import.meta.dirname, 'main.ts'), ...words], { encoding: 'utf8' });

  test.for(ENGINE_NAMES)(
    'of %s finds every planted fact among fifty articles',
    { timeout: PROCESS_MS },
    async engine => {
      const { measured, fault } = await runEngine({ ...plan, engine });
      expect(fault).toBeNull();
      expect(measured!.recall.ten).toBe(1);
      expect(measured!.memory.resident).toBeGreaterThan(measured!.memory.base / 2);
      expect(measured!.disk > 0).toBe(engine === 'stet' || engine === 'fts5');
      expect(measured!.answer !== null).toBe(engine === 'stet');
    },
  );

  test('uses a file that was kept', { timeout: PROCESS_MS }, async () => {
    const kept = { ...plan, engine: 'fts5' as const, keep: folder };
    expect((await runEngine(kept)).measured!.indexed).not.toBeNull();
    const again = (await runEngine(kept)).measured!;
    expect(again).toMatchObject({ indexed: null, recall: { ten: 1 } });
  });

  test('that takes too long is stopped, and says so', { timeout: PROCESS_MS }, async () => {
    const row = await runEngine({ ...plan, engine: 'orama', articles: 50_000, limit: 1 });
    expect(row).toMatchObject({ measured: null, fault: 'stopped after 1 s' });
  });

  test('of the program itself starts it and sees its memory', { timeout: PROCESS_MS }, async () => {
    const { fresh, again, cpu, peak } = await measureStart(1);
    expect(Math.min(fresh, again, cpu)).toBeGreaterThan(0);
    expect(peak).toBeGreaterThan(20e6);
  });

  test('of the newsroom answers while articles arrive', { timeout: PROCESS_MS }, async () => {
    const { alone, during } = await measureCatchUp({ seed: 1 }, 20);
    expect(alone.p50).toBeGreaterThan(0);
    expect(during.max).toBeGreaterThanOrEqual(during.p99);
  });

  test('is shown again from its file, with its plot', () => {
    const [json, svg] = [path.join(folder, 'r.json'), path.join(folder, 'r.svg')];
    writeFileSync(json, JSON.stringify(someResults()));
    const { stdout, status } = bench('show', json, '--svg', svg);
    expect({ stdout, status }).toEqual({ stdout: `${resultTables(someResults())}\n`, status: 0 });
    expect(readFileSync(svg, 'utf8')).toBe(plotOf(someResults()));
  });

  test('that is not understood prints how it is used and nothing else', () => {
    const { stdout, stderr, status } = bench('--fast');
    expect({ stdout, status }).toEqual({ stdout: '', status: 2 });
    expect(stderr).toContain('usage: npm run bench');
  });
});
