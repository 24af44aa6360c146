/** The shape of the code, checked on the code itself; and for every rule, a planted fault that it must find. */
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { readSource, readSources, readTree, resolveImport, type Tree } from './support/imports.ts';
import {
  arrowFaults,
  cycleFaults,
  environmentFaults,
  floatingNodePromiseFaults,
  hiddenImportFaults,
  listFaults,
  packageFaults,
  pathFaults,
  placeFaults,
  sqlFaults,
  startFaults,
} from './support/rules.ts';

const ROOT = path.join(import.meta.dirname, '..');
const files = readSources(readTree(ROOT, ['src', 'commands', 'jobs'], file => file.endsWith('.ts')));

/** Everything at the top of the repository that is not a dotfile and not made by a tool. */
const TOP = [
  ...['src', 'commands', 'jobs', 'seeds', 'test'],
  ...['package.json', 'package-lock.json', 'tsconfig.json', 'biome.json', 'knip.json', 'vitest.config.ts'],
  ...['docker-compose.yml', 'Dockerfile', 'README.md', 'CHANGELOG.md', 'CONTRIBUTING.md', 'LICENSE'],
];
const MADE = ['node_modules', 'coverage'];

function topFaults(entries: string[]): string[] {
  return entries.filter(entry => !entry.startsWith('.') && !MADE.includes(entry) && !TOP.includes(entry));
}

const planted = (tree: Tree) => readSources(tree);

describe('the code as it stands', () => {
  test('has files to judge', () => {
    expect(files.length).toBeGreaterThan(6);
  });

  test.for([
    ['imports only along the arrows of the design', arrowFaults],
    ['has no file outside the places of the design', placeFaults],
    ['keeps every package in its home', packageFaults],
    ['says what it loads', hiddenImportFaults],
    ['has no circle of imports that run', cycleFaults],
    ['loads at start nothing that few need', startFaults],
    ['keeps SQL in storage and index', sqlFaults],
    ['reads the environment in config.ts alone', environmentFaults],
    ['leaves no promise of Node floating', floatingNodePromiseFaults],
  ] as const)('%s', ([, faults]) => {
    expect(faults(files)).toEqual([]);
  });

  test('runs in a folder of any name, its tests too', () => {
    expect(pathFaults([...files, ...readSources(readTree(ROOT, ['test'], file => file.endsWith('.ts')))])).toEqual([]);
  });

  test('lists every command, one a file, named by its words', () => {
    expect(listFaults(files, 'commands', 'defineCommand')).toEqual([]);
  });

  test('lists every job, one a file, named by its words', () => {
    expect(listFaults(files, 'jobs', 'defineJob')).toEqual([]);
  });

  test('has nothing new at the top of the repository', () => {
    expect(topFaults(readdirSync(ROOT))).toEqual([]);
  });
});

describe('imports', () => {
  test.for([
    ["import { a } from './a.ts'", './a.ts', 'value'],
    ["import './a.ts'", './a.ts', 'value'],
    ["import a from './a.json' with { type: 'json' }", './a.json', 'value'],
    ["import type { A } from './a.ts'", './a.ts', 'type'],
    ["export { a } from './a.ts'", './a.ts', 'value'],
    ["export * from './a.ts'", './a.ts', 'value'],
    ["export type { A } from './a.ts'", './a.ts', 'type'],
    ["type A = import('./a.ts').A", './a.ts', 'type'],
    ["const a = await import('./a.ts')", './a.ts', 'later'],
    ['const a = await import(`./a.ts`)', './a.ts', 'later'],
    ['const a = await import(name)', null, 'later'],
    ["const a = require('./a.ts')", './a.ts', 'later'],
    ["process.getBuiltinModule('node:sqlite')", 'node:sqlite', 'later'],
    ["new Worker(new URL('./a.ts', import.meta.url))", './a.ts', 'url'],
    ["new Worker('./a.ts')", './a.ts', 'url'],
  ] as const)('are found in %s', ([text, specifier, kind]) => {
    expect(readSource('src/x.ts', `// first line\n${text};`).imports).toEqual([{ specifier, kind, line: 2 }]);
  });

  test.for([
    "// import './a.ts'",
    'const text = "import \'./a.ts\'";',
    'export const a = 1;',
    "new URL('https://example.org');",
  ])('are not found in %s', text => {
    expect(readSource('src/x.ts', text).imports).toEqual([]);
  });

  test('are resolved from the file they stand in', () => {
    expect(resolveImport('src/core/a.ts', '../queue/b.ts')).toEqual({ file: 'src/queue/b.ts' });
    expect(resolveImport('src/core/a.ts', '@slack/bolt/dist/x.js')).toEqual({ package: '@slack/bolt' });
    expect(resolveImport('src/core/a.ts', 'node:fs/promises')).toEqual({ package: 'node:fs/promises' });
  });
});

