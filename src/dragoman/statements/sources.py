"""Sources: the noun phrase that names who speaks, to whom and through what."""

from __future__ import annotations

from collections.abc import Iterator

from ..language.analysis import Clause
from .draft import Range
from .reader import Reader

_PERSONAL = frozenset({"he", "she", "they", "i", "we", "one", "another", "others"})
_MEDIUM_PREPOSITIONS = frozenset({"in", "on", "during", "at", "via", "through", "by", "to", "from"})


def source_range(reader: Reader, heads: tuple[int, ...]) -> Range | None:
    """Offsets of the phrase of the heads, which may be coordinated; None without heads.

    An apposition belongs to it where it gives the name ("their lawyer, Inga Holm"), not where it explains
    one ("Inga Holm, one of the founders").
    """
    if not heads:
        return None
    first, last = _phrase(reader, heads[0])
    for head in heads[1:]:
        other = _phrase(reader, head)
        if other[0] - last > 3:
            break
        last = max(last, other[1])
    return reader.chars(first, last)


def _phrase(reader: Reader, head: int) -> tuple[int, int]:
    tokens = reader.analysis.tokens
    first, last = reader.analysis.full_phrase(head)
    comma = next((i for i in range(head + 1, last) if tokens[i].text == ","), last)
    last = min(last, comma)
    if tokens[head].pos != "PROPN":
        for child in reader.analysis.dependents(head, "appos"):
            if child > head and tokens[child].pos == "PROPN":
                last = max(last, reader.analysis.full_phrase(child)[1])
    while first < last - 1 and tokens[first].pos in {"PUNCT", "SPACE", "CCONJ", "SCONJ"}:
        first += 1
    while last - 1 > first and tokens[last - 1].pos in {"PUNCT", "SPACE"}:
        last -= 1
    return first, last


def phrase_end(reader: Reader, head: int) -> int:
    """The token behind the source phrase of a head."""
    return _phrase(reader, head)[1]


def names_beside(reader: Reader, head: int) -> list[int]:
    """Heads of the names in apposition behind a description ("their lawyer, Inga Holm")."""
    tokens = reader.analysis.tokens
    if tokens[head].pos == "PROPN":
        return []
    named = [c for c in reader.analysis.dependents(head, "appos") if c > head and tokens[c].pos == "PROPN"]
    return named or _behind_comma(reader, head)


def _behind_comma(reader: Reader, head: int) -> list[int]:
    """The name right behind a description that the parser put beside another ("told by the judge, Ned Ames, that")."""
    tokens = reader.analysis.tokens
    if tokens[head].pos != "NOUN" or head + 2 >= len(tokens) or tokens[head + 1].text != ",":
        return []
    last = head + 2
    while last < len(tokens) and tokens[last].pos == "PROPN":
        last += 1
    closed = last < len(tokens) and tokens[last].text in {",", "."} and last > head + 2
    return [last - 1] if closed and tokens[last - 1].dep == "appos" and tokens[last - 1].head < head else []


def named_as(reader: Reader, head: int) -> Iterator[int]:
    """The tokens under which the cast may know who a source's head is, likeliest first.

    The name beside a description; the head; the name that the description explains ("Ann Cole, the author, who
    said …"); for a relative pronoun the noun that it takes up, over a conjunction too ("who said …, and who said …").
    """
    tokens = reader.analysis.tokens
    noun = antecedent(reader, head)
    yield from names_beside(reader, noun)
    yield noun
    while tokens[noun].dep == "appos" and tokens[tokens[noun].head].pos == "PROPN":
        noun = tokens[noun].head
        yield noun


def antecedent(reader: Reader, token: int) -> int:
    """The noun that a relative pronoun takes up; the token itself where it is none."""
    tokens = reader.analysis.tokens
    if tokens[token].tag not in {"WP", "WDT"}:
        return token
    verb = tokens[token].head
    while tokens[verb].dep == "conj" and tokens[verb].head < verb:
        verb = tokens[verb].head
    return tokens[verb].head if tokens[verb].dep == "relcl" else token


def interrupting(reader: Reader, subject: int, verb: int) -> int:
    """Who really speaks where the parser takes the one who interrupts for an apposition.

    "The tunnel, its builder Jan Maas explained, was …" has no second comma before the verb, as an apposition would.
    """
    tokens = reader.analysis.tokens
    for noun in reader.analysis.dependents(subject, "appos"):
        first, last = reader.edges[noun]
        if noun < verb == last + 1 and first and tokens[first - 1].text == ",":
            return noun
    return subject


def can_speak(reader: Reader, token: int) -> bool:
    """Whether a subject is somebody: an actor, a person's pronoun, a name or a description with one beside it."""
    if any(reader.cast.at(t) for t in (token, *names_beside(reader, token))):
        return True
    t = reader.analysis.tokens[token]
    return t.lower in _PERSONAL or t.entity in {"PERSON", "NORP", "ORG"} or t.pos == "PROPN"


def medium_of(reader: Reader, verb: int) -> Range | None:
    """The phrase of the means by which something was said ("in a statement", "on Twitter"), preposition outside."""
    analysis = reader.analysis
    subjects = analysis.dependents(verb, "nsubj")
    for prep in [p for at in (verb, *subjects) for p in analysis.dependents(at, "prep", "agent")]:
        if analysis.tokens[prep].lower in _MEDIUM_PREPOSITIONS:
            for noun in analysis.dependents(prep, "pobj"):
                if {analysis.tokens[noun].lower, analysis.tokens[noun].lemma.lower()} & reader.cues.media:
                    return reader.chars(*analysis.full_phrase(noun))
    return None


def addressee_of(reader: Reader, clause: Clause) -> int | None:
    """Head of whom the words are for: "told parliament", "said to reporters", "called on the rebels"."""
    analysis = reader.analysis
    cue = reader.cues.verbs.get(clause.lemma)
    if clause.indirect:
        return clause.indirect[0]
    objects = [o for o in analysis.dependents(clause.predicate, "dobj", "dative") if o > clause.predicate]
    if cue and cue.addressed and objects:
        return objects[0]
    for prep, noun in clause.obliques:
        towards = prep == "to" or (cue is not None and prep == cue.hearer)
        if towards and analysis.tokens[noun].pos in {"PROPN", "NOUN", "PRON"} and noun > clause.predicate:
            return noun
    return None
