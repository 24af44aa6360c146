/**
 * Reports: groups of articles that share their text (wire copies). An article belongs with every article it is a copy of,
 * and with their copies; whether two are copies depends on those two alone, so the groups never depend on the order in
 * which articles came. Works inside the index's transactions and never opens one.
 */
import type { DatabaseSync } from 'node:sqlite';
import type { ArticleId, ReportId } from '../core/model.ts';
import type { Shingles } from '../core/ports.ts';
import type { Segments } from './segments.ts';

/**
 * Share of the smaller text's shingles that must stand in the other (0 to 1). Copies with new heads and feet, cut to a
 * third, or with one word in seven changed keep more; texts that only quote the same statement keep less.
 */
const SHARE = 0.45;

/**
 * The same when one of the two is short. In few words an edit cannot be told from another use of the same template
 * (another place, another number), so only one word in thirty may differ: each costs three shingles.
 */
const SHORT_SHARE = 0.9;

/** Shared shingles below which only the very same text is a copy: 26 words in a row, more than a quote or a foot. */
const MIN_HITS = 24;

/**
 * Share of the larger text the smaller must be as long as (0 to 1). Without it one page that holds little but its outlet's
 * foot would join every article that ends with it; a brief of less than a fifth is taken for a report of its own.
 */
const MIN_PART = 0.2;

/** Shared shingles of the samples from which two articles are compared: two thirds of what is expected, but at least 3. */
const SAMPLED_SHARE = 2 / 3;
const MIN_SAMPLED = 3;

export interface Reports {
  /** What `articles` holds of an article's shingles: short, least, found_by, shingles. */
  columnsOf: (shingles: Shingles) => [short: number, least: number, foundBy: number, shingles: Uint8Array];
  /** Puts an article that was just inserted in the report of its copies. */
  join: (number: number) => void;
  /** To be called before an article is deleted: those it leaves behind are grouped anew, as if it had never been there. */
  leave: (number: number) => void;
  /** The report of each article that is known. */
  reportsOf: (ids: readonly ArticleId[]) => Map<ArticleId, ReportId>;
  /** Its articles, the earliest stored first; empty when there is no such report. */
  members: (id: ReportId) => ArticleId[];
}

export function openReports(database: DatabaseSync, segments: Pick<Segments, 'putFinder' | 'sharing'>): Reports {
  const run = prepareStatements(database);

  /** Every article that shares enough with this one to be compared; those that share nothing but common shingles mostly do not. */
  function candidatesOf(number: number, { finders, least }: Text): number[] {
    return [...new Set(segments.sharing(finders, least))].filter(other => other !== number && isThere(other));
  }

  const isThere = (number: number) => run.reportOf.get(number) !== undefined;

  function textOf(number: number): Text {
    const { short, least, found_by, shingles } = run.text.get(number)!;
    const all = unpacked(shingles as Uint8Array);
    return {
      short: short === 1,
      least: least as number,
      shingles: all,
      finders: all.subarray(0, found_by as number),
    };
  }

  const areCopies = (one: Text, other: Text) =>
    countShared(one.finders, other.finders) >= Math.min(one.least, other.least) && isCopy(one, other);

  function put(article: number, { finders, least }: Text, gone: boolean) {
    for (const hash of finders) segments.putFinder({ hash, least, article, gone });
  }

  /** Parts articles that were one report into those that still hang together. */
  function regroup(numbers: number[]) {
    const left = new Set(numbers);
    for (const first of numbers) {
      if (!left.delete(first)) continue;
      const group = [first];
      // Grows while it is walked, and ends early: usually every copy knows all the others.
      for (const number of group) {
        if (left.size === 0) break;
        const text = textOf(number);
        const copies = candidatesOf(number, text).filter(other => left.has(other) && areCopies(text, textOf(other)));
        for (const copy of copies) left.delete(copy);
        group.push(...copies);
      }
      run.name.run(JSON.stringify(group));
    }
  }

  return {
    columnsOf({ sample, rest, short }) {
      const all = [...sample, ...rest];
      return [short ? 1 : 0, leastHits({ sample, rest, short }), (short ? all : sample).length, packed(all)];
    },
    join(number) {
      const text = textOf(number);
      const reports = new Set<ReportId>();
      for (const other of candidatesOf(number, text)) {
        const report = run.reportOf.get(other)!.report as ReportId;
        if (!reports.has(report) && areCopies(text, textOf(other))) reports.add(report);
      }
      put(number, text, false);
      if (reports.size > 0) run.unite.run(number, JSON.stringify([...reports]));
    },
    leave(number) {
      const others = run.others.all(number).map(row => row.number as number);
      put(number, textOf(number), true);
      if (others.length > 0) regroup(others);
    },
    reportsOf(ids) {
      const rows = run.reportsOf.all(JSON.stringify(ids));
      return new Map(rows.map(row => [row.id as ArticleId, row.report as ReportId]));
    },
    members: id => run.members.all(id).map(row => row.id as ArticleId),
  };
}

