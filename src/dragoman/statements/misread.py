"""Misread: cue verbs that the parser takes for nouns or participles, in sentences that it leaves without a verb.

"The rules state that …" comes out as a noun "rules state", "A ruling by the court held that …" as a ruling that
was held.  A that-clause right behind the word tells better.
"""

from __future__ import annotations

from collections.abc import Iterator

from .draft import Draft, Range
from .reader import Reader
from .sources import source_range

_PARTICIPLES = frozenset({"VBN", "VBD"})


def misread_drafts(reader: Reader) -> Iterator[Draft]:
    """Drafts in text order, at most one a sentence."""
    analysis = reader.analysis
    for sentence in analysis.sentences:
        roots = [i for i in range(sentence.first, sentence.last) if analysis.tokens[i].head == i]
        if len(roots) != 1 or analysis.tokens[roots[0]].pos not in {"NOUN", "PROPN"}:
            continue
        for verb, subject in _candidates(reader, roots[0]):
            content = _that_clause(reader, verb)
            if content:
                yield _draft(reader, verb, subject, content)
                break


def _candidates(reader: Reader, root: int) -> Iterator[tuple[int, int]]:
    """(verb, subject) as they may be meant: the root with the plural before it, or the root's participle."""
    analysis = reader.analysis
    tokens = analysis.tokens
    if root and tokens[root - 1].tag in {"NNS", "NNPS"} and _attributes(reader, tokens[root].lower):
        yield root, root - 1
    for verb in analysis.dependents(root, "acl", "relcl"):
        if verb > root and tokens[verb].tag in _PARTICIPLES and _attributes(reader, tokens[verb].lemma.lower()):
            yield verb, root


def _attributes(reader: Reader, lemma: str) -> bool:
    cue = reader.cues.verb(lemma, "that")
    return cue is not None and cue.act == "said"


def _that_clause(reader: Reader, verb: int) -> Range | None:
    """The clause behind the verb that "that" opens."""
    analysis = reader.analysis
    for clause in analysis.dependents(verb, "ccomp", "acl", "relcl"):
        first = reader.leftmost(clause)
        subjects = analysis.dependents(clause, "nsubj", "nsubjpass", "expl")
        if clause > verb and analysis.tokens[first].lower == "that" and any(s > first for s in subjects):
            return reader.trim(*reader.chars(first, reader.rightmost(clause) + 1))
    return None


def _draft(reader: Reader, verb: int, subject: int, content: Range) -> Draft:
    source = source_range(reader, (subject,))
    end = reader.analysis.tokens[verb - 1].end
    return Draft(
        act="said",
        contents=(content,),
        anchor=verb,
        cue=reader.chars(verb, verb + 1),
        word=f"v:{reader.analysis.tokens[verb].lemma.lower()}",
        frame="that",
        speakers=(subject,),
        source=(source[0], min(source[1], end)) if source else None,
    )
