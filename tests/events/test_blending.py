"""Blending: what becomes of the lexicon's candidates in view of the tags, and which acts the tagger adds.

Parse, cast, candidates and tags are made by hand; the weights are round numbers of these tests' own.
"""

from __future__ import annotations

import typing
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import msgspec
import numpy as np
import pytest

from dragoman.events.blending import Weights, blend
from dragoman.events.candidate import Candidate
from dragoman.events.tags import ACTOR, RECIPIENT, SentenceTags, Tags
from dragoman.events.topics import Bearing
from dragoman.knowledge.predicates import Lexicon, Predicate
from dragoman.language import Analysis
from dragoman.models.pairs import TYPES
from dragoman.records import Actor, Cast, CastMention, EventType, MentionForm, Role, Span
from parses import at, parse, span_of

WEIGHTS = Weights(
    believe=1.0, keep=-2.0, retype=4.0, fill=0.6, add=0.9, drop=0.1, propose=0.8, propose_other=0.95
)  # fmt: skip
# One attack, three who may have a part in it; it is read as a candidate of the lexicon or only by the tagger.
RAID = """
    Ghana    PROPN nsubj raided
    raided   VERB  ROOT  raided raid
    Togo     PROPN dobj  raided
    with     ADP   prep  raided
    Benin    PROPN pobj  with
    .        PUNCT punct raided
"""
VISIT = """
    Vietnamese ADJ   amod     Phuc
    Premier    PROPN compound Phuc
    Phuc       PROPN nsubj    thanked
    thanked    VERB  ROOT     thanked  thank
    Laos       PROPN dobj     thanked
    .          PUNCT punct    thanked
"""
TALKS = """
    Peru    PROPN nsubj haggled
    and     CCONJ cc    Peru
    Chile   PROPN conj  Peru
    haggled VERB  ROOT  haggled haggle
    with    ADP   prep  haggled
    Bolivia PROPN pobj  with
    .       PUNCT punct haggled
"""
STATES = ("Ghana", "Togo", "Benin", "Peru", "Chile", "Bolivia", "Laos", "Vietnamese", "Premier Phuc")


@dataclass(frozen=True)
class Read:
    """What the tagger reads of one act; by, to: the words of its parties with the probability of each."""

    word: str
    types: Mapping[str, float]
    by: Mapping[str, float] = field(default_factory=dict)
    to: Mapping[str, float] = field(default_factory=dict)


def tags_of(analysis: Analysis, *acts: Read, until: str = "") -> Tags:
    """The tags of all sentences: nothing but these acts; until: the first word that was not read any more."""
    cut = at(analysis, until) if until else len(analysis.tokens)
    found = {}
    for sentence in analysis.sentences:
        first, size = sentence.first, sentence.last - sentence.first
        types, roles = np.zeros((size, len(TYPES))), np.zeros((2, size, size))
        for act in acts:
            trigger = at(analysis, act.word)
            if not first <= trigger < sentence.last:
                continue
            for name, share in act.types.items():
                types[trigger - first, TYPES.index(name)] = share
            for role, words in ((ACTOR, act.by), (RECIPIENT, act.to)):
                for word, share in words.items():
                    roles[role, trigger - first, at(analysis, word) - first] = share
        types[:, -1] = 1 - types[:, :-1].sum(-1)
        found[sentence.index] = SentenceTags(first, types, roles, min(size, max(0, cut - first)))
    return Tags(found)


def actor(name: str, sector: str = "") -> Actor:
    """A state, or a group of one sector."""
    return Actor(
        id=name, name=name, kind="group" if sector else "state", country=None, sectors=[sector] if sector else ["GOV"],
        title=None, wikidata=None, mentions=[], basis=None,
    )  # fmt: skip


def cast_of(analysis: Analysis, sectors: Mapping[str, str] | None = None) -> Cast:
    """All the states that stand in the text; sectors: those of others, by name."""
    known = dict.fromkeys(STATES, "") | dict(sectors or {})
    names = {name: sector for name, sector in known.items() if name in analysis.text}
    mentions = [
        CastMention(actors=(name,), head=at(analysis, name.split()[-1]), span=named(analysis, name).span, form="name")
        for name in names
    ]
    return Cast.of({name: actor(name, sector) for name, sector in names.items()}, mentions)


def named(analysis: Analysis, name: str) -> Role:
    return Role(name, Span.of(analysis.text, *span_of(analysis, name)))


