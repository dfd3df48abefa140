-- Which reports tell one commitment, and what became of it.

CREATE TABLE store.life_members (
  number BIGINT,
  commitment TEXT,
  life TEXT,
  day DATE,
  likeness DOUBLE PRECISION,
  why TEXT
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

CREATE INDEX life_members_by_number ON store.life_members USING btree (number);
CREATE INDEX life_moves_by_number ON store.life_moves USING btree (number);
CREATE INDEX life_members_by_life ON store.life_members USING btree (life);
CREATE INDEX life_moves_by_life ON store.life_moves USING btree (life);
CREATE INDEX event_parties_by_actor ON store.event_parties USING btree (actor);
CREATE INDEX commitment_parties_by_actor ON store.commitment_parties USING btree (actor);
