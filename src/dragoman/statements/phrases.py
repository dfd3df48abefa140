"""Phrases: attribution without a verb of its own: "according to the ministry", "in the minister's view"."""

from __future__ import annotations

from collections.abc import Iterator

from ..language.analysis import Sentence
from .contents import around_phrase
from .draft import Draft, Range
from .reader import Reader
from .sources import source_range


def phrase_drafts(reader: Reader) -> Iterator[Draft]:
    yield from _prepositional(reader)
    yield from _owned(reader)
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
        told = _telling(reader, sentence.first, colons[0]) or _relayed(reader, sentence.first, colons[0])
        behind = range(colons[0] + 1, sentence.last)
        if told is None or not _is_clause(reader, behind):
            continue
        cue, speakers = told
        content = reader.trim(*reader.chars(behind.start, behind.stop))
        if content:
            yield Draft(
                act="said",
                contents=(content,),
                anchor=cue,
                cue=reader.chars(cue, cue + 1),
                word=f"{analysis.tokens[cue].pos[0].lower()}:{analysis.tokens[cue].lemma.lower()}",
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


def _relayed(reader: Reader, first: int, colon: int) -> tuple[int, tuple[int, ...]] | None:
    """The last verb before a colon where it is one of saying with "what": "repeated what her sister wrote: …"."""
    analysis = reader.analysis
    for verb in range(colon - 1, first, -1):
        clause = analysis.clause_at(verb)
        if clause is None:
            continue
        what = any(analysis.tokens[c].lower == "what" for c in analysis.children[verb] if c < verb)
        says = what and reader.cues.is_saying(clause.lemma) and clause.subjects and clause.voice == "active"
        return (verb, clause.subjects[:1]) if says else None
    return None
