/**
 * Reads TypeScript as syntax, with the parser that comes with vitest, for the tests that judge the code itself.
 * It only reads: what is allowed is said by `rules.ts`.
 */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parseAst } from 'vitest/node';

/** Files by their path from the repository's root, with forward slashes; a test may plant one in memory. */
export type Tree = Record<string, string>;

/**
 * How a file names another: `value` imports and re-exports run it, `type` leaves nothing at run time, `later` is `import()` and
 * its like, `url` is `new URL(..., import.meta.url)` or a worker's file.
 */
export type ImportKind = 'value' | 'type' | 'later' | 'url';

export interface Import {
  /** As written; null where it is computed, so that nobody can say what is imported. */
  specifier: string | null;
  kind: ImportKind;
  /** From 1. */
  line: number;
}

/** A node of the syntax tree: every one has a type and a place, the rest depends on the type. */
export interface SyntaxNode {
  type: string;
  start: number;
  [property: string]: unknown;
}

export interface SourceFile {
  path: string;
  text: string;
  imports: Import[];
  nodes: SyntaxNode[];
}

/** Every file of these folders of a root whose name passes; folders that do not exist are empty. */
export function readTree(root: string, folders: readonly string[], keep: (file: string) => boolean): Tree {
  const tree: Tree = {};
  for (const folder of folders) {
    for (const file of filesIn(root, folder).filter(keep)) tree[file] = readFileSync(path.join(root, file), 'utf8');
  }
  return tree;
}

function filesIn(root: string, folder: string): string[] {
  const top = readdirSync(root).includes(folder) ? folder : null;
  if (top === null) return [];
  return readdirSync(path.join(root, top), { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile())
    .map(entry => path.relative(root, path.join(entry.parentPath, entry.name)).split(path.sep).join('/'))
    .sort();
}

/** Parses one file. Throws a SyntaxError that names it. */
export function readSource(file: string, text: string): SourceFile {
  const nodes = parse(file, text);
  const imports = nodes.flatMap(node => importOf(node, text) ?? []);
  return { path: file, text, imports, nodes };
}

/** Parses every TypeScript file of a tree. */
export function readSources(tree: Tree): SourceFile[] {
  return Object.entries(tree)
    .filter(([file]) => file.endsWith('.ts'))
    .map(([file, text]) => readSource(file, text));
}

/** What a specifier means: a path from the root for a relative one, else the package's name (`@slack/bolt`, `node:fs`). */
export function resolveImport(from: string, specifier: string): { file: string } | { package: string } {
  if (/^\.{0,2}\//.test(specifier) || specifier === '.' || specifier === '..') {
    return { file: path.posix.join(path.posix.dirname(from), specifier) };
  }
  const [first = '', second = ''] = specifier.split('/');
  if (specifier.startsWith('node:')) return { package: specifier };
  return { package: first.startsWith('@') ? `${first}/${second}` : first };
}

/** The text of a string literal or of a template without gaps; null for anything else. */
export function literal(node: unknown): string | null {
  if (!isNode(node)) return null;
  if (node.type === 'Literal') return typeof node.value === 'string' ? node.value : null;
  if (node.type !== 'TemplateLiteral' || (node.expressions as unknown[]).length > 0) return null;
  return quasis(node).join('');
}

/** The fixed pieces of a template literal. */
export function quasis(node: SyntaxNode): string[] {
  return (node.quasis as { value: { raw: string } }[]).map(quasi => quasi.value.raw);
}

/** A name with its dots (`process.env`, `import.meta.url`); null where a node is anything else. */
export function dotted(node: unknown): string | null {
  if (!isNode(node)) return null;
  if (node.type === 'Identifier') return node.name as string;
  if (node.type === 'MetaProperty') return `${dotted(node.meta)}.${dotted(node.property)}`;
  if (node.type === 'ChainExpression') return dotted(node.expression);
  if (node.type !== 'MemberExpression') return null;
  const property = node.computed ? literal(node.property) : dotted(node.property);
  return `${dotted(node.object)}.${property}`;
}

export function lineOf(text: string, offset: number): number {
  return text.slice(0, offset).split('\n').length;
}

function parse(file: string, text: string): SyntaxNode[] {
  const nodes: SyntaxNode[] = [];
  const open: unknown[] = [parseAst(text, { lang: 'ts', astType: 'ts', sourceType: 'module' }, file)];
  while (open.length > 0) {
    const value = open.pop();
    if (isNode(value)) nodes.push(value);
    if (typeof value === 'object' && value !== null) open.push(...Object.values(value).reverse());
  }
  return nodes;
}

function isNode(value: unknown): value is SyntaxNode {
  return typeof value === 'object' && value !== null && 'type' in value && 'start' in value;
}

/** Calls that load a module by the name in their first argument. */
const LOADERS = new Set(['require', 'import.meta.resolve', 'process.getBuiltinModule']);

function importOf(node: SyntaxNode, text: string): Import | null {
  const found = (source: unknown, kind: ImportKind): Import => {
    return { specifier: literal(source), kind, line: lineOf(text, node.start) };
  };
  switch (node.type) {
    case 'ImportDeclaration':
      return found(node.source, node.importKind === 'type' ? 'type' : 'value');
    case 'ExportNamedDeclaration':
    case 'ExportAllDeclaration':
      return node.source ? found(node.source, node.exportKind === 'type' ? 'type' : 'value') : null;
    case 'TSImportType':
      return found(node.source, 'type');
    case 'ImportExpression':
      return found(node.source, 'later');
    case 'CallExpression':
      return LOADERS.has(dotted(node.callee) ?? '') ? found(argument(node, 0), 'later') : null;
    case 'NewExpression':
      return fileOfNew(node, found);
    default:
      return null;
  }
}

function fileOfNew(node: SyntaxNode, found: (source: unknown, kind: ImportKind) => Import): Import | null {
  const made = dotted(node.callee);
  if (made === 'URL' && dotted(argument(node, 1)) === 'import.meta.url') return found(argument(node, 0), 'url');
  // A worker given a URL is seen where that URL is made; here only one that is given a path.
  if (made?.split('.').at(-1) === 'Worker' && literal(argument(node, 0)) !== null)
    return found(argument(node, 0), 'url');
  return null;
}

export function argument(call: SyntaxNode, n: number): unknown {
  return (call.arguments as unknown[])[n];
}
