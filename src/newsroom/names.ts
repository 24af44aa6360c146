/**
 * Known names: finds them in a text, whatever their spelling, and says which name is meant. The names are data given by the
 * caller. Reading and answering call it; it must never know a name by itself, and never change an offset.
 */
import type { EntityMention, NameEntry } from '../core/model.ts';
import { GAP, kindAt, OTHER, runsIn } from './runs.ts';
import { termsOf } from './terms.ts';

export interface Names {
  /**
   * Every mention of a known name (aliases and adjectives too), in order, never overlapping, longest match first. Offsets are
   * into `text`; a possessive ending is not part of a mention. Linear in the length of `text`.
   */
  find: (text: string) => EntityMention[];
  /** The entry of a canonical name. */
  entry: (name: string) => NameEntry | null;
  /** The canonical name of any spelling or adjective, letter case aside; null when unknown. */
  canonical: (alias: string) => string | null;
  /** A word of a name whose term this is, as the name is written; null when there is none. */
  wordOf: (term: string) => string | null;
}

interface Token {
  start: number;
  end: number;
  folded: string;
  /** What stands between this word and the next, as `separator` reads it; null when it ends any name. */
  gap: string | null;
}

interface Spelling {
  entry: NameEntry;
  /** Short words all in capitals ("US") are names in capitals alone, unless the whole text is in small letters. */
  acronym: boolean;
  /** May be written small in any text: names of several words, and canonical names of places. */
  small: boolean;
  dotted: boolean;
}

interface Node {
  next: Map<string, Node>;
  spelling: Spelling | null;
}

const WORD = /[\p{L}\p{M}\p{N}]+/gu;
const MARKS = /\p{M}+/gu;
const UNDECOMPOSED: Record<string, string> = { ł: 'l', ø: 'o', đ: 'd', ð: 'd', ß: 'ss', ı: 'i', æ: 'ae', œ: 'oe' };

/** Acronyms that are also everyday words; in a text without capitals (or without small letters) they need an article. */
const EVERYDAY = new Set(
  'ad aids all am an and are as at be but by can do for go he her his how i if ill in is it its led may me my no not now of on or our out she so the they to up us was we who why you'.split(
    ' ',
  ),
);

/** Lower case without diacritics, for comparison. The result may differ in length from the word. */
export function fold(word: string): string {
  const lower = word.toLowerCase();
  if (isAscii(lower)) return lower;
  return lower
    .normalize('NFD')
    .replace(MARKS, '')
    .replace(/[łøđðßıæœ]/g, letter => UNDECOMPOSED[letter] ?? letter);
}

/** Sooner than an expression tells it of a word. */
function isAscii(text: string): boolean {
  for (let at = 0; at < text.length; at++) if (text.charCodeAt(at) > 126) return false;
  return true;
}

export function makeNames(entries: NameEntry[]): Names {
  const byName = new Map(entries.map(entry => [entry.name, entry]));
  const root = plantNames(entries);
  const words = wordsOf(entries);
  return {
    find: text => findNames(root, text),
    entry: name => byName.get(name) ?? null,
    canonical: alias => canonicalName(root, alias),
    wordOf: term => words.get(term) ?? null,
  };
}

/** A canonical name outranks an alias of the same spelling; an alias that two names claim names neither. */
function plantNames(entries: NameEntry[]): Node {
  const root: Node = { next: new Map(), spelling: null };
  const claims = new Map<string, Set<string>>();
  for (const entry of entries) {
    for (const alias of aliasesOf(entry))
      claims.set(fold(alias), (claims.get(fold(alias)) ?? new Set()).add(entry.name));
  }
  for (const entry of entries) {
    for (const alias of aliasesOf(entry)) if (claims.get(fold(alias))?.size === 1) plant(root, alias, entry);
  }
  for (const entry of entries) plant(root, entry.name, entry);
  return root;
}

/** Words of names by their terms; of words with one term the first, as canonical names come before aliases. */
function wordsOf(entries: NameEntry[]): Map<string, string> {
  const words = new Map<string, string>();
  for (const entry of entries)
    for (const spelling of [entry.name, ...aliasesOf(entry)])
      for (const { term, start, end } of termsOf(spelling))
        if (!words.has(term)) words.set(term, spelling.slice(start, end));
  return words;
}

function aliasesOf(entry: NameEntry): string[] {
  return [...entry.aliases, ...(entry.adjectives ?? [])];
}

