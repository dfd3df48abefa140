"""What one commitment tells of another: "or face trial", "otherwise", a condition in the next sentence."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from ..language import Analysis, Clause
from ..records import Condition, ConditionKind
from .acts import Act, clause_act
from .drafts import Draft
from .reader import Reader

_ELSE = frozenset({"otherwise", "else"})
_POINTING = frozenset({"that", "this", "it", "which"})
# "That could change if": the condition ends what was said before.
_TURNING = frozenset({"change", "alter", "reconsider", "end"})
_FRAGMENTS = (("only", "if"), ("but", "only", "if"), ("unless",), ("not", "unless"), ("provided",))


def consequences(reader: Reader, draft: Draft) -> Iterator[Draft]:
    """ "must pay or lose the ferry": the threat that a demand is made with."""
    if draft.kind != "demand" or draft.act.clause is None:
        return
    analysis = reader.analysis
    named = _named_consequence(reader, draft)
    if named:
        yield Draft("threat", named.head, named.span, draft.by, draft.to, named, (), "declared")
    for token in analysis.conjuncts(draft.act.clause.predicate)[1:]:
        clause = analysis.clause_at(token)
        if clause and is_consequence(reader, clause):
            act = clause_act(analysis, clause, [], with_subject=False)
            condition = Condition("unless", draft.act.span)
            trigger = analysis.span(token, token + 1)
            yield Draft("threat", token, trigger, draft.by, draft.to, act, (condition,), "declared")


def _named_consequence(reader: Reader, draft: Draft) -> Act | None:
    """ "leave the fort or face trial": the parser may take the verb behind "or" for a noun."""
    analysis = reader.analysis
    tokens = analysis.tokens_in(draft.act.span.start, draft.act.span.end)
    for at in tokens[:-2]:
        verb = analysis.tokens[at + 1]
        told = verb.lower in reader.terms.groups["consequence"] and analysis.clause_at(at + 1) is None
        if at > draft.act.head and analysis.tokens[at].lower == "or" and told:
            return Act(at + 1, None, analysis.span(at + 1, tokens[-1] + 1))
    return None


def is_consequence(reader: Reader, clause: Clause) -> bool:
    """Whether a coordinated verb tells what happens to those who do not obey."""
    analysis = reader.analysis
    joined = {analysis.tokens[t].lower for t in range(max(0, clause.verb_first - 3), clause.verb_first)}
    bare = clause.voice == "passive" and clause.subject_inherited
    return (bare or clause.lemma in reader.terms.groups["consequence"]) and "or" in joined


def clipped(reader: Reader, draft: Draft) -> Draft:
    """A draft whose act ends where the words end that it stands in: what the reporter adds is none of it."""
    statement = reader.statement_at(draft.act.head)
    span = draft.act.span
    for content in statement.content_spans if statement else ():
        if content.start <= span.start < content.end < span.end:
            tokens = reader.analysis.tokens_in(span.start, content.end)
            last = next((t for t in reversed(tokens) if reader.analysis.tokens[t].pos != "PUNCT"), None)
            if last is not None and last >= draft.act.head:
                return replace(draft, act=replace(draft.act, span=reader.analysis.span(tokens[0], last + 1)))
    return draft


def else_drafts(reader: Reader, taken: set[int]) -> list[Draft]:
    """ "Otherwise the levy stays": what an office says will come if its demand is not met."""
    analysis = reader.analysis
    found: list[Draft] = []
    for clause in analysis.clauses:
        if clause.predicate in taken or clause.form != "finite" or clause.modal not in {None, "will", "would"}:
            continue
        if clause.tense == "past" or not _is_else(analysis, clause):
            continue
        by = reader.speaker_at(clause.predicate)
        if by:
            act = clause_act(analysis, clause, [], with_subject=True)
            trigger = analysis.span(clause.verb_first, clause.predicate + 1)
            found.append(Draft("threat", clause.predicate, trigger, tuple(by), (), act, (), "declared"))
    return found


def with_alternatives(reader: Reader, drafts: list[Draft]) -> list[Draft]:
    """ "Otherwise", "failing that": what is told so hangs on the demand before it not being met."""
    found: list[Draft] = []
    for draft in drafts:
        before = found[-1] if found else None
        if before and draft.act.clause and _is_else(reader.analysis, draft.act.clause) and not draft.conditions:
            draft = replace(draft, conditions=(Condition("unless", before.act.span),))
        found.append(draft)
    return found


def _is_else(analysis: Analysis, clause: Clause) -> bool:
    return any(analysis.tokens[t].lower in _ELSE for t in analysis.dependents(clause.predicate, "advmod", "mark"))


def with_later_conditions(reader: Reader, draft: Draft) -> Draft:
    """A draft with the condition that the sentence after it sets: "That could change if …", "But only if …"."""
    if draft.conditions:
        return draft
    analysis = reader.analysis
    here = analysis.sentence_of(draft.act.head)
    if here.index + 1 >= len(analysis.sentences):
        return draft
    following = analysis.sentences[here.index + 1]
    if following.block != here.block and following.kind != here.kind:
        return draft
    words = tuple(t.lower for t in analysis.sentence_tokens(following) if t.pos != "PUNCT")[:3]
    for clause in (c for t in range(following.first, following.last) if (c := analysis.clause_at(t))):
        kind = _later_kind(reader, clause, words)
        if kind:
            first, last = analysis.extent(clause.predicate)
            marks = [c for c in analysis.dependents(clause.predicate, "mark") if c < clause.predicate]
            start = max([first, *(m + 1 for m in marks)])
            return replace(draft, conditions=(Condition(kind, analysis.span(start, last)),))
    return draft


def _later_kind(reader: Reader, clause: Clause, words: tuple[str, ...]) -> ConditionKind | None:
    kind = reader.terms.clause_markers.get(clause.marker or "")
    if kind is None:
        return None
    if any(words[: len(f)] == f for f in _FRAGMENTS):
        return kind
    above = reader.analysis.governor_of(clause)
    if above is None or not any(reader.analysis.tokens[s].lower in _POINTING for s in above.subjects):
        return None
    if above.lemma in _TURNING:
        return "unless" if kind in {"if", "once"} else None
    return kind if above.modal and words[0] in {*_POINTING, "but"} else None
