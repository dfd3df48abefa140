"""Commitments in somebody's words: "we will respond if", "they must leave", "Washington would not".

Only what stands in the content of a statement counts; the reporter's own future tense is a
prediction or a schedule.  A subject that is the speaker's own side makes it a promise, threat,
offer or refusal; another's with "must" makes it a demand or a prohibition.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..language import Analysis, Clause
from ..records import CommitmentKind, Condition, Role, Statement
from .acts import Act, clause_act
from .conditions import conditions_of
from .cued import Reader, act_target, is_bargain
from .drafts import Draft
from .parties import bound_by, is_own, is_political, party_at, roles_at, speaker_role, without

_FUTURE = frozenset({"will", "would", "shall"})
_MUST = frozenset({"must"})


def spoken_drafts(reader: Reader, statements: list[Statement], taken: set[int]) -> Iterator[Draft]:
    """The commitments made in statements; `taken` are heads of acts that a cue has claimed already."""
    for statement in statements:
        for clause in _clauses_in(reader.analysis, statement):
            if clause.predicate in taken or _is_idle(reader, clause):
                continue
            draft = _draft(reader, clause, statement)
            if draft:
                taken.add(clause.predicate)
                yield draft


def agreed_drafts(reader: Reader, taken: set[int]) -> Iterator[Draft]:
    """The terms of a deal: "under the accord Chile will …"."""
    frames = tuple(f"under the {noun}" for noun in sorted(reader.terms.accords))
    for clause in reader.analysis.clauses:
        if clause.modal not in _FUTURE or clause.predicate in taken or clause.negated:
            continue
        sentence = reader.analysis.sentence_span(clause.predicate).text.lower()
        by = roles_at(reader.cast, clause.doers)
        if by and sentence.lstrip("\"“' ").startswith(frames):
            taken.add(clause.predicate)
            yield _make(reader, clause, "agreement", by, [])


def _clauses_in(analysis: Analysis, statement: Statement) -> Iterator[Clause]:
    for span in statement.content_spans:
        for token in analysis.tokens_in(span.start, span.end):
            clause = analysis.clause_at(token)
            if clause and clause.kind in {"main", "complement", "open"} and clause.form == "finite":
                yield clause


def _is_idle(reader: Reader, clause: Clause) -> bool:
    if clause.perfect or clause.progressive or clause.marker in {"if", "unless", "whether", "when", "once", "until"}:
        return True
    return clause.voice == "active" and clause.lemma in reader.terms.idle


def _draft(reader: Reader, clause: Clause, statement: Statement) -> Draft | None:
    if not is_political(reader.cast, speaker_role(statement)):
        return None
    own = is_own(reader.analysis, reader.cast, clause, statement)
    if clause.modal in _MUST and not own:
        other = [r for s in clause.subjects for r in party_at(reader.analysis, reader.cast, s)]
        kind: CommitmentKind = "prohibition" if clause.negated else "demand"
        if not other and clause.voice == "active":
            return None
        return _make(reader, clause, kind, speaker_role(statement), other)
    if clause.modal in _FUTURE and (own or _speaks_of_own_deed(reader, clause)):
        return _make(reader, clause, None, bound_by(reader.analysis, reader.cast, clause, statement), None)
    if own and clause.modal is None and _strikes_back(reader, clause):
        return _make(reader, clause, "threat", speaker_role(statement), None)
    return None


def _strikes_back(reader: Reader, clause: Clause) -> bool:
    """ "If they cross the river, we burn the bridge": a threat in the present tense, told by its condition."""
    if clause.tense != "present" or clause.negated or reader.aims.at(clause.predicate).sort != "harm":
        return False
    return any(c.kind == "if" for c, _ in conditions_of(reader.analysis, clause, reader.terms))


def _speaks_of_own_deed(reader: Reader, clause: Clause) -> bool:
    """ "the ferry would be repaired", said by those who run it: no doer is named but the speaker."""
    if clause.voice != "passive" or clause.agents:
        return False
    return clause.negated or reader.aims.at(clause.predicate).type is not None


def _make(reader: Reader, clause: Clause, kind: CommitmentKind | None, by: list[Role], to: list[Role] | None) -> Draft:
    analysis = reader.analysis
    conditions = conditions_of(analysis, clause, reader.terms)
    with_subject = kind in {"demand", "prohibition"} or clause.voice == "passive"
    act = clause_act(analysis, clause, [c for c, _ in conditions], with_subject and kind not in {"demand"})
    trigger = analysis.span(clause.verb_first, clause.predicate + 1)
    target = without(act_target(reader, act) if to is None else to, by)
    return Draft(
        kind or _own_kind(reader, clause, act, conditions),
        clause.predicate,
        trigger,
        tuple(by),
        tuple(target),
        act,
        tuple(c for c, _ in conditions),
        "binding" if clause.modal in _MUST else "declared",
    )


def _own_kind(reader: Reader, clause: Clause, act: Act, conditions: list[tuple[Condition, int]]) -> CommitmentKind:
    if clause.negated:
        return "refusal"
    sort = reader.aims.at(act.head).sort
    if sort == "harm":
        return "threat"
    return "offer" if is_bargain(reader, [c for c, _ in conditions]) else "promise"
