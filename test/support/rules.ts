/**
 * The shape of the code, as rules over its syntax. Each takes parsed files and gives one line a fault; nothing is read from
 * disk, so that a test can plant a fault and see it found. `test/architecture.test.ts` runs them over the real tree.
 */
import {
  argument,
  dotted,
  lineOf,
  literal,
  quasis,
  resolveImport,
  type SourceFile,
  type SyntaxNode,
} from './imports.ts';

const ADAPTER = ['commands/', 'jobs/', 'src/core/'];

/** One platform stands on what all share, and on no other platform. */
const PLATFORM = [...ADAPTER, 'src/adapters/'];

/** Who may import what. A file belongs to the first place its path starts with, and may always import its own place. */
const ARROWS: Record<string, readonly string[]> = {
  'src/core/': [],
  'src/newsroom/': ['src/core/'],
  'src/ingest/': ['src/core/'],
  'src/storage/': ['src/core/'],
  'src/index/': ['src/core/'],
  'src/queue/': ['src/core/'],
  // It opens sockets by the fetcher's guard, so that there is one judge of addresses.
  'src/language-model/': ['src/core/', 'src/ingest/'],
  'jobs/': ['src/newsroom/', 'src/ingest/', 'src/core/'],
  'commands/': ['src/newsroom/', 'src/ingest/', 'src/core/', 'jobs/'],
  'src/adapters/console/': PLATFORM,
  'src/adapters/discord/': PLATFORM,
  'src/adapters/http/': PLATFORM,
  'src/adapters/slack/': PLATFORM,
  'src/adapters/': ADAPTER,
  'src/config.ts': ['src/core/', 'src/settings.ts'],
  'src/settings.ts': ['src/core/'],
  'src/log.ts': ['src/core/'],
};

/** Where the process and its worker threads begin: they may import anything, and nothing imports them. */
const ENTRIES = ['src/main.ts', 'src/program.ts', 'src/house.ts', 'src/house/', 'src/thread.ts', 'src/page-thread.ts'];

/** Of these, what house.ts starts as worker threads. */
const THREADS = ['src/thread.ts', 'src/page-thread.ts'];

