"""Reports made by hand: a text, who is named in it, what it promises and tells, without the coder."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from dragoman.records import (
    Actor,
    Block,
    Coded,
    CoderInfo,
    Commitment,
    Condition,
    Date,
    Document,
    Event,
    Factuality,
    Mention,
    Role,
    Span,
    Statement,
    record_id,
)

CODER = CoderInfo(program="dragoman", version="0", registry="0", models={})
# name → (id, kind, country, sectors); others are groups of no country
KNOWN = {
    "Norland": ("country:FIN", "state", "FIN", ["GOV"]),
    "Norland's cabinet": ("local:cabinet", "organization", "FIN", ["GOV"]),
    "Sudmark": ("country:SWE", "state", "SWE", ["GOV"]),
    "Osterland": ("country:NOR", "state", "NOR", ["GOV"]),
    "dockers": ("local:dockers", "group", "FIN", ["LAB"]),
    "nurses": ("local:nurses", "group", "FIN", ["MED"]),
}


def report(
    id: str, day: str, text: str, *, commitments: Sequence[dict[str, Any]] = (), events: Sequence[dict[str, Any]] = (),
    said: Sequence[tuple[str, str]] = (), dates: dict[str, str] | None = None,
) -> Coded:  # fmt: skip
    """A report's records.  Words of a text stand for their first span in it.

    commitments: kind, by, to, trigger, act, condition (kind, words), deadline.  events: type, actors, recipients,
    trigger, status, polarity, date.  said: (speaker, words), indirect.  dates: words → ISO day.
    """
    document = Document(
        id=id, text=text, published_at=f"{day}T08:00:00+00:00", blocks=_blocks(text), publisher="Test Wire"
    )
    find = _Finder(text)
    statements = [
        Statement(
            id=f"s{k}", kind="indirect", act="said", speaker=_id(who), source_span=find(who), cue_span=None,
            content_spans=[find(words)],
        )
        for k, (who, words) in enumerate(said, start=1)
    ]  # fmt: skip
    return Coded(
        coder=CODER, document=document, actors=[_actor(name, find) for name in KNOWN if name in text],
        statements=statements, events=[_event(id, find, e, statements) for e in events],
        commitments=[_commitment(id, find, c) for c in commitments],
        times=[_date(find(words), day) for words, day in (dates or {}).items()], places=[], warnings=[],
    )  # fmt: skip


class _Finder:
    def __init__(self, text: str) -> None:
        self.text = text

    def __call__(self, words: str) -> Span:
        at = self.text.index(words)
        return Span.of(self.text, at, at + len(words))

    def sentence(self, span: Span) -> Span:
        starts = [at + len(m) for m in (". ", "\n\n") if (at := self.text.rfind(m, 0, span.start)) >= 0]
        ends = [at for mark in (". ", ".\n") if (at := self.text.find(mark, span.end)) >= 0]
        end = min(ends) + 1 if ends else len(self.text)
        return Span.of(self.text, max(starts, default=0), end)


def _blocks(text: str) -> list[Block]:
    blocks, at = [], 0
    for part in text.split("\n\n"):
        blocks.append(Block("paragraph", at, at + len(part)))
        at += len(part) + 2
    return blocks


def _id(name: str) -> str:
    return KNOWN[name][0]


def _actor(name: str, find: _Finder) -> Actor:
    id, kind, country, sectors = KNOWN[name]
    mentions, at = [], 0
    while (at := find.text.find(name, at)) >= 0:
        mentions.append(Mention(at, at + len(name), name, "name"))
        at += len(name)
    return Actor(
        id=id, name=name, kind=kind, country=country, sectors=list(sectors), title=None, wikidata=None,  # type: ignore[arg-type]
        mentions=mentions, basis=None,
    )  # fmt: skip


def _date(span: Span | None, day: str) -> Date:
    return Date(start=day, end=day, precision="day", span=span, inferred=False)


def _event(document: str, find: _Finder, e: dict[str, Any], statements: Sequence[Statement]) -> Event:
    trigger = find(e["trigger"])
    return Event(
        id=record_id(document, "event", e["type"], trigger.start, trigger.end), type=e["type"], mode=None, contexts=[],
        quad=1, intensity=0.0, actors=[Role(_id(name), find(name)) for name in e.get("actors", ())],
        recipients=[Role(_id(name), find(name)) for name in e.get("recipients", ())], trigger=trigger,
        sentence=find.sentence(trigger), also=[],
        factuality=Factuality(e.get("status", "actual"), e.get("polarity", "affirmed"), "certain"),
        attribution=[s.id for s in statements if s.content_spans[0].contains(trigger)],
        date=_date(None, e["date"]) if e.get("date") else None, place=None, counts=[], confidence=0.9,
    )  # fmt: skip


def _commitment(document: str, find: _Finder, c: dict[str, Any]) -> Commitment:
    trigger, by, to = find(c["trigger"]), list(c.get("by", ())), list(c.get("to", ()))
    return Commitment(
        id=record_id(document, "commitment", c["kind"], trigger.start, trigger.end), kind=c["kind"],
        by=[_id(name) for name in by], by_spans=[find(name) for name in by], to=[_id(name) for name in to],
        to_spans=[find(name) for name in to], act=find(c["act"]), act_type=None,
        conditions=[Condition(kind, find(words)) for kind, words in c.get("conditions", ())],
        deadline=_date(None, c["deadline"]) if c.get("deadline") else None, strength="declared", statement=None,
        event=None, trigger=trigger,
    )  # fmt: skip
