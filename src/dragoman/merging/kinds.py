"""What was done: types that two reports may give one act, and whether both tell of it in the same way."""

from __future__ import annotations

# Coders and papers call one act by either (PLOVER manual, draft 2.0: the notes on neighbours of each type).
_FAMILIES = (
    ("ASSAULT", "COERCE"),
    ("ASSAULT", "PROTEST"),
    ("COERCE", "SANCTION"),
    ("SUPPORT", "AGREE"),
    ("AGREE", "CONSULT"),
    ("AGREE", "CONCEDE"),
    ("AGREE", "COOPERATE"),
    ("AGREE", "AID"),
    ("SUPPORT", "CONSULT"),
    ("SUPPORT", "COOPERATE"),
    ("AID", "COOPERATE"),
    ("CONCEDE", "RETREAT"),
    ("THREATEN", "REQUEST"),
    ("ACCUSE", "REQUEST"),
    ("ACCUSE", "REJECT"),
)
_AKIN: dict[str, tuple[str, ...]] = {}
for _one, _other in _FAMILIES:
    _AKIN[_one] = (*_AKIN.get(_one, ()), _other)
    _AKIN[_other] = (*_AKIN.get(_other, ()), _one)

_STANDINGS = {"actual": "done", "historical": "done", "planned": "planned"}
# Acts of which a place has but one at a time, so that the place tells them apart.
LOCAL = frozenset({"ASSAULT", "COERCE", "PROTEST", "MOBILIZE", "AID", "RETREAT", "COOPERATE"})
# Acts that somebody is said to have done and may deny.
DONE = ("ASSAULT", "COERCE", "SANCTION", "MOBILIZE")
# Acts that are words: who says a thing to whom says others too, so that what is said tells them apart.
SPOKEN = frozenset({"AGREE", "SUPPORT", "CONCEDE", "REQUEST", "ACCUSE", "REJECT", "THREATEN"})


def akin(one: str, other: str) -> bool:
    """Whether two types may be names of one act: the same, or of one family."""
    return one == other or other in relatives(one)


def relatives(kind: str) -> tuple[str, ...]:
    """The other types of a type's families."""
    return _AKIN.get(kind, ())


def standing(status: str, polarity: str) -> str:
    """What is told: `done`, `planned` or `open`, each affirmed or denied.  Only mentions of one standing merge."""
    told = _STANDINGS.get(status, "open")
    return told if polarity == "affirmed" else f"not {told}"
