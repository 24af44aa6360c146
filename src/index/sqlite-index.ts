/**
 * The full-text index, in one SQLite file: an inverted index of its own (segments.ts) with the passages beside it.
 *
 * Derived from the store and never the truth: a file that is damaged, or was made by another reader, is thrown away and
 * filled anew. Lives in a worker thread, beside the engine that asks it; it knows words as terms and nothing of language.
 */
import type { DatabaseSync } from 'node:sqlite';
import type { ArticleId, Passage } from '../core/model.ts';
import type { Candidate, Index, IndexState, ReadArticle, SearchRound } from '../core/ports.ts';
import { openContents } from './contents.ts';
import { type IndexFile, isDamage, openIndexFile, removeIndexFile, there } from './database.ts';
import { type Inverter, newInverter } from './inverted.ts';
import { openKept } from './kept.ts';
import { openLengths } from './lengths.ts';
import { openMemory } from './memory.ts';
import { bestPassages, type Scored } from './ranking.ts';
import { openReports } from './reports.ts';
import { openSegments } from './segments.ts';

/** Passages looked through for each article wanted: several good passages often stand in one article. */
const PASSAGES_PER_ARTICLE = 10;

interface Place {
  id: ArticleId;
  number: number;
  past: number;
}

/** Opens or makes the index. A file that cannot be used is replaced, since all it holds can be made again. */
export function openSqliteIndex(options: IndexFile): Index {
  const { database, parts } = openIndexFile(options, prepareParts);
  const { run, reports, contents, kept, lengths, segments, memory } = parts;

  function transaction<Value>(work: () => Value): Value {
    database.exec('BEGIN IMMEDIATE');
    try {
      memory.check();
      const value = work();
      database.exec('COMMIT');
      return value;
    } catch (error) {
      // A damaged file may have ended it already; the fault that says so must not be hidden by another.
      if (database.isTransaction) database.exec('ROLLBACK');
      memory.forget();
      throw error;
    }
  }

  const count = memory.remember(segments.count);
  const figure = (key: Figure) => Number(run.getState.get(key)?.value ?? 0);
  const setFigure = (key: Figure, value: number) => run.setState.run(key, String(value));

  const state = (): IndexState => ({
    seq: figure('seq'),
    seeds: run.getState.get('seeds')?.value !== 'off',
    store: (run.getState.get('store')?.value as string | undefined) ?? null,
  });

  const numberOf = (id: ArticleId) => run.numberOf.get(id)?.number as number | undefined;
  const isAlive = (passage: number) => lengths.stored()[passage] !== 0;

  /** Takes an article out that is replaced; gives how many passages it had, or null for one that is not there. */
  function drop(id: ArticleId, inverter: Inverter): number | null {
    const number = numberOf(id);
    if (number === undefined) return null;
    const { size, passage, allTerms } = contents.at(number);
    const passages = Array.from({ length: size }, (_, n) => passage(n));
    inverter.remove(passages, allTerms());
    lengths.set(number, Array<null>(size).fill(null));
    reports.leave(number);
    run.dropArticle.run(number);
    return size;
  }

  function insert(read: ReadArticle, number: number, inverter: Inverter) {
    const { article, passages, terms, shingles } = read;
    if (terms.lists.length < passages.length) throw new RangeError('a passage without terms');
    run.insertArticle.run(
      number,
      pastOf(number, passages),
      article.id,
      JSON.stringify(article),
      article.id,
      ...reports.columnsOf(shingles),
    );
    contents.insert(number, read);
    reports.join(number);
    lengths.set(number, inverter.add(number, passages, terms));
  }

  function addAll(articles: readonly ReadArticle[]) {
    const first = figure('next');
    const inverter = newInverter(first);
    let next = first;
    let [held, passages] = [figure('articles'), figure('passages')];
    for (const read of articles) {
      const dropped = drop(read.article.id, inverter);
      insert(read, next, inverter);
      next = pastOf(next, read.passages);
      held += dropped === null ? 1 : 0;
      passages += read.passages.length - (dropped ?? 0);
    }
    lengths.save();
    segments.add(first, next, inverter.entries());
    setFigure('next', next);
    setFigure('articles', held);
    setFigure('passages', passages);
  }

  function bestInRounds(rounds: readonly SearchRound[]): Scored[][] {
    const known = new Set<string>();
    const found = rounds.map(({ terms, limit }) => {
      const fresh = [...new Set(terms)].filter(term => !known.has(term));
      for (const term of fresh) known.add(term);
      return { terms: fresh.map(segments.find).filter(({ parts }) => parts.length > 0), limit };
    });
    return bestPassages(found, { stored: lengths.stored(), ...lengths.found() });
  }

  const best = (terms: readonly string[], limit: number) => bestInRounds([{ terms, limit }])[0]!;

  const candidates = (found: readonly Scored[]) => found.map(scored => candidate(scored, articleAt(scored.passage)));

  /** The article a passage stands in, its number and those of its passages up to and without `past`. */
  const articleAt = (passage: number) => there(run.articleAt.get(passage)) as unknown as Place;

  function candidate({ passage, score }: Scored, { number }: Place): Candidate {
    const content = contents.at(number);
    const n = passage - number;
    return { article: content.article, passage: content.passage(n), terms: content.terms(n), score };
  }

  function bestOfArticles(found: readonly Scored[], limit: number): Candidate[] {
    const places: Place[] = [];
    return found.flatMap(scored => {
      const known = places.some(({ number, past }) => number <= scored.passage && scored.passage < past);
      if (known || places.length === limit) return [];
      const place = articleAt(scored.passage);
      places.push(place);
      return candidate(scored, place);
    });
  }

  function sumByArticle(found: readonly Scored[]): Map<ArticleId, number> {
    const sums = new Map<ArticleId, number>();
    let place: Place | null = null;
    for (const { passage, score } of found.toSorted((a, b) => a.passage - b.passage)) {
      if (place === null || passage >= place.past) place = articleAt(passage);
      sums.set(place.id, (sums.get(place.id) ?? 0) + score);
    }
    return sums;
  }

  return {
    state,
    add(articles, seq) {
      transaction(() => {
        // Another process that shares this file may have come further in the meantime.
        if (state().seq >= seq) return;
        if (articles.length > 0) addAll(articles);
        kept.clear();
        setFigure('seq', seq);
      });
      memory.forgetFigures();
    },
    tidy: ms => transaction(() => segments.tidy(ms, isAlive)),
    clear(seeds, store) {
      transaction(() => {
        for (const statement of run.empty) statement.run();
        segments.clear();
        lengths.clear();
        kept.clear();
        for (const key of ['seq', 'next', 'articles', 'passages'] as const) setFigure(key, 0);
        run.setState.run('seeds', seeds ? 'on' : 'off');
        run.setState.run('store', store);
      });
      memory.forget();
    },
    search: (terms, limit) => memory.reading(() => candidates(best(terms, limit))),
    searchInRounds: rounds => memory.reading(() => bestInRounds(rounds).map(candidates)),
    searchArticles: (terms, limit) =>
      memory.reading(() => bestOfArticles(best(terms, limit * PASSAGES_PER_ARTICLE), limit)),
    scores: (terms, limit) => memory.reading(() => sumByArticle(best(terms, limit))),
    passages: id =>
      memory.reading(() => {
        const number = numberOf(id);
        if (number === undefined) return [];
        const { article, size, passage } = contents.at(number);
        return Array.from({ length: size }, (_, n) => ({ article, passage: passage(n) }));
      }),
    termsOf: id =>
      memory.reading(() => {
        const number = numberOf(id);
        return number === undefined ? new Set() : contents.at(number).termSet();
      }),
    frequencies: terms => new Map(terms.map(term => [term, count(term)])),
    vocabulary: (prefix, least, most) => memory.reading(() => segments.vocabulary(prefix, least, most)),
    counts: () => ({ articles: figure('articles'), passages: figure('passages') }),
    kept: key => memory.reading(() => kept.get(key, figure('seq'))),
    keep: kept.set,
    reportsOf: reports.reportsOf,
    report: reports.members,
    isDamage,
    discard() {
      if (database.isOpen) database.close();
      removeIndexFile(options.file);
    },
    close() {
      if (database.isOpen) database.close();
    },
  };
}

