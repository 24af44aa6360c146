/**
 * The settings as they are set: the only place that reads the environment. All faults are reported at once. It must never
 * put a secret into a message, a row or a log line: a Config prints itself redacted.
 */
import { readFileSync } from 'node:fs';
import { inspect } from 'node:util';
import type { SettingRow } from './core/command.ts';
import { editDistance } from './core/edit-distance.ts';
import { StetError } from './core/errors.ts';
import { type Config, type Key, misfits, SETTINGS, type Setting } from './settings.ts';

export type { Config } from './settings.ts';

type Environment = Record<string, string | undefined>;

const rows = Object.entries(SETTINGS) as [Key, Setting][];

/** Variables that belong to the tests and may stand beside the settings. */
const TEST_PREFIX = 'STET_TEST_';

/** Typing errors up to which an unknown name is taken for a slip; real names differ by more once past `STET_`. */
const MOST_EDITS = 3;

/**
 * Reads every setting. A variable that is empty counts as not set.
 * Throws one `bad-config` whose userMessage has a line for each fault: the variable, what was given (a secret never) and
 * what is expected. A `STET_*` variable that no setting has is a fault too.
 */
export function readConfig(env: Environment = process.env): Config {
  const faults: string[] = [];
  const values = rows.map(([key, row]) => [key, readSetting(row, env, faults)]);
  faults.push(...unknownNames(env), ...(faults.length === 0 ? misfits(Object.fromEntries(values) as Config) : []));
  if (faults.length === 0) return printedRedacted(Object.fromEntries(values) as Config);
  const userMessage = ['The settings are not right:', ...faults.map(fault => `  ${fault}`)].join('\n');
  throw new StetError('bad-config', `bad settings: ${faults.length}`, { userMessage });
}

/** The settings as `config` prints them, in the table's order: secrets as "(set)", passwords inside URLs as "***". */
export function settingRows(config: Config): SettingRow[] {
  return rows.map(([key, row]) => ({
    name: row.name,
    value: shown(row, config[key]),
    default: shown(row, row.default),
    meaning: row.meaning,
    secret: row.secret,
  }));
}

/** The database's URL with its password, wherever that stands; null where the store is a file. */
export function databaseOf({
  databaseUrl,
  databasePassword,
}: Pick<Config, 'databaseUrl' | 'databasePassword'>): string | null {
  if (databaseUrl === null || databasePassword === null) return databaseUrl;
  const url = new URL(databaseUrl);
  url.password = encodeURIComponent(databasePassword);
  return url.href;
}

/** Every secret that is set, for what must never show one. */
export function secretsOf(config: Config): string[] {
  return rows.flatMap(([key, row]) => (row.secret && typeof config[key] === 'string' ? [config[key]] : []));
}

/** Whether colours are unwelcome: NO_COLOR is set and not empty (https://no-color.org). */
export function noColor(env: Environment = process.env): boolean {
  return Boolean(env.NO_COLOR);
}

function readSetting(row: Setting, env: Environment, faults: string[]): unknown {
  const given = row.secret ? readSecret(row.name, env, faults) : env[row.name];
  if (!given) return row.default;
  const parsed = row.type.safeParse(given);
  if (parsed.success) return parsed.data;
  faults.push(`${row.name}: ${row.secret ? 'what was given' : quoted(given)} is not ${row.expected}`);
  return row.default;
}

function readSecret(name: string, env: Environment, faults: string[]): string | undefined {
  const file = env[`${name}_FILE`];
  if (!file) return env[name];
  if (env[name]) {
    faults.push(`${name} and ${name}_FILE are both set; give one of them`);
    return undefined;
  }
  try {
    const secret = readFileSync(file, 'utf8').replace(/\r?\n$/, '');
    if (secret === '') faults.push(`${name}_FILE: ${quoted(file)} is empty`);
    return secret;
  } catch (fault) {
    const reason = fault instanceof Error && 'code' in fault ? ` (${fault.code})` : '';
    faults.push(`${name}_FILE: ${quoted(file)} cannot be read${reason}; expected a file that holds ${name}`);
    return undefined;
  }
}

/** Values are not shown here: a misspelt name may well hold a secret. */
function unknownNames(env: Environment): string[] {
  const known = rows.flatMap(([, row]) => (row.secret ? [row.name, `${row.name}_FILE`] : [row.name]));
  return Object.keys(env)
    .filter(name => !known.includes(name) && (isOurs(name) || isSlip(name, known)))
    .sort()
    .map(name => {
      const near = nearest(name, known);
      return `${name} is not a setting${near ? `; did you mean ${near}?` : ''}`;
    });
}

function isOurs(name: string): boolean {
  return name.startsWith('STET_') && !name.startsWith(TEST_PREFIX);
}

/** A platform's other variables may belong to other programs; one that is nearly ours was meant to be. */
function isSlip(name: string, known: string[]): boolean {
  return /^(SLACK|DISCORD)_/.test(name) && nearest(name, known) !== undefined;
}

/** The known name with the fewest typing errors between, if those are few enough to be a slip. */
function nearest(name: string, known: string[]): string | undefined {
  const byEdits = known.map(each => ({ each, edits: editDistance(name.toUpperCase(), each, MOST_EDITS) }));
  return byEdits.sort((a, b) => a.edits - b.edits).find(({ edits }) => edits <= MOST_EDITS)?.each;
}

function shown(row: Setting, value: unknown): string | null {
  if (value === null) return null;
  return row.secret ? '(set)' : withoutPassword(String(value));
}

/** A value as a fault shows it: in quotes with control characters escaped, cut at 60 characters. */
function quoted(value: string): string {
  const safe = withoutPassword(value);
  return JSON.stringify(safe.length > 60 ? `${safe.slice(0, 60)}…` : safe);
}

/** Strikes out who and password before the host of any URL in the text; a password may hold slashes, so up to the last @. */
function withoutPassword(text: string): string {
  return text.replace(/\/\/\S*@/g, '//***@');
}

/** Hidden from loops and copies, so that a Config is still a plain object of its settings. */
function printedRedacted(config: Config): Config {
  const redacted = () => Object.fromEntries(settingRows(config).map(({ name, value }) => [name, value]));
  return Object.freeze(
    Object.defineProperties(config, { toJSON: { value: redacted }, [inspect.custom]: { value: redacted } }),
  );
}
