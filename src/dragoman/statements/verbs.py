"""Verbs: statements in indirect speech, found clause by clause.

Each clause whose verb may be a cue is tried for the frames in which a verb takes what is said or thought:

    that     he said (that) …            wh       asked whether …
    left     …, he said                  inf      vowed to …
    objinf   urged them to …             ger      denied attacking …
    np       fears a new war             prep     called for …, spoke of …
    pred     called it a mistake         p-that   was told that …
    p-inf    is said to …                p-np     was condemned by …
    words    blamed a “…” (any verb of saying whose object ends in quoted words)
"""

from __future__ import annotations

from collections.abc import Iterator

from ..language.analysis import Clause
from .contents import around_phrase, left_content, phrase_content, right_content
from .draft import Draft, Range
from .reader import Reader
from .sources import addressee_of, medium_of, phrase_end, source_range
from .subjects import nearest_subject, quoting, shared_subject

_WH = frozenset({"whether", "if", "why", "how", "what", "who", "where", "when", "which", "whom", "whose"})
# What is only possible or due has not been said.
_UNREAL = frozenset({"may", "might", "could", "can", "should", "must"})
_EXPLETIVE = frozenset({"it", "there"})


def verb_drafts(reader: Reader) -> Iterator[Draft]:
    """Drafts of indirect speech in text order of their cues."""
    floors: dict[int, int] = {}
    for clause in reader.analysis.clauses:
        if clause.lemma in reader.cues.verbs:
            yield from _drafts(reader, clause, floors)


def _drafts(reader: Reader, clause: Clause, floors: dict[int, int]) -> Iterator[Draft]:
    for draft in frame_drafts(reader, clause, floors):
        quotes = draft.frame == "words" and reader.cues.is_saying(clause.lemma)
        quotes = quotes or _is_agents(reader, clause, draft)
        if (quotes or reader.cues.verb(clause.lemma, draft.frame)) and _happens(reader, clause, draft):
            yield draft
            return


def _is_agents(reader: Reader, clause: Clause, draft: Draft) -> bool:
    """Whether a clause is what the agent of a passive says, whatever frames the verb is listed with.

    "The widow was promised by the judge that …", "That no shot was fired was repeated by the general."
    """
    if clause.voice != "passive" or not clause.agents or not reader.cues.is_saying(clause.lemma):
        return False
    fronted = draft.frame == "p-np" and bool(reader.analysis.dependents(clause.predicate, "csubj", "csubjpass"))
    return fronted or draft.frame in {"p-that", "p-wh"}


def _happens(reader: Reader, clause: Clause, draft: Draft) -> bool:
    """Whether the words were said at all: not "has not announced when", "may declare", "has yet to comment".

    A thought is ascribed by its negation too ("does not expect").
    """
    if draft.act == "thought":
        return True
    if (clause.negated and not _starts_anew(reader, clause)) or clause.modal in _UNREAL:
        return False
    above = reader.analysis.governor_of(clause)
    if clause.form != "infinitive" or clause.modal or above is None:
        return True
    if clause.kind in {"open", "complement"}:
        return above.lemma not in reader.cues.verbs and above.lemma not in {"have", "need"} and not above.negated
    return draft.frame not in {"np", "pred"}


def _starts_anew(reader: Reader, clause: Clause) -> bool:
    """Whether a comma parts the verb from the negation, which belongs to the words: "Never, said the widow, …"."""
    return clause.verb_first > 0 and reader.analysis.tokens[clause.verb_first - 1].text == ","


def frame_drafts(reader: Reader, clause: Clause, floors: dict[int, int]) -> Iterator[Draft]:
    """A draft for each frame that the clause fits, likelier frames first, whether or not the cue has it."""
    cue = reader.cues.verbs[clause.lemma]
    frames = _passive(reader, clause) if clause.voice == "passive" else _active(reader, clause, floors)
    speakers = _speakers(reader, clause)
    source = _relative_pronoun(reader, clause) or source_range(reader, speakers)
    for frame, ranges in frames:
        contents = tuple(c for c in ranges if c)
        if len(contents) == 1 and _is_pronoun(reader, contents[0]):
            continue
        if contents:
            hearer = _addressee(reader, clause, frame)
            yield Draft(
                act=cue.act,
                contents=contents,
                anchor=clause.predicate,
                cue=cue_range(reader, clause),
                word=f"v:{clause.lemma}",
                frame=frame,
                speakers=speakers,
                source=source,
                addressee=None if _is_said(reader, contents, hearer) else hearer,
                medium=medium_of(reader, clause.predicate),
            )


