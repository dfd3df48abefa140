"""Tagged: the commitments that the tagger reads in each paragraph, and how they join those of the rules.

The rules know grammar: who is bound by "we", what an infinitive hangs on.  The tagger, trained on passages with every
commitment marked, knows which words bind in company and which only sound so, and how far an act and its conditions
reach.  Where both find the same act, the tagger's kind, parties and reach are taken where it is sure; what only the
rules have stays unless the tagger denies it; what only the tagger has is added where it is sure.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ..records import CommitmentKind, Condition, ConditionKind, Role, Statement, Strength
from ..statements.tagged import BlockTags
from .acts import Act
from .drafts import Draft
from .parties import party_at, speaker_role
from .reader import Reader

KINDS: tuple[CommitmentKind, ...] = (
    "promise", "threat", "offer", "demand", "refusal", "agreement", "prohibition",
)  # fmt: skip
BY, TO, ACT, CONDITION = range(4)
# Words are read as binding from the first probability on; a commitment that only the tagger has needs the second; of
# one that only the rules have the third is the least that its words must reach.  Chosen on passages held out.
_BINDS = 0.5
_ADDS = 0.6
_DENIES = 0.15
_BELONGS = 0.5
# So many words in a row may be missing from a part before it falls in two.
_GAP = 1
# How far before a condition the word that opens it may begin.
_MARKER_REACH = 5
_MODALS = frozenset({"may", "might", "could", "ready", "prepared", "willing", "consider", "considering"})

Run = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Reading:
    """One commitment as the tagger has it: tokens that bind, runs of tokens of each part, and how sure it is."""

    kind: CommitmentKind
    sure: float
    name: Run
    act: Run
    by: tuple[Run, ...]
    to: tuple[Run, ...]
    conditions: tuple[Run, ...]


def read_commitments(block: BlockTags) -> Iterator[Reading]:
    """The commitments of one stretch of text; nothing where the tagger was not trained for them."""
    if not block.tagged.also:
        return
    tags = block.tagged.also[0]
    for first, last in _names(tags.labels):
        anchor = max(range(first, last), key=lambda i: 1 - tags.labels[i, -1])
        kind = KINDS[int(tags.labels[anchor, :-1].argmax())]
        parts = [_runs(tags.roles[role, anchor], block.first) for role in range(4)]
        for act in parts[ACT]:
            yield Reading(
                kind=kind,
                sure=float(1 - tags.labels[anchor, -1]),
                name=(block.first + first, block.first + last),
                act=act,
                by=tuple(parts[BY]),
                to=tuple(parts[TO]),
                conditions=tuple(parts[CONDITION]),
            )


def _names(labels: Sequence[Sequence[float]]) -> Iterator[Run]:
    """Runs of words that bind, one kind each."""
    start, kind = -1, -1
    for i, row in enumerate(labels):
        here = max(range(len(row) - 1), key=lambda k: row[k]) if 1 - row[-1] >= _BINDS else -1
        if here != kind:
            if kind >= 0:
                yield start, i
            start, kind = i, here
    if kind >= 0:
        yield start, len(labels)


def _runs(row: Sequence[float], offset: int) -> list[Run]:
    """Runs of words that belong to a part, with short gaps closed."""
    found: list[Run] = []
    for i, probability in enumerate(row):
        if probability < _BELONGS:
            continue
        if found and i - found[-1][1] <= _GAP:
            found[-1] = (found[-1][0], i + 1)
        else:
            found.append((i, i + 1))
    return [(offset + a, offset + b) for a, b in found]


def blend(
    reader: Reader, drafts: list[Draft], tags: Sequence[BlockTags], statements: Sequence[Statement]
) -> list[Draft]:
    """The drafts of rules and tagger as one list."""
    readings = [r for block in tags for r in read_commitments(block)]
    if not any(block.tagged.also for block in tags):
        return drafts
    used: set[int] = set()
    kept: list[Draft] = []
    for draft in drafts:
        n = next((k for k, r in enumerate(readings) if k not in used and _same(reader, draft, r)), None)
        if n is not None:
            used.add(n)
            kept.append(_joined(reader, draft, readings[n]))
        elif _most(draft, reader, tags) >= _DENIES:
            kept.append(draft)
    for k, reading in enumerate(readings):
        if k in used or reading.sure < _ADDS:
            continue
        made = _draft(reader, reading, statements)
        if made and reader.is_political((*made.by, *made.to)):
            kept.append(made)
    return kept


def _same(reader: Reader, draft: Draft, reading: Reading) -> bool:
    """Whether a draft and a reading tell of one act."""
    tokens = reader.analysis.tokens
    start, end = tokens[reading.act[0]].start, tokens[reading.act[1] - 1].end
    shared = min(end, draft.act.span.end) - max(start, draft.act.span.start)
    return shared > 0 and 2 * shared >= min(end - start, draft.act.span.end - draft.act.span.start)


def _most(draft: Draft, reader: Reader, tags: Sequence[BlockTags]) -> float:
    """The most that the tagger gives to any word of a draft's trigger or to the head of its act."""
    words = {draft.head, draft.act.head, *reader.analysis.tokens_in(draft.trigger.start, draft.trigger.end)}
    found = [
        float(1 - block.tagged.also[0].labels[i - block.first, -1])
        for block in tags
        if block.tagged.also
        for i in words
        if block.first <= i < block.last
    ]
    return max(found, default=1.0)


