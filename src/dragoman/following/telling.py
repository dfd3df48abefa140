"""Deeds told in clauses that are no event of the coder's."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from ..records import Span
from .clauses import Told, told_in
from .clues import Deed
from .naming import Known
from .unreal import BACKGROUND, DOUBTED, NOT_DONE, PARTLY, is_unreal, last_words
from .words import Terms, terms_of

# Sentences whose clauses are news though they name no day; those whose verbs of no class count.
_FRESH_SENTENCES, _LEADING = 3, 2


def told_deeds(known: Known, deeds: Sequence[Deed]) -> Iterator[Deed]:
    """Deeds told in clauses that are no event of the coder's."""
    events = {(deed.start, act) for deed in deeds for act in deed.acts}
    for at, (start, end) in enumerate(known.sentences):
        sentence = known.text[start:end]
        if DOUBTED.search(sentence):
            continue
        terms = terms_of("the " + sentence)
        for told in told_in(sentence):
            acts = frozenset(a for a in told.acts if (start, a) not in events)
            if at >= _LEADING:
                # a verb of no class says little where it is not the news
                acts = frozenset(a for a in acts if not a.startswith("="))
            told = msgspec.structs.replace(told, acts=acts)
            if not told.acts or _is_unreal(known, sentence, start, told):
                continue
            deed = _told_deed(known, at, told, terms)
            if deed is not None:
                yield deed


def _is_unreal(known: Known, sentence: str, start: int, told: Told) -> bool:
    span = Span.of(known.text, start + told.start, start + told.end)
    if any(spoken.overlaps(span) for spoken in known.spoken):
        return True
    if PARTLY.match(sentence, told.end):
        return True
    return is_unreal(sentence[: told.start]) or bool(NOT_DONE.search(sentence, told.clause, told.start))


def _told_deed(known: Known, at: int, told: Told, terms: Terms) -> Deed | None:
    start, end = known.sentences[at]
    day = known.day_near(start, end, start + told.start)
    before = known.text[start : start + told.start]
    behind = last_words(before, 5)
    fresh = at < _FRESH_SENTENCES or behind.endswith((" has", " have", " has been", " have been"))
    if day is None and (not fresh or known.is_old(start, end) or BACKGROUND.search(before)):
        return None
    if told.patient:
        doers = known.agents(start + told.end, end)
    else:
        doers = known.subjects(start + told.clause, start + told.start)
    inside = Span.of(known.text, start + told.start, start + told.end)
    said = [s for s in known.statements.values() if any(span.contains(inside) for span in s.content_spans)]
    return Deed(
        None, doers, [], told.acts, terms, day, fresh, bool(said),
        known.who([s.speaker for s in said if s.speaker]), start, end,
        "patient" if told.patient or not doers else "doer", known.around(at), known.setting,
    )  # fmt: skip
