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
_SIGNED = re.compile(r"(\S.{8,}?)\s+[–—-]\s+([^–—:]{3,40})", re.DOTALL)
_BEHIND = re.compile(r"\s*[:–—]\s+")
_NOMINAL = frozenset({"DET", "ADJ", "NOUN", "PROPN", "NUM"})
_HEADLINE = re.compile(r"([^:\n]{2,60}?):\s+(\S.{8,})", re.DOTALL)


def phrase_drafts(reader: Reader) -> Iterator[Draft]:
    yield from _prepositional(reader)
    yield from _owned(reader)
    yield from _headlines(reader)
    yield from _headline_quotations(reader)
    yield from _behind_colons(reader)


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


def _owned(reader: Reader) -> Iterator[Draft]:
    """ "In the minister's view, …", "by his own account, …"."""
    analysis = reader.analysis
    for token in analysis.tokens:
        act = reader.cues.views.get(token.lower)
        owners = analysis.dependents(token.i, "poss") if act else []
        preposition = analysis.tokens[token.head]
        if not act or not owners or preposition.lower not in {"in", "by"} or token.dep != "pobj":
            continue
        first, last = preposition.i, token.i + 1
        contents = around_phrase(reader, analysis.sentence_of(first), first, last)
        source = source_range(reader, tuple(owners[:1]))
        if contents and source:
            end = source[1] - 2 if analysis.text[: source[1]].endswith(("'s", "’s")) else source[1]
            yield Draft(
                act=act,
                contents=contents,
                anchor=first,
                cue=reader.chars(token.i, last),
                word=f"p:{preposition.lower} {token.lower}",
                frame="phrase",
                speakers=tuple(owners[:1]),
                source=(source[0], end),
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


def _headline_quotations(reader: Reader) -> Iterator[Draft]:
    """ "'We will stay': dockers' leader vows to fight": the words first, then the speaker behind a colon."""
    analysis = reader.analysis
    for sentence in analysis.sentences:
        yield from _signed(reader, sentence)
        quotations = [q for q in reader.near(sentence.start) if reader.opening(q) == sentence.start]
        titled = bool(quotations) and analysis.text[slice(quotations[0].start, quotations[0].end)].istitle()
        if sentence.kind not in {"headline", "highlight"} or not quotations or titled:
            continue
        mark = _BEHIND.match(analysis.text, reader.closing(quotations[0]), sentence.end)
        named = _first_phrase(reader, analysis.tokens_in(mark.end(), sentence.end)) if mark else range(0)
        if not named or not (_names_speaker(reader, named) or _acts(reader, named)):
            continue
        yield Draft(
            act="said",
            contents=((quotations[0].start, quotations[0].end),),
            direct=True,
            frame="colon",
            speakers=(named[-1],),
            source=reader.chars(named.start, named.stop),
        )


def _signed(reader: Reader, sentence: Sentence) -> Iterator[Draft]:
    """ "Talks are dead – Norwegian envoy": a headline with a person's name or office behind its last dash."""
    match = _SIGNED.fullmatch(reader.analysis.text, sentence.start, sentence.end)
    if sentence.kind != "headline" or match is None:
        return
    if any((reader.opening(q), reader.closing(q)) == match.span(1) for q in reader.near(match.start(1))):
        return  # a quotation is read elsewhere
    named = reader.analysis.tokens_in(*match.span(2))
    content = reader.trim(*match.span(1))
    roles = reader.cast.at(named[-1]) if named else []
    if not content or not roles or reader.cast.actors[roles[0].actor].kind not in {"person", "group"}:
        return
    if len(_first_phrase(reader, named)) == len(named):
        yield Draft(
            act="said",
            contents=(content,),
            frame="colon",
            speakers=(named[-1],),
            source=match.span(2),
        )


def _acts(reader: Reader, named: range) -> bool:
    """Whether a verb follows the phrase, so that somebody does something."""
    tokens = reader.analysis.tokens
    behind = tokens[named.stop] if named.stop < len(tokens) else None
    return behind is not None and behind.pos == "VERB" and behind.sentence == tokens[named.start].sentence


def _first_phrase(reader: Reader, words: range) -> range:
    """The words up to the first that is no part of a noun phrase."""
    tokens = reader.analysis.tokens
    end = next((i for i in words if tokens[i].pos not in _NOMINAL and tokens[i].tag != "POS"), words.stop)
    return range(words.start, end)


def _behind_colons(reader: Reader) -> Iterator[Draft]:
    """ "A guard offered another view: there was no gate": a noun of saying before a colon, a clause behind it."""
    analysis = reader.analysis
    for sentence in analysis.sentences:
        colons = [
            i
            for i in range(sentence.first, sentence.last)
            if analysis.tokens[i].text == ":" and reader.quoted[i] is None
        ]
        if sentence.kind != "paragraph" or len(colons) != 1:
            continue
        told = _telling(reader, sentence.first, colons[0])
        behind = range(colons[0] + 1, sentence.last)
        if told is None or not _is_clause(reader, behind):
            continue
        noun, speakers = told
        content = reader.trim(*reader.chars(behind.start, behind.stop))
        if content:
            yield Draft(
                act="said",
                contents=(content,),
                anchor=noun,
                cue=reader.chars(noun, noun + 1),
                word=f"n:{analysis.tokens[noun].lemma.lower()}",
                frame="colon",
                speakers=speakers,
                source=source_range(reader, speakers),
            )


def _is_clause(reader: Reader, words: range) -> bool:
    """Whether the words have a finite verb and are no quotation, which is read elsewhere."""
    clauses = (reader.analysis.clause_at(i) for i in words)
    quoted = any(reader.quoted[i] is not None for i in words[:2])
    return not quoted and any(c and c.form == "finite" for c in clauses)


def _telling(reader: Reader, first: int, colon: int) -> tuple[int, tuple[int, ...]] | None:
    """The noun of saying that is the last object before a colon, and whose it is or who offers it."""
    analysis = reader.analysis
    for noun in range(colon - 1, first, -1):
        token = analysis.tokens[noun]
        if token.pos != "NOUN":
            continue
        clause = analysis.clause_at(token.head)
        if token.lemma.lower() not in reader.cues.tellings or clause is None or clause.form != "finite":
            return None
        owners = tuple(analysis.dependents(noun, "poss"))
        if token.dep == "dobj" and clause.subjects and not owners:
            return noun, clause.subjects[:1]
        return (noun, owners[:1]) if owners and token.dep in {"nsubj", "attr", "dobj"} else None
    return None


def _names_speaker(reader: Reader, named: range) -> bool:
    """Whether the words before the colon name a person, body or office, and no topic ("Analysis", "Explainer")."""
    tokens = reader.analysis.tokens
    if any(tokens[i].pos in {"VERB", "AUX"} for i in named):
        return False
    return any(tokens[i].entity in {"PERSON", "ORG", "NORP"} or reader.cast.at(i) for i in named)
