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
CREATE INDEX browsers_before ON browsers (previous);

-- What was said in a conversation, in the order in which it was said. `owner` is an address or
-- person:CODE; the words themselves stand in the inbox (theirs) and the outbox (ours). A number is
-- never used again, also after the newest lines were forgotten: pages ask for what comes after one.
CREATE TABLE lines (
    id     INTEGER PRIMARY KEY AUTOINCREMENT,
    owner  TEXT NOT NULL,
    inbox  INTEGER REFERENCES inbox,
    outbox INTEGER REFERENCES outbox
) STRICT;
CREATE INDEX lines_of_owner ON lines (owner, id);

INSERT INTO lines (owner, inbox, outbox)
SELECT owner, inbox, outbox FROM (
    SELECT owner, id AS inbox, NULL AS outbox, received_at AS at FROM inbox
    WHERE channel <> 'inside' AND owner <> 'nobody' AND payload <> ''
    UNION ALL SELECT owner, NULL, id, sent_at FROM outbox
    WHERE state = 'sent' AND owner <> 'nobody' AND reply <> '[]'
)
ORDER BY at, outbox, inbox;

CREATE INDEX evidence_by_bytes ON evidence (sha256);

-- Signed links given out before are void: who left everywhere leaves no way in.
ALTER TABLE people ADD COLUMN links_from TEXT;
