"""Commitments by the way they are told: one row a mechanism, and near misses that bind nobody."""

from __future__ import annotations

import pytest

from dragoman import Coded, Coder


@pytest.fixture(scope="module")
def coder() -> Coder:
    return Coder()


def code(coder: Coder, text: str) -> Coded:
    return coder.code(text, published_at="2023-03-15T12:00:00Z")


def told(coded: Coded) -> list[tuple[str, str]]:
    """Kind and maker of each commitment; all names of a maker, in lower case."""
    names = {a.id: " ".join([a.name, *(m.text for m in a.mentions)]).lower() for a in coded.actors}
    return [(c.kind, " ".join(names[b] for b in c.by)) for c in coded.commitments]


TOLD = [
    # passives, with the maker hung on either verb
    ("Bakers in the port were ordered to shut by the navy.", "demand", "navy"),
    ("Two stations in Accra have been forbidden by the regulator to play songs.", "prohibition", "regulator"),
    # time given, by whoever says so
    ("The pilots have until 4 April to hand in their badges, the council ruled.", "demand", "council"),
    ("The smugglers have until noon to hand in their rifles, Chad's army said.", "demand", "army"),
    ("Niger has ten days to free the crew, the Chadian president said.", "demand", "president"),
    # nouns: with a clause, after a colon, in a paper
    ("Togo gave Ghana its assurance that no dam would be built.", "promise", "togo"),
    ("Ghana received a guarantee from Togo that its gold would be returned.", "promise", "togo"),
    ("The junta issued an ultimatum: leave the island by Sunday.", "demand", "junta"),
    ("The emir signed a decree forbidding the sale of pearls.", "prohibition", "emir"),
    ("Chile reserved the right to respond.", "threat", "chile"),
    ("Chile has no intention of leaving the pact.", "refusal", "chile"),
    # states
    ("Oman is willing to host the talks, an Omani official said.", "offer", "oman"),
    ("Oman is committed to sending doctors to Chad.", "promise", "oman"),
    # deals
    ("Under the pact Chad will free forty sailors.", "agreement", "chad"),
    ("Chad and Niger are to reopen a road next month under a deal struck in Lagos.", "agreement", "niger"),
    ("Peru and Ecuador struck a deal to share the river.", "agreement", "ecuador"),
    ("The two Fijian leaders agreed to open a second harbour.", "agreement", "leaders"),
    ("Chad must free forty sailors, according to the treaty signed in Lagos.", "agreement", "chad"),
    ("Chad and Niger are to trade envoys, says the joint statement issued in Lagos.", "agreement", "niger"),
    ("Chad and Niger will send their envoys back, the two presidents said.", "agreement", "niger"),
    ("The accord obliges the Chadian army to leave the fort.", "agreement", "chad"),
    ("Chad and Niger undertook to lower the tolls.", "agreement", "niger"),
    ("Chad will pull its guns back and Niger is to send no drones, Egypt announced.", "agreement", "niger"),
    # bargains without a condition word
    ('"They will hand over the spies, or they will share their fate," the Chadian president said.', "threat", "presid"),
    ('"Release the crew and we will open the port," the rebel commander said.', "offer", "commander"),
    ('"Withdraw or face the consequences," the Turkish president told the militia.', "threat", "president"),
    ('"Let the generals go home," the bishop of Kano told worshippers.', "demand", "bishop"),
    ('"No vote, no taxes," Hamas said in a statement.', "refusal", "hamas"),
    # whoever does a thing
    ('"Whoever hides these men will pay for it," the Chadian defence minister said.', "threat", "minister"),
    ("Any mayor who hides the figures will be dismissed, Kenya's president said.", "threat", "president"),
    # what there will not be, what nobody may do
    ("There will be no amnesty for the plotters, Bolivia's president said.", "refusal", "president"),
    ("Nobody may leave the island, the governor said.", "prohibition", "governor"),
    ("The Chadian army said visitors must not enter the fort.", "prohibition", "army"),
    ("No member state may buy these diamonds, the Security Council ruled.", "prohibition", "council"),
    ('"We may bomb the port again," the Chadian defence minister said.', "threat", "minister"),
    ("Chad decided to send doctors to Niger.", "promise", "chad"),
    ("Togo answered with a promise to expel the envoy.", "threat", "togo"),
    ("Chad's widows have been promised a pension, the finance ministry confirmed.", "promise", "ministry"),
    ("Niger was informed by Chad that the gas will be cut on Monday.", "threat", "chad"),
    ("Chad held out a loan to Niger.", "offer", "chad"),
    ("Chad dismissed a call for talks.", "refusal", "chad"),
    ("Stop the shelling and the villagers can go home, Chad's army chief said.", "offer", "chief"),
    ("The bridge will be dismantled unless the rebels leave, the Chadian president said.", "threat", "president"),
    # the reporter's own words, bound by a condition
    ("Should Togo fill the dam, Ghana will go to the Security Council.", "threat", "ghana"),
    # those who speak for a body
    ("The alliance's spokesman said it would not bomb the port.", "promise", "alliance"),
    ("Ottawa would hit back, its finance minister promised.", "threat", "canada"),
    ("Chad's herders will block the road, their spokesman said.", "threat", "herders"),
    # a line in capitals
    ("TOGO THREATENS TO CUT GAS TO GHANA", "threat", "togo"),
]


