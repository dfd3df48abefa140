"""Quotations and who speaks them: direct speech.

Each quotation looks for its word of saying behind it ("…," he said), before it (He said: "…"), or goes on
with the one before it ("…," he said, "…" or the next paragraph of the same speech).  One that is a whole
sentence without a word of saying is a sound bite of whoever the sentence before it is about.  What is left,
a few words inside a clause, is no statement of its own.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from ..language.analysis import Clause
from .beats import only_beats
from .bites import bite, framed, summed_up, uncued
from .dialogue import Turn, turn
from .draft import Draft
from .placing import (
    Place,
    inner_places,
    is_long,
    is_sentence,
    last_character,
    may_stand_alone,
    opens_speech,
    quotation_places,
    starts_block,
    starts_sentence,
)
from .reader import Reader
from .sources import addressee_of, can_speak, medium_of, source_range
from .tags import leading_cue, nouns_beside, speakers_of, trailing_cue
from .verbs import cue_range

_DASHES = frozenset({"-", "–", "—"})
# Dashes before a signature, and how many words one has at most.
_SIGNING = ("—", "–", "―", "--", "- ")
_LONGEST_SIGNATURE = 14
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})


def quoted_drafts(reader: Reader) -> list[Draft]:
    """Drafts of direct speech, each with all stretches of the same utterance."""
    drafts: list[Draft] = []
    spoken: dict[int, int] = {}  # quotation → its draft
    previous: Place | None = None
    turns: list[Turn] = []
    for place in quotation_places(reader):
        draft = _attributed(reader, place) or turn(reader, place, turns)
        target = _continued(reader, place, previous, draft, drafts, spoken)
        if target is not None:
            drafts[target] = _extend(drafts[target], place, draft)
        elif draft is not None or (draft := _uncued_draft(reader, place, turns)) is not None:
            target = len(drafts)
            drafts.append(draft)
        if target is not None:
            spoken[place.quotation.index] = target
            previous = place
            _remember(turns, Turn(place, drafts[target]))
    return [*drafts, *_inner_drafts(reader)]


def _remember(turns: list[Turn], last: Turn) -> None:
    """Adds the utterance; a further stretch of the one before takes its place."""
    if turns and turns[-1].draft.anchor == last.draft.anchor and turns[-1].draft.speakers == last.draft.speakers:
        turns.pop()
    turns.append(last)


def _uncued_draft(reader: Reader, place: Place, turns: list[Turn]) -> Draft | None:
    """A quotation without a word of saying of its own: announced, summed up or a sound bite.

    A bite behind a sentence about nobody ("Silence.") is of whoever spoke last in its paragraph.
    """
    told = _announced(reader, place) or framed(reader, place) or summed_up(reader, place)
    draft = told or bite(reader, place)
    alone = draft is not None and draft.frame == "bite" and not draft.speakers
    if draft and alone and turns and _stays_with(reader, turns[-1].place, place):
        return uncued(reader, place, turns[-1].draft.speakers, "bite")
    return draft


def _stays_with(reader: Reader, last: Place, place: Place) -> bool:
    """Whether no more than a beat parts a quotation from the one before ("A dog barked.")."""
    return last.quotation.block == place.quotation.block or only_beats(reader, last, place)


def _extend(draft: Draft, place: Place, other: Draft | None) -> Draft:
    """The draft with one more stretch; a word of saying that comes only with the last one counts for all."""
    contents = (*draft.contents, (place.quotation.start, place.quotation.end))
    if draft.cue is None and other is not None and other.cue is not None and other.cue[0] >= place.quotation.end:
        return replace(other, contents=contents)
    return replace(draft, contents=contents)


def _attributed(reader: Reader, place: Place) -> Draft | None:
    """The quotation with its word of saying, behind it or before it."""
    if not may_stand_alone(reader, place):
        return None
    leading = leading_cue(reader, place)
    if leading is not None:
        return _draft(reader, place, leading)
    trailing = trailing_cue(reader, place) if opens_speech(reader, place) else None
    return _draft(reader, place, trailing) if trailing else _after_colon(reader, place) or _before_dash(reader, place)


def _draft(reader: Reader, place: Place, clause: Clause) -> Draft:
    cue = reader.cues.quotes(clause.lemma)
    speakers = speakers_of(reader, place, clause)
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


def _after_colon(reader: Reader, place: Place) -> Draft | None:
    """ "Mayor Ito: “…”", "He had a plain message: “…”": a colon alone tells that somebody speaks."""
    analysis = reader.analysis
    opening = reader.opening(place.quotation)
    if not analysis.text[max(0, opening - 3) : opening].rstrip().endswith(":"):
        return None
    if not is_sentence(reader, place) and last_character(reader, place) not in {*".!?"}:
        return None
    words = range(place.before, place.first)
    if words and analysis.tokens[words.start].lower == "to":
        return None  # names a hearer
    mains = [c for i in words if (c := analysis.clause_at(i)) and c.kind == "main" and c.doers]
    speakers = mains[-1].doers[:1] if mains else _beside_colon(reader, words)
    if not speakers:
        return None
    return uncued(reader, place, speakers, "colon")


def _before_dash(reader: Reader, place: Place) -> Draft | None:
    """ "“…” — Ana Brnović, baker": a name behind a dash that ends the paragraph signs the quotation."""
    analysis = reader.analysis
    behind = analysis.text[reader.closing(place.quotation) : reader.closing(place.quotation) + 3].lstrip()
    if not behind.startswith(_SIGNING) or not is_long(reader, place):
        return None
    block = analysis.sentence_of(place.first).block
    rest = range(place.last, min(len(analysis.tokens), place.last + _LONGEST_SIGNATURE + 1))
    words = [i for i in rest if analysis.sentence_of(i).block == block]
    if len(words) > _LONGEST_SIGNATURE or any(analysis.tokens[i].tag in _FINITE for i in words):
        return None
    first = next((i for i in words if analysis.tokens[i].pos in {"NOUN", "PROPN"}), None)
    speakers = nouns_beside(reader, first, words[-1] + 1) if first is not None else ()
    names = any(analysis.tokens[i].pos == "PROPN" for i in words) or any(reader.cast.at(s) for s in speakers)
    return uncued(reader, place, speakers, "dash") if speakers and names else None


def _beside_colon(reader: Reader, words: range) -> tuple[int, ...]:
    """Who is named first before a colon ("Mayor Ito, in a letter to Rome: “…”"), else behind the last break."""
    tokens = reader.analysis.tokens
    first = nouns_beside(reader, words.start, words.stop)
    parted = any(tokens[i].text in _DASHES for i in words)
    if first and can_speak(reader, first[0]) and not parted:
        return first
    return nouns_beside(reader, _last_break(reader, words), words.stop)


def _last_break(reader: Reader, words: range) -> int:
    """The token behind the last dash or preposition of a stretch: "More from the report", "Off air - Mayor Ito"."""
    tokens = reader.analysis.tokens
    breaks = [i + 1 for i in words if tokens[i].text in _DASHES or tokens[i].pos == "ADP"]
    return max(breaks, default=words.start)


def _continued(
    reader: Reader,
    place: Place,
    previous: Place | None,
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
    if not may_stand_alone(reader, place) or drafts[target].frame in {"bite", "answer"}:
        return None
    same_block = previous.quotation.block == q.block
    if same_block and _only_attribution(reader, drafts[target], previous, place):
        return target
    if not same_block and starts_block(reader, place) and q.block - previous.quotation.block <= 2:
        return target if _only_attribution(reader, drafts[target], previous, place) else None
    return None


def _only_attribution(reader: Reader, draft: Draft, previous: Place, place: Place) -> bool:
    """Whether nothing but the first quotation's word of saying stands between the two."""
    analysis = reader.analysis
    between = range(previous.last, place.first)
    verbs = [i for i in between if analysis.clause_at(i) and analysis.tokens[i].tag in _FINITE]
    sentences = {analysis.tokens[i].sentence for i in between if analysis.tokens[i].pos not in {"PUNCT", "SPACE"}}
    own = {draft.anchor}
    main = [i for i in verbs if (c := analysis.clause_at(i)) and c.kind not in {"relative", "reduced", "adverbial"}]
    return set(main) <= own and len(sentences) <= 1 and starts_sentence(reader, place)


def _announced(reader: Reader, place: Place) -> Draft | None:
    """A quotation that opens its paragraph after one that ends in a colon ("Rubio wrote:")."""
    analysis = reader.analysis
    sentence = analysis.sentence_of(place.first)
    if not sentence.index or not starts_block(reader, place):
        return None
    above = analysis.sentences[sentence.index - 1]
    if not analysis.text[above.start : above.end].rstrip("\"”'’ ").endswith(":"):
        return None
    for i in range(above.last - 1, above.first - 1, -1):
        clause = analysis.clause_at(i)
        if clause is not None and reader.cues.quotes(clause.lemma) and reader.quoted[i] is None:
            return _draft(reader, place, clause)
    return None


def _inner_drafts(reader: Reader) -> Iterator[Draft]:
    """Quotations inside others that have a word of saying there: "“He said, ‘Go,’” she recalled"."""
    for place in inner_places(reader):
        draft = _attributed(reader, place) if may_stand_alone(reader, place) else None
        if draft is not None and draft.cue is not None:
            yield draft
