/**
 * `npm run eval -- dossier FILE`: dossiers of pairs of a sound and a doctored article, beside points marked by hand. Each of a pair is
 * assessed alone, with its story's other reports and the sound ones of the other pairs as the record. It must never tell the engine which is which.
 *
 * A line is an article `{ "story", "id", "outlet", "publishedAt", "title", "text" }`; a pair's line also tells the text as `doctored` and the
 * `points` that its doctorings deserve: `kinds` (any of them will do), `severity` and the `quote` of the sentence or row they stand in.
 * `changes` are single facts changed, each put into the sound text alone: `what` names the kind of fact, or is `sound` for a slip or a
 * detail that makes no article doubtful. A file may hold changes alone.
 */
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { StetError } from '../../src/core/errors.ts';
import type { Point } from '../../src/core/model.ts';
import { openSqliteIndex } from '../../src/index/sqlite-index.ts';
import { isDoubtful } from '../../src/newsroom/assess.ts';
import { makeDoubt } from '../../src/newsroom/doubt.ts';
import { makeNames } from '../../src/newsroom/names.ts';
import { readForIndex } from '../../src/newsroom/read-for-index.ts';
import { aligned } from './table.ts';

const marked = z.object({
  kinds: z.array(z.string()).min(1),
  severity: z.enum(['major', 'minor']),
  quote: z.string().min(1),
});
const change = z.object({ from: z.string().min(1), to: z.string().min(1), what: z.string() });
const articleLine = z.object({
  story: z.string(),
  id: z.string(),
  outlet: z.string().nullable(),
  publishedAt: z.string().nullable(),
  title: z.string().nullable(),
  text: z.string().min(1),
  doctored: z.string().optional(),
  points: z.array(marked).default([]),
  changes: z.array(change).default([]),
});

type Line = z.infer<typeof articleLine>;
type Marked = z.infer<typeof marked>;
type Change = z.infer<typeof change>;

/** A single changed fact, and the points that the sound article has not. */
interface Changed {
  id: string;
  change: Change;
  found: Point[];
  noticed: boolean;
}

/** Not a fact changed but a slip or a detail, of which no major point may be made. */
const SOUND = 'sound';

/** One article as it was assessed: what was found, and what was marked. */
interface Assessed {
  id: string;
  version: 'sound' | 'doctored';
  found: Point[];
  marked: Marked[];
}

/** Found of all, by kind marked first; and how many points found were marked. */
export interface DossierFigures {
  recall: Map<string, [found: number, of: number]>;
  precision: [right: number, of: number];
  /** Points on sound articles, and sound articles that count as doubtful. */
  onSound: number;
  soundDoubtful: number;
  doctoredDoubtful: number;
  pairs: number;
}

/** Recall of major points by kind and precision of all; with `shown`, what was missed and what was wrong. Throws `unreadable-file`. */
export function reportDossiers(file: string, shown = false): string {
  const lines = readLines(file);
  const assessed = assessPairs(lines);
  const changed = assessChanges(lines);
  const details = shown ? [...assessed.flatMap(showOne), ...changed.flatMap(showChange)] : [];
  const pairs = assessed.length > 0 ? [tableOf(countDossiers(assessed))] : [];
  const changes = changed.length > 0 ? [changesTable(changed)] : [];
  const sound = `points on all ${lines.length} articles as they stand  ${soundPoints(lines).length}`;
  return [...details, ...pairs, ...changes, sound].join('\n');
}

/** Each change of a file by itself: it is noticed when there is a point on its passage that the sound text has not. */
export function assessChanges(lines: readonly Line[]): Changed[] {
  return lines.flatMap(line => {
    const others = othersOf(line, lines);
    const sound = new Set(line.changes.length > 0 ? pointsOf(line, others).map(keyOf) : []);
    return line.changes.map(each => {
      const text = line.text.replace(each.from, () => each.to);
      const found = pointsOf({ ...line, text }, others).filter(point => !sound.has(keyOf(point)));
      const at = text.indexOf(each.to);
      const noticed = found.some(({ start, end }) => start < at + each.to.length && at < end);
      return { id: line.id, change: each, found, noticed };
    });
  });
}

/** Points on the articles of a file as they stand, all of them sound: each against the others of its story. */
export function soundPoints(lines: readonly Line[]): Point[] {
  return lines.flatMap(line => pointsOf(line, othersOf(line, lines)));
}

function othersOf({ story, id }: Line, lines: readonly Line[]): Line[] {
  return lines.filter(other => other.story === story && other.id !== id);
}

function keyOf({ kind, quote, severity }: Point): string {
  return `${kind} ${severity} ${quote}`;
}

function changesTable(changed: readonly Changed[]): string {
  const facts = changed.filter(({ change: { what } }) => what !== SOUND);
  const sound = changed.filter(({ change: { what } }) => what === SOUND);
  const share = (of: readonly Changed[]) => shareOf([of.filter(({ noticed }) => noticed).length, of.length]);
  const marred = sound.filter(({ found }) => found.some(({ severity }) => severity === 'major'));
  return aligned([
    ...[...Map.groupBy(facts, ({ change: { what } }) => what)].map(([what, of]) => [`changed: ${what}`, share(of)]),
    ['single changed facts noticed', share(facts)],
    ['slips and details told as major', `${marred.length} of ${sound.length}`],
    ['points on slips and details', String(sound.reduce((sum, { found }) => sum + found.length, 0))],
  ]);
}

