-- Which reports tell one event.

CREATE TABLE store.event_members (
  number BIGINT,
  event TEXT,
  merged TEXT,
  day DATE,
  likeness DOUBLE PRECISION,
  why TEXT
);

CREATE INDEX event_members_by_number ON store.event_members USING btree (number);
CREATE INDEX event_members_by_merged ON store.event_members USING btree (merged);
CREATE INDEX event_members_by_event ON store.event_members USING btree (event);
CREATE INDEX events_by_type_and_day ON store.events USING btree (type, day);
