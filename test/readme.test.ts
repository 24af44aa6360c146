/** What the README says is so: its tables, paths, scripts and the command it gives for the tests. */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import {
  commandsTable,
  errorsTable,
  jobsTable,
  limitsTable,
  markedTable,
  metricsTable,
  settingsTable,
  TABLES,
} from './support/tables.ts';

const ROOT = path.join(import.meta.dirname, '..');
const TEST_COMMAND = 'npm ci && npm test';

const read = (file: string) => readFileSync(path.join(ROOT, file), 'utf8');
const readme = read('README.md');
const contributing = read('CONTRIBUTING.md');
const scripts = Object.keys((JSON.parse(read('package.json')) as { scripts: Record<string, string> }).scripts);

/** Without fenced blocks: those hold sessions and examples, not promises about files. */
function inlineCode(page: string): string[] {
  return [...page.replace(/^```[\s\S]*?^```/gm, '').matchAll(/`([^`\n]+)`/g)].map(hit => hit[1] ?? '');
}

/** A word with a folder and a file's ending, or one that starts at something that exists here. */
function looksLikePath(word: string): boolean {
  // What a program makes where it runs is no file of the repository.
  if (word.startsWith('./')) return false;
  if (!/^[\w.@-]+(\/[\w.@-]+)*\/?$/.test(word) || word.startsWith('@')) return false;
  const [first = '', ...rest] = word.split('/');
  if (rest.length === 0) return /^[\w-]+\.(ts|md|json|yml|toml|cjs)$/.test(word);
  return /(\.(ts|md|json|jsonl|yml|cjs|sql|png|svg)|\/)$/.test(word) || existsSync(path.join(ROOT, first));
}

function missingPaths(page: string): string[] {
  const linked = [...page.matchAll(/\]\(([^)#\s]+)[^)]*\)/g)]
    .map(hit => hit[1] ?? '')
    .filter(to => !/^[a-z]+:/.test(to));
  return [...inlineCode(page).filter(looksLikePath), ...linked].filter(each => !existsSync(path.join(ROOT, each)));
}

function missingScripts(page: string): string[] {
  const named = [...page.matchAll(/\bnpm (?:run (?:--silent )?([\w:-]+)|(start|test))\b/g)].map(
    hit => hit[1] ?? hit[2] ?? '',
  );
  return named.filter(name => !scripts.includes(name));
}

describe('the README', () => {
  test.for(Object.entries(TABLES))('has the table of %s as the code has it', ([name, table]) => {
    expect(markedTable(readme, name)).toBe(table());
  });

  test('gives the command for the tests that .ci/run calls', () => {
    expect(readme).toContain(TEST_COMMAND);
    expect(read('.ci/run')).toContain(`'${TEST_COMMAND}'`);
  });
});

describe.for([
  ['README.md', readme],
  ['CONTRIBUTING.md', contributing],
] as const)('%s', ([, page]) => {
  test('names only files that exist', () => {
    expect(missingPaths(page)).toEqual([]);
  });

  test('names only scripts that exist', () => {
    expect(missingScripts(page)).toEqual([]);
  });
});

describe('a planted fault is found', () => {
  test.for([
    '`src/nowhere.ts`',
    '`src/core/nowhere`',
    '`elsewhere/`',
    '`nowhere.ts`',
    '[a picture](.github/media/none.png)',
    '[a part](docs/none.md#part)',
  ])('a missing file: %s', words => {
    expect(missingPaths(`see ${words}.`)).toHaveLength(1);
  });

  test.for([
    '`src/core/model.ts`',
    '`src/core/`',
    '`Europe/Kyiv`',
    '`application/json`',
    '`@slack/bolt`',
    '`npm start`',
    '[Node](https://nodejs.org/en/)',
    '[below](#commands)',
    '```\nsrc/nowhere.ts `src/nowhere.ts`\n```',
  ])('but not in %s', words => {
    expect(missingPaths(`see\n${words}`)).toEqual([]);
  });

  test('a script that does not exist', () => {
    expect(missingScripts('`npm run nothing`, `npm run check`, `npm test`')).toEqual(['nothing']);
  });

  test('a table that was changed, or is not there', () => {
    const page = 'a\n<!-- table:errors -->\n| x |\n<!-- /table -->\nb';
    expect(markedTable(page, 'errors')).toBe('| x |');
    expect(markedTable(page, 'jobs')).toBeNull();
    expect(markedTable('<!-- table:errors -->\n| x |', 'errors')).toBeNull();
  });
});

describe('a table', () => {
  test('of settings shows no default where there is none, and keeps a bar inside its cell', () => {
    expect(settingsTable([{ name: 'A', default: null, meaning: 'x|y' }]).split('\n')).toEqual([
      '| setting | default | meaning |',
      '| --- | --- | --- |',
      '| `A` |  | x\\|y |',
    ]);
  });

  test('of jobs gives waits in seconds', () => {
    const retry = { attempts: 3, backoffMs: 500, maxBackoffMs: 5_000 };
    expect(jobsTable([{ name: 'a', retry, concurrency: 2 }])).toContain('| `a` | 3 | 0.5 s to 5 s | 2 |');
  });

  test('of metrics has the labels of each', () => {
    const metric = { name: 'a_total', type: 'counter', labels: ['b', 'c'], help: 'Counts.' };
    expect(metricsTable([metric]).split('\n').at(-1)).toBe('| `a_total` | counter | `b` `c` | Counts. |');
  });

  test('of limits has a row each', () => {
    const limits = { person: { count: 3, minutes: 5, why: 'enough' } };
    expect(limitsTable(limits).split('\n').at(-1)).toBe('| person | 3 | 5 min | enough |');
  });

  test('of commands and errors has a row each', () => {
    expect(commandsTable([{ name: 'feed add', summary: 'follows a feed' }])).toContain(
      '| `feed add` | follows a feed |',
    );
    expect(errorsTable({ internal: { userMessage: 'Oh.' } })).toContain('| `internal` | Oh. |');
  });
});
