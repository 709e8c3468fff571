-- The review store. History (batch, event) is append-only; everything else can be rebuilt from it and from the runs.
CREATE TABLE IF NOT EXISTS run (
  id INTEGER PRIMARY KEY,
  digest TEXT NOT NULL UNIQUE,
  folder TEXT NOT NULL,
  ingested TEXT NOT NULL,
  articles INTEGER NOT NULL,
  claims INTEGER NOT NULL,
  pipeline TEXT NOT NULL,
  characters TEXT NOT NULL,
  numbers TEXT NOT NULL
) STRICT;

CREATE TABLE IF NOT EXISTS article (
  id INTEGER PRIMARY KEY,
  run INTEGER NOT NULL REFERENCES run(id),
  article_id TEXT NOT NULL,
  uri TEXT NOT NULL,
  title TEXT,
  outlet TEXT,
  published TEXT,
  text TEXT NOT NULL,
  doubtful INTEGER NOT NULL,
  record BLOB NOT NULL,
  UNIQUE (run, article_id)
) STRICT;
CREATE INDEX IF NOT EXISTS article_uri ON article(uri, run);

-- A stretch of an article as it is shown: part of a kept block (start is its place in the text) or of a removed one.
CREATE TABLE IF NOT EXISTS piece (
  article INTEGER NOT NULL REFERENCES article(id),
  seq INTEGER NOT NULL,
  start INTEGER,
  text TEXT NOT NULL,
  role TEXT,
  opens INTEGER NOT NULL,
  reason TEXT,
  rule TEXT,
  PRIMARY KEY (article, seq)
) STRICT, WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS piece_start ON piece(article, start);

-- Every number that is no claim.
CREATE TABLE IF NOT EXISTS number (
  article INTEGER NOT NULL REFERENCES article(id),
  start INTEGER NOT NULL,
  end INTEGER NOT NULL,
  disposition TEXT NOT NULL,
  data TEXT NOT NULL,
  PRIMARY KEY (article, start, end)
) STRICT, WITHOUT ROWID;

-- What decisions are about: one claim, whichever runs found it.
CREATE TABLE IF NOT EXISTS subject (
  id INTEGER PRIMARY KEY,
  key TEXT NOT NULL UNIQUE,
  claim INTEGER NOT NULL,
  verdict TEXT NOT NULL DEFAULT 'open',
  disputed INTEGER NOT NULL DEFAULT 0,
  edited INTEGER NOT NULL DEFAULT 0,
  seq INTEGER NOT NULL DEFAULT 0
) STRICT;

-- origin: run (found), added (by a reviewer), gone (decided in an earlier run, not found in this one).
CREATE TABLE IF NOT EXISTS claim (
  id INTEGER PRIMARY KEY,
  run INTEGER NOT NULL REFERENCES run(id),
  article INTEGER REFERENCES article(id),
  claim_id TEXT NOT NULL,
  origin TEXT NOT NULL,
  start INTEGER NOT NULL,
  end INTEGER NOT NULL,
  record TEXT NOT NULL,
  context TEXT NOT NULL,
  fingerprint TEXT NOT NULL,
  kind TEXT NOT NULL,
  unit TEXT NOT NULL,
  law TEXT NOT NULL,
  source TEXT NOT NULL,
  area TEXT NOT NULL,
  period TEXT NOT NULL,
  outlet TEXT NOT NULL,
  rule TEXT NOT NULL,
  confidence REAL NOT NULL,
  inherited TEXT NOT NULL,
  doubt TEXT NOT NULL,
  published TEXT NOT NULL,
  draw INTEGER NOT NULL,
  subject INTEGER REFERENCES subject(id),
  stale TEXT,
  UNIQUE (run, claim_id)
) STRICT;
CREATE INDEX IF NOT EXISTS claim_place ON claim(article, start);
CREATE INDEX IF NOT EXISTS claim_key ON claim(claim_id);
CREATE INDEX IF NOT EXISTS claim_subject ON claim(subject) WHERE subject IS NOT NULL;

CREATE VIRTUAL TABLE IF NOT EXISTS claim_words USING fts5(
  words, content = '', tokenize = 'unicode61 remove_diacritics 2'
);

-- What a reviewer holds of a claim now: {"verdict", "edits", "note", "added"}.
CREATE TABLE IF NOT EXISTS state (
  subject INTEGER NOT NULL REFERENCES subject(id),
  owner TEXT NOT NULL,
  data TEXT NOT NULL,
  seq INTEGER NOT NULL,
  PRIMARY KEY (subject, owner)
) STRICT, WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS batch (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  reviewer TEXT NOT NULL,
  at TEXT NOT NULL,
  action TEXT NOT NULL,
  label TEXT NOT NULL,
  size INTEGER NOT NULL,
  of INTEGER REFERENCES batch(id)
) STRICT;

CREATE TABLE IF NOT EXISTS event (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  batch INTEGER NOT NULL REFERENCES batch(id),
  subject INTEGER NOT NULL REFERENCES subject(id),
  claim INTEGER NOT NULL REFERENCES claim(id),
  owner TEXT NOT NULL,
  before TEXT,
  after TEXT
) STRICT;
CREATE INDEX IF NOT EXISTS event_batch ON event(batch);
CREATE INDEX IF NOT EXISTS event_subject ON event(subject, seq);

-- Which batches can be undone (live), redone (undone), or no longer (dead).
CREATE TABLE IF NOT EXISTS undoable (
  batch INTEGER PRIMARY KEY REFERENCES batch(id),
  reviewer TEXT NOT NULL,
  state TEXT NOT NULL
) STRICT;
CREATE INDEX IF NOT EXISTS undoable_of ON undoable(reviewer, state, batch);

CREATE TRIGGER IF NOT EXISTS event_kept BEFORE UPDATE ON event BEGIN SELECT raise(ABORT, 'history is append-only'); END;
CREATE TRIGGER IF NOT EXISTS event_stays BEFORE DELETE ON event BEGIN SELECT raise(ABORT, 'history is append-only'); END;
CREATE TRIGGER IF NOT EXISTS batch_kept BEFORE UPDATE ON batch BEGIN SELECT raise(ABORT, 'history is append-only'); END;
CREATE TRIGGER IF NOT EXISTS batch_stays BEFORE DELETE ON batch BEGIN SELECT raise(ABORT, 'history is append-only'); END;
