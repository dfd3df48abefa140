-- Which reports tell one story, and which are copies.

CREATE TABLE store.story_members (
  number BIGINT,
  document TEXT,
  story TEXT,
  day DATE,
  origin BOOLEAN,
  copy_of TEXT,
  likeness DOUBLE PRECISION,
  rule TEXT
);

CREATE TABLE store.story_bands (
  number BIGINT,
  band BIGINT,
  hash BIGINT
);

CREATE TABLE store.story_features (
  number BIGINT,
  day DATE,
  features TEXT
);

CREATE INDEX story_members_by_number ON store.story_members USING btree (number);
CREATE INDEX story_bands_by_number ON store.story_bands USING btree (number);
CREATE INDEX story_features_by_number ON store.story_features USING btree (number);
CREATE INDEX story_members_by_story ON store.story_members USING btree (story);
CREATE INDEX story_bands_by_hash ON store.story_bands USING btree (hash);
CREATE INDEX story_features_by_day ON store.story_features USING btree (day);
