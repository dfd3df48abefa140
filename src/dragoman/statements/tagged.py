"""Tagged: what the statement tagger reads in each paragraph, as drafts, and how they join those of the rules.

The rules know grammar, quotation marks and who is told; the tagger, trained on marked news, knows which words do
attribute in company and how far source and content reach.  Where both find the same cue the rule's draft keeps its
kind and takes the tagger's reach; a draft of the rules alone stands where it is direct speech, nested in another
statement, or where the tagger does not deny it.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass, replace
from itertools import accumulate

from ..language.analysis import Analysis, ClauseForm
from ..models.tagging import Reads, Tagged
from ..records import StatementAct
from .draft import Draft, Range
from .reader import Reader
from .sources import can_speak, source_range
from .subjects import nearest_subject

SOURCE, CONTENT, CUE = 0, 1, 2
# A cue above the first probability makes a statement by itself; one of the rules is dropped below the second.
# Chosen on held-out paragraphs of PolNeAR's training articles and on our own labelled articles.
_FINDS = 0.6
_DENIES = 0.3
_BELONGS = 0.6
# Drafts are looked up by stretches of so many characters.
_STRETCH = 500
# So many words in a row may be missing from a content before it falls in two.
_GAP = 2


@dataclass(frozen=True, slots=True)
class BlockTags:
    """The tags of one stretch of text; tokens count from `first`, `last` is exclusive."""

    first: int
    last: int
    tagged: Tagged

    def cue(self, token: int) -> float:
        """Probability that a token is a word of saying or thinking."""
        return float(1 - self.tagged.labels[token - self.first, -1])

    def part(self, role: int, anchor: int, token: int) -> float:
        """Probability that a token is part of a role of the attribution that `anchor` is the cue of."""
        return float(self.tagged.roles[role, anchor - self.first, token - self.first])


# A paragraph of more tokens is read in pieces of whole sentences.
_MOST_TOKENS = 200


def read_statement_tags(analysis: Analysis, tagger: Reads) -> list[BlockTags]:
    """The tags of every paragraph, in text order."""
    found = []
    for first, last in _stretches(analysis):
        start, end = analysis.tokens[first].start, analysis.tokens[last - 1].end
        words = [(t.start - start, t.end - start) for t in analysis.tokens[first:last]]
        found.append(BlockTags(first, last, tagger.tag(analysis.text[start:end], words)))
    return found


def _stretches(analysis: Analysis) -> Iterator[tuple[int, int]]:
    first = last = 0
    block = -1
    for sentence in analysis.sentences:
        if last > first and (sentence.block != block or sentence.last - first > _MOST_TOKENS):
            yield first, last
            first = sentence.first
        elif last == first:
            first = sentence.first
        block, last = sentence.block, sentence.last
    if last > first:
        yield first, last


def blend(reader: Reader, drafts: list[Draft], tags: Sequence[BlockTags]) -> list[Draft]:
    """The drafts of rules and tagger as one list, those of the rules first."""
    read = [d for block in tags for d in _read(reader, block)]
    by_cue = {t: n for n, d in enumerate(read) if d.cue for t in reader.analysis.tokens_in(*d.cue)}
    used: set[int] = set()
    kept = _Drafts()
    near = _Drafts(read)
    outer = _Cover([c for d in drafts if d.direct for c in d.contents] + [c for d in read for c in d.contents])
    for draft in drafts:
        n = None if draft.frame == "gap" else _same(reader, draft, by_cue, near)
        if n is not None and n not in used:
            used.add(n)
            kept.add(_joined(draft, _untold(reader, draft, read[n])))
        elif draft.direct or draft.frame in _SURE or (n is None and _stands(reader, draft, outer, tags)):
            kept.add(draft)
    for n, draft in enumerate(_with_source(reader, d) for d in read):
        if n not in used and not any(_overlap(draft.contents, kept.all[k].contents) > 0.6 for k in kept.near(draft)):
            kept.add(draft)
    return [d if _tells_words(reader, d) else replace(d, act="thought") for d in kept.all]


def _stands(reader: Reader, draft: Draft, outer: _Cover, tags: Sequence[BlockTags]) -> bool:
    """Whether a draft that only the rules have is nested, or at least not denied by the tagger."""
    return outer.holds(draft) or not _denied(reader, draft, tags)


class _Drafts:
    """Drafts in order, and which of them have content near another's: looking stays linear in long texts."""

    def __init__(self, drafts: Sequence[Draft] = ()) -> None:
        self.all: list[Draft] = []
        self._places: dict[int, list[int]] = {}
        for draft in drafts:
            self.add(draft)

    def add(self, draft: Draft) -> None:
        for place in _places(draft):
            self._places.setdefault(place, []).append(len(self.all))
        self.all.append(draft)

    def near(self, draft: Draft) -> list[int]:
        return sorted({n for place in _places(draft) for n in self._places.get(place, ())})