function showChange({ id, change: { to, what }, found, noticed }: Changed): string[] {
  const told = found.map(({ severity, kind, quote, why }) => `  ${severity} ${kind}: ${quote}\n    ${why}`);
  return [`${id} ${noticed ? 'noticed' : 'MISSED'} ${what}: ${to}`, ...told];
}

export function assessPairs(lines: readonly Line[]): Assessed[] {
  return lines.flatMap(line => {
    if (line.doctored === undefined) return [];
    const others = othersOf(line, lines);
    return [
      { id: line.id, version: 'sound' as const, found: pointsOf(line, others), marked: [] },
      {
        id: line.id,
        version: 'doctored' as const,
        found: pointsOf({ ...line, text: line.doctored }, others),
        marked: line.points,
      },
    ];
  });
}

function pointsOf(line: Line, others: readonly Line[]): Point[] {
  const names = makeNames([]);
  const index = openSqliteIndex({ file: ':memory:', reader: 'dossier' });
  try {
    const read = [line, ...others].map(({ id, outlet, publishedAt, title, text }, at) => {
      const meta = { id, title, outlet, publishedAt, url: null, byline: null, language: 'en', origin: 'file' as const };
      return readForIndex(
        { article: { ...meta, revision: 1, seq: at + 1, storedAt: '2026-01-01T00:00:00.000Z', verdict: null }, text },
        names,
      );
    });
    index.add(read, read.length);
    return makeDoubt(index).points(line.id);
  } finally {
    index.close();
  }
}

export function countDossiers(assessed: readonly Assessed[]): DossierFigures {
  const recall: DossierFigures['recall'] = new Map();
  for (const { found, marked: marks } of assessed) {
    for (const mark of marks.filter(({ severity }) => severity === 'major')) {
      const [had, of] = recall.get(mark.kinds[0]!) ?? [0, 0];
      recall.set(mark.kinds[0]!, [had + (found.some(point => fits(point, mark)) ? 1 : 0), of + 1]);
    }
  }
  const all = assessed.flatMap(each => each.found.map(point => isRight(point, each)));
  const sound = assessed.filter(({ version }) => version === 'sound');
  const doubtful = (version: Assessed['version']) =>
    assessed.filter(each => each.version === version && isDoubtful(each.found)).length;
  return {
    recall,
    precision: [all.filter(Boolean).length, all.length],
    onSound: sound.reduce((sum, { found }) => sum + found.length, 0),
    soundDoubtful: doubtful('sound'),
    doctoredDoubtful: doubtful('doctored'),
    pairs: sound.length,
  };
}

function fits(point: Point, mark: Marked): boolean {
  return mark.kinds.includes(point.kind) && (point.quote.includes(mark.quote) || mark.quote.includes(point.quote));
}

function isRight(point: Point, { marked: marks }: Assessed): boolean {
  return marks.some(mark => fits(point, mark));
}

function tableOf(figures: DossierFigures): string {
  const { recall, precision, onSound, soundDoubtful, doctoredDoubtful, pairs } = figures;
  const all = [...recall.values()].reduce<[number, number]>(([a, b], [c, d]) => [a + c, b + d], [0, 0]);
  return aligned([
    [`${pairs} pairs`, ''],
    ...[...recall].sort(([a], [b]) => (a < b ? -1 : 1)).map(([kind, share]) => [`recall: ${kind}`, shareOf(share)]),
    ['recall of major points', shareOf(all)],
    ['precision of all points', shareOf(precision)],
    ['points on sound articles', String(onSound)],
    ['doubtful: sound, doctored', `${soundDoubtful}, ${doctoredDoubtful}`],
  ]);
}

function shareOf([count, of]: readonly [number, number]): string {
  return `${count} of ${of}, ${of === 0 ? 0 : Math.round((100 * count) / of)}%`;
}

function showOne(each: Assessed): string[] {
  const missed = each.marked.filter(mark => mark.severity === 'major' && !each.found.some(point => fits(point, mark)));
  const told = each.found.map(point => {
    const against = point.against.map(({ article, quote }) => `\n      ${article}: ${quote}`).join('');
    return `  ${isRight(point, each) ? 'right' : 'WRONG'} ${point.severity} ${point.kind}: ${point.quote}\n    ${point.why}${against}`;
  });
  return [
    `${each.id} ${each.version}`,
    ...told,
    ...missed.map(({ kinds, quote }) => `  MISSED ${kinds.join('|')}: ${quote}`),
  ];
}

/** Throws `unreadable-file` with the line of what is wrong. */
export function readLines(file: string): Line[] {
  const lines = readText(file).split('\n');
  return lines.flatMap((line, at) => (line.trim() === '' ? [] : [readLine(line, `${file}:${at + 1}`)]));
}

function readLine(line: string, place: string): Line {
  try {
    return articleLine.parse(JSON.parse(line));
  } catch (cause) {
    throw unreadable(place, cause instanceof z.ZodError ? z.prettifyError(cause) : 'not a line of JSON', cause);
  }
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    throw unreadable(file, 'cannot be read', cause);
  }
}

function unreadable(place: string, why: string, cause: unknown): StetError {
  return new StetError('unreadable-file', 'cannot read marked pairs', { cause, userMessage: `${place}: ${why}` });
}
