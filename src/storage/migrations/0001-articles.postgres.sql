-- The store's own id, articles, the immutable versions of their texts, and the one counter their followers go by.

-- One row. A backup's copy of it is given another id.
CREATE TABLE store (
  id text COLLATE "C" NOT NULL
);

INSERT INTO store (id) VALUES (replace(gen_random_uuid()::text, '-', ''));

CREATE TABLE counters (
  name  text COLLATE "C" PRIMARY KEY,
  value bigint NOT NULL
);

-- A counter of its own, not max(seq): a number once given is never given again, whatever is deleted.
INSERT INTO counters (name, value) VALUES ('article-seq', 0);

CREATE TABLE articles (
  id           text COLLATE "C" PRIMARY KEY,
  origin       text COLLATE "C" NOT NULL CHECK (origin IN ('seed', 'file', 'feed')),
  url          text COLLATE "C",
  outlet       text COLLATE "C",
  byline       text COLLATE "C",
  title        text COLLATE "C",
  published_at text COLLATE "C",
  language     text COLLATE "C",
  revision     bigint NOT NULL,
  seq          bigint NOT NULL UNIQUE,
  stored_at    text COLLATE "C" NOT NULL
);

CREATE TABLE revisions (
  article   text COLLATE "C" NOT NULL REFERENCES articles (id),
  number    bigint NOT NULL CHECK (number >= 1),
  text      text COLLATE "C" NOT NULL,
  hash      text COLLATE "C" NOT NULL,
  stored_at text COLLATE "C" NOT NULL,
  PRIMARY KEY (article, number)
);

-- Deferred, because an article and its first revision name each other.
ALTER TABLE articles ADD FOREIGN KEY (id, revision) REFERENCES revisions (article, number) DEFERRABLE INITIALLY DEFERRED;

CREATE FUNCTION never_changes() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% never changes', TG_ARGV[0];
END
$$;

-- Quotes point into revisions by offset, so not even a slip in our own code may touch one.
CREATE TRIGGER revisions_never_change BEFORE UPDATE OR DELETE OR TRUNCATE ON revisions
FOR EACH STATEMENT EXECUTE FUNCTION never_changes('a revision');

-- Whoever follows articles is woken, when it is there to be seen.
CREATE FUNCTION tell_article() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('stet_articles', NEW.seq::text);
  RETURN NULL;
END
$$;

CREATE TRIGGER articles_tell AFTER INSERT OR UPDATE OF seq ON articles
FOR EACH ROW EXECUTE FUNCTION tell_article();
