-- Which reports tell one commitment, and what became of it.

CREATE TABLE store.life_clues (
  number BIGINT,
  ordinal BIGINT,
  role TEXT,
  clue TEXT
);

CREATE TABLE store.life_keys (
  number BIGINT,
  ordinal BIGINT,
  day DATE,
  key BIGINT
);

CREATE TABLE store.life_members (
  number BIGINT,
  commitment TEXT,
  life TEXT
);

CREATE TABLE store.life_moves (
  number BIGINT,
  life TEXT,
  status TEXT,
  day DATE,
  event TEXT,
  span_start BIGINT,
  span_end BIGINT,
  rule TEXT,
  confidence DOUBLE PRECISION
);

CREATE INDEX life_clues_by_number ON store.life_clues USING btree (number);
CREATE INDEX life_keys_by_number ON store.life_keys USING btree (number);
CREATE INDEX life_keys_by_key ON store.life_keys USING btree (key);
CREATE INDEX life_members_by_number ON store.life_members USING btree (number);
CREATE INDEX life_moves_by_number ON store.life_moves USING btree (number);
CREATE INDEX life_members_by_life ON store.life_members USING btree (life);
CREATE INDEX life_members_by_commitment ON store.life_members USING btree (commitment);
CREATE INDEX life_moves_by_life ON store.life_moves USING btree (life);
