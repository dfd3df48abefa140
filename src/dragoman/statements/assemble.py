"""Assemble: drafts to records.  Duplicates out, nesting found, kinds and speakers filled in, ids given."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, replace

from ..records import Document, Span, Statement, StatementKind
from .draft import Draft, Range
from .reader import Reader
from .sources import named_as

_FIRST_PERSON = frozenset({"i", "we", "my", "our", "me", "us"})
_PRONOUNS = _FIRST_PERSON | frozenset({"he", "she", "it", "they", "you", "one"})
# Clauses about the speaker: whom they speak of is somebody else.
_CLAUSES = frozenset({"relcl", "acl"})
_QUOTED_WORDS = ("quote, ", "and i quote", "i'm quoting", "as he put it", "as she put it", "as they put it",
                 "in his words", "in her words", "in their words")  # fmt: skip


def assemble(reader: Reader, document: Document, drafts: list[Draft]) -> list[Statement]:
    kept = _sorted(_admitted(reader, _shortened(_distinct(drafts))))
    within = _nesting(reader, kept)
    ids = {n: f"s{n + 1}" for n in range(len(kept))}
    return [
        _record(reader, document, draft, ids[n], None if parent is None else ids[parent])
        for n, (draft, parent) in enumerate(zip(kept, within, strict=True))
    ]


def _sorted(drafts: list[Draft]) -> list[Draft]:
    return sorted(drafts, key=lambda d: (min(d.start, d.cue[0] if d.cue else d.start), -d.end))


def _distinct(drafts: list[Draft]) -> list[Draft]:
    """One draft per cue, and one without a cue per content."""
    kept: list[Draft] = []
    anchors: set[int] = set()
    uncued: set[tuple[Range, ...]] = set()
    for draft in drafts:
        if draft.anchor in anchors or (draft.anchor is None and draft.contents in uncued):
            continue
        if draft.anchor is not None:
            anchors.add(draft.anchor)
        else:
            uncued.add(draft.contents)
        kept.append(draft)
    return kept


def _shortened(drafts: list[Draft]) -> list[Draft]:
    """Cuts off a trailing "…, the paper reported" where it hangs on what somebody inside that report said."""
    reported = [(a, b) for d in drafts if d.frame == "left" for a, b in d.contents[:1]]
    index = _Intervals.of([(n, a, b) for n, (a, b) in enumerate(reported)])
    return [replace(d, contents=_cut(d.contents, reported, index)) if d.frame != "left" else d for d in drafts]


def _cut(contents: tuple[Range, ...], reported: list[Range], index: _Intervals) -> tuple[Range, ...]:
    *before, (start, end) = contents
    over = [reported[n] for n in index.around(start, start + 1) if start > reported[n][0] and reported[n][1] < end]
    return (*before, (start, min([end, *(b for _, b in over)])))


def _admitted(reader: Reader, drafts: list[Draft]) -> list[Draft]:
    """Leaves out what stands in somebody's words and is only their own saying or thinking."""
    outer = _Intervals.of([(n, a, b) for n, d in enumerate(drafts) for a, b in d.contents])
    kept = []
    for n, draft in enumerate(drafts):
        place = draft.cue or draft.contents[0]
        nested = any(m != n for m in outer.around(*place))
        if not nested or not _own_words(reader, draft):
            kept.append(draft)
    return kept


def _own_words(reader: Reader, draft: Draft) -> bool:
    tokens = reader.analysis.tokens
    speakers = {tokens[s].lower for s in draft.speakers}
    if draft.act == "thought":
        return not speakers or bool(speakers & _PRONOUNS) or _is_thing(reader, draft)
    return not speakers or bool(speakers & (_FIRST_PERSON | {"you"}))


def _is_thing(reader: Reader, draft: Draft) -> bool:
    """Whether who is said to think is a common noun that names nobody ("the roads are open to …")."""
    heads = [s for s in draft.speakers if reader.analysis.tokens[s].pos == "NOUN"]
    return bool(reader.cast.mentions and heads) and not any(reader.cast.at(s) for s in draft.speakers)


@dataclass(frozen=True)
class _Intervals:
    """Ranges by start, for asking which ones cover another; sweeps a short window, so linear in practice."""

    items: tuple[tuple[int, int, int], ...]
    widest: int

    @classmethod
    def of(cls, items: list[tuple[int, int, int]]) -> _Intervals:
        ordered = tuple(sorted((a, b, n) for n, a, b in items))
        return cls(ordered, max((b - a for a, b, _ in ordered), default=0))

    def around(self, start: int, end: int) -> list[int]:
        at = bisect_right(self.items, (start, 10**12, 10**12))
        found = []
        for a, b, n in reversed(self.items[max(0, at - 40) : at]):
            if b >= end:
                found.append(n)
            elif a < start - self.widest:
                break
        return found


def _nesting(reader: Reader, drafts: list[Draft]) -> list[int | None]:
    """For each draft the smallest other one whose content holds its cue and content."""
    index = _Intervals.of([(n, a, b) for n, d in enumerate(drafts) for a, b in d.contents])
    same: dict[tuple[Range, ...], list[int]] = {}
    for n, draft in enumerate(drafts):
        same.setdefault(draft.contents, []).append(n)
    found: list[int | None] = []
    anchored = {d.anchor: n for n, d in enumerate(drafts) if d.anchor is not None}
    for n, draft in enumerate(drafts):
        if draft.outer in anchored:
            found.append(anchored[draft.outer])
            continue
        quoter = _quoter(reader, drafts, same, n)
        found.append(_parent(drafts, index, n) if quoter is None else quoter)
    return found


