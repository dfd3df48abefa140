"""What stands beside a person's name: the title before it, the apposition around it.

"Danish Interior Minister Ilse Tarn" gives the office, GOV and Denmark; "Ruvo Maltin, an adviser to the
junta" the same from behind.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from ..knowledge.registry import Entry
from ..language import Analysis
from .found import Found
from .nominals import NounPhrases

_HONORIFICS = {
    "mr": "m", "mr.": "m", "sir": "m", "lord": "m", "mrs": "f", "mrs.": "f", "ms": "f", "ms.": "f", "miss": "f",
    "lady": "f", "dame": "f", "madam": "f", "madame": "f",
}  # fmt: skip
_TITLE_TAGS = frozenset({"NNP", "NNPS", "NN", "JJ", "POS", "HYPH", "VBN", "CD", "DT"})
# "Minister of Foreign Affairs X", "spokesman for the junta X"
_TITLE_PREPOSITIONS = frozenset({"of", "for", "and"})
_MAX_TITLE = 9
_US_MARK = re.compile(r",? ?\(?\b[DRI]-[A-Z][A-Za-z]*\.?[\w. ]{0,12}[),]?")


def describe_person(found: Found, phrases: NounPhrases) -> Found:
    """The named person with title, gender, country and sectors that the words around the name tell."""
    found = _of_us_state(found, phrases)
    before = _title_before(found, phrases)
    beside = _apposition(found, phrases)
    told = [f for f in (before, beside) if f]
    if not told:
        return replace(found, gender=found.gender or _honorific(found, phrases.analysis))
    country = next((f for f in told if f.country), None)
    return replace(
        found,
        title=told[0].title,
        country=found.country or (country.country if country else None),
        sectors=next((f.sectors for f in told if f.sectors), ()) or found.sectors,
        offices=next((f.offices for f in told if f.offices), ()),
        gender=found.gender or _honorific(found, phrases.analysis) or next((f.gender for f in told if f.gender), None),
        basis=found.basis or "title",
        noun=told[0].noun,
        owner=next((f.owner for f in told if f.owner is not None), None),
        modifiers=frozenset(f.noun for f in told),
    )


def _of_us_state(found: Found, phrases: NounPhrases) -> Found:
    """A United States politician by the mark of party and state behind the name ("Ilse Tarn, D-Vt.")."""
    analysis = phrases.analysis
    end = analysis.tokens[found.last - 1].end
    if not _US_MARK.match(analysis.text, end):
        return found
    return replace(found, country=found.country or "USA", sectors=found.sectors or ("LEG",))


def _honorific(found: Found, analysis: Analysis) -> str | None:
    return _HONORIFICS.get(analysis.tokens[found.first - 1].lower) if found.first else None


def title_start(found: Found, phrases: NounPhrases) -> int:
    """First token of what may be a title right before a name; the name's own first where nothing may."""
    tokens = phrases.tokens
    sentence = phrases.analysis.sentence_of(found.first)
    start = found.first
    while start > sentence.first and found.first - start < _MAX_TITLE:
        token = tokens[start - 1]
        joins = token.lower in _TITLE_PREPOSITIONS and start < found.first
        if joins and _serves(found, phrases, start):
            break
        if not joins and (token.tag not in _TITLE_TAGS or token.pos == "VERB"):
            break
        if token.tag == "DT":
            return start - 1
        start -= 1
    while start < found.first and tokens[start].lower in (*_TITLE_PREPOSITIONS, "'s", "-"):
        start += 1
    return start


def _serves(found: Found, phrases: NounPhrases, start: int) -> bool:
    """Whether the title between a preposition and the name makes the name its object: "a spokesman for Governor X".

    A title that goes on with the preposition has a capital ("Minister for Justice X") or no second office
    behind it ("spokesman for the junta X").
    """
    tokens = phrases.tokens
    words = [t.lower for t in tokens[start : found.first]]
    if tokens[start - 2].pos != "NOUN" or not tokens[start].text[:1].isupper():
        return False
    title = phrases.agents.title(" ".join(words))
    return title is not None and (bool(title.office) or " ".join(words) in phrases.words.offices)


def _title_before(found: Found, phrases: NounPhrases) -> Found | None:
    """The title as a description; its `title` is the wording without the country."""
    start = title_start(found, phrases)
    if start == found.first:
        return None
    tokens = phrases.tokens
    names = list(dict.fromkeys(phrases.covering[i] for i in range(start, found.first) if i in phrases.covering))
    begin = max([start, *(n.last for n in names if n.kind == "state")])
    for first in range(begin, found.first):
        words = [t.lower for t in tokens[first : found.first]]
        told = _office_told(words, phrases)
        if told:
            return _title(found, phrases, begin, words, told, names)
    return _countryman(found, begin, names)


def _countryman(found: Found, begin: int, names: list[Found]) -> Found | None:
    """No title that the lists know, but a demonym: "Dutch sailmaker Ilse Tarn"."""
    country, entries = _country_of([n for n in names if n.adjective and n.last == begin])
    if not country or found.first - begin > 3:
        return None
    return replace(found, country=country, entries=entries, title=None)


@dataclass(frozen=True, slots=True)
class _Told:
    sectors: tuple[str, ...]
    offices: tuple[str, ...]
    country: str | None
    generic: bool


def _office_told(words: list[str], phrases: NounPhrases) -> _Told | None:
    """What the words say of whom they name, as a title or else as a noun for a person."""
    term = " ".join(words)
    listed = phrases.words.offices.get(term)
    title = phrases.agents.title(term)
    if title and title.sectors:
        offices = listed.offices if listed else ((title.office,) if title.office else ())
        return _Told(title.sectors, offices, title.country, False)
    sense = phrases.agents.phrase(words)
    if sense and sense.kind == "person":
        return _Told(sense.sectors, listed.offices if listed else (), None, sense.generic)
    return None


def _title(found: Found, phrases: NounPhrases, begin: int, words: list[str], told: _Told, names: list[Found]) -> Found:
    tokens = phrases.tokens
    country, entries = _country_of(names)
    owner = next((n for n in reversed(names) if n.kind == "organization"), None)
    while begin < found.first and tokens[begin].lower in {"the", "'s", "’s", "a", "an", "-"}:
        begin += 1
    return replace(
        found,
        title=phrases.text(begin, found.first),
        country=country or told.country,
        entries=entries,
        sectors=(owner.sectors if owner and told.generic else ()) or told.sectors,
        offices=told.offices,
        noun=" ".join(words),
        gender=phrases.words.gender.get(words[-1]),
    )


def _country_of(names: list[Found]) -> tuple[str | None, tuple[Entry, ...]]:
    for name in names:
        if name.country:
            return name.country, name.entries
    return None, ()


def _apposition(found: Found, phrases: NounPhrases) -> Found | None:
    """The description in apposition with the name, before or behind it."""
    analysis = phrases.analysis
    token = analysis.tokens[found.head]
    heads = analysis.dependents(found.head, "appos")
    if token.dep == "appos":
        heads = [*heads, token.head]
    for head in heads:
        inner = phrases.quantity(head) or phrases.describe(head)
        if inner and (inner.kind == "person" or inner.head != inner.last - 1):
            return replace(inner, title=_without_article(inner.name))
    return None


def _without_article(text: str) -> str:
    article, _, rest = text.partition(" ")
    return rest if rest and article.lower() in {"a", "an", "the", "its", "his", "her", "their"} else text
