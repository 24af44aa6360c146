-- What a language model costs, and answers that it helped to find after they had been given without it.

CREATE TABLE model_days (
  day    TEXT PRIMARY KEY,
  tokens INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- A post is improved once; `shown` says whether its messages show that.
CREATE TABLE improvements (
  post  TEXT PRIMARY KEY REFERENCES posts (key) ON DELETE CASCADE,
  at    TEXT NOT NULL,
  shown INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;

CREATE INDEX improvements_not_shown ON improvements (at) WHERE shown = 0;
