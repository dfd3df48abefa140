"""What an act hangs on: conditions before, after and inside it."""

from __future__ import annotations

from collections.abc import Iterator

from ..knowledge.terms import Terms
from ..language import Analysis, Clause
from ..records import Condition, ConditionKind, Span
from .markers import long_markers, orphans
from .openers import continued, opened
from .scope import reaches

_FREE_RELATIVES = frozenset({"whoever", "whichever", "whomever"})
# These grant a thing instead of asking for it, or say that it makes no difference.
_CONCESSIVE = frozenset({"even if", "as if"})
# Told in the past tense these are plain time, not conditions ("when troops arrived").
_TEMPORAL = frozenset({"when", "once", "until", "till", "whenever", "before", "after"})
# These set a limit to what is not to be done only ("will not sail before the fee is paid").
_OF_NEGATIVES = frozenset({"before", "without", "while"})
_BACKSHIFTED = frozenset({"would", "could"})
_TIMES = frozenset({"day", "week", "month", "year", "hour", "now", "date", "deadline"})
_INDEFINITE = frozenset({"a", "an", "any", "another"})


def conditions_of(analysis: Analysis, act: Clause, terms: Terms, negative: bool = False) -> list[tuple[Condition, int]]:
    """The conditions of an act with the head token of each, in text order.

    Looks below the act, below the clauses that govern it within the sentence, and among its siblings.
    negative: whether the act is not to be done, which makes a condition of "before" and "without".
    """
    negative = negative or act.negated
    found: dict[int, tuple[Condition, int]] = {}
    for clause in _nearby(analysis, act):
        kind = _clause_kind(analysis, clause, act, terms, negative)
        if kind:
            span = _without_marker(analysis, clause, terms)
            found[span.start] = (Condition(kind, span), clause.predicate)
    more = (
        *_noun_conditions(analysis, act, terms, negative),
        *_free_relatives(analysis, act),
        *long_markers(analysis, act, terms),
        *orphans(analysis, act, terms),
        *opened(analysis, act, terms),
    )
    for condition, head in more:
        if not any(c.span.overlaps(condition.span) for c, _ in found.values()):
            found[condition.span.start] = (condition, head)
    kept = (found[k] for k in sorted(found) if reaches(analysis, act, found[k][0].span, terms))
    apart = [each for condition, head in kept for each in _apart(analysis, condition, head)]
    return list(_with_continued(analysis, act, apart))


def _with_continued(
    analysis: Analysis, act: Clause, told: list[tuple[Condition, int]]
) -> Iterator[tuple[Condition, int]]:
    spans = [c.span for c, _ in told]
    for condition, head in told:
        first, *more = continued(analysis, act, condition)
        yield first, head
        yield from ((c, head) for c in more if not any(c.span.overlaps(s) for s in spans))


def _apart(analysis: Analysis, condition: Condition, head: int) -> Iterator[tuple[Condition, int]]:
    """Two clauses with subjects of their own are two conditions: "if the siege ends and the crew is freed"."""
    inside = analysis.tokens_in(condition.span.start, condition.span.end)
    heads = [head]
    for token in analysis.conjuncts(head)[1:]:
        clause = analysis.clause_at(token)
        own = clause is not None and clause.form == "finite" and bool(clause.subjects) and not clause.subject_inherited
        if own and inside[0] < token <= inside[-1]:
            heads.append(token)
    if len(heads) < 2 or analysis.clause_at(head) is None:
        yield condition, head
        return
    first = inside[0]
    for k, token in enumerate(heads):
        last = inside[-1] + 1
        if k + 1 < len(heads):
            last = _joint(analysis, token, heads[k + 1])
        stop = last
        while stop > first + 1 and (analysis.tokens[stop - 1].pos in {"PUNCT", "CCONJ"}):
            stop -= 1
        yield Condition(condition.kind, analysis.span(first, stop)), token
        first = last
        while first < inside[-1] and (
            analysis.tokens[first].pos in {"PUNCT", "CCONJ"}
            or analysis.tokens[first].lower in {"that", "if", "unless", "until"}
        ):
            first += 1


def _joint(analysis: Analysis, one: int, other: int) -> int:
    """Where the second of two coordinated clauses begins: at the last "and", "or" or comma before its verb group."""
    clause = analysis.clause_at(other)
    start = clause.verb_first if clause else other
    own = [s for s in clause.subjects if one < s < start] if clause and not clause.subject_inherited else []
    start = min([start, *(analysis.base_phrase(s)[0] for s in own)])
    at = start
    while at > one + 1 and analysis.tokens[at].pos not in {"CCONJ", "PUNCT"}:
        at -= 1
    return at if at > one + 1 else start


