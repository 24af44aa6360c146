-- What was done about each post that shows an article which has changed since, or was judged; and which articles change too often.

CREATE TABLE recalls (
  post    TEXT NOT NULL REFERENCES posts (key) ON DELETE CASCADE,
  article TEXT NOT NULL,
  reason  TEXT NOT NULL CHECK (reason IN ('revision', 'verdict')),
  -- Number of the revision, or of the verdict, that the post was held against.
  version INTEGER NOT NULL,
  at      TEXT NOT NULL,
  -- `kept`: nothing that the post shows is told otherwise. The others are corrections.
  state   TEXT NOT NULL CHECK (state IN ('kept', 'due', 'shown', 'noted', 'unreachable', 'removed')),
  facts   TEXT,
  fault   TEXT,
  PRIMARY KEY (post, article, reason, version)
) STRICT, WITHOUT ROWID;

CREATE INDEX recalls_due ON recalls (article, reason, at) WHERE state = 'due';
CREATE INDEX recalls_corrected ON recalls (at) WHERE state <> 'kept';
CREATE INDEX recalls_corrected_by_article ON recalls (article, at) WHERE state <> 'kept';

CREATE TABLE unstable_articles (
  article TEXT PRIMARY KEY,
  at      TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- Articles with posts to be held against them are looked for at each start.
CREATE INDEX articles_revised ON articles (id) WHERE revision > 1;
