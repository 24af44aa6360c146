-- Flags and cases. What happened is a log that only grows; who did it may be forgotten. `cases` and `case_articles` are worked out from
-- it and can be made anew.

CREATE TABLE case_log (
  id       INTEGER PRIMARY KEY AUTOINCREMENT,
  case_id  TEXT NOT NULL,
  kind     TEXT NOT NULL CHECK (kind IN ('joined', 'flagged', 'withdrawn', 'taken', 'revised', 'ruled')),
  article  TEXT NOT NULL REFERENCES articles (id),
  at       TEXT NOT NULL,
  person   TEXT,
  -- What else is told of it, as JSON: in it nothing that names anyone, so that forgetting need not read it.
  detail   TEXT NOT NULL,
  -- What names somebody or is theirs: the place, the name, the reason, as JSON.
  personal TEXT
) STRICT;

CREATE INDEX case_log_by_case ON case_log (case_id, id);
CREATE INDEX case_log_by_person ON case_log (person, at) WHERE person IS NOT NULL;

CREATE TRIGGER case_log_never_changes BEFORE UPDATE OF id, case_id, kind, article, at, detail ON case_log
BEGIN
  SELECT RAISE(ABORT, 'what happened in a case never changes');
END;

CREATE TRIGGER case_log_never_leaves BEFORE DELETE ON case_log
BEGIN
  SELECT RAISE(ABORT, 'what happened in a case never changes');
END;

CREATE TABLE cases (
  id      TEXT PRIMARY KEY,
  state   TEXT NOT NULL CHECK (state IN ('open', 'decided', 'withdrawn')),
  -- Number of its last entry in the log.
  version INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX cases_by_state ON cases (state, version);

-- An article is in one case at most.
CREATE TABLE case_articles (
  article TEXT PRIMARY KEY,
  case_id TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- The post of a case in one review channel: what its row says, and what its messages show.
CREATE TABLE case_posts (
  post    TEXT PRIMARY KEY,
  case_id TEXT NOT NULL,
  place   TEXT NOT NULL,
  version INTEGER NOT NULL,
  shown   INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;

CREATE INDEX case_posts_by_case ON case_posts (case_id);

-- Decisions of which everyone who flagged was told.
CREATE TABLE told_decisions (
  entry INTEGER PRIMARY KEY
) STRICT;

-- Which of several articles somebody meant, while it is not known.
CREATE TABLE flag_questions (
  source   TEXT NOT NULL,
  person   TEXT NOT NULL,
  place    TEXT NOT NULL,
  articles TEXT NOT NULL,
  asked_at TEXT NOT NULL,
  PRIMARY KEY (source, person)
) STRICT, WITHOUT ROWID;

CREATE INDEX flag_questions_by_time ON flag_questions (asked_at);

-- Verdicts that were one decision: on an article and on its copies.
ALTER TABLE verdicts ADD COLUMN decision INTEGER;

CREATE INDEX verdicts_by_decision ON verdicts (decision);
