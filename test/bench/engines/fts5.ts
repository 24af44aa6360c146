/** Bare FTS5 of SQLite as its manual shows it: porter stems, BM25, rows of whole articles in a file. */
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { MadeArticle } from '../corpus.ts';
import type { Engine } from './engine.ts';

export function openFts5(folder: string): Engine {
  const database = new DatabaseSync(path.join(folder, 'fts5.sqlite'));
  database.exec(`PRAGMA journal_mode = WAL; PRAGMA synchronous = OFF;
    CREATE VIRTUAL TABLE IF NOT EXISTS articles USING fts5 (id UNINDEXED, title, text, tokenize = 'porter unicode61')`);
  const insert = database.prepare('INSERT INTO articles (id, title, text) VALUES (?, ?, ?)');
  const find = database.prepare('SELECT id FROM articles WHERE articles MATCH ? ORDER BY rank LIMIT ?');
  return {
    add(articles: MadeArticle[]) {
      database.exec('BEGIN');
      for (const { id, title, text } of articles) insert.run(id, title, text);
      database.exec('COMMIT');
    },
    search: (words, limit) => find.all(anyOf(words), limit).map(row => row.id as string),
    held: () => database.prepare('SELECT count(*) AS held FROM articles').get()?.held as number,
    close: () => database.close(),
  };
}

function anyOf(words: string): string {
  return words
    .split(' ')
    .map(word => `"${word}"`)
    .join(' OR ');
}
