"""Conditions that only point at what was said before: "otherwise", "failing which", "in return", "or the port closes".

What they point at is a demand or promise just before, or where none was found the clause before.
"""

from __future__ import annotations

from collections.abc import Sequence

from ..language import Analysis, Clause
from ..records import Condition, ConditionKind, Span
from .drafts import Draft
from .reader import Reader
from .scope import WALLS

_DEMANDING = frozenset({"demand", "prohibition"})
_ALTERNATIVE = frozenset({"threat", "refusal", "demand"})
# "if they do not", "those who refuse": the other side's failing to do it, by verbs that tell nothing else.
_NOT = frozenset({"not", "n't"})
_ELLIPTIC = frozenset({"do", "does", "did", "are", "is", "will", "have", "has"})
_PERSONS = frozenset({"they", "it", "he", "she", "you"})
_ELLIPSIS = 5
_REFUSING = frozenset({"refuse", "fail", "resist", "decline"})
_OPENING = frozenset({"if", "those", "anyone", "they", "it", "he", "she", "who", "that", "should", "and", "but", ","})
# How many words of the act's clause may stand between "or" and the act.
_NEAR = 8


def pointed(reader: Reader, draft: Draft, before: Sequence[Draft]) -> Condition | None:
    """The condition that a draft takes from what stands before it, or None.

    before: the drafts whose acts stand before it, in text order.
    """
    analysis = reader.analysis
    if draft.kind in _ALTERNATIVE:
        other = _alternative(analysis, draft, before)
        if other:
            return other
    found = _pointer(reader, draft)
    if found is None:
        return None
    at, kind = found
    span = _antecedent(reader, at, before, kind)
    return Condition(kind, span) if span and not span.overlaps(draft.act.span) else None


def pointed_at(reader: Reader, condition: Condition, before: Sequence[Draft]) -> Condition:
    """ "If they do not": what they are to do, where a demand just before says it; else the condition as it is."""
    words = condition.span.text.lower().replace("n't", " not").split()
    if condition.kind != "if" or len(words) > _ELLIPSIS or "not" not in words:
        return condition
    if words[0] not in _PERSONS or any(w not in _PERSONS | _ELLIPTIC | _NOT | {"so", "do", "comply"} for w in words):
        return condition
    tokens = reader.analysis.tokens_in(condition.span.start, condition.span.end)
    near = [d for d in before if d.kind in _DEMANDING and _distance(reader.analysis, d, tokens[0]) == 0]
    return Condition("unless", _joined(reader.analysis, near, near[-1])) if near else condition


def _alternative(analysis: Analysis, draft: Draft, before: Sequence[Draft]) -> Condition | None:
    """ "leave or face trial", "pay up, or the road stays shut"."""
    demands = [d for d in before if d.kind in _DEMANDING and _same_sentence(analysis, d, draft)]
    if not demands:
        return None
    last = analysis.tokens_in(demands[-1].act.span.start, demands[-1].act.span.end)
    first = analysis.tokens_in(draft.act.span.start, draft.act.span.end)
    if not len(last) or not len(first):
        return None
    between = [t.lower for t in analysis.tokens[last[-1] + 1 : first[0]]]
    if "or" in between[-_NEAR:] and ";" not in between:
        return Condition("unless", _joined(analysis, demands, demands[-1]))
    return None


def _same_sentence(analysis: Analysis, one: Draft, other: Draft) -> bool:
    return analysis.tokens[one.act.head].sentence == analysis.tokens[other.act.head].sentence


def _pointer(reader: Reader, draft: Draft) -> tuple[int, ConditionKind] | None:
    """The token and kind of the pointing words in the clause of an act."""
    analysis = reader.analysis
    sentence = analysis.sentence_of(draft.act.head)
    tokens = analysis.tokens
    head = draft.act.head
    start = head
    while start > sentence.first and tokens[start - 1].text not in {";", ":", "—", "–"}:
        start -= 1
    stop = head
    while stop < sentence.last and tokens[stop].text not in {";", ":", "—", "–"}:
        stop += 1
    words = [t.lower for t in tokens[start:stop]]
    for at in range(len(words)):
        for phrase, kind in reader.terms.pointing.items():
            parts = phrase.split()
            if words[at : at + len(parts)] != parts:
                continue
            behind = words[at + len(parts)] if at + len(parts) < len(words) else ""
            if start + at > head and not (phrase in {"otherwise", "in return", "in exchange"} and _ends(behind)):
                continue
            if behind == "for" and kind == "in-exchange":
                continue
            opens = not any(w[0].isalnum() for w in words[:at])
            if phrase == "after that" and behind not in {",", "the"} and not opens:
                continue
            if start + at < head and not _begins(words, at):
                continue
            return start + at, kind
    elliptic = _elliptic(analysis, start, head)
    return (elliptic, "unless") if elliptic is not None and draft.kind == "threat" else None