def cue_range(reader: Reader, clause: Clause) -> Range:
    """The verb itself, with a particle right behind it."""
    last = clause.verb_last if clause.verb_last - clause.predicate <= 2 else clause.predicate + 1
    return reader.chars(clause.predicate, last)


def _is_pronoun(reader: Reader, content: Range) -> bool:
    """ "denied it", "whom it accuses": nothing that could be read."""
    words = reader.analysis.tokens_in(*content)
    return all(reader.analysis.tokens[i].pos in {"PRON", "SCONJ"} for i in words)


def _is_said(reader: Reader, contents: tuple[Range, ...], token: int | None) -> bool:
    return token is not None and any(a <= reader.analysis.tokens[token].start < b for a, b in contents)


def _before_quoting(reader: Reader, governor: Clause) -> tuple[Range, ...]:
    phrase = _cue_phrase(reader, governor)
    return left_content(reader, governor, phrase, 0) if phrase else ()


def _speakers(reader: Reader, clause: Clause) -> tuple[int, ...]:
    governor = quoting(reader, clause)
    if governor:
        return governor.undergoers
    if clause.voice == "passive":
        return clause.agents
    nearest = nearest_subject(reader, clause) or clause.subjects or shared_subject(reader, clause)
    return tuple(s for s in nearest if reader.analysis.tokens[s].lower != "there")


def _relative_pronoun(reader: Reader, clause: Clause) -> Range | None:
    """ "who" of a relative clause: the nearest word that stands for the speaker."""
    for s in reader.analysis.dependents(clause.predicate, "nsubj"):
        if clause.kind == "relative" and reader.analysis.tokens[s].lower in {"who", "which", "that"}:
            return reader.chars(s, s + 1)
    return None


def _addressee(reader: Reader, clause: Clause, frame: str) -> int | None:
    if frame == "p-that" and clause.subjects and reader.analysis.tokens[clause.subjects[0]].lower not in _EXPLETIVE:
        return clause.subjects[0]
    return addressee_of(reader, clause)


def _active(reader: Reader, clause: Clause, floors: dict[int, int]) -> Iterator[tuple[str, tuple[Range | None, ...]]]:
    analysis, verb = reader.analysis, clause.predicate
    addressed = reader.cues.verbs[clause.lemma].addressed
    trailing = _trailing(reader, clause, floors)
    after = [c for c in analysis.dependents(verb, "ccomp", "xcomp") if c > verb and not _stands_apart(reader, verb, c)]
    if trailing:
        yield "left", trailing
    aside = None if after else _as_clause(reader, clause)
    if aside is not None:
        yield "left", _aside(reader, clause, aside)
    after = after or _misplaced(reader, clause)
    governor = quoting(reader, clause)
    if governor and not after:
        yield "left", _before_quoting(reader, governor)
    for complement in after[:1]:
        yield _complement_frame(reader, complement, verb), _right(reader, clause, complement, addressed)
    if not after:
        yield from _inverted(reader, clause)
        yield from _nominal(reader, clause)


def _beyond(reader: Reader, verb: int, complement: int) -> bool:
    """Whether a semicolon parts the two, so that the second clause stands for itself."""
    return any(t.text == ";" for t in reader.analysis.tokens[verb : max(verb, reader.leftmost(complement))])


def _stands_apart(reader: Reader, verb: int, complement: int) -> bool:
    """Whether what the parser takes for a complement is a clause of its own: "A told B that …, the paper reported"."""
    if _beyond(reader, verb, complement):
        return True
    clause = reader.analysis.clause_at(complement)
    if clause is None or not reader.cues.is_saying(clause.lemma) or reader.analysis.dependents(complement, "ccomp"):
        return False
    phrase = _cue_phrase(reader, clause)
    return phrase is not None and phrase[0] > verb + 1 and reader.analysis.tokens[phrase[0] - 1].text == ","


def _misplaced(reader: Reader, clause: Clause) -> list[int]:
    """A that-clause that the parser hung on the hearer or the medium ("told them in a speech that …")."""
    analysis = reader.analysis
    for i in range(clause.verb_last, reader.rightmost(clause.predicate) + 1):
        token = analysis.tokens[i]
        if token.dep in {"acl", "relcl", "ccomp"} and _opens_with_that(reader, i):
            noun = analysis.tokens[token.head]
            hearer = noun.dep in {"dobj", "dative"} and reader.cues.verbs[clause.lemma].addressed
            if hearer or noun.lower in reader.cues.media:
                return [i]
        if token.dep == "relcl" and reader.cues.verbs[clause.lemma].addressed and _is_complete(reader, i):
            return [i]
    return []


