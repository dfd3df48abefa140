"""Quotations and who speaks them: direct speech.

Each quotation looks for its word of saying behind it ("…," he said), before it (He said: "…"), or goes on
with the one before it ("…," he said, "…" or the next paragraph of the same speech).  One that is a whole
sentence without a word of saying is a sound bite of whoever the sentence before it is about.  What is left,
a few words inside a clause, is no statement of its own.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from ..language.analysis import Clause, Quotation
from .draft import Draft
from .reader import Reader
from .sources import addressee_of, medium_of, source_range
from .verbs import cue_range

_STOPS = ".,!?;…—–-"
_ADJACENT = frozenset({"advmod", "npadvmod", "prep", "dative", "prt", "punct", "nsubj", "agent", "mark"})
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
# A sound bite shorter than this is a title or an echo.
_MIN_BITE = 4
_MAX_TITLE = 7
_MARKS = "\"“«„'‘''``"
_PERSONAL = frozenset({"he", "she", "they", "i", "we"})


@dataclass(frozen=True, slots=True)
class _Place:
    """A quotation among its tokens: `first` to `last` (exclusive) inside the marks, `before` to `after` the
    stretch around it that may hold its word of saying."""

    quotation: Quotation
    first: int
    last: int
    before: int
    after: int


def quoted_drafts(reader: Reader) -> list[Draft]:
    """Drafts of direct speech, each with all stretches of the same utterance."""
    drafts: list[Draft] = []
    spoken: dict[int, int] = {}  # quotation → its draft
    previous: _Place | None = None
    for place in _places(reader):
        draft = _attributed(reader, place)
        target = _continued(reader, place, previous, draft, drafts, spoken)
        if target is not None:
            drafts[target] = _extend(drafts[target], place, draft)
        elif draft is not None or (draft := _announced(reader, place) or _bite(reader, place)) is not None:
            target = len(drafts)
            drafts.append(draft)
        if target is not None:
            spoken[place.quotation.index] = target
            previous = place
    return drafts


def _places(reader: Reader) -> Iterator[_Place]:
    analysis = reader.analysis
    inside = [analysis.tokens_in(q.start, q.end) for q in reader.outer]
    for at, quotation in enumerate(reader.outer):
        if not inside[at]:
            continue
        first, last = inside[at].start, inside[at].stop
        before, after = analysis.sentence_of(first).first, analysis.sentence_of(last - 1).last
        if at:
            before = max(before, inside[at - 1].stop)
        if at + 1 < len(inside):
            after = min(after, max(last, inside[at + 1].start))
        yield _Place(quotation, first, last, min(before, first), after)


def _extend(draft: Draft, place: _Place, other: Draft | None) -> Draft:
    """The draft with one more stretch; a word of saying that comes only with the last one counts for all."""
    contents = (*draft.contents, (place.quotation.start, place.quotation.end))
    if draft.cue is None and other is not None and other.cue is not None and other.cue[0] >= place.quotation.end:
        return replace(other, contents=contents)
    return replace(draft, contents=contents)


def _attributed(reader: Reader, place: _Place) -> Draft | None:
    """The quotation with its word of saying, behind it or before it."""
    if not _may_stand_alone(reader, place):
        return None
    leading = _leading(reader, place)
    if leading is not None:
        return _draft(reader, place, leading)
    trailing = _trailing(reader, place) if _opens_speech(reader, place) else None
    return _draft(reader, place, trailing) if trailing else _after_colon(reader, place)


def _draft(reader: Reader, place: _Place, clause: Clause) -> Draft:
    cue = reader.cues.quotes(clause.lemma)
    speakers = _speakers(reader, place, clause)
    return Draft(
        act="said" if cue is None else cue.act,
        contents=((place.quotation.start, place.quotation.end),),
        direct=True,
        anchor=clause.predicate,
        cue=cue_range(reader, clause),
        word=f"v:{clause.lemma}",
        frame="quote",
        speakers=speakers,
        source=source_range(reader, speakers),
        addressee=addressee_of(reader, clause),
        medium=medium_of(reader, clause.predicate),
    )


def _may_stand_alone(reader: Reader, place: _Place) -> bool:
    """Whether the quotation ends like an utterance: with a stop, or where the clause around it does."""
    text = reader.analysis.text
    if text[place.quotation.end - 1] in _STOPS or not place.quotation.closed:
        return True
    close = reader.closing(place.quotation)
    rest = text[close : close + 2].lstrip("'’\"”")
    return not rest or rest[0] in ".,;:!?\n—–" or rest.lstrip()[:1] in "—–-"


def _opens_speech(reader: Reader, place: _Place) -> bool:
    """Whether nothing but a link word ("But", "And then") or a dash stands before the quotation in its sentence."""
    opening = reader.opening(place.quotation)
    before = reader.analysis.text[max(0, opening - 3) : opening].rstrip()
    if before.endswith(("—", "–", "-", ":", ";")):
        return True
    if before.endswith(",") and place.last - place.first >= _MIN_BITE and not _is_title(reader, place):
        return True
    tokens = reader.analysis.tokens[place.before : place.first]
    return all(t.pos in {"PUNCT", "SPACE", "CCONJ", "SCONJ", "ADV", "INTJ"} or t.text in _MARKS for t in tokens)


def _is_title(reader: Reader, place: _Place) -> bool:
    """ "Meet the Press,": a few words in capitals without a stop."""
    tokens = reader.analysis.tokens[place.first : place.last]
    if len(tokens) > _MAX_TITLE or reader.analysis.text[place.quotation.end - 1] in ".!?":
        return False
    return all(t.text[0].isupper() or len(t.text) <= 3 or not t.text[0].isalpha() for t in tokens)


# -- behind


def _trailing(reader: Reader, place: _Place) -> Clause | None:
    """The first cue behind the quotation; the parser takes some for reduced relatives ("the owner, Li, wrote")."""
    return _cue_behind(reader, place, strict=True) or _cue_behind(reader, place, strict=False)


def _cue_behind(reader: Reader, place: _Place, strict: bool) -> Clause | None:
    analysis = reader.analysis
    text = analysis.text
    stopped = text[place.quotation.end - 1] in _STOPS or text.startswith(",", reader.closing(place.quotation))
    for i in range(place.last, place.after):
        clause = analysis.clause_at(i)
        token = analysis.tokens[i]
        if token.text in {";", ":"} and i > place.last + 1:
            return None
        if clause is None or _modifies(reader, clause, strict):
            continue
        if reader.cues.quotes(clause.lemma) and (clause.form == "finite" or not strict):
            return clause if stopped or i - place.last <= 4 else None
        if token.tag in _FINITE:
            return None
    return None


def _modifies(reader: Reader, clause: Clause, strict: bool) -> bool:
    if clause.kind not in {"relative", "reduced"}:
        return False
    tokens = reader.analysis.tokens
    related = any(tokens[c].tag in {"WP", "WDT", "WP$", "WRB"} for c in reader.analysis.children[clause.predicate])
    return strict or related or tokens[clause.predicate].tag not in {"VBD", "VBZ", "VBP", "VBN"}


# -- before


def _leading(reader: Reader, place: _Place) -> Clause | None:
    mark = place.first - 1
    tokens = reader.analysis.tokens
    if mark <= place.before:
        return None
    # the token before the opening mark
    at = mark - 1 if tokens[mark].end <= place.quotation.start and tokens[mark].text in _MARKS else mark
    if at < place.before:
        return None
    opener = tokens[at].text
    for i in range(at, place.before - 1, -1):
        clause = reader.analysis.clause_at(i)
        if clause is None:
            continue
        if not reader.cues.quotes(clause.lemma):
            if opener == ":" or clause.kind in {"relative", "reduced"}:
                continue
            return None
        if opener == ":" or (_reaches(reader, clause, at) and not _is_title(reader, place)):
            return clause
        return None
    return None


def _reaches(reader: Reader, clause: Clause, at: int) -> bool:
    """Whether only the verb's own small complements stand between it and the opening mark."""
    for i in range(clause.verb_last, at + 1):
        if reader.analysis.tokens[i].pos == "PUNCT":
            continue
        child = reader.climb(i, clause.predicate)
        if child is None:
            return False
        hearer = reader.analysis.tokens[child].dep == "dobj" and reader.cues.verbs[clause.lemma].addressed
        if reader.analysis.tokens[child].dep not in _ADJACENT and not hearer:
            return False
        if reader.analysis.tokens[child].dep == "prep" and i == at and reader.analysis.tokens[i].pos == "ADP":
            return False
        if reader.analysis.tokens[i].dep in {"det", "amod", "poss", "compound"} and i == at:
            return False
    return True


