"""What an export leaves out: events by reason, fields by how many events had something there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from ..records import Actor, Coded
from .choosing import REASONS, Choice, Told


def _parties(of: Callable[[Actor], bool]) -> Callable[[Told], bool]:
    def any_party(told: Told) -> bool:
        actors = map(told.report.actor, (*told.event.actors, *told.event.recipients))
        return any(of(actor) for actor in actors if actor)

    return any_party


# Field → whether an event has something in it.  What a format has no column for is a key of this in its `dropped`.
FIELDS: dict[str, Callable[[Told], bool]] = {
    "mode": lambda told: told.event.mode is not None,
    "contexts": lambda told: bool(told.event.contexts),
    "intensity": lambda _: True,
    "certainty": lambda told: told.event.factuality.certainty != "certain",
    "attribution": lambda told: bool(told.event.attribution),
    "trigger": lambda _: True,
    "sentence": lambda _: True,
    "also": lambda told: bool(told.event.also),
    "counts": lambda told: bool(told.event.counts),
    "date.end": lambda told: told.event.date is not None and told.event.date.end != told.event.date.start,
    "date.precision": lambda told: told.event.date is not None and told.event.date.precision != "day",
    "place.id": lambda told: told.event.place is not None and told.event.place.geoname_id is not None,
    "confidence": lambda _: True,
    "title": _parties(lambda actor: actor.title is not None),
    "wikidata": _parties(lambda actor: actor.wikidata is not None),
    "basis": _parties(lambda actor: actor.basis is not None),
    # a fourth sector of one party has no column
    "sectors": _parties(lambda actor: len(actor.sectors) > 3),
}


@dataclass
class Loss:
    """Counts of one export."""

    form: str
    choice: Choice
    dropped: Sequence[str]
    read: Counter[str] = field(default_factory=Counter)
    written: Counter[str] = field(default_factory=Counter)
    left_out: Counter[str] = field(default_factory=Counter)
    fields: Counter[str] = field(default_factory=Counter)
    dated_by: Counter[str] = field(default_factory=Counter)

    def read_document(self, coded: Coded) -> None:
        counts = {"documents": 1, "events": len(coded.events), "statements": len(coded.statements)}
        self.read.update({**counts, "commitments": len(coded.commitments)})

    def leave_out(self, reason: str) -> None:
        self.left_out[reason] += 1

    def write(self, told: Told, rows: int) -> None:
        self.written.update(events=1, rows=rows)
        self.dated_by[told.basis or "nothing"] += 1
        self.fields.update(name for name in self.dropped if FIELDS[name](told))

    def report(self) -> dict[str, Any]:
        """What stands in NAME.loss.json."""
        names = ("documents", "events", "statements", "commitments")
        return {
            "format": self.form,
            "choice": asdict(self.choice),
            "read": {name: self.read[name] for name in names},
            "written": {name: self.written[name] for name in ("events", "rows")},
            "left_out": {
                reason: {"events": self.left_out[reason], "why": why}
                for reason, why in REASONS.items()
                if self.left_out[reason]
            },
            # no such format has statements or commitments
            "fields_dropped": {
                **{name: self.read[name] for name in ("statements", "commitments")},
                **{name: self.fields[name] for name in self.dropped},
            },
            "dated_by": dict(sorted(self.dated_by.items())),
        }
