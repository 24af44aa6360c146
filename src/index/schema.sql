-- The derived index. Everything here can be thrown away and filled anew from the store.
-- `terms` is contentless: it holds only what finding needs, and the passages with their terms stand beside it.
CREATE TABLE state (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;

CREATE TABLE articles (
  number INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  article TEXT NOT NULL,
  report TEXT NOT NULL,
  short INTEGER NOT NULL DEFAULT 0,
  least INTEGER NOT NULL DEFAULT 0,
  shingles BLOB NOT NULL DEFAULT x''
) STRICT;
CREATE INDEX articles_by_report ON articles (report);

-- By what copies find each other (reports.ts). `least` is the article's own: of a shingle that stands in very many articles
-- only those with few are looked at.
CREATE TABLE shingles (
  hash INTEGER NOT NULL,
  least INTEGER NOT NULL,
  article INTEGER NOT NULL REFERENCES articles (number) ON DELETE CASCADE,
  PRIMARY KEY (hash, least, article)
) STRICT, WITHOUT ROWID;
CREATE INDEX shingles_by_article ON shingles (article);

CREATE TABLE passages (
  number INTEGER PRIMARY KEY,
  article INTEGER NOT NULL REFERENCES articles (number) ON DELETE CASCADE,
  passage TEXT NOT NULL,
  own TEXT NOT NULL,
  around TEXT NOT NULL
) STRICT;
CREATE INDEX passages_by_article ON passages (article);

-- Terms arrive ready-made (newsroom/terms.ts), separated by spaces; '@' opens a name and '.' stands inside numbers.
CREATE VIRTUAL TABLE terms USING fts5 (
  own, around, content = '', contentless_delete = 1, tokenize = "unicode61 remove_diacritics 0 tokenchars '@_.'"
);
CREATE VIRTUAL TABLE vocabulary USING fts5vocab (terms, 'row');
