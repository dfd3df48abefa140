"""What is worth comparing: mentions that share a key of who or where, what and about when.

A key is a number of 32 bits; two different ones may coincide, which costs a comparison and changes nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from zlib import crc32

from .days import LOOKING_BACK
from .kinds import DONE, relatives, standing
from .mention import Mention, Party
from .wording import name_mark

# Days that share a key.
_STRETCH = 24
_UNDATED = -1
_EXACT = frozenset({"site", "city"})


def keys_of(mention: Mention) -> list[int]:
    """The keys under which a mention is found, ascending."""
    days = mention.days
    start = days.start if days.start is not None else days.report
    end = days.end if days.end is not None else start
    stretches = [_UNDATED] if start is None or end is None else _stretches(start, min(end, start + 2 * _STRETCH))
    kind = (mention.type, standing(mention.status, mention.polarity))
    return sorted({_key(*kind, about, stretch) for about in _about(mention) for stretch in stretches})


def probes(mention: Mention) -> list[int]:
    """The keys under which events of its kind, or of one akin, may be found that a mention tells again."""
    kinds = (mention.type, *relatives(mention.type))
    return _probes(mention, standing(mention.status, mention.polarity), kinds)


def denial_probes(mention: Mention) -> list[int]:
    """The keys under which there may be what a mention denies, or its denial."""
    affirmed = mention.polarity == "affirmed"
    kinds = (mention.type, *relatives(mention.type))
    found = _probes(mention, standing(mention.status, "negated" if affirmed else "affirmed"), kinds)
    if mention.type == "REJECT" and affirmed:
        found += _probes(mention, standing("actual", "affirmed"), DONE)
    return sorted(set(found))


def _probes(mention: Mention, told: str, kinds: Iterable[str]) -> list[int]:
    stretches = _looked_up(mention)
    return sorted({_key(kind, told, about, s) for kind in kinds for about in _about(mention) for s in stretches})


def _looked_up(mention: Mention) -> list[int]:
    """The stretches of the calendar in which an earlier report may have put the act."""
    days = mention.days
    if days.start is not None:
        end = days.start if days.end is None else days.end
        # another report may have no day but its own, which lies behind that of the act
        last = min(end + LOOKING_BACK, days.report if days.report is not None else end)
        return _stretches(days.start - 1, max(last, min(end, days.start + LOOKING_BACK)))
    if days.report is None:
        return [_UNDATED]
    return _stretches(days.report - LOOKING_BACK, days.report + 1)


def _stretches(start: int, end: int) -> list[int]:
    return list(range(start // _STRETCH, end // _STRETCH + 1))


def _about(mention: Mention) -> set[str]:
    """Who and where, in words that two reports may share."""
    found = {mark for party in mention.parties for mark in _marks(party)}
    actors = {p.country for p in mention.actors if p.country}
    recipients = {p.country for p in mention.recipients if p.country}
    found |= {f"{a}>{b}" for a in actors for b in recipients if a != b}
    sites = [mention.place] if mention.place else mention.around
    return found | {f"@{site.geoname or site.name}" for site in sites if site.precision in _EXACT}


def _marks(party: Party) -> Iterator[str]:
    if party.country:
        yield party.country
    if party.known and party.kind != "state":
        yield party.id
    mark = name_mark(party.name or "") if party.kind != "state" else None
    if mark is not None:
        yield f"~{mark}"


def _key(kind: str, told: str, about: str, stretch: int) -> int:
    return crc32(f"{kind} {told} {about} {stretch}".encode())
