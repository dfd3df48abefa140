"""Conditions read along the words: from the word that opens one to the comma, quotation mark or clause that ends it.

The parser often takes the verb of a condition for something else ("will answer if a shell lands on the pier") or hangs
the condition on the verb of saying.  The order of words does not depend on it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ..knowledge.terms import Terms
from ..language import Analysis, Clause
from ..records import Condition, ConditionKind
from .scope import FINITE, QUOTES, WALLS, is_fronted, starts_clause

_VERBAL = FINITE | {"VB", "VBN", "VBG"}
# Auxiliaries that open a condition where they stand before their subject, and what makes its verb.
_INVERTED = frozenset({"should", "were", "had"})
# Before these words an opener opens no condition: "as if", "even if", "at once", "more than once".
_SPOILING = frozenset({"as", "even", "at", "than", "what", "for", "not"})
# "if not", "if so", "if only", "once again": no clause follows.
_BARE = frozenset({"not", "so", "only", "any", "again", "more", "possible", "necessary", "after", "before"})
# After these a noun phrase may stand as well ("until Friday"), so that only a verb in a tense makes a clause.
_OF_TIME = frozenset({"until", "once"})
# "failing which", "short of that": what it is stands before.
_POINTING = frozenset({"which", "that", "this", "it"})
# Longest body that is read, in tokens.
_REACH = 45
# Plain words that say what time it is rather than on what it hangs are left to the parse.
_LEFT_TO_THE_PARSE = frozenset(
    {"when", "before", "after", "whenever", "in case", "except if", "without", "even if", "while"}
)


@dataclass(frozen=True, slots=True)
class Opener:
    """first: token of the opening word; body: first token of the condition; noun: whether a noun phrase follows."""

    first: int
    body: int
    kind: ConditionKind
    noun: bool


def opened(analysis: Analysis, act: Clause, terms: Terms) -> Iterator[tuple[Condition, int]]:
    """The conditions of an act in its sentence, by the words that open them, each with a token that stands for it."""
    for opener in _openers(analysis, act, terms):
        before = opener.first < act.verb_first
        if before and not is_fronted(analysis, opener.first):
            continue
        end = _end_before(analysis, opener, act) if before else _end_after(analysis, opener)
        if end is None or end <= opener.body:
            continue
        head = next((t for t in range(opener.body, end) if analysis.clause_at(t)), opener.body)
        if opener.kind in _OF_TIME and analysis.tokens[opener.body].entity in {"DATE", "TIME"}:
            continue
        tags = {analysis.tokens[t].tag for t in range(opener.body, end)}
        if opener.noun or before or tags & (FINITE if opener.kind in _OF_TIME else _VERBAL | {"NNS"}):
            yield Condition(opener.kind, analysis.span(opener.body, end)), head


def _openers(analysis: Analysis, act: Clause, terms: Terms) -> Iterator[Opener]:
    sentence = analysis.sentence_of(act.predicate)
    words = [t.lower for t in analysis.sentence_tokens(sentence)]
    at = 0
    while at < len(words) - 1:
        found = _opener_at(analysis, words, at, sentence.first, terms)
        if found and found.first != act.verb_first:
            yield found
            at = found.body - sentence.first
        else:
            at += 1


def _opener_at(analysis: Analysis, words: list[str], at: int, base: int, terms: Terms) -> Opener | None:
    before = words[at - 1] if at else ""
    if words[at] in _INVERTED:
        return Opener(base + at, base + at + 1, "if", False) if _is_inverted(analysis, base + at) else None
    for length in range(min(6, len(words) - at), 0, -1):
        phrase = " ".join(words[at : at + length])
        if phrase in _LEFT_TO_THE_PARSE or before in _SPOILING - ({"for"} if phrase.endswith(" as") else set()):
            continue
        body = at + length
        if phrase in terms.clause_markers and phrase != "should":
            return _clause_opener(analysis, words, (at, body), base, terms.clause_markers[phrase])
        if phrase in terms.noun_markers and (length > 1 or phrase in terms.fronted):
            if body < len(words) and words[body] in _POINTING:
                return None
            return Opener(base + at, base + body, terms.noun_markers[phrase], True)
    return None


def _clause_opener(
    analysis: Analysis, words: list[str], where: tuple[int, int], base: int, kind: ConditionKind
) -> Opener | None:
    at, body = where
    if body < len(words) and words[body] in {"that", "however", ","}:
        body += 1
    if body >= len(words) or words[body] in _BARE or analysis.tokens[base + body].pos == "PUNCT":
        return None
    return Opener(base + at, base + body, kind, False)


def _is_inverted(analysis: Analysis, token: int) -> bool:
    """ "should rebels cross", "were the mayor to go": an auxiliary before its subject, asking nothing."""
    tokens = analysis.tokens
    sentence = analysis.sentence_of(token)
    if tokens[sentence.last - 1].text == "?" or token + 2 >= sentence.last:
        return False
    behind = tokens[token + 1]
    opens_noun = behind.tag in {"DT", "PRP", "PRP$", "NNP", "NNPS", "NN", "NNS", "JJ", "CD", "EX"}
    if not opens_noun or (
        token > sentence.first and tokens[token - 1].tag in {"PRP", "WDT", "WP", "EX", "NNP"} and _owns(analysis, token)
    ):
        return False
    verbs = [t.tag for t in tokens[token + 2 : min(sentence.last, token + 14)] if t.tag in _VERBAL or t.tag == "TO"]
    wanted = {"should": {"VB", "VBP"}, "were": {"TO"}, "had": {"VBN"}}[tokens[token].lower]
    return bool(verbs) and verbs[0] in wanted and not _owns(analysis, token)


def _owns(analysis: Analysis, token: int) -> bool:
    """Whether an auxiliary or verb has its subject before it."""
    heads = {token, analysis.tokens[token].head} if analysis.tokens[token].dep in {"aux", "auxpass"} else {token}
    return any(s < token for h in heads for s in analysis.dependents(h, "nsubj", "nsubjpass", "expl"))


def _end_before(analysis: Analysis, opener: Opener, act: Clause) -> int | None:
    """Where a condition ends that stands before its act: at the first comma behind its verb."""
    subjects = [s for s in act.subjects if s > opener.first]
    start = min([act.verb_first, *(analysis.base_phrase(s)[0] for s in subjects)])
    seen = opener.noun
    for at in range(opener.body, start):
        token = analysis.tokens[at]
        if token.text in WALLS:
            return None
        if token.text in QUOTES and at > opener.body and seen:
            return at
        if token.text == "," and (seen or at > opener.body + 1) and not _lists_on(analysis, at, start):
            return at
        seen = seen or token.tag in _VERBAL
    return start if seen and not opener.noun and start > opener.body + 1 else None


def _lists_on(analysis: Analysis, comma: int, stop: int) -> bool:
    """Whether a comma stands within a list: "the crew, the cook and the pilot are freed, …"."""
    here = analysis.tokens[comma].head
    return any(
        analysis.tokens[t].dep == "conj" and comma < t < stop and analysis.tokens[t].head < comma
        for t in analysis.subtree(here)
        if t > comma
    ) and any(t.text == "," for t in analysis.tokens[comma + 1 : stop])


def _end_after(analysis: Analysis, opener: Opener) -> int | None:
    """Where a condition ends that stands behind its act."""
    last = analysis.sentence_of(opener.first).last
    seen = opener.noun
    for at in range(opener.body, min(last, opener.body + _REACH)):
        token = analysis.tokens[at]
        if token.text in WALLS or (token.text in {".", ")"} and at + 1 >= last):
            return at
        if token.text in QUOTES and at > opener.body and not _opens_quote(analysis, at):
            return at
        if token.text == "," and seen and _leaves(analysis, at, last):
            return at
        if token.lower in {"and", "but"} and seen and starts_clause(analysis, at + 1, last):
            return at
        seen = seen or token.tag in _VERBAL
    return last if last <= opener.body + _REACH else None


def _goes_on(analysis: Analysis, first: int, last: int) -> bool:
    """Whether a clause behind "and" tells more of the condition: in the present, where acts are told with "will"."""
    finite = next((t for t in analysis.tokens[first:last] if t.tag in FINITE), None)
    if finite is None or finite.tag not in {"VBZ", "VBP"}:
        return False
    return finite.dep in {"aux", "auxpass"} or analysis.clause_at(finite.i) is not None


def _opens_quote(analysis: Analysis, token: int) -> bool:
    quotation = analysis.quotation_at(analysis.tokens[token].end)
    return quotation is not None and quotation.start >= analysis.tokens[token].start - 1


def _leaves(analysis: Analysis, comma: int, last: int) -> bool:
    """Whether what follows a comma is no part of the condition: a verb of saying, another clause, a participle."""
    following = analysis.tokens[comma + 1] if comma + 1 < last else None
    if following is None or following.text in QUOTES or following.tag in {"VBG", "WDT", "WP", "VBN"}:
        return True
    if following.lower in {"and", "but", "or"}:
        return starts_clause(analysis, comma + 2, last)
    return starts_clause(analysis, comma + 1, last) or following.tag in FINITE


def continued(analysis: Analysis, act: Clause, condition: Condition) -> list[Condition]:
    """A condition without a dangling "and", and what goes on behind it: "if the ban ends and the crew is paid"."""
    inside = analysis.tokens_in(condition.span.start, condition.span.end)
    last = inside[-1] + 1
    while last - 1 > inside[0] and analysis.tokens[last - 1].lower in {"and", "or", "but", ","}:
        last -= 1
    whole = Condition(condition.kind, analysis.span(inside[0], last))
    stop = analysis.sentence_of(inside[0]).last
    behind = last > act.predicate and last < stop and analysis.tokens[last].lower == "and" and act.modal is not None
    if not behind or not starts_clause(analysis, last + 1, stop) or not _goes_on(analysis, last + 1, stop):
        return [whole]
    end = _end_after(analysis, Opener(last, last + 1, condition.kind, False))
    return [whole, Condition(condition.kind, analysis.span(last + 1, end))] if end and end > last + 1 else [whole]
