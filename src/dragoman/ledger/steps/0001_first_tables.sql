-- The first tables.  Never changed once released: a new need is a new step (migrations.py).
-- Every table that has `number` hangs on store.documents by it.  Indexes are made on PostgreSQL only.

CREATE TABLE store.facts (name TEXT, value TEXT);

CREATE TABLE store.documents (
  number BIGINT,
  document TEXT,
  revision BIGINT,
  current BOOLEAN,
  content TEXT,
  coder BIGINT,
  ingest BIGINT,
  record_schema BIGINT,
  source TEXT,
  url TEXT,
  title TEXT,
  bylines TEXT[],
  publisher TEXT,
  language TEXT,
  published TIMESTAMPTZ,
  modified TIMESTAMPTZ,
  day DATE,
  dateline_place TEXT,
  dateline_day DATE,
  agency TEXT,
  characters BIGINT,
  forgotten_at TIMESTAMPTZ
);

CREATE TABLE store.texts (
  number BIGINT,
  text TEXT,
  nul_at BIGINT[]
);

CREATE TABLE store.records (
  number BIGINT,
  record TEXT
);

CREATE TABLE store.coders (
  coder BIGINT,
  program TEXT,
  version TEXT,
  registry TEXT,
  info TEXT
);

CREATE TABLE store.ingests (
  ingest BIGINT,
  program TEXT,
  started_at TIMESTAMPTZ,
  finished_at TIMESTAMPTZ,
  paths TEXT[],
  stored BIGINT,
  revised BIGINT,
  recoded BIGINT,
  unchanged BIGINT,
  failed BIGINT
);

CREATE TABLE store.failures (
  number BIGINT,
  document TEXT,
  source TEXT,
  content TEXT,
  code TEXT,
  message TEXT,
  ingest BIGINT,
  failed_at TIMESTAMPTZ
);

CREATE TABLE store.corrections (
  correction BIGINT,
  document TEXT,
  record_class TEXT,
  trigger_start BIGINT,
  trigger_end BIGINT,
  field TEXT,
  value TEXT,
  reason TEXT,
  made_by TEXT,
  made_at TIMESTAMPTZ
);

CREATE TABLE store.blocks (
  number BIGINT,
  ordinal BIGINT,
  kind TEXT,
  block_start BIGINT,
  block_end BIGINT
);

CREATE TABLE store.warnings (
  number BIGINT,
  ordinal BIGINT,
  code TEXT,
  message TEXT,
  span_start BIGINT,
  span_end BIGINT
);

CREATE TABLE store.actors (
  number BIGINT,
  actor TEXT,
  name TEXT,
  kind TEXT,
  country TEXT,
  sectors TEXT[],
  title TEXT,
  wikidata TEXT,
  basis TEXT,
  mentions BIGINT
);

CREATE TABLE store.mentions (
  number BIGINT,
  actor TEXT,
  form TEXT,
  span_start BIGINT,
  span_end BIGINT
);

CREATE TABLE store.statements (
  number BIGINT,
  statement TEXT,
  ordinal BIGINT,
  kind TEXT,
  act TEXT,
  speaker TEXT,
  speaker_name TEXT,
  speaker_kind TEXT,
  speaker_country TEXT,
  speaker_sectors TEXT[],
  addressee TEXT,
  addressee_name TEXT,
  addressee_country TEXT,
  within TEXT,
  source_start BIGINT,
  source_end BIGINT,
  cue_start BIGINT,
  cue_end BIGINT,
  content_start BIGINT,
  content_end BIGINT
);

CREATE TABLE store.statement_spans (
  number BIGINT,
  statement TEXT,
  ordinal BIGINT,
  span_start BIGINT,
  span_end BIGINT
);

CREATE TABLE store.events (
  number BIGINT,
  event TEXT,
  ordinal BIGINT,
  type TEXT,
  mode TEXT,
  contexts TEXT[],
  quad BIGINT,
  intensity DOUBLE PRECISION,
  confidence DOUBLE PRECISION,
  status TEXT,
  polarity TEXT,
  certainty TEXT,
  attribution TEXT[],
  attributed_to TEXT[],
  actor_names TEXT[],
  actor_ids TEXT[],
  actor_countries TEXT[],
  actor_sectors TEXT[],
  recipient_names TEXT[],
  recipient_ids TEXT[],
  recipient_countries TEXT[],
  recipient_sectors TEXT[],
  day DATE,
  day_basis TEXT,
  date_start DATE,
  date_end DATE,
  date_precision TEXT,
  date_inferred BOOLEAN,
  place TEXT,
  place_country TEXT,
  admin1 TEXT,
  admin2 TEXT,
  lat DOUBLE PRECISION,
  lon DOUBLE PRECISION,
  geoname_id BIGINT,
  feature_code TEXT,
  place_precision TEXT,
  trigger_start BIGINT,
  trigger_end BIGINT,
  sentence_start BIGINT,
  sentence_end BIGINT,
  mentions BIGINT
);