@pytest.mark.parametrize(("text", "kind", "by"), TOLD)
def test_who_makes_it(coder: Coder, text: str, kind: str, by: str) -> None:
    found = told(code(coder, text))
    assert any(k == kind and by in name for k, name in found), found


KINDS = [
    # not to harm is a promise, not to help a refusal, not to stand by a threat
    ("Chad said it would not shell the port.", "promise"),
    ("Chad said it would not reopen the border.", "refusal"),
    ("Egypt warned Chad that it would not stand by.", "threat"),
    # a price must be good; what answers a wrong or a failing is a threat
    ("Spain will lift the ban if Morocco opens its ports, Spain said.", "offer"),
    ("Spain will call a summit if Morocco attacks the enclave, Spain said.", "threat"),
    ("Spain's prime minister said he would resign if the parties did not stop their quarrel.", "threat"),
    # less of a burden is no harm
    ("Spain vowed to lower the toll.", "promise"),
    ("Spain vowed to raise the toll.", "threat"),
    ("Spain vowed to investigate the killings.", "promise"),
    # waiting with an act is refusing it
    ("Only when the debt is paid will Spain lend more, Spain said.", "refusal"),
    ("Until the debt is paid, not one more ship will sail, Spain said.", "refusal"),
    # what others are not let do
    ("Spain will not allow Morocco to fish there, Spain said.", "prohibition"),
    ("Spain warned Morocco against a blockade.", "prohibition"),
    ("Morocco was warned by Spain not to land on the islet.", "prohibition"),
    ("Spain warned Morocco to leave the islet.", "demand"),
]


@pytest.mark.parametrize(("text", "kind"), KINDS)
def test_kind(coder: Coder, text: str, kind: str) -> None:
    assert kind in [k for k, _ in told(code(coder, text))]


CONDITIONS = [
    ("Spain refused to sail before the fee is paid.", [("until", "the fee is paid")]),
    ("Spain ruled out a visit without an apology.", [("unless", "an apology")]),
    ("Spain pledged to send guards after a truce.", [("once", "a truce")]),
    ("Spain is open to talks on one condition: that Morocco frees the crew.", [("if", "Morocco frees the crew")]),
    (
        "Unless and until the last pirate has sailed, Spain will not lend boats, its envoy said.",
        [("until", "the last pirate has sailed")],
    ),
    ("Spain vowed to sail. That could change if the fee is paid.", [("unless", "the fee is paid")]),
]


@pytest.mark.parametrize(("text", "expected"), CONDITIONS)
def test_condition(coder: Coder, text: str, expected: list[tuple[str, str]]) -> None:
    commitments = code(coder, text).commitments
    assert commitments
    assert [(c.kind, c.span.text) for c in commitments[0].conditions] == expected


def test_a_fronted_condition_holds_for_coordinated_acts(coder: Coder) -> None:
    found = code(coder, "If Togo pays, Ghana will lift the ban and reopen the bridge, Ghana said.").commitments
    assert [[c.span.text for c in x.conditions] for x in found] == [["Togo pays"], ["Togo pays"]]


def test_the_act_ends_where_the_words_end(coder: Coder) -> None:
    found = code(coder, "Chad will free the crew, a minister in Gao said.").commitments
    assert [c.act.text for c in found] == ["free the crew"]


@pytest.mark.parametrize(
    "text",
    [
        # taken back, denied, disputed, background, long past, a question, everybody's
        "The junta has lifted its threat to expel the envoy.",
        "Sweden denied that it had offered asylum to the general.",
        "A claim that Sweden had offered asylum was false.",
        "The abbot did not attend, though Sweden had promised him a seat.",
        "In 1911 Persia promised Britain that it would leave the gulf.",
        "Would Chad refuse to sign?",
        "Every king since the flood has vowed to mend the dikes.",
        # fiction, private bodies, forecasts, schedules, suppositions
        "In the novel, the king orders his knights to burn the mill.",
        "Airline Nordwings said it would add flights to Lisbon.",
        '"I would not bet on it," the ambassador said.',
        "Prices will rise if the harvest fails, economists said.",
        "The army said it would not comment.",
    ],
)
def test_what_binds_nobody(coder: Coder, text: str) -> None:
    assert not told(code(coder, text))
