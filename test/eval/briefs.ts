/**
 * `npm run eval -- briefs FILE`: briefs beside the first sentences, TextRank and LexRank, all with as many words as the brief, by
 * ROUGE against references. The others get the same sentences that reading made, without page furniture.
 *
 * A line is `{ "article", "reference" }`. It may also tell the article's `id`, `title`, `outlet` and `publishedAt`, `seen` (ids of
 * lines the channel was told before) and `news`, a word to count its lines apart by.
 */
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { StetError } from '../../src/core/errors.ts';
import type { Brief } from '../../src/core/model.ts';
import type { Index } from '../../src/core/ports.ts';
import { openSqliteIndex } from '../../src/index/sqlite-index.ts';
import { makeBrief } from '../../src/newsroom/brief/brief.ts';
import { makeDoubt } from '../../src/newsroom/doubt.ts';
import { makeNames } from '../../src/newsroom/names.ts';
import { readForIndex } from '../../src/newsroom/read-for-index.ts';
import { splitSentences } from './baseline.ts';
import { type Rouge, rouge } from './rouge.ts';
import { cutTo, SUMMARISERS } from './summarisers.ts';
import { aligned } from './table.ts';

const nullable = z.string().nullable().default(null);
const pairLine = z.object({
  article: z.string().min(1),
  reference: z.string().min(1),
  id: z.string().optional(),
  title: nullable,
  outlet: nullable,
  publishedAt: nullable,
  seen: z.array(z.string()).default([]),
  news: z.string().optional(),
});

type Pair = z.infer<typeof pairLine> & { id: string };

/** One pair's summaries, by who made them. */
interface Scored {
  pair: Pair;
  words: number;
  scores: Map<string, Rouge>;
  summary: string[];
}

const OURS = 'brief';

/** The table of figures; with `shown`, each brief beside its reference. Throws `unreadable-file`. */
export function reportBriefs(file: string, shown = false): string {
  const pairs = readPairs(file);
  const index = openSqliteIndex({ file: ':memory:', reader: 'briefs' });
  try {
    fill(index, pairs);
    const doubt = makeDoubt(index);
    const scored = pairs.map(pair => scorePair(pair, makeBrief(pair.id, pair.seen, { index, doubt }), index));
    const groups = [...new Set(scored.flatMap(({ pair }) => pair.news ?? []))].sort();
    const tables = [
      table('all', scored),
      ...groups.map(news =>
        table(
          `news: ${news}`,
          scored.filter(({ pair }) => pair.news === news),
        ),
      ),
    ];
    return [...(shown ? scored.map(showPair) : []), ...tables].join('\n\n');
  } finally {
    index.close();
  }
}

function scorePair(pair: Pair, brief: Brief, index: Index): Scored {
  const all = index.passages(pair.id).map(({ passage }) => passage);
  const sentences = all.filter(({ part, kind }) => part === 'body' && kind !== 'heading').map(({ text }) => text);
  const summary = textOf(brief, sentences);
  const words = summary.join(' ').split(/\s+/u).filter(Boolean).length;
  const reference = splitSentences(pair.reference);
  const scores = new Map([[OURS, rouge(summary, reference)]]);
  for (const [name, summarise] of Object.entries(SUMMARISERS))
    scores.set(name, rouge(cutTo(words, summarise(sentences), sentences), reference));
  return { pair, words, scores, summary };
}

/** What a reader gets of the article's body: the sentences, and the headline where no title stood there. */
function textOf({ headline, sentences }: Brief, body: readonly string[]): string[] {
  const first = headline && body.includes(headline.quote) ? [headline.quote] : [];
  return [...first, ...sentences.map(({ evidence }) => evidence.quote)];
}

function table(name: string, scored: readonly Scored[]): string {
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / (values.length || 1);
  const percent = (value: number) => (100 * value).toFixed(1);
  const rows = [OURS, ...Object.keys(SUMMARISERS)].map(method => {
    const own = scored.map(({ scores }) => scores.get(method)!);
    return [method, ...(['one', 'two', 'l'] as const).map(which => percent(mean(own.map(score => score[which]))))];
  });
  const words = mean(scored.map(each => each.words)).toFixed(0);
  return aligned([[`${name} (${scored.length} pairs, ${words} words)`, 'ROUGE-1', 'ROUGE-2', 'ROUGE-L'], ...rows]);
}

function showPair({ pair, summary, scores }: Scored): string {
  const two = [...scores].map(([method, score]) => `${method} ${(100 * score.two).toFixed(0)}`).join(', ');
  return [`${pair.id}: ROUGE-2 ${two}`, `reference: ${pair.reference}`, ...summary.map(line => `  ${line}`)].join('\n');
}

function fill(index: Index, pairs: readonly Pair[]): void {
  const names = makeNames([]);
  const read = pairs.map(({ id, title, outlet, publishedAt, article: text }, at) => {
    const meta = { id, title, outlet, publishedAt, url: null, byline: null, language: 'en', origin: 'file' as const };
    return readForIndex(
      { article: { ...meta, revision: 1, seq: at + 1, storedAt: '2026-01-01T00:00:00.000Z', verdict: null }, text },
      names,
    );
  });
  index.add(read, read.length);
}

function readPairs(file: string): Pair[] {
  const lines = readText(file).split('\n');
  return lines.flatMap((line, at) => (line.trim() === '' ? [] : [readPair(line, `${file}:${at + 1}`, at)]));
}

function readPair(line: string, place: string, at: number): Pair {
  const parsed = pairLine.safeParse(parseJson(line));
  if (parsed.success) return { ...parsed.data, id: parsed.data.id ?? `line-${at + 1}` };
  throw unreadable(`${place}: ${z.prettifyError(parsed.error)}`, parsed.error);
}

function parseJson(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    // No object at all: the schema says so, with the line it stands in.
    return null;
  }
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    throw unreadable(`${file}: cannot be read.`, cause);
  }
}

function unreadable(userMessage: string, cause: unknown): StetError {
  return new StetError('unreadable-file', 'cannot read pairs of article and reference', { cause, userMessage });
}