def candidate(
    analysis: Analysis, word: str, type_: EventType, by: str = "", to: str = "", *, reciprocal: bool = False
) -> Candidate:
    """An act that the lexicon found, its parties listed with "|" between them."""
    head = at(analysis, word)
    clause = analysis.clause_at(head)
    actors, recipients = (tuple(named(analysis, n) for n in side.split("|") if n) for side in (by, to))
    return Candidate(
        head=head, first=head, last=head + 1, clause=clause.index if clause else None, nominal=clause is None,
        type=type_, mode="firearms", actors=actors, recipients=recipients, reciprocal=reciprocal, confidence=0.6,
        source="raid",
    )  # fmt: skip


def lexicon(*verbs: Predicate) -> Lexicon:
    return Lexicon(
        verbs={v.lemma: tuple(w for w in verbs if w.lemma == v.lemma) for v in verbs},
        nouns={}, adjectives={}, operators={}, operator_types={}, lights={}, classes={}, topics={},
    )  # fmt: skip


def blended(
    analysis: Analysis,
    candidates: list[Candidate],
    *acts: Read,
    about: Bearing = "political",
    sectors: Mapping[str, str] | None = None,
    knowing: Lexicon | None = None,
    weights: Weights = WEIGHTS,
    until: str = "",
) -> list[Candidate]:
    tags = tags_of(analysis, *acts, until=until)
    return blend(candidates, tags, analysis, cast_of(analysis, sectors), knowing or lexicon(), about, weights)


def told(candidates: list[Candidate]) -> list[str]:
    """ "TYPE: actors > recipients" of each."""
    return [f"{c.type}: {_names(c.actors)} > {_names(c.recipients)}".strip() for c in candidates]


def _names(roles: tuple[Role, ...]) -> str:
    return ", ".join(r.actor for r in roles)


# -- candidates of the lexicon


@pytest.mark.parametrize(
    ("share", "expected"),
    [
        # the tagger sees an act there, or none
        (0.97, ["ASSAULT: Ghana > Togo"]),
        (0.01, []),
        # a doubt is not enough against a frame that fits
        (0.4, ["ASSAULT: Ghana > Togo"]),
    ],
)
def test_a_candidate_that_the_tagger_denies_is_dropped(share: float, expected: list[str]) -> None:
    raid = parse(RAID)
    read = Read("raided", {"ASSAULT": share}, by={"Ghana": 0.99}, to={"Togo": 0.99})
    assert told(blended(raid, [candidate(raid, "raided", "ASSAULT", "Ghana", "Togo")], read)) == expected


def test_how_far_the_tagger_is_believed_is_a_weight() -> None:
    raid = parse(RAID)
    acts = [candidate(raid, "raided", "ASSAULT", "Ghana", "Togo")]
    read = Read("raided", {"ASSAULT": 0.01}, by={"Ghana": 0.99}, to={"Togo": 0.99})
    assert blended(raid, acts, read, weights=replace(WEIGHTS, believe=0.0))
    assert blended(raid, acts, read, weights=replace(WEIGHTS, keep=-20.0))
    assert not blended(raid, acts, read, weights=replace(WEIGHTS, keep=20.0))


def test_a_sentence_that_was_not_read_keeps_its_candidates() -> None:
    raid = parse(RAID)
    acts = [candidate(raid, "raided", "ASSAULT", "Ghana", "Togo")]
    assert blend(acts, Tags({}), raid, cast_of(raid), lexicon(), "political", WEIGHTS) == acts


@pytest.mark.parametrize(
    ("until", "kept"),
    [
        # the sentence was read to its end, or at least its verb: nobody sees an act there
        ("", False),
        ("Togo", False),
        # it was cut before the verb
        ("raided", True),
        ("Ghana", True),
    ],
)
def test_a_candidate_behind_the_cut_is_kept_as_it_is(until: str, kept: bool) -> None:
    raid = parse(RAID)
    acts = [candidate(raid, "raided", "ASSAULT", "Ghana", "Togo")]
    assert blended(raid, acts, until=until) == (acts if kept else [])


def test_a_trigger_across_the_cut_is_judged_by_what_was_read() -> None:
    raid = parse(RAID)
    act = replace(candidate(raid, "raided", "ASSAULT", "Ghana", "Togo"), last=4)
    assert blended(raid, [act], until="with") == []
    read = Read("raided", {"ASSAULT": 0.97}, by={"Ghana": 0.99}, to={"Togo": 0.99})
    assert told(blended(raid, [act], read, until="Togo")) == ["ASSAULT: Ghana > Togo"]


def test_any_word_of_the_trigger_speaks_for_it() -> None:
    raid = parse(RAID)
    act = replace(candidate(raid, "raided", "ASSAULT", "Ghana", "Togo"), last=4)
    read = Read("with", {"ASSAULT": 0.97}, by={"Ghana": 0.99}, to={"Togo": 0.99})
    assert told(blended(raid, [act], read)) == ["ASSAULT: Ghana > Togo"]


