"""Gapping: a second speaker without a verb: "Some said the well was dry; others that it was poisoned".

The verb of the first clause counts for the second, so its source is what stands between the stop and "that".
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from ..language.analysis import Clause, Sentence
from .draft import Draft, Range
from .reader import Reader

FRAME = "gap"
# Whom a text sets against the one before; behind a mere comma the second speaker is one of these or a name.
_CONTRASTED = frozenset(
    {"others", "another", "other", "second", "third", "latter", "rest", "some", "many", "most", "few", "one"}
)
_JOINING = frozenset({"and", "but", "while", "or"})
_NOMINAL = frozenset({"DET", "ADJ", "NOUN", "PROPN", "NUM", "PRON", "PART"})
_LONGEST_SOURCE = 8


def gap_drafts(reader: Reader) -> Iterator[Draft]:
    """Drafts in text order of their "that"."""
    for sentence in reader.analysis.sentences:
        first: Clause | None = None
        for i in range(sentence.first, sentence.last):
            clause = reader.analysis.clause_at(i)
            if clause is not None and clause.kind != "relative" and reader.cues.verb(clause.lemma, "that"):
                first = clause
            elif first is not None and reader.analysis.tokens[i].lower == "that":
                yield from _second(reader, sentence, first, i)


def _second(reader: Reader, sentence: Sentence, clause: Clause, that: int) -> Iterator[Draft]:
    named = _named(reader, clause.verb_last, that)
    content = _content(reader, that, sentence) if named else None
    if content:
        yield Draft(
            act=reader.cues.verbs[clause.lemma].act,
            contents=(content,),
            word=f"v:{clause.lemma}",
            frame=FRAME,
            speakers=(named[-1],),
            source=reader.chars(named.start, named.stop),
        )


def _named(reader: Reader, floor: int, that: int) -> range:
    """The noun phrase between a stop and "that", if it can be a second speaker."""
    tokens = reader.analysis.tokens
    if tokens[that - 1].text == "," and that - 1 > floor:
        named = _named(reader, floor, that - 1)  # "…; the other half, that he was paid"
        return named if named and tokens[named.start - 1].text == ";" else range(0)
    first = that
    while first > max(floor, that - _LONGEST_SOURCE) and tokens[first - 1].pos in _NOMINAL:
        first -= 1
    stop = first - 1
    while stop > floor and tokens[stop].lower in _JOINING:
        stop -= 1
    if first >= that or stop <= floor or tokens[stop].text not in {";", ","} or tokens[that - 1].pos == "DET":
        return range(0)
    contrasted = tokens[that - 1].lower in _CONTRASTED or tokens[that - 1].pos == "PROPN"
    return range(first, that) if tokens[stop].text == ";" or contrasted else range(0)


def _content(reader: Reader, that: int, sentence: Sentence) -> Range | None:
    """What follows "that" up to the next semicolon, where it is a clause with a subject of its own."""
    tokens = reader.analysis.tokens
    end = next((i for i in range(that, sentence.last) if tokens[i].text == ";"), sentence.last)
    verb = next((i for i in range(that + 1, end) if tokens[i].pos in {"VERB", "AUX"}), end)
    subject = any(tokens[i].pos in {"NOUN", "PROPN", "PRON", "DET"} for i in range(that + 1, verb))
    return reader.trim(*reader.chars(that, end)) if subject and verb < end else None


def parted(reader: Reader, drafts: list[Draft]) -> list[Draft]:
    """The drafts, with those of the first speaker ending where a second one's source begins."""
    gaps = [d for d in drafts if d.frame == FRAME or _opens_anew(reader, d)]
    for gap in gaps:
        drafts = [d if d.frame == FRAME or d is gap else _ended(reader, d, gap) for d in drafts]
    return drafts


def _opens_anew(reader: Reader, draft: Draft) -> bool:
    """Whether a semicolon stands before what a parenthesis attributes ("…; the owners, residents reply, left")."""
    if draft.frame != "parenthesis":
        return False
    first = next(iter(reader.analysis.tokens_in(*draft.contents[0])), 0)
    before = reader.analysis.tokens[max(0, first - 2) : first]
    return any(t.text == ";" for t in before) or [t.text in {",", "and", "but"} for t in before] == [True, True]


def _ended(reader: Reader, draft: Draft, gap: Draft) -> Draft:
    """The draft without what is the gap's source or content, unless it stands there itself."""
    start, end = (gap.source or gap.contents[0])[0], gap.end
    if draft.cue is None or draft.cue[0] >= start:
        return draft
    cut = tuple(
        r
        for a, b in draft.contents
        if not start <= a < end and (r := reader.trim(a, min(b, start)) if a < start < b else (a, b))
    )
    return replace(draft, contents=cut) if cut else draft
