"""Which country a document is about, where its names tell one: for "police" and "the government"."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from ..knowledge.registry import Registry
from ..language import Analysis
from ..records import Document
from .found import Found

# A country must hold this share of the weighted names to be the document's own.
_SHARE = 0.55
_HEADLINE = 2
_LEAD = 2
_DATELINE = 3
_NOBODYS = frozenset({"IGO", "UNO", "EUR"})


def country_in_focus(names: Iterable[Found], analysis: Analysis, document: Document, registry: Registry) -> str | None:
    """Alpha-3 code of the country that most names of the document point at, or None."""
    weights: Counter[str] = Counter()
    for found in names:
        if found.country and found.country not in _NOBODYS:
            sentence = analysis.sentence_of(found.first)
            weights[found.country] += _HEADLINE if sentence.kind == "headline" else 1
            weights[found.country] += _LEAD if sentence.index < 3 else 0
    place = document.dateline.place if document.dateline else None
    if place and (code := _country_of_place(place, registry)):
        weights[code] += _DATELINE
    if not weights:
        return None
    code, weight = max(weights.items(), key=lambda item: (item[1], item[0]))
    return code if weight >= _SHARE * sum(weights.values()) else None


def _country_of_place(place: str, registry: Registry) -> str | None:
    """The country of a dateline such as "MINSK" or "JEDDAH, Saudi Arabia"."""
    for part in reversed(place.split(",")):
        name = part.strip()
        found = registry.capital(name) or tuple(e for e in registry.by_name(name) if e.kind == "state")
        if len(found) == 1:
            return found[0].country
    return None