def test_the_tagger_moves_the_confidence() -> None:
    raid = parse(RAID)
    acts = [candidate(raid, "raided", "ASSAULT", "Ghana", "Togo")]
    parties = {"by": {"Ghana": 0.99}, "to": {"Togo": 0.99}}
    (sure,) = blended(raid, acts, Read("raided", {"ASSAULT": 0.97}, **parties))
    (unsure,) = blended(raid, acts, Read("raided", {"ASSAULT": 0.3}, **parties))
    assert unsure.confidence < 0.6 < sure.confidence < 0.97
    assert sure.source == unsure.source == "raid"


def test_an_act_in_a_quotation_is_not_dropped() -> None:
    quoted = parse("""
        “        PUNCT punct boasted
        Ghana    PROPN nsubj raided
        raided   VERB  ccomp boasted raid
        Togo     PROPN dobj  raided
        ,        PUNCT punct boasted
        ”        PUNCT punct boasted
        Benin    PROPN nsubj boasted
        boasted  VERB  ROOT  boasted boast
        .        PUNCT punct boasted
    """)
    acts = [candidate(quoted, "raided", "ASSAULT", "Ghana", "Togo"), candidate(quoted, "boasted", "THREATEN", "Benin")]
    denied = [
        Read("raided", {"ASSAULT": 0.01}, by={"Ghana": 0.99}, to={"Togo": 0.99}),
        Read("boasted", {"THREATEN": 0.01}, by={"Benin": 0.99}),
    ]
    (found,) = blended(quoted, acts, *denied)
    assert told([found]) == ["ASSAULT: Ghana > Togo"]
    # it is believed the less
    assert found.confidence < 0.2


@pytest.mark.parametrize(
    ("types", "expected"),
    [
        ({"ASSAULT": 0.02, "COERCE": 0.95}, ("COERCE", None)),
        ({"COERCE": 0.95}, ("COERCE", None)),
        # the tagger agrees, and the mode stays
        ({"ASSAULT": 0.95, "COERCE": 0.02}, ("ASSAULT", "firearms")),
        # another type must be much likelier …
        ({"ASSAULT": 0.3, "COERCE": 0.65}, ("ASSAULT", "firearms")),
        # … and likely by itself
        ({"ASSAULT": 0.05, "COERCE": 0.4, "MOBILIZE": 0.35}, ("ASSAULT", "firearms")),
    ],
)
def test_a_candidate_is_retyped(types: Mapping[str, float], expected: tuple[str, str | None]) -> None:
    raid = parse(RAID)
    read = Read("raided", types, by={"Ghana": 0.99}, to={"Togo": 0.99})
    (found,) = blended(raid, [candidate(raid, "raided", "ASSAULT", "Ghana", "Togo")], read)
    assert (found.type, found.mode) == expected


# -- parties


@pytest.mark.parametrize(
    ("by", "to", "read_by", "read_to", "expected"),
    [
        # an empty side is filled by whom the tagger believes to stand there …
        ("Ghana", "", {"Ghana": 0.99}, {"Togo": 0.7}, "Ghana > Togo"),
        ("", "Togo", {"Ghana": 0.7}, {"Togo": 0.99}, "Ghana > Togo"),
        ("Ghana", "", {"Ghana": 0.99}, {"Togo": 0.4}, "Ghana >"),
        # … a side that has somebody is added to only when it is sure
        ("Ghana", "Togo", {"Ghana": 0.99}, {"Togo": 0.99, "Benin": 0.7}, "Ghana > Togo"),
        ("Ghana", "Togo", {"Ghana": 0.99}, {"Togo": 0.99, "Benin": 0.95}, "Ghana > Togo, Benin"),
        ("Ghana", "Togo", {"Ghana": 0.99, "Benin": 0.95}, {"Togo": 0.99}, "Ghana, Benin > Togo"),
        # the likelier comes first, and to the side that is likelier
        ("", "", {"Benin": 0.95, "Ghana": 0.99}, {"Togo": 0.7, "Benin": 0.5}, "Ghana, Benin > Togo"),
        # a party that the tagger sees nowhere is taken out, one that it doubts stays
        ("Ghana", "Togo|Benin", {"Ghana": 0.99}, {"Togo": 0.99, "Benin": 0.01}, "Ghana > Togo"),
        ("Ghana", "Togo|Benin", {"Ghana": 0.99}, {"Togo": 0.99, "Benin": 0.3}, "Ghana > Togo, Benin"),
        # a party on the wrong side changes it
        ("Togo", "", {"Ghana": 0.99, "Togo": 0.01}, {"Togo": 0.99}, "Ghana > Togo"),
        # nobody stands on both sides
        ("Ghana", "", {"Ghana": 0.99}, {"Ghana": 0.95}, "Ghana >"),
    ],
)
def test_parties(by: str, to: str, read_by: Mapping[str, float], read_to: Mapping[str, float], expected: str) -> None:
    raid = parse(RAID)
    read = Read("raided", {"ASSAULT": 0.97}, by=read_by, to=read_to)
    assert told(blended(raid, [candidate(raid, "raided", "ASSAULT", by, to)], read)) == [f"ASSAULT: {expected}"]


