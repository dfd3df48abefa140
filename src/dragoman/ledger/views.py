"""What people query: views over the tables, named and worded like the field.  One text for both stores.

They show the current revision of each document.  Words of the text stand in them where the ledger holds texts;
where it does not, they are null and the offsets remain.
"""

from __future__ import annotations


def _words(span: str, table: str = "x", row: str = "r") -> str:
    """The words of a span, from the document's text."""
    return f"substr({table}.text, {row}.{span}_start::int + 1, ({row}.{span}_end - {row}.{span}_start)::int)"


_DOCUMENT = "JOIN store.documents d ON d.number = r.number"
_TEXT = "LEFT JOIN store.texts x ON x.number = r.number"
_REPORT = "d.publisher, d.published AS published_at, d.url"
_PLACE = "r.place, r.place_country, r.admin1, r.admin2, r.lat, r.lon, r.geoname_id, r.feature_code, r.place_precision"
_HAPPENED = "(r.status IN ('actual', 'historical') AND r.polarity = 'affirmed')"
_ATTRIBUTED = "(coalesce(array_length(r.attribution, 1), 0) > 0)"

_DOCUMENTS = f"""
SELECT r.document, r.revision, r.day, r.published AS published_at, r.publisher, r.title, r.language, r.url, r.source,
  r.bylines, r.dateline_place, r.agency, r.characters, c.version AS coder_version, c.registry AS registry_version,
  i.started_at AS ingested_at, r.number, x.text
FROM store.documents r
JOIN store.coders c ON c.coder = r.coder
JOIN store.ingests i ON i.ingest = r.ingest
{_TEXT}
WHERE r.current AND r.forgotten_at IS NULL"""

_REVISIONS = """
SELECT document, revision, current, content, ingest, forgotten_at, number FROM store.documents"""

# What a report's event is: the columns that `events` and `event_reports` share.
_EVENT = f"""r.day, r.day_basis, r.type, r.mode, r.quad, r.intensity,
  r.actor_names[1] AS actor, r.actor_countries[1] AS actor_country, r.actor_sectors[1] AS actor_sector,
  r.recipient_names[1] AS recipient, r.recipient_countries[1] AS recipient_country,
  r.recipient_sectors[1] AS recipient_sector,
  {_HAPPENED} AS happened, r.status, r.polarity, r.certainty, {_ATTRIBUTED} AS attributed, r.attributed_to,
  r.confidence, {_words("trigger")} AS trigger, {_words("sentence")} AS sentence, r.contexts,
  r.actor_names AS actors, r.actor_ids, r.actor_countries, r.actor_sectors,
  r.recipient_names AS recipients, r.recipient_ids, r.recipient_countries, r.recipient_sectors,
  r.date_start, r.date_end, r.date_precision, r.date_inferred, {_PLACE}"""
_MEMBER = "JOIN store.event_members m ON m.number = r.number AND m.ordinal = r.ordinal"

# The first mention leads the event: `merged` is its id.
_EVENTS = f"""
SELECT r.event, d.document, {_EVENT},
  coalesce(o.mentions, r.mentions) AS mentions, coalesce(o.reports, 1) AS reports, coalesce(o.origins, 1) AS origins,
  {_REPORT}, r.number, r.ordinal
FROM store.events r {_MEMBER} AND m.merged = r.event {_DOCUMENT} {_TEXT}
LEFT JOIN store.event_totals o ON o.event = r.event"""

_EVENT_REPORTS = f"""
SELECT m.merged AS event, r.event AS mention, d.document, {_EVENT},
  r.mentions, m.likeness, m.why, {_REPORT}, r.number, r.ordinal
FROM store.events r {_MEMBER} {_DOCUMENT} {_TEXT}"""

