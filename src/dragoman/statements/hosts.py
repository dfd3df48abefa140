"""Hosts: the clause that a parenthesis of saying is set into: "Talks would, she hinted, resume in May".

It reaches to the edges of the sentence, or to the nearest semicolon or colon; a relative clause that the parenthesis
interrupts is a host of its own ("the boat that, prosecutors say, was never his").
"""

from __future__ import annotations

from ..language.analysis import Sentence
from .contents import is_whole
from .draft import Range
from .reader import Reader

_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_RELATIVES = frozenset({"WDT", "WP", "WP$", "WRB"})
_STOPS = frozenset({";", ":"})
_JOINING = frozenset({"and", "but", "while", "though", "although", "whereas", "yet"})


def host_of(reader: Reader, sentence: Sentence, first: int, last: int, trails: bool = False) -> tuple[Range, ...]:
    """The stretches on both sides of a parenthesis (tokens `first` to `last`) that it attributes.

    Empty where what stands before is a clause that misses nothing, so that nothing is interrupted, and where nothing
    follows, unless it may trail ("…, it was admitted by the owners").
    """
    floor = _floor(reader, sentence, first - 1)
    top = _top(reader, sentence, last)
    opener = _opener(reader, floor, first - 1)
    if opener is not None:
        return _relative(reader, opener, first, last, top)
    if last >= top - 1:
        # trailing: the finders of verbs know, but for a first speaker before the semicolon
        return _stretch(reader, floor, first - 1) if trails or floor > sentence.first else ()
    open_ended = _is_open(reader, first - 2)
    if not open_ended and (is_whole(reader, floor, first - 1) or reader.analysis.tokens[last + 1].tag == "VBG"):
        return ()
    after = _stretch(reader, last + 1, top)
    return (*_stretch(reader, floor, first - 1), *after) if after else ()


def _stretch(reader: Reader, first: int, last: int) -> tuple[Range, ...]:
    found = reader.trim(*reader.chars(first, last)) if first < last else None
    return (found,) if found else ()


def _is_open(reader: Reader, token: int) -> bool:
    """Whether a clause cannot end at a token: "Talks would", "It was", "They said that"."""
    t = reader.analysis.tokens[token]
    return t.pos == "AUX" or t.tag in {"MD", "TO", "IN"} or t.lemma in {"be", "have"}


def _floor(reader: Reader, sentence: Sentence, mark: int) -> int:
    """Where the host may begin: behind the last semicolon or colon outside of other quotations.

    Behind a conjunction too, where somebody else speaks before it ("… said it was safe, but the bridge, X warns, …").
    """
    tokens = reader.analysis.tokens
    stops = [i + 1 for i in range(sentence.first, mark) if tokens[i].text in _STOPS and reader.quoted[i] is None]
    first = max(stops, default=sentence.first)
    while first < mark and (tokens[first].pos == "SPACE" or tokens[first].text in {",", "–", "—"}):
        first += 1
    if first > sentence.first and tokens[first].pos == "CCONJ" and first + 1 < mark:
        first += 1
    return max(first, _joined_on(reader, first, mark))


def _joined_on(reader: Reader, first: int, mark: int) -> int:
    """The token behind ", but" or ", and" with a bare subject up to the mark, where a verb of saying stands before."""
    tokens = reader.analysis.tokens
    joints = [i for i in range(first, mark - 2) if tokens[i].text == "," and tokens[i + 1].lower in _JOINING]
    if not joints or any(tokens[i].tag in _FINITE and tokens[i].pos != "AUX" for i in range(joints[-1], mark)):
        return 0
    says = (tokens[i] for i in range(first, joints[-1]) if tokens[i].tag in _FINITE)
    return joints[-1] + 2 if any(reader.cues.is_saying(t.lemma.lower()) for t in says) else 0


def _top(reader: Reader, sentence: Sentence, last: int) -> int:
    """Where the host ends: before the next semicolon, or before what somebody else is said to say."""
    tokens = reader.analysis.tokens
    for i in range(last + 1, sentence.last):
        if reader.quoted[i] is not None:
            continue
        if tokens[i].text in _STOPS or (tokens[i].text == "," and _turns_to_another(reader, i + 1, sentence.last)):
            return i
    return sentence.last


def _turns_to_another(reader: Reader, first: int, last: int) -> bool:
    """Whether a clause with a word of saying of its own is joined on ("…, but engineers say that it leaks")."""
    tokens = reader.analysis.tokens
    if first >= last or tokens[first].lower not in _JOINING:
        return False
    verb = next((i for i in range(first + 1, last) if tokens[i].tag in _FINITE), None)
    if verb is None or not reader.cues.is_saying(tokens[verb].lemma.lower()):
        return False
    return any(tokens[i].pos in {"NOUN", "PROPN", "PRON"} for i in range(first + 1, verb))


def _opener(reader: Reader, floor: int, mark: int) -> int | None:
    """The relative pronoun of the clause that a mark interrupts: no verb stands between the two."""
    tokens = reader.analysis.tokens
    for i in range(mark - 1, floor, -1):
        if tokens[i].tag in _FINITE:
            return None
        if tokens[i].tag in _RELATIVES:
            return i if any(t.pos in {"NOUN", "PROPN"} for t in tokens[floor:i]) else None
    return None


def _relative(reader: Reader, opener: int, first: int, last: int, top: int) -> tuple[Range, ...]:
    """What a relative clause says on both sides; the pronoun by itself says nothing."""
    tokens = reader.analysis.tokens
    end = top
    if not _has_verb(reader, opener):
        set_off = tokens[opener - 1].text == ","
        end = next((i for i in range(last + 1, top) if set_off and tokens[i].text == ","), top)
        end = _main_verb(reader, last + 1, end)
    before = _stretch(reader, opener, first - 1) if opener < first - 2 else ()
    after = _stretch(reader, last + 1, end)
    return (*before, *after) if after else ()


def _has_verb(reader: Reader, opener: int) -> bool:
    """Whether the main clause has had its verb before a relative pronoun."""
    first = reader.analysis.sentence_of(opener).first
    return any(t.tag in _FINITE for t in reader.analysis.tokens[first:opener])


def _main_verb(reader: Reader, first: int, end: int) -> int:
    """Where the main clause's verb ends a relative clause about its subject: "who … took the bribe has resigned"."""
    tokens = reader.analysis.tokens
    verbs = [i for i in range(first, end) if tokens[i].tag in _FINITE]
    for verb in verbs[1:]:
        between = tokens[verbs[0] + 1 : verb]
        return end if any(t.pos in {"SCONJ", "CCONJ"} or t.tag in _RELATIVES for t in between) else verb
    return end
