-- When it was told that a bot has used up its month.
ALTER TABLE ledger ADD COLUMN spent_at TEXT;

-- Answers to people we do not know who gave no good code: by which bot, when, and to whom, under the name that the audit log
-- has for them, too. Deleted when they are a day old.
CREATE TABLE answered_strangers (
    channel  TEXT NOT NULL,
    bot      TEXT NOT NULL,
    stranger TEXT NOT NULL,
    at       TEXT NOT NULL
) STRICT;

CREATE INDEX answered_strangers_at ON answered_strangers (channel, bot, at);