def test_an_act_left_without_parties_is_none() -> None:
    raid = parse(RAID)
    assert blended(raid, [candidate(raid, "raided", "ASSAULT", "Ghana", "Togo")], Read("raided", {"ASSAULT": 1})) == []


def test_parties_of_other_sentences_are_not_touched() -> None:
    both = parse(RAID + "\n" + VISIT)
    read = Read("raided", {"ASSAULT": 0.97}, by={"Ghana": 0.99})
    (found,) = blended(both, [candidate(both, "raided", "ASSAULT", "Ghana", "Laos")], read)
    assert told([found]) == ["ASSAULT: Ghana > Laos"]


@pytest.mark.parametrize(
    ("until", "expected"),
    [
        ("", "ASSAULT: Ghana > Togo"),
        # nobody knows whether a party behind the cut is one; that of the lexicon stays
        ("Benin", "ASSAULT: Ghana > Togo, Benin"),
    ],
)
def test_parties_behind_the_cut_are_not_touched(until: str, expected: str) -> None:
    raid = parse(RAID)
    read = Read("raided", {"ASSAULT": 0.97}, by={"Ghana": 0.99}, to={"Togo": 0.99})
    assert told(blended(raid, [candidate(raid, "raided", "ASSAULT", "Ghana", "Togo|Benin")], read, until=until)) == [
        expected
    ]


@pytest.mark.parametrize(
    ("by", "to", "read_by", "read_to", "expected"),
    [
        # who is coordinated with a party joins it as easily as an empty side is filled …
        ("Peru", "Bolivia", {"Peru": 0.99, "Chile": 0.7}, {"Bolivia": 0.99}, "Peru, Chile > Bolivia"),
        ("Chile", "Bolivia", {"Peru": 0.7, "Chile": 0.99}, {"Bolivia": 0.99}, "Chile, Peru > Bolivia"),
        ("Peru", "Bolivia", {"Peru": 0.99, "Chile": 0.4}, {"Bolivia": 0.99}, "Peru > Bolivia"),
        # … who is not takes more, coordinated with somebody on the other side or with nobody
        ("Peru", "Bolivia", {"Peru": 0.99}, {"Bolivia": 0.99, "Chile": 0.7}, "Peru > Bolivia"),
        ("Peru", "Bolivia", {"Peru": 0.99}, {"Bolivia": 0.99, "Chile": 0.95}, "Peru > Bolivia, Chile"),
        ("Peru", "Chile", {"Peru": 0.99}, {"Chile": 0.99, "Bolivia": 0.7}, "Peru > Chile"),
    ],
)
def test_coordinated_parties(
    by: str, to: str, read_by: Mapping[str, float], read_to: Mapping[str, float], expected: str
) -> None:
    talks = parse(TALKS)
    read = Read("haggled", {"ACCUSE": 0.97}, by=read_by, to=read_to)
    assert told(blended(talks, [candidate(talks, "haggled", "ACCUSE", by, to)], read)) == [f"ACCUSE: {expected}"]


@pytest.mark.parametrize(
    ("known", "by", "expected"),
    [
        # a nationality only describes the party that is there already, whichever side it is read on
        ("Premier Phuc", {"Phuc": 0.99, "Vietnamese": 0.98}, "SUPPORT: Premier Phuc > Laos"),
        # where nobody is there only whom it describes is taken, however likely it looks
        ("", {"Phuc": 0.99, "Vietnamese": 0.98}, "SUPPORT: Premier Phuc > Laos"),
        ("", {"Phuc": 0.98, "Vietnamese": 0.99}, "SUPPORT: Premier Phuc > Laos"),
        # by itself it stands for a party
        ("", {"Phuc": 0.01, "Vietnamese": 0.98}, "SUPPORT: Vietnamese > Laos"),
        # what it describes is no second party beside it
        ("Vietnamese", {"Phuc": 0.98, "Vietnamese": 0.99}, "SUPPORT: Vietnamese > Laos"),
    ],
)
def test_a_describing_word_is_no_party_of_its_own(known: str, by: Mapping[str, float], expected: str) -> None:
    visit = parse(VISIT)
    read = Read("thanked", {"SUPPORT": 0.97}, by=by, to={"Laos": 0.99})
    assert told(blended(visit, [candidate(visit, "thanked", "SUPPORT", known, "Laos")], read)) == [expected]


