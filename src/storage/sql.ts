/**
 * What the parts of the store ask of a database, whichever it is. Each statement is one text for both engines: parameters are named
 * (`:name`), truth is 1 or 0, instants are ISO 8601 texts that sort as texts. Where the dialects do not meet, `Dialect` has the words. It must
 * never know an engine.
 */

/** What goes into a statement and comes out of one; JSON is text. */
export type Value = string | number | null;
export type Params = Readonly<Record<string, Value>>;
export type Row = Record<string, Value>;

/** The words in which the engines differ. */
export interface Dialect {
  /** The database's own clock, milliseconds since 1970: what several processes agree on. */
  now: string;
  /** The texts of a parameter that holds a JSON array of them, as a subquery: `key IN ${list(':keys')}`. */
  list: (param: string) => string;
}

/** Runs statements, one after another. What they throw is a StetError of a `store-*` code. */
export interface Sql extends Dialect {
  all: <Of extends object = Row>(text: string, params?: Params) => Promise<Of[]>;
  /** The first row, or null. */
  get: <Of extends object = Row>(text: string, params?: Params) => Promise<Of | null>;
  /** Resolves to the number of rows that were changed. */
  run: (text: string, params?: Params) => Promise<number>;
}

/**
 * How work is written; all of it or nothing, whichever it is.
 * - `record`: one writer at a time in the whole store, as all that read before they write need it; survives a power cut.
 * - `desk`: one writer at a time too.
 * - `row`: beside others. Each statement decides for itself, by a key that is there or a state that a row is in.
 */
export type WriteKind = 'record' | 'desk' | 'row';

/**
 * A database that is open and up to date. Work may be begun anew where the database could not finish it, so it must do nothing but run
 * statements, and wait for nothing else.
 */
export interface Database {
  /** For one statement: of several, each may see what came after the one before. */
  read: <Of>(work: (sql: Sql) => Promise<Of>) => Promise<Of>;
  /** For several statements that read, all of which see the same moment. */
  view: <Of>(work: (sql: Sql) => Promise<Of>) => Promise<Of>;
  write: <Of>(kind: WriteKind, work: (sql: Sql) => Promise<Of>) => Promise<Of>;
  /** Writes a copy of one moment to a file that must not exist. */
  backup: (file: string) => Promise<void>;
  /** Safe to call twice. */
  close: () => Promise<void>;
}
