"""The lexicon of events: which words name which PLOVER act, in which frame, and who fills its roles.

All of it is data under `data/events/` (columns in the README there); this module reads and types it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Literal, cast, get_args

import msgspec

from ..errors import ArtefactError
from ..records import EventType
from .files import data_rows

PartOfSpeech = Literal["v", "n", "a"]
OperatorKind = Literal[
    "commit", "offer", "promise", "announce", "threat", "request", "refuse", "deny", "cease", "praise", "accuse"
]

EVENT_TYPES: tuple[EventType, ...] = get_args(EventType)

_FOLDER = "events/"


class Constraint(msgspec.Struct, frozen=True, gc=False):
    """One condition of a frame: what must stand (or, if negative, must not) in a slot.

    slot: "obj", "subj", a preposition, or a test ("p", "inf", "words", "oprd", "neg", "comp", "that").
    words: admitted lemmas, compounds joined by "_"; "*" among them admits any actor, "*person" any person.
    None: anything.
    """

    slot: str
    words: frozenset[str] | None
    negative: bool


class Predicate(msgspec.Struct, frozen=True, gc=False):
    """One sense of a verb, noun or adjective.

    actors, recipients: slots in order of preference; the first that is filled counts.
    reciprocal: both parties act ("met with").  weight: prior that type and roles are right, 0 to 1.
    """

    lemma: str
    pos: PartOfSpeech
    type: EventType
    mode: str | None
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    reciprocal: bool
    frame: tuple[Constraint, ...]
    weight: float

    @property
    def names_object(self) -> bool:
        """Whether the sense hangs on the words of its object ("impose sanctions")."""
        objects = (c.words for c in self.frame if c.slot == "obj" and c.words and not c.negative)
        return any(not words <= {"*", "*person"} for words in objects)

    @property
    def is_idiom(self) -> bool:
        """Whether the sense hangs on words beside the verb, in its object or elsewhere ("called it a crime")."""
        return self.names_object or any(c.slot in {"oprd", "words"} and not c.negative for c in self.frame)

    @property
    def demands(self) -> int:
        """How many positive conditions the frame makes: the more, the more specific the sense."""
        return sum(not c.negative for c in self.frame)


class Operator(msgspec.Struct, frozen=True, gc=False):
    """A predicate whose type hangs on the act it takes: "vow to V", "demand the release of", "stop V-ing".

    complements: how the act may be attached ("inf", "that", "ing", "obj", "p:of").  addressees: slots of whom it
    is directed to.  default: the type where the act is none of PLOVER's, or None.
    """

    lemma: str
    pos: PartOfSpeech
    kind: OperatorKind
    complements: frozenset[str]
    addressees: tuple[str, ...]
    default: EventType | None
    weight: float


class Lexicon(msgspec.Struct, frozen=True):
    """Senses by lemma, most specific first; what operators make of acts; light verbs; classes of words.

    topics: word → the topics it speaks for.  lights: lemma → "do" or "undergo".
    operator_types: (operator, type of the act) → (type, mode); mode "=" keeps the act's own.
    """

    verbs: Mapping[str, tuple[Predicate, ...]]
    nouns: Mapping[str, tuple[Predicate, ...]]
    adjectives: Mapping[str, tuple[Predicate, ...]]
    operators: Mapping[tuple[str, str], tuple[Operator, ...]]
    operator_types: Mapping[tuple[str, str], tuple[EventType, str | None]]
    lights: Mapping[str, str]
    classes: Mapping[str, frozenset[str]]
    topics: Mapping[str, tuple[str, ...]]

    def applied(self, operator: str, type_: EventType, mode: str | None) -> tuple[EventType, str | None] | None:
        """(type, mode) of an operator applied to an act, or None where it makes nothing of it."""
        found = self.operator_types.get((operator, f"{type_}/{mode}")) or self.operator_types.get((operator, type_))
        if found is None:
            return None
        return found[0], mode if found[1] == "=" else found[1]

    def __len__(self) -> int:
        """Number of predicate senses."""
        return sum(len(senses) for table in (self.verbs, self.nouns, self.adjectives) for senses in table.values())


@cache
def load_lexicon() -> Lexicon:
    """The shipped lexicon; read once.  Raises `ArtefactError` where a data file breaks its form."""
    classes = {row["class"]: frozenset(row["words"].split()) for row in data_rows(_FOLDER + "classes.tsv")}
    predicates = [p for name in EVENT_TYPES for p in _predicates(name, classes)]
    return Lexicon(
        verbs=_by_lemma(predicates, "v"),
        nouns=_by_lemma(predicates, "n"),
        adjectives=_by_lemma(predicates, "a"),
        operators=_operators(),
        operator_types=_operator_types(),
        lights={v: r["kind"] for r in data_rows(_FOLDER + "light_verbs.tsv") for v in spellings(r["lemma"])},
        classes=classes,
        topics=_topics(),
    )


def spellings(lemma: str) -> tuple[str, ...]:
    """The lemma in British and, where it differs, American spelling ("organise", "organize")."""
    head, _, particle = lemma.partition("_")
    other = head[:-3] + "ize" if head.endswith("ise") else head[:-4] + "lyze" if head.endswith("lyse") else head
    if other == head:
        return (lemma,)
    return lemma, other + ("_" + particle if particle else "")


def event_type(name: str) -> EventType:
    """The name as a PLOVER type.  Raises `ArtefactError` where it is none."""
    for known in EVENT_TYPES:
        if known == name:
            return known
    raise ArtefactError(f"{name!r} in the event lexicon is no PLOVER type")


def _predicates(type_: EventType, classes: Mapping[str, frozenset[str]]) -> Iterable[Predicate]:
    for row in data_rows(f"{_FOLDER}predicates/{type_.lower()}.tsv"):
        actors, recipients, reciprocal = _roles(row["roles"])
        for lemma in spellings(row["lemma"]):
            yield Predicate(
                lemma=lemma,
                pos=cast(PartOfSpeech, row["pos"]),
                type=type_,
                mode=row["mode"] or None,
                actors=actors,
                recipients=recipients,
                reciprocal=reciprocal,
                frame=tuple(_constraint(c, classes) for c in row["frame"].split()),
                weight=float(row["weight"]),
            )


def _roles(text: str) -> tuple[tuple[str, ...], tuple[str, ...], bool]:
    """ "subj>obj,against" → actors, recipients; "subj+with" is reciprocal."""
    reciprocal = "+" in text
    actors, _, recipients = text.partition("+" if reciprocal else ">")
    return _names(actors), _names(recipients), reciprocal


def _names(text: str) -> tuple[str, ...]:
    return tuple(name for name in text.split(",") if name)


def _constraint(text: str, classes: Mapping[str, frozenset[str]]) -> Constraint:
    negative = text.startswith("-")
    slot, _, words = text.removeprefix("-").replace("p:", "p=", 1).partition("=")
    if not words:
        return Constraint(slot, None, negative)
    admitted: set[str] = set()
    for word in words.replace("p:", "").split(","):
        if word.startswith("@") and word[1:] not in classes:
            raise ArtefactError(f"the event lexicon names an unknown word class {word!r}")
        admitted |= classes[word[1:]] if word.startswith("@") else {word}
    return Constraint(slot, frozenset(admitted), negative)


def _by_lemma(predicates: Iterable[Predicate], pos: PartOfSpeech) -> dict[str, tuple[Predicate, ...]]:
    found: dict[str, list[Predicate]] = {}
    for predicate in predicates:
        if predicate.pos == pos:
            found.setdefault(predicate.lemma, []).append(predicate)
    return {k: tuple(sorted(v, key=lambda p: (-p.demands, -p.weight))) for k, v in found.items()}


def _topics() -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for row in data_rows(_FOLDER + "topics.tsv"):
        for word in set(row["words"].split()):
            found[word] = (*found.get(word, ()), row["topic"])
    return found


def _operators() -> dict[tuple[str, str], tuple[Operator, ...]]:
    found: dict[tuple[str, str], list[Operator]] = {}
    for row in data_rows(_FOLDER + "operators.tsv"):
        for lemma in spellings(row["lemma"]):
            operator = Operator(
                lemma=lemma,
                pos=cast(PartOfSpeech, row["pos"]),
                kind=cast(OperatorKind, row["operator"]),
                complements=frozenset(row["complements"].split()),
                addressees=tuple(row["addressees"].split()),
                default=event_type(row["default"]) if row["default"] else None,
                weight=float(row["weight"]),
            )
            found.setdefault((lemma, row["pos"]), []).append(operator)
    return {k: tuple(v) for k, v in found.items()}


def _operator_types() -> dict[tuple[str, str], tuple[EventType, str | None]]:
    return {
        (row["operator"], row["act"]): (event_type(row["type"]), row["mode"] or None)
        for row in data_rows(_FOLDER + "operator_types.tsv")
    }