describe('an arrow the design does not have is found', () => {
  test.for([
    ['src/core/a.ts', '../newsroom/b.ts'],
    ['src/core/a.ts', '../config.ts'],
    ['src/newsroom/a.ts', '../storage/b.ts'],
    ['src/newsroom/a.ts', '../ingest/b.ts'],
    ['src/ingest/a.ts', '../../commands/ask.ts'],
    ['src/storage/a.ts', '../index/b.ts'],
    ['src/index/a.ts', '../newsroom/b.ts'],
    ['src/queue/a.ts', '../../jobs/index.ts'],
    ['jobs/a.ts', '../commands/index.ts'],
    ['jobs/a.ts', '../src/queue/local.ts'],
    ['commands/a.ts', '../src/adapters/console/b.ts'],
    ['commands/a.ts', '../src/storage/b.ts'],
    ['src/adapters/console/a.ts', '../../newsroom/b.ts'],
    ['src/adapters/console/a.ts', '../../config.ts'],
    ['src/adapters/slack/a.ts', '../console/b.ts'],
    ['src/adapters/dispatch.ts', './discord/b.ts'],
    ['src/config.ts', './storage/a.ts'],
    ['src/newsroom/a.ts', '../../test/support/b.ts'],
    ['src/main.ts', '../test/support/b.ts'],
    ['src/newsroom/a.ts', '../main.ts'],
    ['src/newsroom/a.ts', '../require-node.cjs'],
  ] as const)('%s -> %s', ([file, specifier]) => {
    const ways = [`import '${specifier}'`, `import type { A } from '${specifier}'`, `await import('${specifier}')`];
    for (const way of ways) expect(arrowFaults(planted({ [file]: way }))).toHaveLength(1);
  });

  test.for(['./thread.ts', './page-thread.ts'])('a worker thread started from anywhere but house.ts: %s', thread => {
    const start = `new Worker(new URL('${thread}', import.meta.url))`;
    expect(arrowFaults(planted({ 'src/house.ts': start }))).toEqual([]);
    expect(arrowFaults(planted({ 'src/config.ts': start }))).toHaveLength(1);
  });
});

describe('arrows of the design are let through', () => {
  test.for([
    ['src/newsroom/a.ts', '../core/b.ts'],
    ['src/newsroom/a.ts', './data/weights.json'],
    ['jobs/a.ts', '../src/ingest/b.ts'],
    ['commands/a.ts', '../jobs/index.ts'],
    ['src/adapters/console/a.ts', '../dispatch.ts'],
    ['src/adapters/console/a.ts', '../../../commands/index.ts'],
    ['src/main.ts', './queue/bullmq.ts'],
    ['src/config.ts', '../package.json'],
  ] as const)('%s -> %s', ([file, specifier]) => {
    expect(arrowFaults(planted({ [file]: `import '${specifier}'` }))).toEqual([]);
  });
});