def _joined(reader: Reader, draft: Draft, reading: Reading) -> Draft:
    by = _parties(reader, reading.by)
    to = _parties(reader, reading.to)
    conditions = _conditions(reader, reading) or draft.conditions
    return replace(
        draft,
        kind=reading.kind if reading.sure >= _ADDS else draft.kind,
        by=by or draft.by,
        to=to or draft.to,
        act=replace(draft.act, span=reader.analysis.span(*reading.act)),
        conditions=conditions,
    )


def _draft(reader: Reader, reading: Reading, statements: Sequence[Statement]) -> Draft | None:
    """The reading as a draft; None where nobody is bound."""
    by = _parties(reader, reading.by) or _speaker(reader, reading, statements)
    if not by:
        return None
    taken = {r.actor for r in by}
    to = tuple(r for r in _parties(reader, reading.to) if r.actor not in taken)
    head = _top(reader, reading.act)
    return Draft(
        kind=reading.kind,
        head=_top(reader, reading.name),
        trigger=reader.analysis.span(*reading.name),
        by=by,
        to=to,
        act=Act(head, reader.analysis.clause_at(head), reader.analysis.span(*reading.act)),
        conditions=_conditions(reader, reading),
        strength=_strength(reader, reading),
    )


def _parties(reader: Reader, runs: Sequence[Run]) -> tuple[Role, ...]:
    """The actors that the words of a part name, each once."""
    found: dict[str, Role] = {}
    for run in runs:
        for role in party_at(reader.analysis, reader.cast, _top(reader, run)):
            found.setdefault(role.actor, role)
    return tuple(found.values())


def _speaker(reader: Reader, reading: Reading, statements: Sequence[Statement]) -> tuple[Role, ...]:
    """Who speaks the words that hold the act, innermost first."""
    start = reader.analysis.tokens[reading.act[0]].start
    around = [s for s in statements for c in s.content_spans if c.start <= start < c.end]
    return tuple(speaker_role(around[-1])) if around else ()


def _top(reader: Reader, run: Run) -> int:
    """The token of a run that is governed from outside it, the first where several are."""
    tokens = reader.analysis.tokens
    outside = (i for i in range(*run) if not run[0] <= tokens[i].head < run[1] or tokens[i].head == i)
    return next((i for i in outside if tokens[i].pos not in {"PUNCT", "SPACE", "PART", "ADP"}), run[0])


def _conditions(reader: Reader, reading: Reading) -> tuple[Condition, ...]:
    """The conditions with the kind that the words before each tell."""
    return tuple(Condition(_kind(reader, run), reader.analysis.span(*run)) for run in reading.conditions)


def _kind(reader: Reader, run: Run) -> ConditionKind:
    tokens = reader.analysis.tokens
    terms = reader.terms
    markers = {**terms.noun_markers, **terms.clause_markers}
    for length in range(_MARKER_REACH, 0, -1):
        # the marker before the run, or what the run itself begins with ("should the talks fail")
        before = " ".join(t.lower for t in tokens[max(0, run[0] - length) : run[0]])
        inside = " ".join(t.lower for t in tokens[run[0] : min(run[1], run[0] + length)])
        for words in (before, inside):
            if words in markers:
                return markers[words]
    opening = tokens[run[0] - 1].lower if run[0] else ""
    return "unless" if opening in {"or", "without", "otherwise"} else "if"


def _strength(reader: Reader, reading: Reading) -> Strength:
    """The force of the words: that of a listed cue, tentative beside "may" and the like, else declared."""
    tokens = [reader.analysis.tokens[i] for i in range(*reading.name)]
    for token in tokens:
        cue = reader.terms.verbs.get(token.lemma.lower()) or reader.terms.nouns.get(token.lemma.lower())
        if cue:
            return cue.strength
    return "tentative" if any(t.lower in _MODALS for t in tokens) else "declared"