/** An article without passages has a number, too. */
function pastOf(number: number, passages: readonly Passage[]): number {
  return number + Math.max(1, passages.length);
}

/** Whole numbers kept in `state`: the store's sequence number, the next passage's number, and what is held. */
type Figure = 'seq' | 'next' | 'articles' | 'passages';

function prepareParts(database: DatabaseSync) {
  const contents = openContents(database);
  const lengths = openLengths(database);
  const segments = openSegments(database);
  return {
    run: prepareStatements(database),
    reports: openReports(database, segments),
    kept: openKept(database),
    ...{ contents, lengths, segments },
    memory: openMemory(database, [contents, lengths, segments]),
  };
}

function prepareStatements(database: DatabaseSync) {
  const prepare = (sql: string) => database.prepare(sql);
  return {
    getState: prepare('SELECT value FROM state WHERE key = ?'),
    setState: prepare(
      'INSERT INTO state (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value',
    ),
    numberOf: prepare('SELECT number FROM articles WHERE id = ?'),
    articleAt: prepare('SELECT id, number, past FROM articles WHERE number <= ? ORDER BY number DESC LIMIT 1'),
    insertArticle: prepare(`
      INSERT INTO articles (number, past, id, article, report, short, least, found_by, shingles)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`),
    dropArticle: prepare('DELETE FROM articles WHERE number = ?'),
    empty: ['contents', 'articles'].map(table => prepare(`DELETE FROM ${table}`)),
  };
}
