-- When it was told that a bot has used up its month.
ALTER TABLE ledger ADD COLUMN spent_at TEXT;

-- Answers to people we do not know who gave no good code: where, and when. Deleted when they are a day old.
CREATE TABLE answered_strangers (
    channel TEXT NOT NULL,
    bot     TEXT NOT NULL,
    chat    TEXT NOT NULL,
    at      TEXT NOT NULL
) STRICT;

CREATE INDEX answered_strangers_at ON answered_strangers (channel, bot, at);
