-- Audits: what was drawn from the ledger to be judged by a person, and the judgements.

CREATE TABLE store.audits (
  audit BIGINT,
  made_by TEXT,
  made_at TIMESTAMPTZ,
  seed BIGINT,
  records BIGINT,
  documents BIGINT,
  characters BIGINT,
  saturated BIGINT
);

CREATE TABLE store.audit_items (
  audit BIGINT,
  item BIGINT,
  kind TEXT,
  number BIGINT,
  document TEXT,
  record TEXT,
  span_start BIGINT,
  span_end BIGINT,
  trigger_start BIGINT,
  trigger_end BIGINT,
  sharing BIGINT,
  weight DOUBLE PRECISION,
  verdict TEXT,
  missed BIGINT,
  judged_by TEXT,
  judged_at TIMESTAMPTZ
);
