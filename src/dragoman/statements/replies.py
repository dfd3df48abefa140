"""Replies: a quotation that answers the one to whom the one before it was said.

"“You cannot pass,” Voss told the trader.  /  “And why not?”": whoever is told something may reply, be it only named as
the hearer.  A speech that goes on looks the same, so the words have to tell: they ask back, they answer "you" by "I",
or they come after an order.
"""

from __future__ import annotations

from .draft import Draft
from .placing import Place, last_character
from .reader import Reader
from .sources import names_beside

# A reply to a hearer's face has at most so many words.
_LONGEST = 8
_FIRST = frozenset({"i", "we", "my", "our", "me", "us"})
_SECOND = frozenset({"you", "your", "yours", "yourself"})


def hearer(reader: Reader, draft: Draft) -> int | None:
    """The one person to whom something is said; nobody who reports it."""
    token = draft.addressee
    if token is None or reader.analysis.tokens[token].tag in {"NNS", "NNPS"}:
        return None
    if reader.analysis.tokens[token].lemma.lower() in reader.cues.narrators:
        return None
    named = [*names_beside(reader, token), token]
    if any(reader.cast.actors[r.actor].kind == "person" for t in named for r in reader.cast.at(t)):
        return named[0]
    related = reader.analysis.dependents(token, "relcl")
    who = (reader.analysis.tokens[c].lower == "who" for r in related for c in reader.analysis.children[r])
    return token if any(who) else None


def is_reply_to(reader: Reader, before: Place, draft: Draft, place: Place) -> bool:
    """Whether the short words of a quotation reply to those of the one before, which somebody was told."""
    words = _lower(reader, place)
    if not 0 < len(words) <= _LONGEST:
        return False
    ordered = _is_order(reader, before)
    if hearer(reader, draft) is None:
        return ordered and words[0] in _FIRST
    if last_character(reader, place) == "?":
        return True
    spoken_to = ordered or bool(_SECOND & set(_lower(reader, before)))
    return spoken_to and bool(_FIRST & set(words))


def _lower(reader: Reader, place: Place) -> list[str]:
    tokens = reader.analysis.tokens[place.first : place.last]
    return [t.lower for t in tokens if t.pos not in {"PUNCT", "SPACE"}]


def _is_order(reader: Reader, place: Place) -> bool:
    """Whether a quotation is a bare order ("Sit down")."""
    first = reader.analysis.tokens[place.first]
    subjects = reader.analysis.dependents(first.i, "nsubj", "nsubjpass", "aux")
    return first.tag in {"VB", "VBP"} and not subjects and len(_lower(reader, place)) <= _LONGEST
