"""Records by hand, for exports: no model is loaded.  A text with its events, each part found in it by its words."""

from __future__ import annotations

from typing import Any

from dragoman.knowledge.plover import load_plover
from dragoman.records import (
    Actor,
    Block,
    Coded,
    CoderInfo,
    Count,
    Date,
    Document,
    Event,
    Factuality,
    Place,
    Role,
    Span,
    Statement,
    record_id,
)

HEADLINE = "Chad, Niger sign\tborder pact"
LEAD = "Chad and Niger signed a border pact on Tuesday. Gunmen killed 14 villagers near Diffa."
SECOND = "“They fled,” Hadiza Moussa said. Soldiers shot dead two protesters in Austin. Mr. Bongo visited Chad."
TEXT = f"{HEADLINE}\n\n{LEAD}\n\n{SECOND}"

# id → name, kind, country, sectors, title, item
ACTORS: dict[str, tuple[Any, ...]] = {
    "country:TCD": ("Chad", "state", "TCD", ["GOV"], None, "Q657"),
    "country:NER": ("Niger", "state", "NER", ["GOV"], None, "Q1032"),
    "local:gunmen": ("gunmen", "group", None, ["UAF"], None, None),
    "local:villagers": ("villagers", "group", "NER", ["CVL"], None, None),
    "local:hadiza-moussa": ("Hadiza Moussa", "person", "NER", ["GOV", "MIL", "COP", "LEG"], "interior minister", None),
    "local:soldiers": ("soldiers; troops", "group", "USA", ["MIL"], None, None),
    "local:protesters": ("protesters", "group", "USA", ["CVL"], None, None),
    "org:united-nations": ("United Nations", "organization", "UNO", ["IGO"], None, "Q1065"),
    "local:bongo": ("Bongo", "person", "ROU", ["MED", "JRN"], None, None),
}


def span(words: str, text: str = TEXT) -> Span:
    start = text.index(words)
    return Span.of(text, start, start + len(words))


def role(actor: str, words: str) -> Role:
    return Role(actor, span(words))


def actor(id: str) -> Actor:
    name, kind, country, sectors, title, wikidata = ACTORS[id]
    return Actor(
        id=id,
        name=name,
        kind=kind,
        country=country,
        sectors=sectors,
        title=title,
        wikidata=wikidata,
        mentions=[],
        basis="registry",
    )


def event(
    type: str,
    trigger: str,
    *,
    actors: list[Role],
    recipients: list[Role] | None = None,
    mode: str | None = None,
    date: str | None = "2024-03-05",
    status: str = "actual",
    polarity: str = "affirmed",
    place: Place | None = None,
    attribution: list[str] | None = None,
    sentence: str | None = None,
    **others: Any,
) -> Event:
    plover, word = load_plover(), span(trigger)
    values = {
        "id": record_id("doc", "event", type, word.start, word.end),
        "type": type,
        "mode": mode,
        "contexts": ["military", "territory"],
        "quad": plover.quad(type),
        "intensity": plover.intensity(type, mode),
        "actors": actors,
        "recipients": recipients or [],
        "trigger": word,
        "sentence": span(sentence) if sentence else word,
        "also": [],
        "factuality": Factuality(status, polarity, "certain"),  # type: ignore[arg-type]
        "attribution": attribution or [],
        "date": Date(start=date, end=date, precision="day", span=None, inferred=True) if date else None,
        "place": place,
        "counts": [],
        "confidence": 0.734,
    }
    return Event(**{**values, **others})


def place(name: str, **others: Any) -> Place:
    values = {
        "name": name,
        "country": "NER",
        "admin1": "Diffa",
        "admin2": None,
        "lat": 13.3154,
        "lon": 12.6113,
        "geoname_id": 2445704,
        "feature_code": "PPLA",
        "precision": "city",
        "span": span(name) if name in TEXT else None,
    }
    return Place(**{**values, **others})


PACT = event(
    "SUPPORT",
    "signed",
    actors=[role("country:TCD", "Chad and Niger"), role("country:NER", "Niger signed")],
    sentence="Chad and Niger signed a border pact on Tuesday.",
)
RAID = event(
    "ASSAULT",
    "killed",
    actors=[role("local:gunmen", "Gunmen")],
    recipients=[role("local:villagers", "14 villagers")],
    date="2024-03-02",
    place=place("Diffa"),
    sentence="Gunmen killed 14 villagers near Diffa.",
    counts=[Count(kind="dead", low=14, high=14, unit=None, span=span("14"))],
)
SHOT = event(
    "ASSAULT",
    "shot dead",
    actors=[role("local:soldiers", "Soldiers")],
    recipients=[role("local:protesters", "two protesters")],
    mode="firearms",
    place=place(
        "Austin", country="USA", admin1="Texas", admin2="Travis County", lat=30.2672, lon=-97.0, geoname_id=4671654
    ),
    sentence="Soldiers shot dead two protesters in Austin.",
)
VISIT = event(
    "CONSULT",
    "visited",
    actors=[role("local:bongo", "Bongo")],
    recipients=[role("country:TCD", "visited Chad")],
    mode="visit",
    sentence="Mr. Bongo visited Chad.",
)
STATEMENT = Statement(
    id="s1",
    kind="direct",
    act="said",
    speaker="local:hadiza-moussa",
    source_span=span("Hadiza Moussa"),
    cue_span=span("said"),
    content_spans=[span("They fled,")],
)
BLOCKS = [
    Block("headline", 0, len(HEADLINE)),
    Block("paragraph", TEXT.index(LEAD), TEXT.index(LEAD) + len(LEAD)),
    Block("paragraph", TEXT.index(SECOND), len(TEXT)),
]


def coded(*events: Event, id: str = "doc", text: str = TEXT, **document: Any) -> Coded:
    """The records of a document; of two events with one id the second gets one of its own."""
    own = {
        "publisher": "Sahel Wire",
        "published_at": "2024-03-05T09:00:00+01:00",
        "url": "https://sahel.example/pact",
        "title": HEADLINE,
        "language": "en",
        "blocks": BLOCKS,
    }
    return Coded(
        coder=CoderInfo(program="dragoman", version="0.1.0", registry="2026-11-23", models={}),
        document=Document(id=id, text=text, **{**own, **document}),
        actors=[actor(id_) for id_ in ACTORS],
        statements=[STATEMENT],
        events=list(events),
        commitments=[],
        times=[],
        places=[place("Diffa")],
        warnings=[],
    )