function plant(root: Node, alias: string, entry: NameEntry): void {
  const tokens = tokenise(alias);
  if (tokens.length === 0) return;
  let node = root;
  for (const [i, token] of tokens.entries()) {
    node = child(node, token.folded);
    if (i < tokens.length - 1) node = child(node, token.gap ?? ' ');
  }
  const plain = alias.replace(/[^\p{L}]/gu, '');
  const acronym = plain.length <= 5 && plain === plain.toUpperCase() && plain !== plain.toLowerCase();
  const small = tokens.length > 1 || (entry.kind === 'place' && alias === entry.name && alias.length >= 4);
  const spelling = { entry, acronym, small: small && !acronym, dotted: alias.endsWith('.') };
  const other = node.spelling?.entry === entry ? node.spelling : spelling;
  node.spelling = {
    entry,
    acronym: spelling.acronym && other.acronym,
    small: spelling.small || other.small,
    dotted: spelling.dotted || other.dotted,
  };
}

function child(node: Node, key: string): Node {
  const known = node.next.get(key);
  if (known) return known;
  const made: Node = { next: new Map(), spelling: null };
  node.next.set(key, made);
  return made;
}

function findNames(root: Node, text: string): EntityMention[] {
  if (root.next.size === 0) return [];
  const tokens = tokenise(text);
  if (!tokens.some(({ folded }) => root.next.has(folded))) return [];
  const cased = caseOf(text);
  const found: EntityMention[] = [];
  for (let i = 0; i < tokens.length; ) {
    const match = longest(root, text, tokens, i, cased);
    if (match) found.push(match.mention);
    i = match ? match.next : i + 1;
  }
  return found;
}

type Case = 'mixed' | 'small' | 'capitals';

/** A text all in small letters (chat) or all in capitals (a headline) says nothing by its letter case. */
function caseOf(text: string): Case {
  if (!/\p{Lu}/u.test(text)) return 'small';
  return /\p{Ll}/u.test(text) ? 'mixed' : 'capitals';
}

function longest(root: Node, text: string, tokens: Token[], from: number, cased: Case) {
  let node: Node | undefined = root;
  let match: { mention: EntityMention; next: number } | null = null;
  for (let i = from; i < tokens.length; i++) {
    const token: Token = tokens[i]!;
    node = node.next.get(token.folded);
    if (!node) break;
    const { spelling } = node;
    if (spelling && fits(spelling, text, tokens, from, i, cased)) {
      const end = spelling.dotted && text[token.end] === '.' ? token.end + 1 : token.end;
      const mention = { start: tokens[from]!.start, end, name: spelling.entry.name, kind: spelling.entry.kind };
      match = { mention, next: i + 1 };
    }
    if (token.gap === null) break;
    node = node.next.get(token.gap);
    if (!node) break;
  }
  return match;
}

function fits(spelling: Spelling, text: string, tokens: Token[], from: number, to: number, cased: Case): boolean {
  const written = text.slice(tokens[from]!.start, tokens[to]!.end);
  if (spelling.acronym) {
    const sure =
      cased === 'mixed' ? written === written.toUpperCase() : !EVERYDAY.has(tokens[from]!.folded) || from !== to;
    return sure || (cased !== 'mixed' && tokens[from - 1]?.folded === 'the');
  }
  if (cased === 'small' || spelling.small) return true;
  const first = String.fromCodePoint(written.codePointAt(0) ?? 0);
  return first !== first.toLowerCase() || first.toUpperCase() === first;
}

function canonicalName(root: Node, alias: string): string | null {
  const tokens = tokenise(alias);
  let node: Node | undefined = root;
  for (const [i, token] of tokens.entries()) {
    node = node?.next.get(token.folded);
    if (i < tokens.length - 1) node = token.gap === null ? undefined : node?.next.get(token.gap);
  }
  return node?.spelling?.entry.name ?? null;
}

function tokenise(text: string): Token[] {
  const tokens: Token[] = [];
  const runs = runsIn(text, WORD, plainEnd);
  for (let at = 0; at < runs.length; at += 2) {
    const [start, end] = [runs[at]!, runs[at + 1]!];
    const gap = at + 2 < runs.length ? separator(text, end, runs[at + 2]!) : null;
    tokens.push({ start, end, folded: fold(text.slice(start, end)), gap });
  }
  return tokens;
}

function plainEnd(text: string, at: number): number | null {
  let end = at + 1;
  for (let kind = kindAt(text, end); kind !== GAP; kind = kindAt(text, ++end)) if (kind === OTHER) return null;
  return end;
}

/** Spaces, hyphens and apostrophes join the words of a name alike; a dot without a space is an abbreviation's. */
function separator(text: string, start: number, end: number): string | null {
  if (end - start > 3) return null;
  if (end - start === 1 && text[start] === ' ') return ' ';
  const between = text.slice(start, end);
  if (between === '.') return '.';
  return /^(?:\.?\s|\s?[-\u2010-\u2014]\s?|['\u2019])$/u.test(between) ? ' ' : null;
}