def test_a_describing_word_is_no_party_of_the_other_side() -> None:
    visit = parse(VISIT)
    read = Read("thanked", {"SUPPORT": 0.97}, by={"Phuc": 0.99}, to={"Vietnamese": 0.95})
    assert told(blended(visit, [candidate(visit, "thanked", "SUPPORT", "Premier Phuc")], read)) == [
        "SUPPORT: Premier Phuc >"
    ]


ENVOY = """
    Benin    PROPN poss  envoy
    's       PART  case  Benin
    envoy    NOUN  nsubj thanked
    ,        PUNCT punct envoy
    Boni     PROPN appos envoy
    ,        PUNCT punct envoy
    thanked  VERB  ROOT  thanked
    Laos     PROPN dobj  thanked
    .        PUNCT punct thanked
"""


@pytest.mark.parametrize(
    ("by", "expected"),
    [
        # the tagger marks the description, the cast knows the name beside it
        ({"envoy": 0.99}, "SUPPORT: Boni > Laos"),
        ({"Boni": 0.99}, "SUPPORT: Boni > Laos"),
        # whose envoy it is is no party of its own
        ({"envoy": 0.99, "Benin": 0.99}, "SUPPORT: Boni > Laos"),
        # unless it alone is the party
        ({"Benin": 0.99}, "SUPPORT: Benin > Laos"),
    ],
)
def test_a_name_in_apposition_is_the_party(by: Mapping[str, float], expected: str) -> None:
    envoy = parse(ENVOY)
    act = candidate(envoy, "thanked", "SUPPORT", "", "Laos")
    read = Read("thanked", {"SUPPORT": 0.97}, by=by, to={"Laos": 0.99})
    assert told(blended(envoy, [act], read, sectors={"Boni": "GOV"})) == [expected]


def test_an_actor_is_added_once() -> None:
    raid = parse(RAID)
    cast = cast_of(raid)
    # Benin is another name of who is there already
    mentions = [m if m.actors != ("Benin",) else CastMention(actors=("Togo",), head=m.head, span=m.span, form="name")
                for m in cast.mentions]  # fmt: skip
    act = candidate(raid, "raided", "ASSAULT", "Ghana", "Togo")
    tags = tags_of(raid, Read("raided", {"ASSAULT": 0.97}, by={"Ghana": 0.99}, to={"Togo": 0.99, "Benin": 0.99}))
    (found,) = blend([act], tags, raid, Cast.of(cast.actors, mentions), lexicon(), "political", WEIGHTS)
    assert found.recipients == act.recipients


@pytest.mark.parametrize(
    ("type_", "by", "to", "expected"),
    [
        # the dead and injured are recipients, though the tagger sees nobody there
        ("ASSAULT", "Ghana", "three farmers", "ASSAULT: Ghana > three farmers"),
        # those whom nobody counts go, and those counted in another deed
        ("ASSAULT", "Ghana", "farmers", "ASSAULT: Ghana >"),
        ("COERCE", "Ghana", "three farmers", "COERCE: Ghana >"),
        # who does it is not harmed
        ("ASSAULT", "Ghana|three farmers", "", "ASSAULT: Ghana >"),
    ],
)
def test_the_counted_victims_of_an_assault_stay(type_: EventType, by: str, to: str, expected: str) -> None:
    raid = parse("""
        Ghana   PROPN nsubj  shot
        shot    VERB  ROOT   shot   shoot
        three   NUM   nummod farmers
        farmers NOUN  dobj   shot   farmer
        .       PUNCT punct  shot
    """)
    farmers = dict.fromkeys({"three farmers", "farmers"} & {*by.split("|"), to}, "CVL")
    read = Read("shot", {type_: 0.97}, by={"Ghana": 0.99})
    assert told(blended(raid, [candidate(raid, "shot", type_, by, to)], read, sectors=farmers)) == [expected]


def reached(type_: EventType, form: MentionForm, *, optional: bool, by_lexicon: bool = False) -> bool:
    """Whether Togo undergoes the raid where its mention is of this form, and the tagger is sure of it."""
    raid = parse(RAID)
    cast = cast_of(raid)
    mentions = [
        msgspec.structs.replace(m, form=form, optional=optional) if m.actors == ("Togo",) else m for m in cast.mentions
    ]
    tags = tags_of(raid, Read("raided", {type_: 0.97}, by={"Ghana": 0.99}, to={"Togo": 0.99}))
    act = candidate(raid, "raided", type_, "Ghana", "Togo" if by_lexicon else "")
    (found,) = blend([act], tags, raid, Cast.of(cast.actors, mentions), lexicon(), "political", WEIGHTS)
    return _names(found.recipients) == "Togo"


