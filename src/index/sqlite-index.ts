/**
 * The full-text index: SQLite's FTS5 over ready-made terms, with the passages beside it.
 *
 * Derived from the store and never the truth: a file that is damaged, or was made by another reader, is thrown away and
 * filled anew. Lives in a worker thread, beside the engine that asks it; it knows words as terms and nothing of language.
 */
import { readFileSync, rmSync } from 'node:fs';
import { DatabaseSync, type StatementSync } from 'node:sqlite';
import type { Article, ArticleId, PagePart, Passage } from '../core/model.ts';
import type { Candidate, Index, IndexedPassage, IndexState, ReadArticle } from '../core/ports.ts';
import { openMemory } from './memory.ts';
import { openReports } from './reports.ts';

/** Grows when `schema.sql` changes: an older file is then made anew. */
const SCHEMA_VERSION = 3;

/**
 * How much a word in the passage itself counts beside one in its surroundings (heading, title, neighbours). Between 2 and
 * 10 changes little; below 2 neighbours of the right sentence push it out.
 */
const OWN_WEIGHT = 4;
const AROUND_WEIGHT = 1;

/** Page furniture, bylines and the debris of embedded posts are kept with their article, but never found. */
const ANSWERABLE: ReadonlySet<PagePart> = new Set(['title', 'body']);

/** SQLITE_CORRUPT and SQLITE_NOTADB, with the extended codes that are told for an index of ours. */
const DAMAGE: ReadonlySet<number> = new Set([11, 26, 267, 523, 779]);

/** SQLite waits this long for another process that is filling the same file, milliseconds. */
const BUSY_MS = 10_000;

interface IndexOptions {
  /** A path, or `:memory:`. */
  file: string;
  /** Whatever reading depends on (its version, the names): a file made by another reader is filled anew. */
  reader: string;
}

/** Opens or makes the index. A file that cannot be used is replaced, since all it holds can be made again. */
export function openSqliteIndex(options: IndexOptions): Index {
  const { database, run } = openPrepared(options);
  const reports = openReports(database);
  const memory = openMemory(database);
  const transaction = (work: () => void) => {
    database.exec('BEGIN IMMEDIATE');
    try {
      work();
      database.exec('COMMIT');
    } catch (error) {
      database.exec('ROLLBACK');
      throw error;
    } finally {
      memory.forget();
    }
  };

  const frequency = memory.remember(term => Number(run.frequency.get(term)?.doc ?? 0));
  const vocabulary = memory.remember(prefix => {
    // U+FFFF sorts after every character a term may hold.
    const rows = run.vocabulary.all(prefix, `${prefix}\uffff`);
    return rows.map(row => ({ term: row.term as string, count: row.doc as number }));
  });

  const state = (): IndexState => ({
    seq: Number(run.getState.get('seq')?.value ?? 0),
    seeds: run.getState.get('seeds')?.value !== 'off',
    store: (run.getState.get('store')?.value as string | undefined) ?? null,
  });

  function drop(id: ArticleId) {
    const row = run.articleNumber.get(id);
    if (!row) return;
    reports.leave(row.number as number);
    run.dropTerms.run(row.number as number);
    run.dropArticle.run(row.number as number);
  }

  function insert({ article, passages, terms, shingles }: ReadArticle) {
    drop(article.id);
    const { lastInsertRowid: number } = run.insertArticle.run(article.id, JSON.stringify(article), article.id);
    reports.join(Number(number), shingles);
    passages.forEach((passage, at) => {
      const own = terms[at]!.own.join(' ');
      const around = terms[at]!.around.join(' ');
      const { lastInsertRowid } = run.insertPassage.run(number, JSON.stringify(passage), own, around);
      if (ANSWERABLE.has(passage.part)) run.insertTerms.run(lastInsertRowid, own, around);
    });
  }

  return {
    state,
    add(articles, seq) {
      transaction(() => {
        // Another process that shares this file may have come further in the meantime.
        if (state().seq >= seq) return;
        for (const article of articles) insert(article);
        run.setState.run('seq', String(seq));
      });
    },
    clear(seeds, store) {
      transaction(() => {
        database.exec(
          "DELETE FROM shingles; DELETE FROM passages; DELETE FROM articles; INSERT INTO terms (terms) VALUES ('delete-all')",
        );
        run.setState.run('seq', '0');
        run.setState.run('seeds', seeds ? 'on' : 'off');
        run.setState.run('store', store);
      });
    },
    search(terms, limit) {
      const words = [...new Set(terms)].filter(isSearchable);
      if (words.length === 0) return [];
      return run.search.all(words.map(quoted).join(' OR '), limit).map(toCandidate);
    },
    passages: id => run.passagesOf.all(id).map(toIndexedPassage),
    frequencies: terms => new Map(terms.map(term => [term, frequency(term)])),
    vocabulary,
    counts() {
      const row = run.counts.get() as { articles: number; passages: number };
      return { articles: row.articles, passages: row.passages };
    },
    reportsOf: reports.reportsOf,
    report: reports.members,
    isDamage: fault => DAMAGE.has((fault as { errcode?: number } | null)?.errcode ?? 0),
    discard() {
      if (database.isOpen) database.close();
      removeFile(options.file);
    },
    close() {
      if (database.isOpen) database.close();
    },
  };
}