class _Cover:
    """Ranges, and whether one of them holds a draft."""

    def __init__(self, ranges: Sequence[Range]) -> None:
        ordered = sorted(ranges)
        self._starts = [a for a, _ in ordered]
        self._ends = list(accumulate((b for _, b in ordered), max))

    def holds(self, draft: Draft) -> bool:
        start, end = draft.cue or draft.contents[0]
        at = bisect_right(self._starts, start)
        return at > 0 and self._ends[at - 1] >= end


def _places(draft: Draft) -> set[int]:
    return {p for a, b in draft.contents for p in range(a // _STRETCH, b // _STRETCH + 1)}


def _with_source(reader: Reader, draft: Draft) -> Draft:
    """The tagger's draft with the subject of its verb for a source where it found none."""
    clause = reader.analysis.clause_at(draft.anchor) if draft.anchor is not None else None
    if draft.source or clause is None or clause.voice == "passive" or clause.form != "finite":
        return draft
    speakers = tuple(s for s in nearest_subject(reader, clause) or clause.subjects if can_speak(reader, s))
    source = source_range(reader, speakers)
    if {reader.analysis.tokens[s].lower for s in speakers} & _NARRATING:
        return draft
    if source is None or any(_touch(source, c) for c in draft.contents):
        return draft
    return replace(draft, speakers=speakers, source=source)


def _same(reader: Reader, draft: Draft, by_cue: dict[int, int], read: _Drafts) -> int | None:
    """The tagger's draft on the same cue, or on the same content where the rules have no cue."""
    if draft.cue is not None:
        cue = reader.analysis.tokens_in(*draft.cue)
        return next((by_cue[t] for t in (draft.anchor, *cue) if t in by_cue), None)
    return next((n for n in read.near(draft) if _overlap(read.all[n].contents, draft.contents) > 0.5), None)


def _untold(reader: Reader, rule: Draft, tagged: Draft) -> Draft:
    """The tagger's draft without whom the words are for: "The miners were told by the owner that …"."""
    if rule.addressee is None or rule.cue is None or not rule.frame.startswith(("p-that", "p-wh")):
        return tagged
    at = reader.analysis.tokens[rule.addressee].start
    contents = tuple(c for c in tagged.contents if not (c[0] <= at < c[1] and c[1] <= rule.cue[0]))
    return replace(tagged, contents=contents) if contents else tagged


def _joined(rule: Draft, tagged: Draft) -> Draft:
    """One draft of two on the same cue."""
    guessed = rule.cue is None
    contents = rule.contents if rule.direct or rule.frame in _FIXED else _united(rule, tagged)
    if guessed and rule.frame in _TURNS and rule.source is not None:
        return rule
    if guessed:
        rule = replace(rule, cue=tagged.cue, anchor=tagged.anchor)
    if rule.frame == "parenthesis":
        return rule
    free = tagged.source and not any(_touch(tagged.source, c) for c in contents)
    if not free:
        return replace(rule, contents=contents)
    if rule.source is not None and tagged.source is not None and not guessed:
        inside = rule.source[0] <= tagged.source[0] and tagged.source[1] <= rule.source[1]
        if inside or not _touch(rule.source, tagged.source):
            return replace(rule, contents=contents)  # grammar tells better than a guess who says it
        return replace(rule, contents=contents, source=tagged.source)
    return replace(rule, contents=contents, source=tagged.source, speakers=tagged.speakers)


# Frames whose words and reach are fixed.
_FIXED = frozenset({"idiom", "turn", "colon", "dash", "aside", "gap", "parenthesis"})
# Frames in which the order of speakers tells who speaks, which a tagger of single paragraphs does not see.
_TURNS = frozenset({"reply", "answer"})
_NAMING = frozenset({"nsubj", "nsubjpass", "pobj", "conj"})
# Words of the one who writes, and of nobody.
_NARRATING = frozenset({"i", "we", "you", "it", "one", "this", "that"})
# Frames that no tagger may deny: their verbs attribute by their place, which is rare in what it learned from.
_SURE = frozenset({"own is", "aside", "gap", "parenthesis", "paper", "idiom", "colon", "phrase"})


def _united(rule: Draft, tagged: Draft) -> tuple[Range, ...]:
    """The tagger's contents, with those that only the rules see of words that the cue interrupts."""
    if len(rule.contents) < 2:
        return tagged.contents
    extra = [c for c in rule.contents if not any(_touch(c, t) for t in tagged.contents)]
    return tuple(sorted((*tagged.contents, *extra)))


def _denied(reader: Reader, draft: Draft, tags: Sequence[BlockTags]) -> bool:
    """Whether the tagger sees no cue in the words that the rules take for one."""
    cue = reader.analysis.tokens_in(*draft.cue) if draft.cue else range(0)
    if not cue:
        return False
    at = bisect_right(tags, cue.start, key=lambda b: b.first) - 1
    block = tags[at] if at >= 0 and cue.start < tags[at].last else None
    read = [t for t in cue if block and t < block.first + block.tagged.read]
    return block is not None and bool(read) and max(map(block.cue, read)) < _DENIES


def _tells_words(reader: Reader, draft: Draft) -> bool:
    """Whether the content is what was said: a clause, a quotation, an order to somebody.

    "Deplored the raid" and "volunteered to arbitrate" give no words; what they ascribe is an attitude or an intention.
    """
    if draft.direct or draft.frame in _FIXED or draft.act == "thought":
        return True
    if any(_has_clause(reader, c) or _has_quotation(reader, c) for c in draft.contents):
        return True
    return any(_is_order(reader, c) for c in draft.contents)


def _is_order(reader: Reader, content: Range) -> bool:
    """ "the miners to clear the pit": somebody else's name and what they are to do."""
    inside = [c for t in reader.analysis.tokens_in(*content) if (c := reader.analysis.clause_at(t))]
    if not _has_clause(reader, content, "infinitive") or any(c.kind == "relative" for c in inside):
        return False
    first = next(iter(reader.analysis.tokens_in(*content)), None)
    return first is not None and reader.analysis.tokens[first].tag not in {"TO", "VB"}


def _has_clause(reader: Reader, content: Range, form: ClauseForm = "finite") -> bool:
    inside = reader.analysis.tokens_in(*content)
    clauses = [c for t in inside if (c := reader.analysis.clause_at(t))]
    return any(c.form == form and c.kind not in {"relative", "adverbial"} for c in clauses)


def _has_quotation(reader: Reader, content: Range) -> bool:
    return any(q.start < content[1] and content[0] < q.end for q in reader.outer)


def _touch(a: Range, b: Range) -> bool:
    return a[0] < b[1] and b[0] < a[1]


def _overlap(a: tuple[Range, ...], b: tuple[Range, ...]) -> float:
    """Shared characters over those of the longer."""
    shared = sum(max(0, min(x[1], y[1]) - max(x[0], y[0])) for x in a for y in b)
    return shared / max(1, max(sum(y - x for x, y in a), sum(y - x for x, y in b)))


# -- drafts from tags


def _read(reader: Reader, block: BlockTags) -> Iterator[Draft]:
    for first, last in _cues(block):
        anchor = max(range(first, last), key=block.cue)
        cue = frozenset(range(first, last))
        sources = _runs(reader, block, SOURCE, anchor, 1, without=cue)
        sources = [r for r in sources if any(_is_nominal(reader, t) for t in range(*r))]
        source = max(sources, key=lambda r: _weight(block, SOURCE, anchor, r), default=None)
        own = cue | set(range(*source) if source else ()) | _went_on(reader, first, last)
        content = _runs(reader, block, CONTENT, anchor, _GAP, without=own)
        contents = tuple(r for run in content if (r := _trimmed(reader, *run)))
        if not contents:
            continue
        place = _trimmed(reader, *source) if source else None
        head = _head(reader, first, last)
        yield Draft(
            act=_act(reader, head),
            contents=contents,
            direct=_is_direct(reader, contents),
            anchor=head,
            cue=reader.chars(first, last),
            frame="tagged",
            speakers=_tops(reader, source) if source else (),
            source=place,
        )


def _is_nominal(reader: Reader, token: int) -> bool:
    """Whether a token can name somebody: no lone article, mark or adjective ("the official line is that …")."""
    t = reader.analysis.tokens[token]
    return t.pos not in {"DET", "PART", "ADP", "ADJ", "PUNCT"} or t.text[:1].isupper() or t.dep in _NAMING


def _went_on(reader: Reader, first: int, last: int) -> set[int]:
    """Tokens of what the speaker did besides: "deplored the raid and closed the border"."""
    tokens = reader.analysis.tokens
    head = _head(reader, first, last)
    also = [c for c in reader.analysis.dependents(head, "conj") if c >= last and tokens[c].pos == "VERB"]
    finite = [c for c in also if tokens[c].tag in {"VBD", "VBZ", "VBP"}]
    return {t for c in finite for t in reader.analysis.subtree(c)}


def _cues(block: BlockTags) -> Iterator[tuple[int, int]]:
    """Stretches of cue words, exclusive at the end."""
    first = None
    for token in range(block.first, block.last + 1):
        inside = token < block.last and block.cue(token) >= _FINDS
        if inside and first is None:
            first = token
        elif not inside and first is not None:
            yield first, token
            first = None


def _runs(
    reader: Reader, block: BlockTags, role: int, anchor: int, gap: int, without: Set[int]
) -> list[tuple[int, int]]:
    """Stretches of a role's words, exclusive at the end; up to `gap` words missing between two are taken in.

    without: tokens that are none of them, whatever the tagger says.
    """
    found: list[tuple[int, int]] = []
    for token in range(block.first, block.last):
        if block.part(role, anchor, token) < _BELONGS or token in without:
            continue
        between = range(found[-1][1], token) if found else range(0)
        if (
            found
            and len(between) <= gap
            and without.isdisjoint(between)
            and not _parted(reader, role, found[-1][1], token)
        ):
            found[-1] = (found[-1][0], token + 1)
        else:
            found.append((token, token + 1))
    return found


def _parted(reader: Reader, role: int, last: int, token: int) -> bool:
    """Whether a sentence ends between two words of a source, which stands in one."""
    tokens = reader.analysis.tokens
    return role == SOURCE and tokens[last - 1].sentence != tokens[token].sentence


def _weight(block: BlockTags, role: int, anchor: int, run: tuple[int, int]) -> float:
    return sum(block.part(role, anchor, t) for t in range(*run))


def _trimmed(reader: Reader, first: int, last: int) -> Range | None:
    return reader.trim(*reader.chars(first, last))


def _head(reader: Reader, first: int, last: int) -> int:
    """The token of a cue that heads a clause, else the one that is governed from outside."""
    verbs = [t for t in range(first, last) if reader.analysis.clause_at(t)]
    if verbs:
        return verbs[-1]
    tokens = reader.analysis.tokens
    return next((t for t in range(first, last) if not first <= tokens[t].head < last), first)


def _act(reader: Reader, head: int) -> StatementAct:
    """Saying or thinking, by what the cue lists hold of the word; a word that they lack is of saying."""
    clause = reader.analysis.clause_at(head)
    lemma = clause.lemma if clause else reader.analysis.tokens[head].lemma.lower()
    token = reader.analysis.tokens[head]
    cues = reader.cues
    cue = cues.verbs.get(lemma) or cues.nouns.get(token.lemma.lower()) or cues.adjectives.get(token.lower)
    return cue.act if cue else "said"


def _is_direct(reader: Reader, contents: tuple[Range, ...]) -> bool:
    """Whether every stretch stands between quotation marks."""
    return all(any(q.start - 2 <= a and b <= q.end + 2 for q in reader.outer) for a, b in contents)


def _tops(reader: Reader, run: tuple[int, int]) -> tuple[int, ...]:
    """Heads of the source phrase, coordinated ones included."""
    tokens = reader.analysis.tokens
    inside = range(*run)
    tops = [t for t in inside if (tokens[t].head not in inside or tokens[t].head == t) and tokens[t].pos != "PUNCT"]
    named = [t for t in tops if tokens[t].pos in {"PROPN", "NOUN", "PRON"}] or tops
    return tuple(x for t in named[:1] for x in reader.analysis.conjuncts(t) if x in inside) or tuple(named[:1])