def _is_complete(reader: Reader, verb: int) -> bool:
    """Whether a clause that hangs on the hearer misses no object, as a relative one would ("told him she was out")."""
    analysis = reader.analysis
    clause = analysis.clause_at(verb)
    if clause is None or analysis.tokens[analysis.tokens[verb].head].dep not in {"dobj", "dative"}:
        return False
    own = analysis.dependents(verb, "nsubj", "nsubjpass")
    related = any(analysis.tokens[c].tag in {"WP", "WDT", "WP$", "WRB"} for c in analysis.subtree(verb))
    full = clause.voice == "passive" or bool(analysis.dependents(verb, "dobj", "acomp", "attr", "ccomp"))
    return bool(own) and analysis.tokens[own[0]].tag == "PRP" and not related and full


def _opens_with_that(reader: Reader, verb: int) -> bool:
    """Whether "that" opens the clause and is not its subject."""
    analysis = reader.analysis
    first = reader.leftmost(verb)
    subjects = analysis.dependents(verb, "nsubj", "nsubjpass", "expl")
    return analysis.tokens[first].lower == "that" and any(s > first for s in subjects)


def _right(reader: Reader, clause: Clause, complement: int, addressed: bool) -> tuple[Range | None, ...]:
    moved = _fronted(reader, clause, complement)
    rest = right_content(reader, clause, complement, addressed)
    if moved and rest and reader.analysis.text[slice(*moved)].lower() == "what":
        return (_past_copula(reader, rest),)
    return (moved, rest) if moved else (rest,)


def _past_copula(reader: Reader, content: Range) -> Range | None:
    """ "what she calls are lies": what is said is "lies"."""
    first, *_ = words = reader.analysis.tokens_in(*content)
    if reader.analysis.tokens[first].lemma == "be" and len(words) > 1:
        return reader.trim(reader.analysis.tokens[first + 1].start, content[1])
    return content


def _fronted(reader: Reader, clause: Clause, complement: int) -> Range | None:
    """The part of the complement before the speaker: "which he said was illegal"."""
    tokens = [t for t in reader.analysis.subtree(complement) if t < clause.predicate]
    if not tokens or (clause.subjects and min(tokens) > min(clause.subjects)):
        return None
    return reader.trim(*reader.chars(tokens[0], tokens[-1] + 1))


def _complement_frame(reader: Reader, complement: int, verb: int) -> str:
    analysis = reader.analysis
    token = analysis.tokens[complement]
    first = analysis.tokens[max(reader.leftmost(complement), verb + 1)].lower
    infinitive = any(analysis.tokens[a].tag == "TO" for a in analysis.dependents(complement, "aux"))
    if infinitive:
        own = analysis.dependents(complement, "nsubj", "nsubjpass")
        between = [o for o in analysis.dependents(verb, "dobj", "dative") if verb < o < complement]
        return "objinf" if own or between else "inf"
    if first in _WH:
        return "wh"
    if token.tag == "VBG" and not analysis.dependents(complement, "aux"):
        return "ger"
    if token.dep == "xcomp" and token.pos not in {"VERB", "AUX"}:
        return "pred"
    if analysis.dependents(complement, "nsubj", "nsubjpass", "expl", "csubj") or first == "that":
        small = token.pos not in {"VERB", "AUX"}
        return "pred" if small and first != "that" else "that"
    return "that" if token.dep == "ccomp" else "pred"


def _trailing(reader: Reader, clause: Clause, floors: dict[int, int]) -> tuple[Range, ...]:
    """Contents before the cue (and behind it where it interrupts) if the cue trails; moves the sentence's floor."""
    if reader.cues.verb(clause.lemma, "left") is None:
        return ()
    analysis, verb = reader.analysis, clause.predicate
    sentence = analysis.sentence_of(verb)
    phrase = _cue_phrase(reader, clause)
    if phrase is None or _opens_content(reader, clause, phrase) or _takes_object(reader, clause, phrase):
        return ()
    contents = left_content(reader, clause, phrase, floors.get(sentence.index, sentence.first))
    if contents:
        floors[sentence.index] = _past_conjunction(reader, phrase[1], sentence.last)
    return contents