def _after_colon(reader: Reader, place: _Place) -> Draft | None:
    """ "Mayor Ito: “…”", "He had a plain message: “…”": a colon alone tells that somebody speaks."""
    analysis = reader.analysis
    opening = reader.opening(place.quotation)
    if not analysis.text[max(0, opening - 3) : opening].rstrip().endswith(":") or not _is_long(reader, place):
        return None
    words = range(place.before, place.first)
    mains = [c for i in words if (c := analysis.clause_at(i)) and c.kind == "main" and c.doers]
    speakers = mains[-1].doers[:1] if mains else _beside(reader, _last_break(reader, words), place.first)
    if not speakers:
        return None
    return _uncued(reader, place, speakers, "colon")


def _is_long(reader: Reader, place: _Place) -> bool:
    words = sum(t.pos not in {"PUNCT", "SPACE"} for t in reader.analysis.tokens[place.first : place.last])
    return words >= _MIN_BITE


def _last_break(reader: Reader, words: range) -> int:
    """The token behind the last dash or preposition of a stretch: "More from the report", "Off air - Mayor Ito"."""
    tokens = reader.analysis.tokens
    breaks = [i + 1 for i in words if tokens[i].text in {"-", "–", "—"} or tokens[i].pos == "ADP"]
    return max(breaks, default=words.start)


