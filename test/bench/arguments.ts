/** The command line of `npm run bench`, read and checked. Opens no file. */
import { parseArgs } from 'node:util';
import { StetError } from '../../src/core/errors.ts';
import { ENGINE_NAMES, type EngineName, isEngineName } from './engines/index.ts';

export const USAGE = `usage: npm run bench -- [what] [options]
what: nothing             measures every engine on 5, 1,000 and 10,000 articles, in a few minutes
      profile             where the time of Stet's answers goes (the last of --sizes)
      show [FILE]         the tables of a run that was kept
      slack, discord      a load of questions there; \`slack --help\` has its options
--sizes 5,1000,10000      articles, at most 150,000
--engines ${ENGINE_NAMES.join(',')}
--questions 100           in a round, of which there are three, for every engine and size
--seed 1                  other articles and questions
--limit 900               seconds for one engine and size
--keep FOLDER             leaves index files there, and uses those it finds: remove it when reading changes
--json FILE               keeps the results there, whichever engines and sizes were run
--svg FILE                plots them there`;

const OPTIONS = {
  sizes: { type: 'string', default: '5,1000,10000' },
  engines: { type: 'string', default: ENGINE_NAMES.join(',') },
  questions: { type: 'string', default: '100' },
  seed: { type: 'string', default: '1' },
  limit: { type: 'string', default: '900' },
  keep: { type: 'string' },
  json: { type: 'string' },
  svg: { type: 'string' },
  help: { type: 'boolean', default: false },
} as const;

/** Facts that no article holds are taken from above; see `facts.ts`. */
const MAX_ARTICLES = 150_000;
const MAX_QUESTIONS = 2_000;
const MAX_NUMBER = 1_000_000;

export interface BenchArguments {
  what: 'measure' | 'profile' | 'show';
  /** Of `show`. */
  file: string | null;
  /** Ascending. */
  sizes: number[];
  engines: EngineName[];
  questions: number;
  seed: number;
  /** Seconds. */
  limit: number;
  keep: string | null;
  json: string | null;
  svg: string | null;
  help: boolean;
}

/** Throws `bad-usage` with the usage text. */
export function readArguments(given: readonly string[]): BenchArguments {
  const { values, positionals } = parse(given);
  const [what = 'measure', file, ...more] = positionals;
  if (more.length > 0 || (file !== undefined && what !== 'show')) throw usageFault('too many arguments');
  if (what !== 'measure' && what !== 'profile' && what !== 'show') throw usageFault(`${what}: unknown`);
  const { sizes, engines, keep = null, json = null, svg = null, help } = values;
  return {
    ...{ what, file: file ?? null, keep, json, svg, help },
    sizes: [...new Set(listed(sizes).map(size => whole('--sizes', size, MAX_ARTICLES)))].sort((a, b) => a - b),
    engines: [...new Set(listed(engines).map(engineNamed))],
    questions: whole('--questions', values.questions, MAX_QUESTIONS),
    seed: whole('--seed', values.seed, MAX_NUMBER),
    limit: whole('--limit', values.limit, MAX_NUMBER),
  };
}

function parse(given: readonly string[]) {
  try {
    return parseArgs({ args: [...given], options: OPTIONS, allowPositionals: true });
  } catch (cause) {
    throw usageFault(cause instanceof Error ? cause.message : String(cause), cause);
  }
}

function listed(list: string): string[] {
  return list.split(',').map(item => item.trim());
}

/** 1 and more. */
function whole(option: string, text: string, most: number): number {
  const value = /^\d+$/.test(text) ? Number(text) : 0;
  if (value < 1 || value > most) throw usageFault(`${option}: "${text}" is no whole number from 1 to ${most}`);
  return value;
}

function engineNamed(name: string): EngineName {
  if (!isEngineName(name)) throw usageFault(`--engines: "${name}" is none of ${ENGINE_NAMES.join(', ')}`);
  return name;
}

function usageFault(why: string, cause?: unknown): StetError {
  return new StetError('bad-usage', 'bad arguments of bench', { cause, userMessage: `${why}\n${USAGE}` });
}
