-- A browser that was let in: the digest of its cookie, and the chat in which it speaks. `previous` is
-- the digest before the cookie was last changed: it is taken until the browser has shown the new one
-- (`shown_at`), and a moment longer, for requests under way then.
CREATE TABLE browsers (
    id         INTEGER PRIMARY KEY,
    chat       TEXT NOT NULL,
    digest     TEXT NOT NULL UNIQUE,
    previous   TEXT,
    opened_at  TEXT NOT NULL,
    changed_at TEXT NOT NULL,
    shown_at   TEXT,
    ended_at   TEXT
) STRICT;
CREATE INDEX browsers_of_chat ON browsers (chat);

-- What was said in a conversation, in the order in which it was said. `owner` is an address or
-- person:CODE; the words themselves stand in the inbox (theirs) and the outbox (ours).
CREATE TABLE lines (
    id     INTEGER PRIMARY KEY,
    owner  TEXT NOT NULL,
    inbox  INTEGER REFERENCES inbox,
    outbox INTEGER REFERENCES outbox
) STRICT;
CREATE INDEX lines_of_owner ON lines (owner, id);
