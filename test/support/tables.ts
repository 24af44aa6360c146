/**
 * The README's tables, made from the code they describe. `node test/support/tables.ts` prints them all, ready to be pasted;
 * `test/readme.test.ts` compares them with what the README says.
 */
import { commands } from '../../commands/index.ts';
import { jobs } from '../../jobs/index.ts';
import { METRICS } from '../../src/adapters/http/metrics.ts';
import { LIMITS } from '../../src/adapters/limits.ts';
import { FLAG_LIMITS } from '../../src/core/cases.ts';
import type { AnyCommand } from '../../src/core/command.ts';
import { ERRORS } from '../../src/core/errors.ts';
import type { AnyJob } from '../../src/core/job.ts';
import { SETTINGS } from '../../src/settings.ts';

interface SettingLike {
  name: string;
  /** Null where there is none. */
  default: unknown;
  meaning: string;
}

/** Every table there is, by the name its marks carry. */
export const TABLES = {
  settings: () => settingsTable(Object.values(SETTINGS)),
  commands: () => commandsTable(commands),
  jobs: () => jobsTable(jobs),
  errors: () => errorsTable(ERRORS),
  limits: () => limitsTable(LIMITS),
  flags: () => flagLimitsTable(FLAG_LIMITS),
  metrics: () => metricsTable(Object.values(METRICS)),
};

export function settingsTable(settings: readonly SettingLike[]): string {
  const rows = settings.map(row => [
    code(row.name),
    row.default === null ? '' : code(String(row.default)),
    row.meaning,
  ]);
  return markdown(['setting', 'default', 'meaning'], rows);
}

export function commandsTable(list: readonly Pick<AnyCommand, 'name' | 'summary'>[]): string {
  return markdown(
    ['command', 'what it does'],
    list.map(command => [code(command.name), command.summary]),
  );
}

/** Waits are in milliseconds in the code and in seconds here. */
export function jobsTable(list: readonly Pick<AnyJob, 'name' | 'retry' | 'concurrency'>[]): string {
  const rows = list.map(({ name, retry, concurrency }) => [
    code(name),
    `${retry.attempts}`,
    `${retry.backoffMs / 1_000} s to ${retry.maxBackoffMs / 1_000} s`,
    `${concurrency}`,
  ]);
  return markdown(['job', 'tries', 'waits between', 'at once'], rows);
}

export function errorsTable(catalogue: Record<string, { userMessage: string }>): string {
  return markdown(
    ['code', 'what a person reads'],
    Object.entries(catalogue).map(([name, { userMessage }]) => [code(name), userMessage]),
  );
}

export function limitsTable(limits: Record<string, { count: number; minutes: number; why: string }>): string {
  return markdown(
    ['whose', 'requests', 'in', 'because'],
    Object.entries(limits).map(([whose, { count, minutes, why }]) => [whose, `${count}`, `${minutes} min`, why]),
  );
}

export function flagLimitsTable(
  limits: Record<string, { count: number; minutes: number | null; why: string }>,
): string {
  const rows = Object.values(limits).map(({ count, minutes, why }) => [
    why.split(':')[0]!,
    `${count}`,
    minutes === null ? '' : `${minutes} min`,
    (why.split(':')[1] ?? '').trim(),
  ]);
  return markdown(['what', 'at most', 'in', 'because'], rows);
}

export function metricsTable(
  metrics: readonly { name: string; type: string; labels: readonly string[]; help: string }[],
): string {
  const rows = metrics.map(({ name, type, labels, help }) => [code(name), type, labels.map(code).join(' '), help]);
  return markdown(['metric', 'kind', 'labels', 'meaning'], rows);
}

/** What stands between `<!-- table:name -->` and `<!-- /table -->`, trimmed; null where there are no such marks. */
export function markedTable(page: string, name: string): string | null {
  const start = page.split(`<!-- table:${name} -->`)[1];
  return start?.includes('<!-- /table -->') ? (start.split('<!-- /table -->')[0] ?? '').trim() : null;
}

function code(words: string): string {
  return `\`${words}\``;
}

function markdown(heads: string[], rows: string[][]): string {
  const line = (cells: string[]) => `| ${cells.map(cell => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(heads), line(heads.map(() => '---')), ...rows.map(line)].join('\n');
}

if (import.meta.main) {
  for (const [name, table] of Object.entries(TABLES)) {
    process.stdout.write(`<!-- table:${name} -->\n${table()}\n<!-- /table -->\n\n`);
  }
}