def _nearby(analysis: Analysis, act: Clause) -> Iterator[Clause]:
    """Clauses that may be conditions of an act: anywhere below it, then beside it and beside what governs it."""
    sentence = analysis.tokens[act.predicate].sentence
    below = [c for t in analysis.subtree(act.predicate) if (c := analysis.clause_at(t)) and c.index != act.index]
    yield from (c for c in below if c.kind in {"adverbial", "prepositional"})
    seen = {act.index, *(c.index for c in below)}
    yield from _fronted(analysis, act)
    level: Clause | None = act
    # three steps up reach "he said X would act if …" with the condition hung on the verb of saying
    for _ in range(3):
        if level is None or analysis.tokens[level.predicate].sentence != sentence:
            return
        beside = [*analysis.clauses_under(level), *_under_coordinated(analysis, level)]
        for clause in beside:
            if clause.index not in seen and clause.kind in {"adverbial", "prepositional", "main"}:
                seen.add(clause.index)
                yield clause
        level = analysis.governor_of(level)


def _under_coordinated(analysis: Analysis, clause: Clause) -> Iterator[Clause]:
    """Conditions hung on the last of several coordinated acts hold for all of them."""
    for token in analysis.conjuncts(clause.predicate):
        other = analysis.clause_at(token)
        # "will stop and will leave once": with a modal of its own the later act is told for itself
        apart = any(analysis.tokens[a].tag == "MD" for a in analysis.dependents(token, "aux"))
        if other and other.index != clause.index and not apart:
            yield from (c for c in analysis.clauses_under(other) if c.kind == "adverbial")


def _fronted(analysis: Analysis, act: Clause) -> Iterator[Clause]:
    """Conditions told before the first of several coordinated acts hold for the later ones too."""
    token = act.predicate
    while analysis.tokens[token].dep == "conj":
        token = analysis.tokens[token].head
        first = analysis.clause_at(token)
        if first:
            under = analysis.clauses_under(first)
            yield from (c for c in under if c.kind == "adverbial" and c.predicate < first.verb_first)


def _clause_kind(analysis: Analysis, clause: Clause, act: Clause, terms: Terms, negative: bool) -> ConditionKind | None:
    marker = clause.marker or ""
    if marker in _CONCESSIVE or (marker in _OF_NEGATIVES and not negative):
        return None
    if marker in _TEMPORAL and clause.tense == "past" and act.form == "finite" and act.modal not in _BACKSHIFTED:
        return None
    if marker == "while" and not _lasts(analysis, clause):
        return None
    if marker in {"when", "after"} and not _looks_ahead(analysis, clause, act, negative):
        return None
    if marker in terms.clause_markers:
        return _sharpened(analysis, clause, terms.clause_markers[marker])
    opener = analysis.tokens[analysis.extent(clause.predicate)[0]].lower
    if opener == "should" and clause.modal == "should" and clause.kind == "adverbial":
        return terms.clause_markers["should"]
    if opener in {"provided", "providing", "assuming"} and clause.kind in {"adverbial", "prepositional"}:
        return terms.clause_markers[opener]
    return None


def _looks_ahead(analysis: Analysis, clause: Clause, act: Clause, negative: bool) -> bool:
    """Whether "when" and "after" tell of what is still to come: "when asked" and "after he fled" do not."""
    if clause.marker == "when":
        # "will not reopen when the spring begins": that is when the act would be, not what it waits for
        told = clause.form == "finite" or any(analysis.dependents(clause.predicate, "nsubj", "nsubjpass"))
        return told and not negative
    return clause.tense == "present" and act.modal is not None


def _lasts(analysis: Analysis, clause: Clause) -> bool:
    """ "will not talk while the siege goes on", not "…, while the mayor spoke of peace"."""
    first = analysis.extent(clause.predicate)[0]
    return clause.tense == "present" and clause.modal is None and (not first or analysis.tokens[first - 1].text != ",")


def _sharpened(analysis: Analysis, clause: Clause, kind: ConditionKind) -> ConditionKind:
    """ "unless and until" waits; "only when the dam is full will they sail": not until then."""
    first = analysis.extent(clause.predicate)[0]
    words = [t.lower for t in analysis.tokens[first : first + 3]]
    if words == ["unless", "and", "until"] or (words[:1] == ["only"] and kind == "once"):
        return "until"
    return kind


