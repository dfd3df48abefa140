"""Idioms: statements whose cue is a verb with a fixed word behind it: "let it be known that …", "made clear that …"."""

from __future__ import annotations

from collections.abc import Container, Iterator

from ..language.analysis import Clause
from ..records import StatementAct
from .contents import around_phrase, left_content
from .draft import Draft, Range
from .reader import Reader
from .sources import source_range
from .subjects import nearest_subject

# The fixed word stands at most so many tokens behind the verb ("made it all too clear").
_NEAR = 5
# What somebody does with "it" in an aside.
_PUTTING: dict[str, StatementAct] = {"put": "said", "tell": "said", "have": "said", "see": "thought"}


def idiom_drafts(reader: Reader) -> Iterator[Draft]:
    """Drafts in text order of their verbs, asides first."""
    yield from _asides(reader)
    for clause in reader.analysis.clauses:
        words = reader.cues.idioms.get(clause.lemma)
        word = _word(reader, clause, words) if words and not clause.negated and clause.subjects else None
        contents = _contents(reader, clause, word) if word is not None else ()
        if word is None or not contents:
            continue
        tokens = reader.analysis.tokens
        yield Draft(
            act=reader.cues.idioms[clause.lemma][tokens[word].lower],
            contents=contents,
            anchor=clause.predicate,
            cue=reader.chars(clause.predicate, word + 1),
            word=f"i:{clause.lemma} {tokens[word].lower}",
            frame="idiom",
            speakers=_subjects(reader, clause),
            source=source_range(reader, _subjects(reader, clause)),
        )


def _subjects(reader: Reader, clause: Clause) -> tuple[int, ...]:
    return tuple(nearest_subject(reader, clause)) or clause.subjects


def _asides(reader: Reader) -> Iterator[Draft]:
    """ "As the bishop put it, …": how somebody puts, sees or tells it."""
    analysis = reader.analysis
    for clause in analysis.clauses:
        last = clause.predicate + 2
        if clause.marker != "as" or clause.lemma not in _PUTTING or not clause.subjects:
            continue
        if last > len(analysis.tokens) or analysis.tokens[last - 1].lower != "it":
            continue
        first = reader.leftmost(clause.predicate)
        contents = around_phrase(reader, analysis.sentence_of(clause.predicate), first, last)
        if contents:
            yield Draft(
                act=_PUTTING[clause.lemma],
                contents=contents,
                direct=_is_quotation(reader, contents),
                anchor=clause.predicate,
                cue=reader.chars(clause.predicate, last),
                word=f"i:{clause.lemma} it",
                frame="idiom",
                speakers=clause.subjects,
                source=source_range(reader, clause.subjects),
            )


def _is_quotation(reader: Reader, contents: tuple[Range, ...]) -> bool:
    return len(contents) == 1 and any(contents[0] == (q.start, q.end) for q in reader.near(contents[0][0]))


def _word(reader: Reader, clause: Clause, words: Container[str]) -> int | None:
    """The fixed word behind the verb, with nothing but "it" and small words between."""
    tokens = reader.analysis.tokens
    sentence = reader.analysis.sentence_of(clause.predicate)
    for i in range(clause.verb_last, min(clause.verb_last + _NEAR, sentence.last)):
        if tokens[i].lower in words:
            return i
        if tokens[i].pos not in {"PRON", "AUX", "ADV", "PART", "ADP", "PUNCT"}:
            return None
    return None


def _contents(reader: Reader, clause: Clause, word: int) -> tuple[Range, ...]:
    """The clause behind the fixed word, else what stands before subject and verb."""
    analysis = reader.analysis
    last = analysis.sentence_of(word).last
    behind = [i for i in range(word + 1, last) if analysis.clause_at(i) and reader.leftmost(i) == word + 1]
    if behind:
        content = reader.trim(*reader.chars(word + 1, reader.rightmost(behind[0]) + 1))
        return (content,) if content else ()
    subject = _subjects(reader, clause)[0]
    ends = word + 1 >= last or analysis.tokens[word + 1].pos == "PUNCT"
    if subject > clause.predicate or not ends:
        return ()
    return left_content(reader, clause, (reader.leftmost(subject), word + 1), analysis.sentence_of(subject).first)
