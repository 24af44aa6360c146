/**
 * Finds names of a story in code: what "names are data" means, as functions over a tree of files. It knows no name itself.
 *
 * A name of several words is looked for whatever its case. A single word is looked for as it is written, because "Union" is a name
 * and `union` is not; but in strings, templates, regular expressions and data files, where a word does something, in any case.
 */
import { parse } from 'yaml';
import { lineOf, quasis, readSource, type SyntaxNode, type Tree } from './imports.ts';

/** Letters; shorter names are too often something else ("US", "EU", "UN"). */
const SHORTEST = 4;

/**
 * Names, aliases and adjectives in a seed folder's `*.json`, outlets and bylines in the front matter of its `*.md`, whole and in
 * their parts ("A B - World Editor"); sorted, without repeats.
 */
export function namesOfSeeds(seeds: Tree): string[] {
  const found = Object.entries(seeds).flatMap(([file, text]) => {
    if (file.endsWith('.json')) return namesIn(JSON.parse(text));
    return file.endsWith('.md') ? namesOfFrontMatter(text) : [];
  });
  return [...new Set(found)].filter(name => (name.match(/\p{L}/gu) ?? []).length >= SHORTEST).sort();
}

function namesIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(namesIn);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => {
    if (key === 'name') return strings([inner]);
    return key === 'aliases' || key === 'adjectives' ? strings(inner) : namesIn(inner);
  });
}

function namesOfFrontMatter(text: string): string[] {
  const matter = /^---\n([\s\S]*?)\n---\n/.exec(text)?.[1];
  const { outlet, byline } = (matter ? parse(matter) : {}) as { outlet?: unknown; byline?: unknown };
  return strings([outlet, byline]).flatMap(words => [words, ...words.split(/\s+-\s+|\s*[,|&]\s*|\s+and\s+/)]);
}

function strings(values: unknown): string[] {
  return Array.isArray(values) ? values.filter(value => typeof value === 'string') : [];
}

/** One line a leak: file, line and the name. */
export function leaks(tree: Tree, names: string[]): string[] {
  const [longer, single] = [names.filter(name => name.includes(' ')), names.filter(name => !name.includes(' '))];
  const severalWords = pattern(longer, 'giu');
  const asWritten = pattern(single, 'gu');
  const anyCase = pattern(names, 'giu');
  return Object.entries(tree).flatMap(([file, raw]) => {
    const text = withoutZones(raw);
    const found = [...hits(text, asWritten), ...hits(withSpacedHumps(text), asWritten), ...hits(text, severalWords)];
    const working = file.endsWith('.ts') ? workingWords(file, text) : [{ text, line: 1 }];
    found.push(...working.flatMap(piece => hits(piece.text, anyCase, piece.line)));
    return [...new Set(found.map(hit => `${file}:${hit.line} says "${hit.name}"`))];
  });
}

/** Whole words only, the longest name first, so that a leak is told by its full name; null for no names. */
function pattern(names: string[], flags: string): RegExp | null {
  if (names.length === 0) return null;
  const longestFirst = names.toSorted((a, b) => b.length - a.length);
  const alternatives = longestFirst.map(name => name.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&').replaceAll(' ', '\\s+'));
  return new RegExp(`(?<![\\p{L}\\p{N}])(?:${alternatives.join('|')})(?![\\p{L}\\p{N}])`, flags);
}

function hits(text: string, names: RegExp | null, firstLine = 1): { line: number; name: string }[] {
  if (!names) return [];
  return [...text.matchAll(names)].map(hit => ({ line: firstLine + lineOf(text, hit.index) - 1, name: hit[0] }));
}

/** Strings, templates and regular expressions: the words a program works with. */
function workingWords(file: string, text: string): { text: string; line: number }[] {
  return readSource(file, text).nodes.flatMap(node => {
    const words = wordsOf(node);
    return words === null ? [] : [{ text: words, line: lineOf(text, node.start) }];
  });
}

function wordsOf(node: SyntaxNode): string | null {
  if (node.type === 'TemplateLiteral') return quasis(node).join(' ');
  if (node.type !== 'Literal') return null;
  if (typeof node.value === 'string') return node.value;
  return 'regex' in node ? (node.regex as { pattern: string }).pattern : null;
}

/** `isUnionMember` as three words. */
function withSpacedHumps(text: string): string {
  return text.replace(/(?<=\p{Ll})(?=\p{Lu})/gu, ' ');
}

/** IANA zone names are the world's, not a story's: blanked where Node knows the zone. */
function withoutZones(text: string): string {
  return text.replace(/\b[A-Z][A-Za-z]+\/[A-Z]\w+(?:[/-]\w+)*/g, word =>
    isZone(word) ? ' '.repeat(word.length) : word,
  );
}

function isZone(word: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: word });
    return true;
  } catch {
    // A RangeError is how Intl says that it knows no such zone.
    return false;
  }
}