CREATE TABLE store.event_parties (
  number BIGINT,
  event TEXT,
  side TEXT,
  ordinal BIGINT,
  actor TEXT,
  name TEXT,
  kind TEXT,
  country TEXT,
  sectors TEXT[],
  span_start BIGINT,
  span_end BIGINT
);

CREATE TABLE store.event_mentions (
  number BIGINT,
  event TEXT,
  ordinal BIGINT,
  span_start BIGINT,
  span_end BIGINT
);

CREATE TABLE store.event_counts (
  number BIGINT,
  event TEXT,
  ordinal BIGINT,
  kind TEXT,
  low DOUBLE PRECISION,
  high DOUBLE PRECISION,
  unit TEXT,
  span_start BIGINT,
  span_end BIGINT
);

CREATE TABLE store.commitments (
  number BIGINT,
  commitment TEXT,
  ordinal BIGINT,
  kind TEXT,
  strength TEXT,
  by_names TEXT[],
  by_ids TEXT[],
  by_countries TEXT[],
  by_sectors TEXT[],
  to_names TEXT[],
  to_ids TEXT[],
  to_countries TEXT[],
  to_sectors TEXT[],
  act_type TEXT,
  act_start BIGINT,
  act_end BIGINT,
  conditions TEXT[],
  deadline_start DATE,
  deadline_end DATE,
  deadline_precision TEXT,
  deadline_inferred BOOLEAN,
  statement TEXT,
  event TEXT,
  day DATE,
  trigger_start BIGINT,
  trigger_end BIGINT
);

CREATE TABLE store.commitment_parties (
  number BIGINT,
  commitment TEXT,
  side TEXT,
  ordinal BIGINT,
  actor TEXT,
  name TEXT,
  kind TEXT,
  country TEXT,
  sectors TEXT[],
  span_start BIGINT,
  span_end BIGINT
);

CREATE TABLE store.conditions (
  number BIGINT,
  commitment TEXT,
  ordinal BIGINT,
  kind TEXT,
  span_start BIGINT,
  span_end BIGINT
);

CREATE TABLE store.times (
  number BIGINT,
  ordinal BIGINT,
  date_start DATE,
  date_end DATE,
  date_precision TEXT,
  date_inferred BOOLEAN,
  span_start BIGINT,
  span_end BIGINT
);

CREATE TABLE store.places (
  number BIGINT,
  ordinal BIGINT,
  place TEXT,
  place_country TEXT,
  admin1 TEXT,
  admin2 TEXT,
  lat DOUBLE PRECISION,
  lon DOUBLE PRECISION,
  geoname_id BIGINT,
  feature_code TEXT,
  place_precision TEXT,
  span_start BIGINT,
  span_end BIGINT
);

CREATE INDEX documents_by_number ON store.documents USING btree (number);
CREATE INDEX texts_by_number ON store.texts USING btree (number);
CREATE INDEX records_by_number ON store.records USING btree (number);
CREATE INDEX failures_by_number ON store.failures USING btree (number);
CREATE INDEX blocks_by_number ON store.blocks USING btree (number);
CREATE INDEX warnings_by_number ON store.warnings USING btree (number);
CREATE INDEX actors_by_number ON store.actors USING btree (number);
CREATE INDEX mentions_by_number ON store.mentions USING btree (number);
CREATE INDEX statements_by_number ON store.statements USING btree (number);
CREATE INDEX statement_spans_by_number ON store.statement_spans USING btree (number);
CREATE INDEX events_by_number ON store.events USING btree (number);
CREATE INDEX event_parties_by_number ON store.event_parties USING btree (number);
CREATE INDEX event_mentions_by_number ON store.event_mentions USING btree (number);
CREATE INDEX event_counts_by_number ON store.event_counts USING btree (number);
CREATE INDEX commitments_by_number ON store.commitments USING btree (number);
CREATE INDEX commitment_parties_by_number ON store.commitment_parties USING btree (number);
CREATE INDEX conditions_by_number ON store.conditions USING btree (number);
CREATE INDEX times_by_number ON store.times USING btree (number);
CREATE INDEX places_by_number ON store.places USING btree (number);
-- ids and sources may be of any length, which a hash index takes
CREATE INDEX documents_by_id ON store.documents USING hash (document);
CREATE INDEX failures_by_id ON store.failures USING hash (document);
CREATE INDEX failures_by_source ON store.failures USING hash (source);
