/** What `npm run eval` prints about scored runs, for people or for machines. Pure. */
import { type Curve, curveOf, evenly } from './curve.ts';
import { type Run, scoreRun } from './runs.ts';
import type { Scored } from './score.ts';
import { curveTable, figuresTable } from './table.ts';

export interface ReportOptions {
  curve: boolean;
  misses: boolean;
  json: boolean;
}

interface Row {
  name: string;
  questions: number;
  scored: Scored;
  curve: Curve | null;
}

/** Every figure of each run, and what else was asked for. */
export function reportOf(runs: readonly Run[], options: ReportOptions): string {
  const rows = runs.map(run => rowOf(run, options.curve));
  return options.json ? toJson(rows, options.misses) : toText(rows, options.misses);
}

function rowOf(run: Run, withCurve: boolean): Row {
  const { name, questions } = run.set;
  // Steps of a twentieth: what a person can read at a glance.
  const curve = withCurve ? curveOf(questions, run.unrefused, evenly(20)) : null;
  return { name, questions: questions.length, scored: scoreRun(run), curve };
}

function toJson(rows: Row[], withMisses: boolean): string {
  const sets = rows.map(({ name, questions, scored: { figures, byType, misses }, curve }) => {
    return { name, questions, figures, byType, ...(withMisses ? { misses } : {}), ...(curve ? { curve } : {}) };
  });
  return JSON.stringify({ sets });
}

function toText(rows: Row[], withMisses: boolean): string {
  const curves = rows.flatMap(({ name, curve }) => (curve ? [`curve: ${name}\n${curveTable(curve)}`] : []));
  // The last row holds every question.
  const missed = withMisses ? (rows.at(-1)?.scored.misses ?? []) : [];
  const misses = missed.map(({ id, question, said }) => `${id} | ${question} | ${said}`);
  return [figuresTable(rows), ...curves, ...(misses.length > 0 ? [misses.join('\n')] : [])].join('\n\n');
}
