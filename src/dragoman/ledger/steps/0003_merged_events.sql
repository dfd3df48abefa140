-- Which reports tell one event.

CREATE TABLE store.event_members (
  number BIGINT,
  ordinal BIGINT,
  event TEXT,
  merged TEXT,
  likeness DOUBLE PRECISION,
  why TEXT
);

CREATE TABLE store.event_traits (
  number BIGINT,
  ordinal BIGINT,
  words BIGINT[],
  trigger BIGINT[],
  proper BIGINT[],
  traits TEXT
);

CREATE TABLE store.event_keys (
  number BIGINT,
  ordinal BIGINT,
  key BIGINT
);

CREATE TABLE store.report_names (
  number BIGINT,
  names BIGINT[]
);

CREATE TABLE store.event_totals (
  event TEXT,
  mentions BIGINT,
  reports BIGINT,
  origins BIGINT
);

CREATE TABLE store.event_denials (
  number BIGINT,
  denial TEXT,
  denied TEXT,
  likeness DOUBLE PRECISION,
  why TEXT
);

CREATE INDEX event_members_by_number ON store.event_members USING btree (number);
CREATE INDEX event_members_by_merged ON store.event_members USING btree (merged);
CREATE INDEX event_members_by_event ON store.event_members USING btree (event);
CREATE INDEX event_traits_by_number ON store.event_traits USING btree (number);
CREATE INDEX event_keys_by_number ON store.event_keys USING btree (number);
CREATE INDEX event_keys_by_key ON store.event_keys USING btree (key);
CREATE INDEX report_names_by_number ON store.report_names USING btree (number);
CREATE INDEX event_totals_by_event ON store.event_totals USING btree (event);
CREATE INDEX event_denials_by_number ON store.event_denials USING btree (number);
CREATE INDEX event_denials_by_denial ON store.event_denials USING btree (denial);
CREATE INDEX event_denials_by_denied ON store.event_denials USING btree (denied);