# A reciprocal event has its parties under `actor` only; each ordered pair of them is a dyad.
_DYADS = f"""
SELECT r.event, d.document, r.day, r.day_basis, r.type, r.mode, r.quad, r.intensity,
  a.name AS actor, a.actor AS actor_id, a.country AS actor_country, a.sectors[1] AS actor_sector,
  b.name AS recipient, b.actor AS recipient_id, b.country AS recipient_country, b.sectors[1] AS recipient_sector,
  {_HAPPENED} AS happened, r.status, r.polarity, r.certainty, {_ATTRIBUTED} AS attributed, r.confidence, {_REPORT}
FROM store.events r {_MEMBER} AND m.merged = r.event {_DOCUMENT}
JOIN store.event_parties a ON a.number = r.number AND a.event = r.event AND a.side = 'actor'
JOIN store.event_parties b ON b.number = r.number AND b.event = r.event AND b.actor <> a.actor
  AND (b.side = 'recipient' OR coalesce(array_length(r.recipient_ids, 1), 0) = 0)"""

# Who says it: the outermost speaker, else the paper.
_VOICE = "coalesce(r.attributed_to[1], d.publisher, d.document)"
# A rejection speaks for its own actor.
_DENIER = "CASE WHEN r.type = 'REJECT' AND r.polarity = 'affirmed' THEN coalesce(r.actor_names[1], d.document) ELSE"

_DENIALS = f"""
SELECT a.merged AS event, x.denial AS mention, d.document, d.day, {_DENIER} {_VOICE} END AS denied_by, x.likeness, x.why
FROM store.event_denials x
JOIN store.event_members a ON a.event = x.denied
JOIN store.events r ON r.event = x.denial
JOIN store.documents d ON d.number = r.number"""

# What reports of one event tell differently: a row is an event and a matter, `happened` or what was counted.
_DISPUTES = f"""
SELECT n.event, 'happened' AS matter, NULL::double precision AS low, NULL::double precision AS high,
  y.voices AS affirmed_by, n.voices AS denied_by
FROM (
  SELECT x.event, array_agg(DISTINCT x.denied_by ORDER BY x.denied_by) AS voices FROM ({_DENIALS}) x GROUP BY x.event
) n JOIN (
  SELECT v.event, array_agg(DISTINCT v.voice ORDER BY v.voice) AS voices FROM (
    SELECT m.merged AS event, {_VOICE} AS voice FROM store.events r {_MEMBER} {_DOCUMENT}
  ) v GROUP BY v.event
) y ON y.event = n.event
UNION ALL
SELECT c.event, c.kind, min(c.low), max(c.high), array_agg(DISTINCT c.voice ORDER BY c.voice), NULL
FROM (
  SELECT m.merged AS event, k.kind, coalesce(k.low, k.high) AS low, coalesce(k.high, k.low) AS high, k.number,
    coalesce(r.attributed_to[1], d.publisher, d.document) AS voice
  FROM store.event_counts k
  JOIN store.events r ON r.number = k.number AND r.event = k.event {_MEMBER} {_DOCUMENT}
) c GROUP BY c.event, c.kind
HAVING count(DISTINCT c.number) > 1 AND (min(c.low) < max(c.low) OR min(c.high) < max(c.high))"""

_STATEMENTS = f"""
SELECT r.statement, d.document, d.day, r.kind, r.act, r.speaker_name AS speaker, r.speaker AS speaker_id,
  r.speaker_kind, r.speaker_country, r.speaker_sectors[1] AS speaker_sector, r.addressee_name AS addressee,
  r.addressee AS addressee_id, r.addressee_country, r.within, {_words("cue")} AS cue, {_words("content")} AS content,
  {_REPORT}, r.number, r.ordinal
FROM store.statements r {_DOCUMENT} {_TEXT}"""

