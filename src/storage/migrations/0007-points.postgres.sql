-- What was found when an article was assessed, kept with the revision it was found in.

CREATE TABLE dossiers (
  article  text COLLATE "C" NOT NULL,
  revision bigint NOT NULL,
  dossier  text COLLATE "C" NOT NULL,
  made_at  text COLLATE "C" NOT NULL,
  PRIMARY KEY (article, revision),
  FOREIGN KEY (article, revision) REFERENCES revisions (article, number)
);