describe('a planted fault is found', () => {
  test.for([
    ['a file in no place', placeFaults, { 'src/utils.ts': '' }],
    ['a platform outside its adapter', packageFaults, { 'src/adapters/discord/a.ts': "import '@slack/bolt'" }],
    ['a platform in the newsroom', packageFaults, { 'src/newsroom/a.ts': "import type { Client } from 'discord.js'" }],
    ['a broker outside its file', packageFaults, { 'src/queue/local.ts': "import { Redis } from 'ioredis'" }],
    ['a database outside storage', packageFaults, { 'src/newsroom/a.ts': "await import('node:sqlite')" }],
    ['the page of queues outside its file', packageFaults, { 'src/queue/local.ts': "import '@bull-board/api'" }],
    ['metrics outside their adapter', packageFaults, { 'src/newsroom/a.ts': "import 'prom-client'" }],
    [
      'what few need, loaded by way of others',
      startFaults,
      { 'src/main.ts': "import './house.ts'; await import('bullmq')", 'src/house.ts': "import 'prom-client'" },
    ],
    ['a package in core', packageFaults, { 'src/core/a.ts': "import 'pino'" }],
    ['the environment by import', packageFaults, { 'src/queue/a.ts': "import { env } from 'node:process'" }],
    ['a computed import', hiddenImportFaults, { 'src/newsroom/a.ts': 'await import(name)' }],
    ['a circle', cycleFaults, { 'jobs/a.ts': "import './b.ts'", 'jobs/b.ts': "export * from './a.ts'" }],
    ['SQL in a string', sqlFaults, { 'commands/a.ts': "run('DELETE FROM article')" }],
    ['SQL in a template', sqlFaults, { 'src/newsroom/a.ts': 'run(`SELECT a\n FROM $' + '{table} WHERE 1`)' }],
    ['process.env', environmentFaults, { 'src/main.ts': "process.env['A']" }],
    ['process.env by another way', environmentFaults, { 'src/main.ts': 'const { env } = process' }],
    ['process under another name', environmentFaults, { 'src/main.ts': 'const p = process' }],
    ['globalThis.process.env', environmentFaults, { 'src/main.ts': 'globalThis.process.env.A' }],
    ['a URL taken for a path', pathFaults, { 'src/main.ts': "new URL('a', import.meta.url).pathname" }],
    [
      'a floating promise of Node',
      floatingNodePromiseFaults,
      { 'src/ingest/a.ts': "import { rm } from 'node:fs/promises';\nrm('a');" },
    ],
  ] as const)('%s', ([, faults, tree]) => {
    expect(faults(planted(tree))).toHaveLength(1);
  });

  test('but other parts of the process are not its environment', () => {
    expect(environmentFaults(planted({ 'src/main.ts': 'const { stdin } = process; process.exit(2);' }))).toEqual([]);
  });

  test('but types may refer to each other', () => {
    const tree = { 'src/core/a.ts': "import type { B } from './b.ts'", 'src/core/b.ts': "import './a.ts'" };
    expect(cycleFaults(planted(tree))).toEqual([]);
  });

  test('but a promise that is waited for is fine', () => {
    const text = "import { rm } from 'node:fs/promises';\nawait rm('a');\nreturnIt(rm('b'));";
    expect(floatingNodePromiseFaults(planted({ 'src/ingest/a.ts': text }))).toEqual([]);
  });

  test('a new entry at the top', () => {
    expect(topFaults(['src', '.github', 'notes.md', 'node_modules'])).toEqual(['notes.md']);
  });
});

describe('a list with a fault is found', () => {
  const good = {
    'commands/index.ts': "import { feedAdd } from './feed-add.ts';\nexport const commands = [feedAdd];",
    'commands/feed-add.ts': "export const feedAdd = defineCommand({ name: 'feed add' });",
  };
  const faults = (change: Tree) => listFaults(planted({ ...good, ...change }), 'commands', 'defineCommand');

  test('a right one has none', () => {
    expect(faults({})).toEqual([]);
  });

  test('a file nobody listed', () => {
    expect(faults({ 'commands/ask.ts': "defineCommand({ name: 'ask' })" })).toEqual([
      'commands/ask.ts is not on the list in commands/index.ts',
    ]);
  });

  test('a file named otherwise than its command', () => {
    expect(faults({ 'commands/feed-add.ts': "defineCommand({ name: 'feed remove' })" })).toHaveLength(1);
  });

  test('a file with two commands, or none', () => {
    const two = "defineCommand({ name: 'feed add' }); defineCommand({ name: 'feed list' });";
    expect(faults({ 'commands/feed-add.ts': two })).toHaveLength(1);
    expect(faults({ 'commands/feed-add.ts': 'export const feedAdd = 1;' })).toHaveLength(1);
  });

  test('no list at all', () => {
    expect(listFaults([], 'commands', 'defineCommand')).toEqual(['commands/index.ts does not exist']);
  });
});