_COMMITMENT = f"""r.day, r.kind, r.strength,
  r.by_names[1] AS by_actor, r.by_countries[1] AS by_country, r.by_sectors[1] AS by_sector,
  r.to_names[1] AS to_actor, r.to_countries[1] AS to_country, r.to_sectors[1] AS to_sector,
  {_words("act")} AS act, r.act_type, r.conditions, r.deadline_start, r.deadline_end, r.deadline_precision,
  r.by_names AS by_actors, r.by_ids, r.by_countries, r.to_names AS to_actors, r.to_ids, r.to_countries,
  r.statement, r.event, {_REPORT}, r.number, r.ordinal"""

_COMMITMENT_REPORTS = f"""
SELECT r.commitment, m.life, d.document, {_COMMITMENT}
FROM store.commitments r {_DOCUMENT}
JOIN store.life_members m ON m.number = r.number AND m.commitment = r.commitment {_TEXT}"""

# The day as of which things stand: that of the latest publication, never today's.
LATEST_DAY = "(SELECT max(day) FROM store.documents WHERE current AND forgotten_at IS NULL AND published IS NOT NULL)"


def commitments_as_of(day: str, known: str = "true") -> str:
    """The query of lives with their standing.  day: SQL for the day as of which; known: for which documents count.

    Of the moves the last decides, but a condition that was met (triggered) changes nothing about what had ended.
    What was put right by hand decides over all.
    """
    return f"""
WITH counted AS (
  SELECT m.life, count(*) AS mentions, count(DISTINCT m.number) AS reports, max(c.deadline_end) AS last_day
  FROM store.life_members m
  JOIN store.commitments c ON c.number = m.number AND c.commitment = m.commitment
  JOIN store.documents d ON d.number = m.number
  WHERE {known} GROUP BY m.life
), told AS (
  SELECT m.life, m.status, m.day, m.confidence, m.span_start, d.published, d.document
  FROM store.life_moves m JOIN store.documents d ON d.number = m.number WHERE {known}
), moved AS (
  SELECT DISTINCT ON (life) life, status, day FROM told
  ORDER BY life, status = 'triggered', published DESC NULLS LAST, confidence DESC, document, span_start, status
), turned AS (
  SELECT t.life, max(t.day) AS day FROM told t JOIN moved v ON v.life = t.life
  WHERE t.status <> v.status AND t.status <> 'triggered' GROUP BY t.life
), since AS (
  SELECT t.life, min(t.day) AS day FROM told t JOIN moved v ON v.life = t.life AND v.status = t.status
  LEFT JOIN turned u ON u.life = t.life WHERE u.day IS NULL OR t.day >= u.day GROUP BY t.life
), corrected AS (
  SELECT DISTINCT ON (m.life) m.life, trim(k.value, '"') AS value, k.made_at::date AS day
  FROM store.corrections k JOIN store.documents d ON d.document = k.document
  JOIN store.commitments c ON c.number = d.number AND c.trigger_start = k.trigger_start
    AND c.trigger_end = k.trigger_end
  JOIN store.life_members m ON m.number = c.number AND m.commitment = c.commitment
  WHERE k.record_class = 'commitment' AND k.field = 'status' AND k.undone_at IS NULL
    AND {known} ORDER BY m.life, k.correction DESC
)
SELECT r.commitment, n.life, d.document,
  coalesce(k.value, v.status, CASE WHEN n.last_day < {day} THEN 'lapsed' ELSE 'open' END) AS status,
  CASE WHEN k.value IS NOT NULL THEN k.day WHEN v.status IS NOT NULL THEN s.day
    WHEN n.last_day < {day} THEN n.last_day ELSE r.day END AS status_since,
  n.mentions, n.reports, {_COMMITMENT}
FROM counted n
JOIN store.life_members f ON f.life = n.life AND f.commitment = n.life
JOIN store.commitments r ON r.number = f.number AND r.commitment = f.commitment
{_DOCUMENT}
LEFT JOIN moved v ON v.life = n.life
LEFT JOIN since s ON s.life = n.life
LEFT JOIN corrected k ON k.life = n.life
{_TEXT} WHERE {known}"""