def _uncued(reader: Reader, place: _Place, speakers: tuple[int, ...], frame: str) -> Draft:
    return Draft(
        act="said",
        contents=((place.quotation.start, place.quotation.end),),
        direct=True,
        speakers=speakers,
        source=source_range(reader, speakers),
        frame=frame,
    )


# -- who speaks


def _speakers(reader: Reader, place: _Place, clause: Clause) -> tuple[int, ...]:
    q = place.quotation
    tokens = reader.analysis.tokens
    doers = clause.doers or (clause.subjects if clause.voice == "active" else ())
    found = tuple(s for s in doers if not q.start <= tokens[s].start < q.end)
    if found:
        return found
    if clause.predicate >= place.last:
        return _beside(reader, place.last, clause.predicate) or _beside(reader, clause.verb_last, place.after)
    return _nearest(reader, clause)


def _beside(reader: Reader, first: int, last: int) -> tuple[int, ...]:
    """The topmost noun of a stretch of tokens, where the parse gives the verb no subject."""
    tokens = reader.analysis.tokens
    for i in range(first, last):
        if tokens[i].text in {",", "."} and i > first + 1:
            break
        if tokens[i].pos in {"PROPN", "NOUN", "PRON"}:
            return (_topmost(reader, i, first, last),)
    return ()


def _nearest(reader: Reader, clause: Clause) -> tuple[int, ...]:
    """The noun right before a verb that the parse gives no subject, adverbs and auxiliaries between."""
    tokens = reader.analysis.tokens
    for i in range(clause.verb_first - 1, reader.analysis.sentence_of(clause.predicate).first - 1, -1):
        if tokens[i].pos in {"PROPN", "NOUN", "PRON"}:
            return (i,)
        if tokens[i].pos not in {"ADV", "AUX", "PART"}:
            break
    return ()


def _topmost(reader: Reader, token: int, first: int, last: int) -> int:
    """The noun that governs this one within the stretch."""
    tokens = reader.analysis.tokens
    while True:
        head = tokens[token].head
        if head == token or not first <= head < last or tokens[head].pos not in {"PROPN", "NOUN"}:
            return token
        token = head


# -- without a word of saying


def _continued(
    reader: Reader,
    place: _Place,
    previous: _Place | None,
    draft: Draft | None,
    drafts: list[Draft],
    spoken: dict[int, int],
) -> int | None:
    """The draft that this quotation goes on with, or None."""
    q = place.quotation
    if q.continues is not None and q.continues in spoken:
        return spoken[q.continues]
    if previous is None or previous.quotation.index not in spoken:
        return None
    target = spoken[previous.quotation.index]
    if draft is not None:
        return target if draft.anchor is not None and draft.anchor == drafts[target].anchor else None
    if not _may_stand_alone(reader, place) or drafts[target].frame == "bite":
        return None
    same_block = previous.quotation.block == q.block
    if same_block and _only_attribution(reader, drafts[target], previous, place):
        return target
    if not same_block and _starts_block(reader, place) and q.block - previous.quotation.block <= 2:
        return target if _only_attribution(reader, drafts[target], previous, place) else None
    return None


