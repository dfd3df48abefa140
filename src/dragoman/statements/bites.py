"""Bites: quotations without a word of saying, whose speaker the sentence before or behind them tells."""

from __future__ import annotations

from ..language.analysis import Clause, Sentence
from .draft import Draft
from .placing import Place, is_sentence, last_character, stands_alone
from .reader import Reader
from .sources import addressee_of, can_speak, names_beside, source_range
from .tags import nouns_beside
from .turns import STAMP, other_party, subjects_before

# Who is asked in one sentence answers in the next.
_ASKING = frozenset({"ask", "question", "press", "quiz"})


def uncued(reader: Reader, place: Place, speakers: tuple[int, ...], frame: str) -> Draft:
    return Draft(
        act="said",
        contents=((place.quotation.start, place.quotation.end),),
        direct=True,
        speakers=speakers,
        source=source_range(reader, speakers),
        frame=frame,
    )


def bite(reader: Reader, place: Place) -> Draft | None:
    """A whole sentence between marks, spoken by whom the sentence before it is about.

    Where that sentence is about nobody ("There was laughter."), it is the other party's reply.
    """
    sentence = reader.analysis.sentence_of(place.first)
    if not _opens(reader, place, sentence) or not stands_alone(reader, place):
        return None
    if sentence.index == 0 or sentence.kind != "paragraph":
        return None
    if not is_sentence(reader, place) and reader.analysis.sentences[sentence.index - 1].block != sentence.block:
        return None
    if last_character(reader, place) not in {*".!?…"} and place.quotation.closed:
        return None
    asked = _asked(reader, sentence.index - 1)
    if asked:
        return uncued(reader, place, asked, "answer")
    speakers: tuple[int, ...] = ()
    if not _keeps_silent(reader, sentence.index - 1):
        speakers = _introduced(reader, sentence.index) or _only_person(reader, sentence.index - 1)
    speakers = speakers or other_party(reader, sentence.index)
    return uncued(reader, place, speakers, "bite")


def _keeps_silent(reader: Reader, index: int) -> bool:
    """Whether the sentence tells that somebody says nothing, so that the other one goes on."""
    analysis = reader.analysis
    sentence = analysis.sentences[index]
    for i in range(sentence.first, sentence.last):
        clause = analysis.clause_at(i)
        if clause is None or clause.kind != "main" or not reader.cues.is_saying(clause.lemma):
            continue
        nothing = any(analysis.tokens[o].lower == "nothing" for o in analysis.dependents(i, "dobj"))
        return nothing or (clause.negated and not analysis.dependents(i, "ccomp", "xcomp"))
    return False


def _opens(reader: Reader, place: Place, sentence: Sentence) -> bool:
    """Whether nothing but a time stamp stands before the quotation in its sentence."""
    if all(t.pos in {"PUNCT", "SPACE"} for t in reader.analysis.tokens[sentence.first : place.first]):
        return True
    return STAMP.fullmatch(reader.analysis.text, sentence.start, reader.opening(place.quotation)) is not None


def _only_person(reader: Reader, index: int) -> tuple[int, ...]:
    """The one person whom a sentence mentions ("It fell to the deputy, Lucia Paz, to speak.")."""
    sentence = reader.analysis.sentences[index]
    found = {
        role.actor: token
        for token in range(sentence.first, sentence.last)
        for role in reader.cast.at(token)
        if reader.quoted[token] is None and reader.cast.actors[role.actor].kind == "person"
    }
    return tuple(found.values()) if len(found) == 1 else ()


def _asked(reader: Reader, index: int) -> tuple[int, ...]:
    """Whom the sentence before tells to have been asked something ("Mr Rao asked the smith where he slept.")."""
    analysis = reader.analysis
    sentence = analysis.sentences[index]
    for i in range(sentence.first, sentence.last):
        clause = analysis.clause_at(i)
        if clause is None or clause.kind != "main" or clause.voice == "passive" or clause.lemma not in _ASKING:
            continue
        asked = addressee_of(reader, clause)
        if asked is not None and analysis.dependents(i, "ccomp", "prep", "advcl") and can_speak(reader, asked):
            return (next(iter(names_beside(reader, asked)), asked),)
    return ()


