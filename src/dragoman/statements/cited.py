"""Cited: who stands behind the one who reports: "the well was foul, the Herald said, citing a chemist".

What the paper says is that the chemist says it: the chemist's statement has the words, and stands within the
paper's, whose own words reach over the citing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from ..language.analysis import Clause
from .draft import Draft, Range
from .papers import is_paper
from .reader import Reader
from .sources import antecedent, source_range

_CITING = frozenset({"cite", "quote"})
# Nouns of those who are a source and nothing else.
_SOURCES = frozenset({"source", "insider", "people", "person", "witness", "expert", "data", "figure"})


def with_cited(reader: Reader, drafts: list[Draft]) -> list[Draft]:
    """The drafts, with a statement of each source that one of them is said to cite."""
    for clause in reader.analysis.clauses:
        noun = _cited(reader, clause)
        outer = _reporting(reader, clause, drafts) if noun is not None else None
        if noun is None or outer is None or not _is_source(reader, noun, outer):
            continue
        phrase = _phrase(reader, clause, noun)
        words = _without(reader, outer.contents, phrase)
        if words:
            drafts = [d for d in drafts if d.anchor != clause.predicate]
            at = drafts.index(outer)
            drafts[at] = replace(outer, contents=_with(outer.contents, phrase), direct=False)
            drafts.append(_draft(reader, clause, noun, words, outer))
    return drafts


def _draft(reader: Reader, clause: Clause, noun: int, words: tuple[Range, ...], outer: Draft) -> Draft:
    return Draft(
        act="said",
        contents=words,
        direct=outer.direct,
        anchor=clause.predicate,
        cue=reader.chars(clause.predicate, clause.predicate + 1),
        word=f"v:{clause.lemma}",
        frame="cited",
        speakers=(noun,),
        source=source_range(reader, (noun,)),
        outer=outer.anchor,
    )


def _cited(reader: Reader, clause: Clause) -> int | None:
    """Who or what is cited in a participle or a relative clause, and not "as saying" something."""
    participle = clause.form == "participle" and clause.kind in {"adverbial", "reduced"}
    if clause.lemma not in _CITING or not (participle or clause.kind == "relative"):
        return None
    if any(prep == "as" for prep, _ in clause.obliques) or reader.quoted[clause.predicate] is not None:
        return None
    return next((o for o in clause.objects if o > clause.predicate), None)


def _is_source(reader: Reader, noun: int, outer: Draft) -> bool:
    """Whether what is cited is somebody or a paper; a reason ("citing safety") never stands behind "according to"."""
    known = reader.cast.at(noun) or reader.analysis.tokens[noun].lemma.lower() in _SOURCES
    return bool(known) or is_paper(reader, noun) or outer.frame == "phrase"


def _reporting(reader: Reader, clause: Clause, drafts: Iterable[Draft]) -> Draft | None:
    """The statement of the one who cites: the outermost whose cue stands last before it in its sentence."""
    sentence = reader.analysis.sentence_of(clause.predicate)
    who = {antecedent(reader, s) for s in clause.subjects} if clause.kind == "relative" else set()
    found = [
        d for d in drafts if d.act == "said" and d.anchor is not None and sentence.first <= d.anchor < clause.predicate
    ]
    if who:
        found = [d for d in found if who & set(d.speakers)]
    return max(found, key=_anchor, default=None)


def _anchor(draft: Draft) -> int:
    return draft.anchor or 0


def _phrase(reader: Reader, clause: Clause, noun: int) -> Range:
    """ "citing a chemist", with the pronoun where it is a relative clause."""
    tokens = reader.analysis.tokens
    first = min((s for s in clause.subjects if tokens[s].tag in {"WP", "WDT"}), default=clause.verb_first)
    source = source_range(reader, (noun,))
    return tokens[first].start, source[1] if source else tokens[noun].end


def _without(reader: Reader, contents: Iterable[Range], phrase: Range) -> tuple[Range, ...]:
    """The contents without the words of citing."""
    return tuple(r for piece in _pieces(contents, phrase) if (r := reader.trim(*piece)))


def _pieces(contents: Iterable[Range], phrase: Range) -> Iterator[Range]:
    for start, end in contents:
        if start < min(end, phrase[0]):
            yield start, min(end, phrase[0])
        if max(start, phrase[1]) < end:
            yield max(start, phrase[1]), end


def _with(contents: Iterable[Range], phrase: Range) -> tuple[Range, ...]:
    """The contents with the words of citing, as one stretch where they touch."""
    touching = [c for c in contents if c[0] <= phrase[1] and phrase[0] <= c[1]]
    whole = (
        (min(phrase[0], *(a for a, _ in touching)), max(phrase[1], *(b for _, b in touching))) if touching else phrase
    )
    return tuple(sorted([*(c for c in contents if c not in touching), whole]))
