/**
 * `npm run eval -- copies FILE [TRUTH]`: whether articles that share their text are found, and no others, and what that
 * costs. It reads and indexes like the program; it asks no questions.
 */
import { readFileSync } from 'node:fs';
import { StetError } from '../../src/core/errors.ts';
import type { ArticleDraft } from '../../src/core/model.ts';
import { openSqliteIndex } from '../../src/index/sqlite-index.ts';
import { listArticleFiles, readArticleFile } from '../../src/ingest/files.ts';
import { makeNames } from '../../src/newsroom/names.ts';
import { readForIndex } from '../../src/newsroom/read-for-index.ts';
import { shinglesOf } from '../../src/newsroom/shingles.ts';
import { aligned } from './table.ts';

/** Articles in one transaction, as the program takes them in. */
const BATCH = 10;

interface CopiesFound {
  articles: number;
  /** Reports of more than one article, the ids sorted. */
  groups: string[][];
  /** Milliseconds an article, the mean: reading it, its shingles, and taking it into the index. */
  ms: { read: number; shingles: number; add: number };
}

/**
 * The planted copies of a corpus beside what was found. `truth` has two ids a line; without it only what was found is
 * printed. Throws `unreadable-file`.
 */
export async function reportCopies(file: string, truth: string | null): Promise<string> {
  const found = findCopies(await readDrafts(file));
  const pairs = found.groups.flatMap(pairsOf);
  const planted = truth === null ? null : readPairs(truth);
  const rows = [
    ['articles', String(found.articles)],
    ['pairs in one report', String(pairs.length)],
    ...(planted === null ? [] : againstTruth(pairs, planted)),
    ...Object.entries(found.ms).map(([what, ms]) => [`${what}, ms an article`, ms.toFixed(2)]),
  ];
  const wrong = planted === null ? pairs : pairs.filter(pair => !planted.includes(pair));
  return [aligned(rows), ...wrong].join('\n');
}

function findCopies(drafts: readonly ArticleDraft[]): CopiesFound {
  const names = makeNames([]);
  const index = openSqliteIndex({ file: ':memory:', reader: 'copies' });
  const spent = { read: 0, shingles: 0, add: 0 };
  const timed = <Value>(what: keyof typeof spent, work: () => Value): Value => {
    const started = performance.now();
    const value = work();
    spent[what] += performance.now() - started;
    return value;
  };
  const read = drafts.map(({ text, ...meta }, at) => {
    const article = { ...meta, revision: 1, seq: at + 1, storedAt: '2026-01-01T00:00:00.000Z', verdict: null };
    return timed('read', () => readForIndex({ article, text }, names));
  });
  for (const { passages, terms } of read)
    timed('shingles', () => shinglesOf(passages, terms.lists.slice(0, passages.length)));
  for (let from = 0; from < read.length; from += BATCH) {
    const batch = read.slice(from, from + BATCH);
    timed('add', () => index.add(batch, from + batch.length));
  }
  const reports = new Set(index.reportsOf(drafts.map(({ id }) => id)).values());
  const groups = [...reports].map(id => index.report(id).toSorted()).filter(group => group.length > 1);
  index.close();
  const mean = (ms: number) => ms / Math.max(1, drafts.length);
  return {
    articles: drafts.length,
    groups,
    ms: { read: mean(spent.read), shingles: mean(spent.shingles), add: mean(spent.add) },
  };
}

function againstTruth(pairs: readonly string[], planted: readonly string[]): string[][] {
  const right = pairs.filter(pair => planted.includes(pair)).length;
  return [
    ['planted', String(planted.length)],
    ['found', String(right)],
    ['wrong', String(pairs.length - right)],
  ];
}

function pairsOf(group: readonly string[]): string[] {
  return group.flatMap((one, at) => group.slice(at + 1).map(other => `${one} ${other}`));
}

/** Two ids a line, in any order. */
function readPairs(file: string): string[] {
  return linesOf(file).map(line => line.trim().split(/\s+/).toSorted().join(' '));
}

/** Any corpus the program reads, or lines of an id, a space and the text. */
async function readDrafts(file: string): Promise<ArticleDraft[]> {
  if (!file.endsWith('.train')) {
    const files = await listArticleFiles(file);
    return (await Promise.all(files.map(one => readArticleFile(one, 'file')))).flatMap(({ drafts }) => drafts);
  }
  return linesOf(file).map(line => {
    const [, id = '', text = ''] = /^(\S+)\s+(.*)$/.exec(line) ?? [];
    const unknown = { url: null, outlet: null, byline: null, title: null, publishedAt: null, language: 'en' };
    return { ...unknown, id, origin: 'file', text };
  });
}

function linesOf(file: string): string[] {
  try {
    return readFileSync(file, 'utf8')
      .split('\n')
      .filter(line => line.trim() !== '');
  } catch (cause) {
    throw new StetError('unreadable-file', 'cannot read copies', { cause, userMessage: `${file}: cannot be read.` });
  }
}
