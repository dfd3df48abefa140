-- What people put right: the words of the trigger, by which it is found again in another revision of the text.

ALTER TABLE store.corrections ADD COLUMN words TEXT;
ALTER TABLE store.corrections ADD COLUMN undone_at TIMESTAMPTZ;
CREATE INDEX corrections_by_document ON store.corrections USING hash (document);
