-- What a language model costs, and answers that it helped to find after they had been given without it.

CREATE TABLE model_days (
  day    text COLLATE "C" PRIMARY KEY,
  tokens bigint NOT NULL
);

-- A post is improved once; `shown` says whether its messages show that.
CREATE TABLE improvements (
  post  text COLLATE "C" PRIMARY KEY REFERENCES posts (key) ON DELETE CASCADE,
  at    text COLLATE "C" NOT NULL,
  shown bigint NOT NULL DEFAULT 0
);

CREATE INDEX improvements_not_shown ON improvements (at) WHERE shown = 0;
