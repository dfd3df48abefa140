"""Cues that bind nobody: denied, only possible, asked about, taken back, long past, told of by others as false."""

from __future__ import annotations

from ..language import Analysis, Clause
from ..records import Statement
from .reader import Reader

_POSSIBLE = frozenset({"may", "might", "could", "can"})
_UNREAL_MARKERS = frozenset({"if", "only if", "even if", "unless", "whether", "until", "once", "as if", "in case"})
# What a disputed report is called: "a claim that it had promised".
_REPORTS = frozenset({"claim", "report", "rumour", "rumor", "allegation", "speculation", "suggestion", "notion"})
_SPANS_OF_YEARS = frozenset({"year", "decade", "century"})
_ANYBODY = frozenset({"those", "people", "anyone", "anybody", "whoever", "someone", "all"})
_EVERYBODY = frozenset({"every", "each", "successive", "many", "most"})


def is_unreal(reader: Reader, clause: Clause) -> bool:
    """Whether the binding itself is denied, only possible, a condition, a question or history."""
    analysis = reader.analysis
    if clause.negated or clause.modal in _POSSIBLE or (clause.modal == "would" and clause.perfect):
        return True
    if clause.marker in _UNREAL_MARKERS or is_asked(analysis, clause.predicate):
        return True
    if any(
        p == "in" and analysis.tokens[n].lemma.lower() in reader.terms.groups["fiction"] for p, n in clause.obliques
    ):
        return True
    if (
        _is_denied(reader, clause)
        or _is_inverted(analysis, clause)
        or _is_background(reader, clause)
        or is_history(analysis, clause)
    ):
        return True
    if clause.kind == "relative" and any(analysis.tokens[s].lower in _ANYBODY for s in clause.subjects):
        return True
    return any(_EVERYBODY & {analysis.tokens[d].lower for d in analysis.dependents(s, "det", "amod")}
               for s in clause.subjects)  # fmt: skip


def _is_denied(reader: Reader, clause: Clause) -> bool:
    """ "denied having promised", "denied that it would ban"."""
    above = reader.analysis.governor_of(clause)
    return above is not None and above.lemma in reader.terms.groups["denying"]


def is_asked(analysis: Analysis, token: int) -> bool:
    """Whether a token stands in a question."""
    sentence = analysis.sentence_of(token)
    return any(t.text == "?" for t in analysis.tokens[max(sentence.first, sentence.last - 2) : sentence.last])


def _is_inverted(analysis: Analysis, clause: Clause) -> bool:
    """ "Had the dean promised it": what did not happen."""
    auxiliaries = [a for a in analysis.dependents(clause.predicate, "aux") if analysis.tokens[a].lower == "had"]
    return bool(auxiliaries and clause.subjects) and auxiliaries[0] < min(clause.subjects)


def _is_background(reader: Reader, clause: Clause) -> bool:
    """ "the abbot had promised": told as what went before, unless somebody says so."""
    analysis = reader.analysis
    had = any(analysis.tokens[a].lower in {"had", "'d"} for a in analysis.dependents(clause.predicate, "aux"))
    if not (clause.perfect and had):
        return False
    if _is_disputed(analysis, clause):
        return True
    return reader.statement_at(clause.predicate) is None


def _is_disputed(analysis: Analysis, clause: Clause) -> bool:
    head = analysis.tokens[analysis.tokens[clause.predicate].head]
    return clause.kind in {"reduced", "relative", "complement"} and head.lemma.lower() in _REPORTS


def is_history(analysis: Analysis, clause: Clause) -> bool:
    """ "In 1911 the shah promised", "ten years after the shah promised": long past."""
    if clause.tense != "past" and not clause.perfect:
        return False
    years = [n for p, n in clause.obliques if p in {"in", "since"} and _is_year(analysis.tokens[n].text)]
    spans = analysis.dependents(clause.predicate, "npadvmod", "advmod")
    old = any(analysis.tokens[s].lemma.lower() in _SPANS_OF_YEARS for s in spans)
    return bool(years) or (old and clause.marker in {"after", "before", "since", None})


def is_undone(reader: Reader, statement: Statement) -> bool:
    """Whether the saying itself is denied, asked about or long past ("did not say whether it would")."""
    if statement.cue_span is None:
        return False
    tokens = reader.analysis.tokens_in(statement.cue_span.start, statement.cue_span.end)
    clause = next((c for t in tokens if (c := reader.analysis.clause_at(t))), None)
    if clause is None:
        return False
    denied = clause.negated or clause.lemma in reader.terms.groups["denying"]
    return denied or is_history(reader.analysis, clause)


def _is_year(text: str) -> bool:
    return len(text) == 4 and text.isdigit()
