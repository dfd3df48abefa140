"""Factuality: what modals, tense, negation, hedges and governing words make of an act."""

from __future__ import annotations

from collections.abc import Callable
from typing import get_args

import pytest

from dragoman.events.factuality import Act, FactualityReader
from dragoman.knowledge.hedges import Effect, Hedges, load_hedges
from dragoman.language import Analysis
from dragoman.records import Factuality

Analyze = Callable[[str], Analysis]


@pytest.fixture(scope="module")
def hedges() -> Hedges:
    return load_hedges()


def factuality(
    analysis: Analysis, hedges: Hedges, word: str, *, performed: bool = False, refusal: bool = False
) -> Factuality:
    """The factuality of the act that a word names."""
    head = next(t.i for t in analysis.tokens if t.text == word)
    act = Act(head, head, head + 1, performed=performed, refusal=refusal)
    return FactualityReader(analysis, hedges).standing(act).factuality


def shown(found: Factuality) -> str:
    return f"{found.status} {found.polarity} {found.certainty}"


@pytest.mark.parametrize(
    ("text", "word", "expected"),
    [
        ("The general was asked if his men would storm the port.", "storm", "possible affirmed possible"),
        ("The raid was not a success.", "raid", "actual affirmed certain"),
        ("The talks will be in Doha.", "talks", "planned affirmed certain"),
        ("Government troops shelled the village before dawn.", "shelled", "actual affirmed certain"),
        ("Government troops never shelled the village.", "shelled", "actual negated certain"),
        ("Neither the king nor his son visited the camp.", "visited", "actual negated certain"),
        ("Kenya plans to attack militia bases in the south.", "attack", "planned affirmed certain"),
        ("Kenya does not plan to attack militia bases in the south.", "attack", "planned negated certain"),
        ("Kenya is set to attack militia bases in the south.", "attack", "planned affirmed certain"),
        ("The two foreign ministers are due to meet in Vienna.", "meet", "planned affirmed certain"),
        ("The two foreign ministers are to meet in Vienna.", "meet", "planned affirmed certain"),
        ("Ethiopia will withdraw its soldiers from the border.", "withdraw", "planned affirmed certain"),
        ("Ethiopia will not withdraw its soldiers from the border.", "withdraw", "planned negated certain"),
        ("Ethiopia is going to withdraw its soldiers.", "withdraw", "planned affirmed certain"),
        ("The premier said Ethiopia would withdraw its soldiers.", "withdraw", "planned affirmed certain"),
        ("Ethiopia would withdraw its soldiers if Eritrea did the same.", "withdraw", "conditional affirmed certain"),
        ("Ethiopia will withdraw its soldiers once observers arrive.", "withdraw", "conditional affirmed certain"),
        ("The rebels may bomb the dam.", "bomb", "possible affirmed possible"),
        ("The rebels could bomb the dam.", "bomb", "possible affirmed possible"),
        ("The rebels may have bombed the dam.", "bombed", "actual affirmed possible"),
        ("The convoy could not reach the besieged town.", "reach", "actual negated certain"),
        ("The colonel denied that his men had attacked the convoy.", "attacked", "actual negated certain"),
        ("The colonel denied attacking the convoy.", "attacking", "actual negated certain"),
        ("The colonel denied any role in the attack.", "attack", "actual affirmed certain"),
        ("The patrol left the valley without attacking the convoy.", "attacking", "actual negated certain"),
        ("Uganda refused to sign the accord.", "sign", "actual negated certain"),
        ("Uganda failed to sign the accord.", "sign", "actual negated certain"),
        ("Uganda managed to sign the accord.", "sign", "actual affirmed certain"),
        ("Uganda did not manage to sign the accord.", "sign", "actual negated certain"),
        ("Uganda has yet to sign the accord.", "sign", "actual negated certain"),
        ("Police prevented the marchers from entering the square.", "entering", "actual negated certain"),
        ("Jordan called off the talks with its neighbour.", "talks", "planned negated certain"),
        ("Jordan scheduled talks with its neighbour.", "talks", "planned affirmed certain"),
        ("Talks between the two sides will take place in May.", "Talks", "planned affirmed certain"),
        ("Talks between the two sides did not take place.", "Talks", "actual negated certain"),
        ("No talks between the two sides are scheduled.", "talks", "planned negated certain"),
        ("Parliament was considering invading the island.", "invading", "possible affirmed possible"),
        ("Generals want to invade the island.", "invade", "possible affirmed possible"),
        ("Generals threatened to invade the island.", "invade", "planned affirmed certain"),
        ("If the generals invaded the island, trade would stop.", "invaded", "conditional affirmed certain"),
        ("Were the generals to invade the island, trade would stop.", "invade", "conditional affirmed certain"),
        ("If the generals invaded the island, trade would stop.", "stop", "conditional affirmed certain"),
        ("Unless the generals leave the island, trade will stop.", "stop", "conditional affirmed certain"),
        ("Gunmen reportedly attacked a police post.", "attacked", "actual affirmed probable"),
        ("Gunmen allegedly attacked a police post.", "attacked", "actual affirmed possible"),
        ("Gunmen are believed to have killed the mayor.", "killed", "actual affirmed probable"),
        ("Gunmen almost kill the mayor.", "kill", "actual negated certain"),
        ("The planned attack on the base drew criticism.", "attack", "planned affirmed certain"),
        ("The attack on the base drew criticism.", "attack", "actual affirmed certain"),
        ("The alleged attack on the base drew criticism.", "attack", "actual affirmed possible"),
        ("Envoys warned of an attack on the base.", "attack", "possible affirmed possible"),
        ("There is a risk of an attack on the base.", "attack", "possible affirmed possible"),
        ("Plans for an attack on the base alarmed envoys.", "attack", "planned affirmed certain"),
        ("An attack on the base would alarm envoys.", "attack", "conditional affirmed certain"),
        ("Envoys condemned the attack on the base.", "attack", "actual affirmed certain"),
        ("Envoys will condemn the attack on the base.", "attack", "actual affirmed certain"),
        ("In case of strikes the border will close.", "strikes", "conditional affirmed certain"),
        ("There is no evidence that guards tortured the students.", "tortured", "actual negated certain"),
        ("The envoy did not say whether guards tortured the students.", "tortured", "possible affirmed possible"),
        ("Officers used pepper spray to disperse the crowd.", "disperse", "actual affirmed certain"),
        ("Officers came to free the hostages.", "free", "planned affirmed certain"),
        (
            "Officers stormed the mosque after arresting its imam and arrested two others.",
            "arrested",
            "actual affirmed certain",
        ),
        ("Officers stormed the mosque after arresting its imam.", "arresting", "actual affirmed certain"),
        ("A mortar round hit the mosque, killing two worshippers.", "killing", "actual affirmed certain"),
        ("A mortar round could hit the mosque, killing two worshippers.", "killing", "possible affirmed possible"),
        ("Ghana to send medics to Haiti", "send", "planned affirmed certain"),
        ("Ministers urged Ghana to join the blockade.", "join", "possible affirmed possible"),
        ("Ministers asked Ghana to join the blockade.", "join", "possible affirmed possible"),
        ("The abbot agreed to leave the abbey.", "leave", "planned affirmed certain"),
        ("The abbot was unable to leave the abbey.", "leave", "actual negated certain"),
        ("The abbot is likely to leave the abbey.", "leave", "possible affirmed probable"),
        ("The abbot said rebels had attacked the abbey.", "attacked", "actual affirmed certain"),
        ("The abbot did not say that rebels had attacked the abbey.", "attacked", "possible affirmed possible"),
        ("Pirates stopped boarding the ferries.", "boarding", "actual affirmed certain"),
        ("The senate has imposed no sanctions on the firm.", "sanctions", "actual negated certain"),
        ("The senate will impose sanctions on the firm.", "sanctions", "planned affirmed certain"),
        ("The senate might impose sanctions on the firm.", "sanctions", "possible affirmed possible"),
        ("Crowds forced the minister to resign.", "resign", "actual affirmed certain"),
        ("Loyal officers thwarted a coup.", "coup", "actual negated certain"),
        ("Loyal officers feared a coup.", "coup", "possible affirmed possible"),
        ("The judge, accused of taking bribes, fled the country.", "accused", "actual affirmed certain"),
        ("Nobody was arrested after the riot.", "arrested", "actual negated certain"),
        ("Rebels attacked the base and killed the guards.", "attacked", "actual affirmed certain"),
        ("Rebels attacked the base and killed the guards.", "killed", "actual affirmed certain"),
        ("Rebels neither attacked the base nor killed the guards.", "killed", "actual negated certain"),
        (
            "If rebels attacked the base and killed the guards, war would follow.",
            "killed",
            "conditional affirmed certain",
        ),
        ("The general ruled out bombing the bridge.", "bombing", "planned negated certain"),
        ("The general vowed to retaliate against the rebels.", "retaliate", "planned affirmed certain"),
        ("The general sent troops to the bridge.", "sent", "actual affirmed certain"),
        ("The general discussed a possible strike with envoys.", "strike", "possible affirmed possible"),
        ("Should rebels cross the river, the army could bomb them.", "bomb", "conditional affirmed possible"),
        ("The raid killed no civilians.", "raid", "actual affirmed certain"),
        ("Both sides agreed to talks in Doha.", "talks", "planned affirmed certain"),
        ("Both sides called for talks in Doha.", "talks", "possible affirmed possible"),
        ("The envoy urged talks in Doha.", "talks", "possible affirmed possible"),
        ("Both sides held talks in Doha.", "talks", "actual affirmed certain"),
        ("The talks in Doha collapsed.", "talks", "actual affirmed certain"),
        ("Iran had no role in preventing the attack.", "attack", "actual negated certain"),
        # what a modal makes of the past
        ("The sentries must have shelled the orchard.", "shelled", "actual affirmed probable"),
        ("The sentries might have shelled the orchard.", "shelled", "actual affirmed possible"),
        ("The marshal should have released the miners in spring.", "released", "actual negated certain"),
        ("It is strange that the marshal should have released the miners.", "released", "actual affirmed certain"),
        ("The marshal ought to have released the miners.", "released", "actual negated certain"),
        ("The sentries are expected to have shelled the orchard.", "shelled", "actual affirmed probable"),
        # conditions: open, contrary to fact, without a conjunction
        ("If the sentries had shelled the abbey, the monks would have fled.", "shelled", "conditional negated certain"),
        ("If the sentries had shelled the abbey, the monks would have fled.", "fled", "conditional negated certain"),
        ("If the rain had stopped, the monks would not have fled.", "fled", "actual affirmed certain"),
        ("The abbess spoke as though sentries had shelled the orchard.", "shelled", "conditional negated certain"),
        ("Suppose the sentries shelled the orchard tomorrow.", "shelled", "conditional affirmed certain"),
        ("Assuming the sentries shell the orchard, the monks will flee.", "flee", "conditional affirmed certain"),
        ("The islands will mobilise in the event of a landing.", "mobilise", "conditional affirmed certain"),
        ("A landing could ruin the islands.", "landing", "conditional affirmed certain"),
        # questions
        ("Will the sentries shell the orchard?", "shell", "possible affirmed possible"),
        ("Did the sentries shell the orchard?", "shell", "possible affirmed possible"),
        ("Why did the sentries shell the orchard?", "shell", "actual affirmed certain"),
        # expectation, likelihood, and what was called off
        ("The monks are expected to leave the abbey.", "leave", "planned affirmed probable"),
        ("Dockers cancelled the march on the palace.", "march", "planned negated certain"),
        ("Miners met for a march that will begin at noon.", "march", "planned affirmed certain"),
        ("Ahead of the march on the palace, bakers shut their shops.", "march", "planned affirmed certain"),
        ("The fleet gathered guns so as to shell the orchard.", "shell", "planned affirmed certain"),
        # doubt and belief
        ("Perhaps it was sentries that shelled the orchard.", "shelled", "actual affirmed possible"),
        ("It is conceivable that sentries shelled the orchard.", "shelled", "actual affirmed possible"),
        ("By most reckonings the sentries shelled the orchard.", "shelled", "actual affirmed probable"),
        ("The abbess does not think that sentries shelled the orchard.", "shelled", "actual negated probable"),
        ("The abbess fears that sentries shelled the orchard.", "shelled", "actual affirmed possible"),
        ("The abbess saw sentries shell the orchard.", "shell", "actual affirmed certain"),
        # what is told as untrue
        ("The abbess falsely claimed that sentries shelled the orchard.", "shelled", "actual negated certain"),
        ("It is untrue that sentries shelled the orchard.", "shelled", "actual negated certain"),
        ("Reports of a raid on the orchard proved baseless.", "raid", "actual negated certain"),
        ("The sentries pretended to leave the orchard.", "leave", "actual negated certain"),
        ("The marshal was too vain to apologise.", "apologise", "actual negated certain"),
        ("The marshal did not deign to meet the miners.", "meet", "actual negated certain"),
        ("Nothing stopped the sentries from shelling the orchard.", "shelling", "actual affirmed certain"),
        ("Hardly a single monk left the abbey.", "left", "actual negated certain"),
        ("The talks scheduled for May alarmed the monks.", "talks", "planned affirmed certain"),
        ("The talks due in May alarmed the monks.", "talks", "planned affirmed certain"),
        ("But for the rain, the sentries would have shelled the abbey.", "shelled", "conditional negated certain"),
        ("The sentries came close to shelling the abbey.", "shelling", "actual negated certain"),
        ("The sentries gave up on shelling the abbey.", "shelling", "planned negated certain"),
        ("Unconfirmed reports say that sentries shelled the abbey.", "shelled", "actual affirmed possible"),
        ("The abbot wondered why the sentries shelled the abbey.", "shelled", "actual affirmed certain"),
        ("The monks did not dare to leave the abbey.", "leave", "actual negated certain"),
        ("It took the sentries two days to arrest the abbot.", "arrest", "actual affirmed certain"),
        ("Not a single monk left the abbey.", "left", "actual negated certain"),
        ("Not only the monks left the abbey.", "left", "actual affirmed certain"),
        ("The sentries decided against shelling the abbey.", "shelling", "planned negated certain"),
        ("The sentries almost certainly shelled the abbey.", "shelled", "actual affirmed probable"),
        ("It is not clear if the sentries shelled the abbey.", "shelled", "possible affirmed possible"),
        ("The monks foresaw a plot to invade the island.", "invade", "planned affirmed certain"),
    ],
)
def test_standing(analyze: Analyze, hedges: Hedges, text: str, word: str, expected: str) -> None:
    assert shown(factuality(analyze(text), hedges, word)) == expected


@pytest.mark.parametrize(
    ("text", "word", "refusal", "expected"),
    [
        # the modal and the condition belong to the threat or promise itself
        ("Malta will expel the envoys if the blockade goes on.", "expel", False, "actual affirmed certain"),
        ("Malta would expel the envoys.", "expel", False, "actual affirmed certain"),
        # "will not" is the refusal, not its negation
        ("Malta will never expel the envoys.", "expel", True, "actual affirmed certain"),
        # a word given only perhaps is not given
        ("Malta may expel the envoys.", "expel", False, "possible affirmed possible"),
    ],
)
def test_acts_made_by_saying_them(
    analyze: Analyze, hedges: Hedges, text: str, word: str, refusal: bool, expected: str
) -> None:
    assert shown(factuality(analyze(text), hedges, word, performed=True, refusal=refusal)) == expected


def test_every_row_of_the_table_has_a_known_effect(hedges: Hedges) -> None:
    known = set(get_args(Effect))
    tables = (hedges.predicates, hedges.adverbs, hedges.modifiers, hedges.prepositions)
    assert {effect for table in tables for effect in table.values()} <= known
