-- The derived index. Everything here can be thrown away and filled anew from the store.
CREATE TABLE state (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;

-- `number` is the number of the article's first passage; the others follow it up to and without `past`, so that a passage's number
-- tells its article.
-- `shingles`: 32 bits each, first those by which copies find it (`found_by` of them).
CREATE TABLE articles (
  number INTEGER PRIMARY KEY,
  past INTEGER NOT NULL,
  id TEXT NOT NULL UNIQUE,
  article TEXT NOT NULL,
  report TEXT NOT NULL,
  short INTEGER NOT NULL,
  least INTEGER NOT NULL,
  found_by INTEGER NOT NULL,
  shingles BLOB NOT NULL
) STRICT;
CREATE INDEX articles_by_report ON articles (report);

-- What a passage is, a line each (contents.ts), beside the small rows above because it is long.
CREATE TABLE contents (
  number INTEGER PRIMARY KEY REFERENCES articles (number) ON DELETE CASCADE,
  passages TEXT NOT NULL,
  terms TEXT NOT NULL,
  around TEXT NOT NULL
) STRICT;

-- Words of each passage, 16 bits, 4,096 passages a row (lengths.ts); 0 for what is not found: furniture, and what was replaced.
CREATE TABLE lengths (block INTEGER PRIMARY KEY, words BLOB NOT NULL) STRICT;

-- The terms of a range of passages each (segments.ts), and those whose rows in the next two tables are of no use: they were merged
-- into another, or are being made.
CREATE TABLE segments (number INTEGER PRIMARY KEY, first INTEGER NOT NULL, past INTEGER NOT NULL) STRICT;
CREATE TABLE remains (number INTEGER PRIMARY KEY) STRICT;

-- Blocks of a segment's dictionary, in order: the terms a line each, and for each how often it stands and where.
CREATE TABLE blocks (
  segment INTEGER NOT NULL,
  first BLOB NOT NULL,
  terms TEXT NOT NULL,
  entries BLOB NOT NULL,
  PRIMARY KEY (segment, first)
) STRICT, WITHOUT ROWID;

-- Postings too long for a block.
CREATE TABLE long_postings (number INTEGER PRIMARY KEY, postings BLOB NOT NULL) STRICT;

-- By what copies find each other, of every segment (finders.ts), in the order of their hashes; and of each segment how many
-- there may be, the lowest of their `least`, and a filter that tells hashes that it does not have.
CREATE TABLE finders (
  segment INTEGER NOT NULL,
  first INTEGER NOT NULL,
  finders BLOB NOT NULL,
  PRIMARY KEY (segment, first)
) STRICT, WITHOUT ROWID;
CREATE TABLE filters (segment INTEGER PRIMARY KEY, count INTEGER NOT NULL, least INTEGER NOT NULL, bits BLOB NOT NULL) STRICT;

-- What was worked out of the record as it was at `seq` (kept.ts), by whatever names it.
CREATE TABLE kept (key TEXT PRIMARY KEY, seq INTEGER NOT NULL, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
