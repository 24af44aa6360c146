-- What was done about each post that shows an article which has changed since, or was judged; which articles change too often; and which
-- pages are read again because their feed says something else.

CREATE TABLE recalls (
  post    text COLLATE "C" NOT NULL REFERENCES posts (key) ON DELETE CASCADE,
  article text COLLATE "C" NOT NULL,
  reason  text COLLATE "C" NOT NULL CHECK (reason IN ('revision', 'verdict')),
  -- Number of the revision, or of the verdict, that the post was held against.
  version bigint NOT NULL,
  at      text COLLATE "C" NOT NULL,
  -- `kept`: nothing that the post shows is told otherwise. The others are corrections.
  state   text COLLATE "C" NOT NULL CHECK (state IN ('kept', 'due', 'shown', 'noted', 'unreachable', 'removed')),
  facts   text COLLATE "C",
  fault   text COLLATE "C",
  -- 1 once editors know that its messages could not be edited.
  told    bigint NOT NULL DEFAULT 0 CHECK (told IN (0, 1)),
  PRIMARY KEY (post, article, reason, version)
);

CREATE INDEX recalls_due ON recalls (article, reason, at) WHERE state = 'due';
CREATE INDEX recalls_untold ON recalls (article, reason, at) WHERE state IN ('noted', 'unreachable') AND told = 0;
CREATE INDEX recalls_corrected ON recalls (at) WHERE state <> 'kept';
CREATE INDEX recalls_corrected_by_article ON recalls (article, at) WHERE state <> 'kept';

CREATE TABLE unstable_articles (
  article text COLLATE "C" PRIMARY KEY,
  at      text COLLATE "C" NOT NULL
);

-- Articles with posts to be held against them are looked for at each start.
CREATE INDEX articles_revised ON articles (id) WHERE revision > 1;

-- What feeds said of their items when their pages were last read, so that a page is read again when its feed says something else.
CREATE TABLE item_marks (
  feed      text COLLATE "C" NOT NULL,
  item      text COLLATE "C" NOT NULL,
  mark      text COLLATE "C" NOT NULL,
  read_at   text COLLATE "C" NOT NULL,
  fruitless bigint NOT NULL DEFAULT 0,
  wanted    text COLLATE "C",
  PRIMARY KEY (feed, item),
  FOREIGN KEY (feed, item) REFERENCES feed_items (feed, item) ON DELETE CASCADE
);

CREATE INDEX item_marks_wanted ON item_marks (feed, item) WHERE wanted IS NOT NULL;
