-- Text below one heading of a period's report in a person's words. Every rewriting is a row: the newest
-- of a heading stands, unless it was dropped. `body` holds its lines and those it was written from.
CREATE TABLE rewritings (
    id         INTEGER PRIMARY KEY,
    period     TEXT NOT NULL REFERENCES periods,
    heading    TEXT NOT NULL,
    body       TEXT NOT NULL,
    person     TEXT NOT NULL,
    at         TEXT NOT NULL,
    dropped_by TEXT,
    dropped_at TEXT
) STRICT;
CREATE INDEX rewritings_of_period ON rewritings (period, heading, id);
