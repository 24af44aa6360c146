/** Results as plain text for a terminal. Pure; measures nothing. */
import { aligned } from '../eval/table.ts';
import type { CatchUp, Measured, Results, Row, Start } from './results.ts';
import { targetLines } from './targets.ts';

export function resultTables(results: Results): string {
  const sizes = [...new Set(results.rows.map(({ articles }) => articles))];
  const parts = [
    machineLine(results),
    ...sizes.map(size => sizeTable(results.rows.filter(({ articles }) => articles === size))),
    answersTable(results.rows),
    growthTable(results.rows),
    results.start && startLine(results.start),
    results.catchUp && catchUpLine(results.catchUp),
    targetLines(results),
    LEGEND,
  ];
  return parts.filter(Boolean).join('\n\n');
}

function machineLine({ date, machine, questions, seed }: Results): string {
  const { cpu, cores, memory, node } = machine;
  return `${date.slice(0, 10)} · ${cpu}, ${cores} cores, ${megabytes(memory)} MB, Node ${node} · ${questions} questions, seed ${seed}`;
}

const HEAD = 'list p50|p95|p99|vs minisearch|vs fts5|first|in ten|indexed/s|MB|bare|peak|disk|yardstick'.split('|');

const LEGEND = `times in ms, sizes in MB; list: the best 20 articles; indexed: articles in a second of
processor time; bare: Node before the engine; yardstick: the same arithmetic in every row, which tells how busy the machine was`;

/** One row an engine. Times in milliseconds; how often its median list takes MiniSearch's and bare FTS5's. */
function sizeTable(rows: readonly Row[]): string {
  const listTime = (name: string) => rows.find(({ engine }) => engine === name)?.measured?.ranked.p50;
  const [mini, fts5] = [listTime('minisearch'), listTime('fts5')];
  const cells = rows.map(({ engine, measured, fault }) =>
    measured === null ? [`${engine}: ${fault}`] : [engine, ...engineCells(measured, mini, fts5)],
  );
  return aligned([[`${count(rows[0]!.articles)} articles`, ...HEAD], ...cells]);
}

function engineCells(measured: Measured, mini: number | undefined, fts5: number | undefined): string[] {
  const { ranked, recall, indexed, memory, disk, yardstick } = measured;
  return [
    ...[ranked.p50, ranked.p95, ranked.p99].map(ms),
    ...[mini, fts5].map(peer => ratio(ranked.p50, peer)),
    ...[recall.first, recall.ten].map(percent),
    indexed === null ? 'kept' : count(Math.round(indexed.cpu)),
    ...[memory.resident, memory.base, memory.peak, disk].map(megabytes),
    ms(yardstick),
  ];
}

function answersTable(rows: readonly Row[]): string | null {
  const fts5At = (size: number) =>
    rows.find(({ engine, articles }) => engine === 'fts5' && articles === size)?.measured?.ranked.p95;
  const cells = rows.flatMap(({ articles, measured }) => {
    if (!measured?.answer) return [];
    const { p50, p95, p99, right, refused, misspelt } = measured.answer;
    const own = [ms(p50), ms(p95), ms(p99), ratio(p95, fts5At(articles)), percent(right), percent(refused)];
    return [[count(articles), ...own, ms(misspelt.p50), ms(misspelt.p95), percent(misspelt.right)]];
  });
  if (cells.length === 0) return null;
  const head = ['p50', 'p95', 'p99', 'p95 vs fts5', 'right', 'refused', 'misspelt p50', 'p95', 'right'];
  return aligned([['whole answers', ...head], ...cells]);
}

/** How many times larger a figure is for ten times the articles, from the second size on: the first is too small to tell. */
function growthTable(rows: readonly Row[]): string | null {
  const sizes = [...new Set(rows.map(({ articles }) => articles))].slice(1);
  const steps = sizes.slice(1).map((to, at) => ({ from: sizes[at]!, to }));
  if (steps.length === 0) return null;
  const engines = [...new Set(rows.map(({ engine }) => engine))];
  const find = (engine: string, size: number) =>
    rows.find(row => row.engine === engine && row.articles === size)?.measured ?? null;
  const lines = steps.flatMap(({ from, to }) =>
    engines.flatMap(engine => {
      const [small, large] = [find(engine, from), find(engine, to)];
      return small && large ? [[`${engine}, ${count(from)} to ${count(to)}`, ...growthCells(small, large)]] : [];
    }),
  );
  return aligned([['growth', 'list p50', 'list p95', 'answer p50', 'indexed/s', 'memory', 'disk'], ...lines]);
}

function growthCells(small: Measured, large: Measured): string[] {
  return [
    ratio(large.ranked.p50, small.ranked.p50),
    ratio(large.ranked.p95, small.ranked.p95),
    ratio(large.answer?.p50, small.answer?.p50),
    ratio(large.indexed?.cpu, small.indexed?.cpu),
    ratio(large.memory.resident, small.memory.resident),
    ratio(large.disk || undefined, small.disk || undefined),
  ];
}

function startLine({ fresh, again, cpu, peak }: Start): string {
  return `start to first answer on the seeds: ${ms(fresh)} ms with nothing stored (processor ${ms(cpu)} ms), ${ms(again)} ms after that; ${megabytes(peak)} MB at the highest`;
}

function catchUpLine({ alone, during }: CatchUp): string {
  return `an answer takes ${ms(alone.p50)} ms; while articles arrive ${ms(during.p50)}, p95 ${ms(during.p95)}, at most ${ms(during.max)} ms`;
}

/** A ratio as `1.7x`; a dash where either is not known. */
export function ratio(value: number | undefined, beside: number | undefined): string {
  if (value === undefined || beside === undefined || beside === 0) return '–';
  const times = value / beside;
  return `${times < 10 ? times.toFixed(2) : Math.round(times)}x`;
}

function ms(value: number): string {
  return value < 10 ? value.toFixed(2) : value < 100 ? value.toFixed(1) : String(Math.round(value));
}

const percent = (share: number) => `${Math.round(share * 1_000) / 10}%`;
const megabytes = (bytes: number) => String(Math.round(bytes / 1_000_000));
const count = (value: number) => value.toLocaleString('en-GB');
