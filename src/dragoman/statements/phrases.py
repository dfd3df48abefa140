"""Phrases: attribution without a verb of its own: "according to the ministry", "Minister: talks failed"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..language.analysis import Sentence
from .contents import around_phrase
from .draft import Draft, Range
from .reader import Reader
from .sources import source_range

# "Minister: talks failed": a few words without a verb, a colon, then a headline's clause.
_HEADLINE = re.compile(r"([^:\n]{2,60}?):\s+(\S.{8,})", re.DOTALL)


def phrase_drafts(reader: Reader) -> Iterator[Draft]:
    yield from _prepositional(reader)
    yield from _headlines(reader)


def _prepositional(reader: Reader) -> Iterator[Draft]:
    tokens = reader.analysis.tokens
    starts = {phrase[0] for phrase in reader.cues.prepositions}
    for token in tokens:
        if token.lower not in starts:
            continue
        for phrase, act in reader.cues.prepositions.items():
            words = tuple(t.lower for t in tokens[token.i : token.i + len(phrase)])
            if words == phrase:
                yield from _according(reader, token.i, token.i + len(phrase), act)


def _according(reader: Reader, first: int, last: int, act: object) -> Iterator[Draft]:
    analysis = reader.analysis
    sentence = analysis.sentence_of(first)
    head = _object(reader, first, last, sentence)
    if head is None:
        return
    source = source_range(reader, (head,))
    phrase_end = max(last, analysis.full_phrase(head)[1])
    contents = _beside(reader, first, phrase_end) or around_phrase(reader, sentence, first, phrase_end)
    if source and contents:
        yield Draft(
            act="thought" if act == "thought" else "said",
            contents=contents,
            anchor=first,
            cue=reader.chars(first, last),
            word="p:" + " ".join(t.lower for t in analysis.tokens[first:last]),
            frame="phrase",
            direct=len(contents) == 1 and any(contents[0] == (q.start, q.end) for q in reader.near(contents[0][0])),
            speakers=(head,),
            source=source,
        )


def _beside(reader: Reader, first: int, last: int) -> tuple[Range, ...]:
    """The quotation right before or behind a phrase that names words ("in the words of …")."""
    tokens = reader.analysis.tokens
    if "words" not in {t.lower for t in tokens[first:last]}:
        return ()
    for q in reader.near(tokens[first].start):
        gap = (q.end, tokens[first].start) if q.end <= tokens[first].start else (tokens[last - 1].end, q.start)
        if not reader.analysis.text[slice(*gap)].strip(" ,:\"“”'‘’»«\n"):
            return ((q.start, q.end),)
    return ()


def _object(reader: Reader, first: int, last: int, sentence: Sentence) -> int | None:
    """The head of the noun phrase behind the phrase."""
    tokens = reader.analysis.tokens
    for i in range(last, min(last + 12, sentence.last)):
        if tokens[i].dep == "pobj" and first <= tokens[i].head < last:
            return i
    for i in range(last, min(last + 6, sentence.last)):
        if tokens[i].pos in {"NOUN", "PROPN", "PRON"} and not last <= tokens[i].head < i:
            return i
    return None


def _headlines(reader: Reader) -> Iterator[Draft]:
    analysis = reader.analysis
    for sentence in analysis.sentences:
        if sentence.kind != "headline":
            continue
        match = _HEADLINE.fullmatch(analysis.text, sentence.start, sentence.end)
        if not match:
            continue
        named = analysis.tokens_in(match.start(1), match.end(1))
        if not named or not _names_speaker(reader, named):
            continue
        content = reader.trim(match.start(2), match.end(2))
        heads = [i for i in named if analysis.tokens[i].head not in named or analysis.tokens[i].head == i]
        if content:
            yield Draft(
                act="said",
                contents=(content,),
                cue=(match.end(1), match.end(1) + 1),
                word="c::",
                frame="colon",
                speakers=(heads[0] if heads else named[-1],),
                source=(match.start(1), match.end(1)),
            )


def _names_speaker(reader: Reader, named: range) -> bool:
    """Whether the words before the colon name a person, body or office, and no topic ("Analysis", "Explainer")."""
    tokens = reader.analysis.tokens
    if any(tokens[i].pos in {"VERB", "AUX"} for i in named):
        return False
    return any(tokens[i].entity in {"PERSON", "ORG", "NORP"} or reader.cast.at(i) for i in named)
