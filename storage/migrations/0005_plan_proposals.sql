-- A proposed plan never changes (`body`); what was decided on its blocks does (`verdicts`, one a block,
-- made on the `version` before). `source` is what it was made of: one proposal of it is open at a time.
CREATE TABLE plan_proposals (
    id         INTEGER PRIMARY KEY,
    source     TEXT NOT NULL,
    body       TEXT NOT NULL,
    verdicts   TEXT NOT NULL,
    version    INTEGER NOT NULL DEFAULT 1,
    state      TEXT NOT NULL DEFAULT 'open',
    made_by    TEXT NOT NULL,
    made_at    TEXT NOT NULL,
    changed_by TEXT NOT NULL,
    changed_at TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX plan_proposals_open ON plan_proposals (source) WHERE state = 'open';