def _as_clause(reader: Reader, clause: Clause) -> int | None:
    """The verb that "as" opens: the cue's own, or the one that it completes ("as the abbot used to tell pilgrims")."""
    at: Clause | None = clause
    while at is not None and at.kind == "open":
        at = reader.analysis.governor_of(at)
    return at.predicate if at is not None and at.marker == "as" and at.kind == "adverbial" else None


def _aside(reader: Reader, clause: Clause, opened: int) -> tuple[Range, ...]:
    """The sentence around "as X has pointed out"."""
    sentence = reader.analysis.sentence_of(clause.predicate)
    return around_phrase(reader, sentence, reader.leftmost(opened), clause.verb_last)


def _past_conjunction(reader: Reader, at: int, last: int) -> int:
    tokens = reader.analysis.tokens
    while at < last and tokens[at].text not in {",", ";"}:
        at += 1
    while at < last and (tokens[at].pos in {"PUNCT", "CCONJ", "SPACE"} or tokens[at].lower in {"while", "though"}):
        at += 1
    return at


def _cue_phrase(reader: Reader, clause: Clause) -> Range | None:
    """Tokens of subject and verb where they stand side by side in either order; None without a subject."""
    analysis = reader.analysis
    subjects = nearest_subject(reader, clause) or analysis.dependents(clause.predicate, "nsubj", "nsubjpass")
    if not subjects:
        return None
    if subjects[0] < clause.predicate:
        return reader.leftmost(subjects[0]), clause.verb_last
    return clause.verb_first, phrase_end(reader, subjects[0])


def _opens_content(reader: Reader, clause: Clause, phrase: Range) -> bool:
    """Whether a complement follows the phrase directly, so that nothing before it is what was said."""
    analysis = reader.analysis
    labels = ("ccomp", "xcomp") if reader.cues.verbs[clause.lemma].addressed else ("ccomp", "xcomp", "dobj")
    after = [c for c in analysis.dependents(clause.predicate, *labels) if c > clause.predicate]
    speakers = nearest_subject(reader, clause)
    after = [c for c in after if c not in speakers and not _beyond(reader, clause.predicate, c)]
    if not after:
        return False
    left = max(reader.leftmost(after[0]), 0)
    if left < phrase[0] and analysis.tokens[phrase[0] - 1].text == ",":
        return False
    following = analysis.tokens[phrase[1]].text if phrase[1] < len(analysis.tokens) else ""
    return following != ","


def _takes_object(reader: Reader, clause: Clause, phrase: Range) -> bool:
    """Whether a noun phrase that is no date and no hearer comes right behind the cue."""
    analysis = reader.analysis
    if phrase[1] >= analysis.sentence_of(clause.predicate).last or reader.cues.verbs[clause.lemma].addressed:
        return False
    token = analysis.tokens[phrase[1]]
    if "npadvmod" in {token.dep, analysis.tokens[token.head].dep}:
        return False
    return token.pos in {"DET", "PRON", "NUM", "ADJ", "NOUN", "PROPN", "VERB", "AUX"} and token.entity not in {
        "DATE",
        "TIME",
    }


def _inverted(reader: Reader, clause: Clause) -> Iterator[tuple[str, tuple[Range | None, ...]]]:
    """Complements that the parser hung elsewhere: "what he called a mistake" has none to the right."""
    before = [c for c in reader.analysis.dependents(clause.predicate, "ccomp") if c < clause.predicate]
    for complement in before[:1]:
        subjects = [s for s in clause.subjects if s > complement]
        end = reader.leftmost(subjects[0]) if subjects else clause.verb_first
        first = reader.leftmost(complement)
        if first < end:
            yield "left", (reader.trim(*reader.chars(first, end)),)


