"""Bargains without a condition word: "free them and we talk", "let her sign and the fine goes", "pay or face trial".

The first part is what the other side is to do, the second what comes of it.  Only what is quoted, or
told with "let", is read so.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ..language import Analysis, Clause
from ..records import CommitmentKind, Condition, Role, Statement
from .acts import Act, clause_act
from .conditions import conditions_of
from .drafts import Draft
from .kinds import is_negative
from .parties import is_official, is_own, party_at, speaker_role
from .reader import Reader
from .unreal import is_asked

_WILLED = frozenset({"will", "shall", "can", "may", None})


@dataclass(frozen=True, slots=True)
class _Move:
    """What the other side is to do.  clause: its verb; first, last: its words; to: who is told."""

    clause: Clause
    first: int
    last: int
    to: list[Role]
    either: bool


def bargain_drafts(reader: Reader, statements: list[Statement], taken: set[int]) -> Iterator[Draft]:
    """Demands in the imperative with what they hold out or threaten, in text order of the statements."""
    for statement in statements:
        if statement.act != "said" or not reader.is_political(speaker_role(statement)):
            continue
        for clause in _clauses_in(reader.analysis, statement):
            if clause.predicate not in taken:
                for draft in _drafts(reader, clause, statement):
                    if draft.act.head not in taken:
                        taken |= {clause.predicate, draft.act.head}
                        yield draft


def _clauses_in(analysis: Analysis, statement: Statement) -> Iterator[Clause]:
    for span in statement.content_spans:
        for token in analysis.tokens_in(span.start, span.end):
            clause = analysis.clause_at(token)
            if clause:
                yield clause


def _drafts(reader: Reader, clause: Clause, statement: Statement) -> Iterator[Draft]:
    move = _move(reader, clause, statement)
    if move is None:
        return
    outcome = next((o for o in _outcomes(reader, move) if _is_said(reader.analysis, o, statement)), None)
    joined = _joined(reader.analysis, move, outcome) if outcome else ""
    if outcome is None or joined == "or" or _has_limit(move):
        demand = _demand(reader, move, statement, outcome is not None)
        if demand:
            yield demand
    if outcome is not None:
        kind = _kind(reader, move, outcome, joined)
        yield _consequence(reader, move, outcome, statement, kind, joined)


def _is_said(analysis: Analysis, clause: Clause, statement: Statement) -> bool:
    start = analysis.tokens[clause.predicate].start
    return any(s.start <= start < s.end for s in statement.content_spans)


def _move(reader: Reader, clause: Clause, statement: Statement) -> _Move | None:
    """The demand that a clause makes: an imperative, "let" somebody, "you" with a present tense, "either they"."""
    analysis = reader.analysis
    quoted = statement.kind == "direct" or _in_quotation(analysis, clause) or _opens_words(analysis, clause, statement)
    last = analysis.extent(clause.predicate, without=("conj", "cc"))[1]
    if clause.lemma == "let" and _is_bare(analysis, clause):
        inner = next((c for c in analysis.clauses_under(clause) if c.kind == "complement" and c.subjects), None)
        if inner and not _first_person(analysis, inner):
            start, stop = analysis.extent(inner.predicate, without=("conj", "cc"))
            to = [r for s in inner.subjects for r in party_at(analysis, reader.cast, s)]
            return _Move(inner, start, stop, to, False)
    if not quoted or clause.lemma in reader.terms.groups["chatter"] or is_asked(analysis, clause.predicate):
        return None
    addressee = (
        [Role(statement.addressee, statement.addressee_span)]
        if statement.addressee_span and statement.addressee
        else []
    )
    if _is_bare(analysis, clause):
        return _Move(clause, clause.predicate, last, addressee, False)
    if _is_ordained(reader, clause, statement):
        return _Move(clause, clause.predicate, last, _named(reader, clause) or addressee, True)
    either = any(analysis.tokens[t].lower == "either" for t in analysis.dependents(clause.predicate))
    you = any(analysis.tokens[s].lower == "you" for s in clause.subjects)
    present = clause.form == "finite" and clause.tense == "present" and clause.modal is None and not clause.perfect
    if (
        present
        and (either or you)
        and clause.kind in {"main", "complement"}
        and clause.marker is None
        and not is_own(analysis, reader.cast, clause, statement)
    ):
        subjects = [r for s in clause.subjects for r in reader.cast.at(s)]
        start = min(clause.subjects) if clause.subjects and not clause.subject_inherited else clause.predicate
        return _Move(clause, start, last, subjects or addressee, either)
    return None


def _is_ordained(reader: Reader, clause: Clause, statement: Statement) -> bool:
    """ "They will hand him over, or they will share his fate": told to do it, with what comes of failing."""
    analysis = reader.analysis
    if clause.modal not in {"will", "shall", "can", "must"} or clause.kind not in {"main", "complement"}:
        return False
    if not clause.subjects or clause.marker or is_own(analysis, reader.cast, clause, statement):
        return False
    joined = [analysis.tokens[c].lower for c in analysis.dependents(clause.predicate, "cc")]
    others = [c for t in analysis.conjuncts(clause.predicate)[1:] if (c := analysis.clause_at(t))]
    return joined == ["or"] and any(c.modal in {"will", "shall"} for c in others)


def _named(reader: Reader, clause: Clause) -> list[Role]:
    return [r for s in clause.subjects for r in reader.cast.at(s)]


def _opens_words(analysis: Analysis, clause: Clause, statement: Statement) -> bool:
    """ "Free the crew, the emir told Niger, or the port stays shut": an imperative in front needs no marks."""
    first = analysis.tokens_in(statement.content_spans[0].start, statement.content_spans[0].end)
    front = len(first) > 0 and clause.predicate - first[0] <= 1 and first[0] == analysis.sentence_of(first[0]).first
    either = len(first) > 0 and analysis.tokens[first[0]].lower == "either"
    return front or either


def _in_quotation(analysis: Analysis, clause: Clause) -> bool:
    quotation = analysis.quotation_at(analysis.tokens[clause.predicate].start)
    return quotation is not None


def _first_person(analysis: Analysis, clause: Clause) -> bool:
    return any(analysis.tokens[s].lower in {"us", "me", "i", "we"} for s in clause.subjects)


def _is_bare(analysis: Analysis, clause: Clause) -> bool:
    """Whether a verb is in the imperative: bare, without a subject of its own."""
    token = analysis.tokens[clause.predicate]
    own = analysis.dependents(clause.predicate, "nsubj", "nsubjpass", "mark", "expl")
    helped = [
        a for a in analysis.dependents(clause.predicate, "aux") if analysis.tokens[a].lower not in {"do", "please"}
    ]
    if own or helped or token.tag not in {"VB", "VBP"} or clause.voice == "passive":
        return False
    return token.dep in {"ROOT", "ccomp", "advcl", "conj", "parataxis"} and _opens(analysis, clause)


def _opens(analysis: Analysis, clause: Clause) -> bool:
    """Whether the verb opens its sentence or quotation, but for "so", "please", "do not" and the like."""
    token = clause.predicate
    first = analysis.sentence_of(token).first
    while token > first:
        before = analysis.tokens[token - 1]
        if before.pos == "PUNCT":
            return True
        if before.lower not in {"do", "not", "n't", "please", "so", "and", "now", "then", "never", "but", "just"}:
            return False
        token -= 1
    return True


def _outcomes(reader: Reader, move: _Move) -> Iterator[Clause]:
    """What may come of it: a clause coordinated with the demand, or one that the demand stands before."""
    analysis = reader.analysis
    base = _base(analysis, move)
    for token in (*analysis.conjuncts(move.clause.predicate)[1:], *analysis.conjuncts(base)[1:]):
        found = analysis.clause_at(token)
        if (found and analysis.dependents(token, "nsubj", "nsubjpass", "expl") and found.modal in _WILLED) or (
            found and found.lemma in reader.terms.groups["consequence"] and _word_before(analysis, move, found) == "or"
        ):
            yield found
    above = analysis.clause_at(analysis.tokens[base].head)
    beside = above is not None and analysis.tokens[base].dep in {"ccomp", "advcl"} and above.predicate > move.last
    if above and beside and above.modal in _WILLED and _stands_behind(move, above):
        yield above
    yield from _across_quotes(reader, move)


def _base(analysis: Analysis, move: _Move) -> int:
    """The token by which the demand hangs in the sentence: of "let him go" the letting."""
    above = analysis.governor_of(move.clause)
    return above.predicate if above and above.lemma == "let" else move.clause.predicate


def _across_quotes(reader: Reader, move: _Move) -> Iterator[Clause]:
    """ "Pay," he said, "and the road opens": the parser coordinates the outcome with the verb of saying."""
    analysis = reader.analysis
    head = analysis.tokens[move.clause.predicate].head
    for token in analysis.conjuncts(head)[1:] if head != move.clause.predicate else ():
        found = analysis.clause_at(token)
        quoted = found and analysis.quotation_at(analysis.tokens[token].start)
        if found and quoted and found.modal in _WILLED and analysis.dependents(token, "nsubj", "nsubjpass"):
            yield found
    # "Let it jail them, he added, and they go": hung on the verb of the aside
    outer = analysis.clause_at(head)
    for clause in analysis.clauses_under(outer) if outer and outer.lemma == "let" else ():
        if clause.predicate > move.last and clause.modal in _WILLED and analysis.tokens[clause.predicate].dep == "conj":
            yield clause


def _stands_behind(move: _Move, outcome: Clause) -> bool:
    return bool(outcome.subjects) and min(outcome.subjects) >= move.last


def _word_before(analysis: Analysis, move: _Move, outcome: Clause) -> str:
    start = min([outcome.verb_first, *(s for s in outcome.subjects if s > move.clause.predicate)])
    words = [t.lower for t in analysis.tokens[move.clause.predicate + 1 : start] if t.dep == "cc" or t.lower == "or"]
    return words[-1] if words else ""


def _joined(analysis: Analysis, move: _Move, outcome: Clause) -> str:
    return "or" if move.either or _word_before(analysis, move, outcome) == "or" else "and"


def _has_limit(move: _Move) -> bool:
    """Whether a time is set for it: then it is asked for, not only held up as a price."""
    return any(p in {"by", "before", "until", "within"} for p, _ in move.clause.obliques)


def _kind(reader: Reader, move: _Move, outcome: Clause, joined: str) -> CommitmentKind:
    if joined == "or":
        return "threat"
    sort = reader.aims.at(outcome.predicate).sort
    name = reader.analysis.tokens[outcome.predicate].lemma.lower()
    harm = any(reader.aims.of_noun(s).sort == "harm" for s in outcome.subjects)
    if harm and name in reader.terms.groups["shrinking"]:
        return "offer"
    wrong = reader.aims.at(move.clause.predicate).sort == "harm" and not is_negative(reader.analysis, move.clause)
    grows = name in reader.terms.groups["growing"]
    return "threat" if sort == "harm" or wrong or (harm and grows) else "offer"


def _demand(reader: Reader, move: _Move, statement: Statement, paired: bool) -> Draft | None:
    """The demand itself, where an office makes it of somebody or at least of something."""
    clause = move.clause
    let = clause.form == "infinitive" and bool(clause.subjects) and not clause.subject_inherited
    if not paired and not let and not (is_official(reader.cast, statement) and (clause.objects or move.to)):
        return None
    kind: CommitmentKind = "prohibition" if is_negative(reader.analysis, clause) else "demand"
    conditions = tuple(c for c, _ in conditions_of(reader.analysis, clause, reader.terms))
    act = clause_act(reader.analysis, clause, list(conditions), with_subject=False)
    trigger = reader.analysis.span(clause.predicate, clause.verb_last)
    by = tuple(speaker_role(statement))
    return Draft(kind, clause.predicate, trigger, by, tuple(move.to), act, conditions, "declared")


def _consequence(
    reader: Reader, move: _Move, outcome: Clause, statement: Statement, kind: CommitmentKind, joined: str
) -> Draft:
    analysis = reader.analysis
    condition = Condition("unless" if joined == "or" else "if", analysis.span(move.first, move.last))
    own = is_own(analysis, reader.cast, outcome, statement)
    act = clause_act(analysis, outcome, [], with_subject=not own and bool(outcome.subjects))
    trigger = analysis.span(outcome.verb_first, outcome.predicate + 1)
    by = tuple(speaker_role(statement))
    return Draft(kind, outcome.predicate, trigger, by, tuple(move.to), act, (condition,), "declared")


def slogan_drafts(reader: Reader, statements: list[Statement], taken: set[int]) -> Iterator[Draft]:
    """ "No vote, no taxes": the second thing is refused until the first is had."""
    analysis = reader.analysis
    for statement in statements:
        for span in statement.content_spans if reader.is_political(speaker_role(statement)) else ():
            tokens = [t for t in analysis.tokens_in(span.start, span.end) if analysis.tokens[t].pos != "SPACE"]
            words = [analysis.tokens[t].lower for t in tokens[:8]]
            if words[:1] != ["no"] or words.count("no") != 2 or "," not in words:
                continue
            second = words.index("no", 1)
            stop = next((k for k, w in enumerate(words) if k > second and not w[0].isalnum()), len(words))
            if words[second - 1] == "," and second > 2 and stop > second + 1 and tokens[stop - 1] not in taken:
                yield _slogan(reader, statement, tokens, second, stop)


def _slogan(reader: Reader, statement: Statement, tokens: list[int], second: int, stop: int) -> Draft:
    span = reader.analysis.span
    act = Act(tokens[stop - 1], None, span(tokens[second + 1], tokens[stop - 1] + 1))
    condition = Condition("unless", span(tokens[0], tokens[second - 2] + 1))
    trigger = span(tokens[second], tokens[second] + 1)
    by = tuple(speaker_role(statement))
    return Draft("refusal", tokens[second], trigger, by, (), act, (condition,), "declared")
