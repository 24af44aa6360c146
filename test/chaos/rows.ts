/** Rows of a store that nobody uses any more, read past every port: an account must not lean on what it judges. */
import { DatabaseSync } from 'node:sqlite';
import pg from 'pg';

export type Row = Record<string, unknown>;

export interface Rows {
  all: <Each = Row>(sql: string) => Promise<Each[]>;
  close: () => Promise<void>;
}

/** @param place a file of SQLite, or a URL of PostgreSQL. */
export async function openRows(place: { file: string } | { url: string }): Promise<Rows> {
  if ('file' in place) {
    const database = new DatabaseSync(place.file, { readOnly: true });
    return {
      all: async <Each>(sql: string) => database.prepare(sql).all() as Each[],
      close: async () => database.close(),
    };
  }
  const client = new pg.Client({ connectionString: place.url });
  await client.connect();
  return {
    all: async <Each>(sql: string) => (await client.query(sql)).rows as Each[],
    close: () => client.end(),
  };
}
