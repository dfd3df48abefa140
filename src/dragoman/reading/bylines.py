"""Bylines: lines that name who wrote, and the names in them."""

from __future__ import annotations

import re
from collections.abc import Iterable

from ..knowledge.reading import BylineWords, fold, reading_knowledge
from .datelines import is_place
from .units import ends_sentence

_PARTICLES = frozenset(
    {"al", "el", "de", "del", "della", "di", "da", "do", "dos", "das", "du", "van", "von", "der", "den", "ter", "ten"}
    | {"la", "le", "bin", "ibn", "bint", "abu", "ould", "af", "st", "y", "e"}
)
_NAME_WORD = re.compile(r"[^\W\d_][\w.'’‘-]*$")
_SPLIT = re.compile(r"\s*(?:(?<=\w{4})\.\s|,|;|&|\||•|·|/|\band\b|\bwith\b)\s*", re.IGNORECASE)
_CREDIT_TAIL = re.compile(
    r"\((?:additional |with )?(?:reporting|writing|editing|compiled|translated|edited|written) (?:by|from) "
    r"[^()]{3,300}\)$",
    re.IGNORECASE,
)
_PLACE_TAIL = re.compile(r"\s+(?:in|at|from)\s+.*$")


def is_byline(text: str, *, opened: bool = True, lead: bool = True, last: bool = False) -> bool:
    """Whether a whole unit names its writers: "By Jane Doe", "Jane Doe in Nairobi", "VH News Desk".

    opened: something that may be a headline stands before; lead: no report has begun; last: nothing
    follows.  Headlines in capitals ("Talks Resume in Doha") have the shape of names, so where they stand decides.
    """
    if len(text) > 400:
        return False
    plain = " ".join(text.split()).strip()
    words = reading_knowledge().bylines
    return (
        _is_lead(plain, words)
        or _is_credit(plain, words)
        or _is_office(plain, words)
        or (opened and (_is_named_role(plain, words) or _is_sign_off(plain, last)))
        or (opened and lead and _is_name_in_place(plain))
    )


def _opening(plain: str, openings: Iterable[str]) -> str | None:
    folded = plain.casefold().lstrip("([—–-_* ")
    return next((o for o in openings if folded.startswith(o) and not folded[len(o) : len(o) + 1].isalnum()), None)


def _is_lead(plain: str, words: BylineWords) -> bool:
    """ "By Jane Doe": names and places in capitals follow; "By Friday the town had fallen." has small words."""
    lead = _opening(plain, words.lead)
    if lead is None or len(plain.split()) > 40:
        return False
    rest = plain.lstrip("([—–-_* ")[len(lead) :].strip(" :")
    tokens = [t for t in re.split(r"[\s,;|/&]+", rest) if t]
    if not tokens or not _capital(tokens[0]):
        return lead.endswith("correspondent") and (not tokens or tokens[0] in ("in", "at"))
    small = sum(1 for t in tokens if not _capital(t) and t.casefold() not in _PARTICLES | {"and", "in", "for", "by"})
    weekday = tokens[0].casefold().rstrip("s").endswith("day")
    return small <= len(tokens) // 4 and not weekday and not (ends_sentence(plain) and small > 1)


def _is_credit(plain: str, words: BylineWords) -> bool:
    folded = fold(plain)
    if _opening(plain, words.credit) is not None:
        return len(plain.split()) <= 60
    if len(plain.split()) > 40 or not _capital(plain.lstrip("([—–-_* ")):
        return False
    return any(end in folded for end in words.end) or any(folded.endswith(tail) for tail in words.tail)


def _is_office(plain: str, words: BylineWords) -> bool:
    """ "VH News Desk", "Our Special Correspondent": at most four words in capitals."""
    tokens = plain.split()
    if ends_sentence(plain) or len(tokens) > 4 or not all(_capital(t) for t in tokens):
        return False
    return _ends_with(plain, words.office)


def _is_named_role(plain: str, words: BylineWords) -> bool:
    """ "Jane Doe, Staff Writer", "Jane Doe | Nairobi correspondent": at most ten words."""
    name, mark, rest = re.sub(r"\s*[|•·–—]\s*", ", ", plain).partition(", ")
    if not mark or ends_sentence(plain) or len(plain.split()) > 10 or not is_name(name):
        return False
    return _ends_with(rest, (*words.role, *words.office))


