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
  -- 1 once editors know that its messages could not be edited.
  told    INTEGER NOT NULL DEFAULT 0 CHECK (told IN (0, 1)),
  PRIMARY KEY (post, article, reason, version)
) STRICT, WITHOUT ROWID;

CREATE INDEX recalls_due ON recalls (article, reason, at) WHERE state = 'due';
CREATE INDEX recalls_untold ON recalls (article, reason, at) WHERE state IN ('noted', 'unreachable') AND told = 0;
CREATE INDEX recalls_corrected ON recalls (at) WHERE state <> 'kept';
CREATE INDEX recalls_corrected_by_article ON recalls (article, at) WHERE state <> 'kept';

CREATE TABLE unstable_articles (
  article TEXT PRIMARY KEY,
  at      TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- Articles with posts to be held against them are looked for at each start.
CREATE INDEX articles_revised ON articles (id) WHERE revision > 1;
