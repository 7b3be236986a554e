-- The bot that an invite sends people to: while the invite is good, it keeps a place there.
ALTER TABLE invites ADD COLUMN bot TEXT;
CREATE INDEX invites_to_bots ON invites (bot)
    WHERE bot IS NOT NULL AND used_at IS NULL AND voided_at IS NULL;
