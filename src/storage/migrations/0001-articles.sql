-- The store's own id, articles, the immutable versions of their texts, and the one counter their followers go by.

-- One row. A backup's copy of it is given another id.
CREATE TABLE store (
  id TEXT NOT NULL
) STRICT;

INSERT INTO store (id) VALUES (lower(hex(randomblob(16))));

CREATE TABLE counters (
  name  TEXT PRIMARY KEY,
  value INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- A counter of its own, not max(seq): a number once given is never given again, whatever is deleted.
INSERT INTO counters (name, value) VALUES ('article-seq', 0);

CREATE TABLE articles (
  id           TEXT PRIMARY KEY,
  origin       TEXT NOT NULL CHECK (origin IN ('seed', 'file', 'feed')),
  url          TEXT,
  outlet       TEXT,
  byline       TEXT,
  title        TEXT,
  published_at TEXT,
  language     TEXT,
  revision     INTEGER NOT NULL,
  seq          INTEGER NOT NULL UNIQUE,
  stored_at    TEXT NOT NULL,
  -- Deferred, because an article and its first revision name each other.
  FOREIGN KEY (id, revision) REFERENCES revisions (article, number) DEFERRABLE INITIALLY DEFERRED
) STRICT;

CREATE TABLE revisions (
  article   TEXT NOT NULL REFERENCES articles (id),
  number    INTEGER NOT NULL CHECK (number >= 1),
  text      TEXT NOT NULL,
  hash      TEXT NOT NULL,
  stored_at TEXT NOT NULL,
  PRIMARY KEY (article, number)
) STRICT;

-- Quotes point into revisions by offset, so not even a slip in our own code may touch one.
CREATE TRIGGER revisions_never_change BEFORE UPDATE ON revisions
BEGIN
  SELECT RAISE(ABORT, 'a revision never changes');
END;

CREATE TRIGGER revisions_never_leave BEFORE DELETE ON revisions
BEGIN
  SELECT RAISE(ABORT, 'a revision never changes');
END;

CREATE TRIGGER revisions_are_never_replaced BEFORE INSERT ON revisions
WHEN EXISTS (SELECT 1 FROM revisions WHERE article = NEW.article AND number = NEW.number)
BEGIN
  SELECT RAISE(ABORT, 'a revision never changes');
END;
