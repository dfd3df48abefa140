"""Dialogue: whose turn it is where a paragraph is nothing but what somebody says.

Two who talk with each other take turns, a paragraph each, and a text names them only at the start: "“Who signed?”
the judge asked.  /  “I did.”  /  “Alone?”".  But a speech that goes on over paragraphs looks the same, so a turn
is one only where something tells of it: a question before it, a short reply, an exchange that has begun, the name of
who is spoken to, or what the speaker does meanwhile.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from .beats import act_between, only_beats
from .bites import uncued
from .draft import Draft
from .placing import Place, last_character, stands_alone, starts_block
from .reader import Reader
from .replies import hearer, is_reply_to
from .sources import can_speak, named_as, names_beside
from .turns import other_party

_STOPS = frozenset(".?!…")
# After one of these with a question the next paragraph is somebody else's.
_ASKING = frozenset({"v:ask", "v:demand", "v:enquire", "v:inquire", "v:wonder", "v:query"})
# A reply is at most so many words long where only its shortness tells that it is one.
_SHORT_REPLY = 8
# An answer to a question, whatever the word of saying behind that.
_SHORT_ANSWER = 15
# Paragraphs of one exchange follow each other with at most one between.
_NEAR = 2
# What takes up what another has just said.
_REPLYING = frozenset({"yes", "no", "not", "never", "neither", "nor", "indeed", "perhaps", "of", "nonsense", "exactly"})


@dataclass(frozen=True, slots=True)
class Turn:
    """One utterance so far: its last stretch and its draft."""

    place: Place
    draft: Draft


def turn(reader: Reader, place: Place, before: Sequence[Turn]) -> Draft | None:
    """The quotation as somebody else's turn than the one before it; None where it is no turn or none can be told."""
    if last_character(reader, place) not in _STOPS or not stands_alone(reader, place):
        return None
    if before and (_asked_by_text(reader, place, before[-1]) or _turned_to(reader, place, before[-1])):
        return uncued(reader, place, before[-1].draft.speakers, "reply")
    acting = _acting(reader, place)
    if acting is None and before and starts_block(reader, place):
        acting = act_between(reader, before[-1].place, place)
    if acting is not None:
        goes_on = bool(before) and _key(reader, (acting,)) == _key(reader, before[-1].draft.speakers)
        return None if goes_on else uncued(reader, place, (acting,), "reply")
    if not before or not _takes_over(reader, place, before):
        return None
    other = _other(reader, place, before)
    if other is None:
        return uncued(reader, place, (), "reply") if _asks(reader, before[-1].place) else None
    return uncued(reader, place, other, "reply")


def answers(reader: Reader, place: Place, before: Turn) -> bool:
    """Whether a paragraph answers the question that ends the one before ("…?" asked X)."""
    asked = before.draft.word in _ASKING or before.draft.frame == "reply"
    return asked and _asks(reader, before.place) and _next_block(reader, place, before.place)


def _asked_by_text(reader: Reader, place: Place, last: Turn) -> bool:
    """Whether the text itself puts a question before the quotation, which the last speaker goes on to answer.

    "“I am staying,” Mr Osei told this paper. For how long? “Ask my knees.”"
    """
    analysis = reader.analysis
    sentence = analysis.sentence_of(place.first)
    near = 0 <= place.quotation.block - last.place.quotation.block <= _NEAR
    if not near or sentence.index == 0 or not _opens_sentence(reader, place):
        return False
    above = analysis.sentences[sentence.index - 1]
    quoted = any(reader.quoted[i] is not None for i in range(above.first, above.last))
    return not quoted and analysis.text[above.start : above.end].endswith("?")