type Statements = Record<
  | 'getState'
  | 'setState'
  | 'articleNumber'
  | 'insertArticle'
  | 'insertPassage'
  | 'insertTerms'
  | 'dropTerms'
  | 'dropArticle'
  | 'search'
  | 'passagesOf'
  | 'frequency'
  | 'vocabulary'
  | 'counts',
  StatementSync
>;

function prepareStatements(database: DatabaseSync): Statements {
  const prepare = (sql: string) => database.prepare(sql);
  return {
    getState: prepare('SELECT value FROM state WHERE key = ?'),
    setState: prepare(
      'INSERT INTO state (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value',
    ),
    articleNumber: prepare('SELECT number FROM articles WHERE id = ?'),
    insertArticle: prepare('INSERT INTO articles (id, article, report) VALUES (?, ?, ?)'),
    insertPassage: prepare('INSERT INTO passages (article, passage, own, around) VALUES (?, ?, ?, ?)'),
    insertTerms: prepare('INSERT INTO terms (rowid, own, around) VALUES (?, ?, ?)'),
    dropTerms: prepare('DELETE FROM terms WHERE rowid IN (SELECT number FROM passages WHERE article = ?)'),
    dropArticle: prepare('DELETE FROM articles WHERE number = ?'),
    // FTS5's bm25() is negative, better matches lower; ties are broken by age so that the order is always the same.
    search: prepare(`
      WITH found AS (
        SELECT rowid, bm25(terms, ${OWN_WEIGHT}, ${AROUND_WEIGHT}) AS rank
        FROM terms WHERE terms MATCH ? ORDER BY rank, rowid LIMIT ?
      )
      SELECT passage, own, around, articles.article AS article, -rank AS score
      FROM found JOIN passages ON passages.number = found.rowid JOIN articles ON articles.number = passages.article
      ORDER BY rank, found.rowid`),
    passagesOf: prepare(`
      SELECT passage, articles.article AS article FROM articles JOIN passages ON passages.article = articles.number
      WHERE articles.id = ? ORDER BY passages.number`),
    frequency: prepare('SELECT doc FROM vocabulary WHERE term = ?'),
    vocabulary: prepare('SELECT term, doc FROM vocabulary WHERE term >= ? AND term < ? ORDER BY doc DESC, term'),
    counts: prepare('SELECT (SELECT count(*) FROM articles) AS articles, (SELECT count(*) FROM passages) AS passages'),
  };
}

/** Only what the tokenizer keeps whole; anything else could never match. */
function isSearchable(term: string): boolean {
  return /^[\p{L}\p{N}\p{M}@_.]+$/u.test(term);
}

function quoted(term: string): string {
  return `"${term}"`;
}

function toIndexedPassage(row: Record<string, unknown>): IndexedPassage {
  return {
    article: JSON.parse(row.article as string) as Article,
    passage: JSON.parse(row.passage as string) as Passage,
  };
}

function toCandidate(row: Record<string, unknown>): Candidate {
  const terms = { own: (row.own as string).split(' '), around: (row.around as string).split(' ') };
  return { ...toIndexedPassage(row), terms, score: row.score as number };
}

/** The database with its statements; a file whose damage shows only now is replaced too. */
function openPrepared(options: IndexOptions): { database: DatabaseSync; run: Statements } {
  const database = openDatabase(options);
  try {
    return { database, run: prepareStatements(database) };
  } catch (fault) {
    database.close();
    if (options.file === ':memory:') throw fault;
    removeFile(options.file);
    const fresh = openDatabase(options);
    return { database: fresh, run: prepareStatements(fresh) };
  }
}

function openDatabase({ file, reader }: IndexOptions): DatabaseSync {
  const stamp = `${SCHEMA_VERSION}:${reader}`;
  const existing = openIfUsable(file, stamp);
  if (existing) return existing;
  removeFile(file);
  const database = connect(file);
  database.exec(readFileSync(new URL('./schema.sql', import.meta.url), 'utf8'));
  database.prepare("INSERT INTO state (key, value) VALUES ('stamp', ?)").run(stamp);
  return database;
}

function removeFile(file: string): void {
  if (file === ':memory:') return;
  for (const suffix of ['', '-wal', '-shm']) rmSync(file + suffix, { force: true });
}

/** The file's connection when it was made by the same schema and reader, else null: all it holds can be made again. */
function openIfUsable(file: string, stamp: string): DatabaseSync | null {
  if (file === ':memory:') return null;
  let database: DatabaseSync | null = null;
  try {
    database = connect(file);
    const row = database.prepare("SELECT value FROM state WHERE key = 'stamp'").get();
    if (row?.value === stamp) return database;
  } catch {
    // Damaged, half made or not an index at all: it is replaced below.
  }
  if (database?.isOpen) database.close();
  return null;
}

function connect(file: string): DatabaseSync {
  const database = new DatabaseSync(file, { timeout: BUSY_MS });
  // Losing the last moments after a power cut costs nothing here: the index follows the store again.
  database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = OFF; PRAGMA foreign_keys = ON');
  return database;
}
