"""What is known of a mention for comparing it with others: a report's event, without its text."""

from __future__ import annotations

import msgspec


class Party(msgspec.Struct, frozen=True, array_like=True):
    """Who fills a role.  id: `local:…` where the registry does not know the actor; sector: the primary one."""

    id: str
    name: str | None
    kind: str | None
    country: str | None
    sector: str | None

    @property
    def known(self) -> bool:
        """Whether the registry knows the actor, so that the id means the same in every report."""
        return not self.id.startswith("local:")


class Days(msgspec.Struct, frozen=True, array_like=True):
    """Days as ordinals of the proleptic calendar (`date.toordinal`).

    start, end: those of the act, where the text gives them; report: that of the report.  exact: whether start and
    end are one day.
    """

    start: int | None
    end: int | None
    report: int | None

    @property
    def exact(self) -> bool:
        return self.start is not None and self.start == self.end


class Site(msgspec.Struct, frozen=True, array_like=True):
    """A place; lat, lon in degrees."""

    name: str
    country: str | None
    admin1: str | None
    geoname: int | None
    lat: float | None
    lon: float | None
    precision: str | None


class Number(msgspec.Struct, frozen=True, array_like=True):
    """A count that belongs to the act."""

    kind: str
    low: float | None
    high: float | None


class Mention(msgspec.Struct, frozen=True, array_like=True):
    """A report's event.  place: that of the act; around: places that its sentence names.

    words, trigger: marks of the content words of sentence and trigger (wording.py), empty where no text is kept;
    proper: of those words of the sentence that are written as names.
    names: marks of the people, organisations and places of the whole report.
    """

    id: str
    document: int
    type: str
    status: str
    polarity: str
    actors: tuple[Party, ...]
    recipients: tuple[Party, ...]
    days: Days
    place: Site | None
    around: tuple[Site, ...]
    numbers: tuple[Number, ...]
    words: frozenset[int] = frozenset()
    trigger: frozenset[int] = frozenset()
    proper: frozenset[int] = frozenset()
    names: frozenset[int] = frozenset()

    @property
    def parties(self) -> tuple[Party, ...]:
        return (*self.actors, *self.recipients)

    @property
    def mutual(self) -> bool:
        """Whether its parties do it with each other."""
        return not self.recipients and len(self.actors) > 1
