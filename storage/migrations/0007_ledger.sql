-- What each bot exchanged with people in a calendar month of Việt Nam ("2026-11"): messages that went out, those that may
-- have arrived among them, and messages that came in. `*_at`: when it was told that the month's quota runs short, and that
-- messages are held back; up to when it was told whose reminders were. A message held back has the state "held" in the outbox; a
-- reminder is not said any more (`held_at`).
CREATE TABLE ledger (
    channel      TEXT NOT NULL,
    bot          TEXT NOT NULL,
    month        TEXT NOT NULL,
    sent         INTEGER NOT NULL DEFAULT 0,
    received     INTEGER NOT NULL DEFAULT 0,
    warned_at    TEXT,
    saving_at    TEXT,
    held_told_at TEXT,
    PRIMARY KEY (channel, bot, month)
) STRICT;

CREATE INDEX outbox_held ON outbox (owner) WHERE state = 'held';
ALTER TABLE reminders ADD COLUMN held_at TEXT;
CREATE INDEX reminders_held ON reminders (held_at) WHERE state = 'held';