@pytest.mark.parametrize("type_", typing.get_args(EventType))
def test_a_place_undergoes_deeds_not_words(type_: EventType) -> None:
    deeds = {"ASSAULT", "COERCE", "SANCTION", "AID", "MOBILIZE", "RETREAT"}
    assert reached(type_, "metonym", optional=True) == (type_ in deeds)


def test_only_a_place_is_not_spoken_to() -> None:
    # who is surely meant, whatever the form, and who is no place
    assert reached("ACCUSE", "metonym", optional=False)
    assert reached("ACCUSE", "name", optional=True)
    # the lexicon may know better
    assert reached("ACCUSE", "metonym", optional=True, by_lexicon=True)


# -- acts that only the tagger reads


RAIDED = Read("raided", {"ASSAULT": 0.97}, by={"Ghana": 0.99}, to={"Togo": 0.99})


def test_an_act_of_the_tagger_alone() -> None:
    raid = parse(RAID)
    (found,) = blended(raid, [], RAIDED)
    assert found == Candidate(
        head=1, first=1, last=2, clause=raid.clauses[0].index, nominal=False, type="ASSAULT", mode=None,
        actors=(named(raid, "Ghana"),), recipients=(named(raid, "Togo"),), reciprocal=False,
        confidence=found.confidence, source="tagger",
    )  # fmt: skip
    assert WEIGHTS.propose <= found.confidence <= 1


@pytest.mark.parametrize(
    ("types", "about", "expected"),
    [
        ({"ASSAULT": 0.9}, "political", True),
        ({"ASSAULT": 0.9}, "open", True),
        ({"ASSAULT": 0.6}, "political", False),
        # the types together are likely, none by itself
        ({"ASSAULT": 0.5, "COERCE": 0.49}, "political", False),
        # a text about something else takes more
        ({"ASSAULT": 0.9}, "other", False),
        ({"ASSAULT": 0.97}, "other", True),
    ],
)
def test_an_act_of_the_tagger_alone_is_sure(types: Mapping[str, float], about: Bearing, expected: bool) -> None:
    read = replace(RAIDED, types=types)
    assert bool(blended(parse(RAID), [], read, about=about)) == expected


def test_words_of_a_candidate_tell_no_second_act() -> None:
    raid = parse(RAID)
    act = candidate(raid, "raided", "ASSAULT", "Ghana", "Togo")
    assert len(blended(raid, [act], RAIDED)) == 1
    # the trigger of the lexicon is longer than what the tagger reads
    assert len(blended(raid, [replace(act, last=4)], RAIDED, Read("with", {"COERCE": 0.97}, to={"Benin": 0.9}))) == 1


def test_acts_of_both_stand_in_the_order_of_the_text() -> None:
    both = parse(RAID + "\n" + VISIT)
    thanked = candidate(both, "thanked", "SUPPORT", "Premier Phuc", "Laos")
    read = Read("thanked", {"SUPPORT": 0.97}, by={"Phuc": 0.99}, to={"Laos": 0.99})
    assert told(blended(both, [thanked], RAIDED, read)) == [
        "ASSAULT: Ghana > Togo", "SUPPORT: Premier Phuc > Laos",
    ]  # fmt: skip


def sense(type_: EventType, mode: str | None) -> Predicate:
    return Predicate(
        lemma="raid", pos="v", type=type_, mode=mode, actors=(), recipients=(), reciprocal=False, frame=(), weight=0.5
    )


@pytest.mark.parametrize(
    ("senses", "expected"),
    [
        # the lexicon knows the verb in this type, if not in this frame
        ([sense("ASSAULT", "firearms")], "firearms"),
        ([sense("ASSAULT", "firearms"), sense("COERCE", "seize")], "firearms"),
        ([sense("COERCE", "seize")], None),
        # its senses differ
        ([sense("ASSAULT", "firearms"), sense("ASSAULT", "aerial")], None),
        ([], None),
    ],
)
def test_the_mode_is_that_of_the_lexicon(senses: list[Predicate], expected: str | None) -> None:
    (found,) = blended(parse(RAID), [], RAIDED, knowing=lexicon(*senses))
    assert found.mode == expected


