-- Questions that are asked again when articles arrive.

CREATE TABLE watches (
  id         TEXT PRIMARY KEY,
  -- The answer it watches: a request's id or a post's key.
  about      TEXT NOT NULL UNIQUE,
  kind       TEXT NOT NULL CHECK (kind IN ('refusal', 'answer')),
  question   TEXT NOT NULL,
  words      TEXT NOT NULL,
  keys       TEXT NOT NULL,
  articles   TEXT NOT NULL,
  platform   TEXT NOT NULL,
  space      TEXT NOT NULL,
  channel    TEXT NOT NULL,
  -- The person who alone sees its answer; null where everyone in the place does.
  audience   TEXT,
  target     TEXT NOT NULL,
  asked_by   TEXT NOT NULL,
  set_by     TEXT NOT NULL,
  known      TEXT NOT NULL,
  created_at TEXT NOT NULL,
  expires_at TEXT NOT NULL,
  told       INTEGER NOT NULL,
  -- To be asked again while the first is above the second.
  woken_at   INTEGER NOT NULL,
  asked_at   INTEGER NOT NULL,
  ended      TEXT CHECK (ended IN ('answered', 'ended', 'gone'))
) STRICT;

CREATE INDEX watches_by_channel ON watches (platform, space, channel, created_at) WHERE ended IS NULL;
CREATE INDEX watches_by_setter ON watches (set_by);
CREATE INDEX watches_by_asker ON watches (asked_by);
CREATE INDEX watches_by_age ON watches (created_at);
CREATE INDEX watches_woken ON watches (created_at) WHERE ended IS NULL AND woken_at > asked_at;

-- What wakes an open watch: terms, and articles behind a `#`, which stands in no term.
CREATE TABLE watch_keys (
  key   TEXT NOT NULL,
  watch TEXT NOT NULL REFERENCES watches (id) ON DELETE CASCADE,
  PRIMARY KEY (key, watch)
) STRICT, WITHOUT ROWID;

CREATE INDEX watch_keys_by_watch ON watch_keys (watch);

-- Watches were looked through for all articles up to this sequence number. Before this there were none.
INSERT INTO counters (name, value) SELECT 'watched-seq', value FROM counters WHERE name = 'article-seq';