def _only_attribution(reader: Reader, draft: Draft, previous: _Place, place: _Place) -> bool:
    """Whether nothing but the first quotation's word of saying stands between the two."""
    analysis = reader.analysis
    between = range(previous.last, place.first)
    verbs = [i for i in between if analysis.clause_at(i) and analysis.tokens[i].tag in _FINITE]
    sentences = {analysis.tokens[i].sentence for i in between if analysis.tokens[i].pos not in {"PUNCT", "SPACE"}}
    own = {draft.anchor}
    main = [i for i in verbs if (c := analysis.clause_at(i)) and c.kind not in {"relative", "reduced", "adverbial"}]
    return set(main) <= own and len(sentences) <= 1 and _starts_sentence(reader, place)


def _starts_sentence(reader: Reader, place: _Place) -> bool:
    tokens = reader.analysis.tokens
    sentence = reader.analysis.sentence_of(place.first)
    words = [i for i in range(sentence.first, place.first) if tokens[i].pos not in {"PUNCT", "SPACE"}]
    if not words:
        return True
    at = place.first - 1
    while at > 0 and tokens[at].text in _MARKS:
        at -= 1
    return tokens[at].text in {",", ";", "—", "–", "-", ":", "."}


def _starts_block(reader: Reader, place: _Place) -> bool:
    analysis = reader.analysis
    sentence = analysis.sentence_of(place.first)
    if sentence.index and analysis.sentences[sentence.index - 1].block == sentence.block:
        return False
    return all(analysis.tokens[i].pos in {"PUNCT", "SPACE"} for i in range(sentence.first, place.first))


def _announced(reader: Reader, place: _Place) -> Draft | None:
    """A quotation that opens its paragraph after one that ends in a colon ("Rubio wrote:")."""
    analysis = reader.analysis
    sentence = analysis.sentence_of(place.first)
    if not sentence.index or not _starts_block(reader, place):
        return None
    above = analysis.sentences[sentence.index - 1]
    if not analysis.text[above.start : above.end].rstrip("\"”'’ ").endswith(":"):
        return None
    for i in range(above.last - 1, above.first - 1, -1):
        clause = analysis.clause_at(i)
        if clause is not None and reader.cues.quotes(clause.lemma) and reader.quoted[i] is None:
            return _draft(reader, place, clause)
    return None


def _bite(reader: Reader, place: _Place) -> Draft | None:
    """A whole sentence between marks, spoken by whom the sentence before it is about."""
    analysis = reader.analysis
    sentence = analysis.sentence_of(place.first)
    starts = all(analysis.tokens[i].pos in {"PUNCT", "SPACE"} for i in range(sentence.first, place.first))
    alone = place.after == place.last or all(
        t.pos in {"PUNCT", "SPACE"} for t in analysis.tokens[place.last : place.after]
    )
    if not _is_long(reader, place) or not starts or not alone or sentence.index == 0 or sentence.kind != "paragraph":
        return None
    if analysis.text[place.quotation.end - 1] not in ".!?…" and place.quotation.closed:
        return None
    return _uncued(reader, place, _introduced(reader, sentence.index - 1), "bite")


def _introduced(reader: Reader, index: int) -> tuple[int, ...]:
    """The subject of the main clause of a sentence, if it can speak."""
    analysis = reader.analysis
    sentence = analysis.sentences[index]
    for token in analysis.tokens[sentence.first : sentence.last]:
        clause = analysis.clause_at(token.i)
        if clause is None or clause.kind != "main" or reader.quoted[token.i] is not None:
            continue
        speaking = [s for s in clause.subjects if _can_speak(reader, s)]
        if speaking:
            return tuple(speaking[:1])
    return ()


def _can_speak(reader: Reader, token: int) -> bool:
    t = reader.analysis.tokens[token]
    if reader.cast.at(token):
        return True
    return t.lower in _PERSONAL or t.entity in {"PERSON", "NORP", "ORG"} or t.pos == "PROPN"