def test_the_verb_heads_the_words_of_an_act() -> None:
    analysis = parse("""
        Ghana  PROPN nsubj held
        held   VERB  ROOT  held hold
        talks  NOUN  dobj  held talk
        with   ADP   prep  talks
        Togo   PROPN pobj  with
        .      PUNCT punct held
    """)
    verb = Read("held", {"CONSULT": 0.9}, by={"Ghana": 0.2}, to={"Togo": 0.2})
    noun = Read("talks", {"CONSULT": 0.97}, by={"Ghana": 0.99}, to={"Togo": 0.98})
    (found,) = blended(analysis, [], verb, noun)
    # the surest word tells type and parties
    assert (found.head, found.first, found.last, found.nominal) == (1, 1, 3, False)
    assert told([found]) == ["CONSULT: Ghana > Togo"]
    (found,) = blended(analysis, [], noun)
    assert (found.head, found.first, found.last, found.nominal, found.clause) == (2, 2, 3, True, 0)


@pytest.mark.parametrize(
    ("shares", "expected"),
    [
        # articles and prepositions alone name nothing
        ({"the": 0.97}, None),
        ({"with": 0.97}, None),
        # beside a word that does they are no part of it, however sure the tagger is of them
        ({"the": 0.97, "talks": 0.9}, (3, 3, 4)),
        ({"talks": 0.9, "with": 0.97}, (3, 3, 4)),
        ({"held": 0.9, "the": 0.97}, (1, 1, 2)),
        # between two that do they stay
        ({"held": 0.9, "the": 0.97, "talks": 0.9}, (1, 1, 4)),
    ],
)
def test_function_words_alone_are_no_act(shares: Mapping[str, float], expected: tuple[int, int, int] | None) -> None:
    analysis = parse("""
        Ghana  PROPN nsubj held
        held   VERB  ROOT  held  hold
        the    DET   det   talks
        talks  NOUN  dobj  held  talk
        with   ADP   prep  talks
        Togo   PROPN pobj  with
        .      PUNCT punct held
    """)
    parties = {"by": {"Ghana": 0.99}, "to": {"Togo": 0.98}}
    found = blended(analysis, [], *(Read(word, {"CONSULT": share}, **parties) for word, share in shares.items()))
    assert [(c.head, c.first, c.last) for c in found] == ([expected] if expected else [])
    assert told(found) == (["CONSULT: Ghana > Togo"] if expected else [])


@pytest.mark.parametrize(
    ("row", "share", "expected"),
    [
        # a noun only says what is rejected …
        ("talks NOUN dobj rejected talk", 0.97, ["rejected", "raids"]),
        # … but names an act where the rejection is none
        ("talks NOUN dobj rejected talk", 0.01, ["talks", "raids"]),
        # a verb is an act of its own
        ("talks VERB xcomp rejected talk VBG", 0.97, ["rejected", "talks", "raids"]),
    ],
)
def test_a_noun_below_another_act_is_none_of_its_own(row: str, share: float, expected: list[str]) -> None:
    analysis = parse(f"""
        Ghana    PROPN nsubj rejected
        rejected VERB  ROOT  rejected reject
        {row}
        after    ADP   prep  rejected
        raids    NOUN  pobj  after    raid
        by       ADP   prep  raids
        Togo     PROPN pobj  by
        .        PUNCT punct rejected
    """)
    read = [
        Read("rejected", {"REJECT": share}, by={"Ghana": 0.99}),
        Read("talks", {"CONSULT": 0.97}, by={"Ghana": 0.99}, to={"Togo": 0.99}),
        # governed by a preposition, not by the act's own head
        Read("raids", {"ASSAULT": 0.97}, by={"Togo": 0.99}, to={"Ghana": 0.99}),
    ]
    found = blended(analysis, [candidate(analysis, "rejected", "REJECT", "Ghana")], *read)
    assert [analysis.tokens[c.head].text for c in found] == expected


@pytest.mark.parametrize(
    ("sectors", "about", "expected"),
    [
        ({}, "political", True),
        # nobody in public life does or undergoes it
        ({"Ghana": "BUS", "Togo": "BUS"}, "open", False),
        ({"Ghana": "BUS"}, "open", True),
        # in a report on politics they have a part in it
        ({"Ghana": "BUS", "Togo": "BUS"}, "political", True),
        # in a text about something else both sides must govern
        ({}, "other", True),
        ({"Ghana": "BUS"}, "other", False),
        ({"Togo": "BUS"}, "other", False),
        # the police are public, but do not govern
        ({"Togo": "COP"}, "other", False),
        ({"Togo": "COP"}, "open", True),
        ({"Togo": "REB"}, "other", True),
    ],
)
def test_somebody_in_public_life_has_a_part(sectors: Mapping[str, str], about: Bearing, expected: bool) -> None:
    assert bool(blended(parse(RAID), [], RAIDED, about=about, sectors=sectors)) == expected


