-- What people asked, what was sent to them, what buttons do, and what they thought of it. Values that only our own code reads are
-- kept as JSON; whatever is looked up has a column.

CREATE TABLE requests (
  id          TEXT PRIMARY KEY,
  event       TEXT NOT NULL UNIQUE,
  person      TEXT NOT NULL,
  person_name TEXT NOT NULL,
  platform    TEXT NOT NULL,
  space       TEXT NOT NULL,
  channel     TEXT NOT NULL,
  thread      TEXT,
  -- The person who alone sees it; null where everyone in the place does.
  audience    TEXT,
  target      TEXT NOT NULL,
  command     TEXT NOT NULL,
  call        TEXT NOT NULL,
  before      TEXT,
  asked_at    TEXT NOT NULL,
  outcome     TEXT CHECK (outcome IN ('answered', 'not-in-corpus', 'done', 'failed', 'stopped')),
  closed_at   TEXT
) STRICT;

CREATE INDEX requests_open ON requests (platform, asked_at) WHERE outcome IS NULL;
CREATE INDEX requests_by_age ON requests (asked_at);
CREATE INDEX requests_by_person ON requests (person, asked_at);
CREATE INDEX requests_by_channel ON requests (platform, space, channel, asked_at);
CREATE INDEX requests_by_place ON requests (platform, space, channel, thread, command, asked_at);

-- Outbox and ledger in one: a row before a message is sent, and what it became after.
CREATE TABLE posts (
  key          TEXT PRIMARY KEY,
  kind         TEXT NOT NULL,
  -- The person who alone sees it; null where everyone in the place does.
  audience     TEXT,
  target       TEXT NOT NULL,
  reply        TEXT NOT NULL,
  asked        TEXT,
  request      TEXT,
  state        TEXT NOT NULL CHECK (state IN ('queued', 'sending', 'sent', 'failed')),
  queued_at    TEXT NOT NULL,
  attempts     INTEGER NOT NULL,
  attempted_at TEXT,
  sent_at      TEXT,
  fault        TEXT,
  -- 1 once nothing in it tells what was asked.
  tidied       INTEGER NOT NULL DEFAULT 0 CHECK (tidied IN (0, 1))
) STRICT;

CREATE INDEX posts_unsent ON posts (queued_at) WHERE state IN ('queued', 'sending');
CREATE INDEX posts_by_request ON posts (request) WHERE request IS NOT NULL;
CREATE INDEX posts_by_audience ON posts (audience) WHERE audience IS NOT NULL;
CREATE INDEX posts_untidied ON posts (queued_at) WHERE tidied = 0;

CREATE TABLE post_messages (
  platform TEXT NOT NULL,
  space    TEXT NOT NULL,
  channel  TEXT NOT NULL,
  message  TEXT NOT NULL,
  post     TEXT NOT NULL REFERENCES posts (key) ON DELETE CASCADE,
  part     INTEGER NOT NULL,
  ref      TEXT NOT NULL,
  PRIMARY KEY (platform, space, channel, message)
) STRICT, WITHOUT ROWID;

CREATE INDEX post_messages_by_post ON post_messages (post, part);

-- Which passages a post shows, so that every post that shows an article can be found and mended.
CREATE TABLE post_passages (
  post       TEXT NOT NULL REFERENCES posts (key) ON DELETE CASCADE,
  article    TEXT NOT NULL,
  revision   INTEGER NOT NULL,
  start_unit INTEGER NOT NULL,
  end_unit   INTEGER NOT NULL,
  PRIMARY KEY (post, article, revision, start_unit, end_unit)
) STRICT, WITHOUT ROWID;

CREATE INDEX post_passages_by_article ON post_passages (article, post);

CREATE TABLE actions (
  id         TEXT PRIMARY KEY,
  call       TEXT NOT NULL,
  audience   TEXT,
  expires_at TEXT NOT NULL
) STRICT;

CREATE INDEX actions_by_audience ON actions (audience) WHERE audience IS NOT NULL;
CREATE INDEX actions_by_expiry ON actions (expires_at);

-- One vote a person and answer; the last one counts.
CREATE TABLE votes (
  request TEXT NOT NULL,
  person  TEXT NOT NULL,
  vote    TEXT NOT NULL CHECK (vote IN ('good', 'bad')),
  at      TEXT NOT NULL,
  PRIMARY KEY (request, person)
) STRICT, WITHOUT ROWID;

CREATE INDEX votes_by_person ON votes (person);
