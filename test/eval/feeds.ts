/**
 * `npm run eval -- feeds FOLDER`: what a news reader needs of other people's test feeds. `FOLDER/expect.jsonl` has a line a file,
 * with the checks of that suite. It reads the feeds as the program does, and fits nothing to them.
 */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { StetError } from '../../src/core/errors.ts';
import type { FeedItem } from '../../src/ingest/feed/model.ts';
import { htmlToText } from '../../src/ingest/feed/plain-text.ts';
import { readFeed } from '../../src/ingest/feed/read.ts';
import { aligned } from './table.ts';

/** Where that suite's own server has its files: its expectations hold addresses made from it. */
const SERVER = 'http://127.0.0.1:8097/';

/** Files past this many milliseconds are counted as stalled. */
const STALL_MS = 1000;

const expectLine = z.object({
  file: z.string(),
  checks: z.array(z.array(z.unknown())),
  headers: z.record(z.string(), z.string()),
});

type Kind = 'title' | 'link' | 'id' | 'date';

interface Check {
  kind: Kind;
  /** The suite's own name of the field. */
  field: string;
  at: number;
  wanted: unknown;
}

export interface FeedsScore {
  files: number;
  read: number;
  refused: number;
  /** Files that threw anything but the refusal they should throw. */
  crashed: string[];
  stalled: string[];
  checks: number;
  right: number;
  wrong: { file: string; field: string; wanted: unknown; found: unknown }[];
  slowest: { file: string; ms: number };
}

/** The score as lines for a terminal, each wrong check with what was wanted and found. Throws `unreadable-file`. */
export function reportFeeds(folder: string): string {
  const score = scoreFeeds(folder);
  const percent = score.checks === 0 ? 0 : (100 * score.right) / score.checks;
  const rows = [
    ['files', String(score.files)],
    ['read', String(score.read)],
    ['refused', String(score.refused)],
    ['crashed', String(score.crashed.length)],
    [`over ${STALL_MS} ms`, String(score.stalled.length)],
    ['checks', String(score.checks)],
    ['right', `${score.right} (${percent.toFixed(1)}%)`],
    ['slowest, ms', `${score.slowest.ms.toFixed(1)} ${score.slowest.file}`],
  ];
  const wrong = score.wrong.map(
    ({ file, field, wanted, found }) => `${file}: ${field} ${JSON.stringify(wanted)}, found ${JSON.stringify(found)}`,
  );
  return [aligned(rows), ...score.crashed.map(file => `crashed: ${file}`), ...wrong].join('\n');
}

/** Reads every file of the folder once. Throws `unreadable-file` where `expect.jsonl` is missing or malformed. */
export function scoreFeeds(folder: string): FeedsScore {
  const score: FeedsScore = {
    ...{ files: 0, read: 0, refused: 0, crashed: [], stalled: [], checks: 0, right: 0, wrong: [] },
    slowest: { file: '', ms: 0 },
  };
  for (const { file, checks, headers } of readExpectations(folder)) {
    const bytes = readFileSync(path.join(folder, file));
    const started = performance.now();
    const items = readItems(bytes, `${SERVER}${file}`, headers, score, file);
    const ms = performance.now() - started;
    score.files += 1;
    if (ms > score.slowest.ms) score.slowest = { file, ms };
    if (ms > STALL_MS) score.stalled.push(file);
    for (const check of firstOfEachKind(checks)) {
      const found = foundFor(check, items);
      score.checks += 1;
      if (found.some(each => isSame(check, each))) score.right += 1;
      else score.wrong.push({ file, field: check.field, wanted: check.wanted, found: found[0] ?? null });
    }
  }
  return score;
}

function readItems(
  bytes: Uint8Array,
  url: string,
  headers: Readonly<Record<string, string>>,
  score: FeedsScore,
  file: string,
): FeedItem[] {
  try {
    const { items } = readFeed(bytes, { url, headers });
    score.read += 1;
    return items;
  } catch (thrown) {
    if (thrown instanceof StetError && thrown.code === 'unreadable-feed') score.refused += 1;
    else score.crashed.push(file);
    return [];
  }
}

function readExpectations(folder: string): z.infer<typeof expectLine>[] {
  const file = path.join(folder, 'expect.jsonl');
  try {
    const lines = readFileSync(file, 'utf8').split('\n');
    return lines.filter(line => line.trim() !== '').map(line => expectLine.parse(JSON.parse(line)));
  } catch (cause) {
    const userMessage = `${file}: it is missing, or a line of it is no expectation.`;
    throw new StetError('unreadable-file', 'cannot read expectations of feeds', { cause, userMessage });
  }
}

/** The first check of an item's title, link, id or guid, and of each kind of date. `title_detail.value` is the title too. */
function firstOfEachKind(checks: readonly (readonly unknown[])[]): Check[] {
  const first = new Map<string, Check>();
  for (const check of checks) {
    const [of, at, field, ...rest] = check;
    if (of !== 'entries' || typeof at !== 'number' || typeof field !== 'string') continue;
    const kind = kindOf(field, rest);
    const name = kind === 'date' ? field : kind;
    if (kind !== null && !first.has(name!)) first.set(name!, { kind, field, at, wanted: rest.at(-1) });
  }
  return [...first.values()];
}

function kindOf(field: string, rest: readonly unknown[]): Kind | null {
  if (field === 'title_detail') return rest[0] === 'value' && rest.length === 2 ? 'title' : null;
  if (rest.length !== 1) return null;
  if (field === 'title' || field === 'link' || field === 'id') return field;
  if (field === 'guid') return 'id';
  return field.endsWith('_parsed') ? 'date' : null;
}

/** What of the item may answer a check. The suite has one date where we may have the other, and fills each from the other. */
function foundFor({ kind, field, at }: Check, items: readonly FeedItem[]): unknown[] {
  const item = items[at];
  if (item === undefined) return [];
  if (kind === 'title') return [item.title];
  if (kind === 'link') return [item.url];
  if (kind === 'id') return [item.id];
  const dates = [item.publishedAt, item.updatedAt].filter(date => date !== null).map(partsOf);
  if (field === 'updated_parsed') dates.reverse();
  return /^(published|updated|created)_/.test(field) ? dates.slice(0, 1) : [];
}

function partsOf(date: string): number[] {
  return date.split(/\D/).slice(0, 6).map(Number);
}

function isSame({ kind, wanted }: Check, found: unknown): boolean {
  if (kind === 'date') {
    const parts = found as number[];
    return Array.isArray(wanted) && [0, 1, 2, 3, 4, 5].every(at => (parts[at] ?? 0) === wanted[at]);
  }
  if (found === wanted) return true;
  // The suite keeps markup in titles, where a title here is what a reader of that markup sees.
  return kind === 'title' && typeof wanted === 'string' && htmlToText(wanted).replace(/\s+/g, ' ') === found;
}
