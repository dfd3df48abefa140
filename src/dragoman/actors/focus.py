"""Where a document's story plays and whom it is about: countries for those whose text names none.

"Police detained 48 people" are the police of the place the story plays in; "President X" without a
country is mostly of the country the story is about.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace

from ..knowledge.gazetteer import Entry as Place
from ..knowledge.gazetteer import Gazetteer
from ..knowledge.registry import Registry
from ..language import Analysis
from ..records import Document
from .found import Found
from .words import Words

# A country must hold this share of the weighted names to be the document's own.
_SHARE = 0.5
_HEADLINE = 2
_LEAD = 1
_LEAD_SENTENCES = 3
_DATELINE = 1
_NOBODYS = frozenset({"IGO", "UNO", "EUR"})
# Sectors of bodies that every state has.
_BODIES = frozenset({"GOV", "LEG", "JUD", "MIL", "COP"})
# A town that the document gives no other sign for is taken for the one that the world knows.
_KNOWN_TOWN = 100_000
# A name by itself is taken for a town from this size on: most smaller towns share theirs with people and things.
_NAMED_TOWN = 10_000
# Many a word is also a small town's name; an organisation's first word is taken for a city only of this size,
# and for one by a former name ("Saigon Port Trust") only of the other.
_KNOWN_CITY = 150_000
_WELL_KNOWN_CITY = 1_000_000


@dataclass(frozen=True, slots=True)
class Scene:
    """plays_in: country of the story's places; about: country most named; by_block: country of a block's places."""

    plays_in: str | None
    about: str | None
    by_block: dict[int, str]

    def domestic(self, block: int) -> str | None:
        """Country of the police, protesters or residents of a block who are told no country."""
        return self.by_block.get(block) or self.plays_in or self.about

    @property
    def official(self) -> str | None:
        """Country of an official who is told no country."""
        return self.about or self.plays_in


def locate(names: Iterable[Found], gazetteer: Gazetteer) -> list[Found]:
    """The names, towns with the country they lie in and ambiguous demonyms settled by the others."""
    names = list(names)
    sure = [f for f in names if f.country and not _is_common(f)]
    known = {f.country for f in sure if f.country and len({e.country for e in f.entries}) <= 1}
    placed: list[Found] = []
    for found in names:
        if found.place and not found.country:
            place = _choose(gazetteer.lookup(found.name), known)
            found = replace(found, country=place.country) if place and place.country else found
        elif _is_common(found) and known and found.country not in known:
            # "Parliament" alone is that of the country that the text is about
            found = replace(found, entries=(), country=None, basis="agent-phrase")
        elif found.kind == "organization" and not (found.country or found.entries):
            town = _town_in_name(found.name, gazetteer)
            found = replace(found, country=town.country, basis="demonym") if town else found
        elif found.place and found.form == "metonym" and found.country not in known:
            # "Tripoli" in a text about Lebanon is no capital
            namesake = next((p for p in gazetteer.lookup(found.name) if _is_town_of(p, known)), None)
            found = replace(found, country=namesake.country, entries=()) if namesake else found
        elif found.kind == "state" and len(found.entries) > 1:
            fitting = [e for e in found.entries if e.country in known]
            if fitting:
                found = replace(found, entries=tuple(fitting), country=fitting[0].country)
        placed.append(found)
    return placed


def _is_town_of(place: Place, countries: set[str]) -> bool:
    return place.country in countries and place.code.startswith("PPL") and place.population >= _KNOWN_TOWN


def _is_common(found: Found) -> bool:
    """Whether a registry name is a common noun that many states have one of ("Congress", "Parliament")."""
    one_word = found.last - found.first == 1 and not found.name.isupper()
    return found.kind == "organization" and one_word and bool(found.entries and set(found.sectors[:1]) & _BODIES)


def _town_in_name(name: str, gazetteer: Gazetteer) -> Place | None:
    """The large town that an organisation's name begins with ("Kolkata Port Trust"), or None."""
    words = name.split()
    for last in (2, 1):
        places = gazetteer.lookup(" ".join(words[:last])) if len(words) > last else ()
        first = next((p for p in places if p.code.startswith("PPL") or (p.code == "ADM1" and not p.alternate)), None)
        if first and first.country and first.population >= (_WELL_KNOWN_CITY if first.alternate else _KNOWN_CITY):
            return first
    return None


