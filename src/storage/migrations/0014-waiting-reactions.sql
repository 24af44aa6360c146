-- Reactions on messages of ours of which no post is known yet: its process died before it could say which messages the post became.

CREATE TABLE waiting_reactions (
  platform TEXT NOT NULL,
  space    TEXT NOT NULL,
  channel  TEXT NOT NULL,
  message  TEXT NOT NULL,
  person   TEXT NOT NULL,
  -- The reaction, and where its person is told something, as JSON.
  heard    TEXT NOT NULL,
  since    TEXT NOT NULL,
  PRIMARY KEY (platform, space, channel, message, person)
) STRICT, WITHOUT ROWID;