def _quoter(reader: Reader, drafts: list[Draft], same: dict[tuple[Range, ...], list[int]], n: int) -> int | None:
    """The statement that quotes this one in the same words: "…, the agency quoted Holm as saying"."""
    anchor = drafts[n].anchor
    others = [m for m in same[drafts[n].contents] if m < n]
    if anchor is None or not others:
        return None
    above = set(reader.analysis.ancestors(anchor))
    return next((m for m in others if drafts[m].anchor in above), None)


def _parent(drafts: list[Draft], index: _Intervals, n: int) -> int | None:
    draft = drafts[n]
    start, end = _whole(draft)
    around = [m for m in index.around(start, end) if m != n and _whole(drafts[m]) != (start, end)]
    return min(around, key=lambda m: drafts[m].end - drafts[m].start, default=None)


def _whole(draft: Draft) -> Range:
    parts = [*draft.contents, *([draft.cue] if draft.cue else [])]
    return min(p[0] for p in parts), max(p[1] for p in parts)


def _record(reader: Reader, document: Document, draft: Draft, number: str, within: str | None) -> Statement:
    addressee = reader.cast.at(draft.addressee) if draft.addressee is not None else []
    draft = _nobodys(reader, draft)
    return Statement(
        id=number,
        kind=_kind(reader, draft),
        act=draft.act,
        speaker=_speaker(reader, draft),
        source_span=_span(document, draft.source),
        cue_span=_span(document, draft.cue),
        content_spans=[document.span(a, b) for a, b in sorted(draft.contents)],
        addressee=addressee[0].actor if addressee else None,
        addressee_span=_addressee_span(reader, draft, document),
        medium_span=_span(document, draft.medium),
        within=within,
    )


def _nobodys(reader: Reader, draft: Draft) -> Draft:
    """The draft without its source where that is talk that nobody answers for ("rumour has it that …")."""
    if draft.source is None or not draft.speakers:
        return draft
    head = draft.speakers[0]
    hearsay = reader.analysis.tokens[head].lemma.lower() in reader.cues.hearsay
    talk = hearsay and not reader.analysis.dependents(head, "poss")
    return replace(draft, speakers=(), source=None) if talk or _is_impersonal(reader, draft, head) else draft


def _is_impersonal(reader: Reader, draft: Draft, head: int) -> bool:
    """Whether a passive tells no speaker: "it was assumed in Bergen that …", "nobody was told why …"."""
    clause = reader.analysis.clause_at(draft.anchor) if draft.anchor is not None else None
    if clause is None or clause.voice != "passive" or head in clause.agents:
        return False
    cue = reader.cues.verbs.get(clause.lemma)
    hearer = cue is not None and cue.addressed and head in clause.subjects
    return hearer or reader.analysis.tokens[head].lower == "it" or ("in", head) in clause.obliques


def _span(document: Document, found: Range | None) -> Span | None:
    return document.span(*found) if found else None


def _addressee_span(reader: Reader, draft: Draft, document: Document) -> Span | None:
    if draft.addressee is None:
        return None
    return document.span(*reader.chars(*reader.analysis.full_phrase(draft.addressee)))


def _speaker(reader: Reader, draft: Draft) -> str | None:
    """The actor at the head of the source; at the name in apposition where the head is a description."""
    for head in draft.speakers:
        for token in named_as(reader, head):
            roles = reader.cast.at(token)
            if roles:
                return roles[0].actor
    if draft.source is None:
        return None
    inside = [m for m in reader.cast.within(*draft.source) if _is_head(reader, m.head, draft.source)]
    return inside[-1].actors[0] if inside else None


def _is_head(reader: Reader, token: int, source: Range) -> bool:
    """Whether a mention in the source is no mere part of it: not "them" in "one of them", nor "her" in "her office"."""
    tokens = reader.analysis.tokens
    while tokens[token].head != token and source[0] <= tokens[token].start < source[1]:
        above = tokens[token].head
        governed = source[0] <= tokens[above].start < source[1]
        if tokens[token].pos == "ADP" or (governed and tokens[token].dep in _CLAUSES):
            return False
        if governed and tokens[token].dep == "poss" and not _speaks_through(reader, token, above):
            return False
        token = above
    return True


def _speaks_through(reader: Reader, owner: int, owned: int) -> bool:
    """Whether a possessor speaks by what is theirs: their words ("Voss's letter"), a state by its bodies."""
    token = reader.analysis.tokens[owned]
    cues = reader.cues
    states = (reader.cast.actors[r.actor].kind == "state" for r in reader.cast.at(owner))
    return any(states) or bool({token.lower, token.lemma.lower()} & (cues.papers | cues.media | cues.tellings))


def _kind(reader: Reader, draft: Draft) -> StatementKind:
    if draft.direct:
        return "direct"
    text = reader.analysis.text
    for start, end in draft.contents:
        # outer quotations do not overlap, so the first that ends behind the start tells
        at = bisect_right(reader.outer, start, key=lambda q: q.end)
        if at < len(reader.outer) and reader.outer[at].start < end:
            return "mixed"
        lowered = text[start:end].lower().replace("’", "'")
        if any(words in lowered for words in _QUOTED_WORDS):
            return "mixed"
    return "indirect"