@pytest.mark.parametrize(("about", "expected"), [("political", True), ("open", True), ("other", False)])
def test_one_side_is_enough_but_in_a_text_about_something_else(about: Bearing, expected: bool) -> None:
    assert bool(blended(parse(RAID), [], replace(RAIDED, to={}), about=about)) == expected


@pytest.mark.parametrize("about", ["political", "open", "other"])
def test_an_act_without_parties_is_none(about: Bearing) -> None:
    assert blended(parse(RAID), [], replace(RAIDED, by={}, to={}), about=about) == []


def test_anybody_may_protest() -> None:
    bakers = {"Ghana": "BUS", "Togo": "BUS"}
    read = replace(RAIDED, types={"PROTEST": 0.97})
    assert told(blended(parse(RAID), [], read, about="open", sectors=bakers)) == ["PROTEST: Ghana > Togo"]


def test_sport_tells_of_nothing() -> None:
    raid = parse(RAID)
    assert blended(raid, [candidate(raid, "raided", "ASSAULT", "Ghana", "Togo")], RAIDED, about="sport") == []


# -- mutual acts


HAGGLED = Read("haggled", {"CONSULT": 0.97}, by={"Peru": 0.99, "Chile": 0.98})


@pytest.mark.parametrize(
    ("read", "expected", "reciprocal"),
    [
        (HAGGLED, "CONSULT: Peru, Chile >", True),
        # somebody on the other side makes it no mutual act
        (replace(HAGGLED, to={"Bolivia": 0.95}), "CONSULT: Peru, Chile > Bolivia", False),
        (replace(HAGGLED, by={"Peru": 0.99}), "CONSULT: Peru >", False),
        # two who accuse accuse a third
        (replace(HAGGLED, types={"ACCUSE": 0.97}), "ACCUSE: Peru, Chile >", False),
    ],
)
def test_two_do_it_together(read: Read, expected: str, reciprocal: bool) -> None:
    (found,) = blended(parse(TALKS), [], read)
    assert told([found]) == [expected]
    assert found.reciprocal == reciprocal


@pytest.mark.parametrize(
    ("sectors", "expected"), [({}, True), ({"Chile": "BUS"}, False), ({"Peru": "BUS", "Chile": "BUS"}, False)]
)
def test_both_who_do_it_govern_in_a_text_about_something_else(sectors: Mapping[str, str], expected: bool) -> None:
    assert bool(blended(parse(TALKS), [], HAGGLED, about="other", sectors=sectors)) == expected


@pytest.mark.parametrize(
    ("by", "to", "expected", "reciprocal"),
    [
        ({"Peru": 0.99, "Chile": 0.99}, {}, "CONSULT: Peru, Chile >", True),
        # on which side the tagger reads a party does not matter where both act
        ({"Peru": 0.99}, {"Chile": 0.99}, "CONSULT: Peru, Chile >", True),
        ({"Peru": 0.99, "Chile": 0.99}, {"Bolivia": 0.95}, "CONSULT: Peru, Chile, Bolivia >", True),
        # one party alone does nothing together
        ({"Peru": 0.99, "Chile": 0.01}, {}, "CONSULT: Peru >", False),
    ],
)
def test_a_mutual_candidate(by: Mapping[str, float], to: Mapping[str, float], expected: str, reciprocal: bool) -> None:
    talks = parse(TALKS)
    act = candidate(talks, "haggled", "CONSULT", "Peru|Chile", reciprocal=True)
    (found,) = blended(talks, [act], Read("haggled", {"CONSULT": 0.97}, by=by, to=to))
    assert told([found]) == [expected]
    assert found.reciprocal == reciprocal


@pytest.mark.parametrize(
    ("types", "expected", "reciprocal"),
    [
        # one accuses, the other is accused: the sides count again
        ({"ACCUSE": 0.97}, "ACCUSE: Peru > Chile", False),
        # two can do the new type together as well
        ({"AGREE": 0.97}, "AGREE: Peru, Chile >", True),
    ],
)
def test_a_retyped_mutual_candidate(types: Mapping[str, float], expected: str, reciprocal: bool) -> None:
    talks = parse(TALKS)
    act = candidate(talks, "haggled", "CONSULT", "Peru|Chile", reciprocal=True)
    (found,) = blended(talks, [act], Read("haggled", types, by={"Peru": 0.99}, to={"Chile": 0.99}))
    assert told([found]) == [expected]
    assert found.reciprocal == reciprocal


def test_who_acts_side_by_side_in_the_lexicon_stays_so() -> None:
    talks = parse(TALKS)
    (found,) = blended(talks, [candidate(talks, "haggled", "CONSULT", "Peru|Chile")], HAGGLED)
    assert not found.reciprocal
