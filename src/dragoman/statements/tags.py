"""Tags: the word of saying beside a quotation and the one who speaks ("…," said Ana Brnović)."""

from __future__ import annotations

from ..language.analysis import Clause
from .placing import Place, is_stopped, is_title, last_character, opener
from .reader import Reader
from .sources import can_speak, interrupting
from .subjects import quoting

# What may stand between a cue and the quotation behind it.
_ADJACENT = frozenset({"advmod", "npadvmod", "prep", "dative", "prt", "punct", "nsubj", "agent", "mark"})
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_STOPS = frozenset({",", ".", ";", ":", "—", "–"})
# Subject and verb of a tag are at most so many tokens from the quotation.
_NEAR = 8


def trailing_cue(reader: Reader, place: Place) -> Clause | None:
    """The first cue behind the quotation; the parser takes some for reduced relatives ("the owner, Li, wrote")."""
    listed = _cue_behind(reader, place, strict=True) or _cue_behind(reader, place, strict=False)
    return listed or _unlisted_cue(reader, place)


def _unlisted_cue(reader: Reader, place: Place) -> Clause | None:
    """Any verb that stands with its subject right behind a comma's closing mark: "“And yet,” the mayor put in, “…”"."""
    analysis = reader.analysis
    if last_character(reader, place) != ",":
        return None
    for i in range(place.last, min(place.after, place.last + _NEAR)):
        clause = analysis.clause_at(i)
        if clause is None or clause.kind in {"relative", "reduced"} or analysis.tokens[i].tag not in _FINITE:
            continue
        subjects = [s for s in clause.subjects if place.last <= s < place.after]
        ends = clause.verb_last >= place.after or analysis.tokens[clause.verb_last].text in _STOPS
        return clause if subjects and can_speak(reader, subjects[0]) and ends else None
    return None


def _cue_behind(reader: Reader, place: Place, strict: bool) -> Clause | None:
    analysis = reader.analysis
    stopped = is_stopped(reader, place)
    for i in range(place.last, place.after):
        clause = analysis.clause_at(i)
        token = analysis.tokens[i]
        if token.text in {";", ":"} and i > place.last + 1:
            return None
        if clause is None or _modifies(reader, clause, strict):
            continue
        if reader.cues.quotes(clause.lemma) and (clause.form == "finite" or not strict):
            return clause if stopped or i - place.last <= 4 else None
        if token.tag in _FINITE:
            return None
    return None


def _modifies(reader: Reader, clause: Clause, strict: bool) -> bool:
    if clause.kind not in {"relative", "reduced"}:
        return False
    tokens = reader.analysis.tokens
    related = any(tokens[c].tag in {"WP", "WDT", "WP$", "WRB"} for c in reader.analysis.children[clause.predicate])
    return strict or related or tokens[clause.predicate].tag not in {"VBD", "VBZ", "VBP", "VBN"}


def leading_cue(reader: Reader, place: Place) -> Clause | None:
    if place.first - 1 <= place.before:
        return None
    at = opener(reader, place)
    if at < place.before:
        return None
    before = reader.analysis.tokens[at].text
    for i in range(at, place.before - 1, -1):
        clause = reader.analysis.clause_at(i)
        if clause is None or (before == ":" and clause.form == "participle" and clause.voice == "passive"):
            continue  # "Asked by a farmer …, the minister was brief: “…”"
        if not reader.cues.quotes(clause.lemma):
            if before == ":" or clause.kind in {"relative", "reduced"}:
                continue
            return None
        if before == ":" or (_reaches(reader, clause, at) and (before == "," or not is_title(reader, place))):
            return clause
        return None
    return None


def _reaches(reader: Reader, clause: Clause, at: int) -> bool:
    """Whether only the verb's own small complements stand between it and the opening mark."""
    for i in range(clause.verb_last, at + 1):
        if reader.analysis.tokens[i].pos == "PUNCT":
            continue
        child = reader.climb(i, clause.predicate)
        if child is None:
            return False
        hearer = reader.analysis.tokens[child].dep == "dobj" and reader.cues.verbs[clause.lemma].addressed
        if reader.analysis.tokens[child].dep not in _ADJACENT and not hearer:
            return False
        if reader.analysis.tokens[child].dep == "prep" and i == at and reader.analysis.tokens[i].pos == "ADP":
            return False
        if reader.analysis.tokens[i].dep in {"det", "amod", "poss", "compound"} and i == at:
            return False
    return True


def speakers_of(reader: Reader, place: Place, clause: Clause) -> tuple[int, ...]:
    """Heads of who speaks: the cue's doers outside the quotation, else the noun that stands beside the cue."""
    q = place.quotation
    tokens = reader.analysis.tokens
    governor = quoting(reader, clause)
    doers = governor.undergoers if governor else clause.doers or (clause.subjects if clause.voice == "active" else ())
    found = tuple(s for s in doers if not q.start <= tokens[s].start < q.end)
    if found:
        return (interrupting(reader, found[0], clause.verb_first), *found[1:])
    if clause.predicate >= place.last:
        return nouns_beside(reader, place.last, clause.predicate) or nouns_beside(reader, clause.verb_last, place.after)
    return _nearest(reader, clause)


def nouns_beside(reader: Reader, first: int, last: int) -> tuple[int, ...]:
    """The topmost noun of a stretch of tokens, where the parse gives the verb no subject."""
    tokens = reader.analysis.tokens
    for i in range(first, last):
        if tokens[i].text in {",", "."} and i > first + 1:
            break
        if tokens[i].pos in {"PROPN", "NOUN", "PRON"}:
            return (_topmost(reader, i, first, last),)
    return ()


def _nearest(reader: Reader, clause: Clause) -> tuple[int, ...]:
    """The noun right before a verb that the parse gives no subject, adverbs and auxiliaries between."""
    tokens = reader.analysis.tokens
    for i in range(clause.verb_first - 1, reader.analysis.sentence_of(clause.predicate).first - 1, -1):
        if tokens[i].pos in {"PROPN", "NOUN", "PRON"}:
            return (i,)
        if tokens[i].pos not in {"ADV", "AUX", "PART"}:
            break
    return ()


def _topmost(reader: Reader, token: int, first: int, last: int) -> int:
    """The noun that governs this one within the stretch."""
    tokens = reader.analysis.tokens
    while True:
        head = tokens[token].head
        if head == token or not first <= head < last or tokens[head].pos not in {"PROPN", "NOUN"}:
            return token
        token = head
