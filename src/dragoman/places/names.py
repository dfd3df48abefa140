"""Analysis → the spans of its place names: capitalised words that the gazetteer or the pipeline knows.

The longest name wins.  A name inside a person's or an organisation's name is none ("Paris Hilton", "Bank of
England"), nor is an adjective or a people ("Syrian").  Whether a name stands for a place or for its government
is not asked here.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ..knowledge.gazetteer import Entry, Gazetteer
from ..language import Analysis, Sentence, Token

# Names of so many tokens at most ("St. Vincent and the Grenadines" with its period).
LONGEST = 7
# A name that the pipeline does not take for a place, and no preposition makes one, must be this large.
WELL_KNOWN = 100_000
# … and one that it takes for a person or an organisation this large.
VERY_WELL_KNOWN = 500_000
_PLACE_LABELS = frozenset({"GPE", "LOC", "FAC"})
_NEVER = frozenset({"DATE", "TIME", "LANGUAGE", "ORDINAL"})
_NAME_LABELS = frozenset({"PERSON", "ORG", "PRODUCT", "EVENT", "WORK_OF_ART", "LAW"})
_POSSESSIVES = frozenset({"'s", "’s", "'", "’"})


@dataclass(frozen=True, slots=True)
class Label:
    """The entity that a token stands in; surname: the token is one of the document's surnames."""

    label: str
    first: int
    last: int
    surname: bool = False


def place_names(analysis: Analysis, gazetteer: Gazetteer) -> list[tuple[int, int]]:
    """Offsets (start, end) of the place names of the coded blocks, in text order, none within another."""
    labels = labels_of(analysis)
    found: list[tuple[int, int]] = []
    for sentence in analysis.sentences:
        found.extend(_names_in(analysis.tokens, sentence, labels, gazetteer))
    return [(analysis.tokens[first].start, analysis.tokens[last - 1].end) for first, last in found]


def labels_of(analysis: Analysis) -> dict[int, Label]:
    """Token → the entity that it stands in; also, without one, each token that repeats a surname."""
    people = [e for e in analysis.entities if e.label == "PERSON" and e.last - e.first > 1]
    places = [e for e in analysis.entities if e.label == "GPE" and e.last - e.first == 1]
    surnames = Counter(analysis.tokens[e.last - 1].text for e in people)
    # "Egypt" stays a place in a text in which one slip of the pipeline makes it a surname
    surnames.subtract(analysis.tokens[e.first].text for e in places)
    surnames = +surnames
    labels = {t.i: Label("", t.i, t.i + 1, True) for t in analysis.tokens if t.text in surnames}
    for e in analysis.entities:
        for t in range(e.first, e.last):
            labels[t] = Label(e.label, e.first, e.last, t in labels)
    return labels


def _names_in(
    tokens: Sequence[Token], sentence: Sentence, labels: dict[int, Label], gazetteer: Gazetteer
) -> Iterator[tuple[int, int]]:
    at = sentence.first
    while at < sentence.last:
        last = _longest(tokens, at, sentence.last, labels, gazetteer) if _may_begin(tokens[at]) else at
        if last > at:
            yield at, last
        at = max(last, at + 1)


def _may_begin(token: Token) -> bool:
    return token.text[0].isupper() and token.pos not in {"VERB", "AUX", "PRON", "ADP", "CCONJ", "SCONJ", "ADV", "DET"}


def _longest(tokens: Sequence[Token], first: int, end: int, labels: dict[int, Label], gazetteer: Gazetteer) -> int:
    """Index after the longest place name that begins at a token; `first` where none does."""
    stop = _run_end(tokens, first, min(end, first + LONGEST), gazetteer)
    street = _street_end(tokens, first, stop, gazetteer)
    if street > first:
        return street
    for last in range(stop, first, -1):
        if tokens[last - 1].text[0].isupper() and _is_place(tokens, first, last, labels, gazetteer):
            return last
    return _unknown(tokens, first, labels, gazetteer)


def _street_end(tokens: Sequence[Token], first: int, stop: int, gazetteer: Gazetteer) -> int:
    """Index after a street's or road's name that begins at a token: no town ("Marlow Street"); `first` for none."""
    words = gazetteer.locative("street")
    named = tokens[first].pos == "PROPN" and tokens[first].lower not in words
    return next((k + 1 for k in range(first + 1, stop) if tokens[k].lower in words), first) if named else first


def _run_end(tokens: Sequence[Token], first: int, end: int, gazetteer: Gazetteer) -> int:
    """Index after the capitalised words and the small words between them that begin at a token."""
    at = first
    while at < end and (tokens[at].text[0].isupper() or tokens[at].lower in gazetteer.locative("inside")):
        at += 1
    return at