interface Text {
  short: boolean;
  /** As `leastHits` gives it. */
  least: number;
  shingles: Uint32Array;
  /** Those by which copies find it. */
  finders: Uint32Array;
}

function countShared(one: Uint32Array, other: Uint32Array): number {
  const there = new Set(other);
  return one.reduce((count, shingle) => (there.has(shingle) ? count + 1 : count), 0);
}

function isCopy(one: Text, other: Text): boolean {
  const [smaller, larger] = [one.shingles, other.shingles].sort((a, b) => a.length - b.length) as [
    Uint32Array,
    Uint32Array,
  ];
  const hits = countShared(smaller, larger);
  if (hits === larger.length) return true;
  const share = one.short || other.short ? SHORT_SHARE : SHARE;
  return hits >= Math.max(MIN_HITS, share * smaller.length) && smaller.length >= MIN_PART * larger.length;
}

/**
 * Two articles are compared when what both are found by has as many shingles in common as the lower of their two numbers.
 * A long text shows another only its sample, a short one shows another short one everything.
 */
function leastHits({ sample, rest, short }: Shingles): number {
  const share = short ? SHORT_SHARE : SHARE;
  const least = Math.max(MIN_SAMPLED, Math.ceil(SAMPLED_SHARE * share * sample.length));
  return short ? Math.min(least, Math.ceil(share * (sample.length + rest.length))) : least;
}

function packed(numbers: readonly number[]): Uint8Array {
  return new Uint8Array(Uint32Array.from(numbers).buffer);
}

/** Copied, for numbers of four bytes must begin at a multiple of four. */
function unpacked(bytes: Uint8Array): Uint32Array {
  return new Uint32Array(bytes.slice().buffer);
}

/** Storing time first, then id: an order that a later copy or revision does not change. */
const EARLIEST = "article ->> 'storedAt', id";

function prepareStatements(database: DatabaseSync) {
  const prepare = (sql: string) => database.prepare(sql);
  return {
    text: prepare('SELECT short, least, found_by, shingles FROM articles WHERE number = ?'),
    reportOf: prepare('SELECT report FROM articles WHERE number = ?'),
    // A report bears the id of one of its articles, so the earliest of all is the earliest of those.
    unite: prepare(`
      WITH joined (id) AS (SELECT id FROM articles WHERE number = ?1 UNION SELECT value FROM json_each(?2)),
        first (id) AS (SELECT id FROM articles WHERE id IN joined ORDER BY ${EARLIEST} LIMIT 1)
      UPDATE articles SET report = (SELECT id FROM first) WHERE report IN joined AND report <> (SELECT id FROM first)`),
    name: prepare(`
      WITH numbers (number) AS (SELECT value FROM json_each(?)),
        first (id) AS (SELECT id FROM articles WHERE number IN numbers ORDER BY ${EARLIEST} LIMIT 1)
      UPDATE articles SET report = (SELECT id FROM first) WHERE number IN numbers`),
    others: prepare(`
      SELECT other.number AS number FROM articles AS own JOIN articles AS other ON other.report = own.report
      WHERE own.number = ? AND other.number <> own.number`),
    reportsOf: prepare('SELECT id, report FROM articles WHERE id IN (SELECT value FROM json_each(?))'),
    members: prepare(`SELECT id FROM articles WHERE report = ? ORDER BY ${EARLIEST}`),
  };
}
