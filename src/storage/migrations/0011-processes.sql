-- What several processes on one store need: leases, and posts that say who sends them. And columns for what posts are looked up by.

CREATE TABLE leases (
  name   TEXT PRIMARY KEY,
  holder TEXT NOT NULL,
  -- Grows with each holder.
  fence  INTEGER NOT NULL,
  -- Milliseconds since 1970, by the clock of the database.
  until  INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- The process that sends it.
ALTER TABLE posts ADD COLUMN holder TEXT;

-- The person whose question it answers, as `asked` has it.
ALTER TABLE posts ADD COLUMN asked_by TEXT;
UPDATE posts SET asked_by = asked ->> 'by';

ALTER TABLE posts ADD COLUMN platform TEXT AS (target ->> 'platform');
ALTER TABLE posts ADD COLUMN space TEXT AS (target ->> 'space');
ALTER TABLE posts ADD COLUMN channel TEXT AS (target ->> 'channel');
ALTER TABLE posts ADD COLUMN direct INTEGER AS (coalesce(target ->> 'direct', 0));
ALTER TABLE posts ADD COLUMN lasting INTEGER AS (coalesce(target ->> 'lasting', 0));
