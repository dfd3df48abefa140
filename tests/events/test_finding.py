"""Acts, their types and their parties, found in whole sentences; the cast is given by hand."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from dragoman.events.candidate import Candidate
from dragoman.events.finding import find_candidates
from dragoman.events.pairing import span_heads
from dragoman.events.topics import bearing
from dragoman.knowledge.predicates import load_lexicon
from dragoman.language import Analysis
from dragoman.records import Actor, Cast, CastMention, Role, Span

Analyze = Callable[[str], Analysis]


def cast_of(analysis: Analysis, parties: str) -> Cast:
    """A cast of the parties listed with "|" between them; each is its own id.  "name:CVL" gives a sector."""
    actors, mentions = {}, []
    for entry in parties.split("|"):
        name, _, sector = entry.partition(":")
        start = analysis.text.index(name)
        span = Span.of(analysis.text, start, start + len(name))
        actors[name] = Actor(
            id=name, name=name, kind="group" if sector else "state", country=None, sectors=[sector or "GOV"],
            title=None, wikidata=None, mentions=[], basis=None,
        )  # fmt: skip
        mentions.append(CastMention(actors=(name,), head=span_heads(analysis, span)[0], span=span, form="name"))
    return Cast.of(actors, mentions)


def found(analyze: Analyze, text: str, parties: str) -> list[Candidate]:
    analysis = analyze(text)
    return find_candidates(analysis, cast_of(analysis, parties), load_lexicon())


def told(candidates: list[Candidate]) -> str:
    """ "TYPE/mode: actors > recipients", several acts joined by "&"."""
    return " & ".join(" ".join(_words(c)) for c in candidates)


def _words(c: Candidate) -> list[str]:
    name = f"{c.type}/{c.mode}" if c.mode else c.type
    return [part for part in (f"{name}:", _names(c.actors), ">", _names(c.recipients)) if part]


def _names(roles: tuple[Role, ...]) -> str:
    return ", ".join(r.actor for r in roles)


@pytest.mark.parametrize(
    ("text", "parties", "expected"),
    [
        # a sense that hangs on its object, the recipient at the object
        (
            "Norway imposed sanctions on Belarus on Monday.",
            "Norway|Belarus",
            "SANCTION/discontinue: Norway > Belarus",
        ),
        ("Mali recalled its ambassador from France.", "Mali|France", "SANCTION/withdraw: Mali > France"),
        ("Chad withdrew its troops from Libya.", "Chad|Libya", "RETREAT/withdraw: Chad > Libya"),
        ("Kenya imposed a curfew on Friday.", "Kenya", "COERCE/curfew: Kenya >"),
        # passive with and without an agent
        ("Three envoys were expelled by Poland.", "Three envoys|Poland", "SANCTION/expel: Poland > Three envoys"),
        ("Two reporters were arrested on Sunday.", "Two reporters:GOV", "COERCE/arrest: > Two reporters"),
        # both parties of a meeting act
        ("Ghana met with Togo on Monday.", "Ghana|Togo", "CONSULT: Ghana, Togo >"),
        ("Peru and Chile signed a treaty.", "Peru|Chile", "SUPPORT: Peru, Chile >"),
        # light verbs
        (
            "The rebels carried out an attack on the army.",
            "The rebels:REB|the army:MIL",
            "ASSAULT: The rebels > the army",
        ),
        ("Spain held talks with Morocco.", "Spain|Morocco", "CONSULT: Spain, Morocco >"),
        # nouns
        (
            "Ukraine condemned the Russian shelling.",
            "Ukraine|Russian",
            "ACCUSE/disapprove: Ukraine > Russian & ASSAULT/heavy-weapons: Russian >",
        ),
        # several targets, several verbs of one subject
        (
            "India banned and expelled the agency.",
            "India|the agency:NGO",
            "COERCE/restrict: India > the agency & SANCTION/expel: India > the agency",
        ),
        # an air strike that kills is one act, its subject tells how
        (
            "An air strike by Israel killed six villagers.",
            "Israel|six villagers:CVL",
            "ASSAULT/aerial: Israel > six villagers",
        ),
        # force and the deaths it causes are one act
        (
            "Guards shot at the miners, killing two drivers.",
            "Guards:MIL|the miners:LAB|two drivers:LAB",
            "ASSAULT/firearms: Guards > the miners, two drivers",
        ),
    ],
)
def test_acts(analyze: Analyze, text: str, parties: str, expected: str) -> None:
    assert told(found(analyze, text, parties)) == expected


@pytest.mark.parametrize(
    ("text", "parties", "expected"),
    [
        # the act embedded decides the type and makes no candidate of its own
        ("Turkey threatened to attack Syria.", "Turkey|Syria", "THREATEN/violence: Turkey > Syria"),
        ("Japan promised to help Nepal.", "Japan|Nepal", "AGREE: Japan > Nepal"),
        # the object that stays behind in the passive is what is given, the subject gets it
        ("Nepal was promised a loan by Japan.", "Nepal|Japan", "AGREE: Japan > Nepal"),
        ("Chad was denied a visa by Malta.", "Chad|Malta", "REJECT: Malta > Chad"),
        # some verbs tell of a meeting or a joint act only with two parties before them
        ("Peru and Chile haggled for a week.", "Peru|Chile", "CONSULT: Peru, Chile >"),
        ("Peru haggled for a week.", "Peru", ""),
        ("Egypt refused to meet Sudan.", "Egypt|Sudan", "REJECT/meet: Egypt > Sudan"),
        (
            "Brazil urged Bolivia to release the miners.",
            "Brazil|Bolivia|the miners:LAB",
            "REQUEST/yield: Brazil > Bolivia",
        ),
        (
            "Rwanda demanded the release of two officers.",
            "Rwanda|two officers:MIL",
            "REQUEST/yield: Rwanda > two officers",
        ),
        # the future commits whoever says so
        ("Angola will free ten rebels.", "Angola|ten rebels:REB", "CONCEDE: Angola > ten rebels"),
        ("Qatar will send food to Gaza.", "Qatar|Gaza", "AGREE: Qatar > Gaza"),
        ("Iran will not meet Iraq.", "Iran|Iraq", "REJECT/meet: Iran > Iraq"),
        # in an "if" it does not
        ("If Iran attacked Iraq, prices would rise.", "Iran|Iraq", "ASSAULT: Iran > Iraq"),
        # what one party says another must do
        ("Cuba said Panama must apologise.", "Cuba|Panama", "REQUEST/yield: Cuba > Panama"),
        # stopping an act
        ("Armenia stopped shelling Azerbaijan.", "Armenia|Azerbaijan", "RETREAT/ceasefire: Armenia > Azerbaijan"),
        # operators nest
        ("Serbia agreed to stop shelling Kosovo.", "Serbia|Kosovo", "AGREE: Serbia > Kosovo"),
        # blame for what somebody is said to be
        ("Georgia called the verdict a farce.", "Georgia", "ACCUSE/disapprove: Georgia >"),
    ],
)
def test_operators(analyze: Analyze, text: str, parties: str, expected: str) -> None:
    assert told(found(analyze, text, parties)) == expected


@pytest.mark.parametrize(
    ("text", "parties"),
    [
        ("France attacked inflation with new taxes.", "France"),
        ("The mechanic shot a film about his father.", "The mechanic:BUS"),
        ("The peace talks venue was closed for repairs.", "repairs:BUS"),
        ("Miners met the deadline for their report.", "Miners:LAB"),
        # neither side is anybody in public life
        ("A baker attacked a plumber.", "A baker:BUS|a plumber:BUS"),
    ],
)
def test_nothing_is_coded(analyze: Analyze, text: str, parties: str) -> None:
    assert told(found(analyze, text, parties)) == ""


def test_trigger_and_names(analyze: Analyze) -> None:
    text = "Italy said it had imposed sanctions on Libya."
    analysis = analyze(text)
    cast = cast_of(analysis, "Italy|Libya")
    pronoun = CastMention(actors=("Italy",), head=2, span=Span.of(text, 11, 13), form="pronoun")
    (act,) = find_candidates(analysis, Cast.of(cast.actors, [*cast.mentions, pronoun]), load_lexicon())
    assert analysis.span(act.first, act.last).text == "imposed sanctions"
    # the name in the same sentence is better evidence than the pronoun
    assert [r.span.text for r in act.actors] == ["Italy"]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("The striker scored the winning goal in the match and the coach praised his squad. ", "sport"),
        ("Simmer the onions in butter, add the garlic and whisk the cream into the sauce. ", "other"),
        ("The minister met the ambassador and praised the treaty on trade between both states. ", "political"),
        # nothing in it is of politics, nor of anything else
        ("My uncle lost his umbrella again and went home in a bad mood by the old way. ", "other"),
    ],
)
def test_bearing(analyze: Analyze, sentence: str, expected: str) -> None:
    assert bearing(analyze(sentence * 6), Cast(), load_lexicon()) == expected


def test_short_text_is_open(analyze: Analyze) -> None:
    assert bearing(analyze("My uncle lost his umbrella."), Cast(), load_lexicon()) == "open"


@pytest.mark.parametrize(
    ("text", "parties", "expected"),
    [
        # whatever it is that one tells another one will do is promised, or refused
        ("Ghana told Togo that it would find 300 engineers.", "Ghana|Togo", "AGREE: Ghana > Togo"),
        ("Ghana told Togo that it would not find a single engineer.", "Ghana|Togo", "REJECT: Ghana > Togo"),
        # those who hear it for everybody are no party to it
        ("Ghana told reporters that it would find 300 engineers.", "Ghana|reporters:JRN", ""),
        # a question answered is no promise
        ("Ghana told Togo what it would find.", "Ghana|Togo", ""),
    ],
)
def test_what_is_told_to_a_party_is_promised(analyze: Analyze, text: str, parties: str, expected: str) -> None:
    analysis = analyze(text)
    cast = cast_of(analysis, parties)
    it = next(t for t in analysis.tokens if t.lower == "it")
    span = Span.of(analysis.text, it.start, it.start + len("it"))
    pronoun = CastMention(actors=("Ghana",), head=it.i, span=span, form="pronoun")
    candidates = find_candidates(analysis, Cast.of(cast.actors, [*cast.mentions, pronoun]), load_lexicon())
    assert told(candidates) == expected
