-- A code with a person brings that person to one more channel or device; one without lets somebody
-- new in.
ALTER TABLE invites ADD COLUMN person TEXT REFERENCES people;
CREATE INDEX invites_for ON invites (person) WHERE person IS NOT NULL;
