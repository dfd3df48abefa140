-- Which reports tell one story, and which are copies.

CREATE TABLE store.story_members (
  number BIGINT,
  document TEXT,
  story TEXT,
  day DATE,
  copy_of TEXT,
  likeness DOUBLE PRECISION,
  rule TEXT
);

CREATE TABLE store.story_terms (
  number BIGINT,
  term BIGINT
);

CREATE TABLE store.story_features (
  number BIGINT,
  features TEXT
);

CREATE INDEX story_members_by_number ON store.story_members USING btree (number);
CREATE INDEX story_members_by_story ON store.story_members USING btree (story);
CREATE INDEX story_members_by_document ON store.story_members USING hash (document);
CREATE INDEX story_terms_by_term ON store.story_terms USING btree (term, number);
CREATE INDEX story_terms_by_number ON store.story_terms USING btree (number);
CREATE INDEX story_features_by_number ON store.story_features USING btree (number);