def _introduced(reader: Reader, index: int) -> tuple[int, ...]:
    """The subject of the main clause of the sentence before, if it can speak."""
    return tuple(subjects_before(reader, index, reach=1))


def summed_up(reader: Reader, place: Place) -> Draft | None:
    """A quotation whose next sentence tells who spoke: "So said X", "That was the message from X"."""
    analysis = reader.analysis
    index = analysis.sentence_of(place.last - 1).index + 1
    if not stands_alone(reader, place) or index >= len(analysis.sentences):
        return None
    behind = analysis.sentences[index]
    clause = next(
        (c for i in range(behind.first, min(behind.first + 4, behind.last)) if (c := analysis.clause_at(i))), None
    )
    if clause is None or behind.block != place.quotation.block:
        return None
    opening = analysis.tokens[behind.first].lower
    told = any(_tells(reader, s) for s in clause.subjects)  # "The words are those of …"
    speakers: tuple[int, ...] = ()
    if opening in {"so", "thus"} and reader.cues.quotes(clause.lemma):
        inverted = tuple(s for s in clause.subjects if s > clause.predicate)
        speakers = inverted or nouns_beside(reader, clause.verb_last, behind.last)
    elif (opening in {"that", "this", "such"} or told) and clause.lemma == "be":
        speakers = _owners(reader, clause)
    return uncued(reader, place, speakers[:1], "bite") if speakers else None


def framed(reader: Reader, place: Place) -> Draft | None:
    """A quotation that its sentence presents: "“…,” is how Ana Brno puts it", "“…,” came the answer from Rome"."""
    analysis = reader.analysis
    rest = [i for i in range(place.last, place.after) if analysis.tokens[i].pos not in {"PUNCT", "SPACE"}]
    if len(rest) < 3:
        return None
    verb, then = analysis.tokens[rest[0]], analysis.tokens[rest[1]].lower
    speakers: tuple[int, ...] = ()
    if verb.lemma == "be" and (then == "how" or [then, analysis.tokens[rest[2]].lower] == ["the", "way"]):
        clauses = (analysis.clause_at(i) for i in rest[2:])
        speakers = next((c.subjects for c in clauses if c and c.subjects), ())
    elif verb.lower == "with" and analysis.tokens[rest[2]].lower == "words":  # "with these words X ended …"
        clauses = (analysis.clause_at(i) for i in rest[3:])
        speakers = next((c.subjects for c in clauses if c and c.subjects), ())
    elif verb.lemma in {"come", "go"}:
        noun = next((i for i in rest[1:4] if _tells(reader, i)), None)
        speakers = (_possessors(reader, noun, rest[0]) or _answering(reader, rest[0])) if noun is not None else ()
    return uncued(reader, place, speakers[:1], "bite") if speakers else None


def _answering(reader: Reader, token: int) -> tuple[int, ...]:
    """Whose the answer is that "came" behind a sentence in which somebody is asked."""
    index = reader.analysis.sentence_of(token).index
    return _asked(reader, index - 1) if index else ()


def _tells(reader: Reader, noun: int) -> bool:
    return reader.analysis.tokens[noun].lemma.lower() in reader.cues.tellings | {"word"}


def _owners(reader: Reader, clause: Clause) -> tuple[int, ...]:
    """Whose message or verdict something is said to be."""
    analysis = reader.analysis
    nouns = [n for n in analysis.dependents(clause.predicate, "attr", "nsubj") if n > clause.predicate]
    telling = [n for n in nouns if _tells(reader, n) or analysis.tokens[n].lower in {"those", "that"}]
    return tuple(owner for n in telling for owner in _possessors(reader, n))


def _possessors(reader: Reader, *heads: int) -> tuple[int, ...]:
    """The possessor of a noun, or the object of "of", "from" or "by" behind it or its verb."""
    analysis = reader.analysis
    preps = [p for h in heads for p in analysis.dependents(h, "prep")]
    behind = [
        o for p in preps if analysis.tokens[p].lower in {"of", "from", "by"} for o in analysis.dependents(p, "pobj")
    ]
    return (*(o for h in heads for o in analysis.dependents(h, "poss")), *behind)
