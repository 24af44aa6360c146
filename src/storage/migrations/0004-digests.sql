-- When each place gets its digest, on which local dates it had one, and the order in which revisions came.

CREATE TABLE digest_plans (
  id         TEXT PRIMARY KEY,
  platform   TEXT NOT NULL,
  space      TEXT NOT NULL,
  channel    TEXT NOT NULL,
  thread     TEXT,
  direct     INTEGER NOT NULL CHECK (direct IN (0, 1)),
  -- A time of day, a name of the IANA database, ISO weekdays as JSON: instants are worked out anew each time.
  at         TEXT NOT NULL,
  zone       TEXT NOT NULL,
  days       TEXT NOT NULL,
  silent     INTEGER NOT NULL CHECK (silent IN (0, 1)),
  starts_on  TEXT NOT NULL,
  set_by     TEXT NOT NULL,
  created_at TEXT NOT NULL,
  -- 0 where no more are wanted. The row stays, so that a place has one digest a date however often that is changed.
  active     INTEGER NOT NULL CHECK (active IN (0, 1)),
  mark       INTEGER NOT NULL,
  marked_at  TEXT NOT NULL,
  paused     TEXT
) STRICT;

CREATE UNIQUE INDEX digest_plans_once ON digest_plans (platform, space, channel, coalesce(thread, ''));

-- One row a place and local date: what decides that a digest comes once.
CREATE TABLE digest_dates (
  plan       TEXT NOT NULL REFERENCES digest_plans (id) ON DELETE CASCADE,
  local_date TEXT NOT NULL,
  at         TEXT NOT NULL,
  PRIMARY KEY (plan, local_date)
) STRICT, WITHOUT ROWID;

-- Revisions in the order in which they were stored. Clocks leap, so instants cannot tell what came since.
CREATE TABLE arrivals (
  n        INTEGER PRIMARY KEY,
  article  TEXT NOT NULL,
  revision INTEGER NOT NULL,
  at       TEXT NOT NULL
) STRICT;

INSERT INTO arrivals (article, revision, at) SELECT article, number, stored_at FROM revisions ORDER BY stored_at, rowid;

CREATE INDEX arrivals_by_time ON arrivals (at);

CREATE TRIGGER arrivals_follow_revisions AFTER INSERT ON revisions
BEGIN
  INSERT INTO arrivals (article, revision, at) VALUES (NEW.article, NEW.number, NEW.stored_at);
END;
