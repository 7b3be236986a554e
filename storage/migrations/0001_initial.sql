-- Times are UTC ISO 8601 text; days are ISO dates; bodies are JSON of domain values.
-- `period` is everywhere a period's key: programme:code.

CREATE TABLE programme_versions (
    programme   TEXT NOT NULL,
    version     INTEGER NOT NULL,
    body        TEXT NOT NULL,
    imported_at TEXT NOT NULL,
    imported_by TEXT NOT NULL,
    PRIMARY KEY (programme, version)
) STRICT;

CREATE TABLE periods (
    key               TEXT PRIMARY KEY,
    programme         TEXT NOT NULL,
    programme_version INTEGER NOT NULL,
    body              TEXT NOT NULL,
    state             TEXT NOT NULL,
    opened_at         TEXT,
    FOREIGN KEY (programme, programme_version) REFERENCES programme_versions
) STRICT;

CREATE TABLE submissions (
    period TEXT NOT NULL REFERENCES periods,
    unit   TEXT NOT NULL,
    state  TEXT NOT NULL,
    body   TEXT NOT NULL,
    PRIMARY KEY (period, unit)
) STRICT;

-- Every save is a row: the newest version is what stands, the others are how it came about.
CREATE TABLE entries (
    period    TEXT NOT NULL,
    unit      TEXT NOT NULL,
    item      TEXT NOT NULL,
    version   INTEGER NOT NULL,
    body      TEXT NOT NULL,
    person    TEXT NOT NULL,
    at        TEXT NOT NULL,
    on_behalf INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (period, unit, item, version),
    FOREIGN KEY (period, unit) REFERENCES submissions
) STRICT;

CREATE TABLE plan_items (
    period TEXT NOT NULL,
    unit   TEXT NOT NULL,
    key    TEXT NOT NULL,
    body   TEXT NOT NULL,
    person TEXT NOT NULL,
    at     TEXT NOT NULL,
    PRIMARY KEY (period, unit, key),
    FOREIGN KEY (period, unit) REFERENCES submissions
) STRICT;

-- What was sent, whole, as it stood.
CREATE TABLE submission_versions (
    period  TEXT NOT NULL,
    unit    TEXT NOT NULL,
    version INTEGER NOT NULL,
    body    TEXT NOT NULL,
    person  TEXT NOT NULL,
    at      TEXT NOT NULL,
    PRIMARY KEY (period, unit, version),
    FOREIGN KEY (period, unit) REFERENCES submissions
) STRICT;

CREATE TABLE late_words (
    id      INTEGER PRIMARY KEY,
    period  TEXT NOT NULL,
    unit    TEXT NOT NULL,
    text    TEXT NOT NULL,
    message TEXT NOT NULL,
    person  TEXT NOT NULL,
    at      TEXT NOT NULL
) STRICT;

CREATE TABLE files (
    sha256    TEXT PRIMARY KEY,
    path      TEXT NOT NULL,
    mime      TEXT NOT NULL,
    size      INTEGER NOT NULL,
    stored_at TEXT NOT NULL
) STRICT;

CREATE TABLE evidence (
    id          INTEGER PRIMARY KEY,
    period      TEXT NOT NULL,
    unit        TEXT NOT NULL,
    item        TEXT,
    sha256      TEXT NOT NULL REFERENCES files,
    name        TEXT NOT NULL,
    caption     TEXT NOT NULL,
    album       TEXT NOT NULL,
    message     TEXT NOT NULL,
    person      TEXT NOT NULL,
    at          TEXT NOT NULL,
    detached_at TEXT,
    FOREIGN KEY (period, unit) REFERENCES submissions
) STRICT;
CREATE INDEX evidence_of ON evidence (period, unit) WHERE detached_at IS NULL;

CREATE TABLE people (
    code         TEXT PRIMARY KEY,
    name         TEXT NOT NULL,
    wording      TEXT NOT NULL,
    consented_at TEXT NOT NULL,
    forgotten_at TEXT
) STRICT;

CREATE TABLE grants (
    id         INTEGER PRIMARY KEY,
    person     TEXT NOT NULL REFERENCES people,
    role       TEXT NOT NULL,
    unit       TEXT,
    granted_at TEXT NOT NULL,
    ended_at   TEXT
) STRICT;
CREATE INDEX grants_held ON grants (person) WHERE ended_at IS NULL;
CREATE INDEX grants_of_unit ON grants (unit, role) WHERE ended_at IS NULL;

CREATE TABLE addresses (
    channel     TEXT NOT NULL,
    bot         TEXT NOT NULL,
    chat        TEXT NOT NULL,
    person      TEXT NOT NULL REFERENCES people,
    bound_at    TEXT NOT NULL,
    heard_at    TEXT NOT NULL,
    disabled_at TEXT,
    PRIMARY KEY (channel, bot, chat)
) STRICT;
CREATE INDEX addresses_of ON addresses (person);

