-- What several processes on one store need: leases, and posts that say who sends them. And columns for what posts are looked up by.

CREATE TABLE leases (
  name   text COLLATE "C" PRIMARY KEY,
  holder text COLLATE "C" NOT NULL,
  -- Grows with each holder.
  fence  bigint NOT NULL,
  -- Milliseconds since 1970, by the clock of the database.
  until  bigint NOT NULL
);

-- The process that sends it.
ALTER TABLE posts ADD COLUMN holder text COLLATE "C";

-- The person whose question it answers, as `asked` has it.
ALTER TABLE posts ADD COLUMN asked_by text COLLATE "C";
-- Posts of before this have none: no store on PostgreSQL is older.

ALTER TABLE posts ADD COLUMN platform text COLLATE "C" GENERATED ALWAYS AS (target::json ->> 'platform') STORED;
ALTER TABLE posts ADD COLUMN space text COLLATE "C" GENERATED ALWAYS AS (target::json ->> 'space') STORED;
ALTER TABLE posts ADD COLUMN channel text COLLATE "C" GENERATED ALWAYS AS (target::json ->> 'channel') STORED;
ALTER TABLE posts ADD COLUMN direct bigint GENERATED ALWAYS AS (coalesce((target::json ->> 'direct')::boolean, false)::int) STORED;
ALTER TABLE posts ADD COLUMN lasting bigint GENERATED ALWAYS AS (coalesce((target::json ->> 'lasting')::boolean, false)::int) STORED;
