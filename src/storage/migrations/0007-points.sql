-- What was found when an article was assessed, kept with the revision it was found in.

CREATE TABLE dossiers (
  article  TEXT NOT NULL,
  revision INTEGER NOT NULL,
  dossier  TEXT NOT NULL,
  made_at  TEXT NOT NULL,
  PRIMARY KEY (article, revision),
  FOREIGN KEY (article, revision) REFERENCES revisions (article, number)
) STRICT, WITHOUT ROWID;