CREATE TABLE invites (
    id         INTEGER PRIMARY KEY,
    code_hash  TEXT NOT NULL UNIQUE,
    role       TEXT NOT NULL,
    unit       TEXT,
    name       TEXT,
    replaces   TEXT,
    created_by TEXT NOT NULL,
    created_at TEXT NOT NULL,
    expires_at TEXT NOT NULL,
    used_at    TEXT,
    used_by    TEXT,
    voided_at  TEXT
) STRICT;

CREATE TABLE wrong_codes (
    address TEXT NOT NULL,
    at      TEXT NOT NULL
) STRICT;
CREATE INDEX wrong_codes_of ON wrong_codes (address, at);

CREATE TABLE leaves (
    id         INTEGER PRIMARY KEY,
    person     TEXT NOT NULL REFERENCES people,
    since      TEXT NOT NULL,
    until      TEXT NOT NULL,
    substitute TEXT REFERENCES people,
    note       TEXT NOT NULL,
    at         TEXT NOT NULL
) STRICT;

CREATE TABLE snoozes (
    person TEXT PRIMARY KEY REFERENCES people,
    until  TEXT NOT NULL
) STRICT;

-- One row a stage: what was decided about it stays decided.
CREATE TABLE reminders (
    period   TEXT NOT NULL,
    unit     TEXT NOT NULL,
    person   TEXT NOT NULL,
    stage    TEXT NOT NULL,
    schedule TEXT NOT NULL,
    due_at   TEXT NOT NULL,
    state    TEXT NOT NULL,
    outbox   INTEGER,
    PRIMARY KEY (period, unit, person, stage, schedule)
) STRICT;
CREATE INDEX reminders_by_outbox ON reminders (outbox) WHERE outbox IS NOT NULL;

-- `owner` is the address a message came from, or person:CODE for an event from inside.
CREATE TABLE inbox (
    id          INTEGER PRIMARY KEY,
    channel     TEXT NOT NULL,
    bot         TEXT NOT NULL,
    event_id    TEXT NOT NULL,
    owner       TEXT NOT NULL,
    payload     TEXT NOT NULL,
    received_at TEXT NOT NULL,
    state       TEXT NOT NULL DEFAULT 'waiting',
    tries       INTEGER NOT NULL DEFAULT 0,
    handled_at  TEXT,
    UNIQUE (channel, bot, event_id)
) STRICT;
CREATE INDEX inbox_waiting ON inbox (id) WHERE state = 'waiting';

CREATE TABLE poll_offsets (
    channel TEXT NOT NULL,
    bot     TEXT NOT NULL,
    next    INTEGER NOT NULL,
    PRIMARY KEY (channel, bot)
) STRICT;

CREATE TABLE sessions (
    owner      TEXT PRIMARY KEY,
    body       TEXT NOT NULL,
    updated_at TEXT NOT NULL
) STRICT;

-- kind: answer, notice, reminder. state: queued, sending, sent, failed, doubtful, dropped.
CREATE TABLE outbox (
    id           INTEGER PRIMARY KEY,
    owner        TEXT NOT NULL,
    channel      TEXT NOT NULL,
    bot          TEXT NOT NULL,
    chat         TEXT NOT NULL,
    kind         TEXT NOT NULL,
    reply        TEXT NOT NULL,
    dues         TEXT,
    state        TEXT NOT NULL DEFAULT 'queued',
    created_at   TEXT NOT NULL,
    not_before   TEXT NOT NULL,
    expires_at   TEXT,
    parts_sent   INTEGER NOT NULL DEFAULT 0,
    tries        INTEGER NOT NULL DEFAULT 0,
    sent_at      TEXT,
    message      TEXT,
    error        TEXT
) STRICT;
CREATE INDEX outbox_queued ON outbox (channel, bot, chat, id) WHERE state IN ('queued', 'sending');
CREATE INDEX outbox_of_owner ON outbox (owner, id);

CREATE TABLE jobs (
    id         INTEGER PRIMARY KEY,
    owner      TEXT NOT NULL,
    channel    TEXT NOT NULL,
    bot        TEXT NOT NULL,
    work       TEXT NOT NULL,
    state      TEXT NOT NULL DEFAULT 'waiting',
    tries      INTEGER NOT NULL DEFAULT 0,
    not_before TEXT NOT NULL,
    created_at TEXT NOT NULL,
    done_at    TEXT
) STRICT;
CREATE INDEX jobs_waiting ON jobs (id) WHERE state = 'waiting';

CREATE TABLE reports (
    id       INTEGER PRIMARY KEY,
    period   TEXT NOT NULL REFERENCES periods,
    version  INTEGER NOT NULL,
    body     TEXT NOT NULL,
    compiled TEXT NOT NULL,
    at       TEXT NOT NULL,
    UNIQUE (period, version)
) STRICT;

-- Each line's hash covers the line before it. Ids and digests only, never texts.
CREATE TABLE audit (
    id       INTEGER PRIMARY KEY,
    at       TEXT NOT NULL,
    actor    TEXT NOT NULL,
    what     TEXT NOT NULL,
    ids      TEXT NOT NULL,
    digest   TEXT NOT NULL,
    previous TEXT NOT NULL,
    hash     TEXT NOT NULL UNIQUE
) STRICT;
