"""Further geographic words of a text: adjectives and peoples, and names within the names of bodies.

"Turkish envoys", "the Dhaka police": no place names in the narrow sense, but people who mark up places mark them,
and a search for a country's news wants them.  `dragoman place` gives them where no names are given; the `places` of
a coded document keep to names that stand by themselves.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from ..knowledge.gazetteer import Entry, Gazetteer, distance_km
from ..knowledge.names import name_key
from ..language import Analysis
from .names import LONGEST, WELL_KNOWN, Label, labels_of, written

# A name that nothing else supports is taken for a place if one of that name lies so near to a sure one.
_NEAR_KM = 80.0
_ADJECTIVE_WORDS = 3
# Shorter names are often words or acronyms of something else.
_SHORT = 4
_WIDE = frozenset({"PCL", "ADM1", "CONT", "RGN"})
_BODIES = frozenset({"ORG", "FAC", "EVENT", "LAW", "PRODUCT", "WORK_OF_ART"})


@dataclass(frozen=True, slots=True)
class _Known:
    """What the sure places of a document tell: their names, where they are, their first divisions."""

    keys: frozenset[str]
    places: tuple[Entry, ...]
    areas: frozenset[tuple[str, str]]

    def supports(self, name: str, entries: Sequence[Entry]) -> bool:
        return name_key(name) in self.keys or any(self._is_near(e) for e in entries)

    def _is_near(self, entry: Entry) -> bool:
        if entry.admin1 and (entry.country, entry.admin1) in self.areas:
            return True
        return any(distance_km(entry, p) < _NEAR_KM for p in self.places)


def wider_names(
    analysis: Analysis, gazetteer: Gazetteer, sure: Sequence[tuple[int, int]], meant: Iterable[Entry | None]
) -> list[tuple[int, int]]:
    """Offsets of further geographic words outside the sure names, in text order.

    meant: the place of each sure name, None where the gazetteer has none.
    """
    places = [e for e in meant if e is not None and e.code not in {"PCL", "CONT"}]
    known = _Known(
        keys=frozenset(name_key(analysis.text[a:b]) for a, b in sure),
        places=tuple(e for e in places if e.code != "ADM1"),
        areas=frozenset((e.country, e.admin1 or e.name) for e in places if e.country),
    )
    covered = {i for a, b in sure for i in analysis.tokens_in(a, b)}
    return list(_Search(analysis, gazetteer, known, covered).run())


class _Search:
    def __init__(self, analysis: Analysis, gazetteer: Gazetteer, known: _Known, covered: set[int]) -> None:
        self.analysis, self.gazetteer, self.known, self.covered = analysis, gazetteer, known, covered
        self.tokens = analysis.tokens
        self.labels = labels_of(analysis)

    def run(self) -> Iterator[tuple[int, int]]:
        for sentence in self.analysis.sentences:
            at = sentence.first
            while at < sentence.last:
                last = self._last(at, sentence.last)
                if last > at:
                    yield self.tokens[at].start, self.tokens[last - 1].end
                at = max(last, at + 1)

    def _last(self, first: int, end: int) -> int:
        """Index after the geographic words that begin at a token; `first` where none do."""
        if first in self.covered or not self.tokens[first].text[0].isupper():
            return first
        for last in range(min(end, first + _ADJECTIVE_WORDS), first, -1):
            if self.gazetteer.demonym(written(self.tokens, first, last)) and self._is_adjective(first, last):
                return last
        for last in range(min(end, first + LONGEST), first, -1):
            free = all(i not in self.covered for i in range(first, last))
            if free and self.tokens[last - 1].text[0].isupper() and self._is_place(first, last):
                return last
        return first

    def _is_adjective(self, first: int, last: int) -> bool:
        label = self.labels.get(first)
        if label and label.label in {"LANGUAGE", "PERSON"}:
            return False
        return all(i not in self.covered for i in range(first, last))

    def _is_place(self, first: int, last: int) -> bool:
        name = written(self.tokens, first, last)
        entries = self._entries(name)
        if not entries or self.tokens[first].pos == "DET" or not self._is_free(first, last):
            return False
        if name.lower().rpartition(" ")[2] in self.gazetteer.generic("county") and " " in name:
            return True
        label = self.labels.get(first)
        if label and label.label in _BODIES:
            wide = any(e.code in _WIDE and e.name == name for e in entries) or self.gazetteer.is_state_name(name)
            large = max(e.population for e in entries) >= WELL_KNOWN
            return wide or (self._leads(first, label) and (large or self.known.supports(name, entries)))
        return self.tokens[first].pos == "PROPN" and self.known.supports(name, entries)

    def _entries(self, name: str) -> list[Entry]:
        """The places that bear the name as their own, none where the name is a common word."""
        if name.lower() in self.gazetteer.generic("before") | self.gazetteer.generic("never"):
            return []
        short = self.gazetteer.short_form(name, free=True)
        if short or len(name) < _SHORT:
            return [short] if short else [e for e in self.gazetteer.lookup(name) if e.code in _WIDE and name.isupper()]
        return [e for e in self.gazetteer.lookup(name) if not e.alternate]

    def _leads(self, first: int, label: Label) -> bool:
        """Whether the words begin the name of a body, articles left out."""
        return all(self.tokens[i].pos == "DET" for i in range(label.first, first))

    def _is_free(self, first: int, last: int) -> bool:
        """Whether no person's name or title claims the words."""
        label = self.labels.get(first)
        before = self.tokens[first - 1].lower if first else ""
        if before in self.gazetteer.locative("person"):
            return False
        if label is None or not label.label:
            return not (label and label.surname)
        return label.label != "PERSON" and not (label.surname and last == first + 1)