def _turned_to(reader: Reader, place: Place, last: Turn) -> bool:
    """Whether only another hearer stands before the colon: "He told the miners: “…” To the owners: “…”"."""
    tokens = reader.analysis.tokens
    first = reader.analysis.sentence_of(place.first).first
    words = [tokens[i] for i in range(first, place.first) if tokens[i].pos not in {"PUNCT", "SPACE"}]
    text = reader.analysis.text[: reader.opening(place.quotation)].rstrip()
    verbs = any(t.pos in {"VERB", "AUX"} for t in words)
    near = last.place.quotation.block == place.quotation.block
    return near and bool(words) and words[0].lower == "to" and not verbs and text.endswith(":")


def _opens_sentence(reader: Reader, place: Place) -> bool:
    tokens = reader.analysis.tokens
    first = reader.analysis.sentence_of(place.first).first
    return all(tokens[i].pos in {"PUNCT", "SPACE"} for i in range(first, place.first))


def _takes_over(reader: Reader, place: Place, before: Sequence[Turn]) -> bool:
    """Whether anything tells that the one who spoke last does not go on."""
    last = before[-1]
    if _follows_at_once(reader, place, last.place):
        return _asks(reader, last.place) or _has_begun(reader, before)
    if _alternates(reader, place, before):
        return True
    if not _next_block(reader, place, last.place):
        return False
    if answers(reader, place, last) or _addresses(reader, place, last.draft):
        return True
    if is_reply_to(reader, last.place, last.draft, place):
        return True
    words = _words(reader, place)
    if _asks(reader, last.place) and words <= _SHORT_ANSWER:
        return True
    if words <= _SHORT_REPLY and reader.analysis.tokens[place.first].lower in _REPLYING:
        return True
    return _has_begun(reader, before) and (words <= _SHORT_REPLY or _ends_block(reader, last.place))


def _alternates(reader: Reader, place: Place, before: Sequence[Turn]) -> bool:
    """Whether question and answer follow each other in one paragraph: "“Open?” he asked. “No,” she said. “Why?”"."""
    if len(before) < 2:
        return False
    first, second = before[-2], before[-1]
    blocks = {t.quotation.block for t in (first.place, second.place, place)}
    if len(blocks) > 1 or _key(reader, first.draft.speakers) == _key(reader, second.draft.speakers):
        return False
    if _asks(reader, place):
        return _asks(reader, first.place) and not _asks(reader, second.place)
    return _asks(reader, second.place)


def _has_begun(reader: Reader, before: Sequence[Turn]) -> bool:
    """Whether the last answers what was asked, or is by another speaker than the one right before it."""
    if before[-1].draft.frame == "answer":
        return True
    if len(before) < 2:
        return False
    first, second = before[-2], before[-1]
    near = second.place.quotation.block - first.place.quotation.block <= _NEAR
    return near and _key(reader, first.draft.speakers) != _key(reader, second.draft.speakers)


def _other(reader: Reader, place: Place, before: Sequence[Turn]) -> tuple[int, ...] | None:
    """Who talks with the last speaker: who spoke before, else the person mentioned last; None where nobody is."""
    last = _key(reader, before[-1].draft.speakers)
    told = hearer(reader, before[-1].draft)
    if told is not None and _key(reader, (told,)) != last:
        return (told,)
    nearest = before[-1].place.quotation.block
    for one in reversed(before[:-1]):
        if nearest - one.place.quotation.block > 2 * _NEAR:
            break
        if _key(reader, one.draft.speakers) != last:
            return one.draft.speakers
        nearest = one.place.quotation.block
    return (
        _bystander(reader, place, last) or other_party(reader, reader.analysis.sentence_of(place.first).index) or None
    )


def _bystander(reader: Reader, place: Place, last: str) -> tuple[int, ...]:
    """The person mentioned last before the quotation, outside of others' words, who did not speak last."""
    sentence = reader.analysis.sentence_of(place.first)
    sentences = reader.analysis.sentences[max(0, sentence.index - 2 * _NEAR) : sentence.index]
    for s in reversed(sentences):
        for token in range(s.last - 1, s.first - 1, -1):
            roles = reader.cast.at(token) if reader.quoted[token] is None else []
            if roles and reader.cast.actors[roles[0].actor].kind == "person" and roles[0].actor != last:
                return (token,)
    return ()


