"""The ledger's tables as the program writes them: names, columns and what a column holds.

The tables live in the schema `store`; people query the views (views.py), whose names are those of the field.
`documents`, `texts` and `records` are the source of truth and keep every revision.  The tables behind them are
made from a document's current records and hold nothing that is not there, so that they can be made again.

A column's kind is one that both stores have: text, integer, number, boolean, day, time, texts (a list).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Kind = Literal["text", "integer", "number", "boolean", "day", "time", "texts", "integers"]
Column = tuple[str, Kind]

SQL_TYPES: dict[Kind, str] = {
    "text": "TEXT",
    "integer": "BIGINT",
    "number": "DOUBLE PRECISION",
    "boolean": "BOOLEAN",
    "day": "DATE",
    "time": "TIMESTAMPTZ",
    "texts": "TEXT[]",
    "integers": "BIGINT[]",
}


@dataclass(frozen=True)
class Table:
    """One table of the schema `store`."""

    name: str
    columns: tuple[Column, ...]

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(name for name, _ in self.columns)


def _table(name: str, /, **columns: Kind) -> Table:
    return Table(name, tuple(columns.items()))


def _span(name: str) -> dict[str, Kind]:
    return {f"{name}_start": "integer", f"{name}_end": "integer"}


def _date(name: str) -> dict[str, Kind]:
    return {f"{name}_start": "day", f"{name}_end": "day", f"{name}_precision": "text", f"{name}_inferred": "boolean"}


_PLACE: dict[str, Kind] = {
    "place": "text", "place_country": "text", "admin1": "text", "admin2": "text", "lat": "number", "lon": "number",
    "geoname_id": "integer", "feature_code": "text", "place_precision": "text",
}  # fmt: skip
_PARTY: dict[str, Kind] = {
    "side": "text", "ordinal": "integer", "actor": "text", "name": "text", "kind": "text", "country": "text",
    "sectors": "texts", **_span("span"),
}  # fmt: skip


def _parties(side: str) -> dict[str, Kind]:
    """Parallel lists, one entry a party: name, id, country, primary sector."""
    return {f"{side}_names": "texts", f"{side}_ids": "texts", f"{side}_countries": "texts", f"{side}_sectors": "texts"}


# `number` counts documents and failures in the order in which they came; each revision has its own.
DOCUMENTS = _table(
    "documents", number="integer", document="text", revision="integer", current="boolean", content="text",
    coder="integer", ingest="integer", record_schema="integer", source="text", url="text", title="text",
    bylines="texts", publisher="text", language="text", published="time", modified="time", day="day",
    dateline_place="text", dateline_day="day", agency="text", characters="integer", forgotten_at="time",
)  # fmt: skip
# PostgreSQL holds no NUL in a text: they stand as U+2400, at the offsets in `nul_at`.
TEXTS = _table("texts", number="integer", text="text", nul_at="integers")
RECORDS = _table("records", number="integer", record="text")
CODERS = _table("coders", coder="integer", program="text", version="text", registry="text", info="text")
INGESTS = _table(
    "ingests", ingest="integer", program="text", started_at="time", finished_at="time", paths="texts",
    stored="integer", revised="integer", recoded="integer", unchanged="integer", failed="integer",
)  # fmt: skip
FAILURES = _table(
    "failures", number="integer", document="text", source="text", content="text", code="text", message="text",
    ingest="integer", failed_at="time",
)  # fmt: skip
CORRECTIONS = _table(
    "corrections", correction="integer", document="text", record_class="text", trigger_start="integer",
    trigger_end="integer", field="text", value="text", reason="text", made_by="text", made_at="time", words="text",
    undone_at="time",
)  # fmt: skip
# An audit: what was drawn from (events as reports tell them, documents, characters), and how many draws met a document
# with an event in every sentence.
AUDITS = _table(
    "audits", audit="integer", made_by="text", made_at="time", seed="integer", records="integer",
    documents="integer", characters="integer", saturated="integer",
)  # fmt: skip
# What was drawn, and how it was judged.  span: the sentence.  sharing: records in it; weight: sentences without a
# record in its document, for each of its characters.
AUDIT_ITEMS = _table(
    "audit_items", audit="integer", item="integer", kind="text", number="integer", document="text", record="text",
    **_span("span"), **_span("trigger"), sharing="integer", weight="number", verdict="text", missed="integer",
    judged_by="text", judged_at="time",
)  # fmt: skip

BLOCKS = _table("blocks", number="integer", ordinal="integer", kind="text", **_span("block"))
WARNINGS = _table("warnings", number="integer", ordinal="integer", code="text", message="text", **_span("span"))
ACTORS = _table(
    "actors", number="integer", actor="text", name="text", kind="text", country="text", sectors="texts",
    title="text", wikidata="text", basis="text", mentions="integer",
)  # fmt: skip
MENTIONS = _table("mentions", number="integer", actor="text", form="text", **_span("span"))
STATEMENTS = _table(
    "statements", number="integer", statement="text", ordinal="integer", kind="text", act="text", speaker="text",
    speaker_name="text", speaker_kind="text", speaker_country="text", speaker_sectors="texts", addressee="text",
    addressee_name="text", addressee_country="text", within="text", **_span("source"), **_span("cue"),
    **_span("content"),
)  # fmt: skip
STATEMENT_SPANS = _table(
    "statement_spans", number="integer", statement="text", ordinal="integer", **_span("span")
)  # fmt: skip
EVENTS = _table(
    "events", number="integer", event="text", ordinal="integer", type="text", mode="text", contexts="texts",
    quad="integer", intensity="number", confidence="number", status="text", polarity="text", certainty="text",
    attribution="texts", attributed_to="texts", **_parties("actor"), **_parties("recipient"), day="day",
    day_basis="text", **_date("date"), **_PLACE, **_span("trigger"), **_span("sentence"), mentions="integer",
)  # fmt: skip
EVENT_PARTIES = _table("event_parties", number="integer", event="text", **_PARTY)
EVENT_MENTIONS = _table("event_mentions", number="integer", event="text", ordinal="integer", **_span("span"))
EVENT_COUNTS = _table(
    "event_counts", number="integer", event="text", ordinal="integer", kind="text", low="number", high="number",
    unit="text", **_span("span"),
)  # fmt: skip
COMMITMENTS = _table(
    "commitments", number="integer", commitment="text", ordinal="integer", kind="text", strength="text",
    **_parties("by"), **_parties("to"), act_type="text", **_span("act"), conditions="texts", **_date("deadline"),
    statement="text", event="text", day="day", **_span("trigger"),
)  # fmt: skip
COMMITMENT_PARTIES = _table("commitment_parties", number="integer", commitment="text", **_PARTY)
CONDITIONS = _table(
    "conditions", number="integer", commitment="text", ordinal="integer", kind="text", **_span("span")
)  # fmt: skip
TIMES = _table("times", number="integer", ordinal="integer", **_date("date"), **_span("span"))
PLACES = _table("places", number="integer", ordinal="integer", **_PLACE, **_span("span"))

# Which story a document belongs to.  copy_of: the document whose copy it is, null for an independent report.
# likeness, rule: to what it joined, and by what; null where it began the story.
STORY_MEMBERS = _table(
    "story_members", number="integer", document="text", story="text", day="day", copy_of="text", likeness="number",
    rule="text",
)  # fmt: skip
# The terms by which a report is found by later ones: hashes (stories/terms.py).
STORY_TERMS = _table("story_terms", number="integer", term="integer")
# What a report is compared by with others, packed (stories/features.py).
STORY_FEATURES = _table("story_features", number="integer", features="text")
# Which ledger event a report's event is a mention of; `merged` is the id of the first one.  why: reasons as JSON, null
# where the mention began the event.
EVENT_MEMBERS = _table(
    "event_members", number="integer", ordinal="integer", event="text", merged="text", likeness="number", why="text"
)
# What a mention is compared by with others (merging/): traits as JSON, marks of its words where texts are kept.
EVENT_TRAITS = _table(
    "event_traits",
    number="integer",
    ordinal="integer",
    words="integers",
    trigger="integers",
    proper="integers",
    traits="text",
)
# Under which keys an event is looked for; a mention has only those that its event did not have yet.
EVENT_KEYS = _table("event_keys", number="integer", ordinal="integer", key="integer")
REPORT_NAMES = _table("report_names", number="integer", names="integers")
# How often an event is told, where it is told more than once; `event` is the id of the first mention.
EVENT_TOTALS = _table("event_totals", event="text", mentions="integer", reports="integer", origins="integer")
# Which report's event denies which other; `number` is the later of the two documents.
EVENT_DENIALS = _table(
    "event_denials", number="integer", denial="text", denied="text", likeness="number", why="text"
)  # fmt: skip
# What of a document bears on commitments (following/), as JSON; role: pledge, deed or word.
LIFE_CLUES = _table("life_clues", number="integer", ordinal="integer", role="text", clue="text")
# Numbers of which two clues share one where one may concern the other.
LIFE_KEYS = _table("life_keys", number="integer", ordinal="integer", day="day", key="integer")
# Which life a report's commitment is a mention of; `life` is the id of the first one.
LIFE_MEMBERS = _table("life_members", number="integer", commitment="text", life="text")
# What moved a life, and where that is told: `number` is the document that tells it.
LIFE_MOVES = _table(
    "life_moves", number="integer", life="text", status="text", day="day", event="text", **_span("span"),
    rule="text", confidence="number",
)  # fmt: skip

# Made from a document's records in view of those that came before (weaving.py); they go with the document.
WOVEN = (
    EVENT_MEMBERS, EVENT_TRAITS, EVENT_KEYS, REPORT_NAMES, EVENT_DENIALS, LIFE_CLUES, LIFE_KEYS, LIFE_MEMBERS,
    LIFE_MOVES,
)  # fmt: skip
# Made from a document's current records and the corrections of them; dropped and made again with them.
REMADE = (
    BLOCKS, WARNINGS, ACTORS, MENTIONS, STATEMENTS, STATEMENT_SPANS, EVENTS, EVENT_PARTIES, EVENT_MENTIONS,
    EVENT_COUNTS, COMMITMENTS, COMMITMENT_PARTIES, CONDITIONS, TIMES, PLACES, *WOVEN,
)  # fmt: skip
# Made from what a document was when it came; a revision puts its own in their place when its turn comes to be woven.
STORIES = (STORY_MEMBERS, STORY_TERMS, STORY_FEATURES)
DERIVED = (*REMADE, *STORIES)
TABLES = (
    DOCUMENTS, TEXTS, RECORDS, CODERS, INGESTS, FAILURES, CORRECTIONS, AUDITS, AUDIT_ITEMS, EVENT_TOTALS, *DERIVED,
)  # fmt: skip