_COMMITMENTS = commitments_as_of(LATEST_DAY)

_MOVES = f"""
SELECT r.life, r.day, r.status, r.rule, r.confidence, d.document, r.event, {_words("span")} AS sentence,
  r.span_start, r.span_end, {_REPORT}, r.number
FROM store.life_moves r {_DOCUMENT} {_TEXT}"""

_CONDITIONS = f"""
SELECT r.commitment, d.document, r.kind, {_words("span")} AS condition, r.span_start, r.span_end
FROM store.conditions r {_DOCUMENT} {_TEXT}"""

_COUNTS = f"""
SELECT m.merged AS event, r.event AS mention, d.document, r.kind, r.low, r.high, r.unit, {_words("span")} AS words
FROM store.event_counts r JOIN store.event_members m ON m.number = r.number AND m.event = r.event {_DOCUMENT} {_TEXT}"""

_ACTORS = f"""
SELECT r.actor, r.name, r.kind, r.country, r.sectors[1] AS sector, r.sectors, r.title, r.wikidata, r.basis,
  r.mentions, d.document, d.day
FROM store.actors r {_DOCUMENT}"""

_MENTIONS = f"""
SELECT r.actor, d.document, r.form, {_words("span")} AS words, r.span_start, r.span_end
FROM store.mentions r {_DOCUMENT} {_TEXT}"""

_PLACES = f"""
SELECT d.document, {_PLACE}, {_words("span")} AS words, r.span_start, r.span_end
FROM store.places r {_DOCUMENT} {_TEXT}"""

_TIMES = f"""
SELECT d.document, r.date_start, r.date_end, r.date_precision, r.date_inferred, {_words("span")} AS words,
  r.span_start, r.span_end
FROM store.times r {_DOCUMENT} {_TEXT}"""

_WARNINGS = f"""
SELECT d.document, r.code, r.message, r.span_start, r.span_end FROM store.warnings r {_DOCUMENT}"""

# A document's title, else its headline, else the first line of its first paragraph: not what stands around the article.
_HEAD = """(SELECT coalesce(min(b.block_start) FILTER (WHERE b.kind = 'headline'),
    min(b.block_start) FILTER (WHERE b.kind IN ('highlight', 'paragraph')))
  FROM store.blocks b WHERE b.number = d.number)"""
_TITLE = f"coalesce(d.title, split_part(substr(x.text, {_HEAD}::int + 1, 200), chr(10), 1))"

_STORY_MEMBERS = f"""
SELECT r.story, d.document, r.day, r.copy_of IS NULL AS origin, r.copy_of, r.likeness, r.rule, {_TITLE} AS title,
  {_REPORT}, r.number
FROM store.story_members r {_DOCUMENT} {_TEXT}"""

# Of a story's reports the first that is no copy gives it its title.
_STORIES = f"""
SELECT r.story, r.first_day, r.last_day, r.reports, r.independent, {_TITLE} AS title, r.documents, r.origins, r.latest
FROM (
  SELECT m.story, min(m.day) AS first_day, max(m.day) AS last_day, count(*) AS reports,
    count(*) FILTER (WHERE m.copy_of IS NULL) AS independent,
    array_agg(m.document ORDER BY p.published NULLS LAST, m.number) AS documents,
    array_agg(m.document ORDER BY p.published NULLS LAST, m.number) FILTER (WHERE m.copy_of IS NULL) AS origins,
    (array_agg(m.number ORDER BY p.published NULLS LAST, m.number) FILTER (WHERE m.copy_of IS NULL))[1] AS number,
    max(m.number) AS latest
  FROM store.story_members m JOIN store.documents p ON p.number = m.number GROUP BY m.story) r
{_DOCUMENT} {_TEXT}"""