def known_place(name: str, gazetteer: Gazetteer) -> Place | None:
    """The place that a name by itself means to a reader of news: a region, or a town that has no rival, or None."""
    place = _choose(gazetteer.lookup(name), set())
    return place if place and place.country and place.population >= _NAMED_TOWN else None


def is_region(name: str, gazetteer: Gazetteer) -> bool:
    """Whether a province or the like bears the name, whatever its words say otherwise ("West Bank")."""
    return any(p.code == "ADM1" and not p.alternate for p in gazetteer.lookup(name))


def _choose(places: tuple[Place, ...], known: set[str]) -> Place | None:
    for place in places:
        if place.country in known:
            return place
    first = places[0] if places else None
    sure = first and not first.alternate and (first.population >= _KNOWN_TOWN or len({p.country for p in places}) == 1)
    return first if sure else None


def read_scene(
    names: Iterable[Found], analysis: Analysis, document: Document, registry: Registry, words: Words
) -> Scene:
    """The countries that the places and names of a document point at."""
    names = [f for f in names if f.country and f.country not in _NOBODYS]
    places = [f for f in names if f.place and not _is_venue(f, analysis, words)]
    dateline = _country_of_place(document.dateline.place, registry) if document.dateline else None
    about = _winner(_weights(names, analysis))
    return Scene(
        plays_in=_winner(_weights(places, analysis) + Counter({dateline: _DATELINE} if dateline else {})),
        about=about or country_of(names),
        by_block=_by_block(places, analysis),
    )


def country_of(names: Iterable[Found]) -> str | None:
    """The one country that all names with a country share, or None."""
    countries = {f.country for f in names if f.country and f.country not in _NOBODYS}
    return countries.pop() if len(countries) == 1 else None


def country_of_context(names: Iterable[Found], analysis: Analysis) -> str | None:
    """The country that most names of a short context point at, or None."""
    return _winner(_weights([f for f in names if f.country and f.country not in _NOBODYS], analysis))


def _weights(names: list[Found], analysis: Analysis) -> Counter[str]:
    weights: Counter[str] = Counter()
    for found in names:
        sentence = analysis.sentence_of(found.first)
        weight = _HEADLINE if sentence.kind == "headline" else 1
        weights[found.country or ""] += weight + (_LEAD if sentence.index < _LEAD_SENTENCES else 0)
    return weights


def _winner(weights: Counter[str]) -> str | None:
    if not weights:
        return None
    code, weight = max(weights.items(), key=lambda item: (item[1], item[0]))
    return code if weight >= _SHARE * sum(weights.values()) else None


def _by_block(places: list[Found], analysis: Analysis) -> dict[int, str]:
    found: dict[int, set[str]] = {}
    for place in places:
        found.setdefault(analysis.sentence_of(place.first).block, set()).add(place.country or "")
    return {block: countries.pop() for block, countries in found.items() if len(countries) == 1}


def _is_venue(found: Found, analysis: Analysis, words: Words) -> bool:
    """Whether the place is only where people talk ("talks in Havana", "told reporters in Moscow")."""
    preposition = analysis.tokens[found.head].head
    governor = analysis.tokens[analysis.tokens[preposition].head]
    return governor.lemma.lower() in words.toponym["venue"]


def _country_of_place(place: str | None, registry: Registry) -> str | None:
    """The country of a dateline such as "MINSK" or "NAIROBI, Kenya"."""
    for part in reversed((place or "").split(",")):
        name = part.strip()
        found = registry.capital(name) or tuple(e for e in registry.by_name(name) if e.kind == "state")
        if len(found) == 1:
            return found[0].country
    return None
