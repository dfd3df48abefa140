"""Who said what: a text and the statements in it, as (source, cue, kind, act, contents).

A content in the table is given without the words in between: "first … last" stands for the whole stretch.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest

from dragoman.language import Analysis
from dragoman.records import Cast, Document, Statement
from dragoman.statements import Cues, find_statements, load_cues

Row = tuple[str | None, str | None, str, str, list[str]]
Analyze = Callable[[str], Analysis]


@pytest.fixture(scope="session")
def cues() -> Cues:
    return load_cues()


@pytest.fixture
def find(analyze: Analyze, cues: Cues) -> Callable[[str], list[Statement]]:
    def found(text: str) -> list[Statement]:
        return find_statements(analyze(text), Document(id="test", text=text), Cast(), cues)

    return found


def shown(statement: Statement) -> Row:
    return (
        statement.source_span.text if statement.source_span else None,
        statement.cue_span.text if statement.cue_span else None,
        statement.kind,
        statement.act,
        [c.text for c in statement.content_spans],
    )


INDIRECT: list[tuple[str, Row]] = [
    # a leading "that" stands inside
    (
        "The governor said that the bridge would stay shut.",
        ("The governor", "said", "indirect", "said", ["that the bridge would stay shut"]),
    ),
    # no "that"; a date between cue and content
    (
        "Finland's defence ministry said on Friday it had closed two crossings.",
        ("Finland's defence ministry", "said", "indirect", "said", ["it had closed two crossings"]),
    ),
    # a verb coordinated with the cue is the reporter's
    (
        "The rebels said they would hand over the mine but rejected talks.",
        ("The rebels", "said", "indirect", "said", ["they would hand over the mine"]),
    ),
    # relative clauses and coordination belong to the content
    (
        "Kenya's president warned that troops who fled would be tried and their officers dismissed.",
        (
            "Kenya's president",
            "warned",
            "indirect",
            "said",
            ["that troops who fled would be tried and their officers dismissed"],
        ),
    ),
    # the cue behind what was said
    (
        "The port will reopen on Monday, the harbour master said.",
        ("the harbour master", "said", "indirect", "said", ["The port will reopen on Monday"]),
    ),
    # inversion with a title
    (
        "The pipeline was cut in two places, said Energy Minister Lars Holm.",
        ("Energy Minister Lars Holm", "said", "indirect", "said", ["The pipeline was cut in two places"]),
    ),
    # a second half that only the speaker can have said
    (
        "Rabat has not asked for help, the envoy said, but would accept it.",
        ("the envoy", "said", "indirect", "said", ["Rabat has not asked for help", "but would accept it"]),
    ),
    # a semicolon ends what was said
    (
        "Ten thousand marched, the organisers said; the square was empty by noon.",
        ("the organisers", "said", "indirect", "said", ["Ten thousand marched"]),
    ),
    # the cue interrupts what was said
    (
        "The army, he said, would leave the valley by May.",
        ("he", "said", "indirect", "said", ["The army", "would leave the valley by May"]),
    ),
    # a name in apposition is part of the source
    (
        "Its chairman, Osman Bey, said the strike was over.",
        ("Its chairman, Osman Bey", "said", "indirect", "said", ["the strike was over"]),
    ),
    # a description in apposition is not
    (
        "Osman Bey, the union's chairman, said the strike was over.",
        ("Osman Bey", "said", "indirect", "said", ["the strike was over"]),
    ),
    (
        "Votes were counted twice in Lusaka, according to the electoral commission.",
        ("the electoral commission", "according to", "indirect", "said", ["Votes were counted twice in Lusaka"]),
    ),
    (
        "According to Somali police, the bomb was hidden in a cart.",
        ("Somali police", "According to", "indirect", "said", ["the bomb was hidden in a cart"]),
    ),
    # reported question
    (
        "Reporters asked whether the king would abdicate.",
        ("Reporters", "asked", "indirect", "said", ["whether the king would abdicate"]),
    ),
    # reported order, with whom it is for
    (
        "The colonel told the crew to abandon ship.",
        ("The colonel", "told", "indirect", "said", ["to abandon ship"]),
    ),
    (
        "Oslo urged both sides to hold their fire.",
        ("Oslo", "urged", "indirect", "said", ["to hold their fire"]),
    ),
    # documents speak too
    (
        "The report says that wells were poisoned.",
        ("The report", "says", "indirect", "said", ["that wells were poisoned"]),
    ),
    # nouns of saying
    (
        "The court dismissed his claim that the vault was empty.",
        ("his", "claim", "indirect", "said", ["that the vault was empty"]),
    ),
    (
        "The ministry denied selling shells to the militia.",
        ("The ministry", "denied", "indirect", "said", ["selling shells to the militia"]),
    ),
]

THOUGHT: list[tuple[str, Row]] = [
    (
        "Paris wants to keep its base in Chad.",
        ("Paris", "wants", "indirect", "thought", ["to keep its base in Chad"]),
    ),
    (
        "Diplomats fear that the truce will not hold.",
        ("Diplomats", "fear", "indirect", "thought", ["that the truce will not hold"]),
    ),
    (
        "The mayor hopes the ferry will run again by spring.",
        ("The mayor", "hopes", "indirect", "thought", ["the ferry will run again by spring"]),
    ),
    # adjectives ascribe thoughts too
    (
        "Residents are afraid that the dam will burst.",
        ("Residents", "afraid", "indirect", "thought", ["that the dam will burst"]),
    ),
    # whoever expects it is not named
    (
        "The senate is expected to reject the treaty.",
        (None, "expected", "indirect", "thought", ["The senate", "to reject the treaty"]),
    ),
    (
        "She does not believe the figures were forged.",
        ("She", "believe", "indirect", "thought", ["the figures were forged"]),
    ),
]

DIRECT: list[tuple[str, Row]] = [
    (
        "“We have no quarrel with our neighbours,” Prime Minister Ana Brnović said.",
        ("Prime Minister Ana Brnović", "said", "direct", "said", ["We have no quarrel with our neighbours,"]),
    ),
    # straight marks, inversion
    (
        '"The dam is safe," said Paul Otieno, an engineer.',
        ("Paul Otieno", "said", "direct", "said", ["The dam is safe,"]),
    ),
    # British usage: single marks
    (
        "‘Nobody is above the law,’ the judge told the court.",
        ("the judge", "told", "direct", "said", ["Nobody is above the law,"]),
    ),
    # two single marks for a double one
    (
        "''The dam is safe,'' the engineer said.",
        ("the engineer", "said", "direct", "said", ["The dam is safe,"]),
    ),
    # the cue before, with a colon
    (
        "The envoy added: “Time is short.”",
        ("The envoy", "added", "direct", "said", ["Time is short."]),
    ),
    # the hearer between cue and quotation
    (
        "Lula told reporters, “Brazil will not take sides.”",
        ("Lula", "told", "direct", "said", ["Brazil will not take sides."]),
    ),
    # one utterance, two stretches
    (
        "“The talks failed,” he said, “because nobody listened.”",
        ("he", "said", "direct", "said", ["The talks failed,", "because nobody listened."]),
    ),
    # and over the end of the sentence
    (
        "“The talks failed,” Ortega said. “Nobody listened to us.”",
        ("Ortega", "said", "direct", "said", ["The talks failed,", "Nobody listened to us."]),
    ),
    # a question keeps its own mark
    (
        "“Who gave the order?” asked Miriam Katz, the mother of a recruit.",
        ("Miriam Katz", "asked", "direct", "said", ["Who gave the order?"]),
    ),
    # an opening mark on each paragraph, the closing one only at the end
    (
        "“They came at dawn,” said Farid, a shepherd. “They took the goats.\n\n“Then they burned the huts.”",
        (
            "Farid",
            "said",
            "direct",
            "said",
            ["They came at dawn,", "They took the goats.", "Then they burned the huts."],
        ),
    ),
    # a paragraph that ends in a colon announces the quotation
    (
        "In a letter to staff the director wrote:\n\n“The library will close its doors in June.”",
        ("the director", "wrote", "direct", "said", ["The library will close its doors in June."]),
    ),
    # a colon alone
    (
        "Mayor Keiko Ito: “The levee held through the night.”",
        ("Mayor Keiko Ito", None, "direct", "said", ["The levee held through the night."]),
    ),
    (
        "The captain had a plain message: “Nobody leaves this port.”",
        ("The captain", None, "direct", "said", ["Nobody leaves this port."]),
    ),
    # a live blog's dash
    (
        "14:05 — “The runway is clear,” an airport spokesman said.",
        ("an airport spokesman", "said", "direct", "said", ["The runway is clear,"]),
    ),
    # no word of saying: the sentence before tells whose words these are
    (
        "Captain Leila Noor was the last to leave the ship. “I counted every one of them.”",
        ("Captain Leila Noor", None, "direct", "said", ["I counted every one of them."]),
    ),
]

MIXED: list[tuple[str, Row]] = [
    # quoted words inside reported ones keep their marks
    (
        "Ankara said the vote was “a farce from start to finish” and would be ignored.",
        (
            "Ankara",
            "said",
            "mixed",
            "said",
            ["the vote was “a farce from start to finish” and would be ignored"],
        ),
    ),
    (
        'The bishop said that the law was "cruel".',
        ("The bishop", "said", "mixed", "said", ['that the law was "cruel"']),
    ),
    (
        "The general called the raid “a gift to our enemies”.",
        ("The general", "called", "mixed", "said", ["the raid “a gift to our enemies”"]),
    ),
    # marks told by word of mouth
    (
        "The minister said the prisoners were, quote, guests of the state.",
        ("The minister", "said", "mixed", "said", ["the prisoners were, quote, guests of the state"]),
    ),
]


@pytest.mark.parametrize(("text", "expected"), INDIRECT + THOUGHT + DIRECT + MIXED)
def test_statement(find: Callable[[str], list[Statement]], text: str, expected: Row) -> None:
    assert [shown(s) for s in find(text)] == [expected]


# Several statements in one text.
CHAINS: list[tuple[str, list[Row]]] = [
    (
        "“The bridge holds,” she told engineers, adding: “Nobody needs to doubt it.”",
        [
            ("she", "told", "direct", "said", ["The bridge holds,"]),
            ("she", "adding", "direct", "said", ["Nobody needs to doubt it."]),
        ],
    ),
    (
        "Oslo blamed the drivers, claiming they had skipped two checks.",
        [("Oslo", "claiming", "indirect", "said", ["they had skipped two checks"])],
    ),
    (
        "The ferry sank within minutes, the coast guard said, and survivors said nobody had sounded an alarm.",
        [
            ("the coast guard", "said", "indirect", "said", ["The ferry sank within minutes"]),
            ("survivors", "said", "indirect", "said", ["nobody had sounded an alarm"]),
        ],
    ),
]


@pytest.mark.parametrize(("text", "expected"), CHAINS)
def test_several_statements(find: Callable[[str], list[Statement]], text: str, expected: list[Row]) -> None:
    assert [shown(s) for s in find(text)] == expected


# Nobody said it, or it says nothing.
NONE = [
    "The so-called “people's court” met in a school.",
    "Troops crossed the river at night.",
    # not said, not yet said, only possibly said
    "Ottawa has not announced when the port will open.",
    "The airline has yet to declare where it will fly.",
    "Lisbon may announce that the talks are over.",
    # a title between marks
    "She starred in “The Long Winter,” which opened in May.",
    "Thousands condemned the killing.",
]


@pytest.mark.parametrize("text", NONE)
def test_no_statement(find: Callable[[str], list[Statement]], text: str) -> None:
    assert [s for s in find(text) if s.act == "said"] == []


def test_hearer_and_medium(find: Callable[[str], list[Statement]]) -> None:
    (told,) = find("Castro told the assembly in a speech that sugar would be rationed.")
    assert told.addressee_span and told.addressee_span.text == "the assembly"
    assert told.medium_span and told.medium_span.text == "a speech"


def test_order_names_its_hearer(find: Callable[[str], list[Statement]]) -> None:
    (urged,) = find("Oslo urged both sides to hold their fire.")
    assert urged.addressee_span and urged.addressee_span.text == "both sides"


def test_statement_within_a_statement(find: Callable[[str], list[Statement]]) -> None:
    outer, inner = find("The agency reported that the minister had said the tanker was empty.")
    assert (outer.within, inner.within) == (None, outer.id)
    assert inner.content_spans[0].text == "the tanker was empty"


def test_agency_that_quotes_somebody(find: Callable[[str], list[Statement]]) -> None:
    agency, minister = find("Snow has cut off a valley, the state agency quoted Interior Minister Lars Holm as saying.")
    assert agency.source_span and agency.source_span.text == "the state agency"
    assert minister.source_span and minister.source_span.text == "Interior Minister Lars Holm"
    assert minister.within == agency.id
    assert [c.text for c in minister.content_spans] == ["Snow has cut off a valley"]


def test_report_of_a_report(find: Callable[[str], list[Statement]]) -> None:
    paper, envoy = find("An envoy told a radio station that Tripoli would pay, the paper reported on Sunday.")
    assert [c.text for c in paper.content_spans] == ["An envoy told a radio station that Tripoli would pay"]
    assert [c.text for c in envoy.content_spans] == ["that Tripoli would pay"]
    assert envoy.within == paper.id


def test_ids_follow_the_text(find: Callable[[str], list[Statement]]) -> None:
    found = find("Ravi said it rained. Mina said it snowed. Both said it was cold.")
    assert [s.id for s in found] == ["s1", "s2", "s3"]
    assert [s.content_spans[0].start for s in found] == sorted(s.content_spans[0].start for s in found)


# Marks that do not pair must not swallow the article.
UNBALANCED = [
    "“The road is open, the driver said. Then he left.\n\nNobody followed him.",
    'The clerk said "maybe. The office closed at noon.\n\nIt rained.',
    "He wrote “yes and “no and went home.",
    "” he said.",
    "'' '' said",
    ": “”",
    "“",
]


@pytest.mark.parametrize("text", UNBALANCED)
def test_spans_hold_whatever_the_marks(find: Callable[[str], list[Statement]], text: str) -> None:
    for s in find(text):
        for span in [*s.content_spans, *(x for x in (s.source_span, s.cue_span, s.medium_span) if x)]:
            assert text[span.start : span.end] == span.text
            assert span.text.strip()