def _acting(reader: Reader, place: Place) -> int | None:
    """Who does something right behind a quotation that opens its paragraph: "“Never.” The envoy shut his folder."."""
    analysis = reader.analysis
    sentence = analysis.sentence_of(place.last - 1)
    if not starts_block(reader, place) or sentence.index + 1 >= len(analysis.sentences):
        return None
    behind = analysis.sentences[sentence.index + 1]
    if behind.block != place.quotation.block or any(
        reader.quoted[i] is not None for i in range(behind.first, behind.last)
    ):
        return None
    for i in range(behind.first, behind.last):
        clause = analysis.clause_at(i)
        if clause is None or clause.kind != "main":
            continue
        subject = next((s for s in clause.subjects if s < i), None)
        acts = (
            clause.lemma.split("_")[0] in reader.cues.gestures and subject is not None and _is_person(reader, subject)
        )
        return subject if acts else None
    return None


def _is_person(reader: Reader, token: int) -> bool:
    roles = [r for t in (*names_beside(reader, token), token) for r in reader.cast.at(t)]
    if roles:
        return reader.cast.actors[roles[0].actor].kind == "person"
    return can_speak(reader, token)


def _key(reader: Reader, speakers: tuple[int, ...]) -> str:
    """What tells two speakers apart: the actor, else the words; "" for one who is not known."""
    for head in speakers:
        for token in named_as(reader, head):
            if roles := reader.cast.at(token):
                return roles[0].actor
    return " ".join(reader.analysis.tokens[s].lower for s in speakers)


def _addresses(reader: Reader, place: Place, draft: Draft) -> bool:
    """Whether the quotation calls the last speaker by name or title between commas ("This one, Senator.")."""
    tokens = reader.analysis.tokens
    called = {w for s in draft.speakers for w in _names(reader, s)}
    for i in range(place.first, place.last):
        set_off = i > place.first and tokens[i - 1].text == ","
        opens = i == place.first and i + 1 < place.last and tokens[i + 1].text == ","
        ends = i + 1 >= place.last or tokens[i + 1].pos == "PUNCT"
        if (set_off or opens) and ends and tokens[i].lower in called:
            return True
    return False


def _names(reader: Reader, speaker: int) -> Iterator[str]:
    """The words of the phrase and the names of a speaker, small ones left out."""
    tokens = reader.analysis.tokens
    for token in (speaker, *named_as(reader, speaker)):
        first, last = reader.analysis.base_phrase(token)
        yield from (tokens[i].lower for i in range(first, last) if tokens[i].pos in {"NOUN", "PROPN"})


def _asks(reader: Reader, place: Place) -> bool:
    return last_character(reader, place) == "?"


def _next_block(reader: Reader, place: Place, before: Place) -> bool:
    """Whether a quotation opens the paragraph behind another's, with beats between at most."""
    if not starts_block(reader, place):
        return False
    return place.quotation.block - before.quotation.block == 1 or only_beats(reader, before, place)


def _follows_at_once(reader: Reader, place: Place, before: Place) -> bool:
    """Whether nothing stands between the two quotations, so that the first has ended with its speaker."""
    text = reader.analysis.text[reader.closing(before.quotation) : reader.opening(place.quotation)]
    return before.quotation.closed and not text.strip() and place.quotation.block == before.quotation.block


def _ends_block(reader: Reader, place: Place) -> bool:
    """Whether the closing mark ends the paragraph: who goes on in the next one would have left it out."""
    analysis = reader.analysis
    behind = range(place.last, len(analysis.tokens))
    rest = next((i for i in behind if analysis.tokens[i].pos not in {"PUNCT", "SPACE"}), None)
    block = place.quotation.block
    return place.quotation.closed and (rest is None or analysis.sentence_of(rest).block != block)


def _words(reader: Reader, place: Place) -> int:
    return sum(t.pos not in {"PUNCT", "SPACE"} for t in reader.analysis.tokens[place.first : place.last])