def _ends_with(plain: str, endings: tuple[str, ...]) -> bool:
    folded = fold(plain)
    return any(folded == ending or folded.endswith(" " + ending) for ending in endings)


def _is_name_in_place(plain: str) -> bool:
    match = re.fullmatch(r"([^,.;:!?]{4,60}) (?:in|reporting from|at) ([^.;:!?]{3,50})", plain)
    return match is not None and all(is_name(n) for n in _names(match[1])) and _is_titled(match[2])


def _is_sign_off(plain: str, last: bool) -> bool:
    """ "Jane Doe, Radio X, Nairobi.": a name, an outlet or a place, no small word.

    Before the last line the place or the outlet must be known.
    """
    segments = plain.rstrip(".").split(", ")
    if not plain.endswith(".") or not 2 <= len(segments) <= 4 or len(plain.split()) > 10:
        return False
    known = last or any(is_place(s) or _is_outlet(s) for s in segments[1:])
    return known and is_name(segments[0]) and all(_is_titled(s) for s in segments[1:])


def _is_outlet(segment: str) -> bool:
    knowledge = reading_knowledge()
    words = set(fold(segment).split())
    return fold(segment) in knowledge.agencies or not words.isdisjoint(knowledge.bylines.outlet)


def _is_titled(text: str) -> bool:
    return all(_capital(t) or t.casefold() in _PARTICLES | {"and", "the", "of"} for t in text.replace(",", " ").split())


def _capital(token: str) -> bool:
    return token[:1].isupper() or token[:1] == "@"


def is_name(text: str) -> bool:
    """Whether it has the shape of a person's name: two to five words in capitals, particles aside."""
    words = text.split()
    if not 2 <= len(words) <= 5 or is_place(text) or _is_outlet(text):
        return False
    if not all(_NAME_WORD.match(w) for w in words) or words[0].casefold() == "the":
        return False
    plain = [w for w in words if w.casefold().rstrip("-") not in _PARTICLES]
    # four words in capitals throughout are a headline
    most = 3 if text.isupper() else 4
    return 2 <= len(plain) <= most and all(w[0].isupper() for w in plain)


def _names(text: str) -> list[str]:
    return [part.strip(" .()") for part in _SPLIT.split(text) if part.strip(" .()")]


def byline_names(texts: Iterable[str]) -> list[str]:
    """The writers' names as found, each once; desks, agencies, editors and places are left out."""
    names: list[str] = []
    for text in texts:
        for name in _names_of(" ".join(text.split())):
            if name not in names:
                names.append(name)
    return names


def _names_of(plain: str) -> list[str]:
    words = reading_knowledge().bylines
    plain = re.split(r";|\||•|\bediting by\b|\bupdated\b|\bpublished\b", plain, flags=re.IGNORECASE)[0].strip(" ()")
    if _opening(plain, words.credit):
        return []
    lead = _opening(plain, words.lead)
    # without "By" only the first part is a name, what follows says what or where they are
    rest = plain.lstrip("([—–-_* ")[len(lead) :] if lead else re.split(r", |–|—", plain)[0]
    found = [_PLACE_TAIL.sub("", part) for part in _names(rest.strip(" :."))]
    return [_ordinary(name) for name in found if is_name(name) and not _is_nobody(name, words)]


def _is_nobody(name: str, words: BylineWords) -> bool:
    """Whether it names an office or an agency and no person."""
    return fold(name) in reading_knowledge().agencies or fold(name.split()[-1]) in (*words.role, *words.office)


def _ordinary(name: str) -> str:
    """JANE DOE as "Jane Doe"; other names unchanged."""
    return " ".join(w.capitalize() if len(w) > 2 else w for w in name.split()) if name.isupper() else name


def credit_start(text: str, start: int, end: int) -> int | None:
    """Where "(Reporting by …; Editing by …)" at the end of a paragraph begins, or None."""
    match = _CREDIT_TAIL.search(text, max(start, end - 330), end) if text[end - 1 : end] == ")" else None
    return match.start() if match and match.start() > start else None