def _nominal(reader: Reader, clause: Clause) -> Iterator[tuple[str, tuple[Range | None, ...]]]:
    analysis, verb = reader.analysis, clause.predicate
    objects = [o for o in analysis.dependents(verb, "dobj") if o > verb]
    predicates = [p for p in analysis.dependents(verb, "oprd") if p > verb]
    relative = [o for o in analysis.dependents(verb, "dobj") if o < verb]
    if predicates:
        start = min([*objects, predicates[0]])
        yield "pred", (_joined(reader, start, predicates[0]),)
    elif objects and analysis.tokens[objects[0]].pos == "NUM" and not analysis.children[objects[0]]:
        yield "that", (phrase_content(reader, objects[0]),)  # "The radio says nine."
    elif objects and _closes_with_quotation(reader, objects[0]):
        yield "pred", (right_content(reader, clause, objects[0]),)
        if not analysis.dependents(objects[0], "relcl"):
            yield "words", (right_content(reader, clause, objects[0]),)
    particles = [verb, *analysis.dependents(verb, "prt")]  # "puts the fall down to rain"
    behind = [p for at in particles for p in analysis.dependents(at, "prep") if p > verb]
    for prep in [p for p in behind if analysis.dependents(p, "pobj", "pcomp")][:2]:
        name = analysis.tokens[prep].lower
        objective = [o for o in objects if o < prep]
        if objective:
            yield f"np+{name}", (_joined(reader, objective[0], prep),)
        else:
            yield f"prep:{name}", (_object_of(reader, prep, clause),)
    for o in objects[:1]:
        yield "np", (right_content(reader, clause, o),)
    if relative and not objects and analysis.tokens[verb].dep in {"relcl", "ccomp", "pcomp"}:
        yield "np", (phrase_content(reader, relative[0]),)


def _closes_with_quotation(reader: Reader, noun: int) -> bool:
    """ "called the raid “a gift”", which the parser takes for an apposition; no title in capitals."""
    last = reader.analysis.extent(noun)[1] - 1
    at = reader.quoted[last]
    if last <= noun or reader.quoted[noun] is not None or at is None:
        return False
    return reader.analysis.text[reader.outer[at].start].islower() or "pred" in _frames_of(reader, noun)


def _frames_of(reader: Reader, noun: int) -> frozenset[str]:
    clause = reader.analysis.clause_at(reader.analysis.tokens[noun].head)
    cue = reader.cues.verbs.get(clause.lemma) if clause else None
    return cue.frames if cue else frozenset()


def _joined(reader: Reader, first: int, last: int) -> Range | None:
    left = min(reader.analysis.extent(first)[0], first)
    right = max(reader.analysis.extent(last)[1], reader.analysis.extent(first)[1])
    return reader.trim(*reader.chars(left, right))


def _governs(reader: Reader, prep: int) -> list[int]:
    """The objects of a preposition; behind "as" also what is no noun ("described as reckless")."""
    found = reader.analysis.dependents(prep, "pobj", "pcomp")
    if not found and reader.analysis.tokens[prep].lower == "as":
        found = [c for c in reader.analysis.dependents(prep, "amod", "acomp", "advcl", "prep") if c > prep]
    return found


def _object_of(reader: Reader, prep: int, clause: Clause) -> Range | None:
    """What a preposition governs, with what the verb adds to it ("called for them to leave")."""
    inner = _governs(reader, prep)
    whole = right_content(reader, clause, prep)
    start = reader.analysis.tokens[min(reader.leftmost(inner[0]), inner[0])].start
    return reader.trim(start, whole[1]) if whole and start < whole[1] else None


def _passive(reader: Reader, clause: Clause) -> Iterator[tuple[str, tuple[Range | None, ...]]]:
    analysis, verb = reader.analysis, clause.predicate
    after = [c for c in analysis.dependents(verb, "ccomp", "xcomp", "advcl") if c > verb]
    subject = _passive_subject(reader, clause)
    for complement in after[:1]:
        frame = _complement_frame(reader, complement, verb)
        right = right_content(reader, clause, complement)
        if frame in {"inf", "objinf"}:
            yield "p-inf", (subject, right)
        elif analysis.tokens[complement].dep != "advcl":
            yield f"p-{frame}", (right,)
    if clause.agents:
        yield "p-np", (subject,)
    for prep in analysis.dependents(verb, "prep")[:2]:
        if prep > verb and _governs(reader, prep):
            yield f"p-prep:{analysis.tokens[prep].lower}", (subject, _object_of(reader, prep, clause))


def _passive_subject(reader: Reader, clause: Clause) -> Range | None:
    fronted = reader.analysis.dependents(clause.predicate, "csubj", "csubjpass")
    for s in (*clause.subjects, *fronted)[:1]:
        if s < clause.predicate and reader.analysis.tokens[s].lower not in _EXPLETIVE:
            whole = reader.analysis.extent(s) if s in fronted else reader.analysis.full_phrase(s)
            return reader.trim(*reader.chars(*whole))
    return None
