-- Of a person's addresses: where reminders are wanted (one at most), and since when the messenger has
-- been out of reach for one.
ALTER TABLE addresses ADD COLUMN preferred_at TEXT;
ALTER TABLE addresses ADD COLUMN failing_since TEXT;
CREATE INDEX addresses_failing ON addresses (channel, bot) WHERE failing_since IS NOT NULL;

-- Of a message: since when its messenger has been out of reach where it is to go now, and when it was
-- last moved to another address.
ALTER TABLE outbox ADD COLUMN refused_since TEXT;
ALTER TABLE outbox ADD COLUMN moved_at TEXT;