def _without_marker(analysis: Analysis, clause: Clause, terms: Terms) -> Span:
    """The span of a condition without the word that opens it."""
    first, last = analysis.extent(clause.predicate)
    if analysis.tokens[first].lower == "only":
        first += 1
    start, marker = first, clause.marker or ""
    words = [t.lower for t in analysis.tokens[first : first + 6]]
    for length in range(6, 0, -1):
        phrase = " ".join(words[:length])
        if (
            phrase in terms.clause_markers
            or phrase == marker
            or phrase in {f"{m} that" for m in ("provided", "providing")}
        ):
            first += length
            break
    if " ".join(words[:3]) in {"unless and until", "if and when"}:
        first = start + 3
    # of "as soon as" the parser leaves the last word with the clause
    if marker.endswith(" as") and analysis.tokens[first].lower == "as":
        first += 1
    return analysis.span(min(first, clause.predicate), last)


def _noun_conditions(analysis: Analysis, act: Clause, terms: Terms, negative: bool) -> Iterator[tuple[Condition, int]]:
    start, end = analysis.extent(act.predicate)
    lowered = [t.lower for t in analysis.tokens[start:end]]
    for marker, kind in terms.noun_markers.items():
        parts = marker.split()
        if parts[0] not in lowered or (marker in _OF_NEGATIVES and not negative):
            continue
        for at in range(len(lowered) - len(parts)):
            if lowered[at : at + len(parts)] == parts:
                noun = _governed(analysis, start + at, len(parts))
                if noun is not None and _is_awaited(analysis, start + at, noun, act, terms, marker):
                    first, last = analysis.extent(noun, without=("conj", "cc"))
                    yield Condition(kind, analysis.span(max(first, start + at + len(parts)), last)), noun


def _governed(analysis: Analysis, first: int, length: int) -> int | None:
    """The noun behind a preposition of one word or several; "until Friday" is a deadline, not a condition."""
    heads = range(first, first + length)
    last = first + length - 1
    nouns = [c for c in analysis.dependents(last, "pobj", "pcomp") if c not in heads]
    if not nouns or analysis.tokens[nouns[0]].entity in {"DATE", "TIME"}:
        return None
    return None if analysis.tokens[nouns[0]].lemma.lower() in _TIMES else nouns[0]


def _is_awaited(analysis: Analysis, preposition: int, noun: int, act: Clause, terms: Terms, marker: str) -> bool:
    """Whether the act waits for what a noun names: not "before the judge", "without delay", "a day after the flood"."""
    token = analysis.tokens[noun]
    if marker == "before" and (token.lemma.lower() in terms.groups["audience"] or token.entity in {"PERSON", "ORG"}):
        return False
    if marker == "without" and token.lemma.lower() in terms.groups["manner"]:
        return False
    if marker in _OF_NEGATIVES:
        own = analysis.clause_of(preposition)
        if own is not None and own.index != act.index and own.kind in {"relative", "reduced"}:
            return False
    if marker == "after":
        measured = analysis.tokens[preposition - 1].lemma.lower() in _TIMES
        return not measured and _is_still_open(analysis, noun, act)
    return True


def _is_still_open(analysis: Analysis, noun: int, act: Clause) -> bool:
    """ "after a truce" waits for one; "after the flood" tells of the one that was."""
    return act.tense != "past" and any(
        analysis.tokens[d].lower in _INDEFINITE for d in analysis.dependents(noun, "det")
    )


def _free_relatives(analysis: Analysis, act: Clause) -> Iterator[tuple[Condition, int]]:
    """ "whoever breaks the seal": whoever does so sets the condition."""
    for token in analysis.subtree(act.predicate):
        t = analysis.tokens[token]
        if t.lower in _FREE_RELATIVES and _is_subject(analysis, token):
            clause = analysis.clause_of(token)
            beside = token > act.predicate and analysis.tokens[token - 1].text == ","
            if clause and clause.index != act.index and token < clause.predicate and not beside:
                first, last = analysis.extent(clause.predicate)
                yield Condition("if", analysis.span(min(first, token), last)), clause.predicate


def _is_subject(analysis: Analysis, token: int) -> bool:
    """ "whoever breaks", "whichever side breaks", but not "over whichever hill"."""
    head = analysis.tokens[token].head
    return any(analysis.tokens[t].dep in {"nsubj", "nsubjpass"} for t in (token, head))