# (record class, table, id, part, name of the span)
_PARTS = (
    ("event", "events", "event", "trigger", "trigger"),
    ("event", "events", "event", "sentence", "sentence"),
    ("event", "event_parties", "event", "r.side", "span"),
    ("event", "event_mentions", "event", "also", "span"),
    ("event", "event_counts", "event", "count", "span"),
    ("statement", "statements", "statement", "source", "source"),
    ("statement", "statements", "statement", "cue", "cue"),
    ("statement", "statement_spans", "statement", "content", "span"),
    ("commitment", "commitments", "commitment", "trigger", "trigger"),
    ("commitment", "commitments", "commitment", "act", "act"),
    ("commitment", "commitment_parties", "commitment", "r.side", "span"),
    ("commitment", "conditions", "commitment", "condition", "span"),
)


def _part(record_class: str, table: str, id: str, part: str, span: str) -> str:
    named = part if part.startswith("r.") else f"'{part}'"
    return f"""
SELECT d.document, '{record_class}' AS record_class, r.{id} AS record, {named} AS part,
  r.{span}_start AS span_start, r.{span}_end AS span_end, {_words(span)} AS words
FROM store.{table} r {_DOCUMENT} {_TEXT} WHERE r.{span}_start IS NOT NULL"""


_EVIDENCE = "\nUNION ALL".join(_part(*part) for part in _PARTS)

_CORRECTIONS = """
SELECT correction, document, record_class, trigger_start, trigger_end, words, field, value, reason, made_by, made_at,
  undone_at FROM store.corrections"""

_AUDITS = """
SELECT audit, made_by, made_at, seed, records, documents, characters, saturated FROM store.audits"""
_AUDIT_ITEMS = f"""
SELECT r.audit, r.item, r.kind, r.document, r.record, {_words("span")} AS sentence, {_words("trigger")} AS trigger,
  r.span_start, r.span_end, r.trigger_start, r.trigger_end, r.sharing, r.weight, r.verdict, r.missed, r.judged_by,
  r.judged_at, r.number
FROM store.audit_items r {_TEXT}"""

_FAILURES = "SELECT document, source, code, message, ingest, failed_at FROM store.failures"
_INGESTS = """
SELECT ingest, started_at, finished_at, paths, stored, revised, recoded, unchanged, failed, program
FROM store.ingests"""

VIEWS: dict[str, str] = {
    "documents": _DOCUMENTS,
    "revisions": _REVISIONS,
    "events": _EVENTS,
    "event_reports": _EVENT_REPORTS,
    "dyads": _DYADS,
    "disputes": _DISPUTES,
    "denials": _DENIALS,
    "statements": _STATEMENTS,
    "commitments": _COMMITMENTS,
    "commitment_reports": _COMMITMENT_REPORTS,
    "moves": _MOVES,
    "conditions": _CONDITIONS,
    "counts": _COUNTS,
    "actors": _ACTORS,
    "mentions": _MENTIONS,
    "places": _PLACES,
    "times": _TIMES,
    "warnings": _WARNINGS,
    "evidence": _EVIDENCE,
    "stories": _STORIES,
    "story_members": _STORY_MEMBERS,
    "corrections": _CORRECTIONS,
    "audits": _AUDITS,
    "audit_items": _AUDIT_ITEMS,
    "failures": _FAILURES,
    "ingests": _INGESTS,
}

# Where a view has what tells the order in which its rows came.
ORDER = {name: f" ORDER BY {columns}" for name, columns in {
    "documents": "number",
    "revisions": "number",
    "events": "number, ordinal",
    "event_reports": "number, ordinal",
    "statements": "number, ordinal",
    "commitments": "number, ordinal",
    "stories": "latest, story",
    "story_members": "number",
    "commitment_reports": "number, ordinal",
    "moves": "number, life, span_start, status, rule",
    "corrections": "correction",
    "audits": "audit",
    "audit_items": "audit, item",
    "ingests": "ingest",
}.items()}  # fmt: skip