def _is_place(tokens: Sequence[Token], first: int, last: int, labels: dict[int, Label], gazetteer: Gazetteer) -> bool:
    name = written(tokens, first, last)
    short = gazetteer.short_form(name, free=True)
    entries = (short,) if short else gazetteer.lookup(name)
    if _is_people(name, gazetteer) or name.lower() in gazetteer.generic("before") | gazetteer.generic("never"):
        return False
    if name.isupper() and len(name) <= 2:
        entries = tuple(e for e in entries if e.code == "PCL" or e is short)
    if not entries:
        return False
    # alternate names of small places and of counties are often words
    sizes = [e.population for e in entries if not e.alternate or _is_known_by_alternates(e)]
    return bool(sizes) and _reads_as_place(tokens, first, last, labels, gazetteer, max(sizes))


def _is_known_by_alternates(entry: Entry) -> bool:
    return entry.code in {"PCL", "ADM1"} or (entry.code.startswith("PPL") and entry.population > WELL_KNOWN)


def _is_people(name: str, gazetteer: Gazetteer) -> bool:
    """Whether a word is an adjective or a people and no name of the state too (as "Myanmar" is)."""
    return gazetteer.demonym(name) is not None and not gazetteer.is_state_name(name)


def written(tokens: Sequence[Token], first: int, last: int) -> str:
    """The tokens with the spaces that stand between them."""
    parts = [tokens[first].text]
    for left, right in zip(tokens[first : last - 1], tokens[first + 1 : last], strict=True):
        parts.append((" " if right.start > left.end else "") + right.text)
    return "".join(parts)


def _reads_as_place(
    tokens: Sequence[Token], first: int, last: int, labels: dict[int, Label], gazetteer: Gazetteer, size: int
) -> bool:
    """Whether what stands around a known name lets it be a place."""
    before = tokens[first - 1].lower if first else ""
    if before in gazetteer.locative("person"):
        return False
    led = before in gazetteer.locative("firm") or (
        before == "the" and first > 1 and tokens[first - 2].lower in gazetteer.locative("firm")
    )
    label = labels.get(first)
    if label and (label.label in _NEVER or (label.surname and last == first + 1 and not led)):
        return False
    possessive = last < len(tokens) and tokens[last].text in _POSSESSIVES
    if label and label.label in _PLACE_LABELS:
        return True
    if label and label.label in _NAME_LABELS:
        whole = label.first >= first and label.last <= last + possessive
        if label.first == first and _is_site_of(tokens, first, label, gazetteer):
            return size >= WELL_KNOWN
        return (whole and led) or ((whole or possessive) and size >= VERY_WELL_KNOWN)
    if _is_part_of_name(tokens, first, last):
        return False
    return led or (size >= WELL_KNOWN and tokens[first].pos == "PROPN")


def _is_site_of(tokens: Sequence[Token], first: int, label: Label, gazetteer: Gazetteer) -> bool:
    """Whether a name of several words is a site of the town that it begins with, and stands as a place."""
    ends_as_site = tokens[label.last - 1].lower in gazetteer.locative("site")
    return ends_as_site and first > 0 and tokens[first - 1].lower in gazetteer.locative("firm") | {"from", "to"}


def _is_part_of_name(tokens: Sequence[Token], first: int, last: int) -> bool:
    """Whether a capitalised name goes on at either side ("Jordan Henderson")."""
    return (last < len(tokens) and _touches(tokens[last - 1], tokens[last], tokens[last])) or (
        first > 0 and _touches(tokens[first - 1], tokens[first], tokens[first - 1])
    )


def _touches(left: Token, right: Token, other: Token) -> bool:
    """Whether `other`, one of the two, is a name that only a space parts from its neighbour."""
    return other.pos == "PROPN" and other.text[0].isupper() and right.start == left.end + 1


def _unknown(tokens: Sequence[Token], first: int, labels: dict[int, Label], gazetteer: Gazetteer) -> int:
    """Index after a name that only the pipeline takes for a place, if it stands after "in", "near" …"""
    label = labels.get(first)
    if not label or label.label not in _PLACE_LABELS or label.first != first or not first:
        return first
    if tokens[first - 1].lower not in gazetteer.locative("firm"):
        return first
    last = label.last
    while last > first and not tokens[last - 1].text[0].isupper():
        last -= 1
    named = all(t.text[0].isupper() or t.lower in gazetteer.locative("inside") for t in tokens[first:last])
    return last if named and not _is_people(tokens[first].text, gazetteer) else first
