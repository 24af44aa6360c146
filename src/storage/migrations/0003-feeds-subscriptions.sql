-- Feeds, what came of each of their items, and what each channel follows.

CREATE TABLE feeds (
  id              TEXT PRIMARY KEY,
  url             TEXT NOT NULL,
  shown           TEXT NOT NULL,
  title           TEXT,
  outlet          TEXT NOT NULL,
  added_by        TEXT NOT NULL,
  added_at        TEXT NOT NULL,
  state           TEXT NOT NULL CHECK (state IN ('active', 'paused', 'gone')),
  next_poll_at    TEXT NOT NULL,
  interval_s      INTEGER NOT NULL,
  etag            TEXT,
  last_modified   TEXT,
  last_good_at    TEXT,
  last_new_at     TEXT,
  last_outcome    TEXT,
  last_polled_at  TEXT,
  failures        INTEGER NOT NULL,
  trouble_told_at TEXT
) STRICT;

CREATE INDEX feeds_due ON feeds (next_poll_at) WHERE state = 'active';

CREATE TABLE feed_items (
  feed         TEXT NOT NULL REFERENCES feeds (id) ON DELETE CASCADE,
  item         TEXT NOT NULL,
  url          TEXT,
  title        TEXT,
  published_at TEXT,
  quiet        INTEGER NOT NULL CHECK (quiet IN (0, 1)),
  state        TEXT NOT NULL CHECK (state IN ('seen', 'stored', 'refused')),
  article      TEXT,
  reason       TEXT,
  seen_at      TEXT NOT NULL,
  PRIMARY KEY (feed, item)
) STRICT, WITHOUT ROWID;

CREATE INDEX feed_items_open ON feed_items (seen_at) WHERE state = 'seen';
CREATE INDEX feed_items_by_time ON feed_items (feed, seen_at);

CREATE TABLE subscriptions (
  id         TEXT PRIMARY KEY,
  platform   TEXT NOT NULL,
  space      TEXT NOT NULL,
  channel    TEXT NOT NULL,
  thread     TEXT,
  direct     INTEGER NOT NULL CHECK (direct IN (0, 1)),
  followed   TEXT NOT NULL,
  words      TEXT NOT NULL,
  set_by     TEXT NOT NULL,
  created_at TEXT NOT NULL,
  paused     TEXT
) STRICT;

-- What a place follows it follows once.
CREATE UNIQUE INDEX subscriptions_once ON subscriptions (platform, space, channel, coalesce(thread, ''), followed);

CREATE INDEX feed_items_by_article ON feed_items (article) WHERE state = 'stored';

-- Articles that whoever follows them was told of, so that the others are found again.
CREATE TABLE briefed (
  article TEXT PRIMARY KEY,
  at      TEXT NOT NULL
) STRICT, WITHOUT ROWID;
