-- Reactions on messages of ours of which no post is known yet: its process died before it could say which messages the post became.

CREATE TABLE waiting_reactions (
  platform text COLLATE "C" NOT NULL,
  space    text COLLATE "C" NOT NULL,
  channel  text COLLATE "C" NOT NULL,
  message  text COLLATE "C" NOT NULL,
  person   text COLLATE "C" NOT NULL,
  -- The reaction, and where its person is told something, as JSON.
  heard    text COLLATE "C" NOT NULL,
  since    text COLLATE "C" NOT NULL,
  PRIMARY KEY (platform, space, channel, message, person)
);