def _begins(words: list[str], at: int) -> bool:
    """Whether pointing words open their clause, but for marks and joining words."""
    before = [w for w in words[max(0, at - 2) : at] if w not in {",", '"', "“", "and", "but", "''", "``", "or"}]
    return at == 0 or len(before) < min(2, at) or words[at - 1] == ","


def _ends(behind: str) -> bool:
    return behind in {"", ".", ",", '"', "”", "''"}


def _elliptic(analysis: Analysis, start: int, head: int) -> int | None:
    """ "if they do not, …", "those who refuse will …": nothing is told but the failing."""
    words = [t.lower for t in analysis.tokens[start:head]]
    for at, word in enumerate(words[:9]):
        lemma = analysis.tokens[start + at].lemma.lower()
        bare = word in _NOT and at and words[at - 1] in _ELLIPTIC
        if not (bare or lemma in _REFUSING or (word.endswith("n't") and len(word) > 3)):
            continue
        rest = [w for w in words[at + 1 : at + 4] if w not in {"so", "do", "to", "comply"}]
        opened = all(w in _OPENING or w in _ELLIPTIC for w in words[max(0, at - 3) : at])
        if (
            opened
            and at
            and (not rest or rest[0] in {",", "will", "would", '"', "may", "faces", "face", "shall", "''", "“"})
        ):
            return start
    return None


def _antecedent(reader: Reader, at: int, before: Sequence[Draft], kind: ConditionKind) -> Span | None:
    analysis = reader.analysis
    offset = analysis.tokens[at].start
    near = [d for d in before if d.act.span.end <= offset and _distance(analysis, d, at) <= 1]
    wanted = [d for d in near if d.kind in _DEMANDING] if kind == "unless" else near
    if wanted:
        return _joined(analysis, near, wanted[-1])
    return _clause_before(reader, at) if kind != "unless" or _is_close(analysis, at) else None


def _is_close(analysis: Analysis, at: int) -> bool:
    """Whether the pointing words stand in the sentence of what they point at."""
    return at > analysis.sentence_of(at).first + 1


def _distance(analysis: Analysis, draft: Draft, at: int) -> int:
    return analysis.tokens[at].sentence - analysis.tokens[draft.act.head].sentence


def _joined(analysis: Analysis, drafts: Sequence[Draft], last: Draft) -> Span:
    """The acts of one demand, coordinated, as one stretch of words."""
    same = [d.act.span for d in drafts if d.kind == last.kind and d.trigger == last.trigger]
    first = min((s.start for s in same if s.end <= last.act.span.end), default=last.act.span.start)
    tokens = analysis.tokens_in(min(first, last.act.span.start), last.act.span.end)
    return analysis.span(tokens[0], tokens[-1] + 1) if len(tokens) else last.act.span


def _clause_before(reader: Reader, at: int) -> Span | None:
    """What the clause before pointing words tells: its act where it announces one, else the clause from its verb on."""
    analysis = reader.analysis
    sentence = analysis.sentence_of(at)
    first = sentence.first
    walls = [t for t in range(first, at) if analysis.tokens[t].text in WALLS]
    if not walls and at - first <= 2:
        if sentence.index == 0 or analysis.sentences[sentence.index - 1].block != sentence.block:
            return None
        sentence = analysis.sentences[sentence.index - 1]
        first, at = sentence.first, sentence.last
    elif walls:
        at = walls[-1]
    clauses = [c for t in range(first, at) if (c := analysis.clause_at(t))]
    main = next((c for c in clauses if c.form == "finite" and c.kind in {"main", "complement"}), None)
    if main is None:
        return None
    told = _told(reader, main)
    start, stop = told.predicate, min(analysis.extent(told.predicate)[1], at)
    return analysis.span(start, stop) if stop > start else None


def _told(reader: Reader, clause: Clause) -> Clause:
    analysis = reader.analysis
    if clause.lemma in reader.terms.verbs or clause.lemma in {"have", "be", "say"}:
        inner = [c for c in analysis.clauses_under(clause) if c.kind in {"open", "complement"}]
        if inner:
            return _told(reader, inner[0])
    return clause