/** Packages with one home. A home that ends in `/` is a folder, else a file. */
const HOMES: { packages: RegExp; homes: readonly string[] }[] = [
  { packages: /^@slack\//, homes: ['src/adapters/slack/'] },
  { packages: /^(discord\.js|discord-api-types|@discordjs\/.*)$/, homes: ['src/adapters/discord/'] },
  {
    packages: /^(bullmq|ioredis|redis)$/,
    homes: [
      'src/queue/bullmq.ts',
      'src/queue/bullmq-connection.ts',
      'src/queue/bullmq-queues.ts',
      'src/queue/bullmq-workers.ts',
      'src/queue/bullmq-board.ts',
    ],
  },
  { packages: /^@bull-board\//, homes: ['src/queue/bullmq-board.ts'] },
  { packages: /^prom-client$/, homes: ['src/adapters/http/'] },
  { packages: /^(node:sqlite|better-sqlite3|pg)$/, homes: ['src/storage/', 'src/index/'] },
  { packages: /^(node:)?process$/, homes: ['src/config.ts'] },
];

/** Statements are written in capitals here, which is what tells them from prose such as "select one from the list". */
const SQL =
  /\b(SELECT\b[\s\S]*\bFROM|INSERT (OR [A-Z]+ )?INTO|UPDATE\b[\s\S]*\bSET|DELETE FROM|(CREATE|DROP|ALTER) [A-Z ]*(TABLE|INDEX|TRIGGER|VIEW)|PRAGMA)\b/;

const CODE = /^(src|commands|jobs|test)\//;

export function arrowFaults(files: SourceFile[]): string[] {
  return eachImport(files, (file, target, where) => {
    if (!('file' in target) || !CODE.test(target.file)) return null;
    if (isEntry(target.file)) return isPartOfStart(file, target.file) ? null : `${where} is an entry point`;
    if (isEntry(file.path)) return target.file.startsWith('test/') ? `${where} is a test` : null;
    const from = placeOf(file.path);
    if (from === null) return `${file.path} stands in no place of the design`;
    const to = placeOf(target.file);
    const allowed = to !== null && (to === from || ARROWS[from]?.includes(to));
    return allowed ? null : `${where} is an arrow the design does not have`;
  });
}

/** Files that no rule knows, so that no rule could speak of them. */
export function placeFaults(files: SourceFile[]): string[] {
  const lost = files.filter(file => !isEntry(file.path) && placeOf(file.path) === null);
  return lost.map(file => `${file.path} stands in no place of the design`);
}

export function packageFaults(files: SourceFile[]): string[] {
  return eachImport(files, (file, target, where) => {
    if (!('package' in target)) return null;
    const name = target.package;
    const rule = HOMES.find(({ packages }) => packages.test(name));
    if (rule && !rule.homes.some(home => isUnder(file.path, home)))
      return `${where} has its home in ${rule.homes.join(', ')}`;
    const plain = name === 'zod' || name.startsWith('node:');
    return file.path.startsWith('src/core/') && !plain ? `${where}: core knows zod and Node alone` : null;
  });
}

/** `import()` of something computed: nobody can say where that arrow goes. */
export function hiddenImportFaults(files: SourceFile[]): string[] {
  return files.flatMap(file =>
    file.imports
      .filter(each => each.specifier === null && each.kind === 'later')
      .map(each => `${file.path}:${each.line} loads something that is not named`),
  );
}

/** Circles of imports that run. Types may refer to each other: nothing of them is left when the code runs. */
export function cycleFaults(files: SourceFile[]): string[] {
  const graph = new Map(files.map(file => [file.path, runtimeTargets(file)]));
  const done = new Set<string>();
  const found: string[] = [];
  const visit = (file: string, trail: string[]): void => {
    const seen = trail.indexOf(file);
    if (seen >= 0) found.push([...trail.slice(seen), file].join(' -> '));
    if (seen >= 0 || done.has(file)) return;
    for (const target of graph.get(file) ?? []) visit(target, [...trail, file]);
    done.add(file);
  };
  for (const file of graph.keys()) visit(file, []);
  return found;
}

/** Packages that a question at the console needs none of: each is loaded where it is used alone. */
const LATER = /^(@slack\/bolt|discord\.js|bullmq|ioredis|@bull-board\/.*|prom-client|pino-pretty|express|htmlparser2)$/;

/** What is loaded at start although nobody may come to use it. */
export function startFaults(files: SourceFile[]): string[] {
  const byPath = new Map(files.map(file => [file.path, file]));
  const loaded = new Set(['src/main.ts', 'src/program.ts']);
  const faults: string[] = [];
  for (const at of loaded) {
    const file = byPath.get(at);
    if (file === undefined) continue;
    for (const target of runtimeTargets(file)) loaded.add(target);
    for (const { specifier, kind, line } of file.imports)
      if (kind === 'value' && specifier !== null && LATER.test(specifier))
        faults.push(`${at}:${line} loads ${specifier} at start`);
  }
  return faults;
}

function runtimeTargets(file: SourceFile): string[] {
  return file.imports.flatMap(({ specifier, kind }) => {
    const target = specifier !== null && kind === 'value' ? resolveImport(file.path, specifier) : null;
    return target && 'file' in target ? [target.file] : [];
  });
}

export function sqlFaults(files: SourceFile[]): string[] {
  return eachNode(files, (file, node) => {
    if (isUnder(file.path, 'src/storage/') || isUnder(file.path, 'src/index/')) return null;
    const words = node.type === 'TemplateLiteral' ? quasis(node).join(' ') : (literal(node) ?? '');
    return SQL.test(words) ? 'holds SQL' : null;
  });
}

export function environmentFaults(files: SourceFile[]): string[] {
  return eachNode(files, (file, node) => {
    if (file.path === 'src/config.ts') return null;
    const named = /(^|\.)process\.env$/.test(dotted(node) ?? '');
    const unpacked =
      node.type === 'VariableDeclarator' && /(^|\.)process$/.test(dotted(node.init) ?? '') && takesEnv(node.id);
    return named || unpacked ? 'reads the environment' : null;
  });
}

/** `{ env }`, and `{ ...rest }`, which has it too; or the whole, under another name. */
function takesEnv(pattern: unknown): boolean {
  const properties = (pattern as SyntaxNode).properties as SyntaxNode[] | undefined;
  return properties?.some(each => each.type === 'RestElement' || dotted(each.key) === 'env') ?? true;
}

/** `new URL(..., import.meta.url).pathname` is no path: a folder with a space in its name has `%20` there. */
export function pathFaults(files: SourceFile[]): string[] {
  return eachNode(files, (_, node) => {
    const url = node.object as SyntaxNode | undefined;
    const ofThisFile = url?.type === 'NewExpression' && dotted(argument(url, 1)) === 'import.meta.url';
    return ofThisFile && dotted(node.property) === 'pathname' ? 'takes a URL for a path' : null;
  });
}

/**
 * Promises of Node's own modules that nobody waits for. Biome's rule knows the types of our code and of packages, but not of
 * `node:fs/promises` and its like.
 */
export function floatingNodePromiseFaults(files: SourceFile[]): string[] {
  return files.flatMap(file => {
    const made = namesFromPromises(file);
    const floats = (node: SyntaxNode) => {
      const call = node.type === 'ExpressionStatement' ? (node.expression as SyntaxNode) : null;
      return call?.type === 'CallExpression' && made.has((dotted(call.callee) ?? '').split('.')[0] ?? '');
    };
    return file.nodes.filter(floats).map(node => `${at(file, node)} leaves a promise floating`);
  });
}

function namesFromPromises(file: SourceFile): Set<string> {
  const declarations = file.nodes.filter(
    node => node.type === 'ImportDeclaration' && /^node:.+\/promises$/.test(literal(node.source) ?? ''),
  );
  const specifiers = declarations.flatMap(node => node.specifiers as SyntaxNode[]);
  return new Set(specifiers.map(each => dotted(each.local) ?? ''));
}

/**
 * One file, one definition, named by its words, and on the list: what `commands/` and `jobs/` promise.
 * @param define the function whose calls define one: `defineCommand`, `defineJob`.
 */
export function listFaults(files: SourceFile[], folder: string, define: string): string[] {
  const index = files.find(file => file.path === `${folder}/index.ts`);
  const listed = new Set(index ? runtimeTargets(index) : []);
  const members = files.filter(file => isUnder(file.path, `${folder}/`) && file !== index);
  const missing = index ? [] : [`${folder}/index.ts does not exist`];
  return [...missing, ...members.flatMap(file => memberFaults(file, folder, define, listed))];
}

function memberFaults(file: SourceFile, folder: string, define: string, listed: Set<string>): string[] {
  const calls = file.nodes.filter(node => node.type === 'CallExpression' && dotted(node.callee) === define);
  const faults = listed.has(file.path) ? [] : [`${file.path} is not on the list in ${folder}/index.ts`];
  if (calls.length !== 1) faults.push(`${file.path} has ${calls.length} calls of ${define}, not one`);
  const name = calls[0] ? definedName(calls[0]) : null;
  const wanted = name && `${folder}/${name.replaceAll(' ', '-')}.ts`;
  if (calls[0] && wanted !== file.path) faults.push(`${file.path} defines "${name}", which belongs in ${wanted}`);
  return faults;
}

function definedName(call: SyntaxNode): string | null {
  const properties = ((argument(call, 0) as SyntaxNode | undefined)?.properties ?? []) as SyntaxNode[];
  return literal(properties.find(property => dotted(property.key) === 'name')?.value);
}

function placeOf(file: string): string | null {
  return Object.keys(ARROWS).find(place => isUnder(file, place)) ?? null;
}

function isUnder(file: string, home: string): boolean {
  return home.endsWith('/') ? file.startsWith(home) : file === home;
}

function isEntry(file: string): boolean {
  return ENTRIES.some(entry => isUnder(file, entry)) || file === 'src/require-node.cjs';
}

/** main.ts has the program loaded, both use the house and its parts, and the house names the worker threads. */
function isPartOfStart(file: SourceFile, target: string): boolean {
  const isHouse = (path: string) => path === 'src/house.ts' || path.startsWith('src/house/');
  if (file.path === 'src/main.ts' && target === 'src/program.ts') return true;
  if (['src/main.ts', 'src/program.ts'].includes(file.path) && isHouse(target)) return true;
  return isHouse(file.path) && (THREADS.includes(target) || target.startsWith('src/house/'));
}

type Target = ReturnType<typeof resolveImport>;

function eachImport(
  files: SourceFile[],
  judge: (file: SourceFile, target: Target, where: string) => string | null,
): string[] {
  return files.flatMap(file =>
    file.imports.flatMap(({ specifier, line }) => {
      if (specifier === null) return [];
      return judge(file, resolveImport(file.path, specifier), `${file.path}:${line} imports ${specifier}, which`) ?? [];
    }),
  );
}

function eachNode(files: SourceFile[], judge: (file: SourceFile, node: SyntaxNode) => string | null): string[] {
  return files.flatMap(file =>
    file.nodes.flatMap(node => {
      const fault = judge(file, node);
      return fault === null ? [] : [`${at(file, node)} ${fault}`];
    }),
  );
}

function at(file: SourceFile, node: SyntaxNode): string {
  return `${file.path}:${lineOf(file.text, node.start)}`;
}
