/** Figures as plain text for a terminal. Pure; decides nothing. */
import type { Curve } from './curve.ts';
import { FIGURES, type FigureName, type Scored } from './score.ts';

export interface Column {
  name: string;
  questions: number;
  scored: Scored;
}

/** One row a figure, one column a set, then the types of question. */
export function figuresTable(columns: readonly Column[]): string {
  const names = Object.keys(FIGURES) as FigureName[];
  const types = [...new Set(columns.flatMap(({ scored }) => Object.keys(scored.byType)))].sort();
  return aligned([
    ['', ...columns.map(column => column.name)],
    ['questions', ...columns.map(column => String(column.questions))],
    ...names.map(name => [name, ...columns.map(({ scored }) => cell(scored.figures[name]))]),
    [''],
    ['right, by type', ...columns.map(column => column.name)],
    ...types.map(type => [type, ...columns.map(({ scored }) => typeCell(scored, type))]),
  ]);
}

/** The curve, and a line on what it cannot know. */
export function curveTable({ points, silent }: Curve): string {
  const names = ['threshold', 'answered', 'hit', 'abstained_on_unanswerable', 'answered_right', 'balanced'] as const;
  const rows = aligned([[...names], ...points.map(point => names.map(name => cell(point[name])))]);
  if (silent === 0) return rows;
  return `${rows}\n${silent} refusals carry no words and stay refusals here: below the program's own threshold nothing changes.`;
}

/** Rows of cells in columns: the first flush left, the others flush right. */
export function aligned(rows: readonly (readonly string[])[]): string {
  const widths = rows[0]!.map((_, at) => Math.max(...rows.map(row => (row[at] ?? '').length)));
  const pad = (value: string, at: number) => (at === 0 ? value.padEnd(widths[at]!) : value.padStart(widths[at]! + 2));
  return rows.map(row => row.map(pad).join('').trimEnd()).join('\n');
}

/** A figure, or a dash where nothing was counted. */
export function cell(value: number | null): string {
  return value === null ? '–' : String(value);
}

function typeCell(scored: Scored, type: string): string {
  const found = scored.byType[type];
  return found ? `${found.percent} of ${found.count}` : '–';
}
