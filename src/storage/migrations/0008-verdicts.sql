-- What editors decided about articles. The words stand in a log that never changes; what is in force stands with the article, so that whoever
-- follows articles hears of it.

ALTER TABLE articles ADD COLUMN verdict TEXT CHECK (verdict IN ('stands', 'disputed', 'retracted'));

CREATE TABLE verdicts (
  id       INTEGER PRIMARY KEY AUTOINCREMENT,
  article  TEXT NOT NULL REFERENCES articles (id),
  revision INTEGER NOT NULL,
  ruling   TEXT NOT NULL CHECK (ruling IN ('stands', 'disputed', 'retracted')),
  reason   TEXT NOT NULL,
  by       TEXT NOT NULL,
  platform TEXT NOT NULL,
  at       TEXT NOT NULL,
  -- Null where it waits for other editors.
  effect   TEXT CHECK (effect IN ('stands', 'disputed', 'retracted'))
) STRICT;

CREATE INDEX verdicts_by_article ON verdicts (article, id);

CREATE TRIGGER verdicts_never_change BEFORE UPDATE ON verdicts
BEGIN
  SELECT RAISE(ABORT, 'a verdict never changes');
END;

CREATE TRIGGER verdicts_never_leave BEFORE DELETE ON verdicts
BEGIN
  SELECT RAISE(ABORT, 'a verdict never changes');
END;
