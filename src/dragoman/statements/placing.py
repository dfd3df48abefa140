"""Place: a quotation among the tokens around it, and what kind of thing it is there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ..language.analysis import Quotation
from .reader import Reader

_STOPS = ".,!?;…—–-"
_MARKS = "\"“«„'‘''``"
# A quotation shorter than this is an echo, one in capitals up to the other length is a title.
_SHORT = 4
_MAX_TITLE = 7


@dataclass(frozen=True, slots=True)
class Place:
    """A quotation among its tokens: `first` to `last` (exclusive) inside the marks, `before` to `after` the
    stretch around it that may hold its word of saying."""

    quotation: Quotation
    first: int
    last: int
    before: int
    after: int


def quotation_places(reader: Reader) -> Iterator[Place]:
    analysis = reader.analysis
    inside = [analysis.tokens_in(q.start, q.end) for q in reader.outer]
    for at, quotation in enumerate(reader.outer):
        if not inside[at]:
            continue
        first, last = inside[at].start, inside[at].stop
        before, after = analysis.sentence_of(first).first, analysis.sentence_of(last - 1).last
        if at:
            before = max(before, inside[at - 1].stop)
        if at + 1 < len(inside):
            after = min(after, max(last, inside[at + 1].start))
        yield Place(quotation, first, last, min(before, first), after)


def inner_places(reader: Reader) -> Iterator[Place]:
    """The quotations inside other ones; `before` and `after` stay inside the one around."""
    analysis = reader.analysis
    outer = {q.index for q in reader.outer}
    edge = 0
    for quotation in sorted(analysis.quotations, key=lambda q: q.start):
        around = next((q for q in reader.near(quotation.start) if q.start <= quotation.start < q.end), None)
        inside = analysis.tokens_in(quotation.start, quotation.end)
        if quotation.index in outer or around is None or not inside:
            continue
        sentence, last = analysis.sentence_of(inside.start), analysis.sentence_of(inside.stop - 1)
        room = analysis.tokens_in(around.start, around.end)
        before = max(sentence.first, room.start, edge)
        yield Place(quotation, inside.start, inside.stop, min(before, inside.start), min(last.last, room.stop))
        edge = inside.stop


def last_character(reader: Reader, place: Place) -> str:
    """The last character of a quotation that is no closing mark of one inside it."""
    return reader.analysis.text[place.quotation.start : place.quotation.end].rstrip("'’\"”»")[-1:]


def may_stand_alone(reader: Reader, place: Place) -> bool:
    """Whether the quotation ends like an utterance: with a stop, or where the clause around it does."""
    text = reader.analysis.text
    if last_character(reader, place) in _STOPS or not place.quotation.closed:
        return True
    close = reader.closing(place.quotation)
    rest = text[close : close + 2].lstrip("'’\"”")
    return not rest or rest[0] in ".,;:!?\n—–" or rest.lstrip()[:1] in "—–-"


def opens_speech(reader: Reader, place: Place) -> bool:
    """Whether nothing but a link word ("But", "And then") or a dash stands before the quotation in its sentence."""
    opening = reader.opening(place.quotation)
    before = reader.analysis.text[max(0, opening - 3) : opening].rstrip()
    if before.endswith(("—", "–", "-", ":", ";")):
        return True
    if before.endswith(",") and place.last - place.first >= _SHORT and not is_title(reader, place):
        return True
    tokens = reader.analysis.tokens[place.before : place.first]
    return all(t.pos in {"PUNCT", "SPACE", "CCONJ", "SCONJ", "ADV", "INTJ"} or t.text in _MARKS for t in tokens)


def is_title(reader: Reader, place: Place) -> bool:
    """ "Meet the Press,": a few words in capitals without a stop."""
    tokens = reader.analysis.tokens[place.first : place.last]
    if len(tokens) > _MAX_TITLE or reader.analysis.text[place.quotation.end - 1] in ".!?":
        return False
    return all(t.text[0].isupper() or len(t.text) <= 3 or not t.text[0].isalpha() for t in tokens)


def is_long(reader: Reader, place: Place) -> bool:
    words = sum(t.pos not in {"PUNCT", "SPACE"} for t in reader.analysis.tokens[place.first : place.last])
    return words >= _SHORT


def is_sentence(reader: Reader, place: Place) -> bool:
    """Whether the quotation is long enough for what ends in a full stop: "Heads must roll.", no "Never!"."""
    words = sum(t.pos not in {"PUNCT", "SPACE"} for t in reader.analysis.tokens[place.first : place.last])
    return is_long(reader, place) or (words >= _SHORT - 1 and last_character(reader, place) in {*".!?…"})


def starts_sentence(reader: Reader, place: Place) -> bool:
    tokens = reader.analysis.tokens
    sentence = reader.analysis.sentence_of(place.first)
    words = [i for i in range(sentence.first, place.first) if tokens[i].pos not in {"PUNCT", "SPACE"}]
    if not words:
        return True
    at = place.first - 1
    while at > 0 and tokens[at].text in _MARKS:
        at -= 1
    return tokens[at].text in {",", ";", "—", "–", "-", ":", "."}


def starts_block(reader: Reader, place: Place) -> bool:
    analysis = reader.analysis
    sentence = analysis.sentence_of(place.first)
    if sentence.index and analysis.sentences[sentence.index - 1].block == sentence.block:
        return False
    return all(analysis.tokens[i].pos in {"PUNCT", "SPACE"} for i in range(sentence.first, place.first))


def stands_alone(reader: Reader, place: Place) -> bool:
    """Whether nothing follows the quotation in its sentence."""
    return all(t.pos in {"PUNCT", "SPACE"} for t in reader.analysis.tokens[place.last : place.after])


def is_stopped(reader: Reader, place: Place) -> bool:
    """Whether a stop ends the quotation, inside its mark or right behind it."""
    text, quotation = reader.analysis.text, place.quotation
    return last_character(reader, place) in _STOPS or text.startswith(",", reader.closing(quotation))


def opener(reader: Reader, place: Place) -> int:
    """The token before the opening mark; it may lie before the stretch that belongs to the quotation."""
    mark = place.first - 1
    tokens = reader.analysis.tokens
    stands_apart = tokens[mark].end <= place.quotation.start and tokens[mark].text in _MARKS
    return mark - 1 if stands_apart else mark
