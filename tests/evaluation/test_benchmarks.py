"""The measuring commands of benchmarks/: what they call a gain or a loss, and which event they take for a row's."""

from __future__ import annotations

import copy
import importlib
from pathlib import Path
from typing import Any

import msgspec
import pytest

from dragoman import Coder
from dragoman.evaluation import read_gold

BENCHMARKS = Path(__file__).resolve().parents[2] / "benchmarks"


@pytest.fixture
def load(monkeypatch: pytest.MonkeyPatch) -> Any:
    """name → the module of that name in benchmarks/, whose scripts import one another by bare names."""
    monkeypatch.syspath_prepend(str(BENCHMARKS))
    return importlib.import_module


@pytest.fixture
def article() -> dict[str, Any]:
    """The gold article with the most events."""
    return max(read_gold(BENCHMARKS / "gold"), key=lambda g: len(g["gold"]["events"]))


def as_prediction(article: dict[str, Any]) -> dict[str, dict[str, Any]]:
    records = {k: article["gold"][k] for k in ("actors", "statements", "events", "commitments")}
    line: dict[str, Any] = copy.deepcopy({**records, "document": {**article["document"], "blocks": []}})
    for statement in line["statements"]:
        statement.setdefault("act", "said")
    return {article["document"]["id"]: line}


def test_nothing_changes_between_a_version_and_itself(load: Any, article: dict[str, Any]) -> None:
    same = as_prediction(article)
    assert not list(load("compare").changes([article], same, same))


def test_a_lost_event_is_missed_one_way_and_found_the_other(load: Any, article: dict[str, Any]) -> None:
    compare, whole = load("compare"), as_prediction(article)
    less = as_prediction(article)
    number = next(i for i, e in enumerate(article["gold"]["events"]) if e["required"])
    trigger = less[article["document"]["id"]]["events"].pop(number)["trigger"]
    (lost,) = compare.changes([article], whole, less)
    (won,) = compare.changes([article], less, whole)
    assert (lost.what, lost.gain, won.what, won.gain) == ("missed", False, "found", True)
    assert (lost.record, lost.start, lost.text) == ("event", trigger["start"], trigger["text"])
    heading, told = compare.listing([article], [lost])
    assert trigger["text"] in heading
    assert told.startswith("  - missed   event")


def test_a_wrong_type_is_a_loss_twice(load: Any, article: dict[str, Any]) -> None:
    whole, other = as_prediction(article), as_prediction(article)
    event = next(e for e in other[article["document"]["id"]]["events"] if e["required"] and not e["accept_types"])
    event["type"] = "AID" if event["type"] != "AID" else "ASSAULT"
    assert {c.what for c in load("compare").changes([article], whole, other)} == {"missed", "spurious"}
    assert {c.what for c in load("compare").changes([article], other, whole)} == {"found", "gone"}


def test_a_row_is_read_without_its_mark(load: Any) -> None:
    row = load("factuality").read_row("x1\topen\tactual\taffirmed\tcertain\tASSAULT\tGunmen [T:raided] the depot.")
    assert row.text == "Gunmen raided the depot."
    assert row.text[row.trigger.start : row.trigger.end] == row.trigger.text == "raided"


@pytest.mark.parametrize(
    "line",
    [
        "x1\topen\tactual\taffirmed\tcertain\tASSAULT\tGunmen raided the depot.",  # no mark
        "x1\topen\tactual\taffirmed\tASSAULT\tGunmen [T:raided] the depot.",  # a column short
    ],
)
def test_a_faulty_row_is_told(load: Any, line: str) -> None:
    with pytest.raises(ValueError, match="x1"):
        load("factuality").read_row(line)


def test_the_event_of_a_row(load: Any) -> None:
    """On the trigger first, of the row's type if there are two; else one of its type in the sentence; else none."""
    factuality = load("factuality")
    row = factuality.read_row("x1\topen\tactual\taffirmed\tcertain\tASSAULT\tKenya's army [T:shelled] rebels in Lamu.")
    (event,) = Coder().code(row.text).events
    elsewhere = msgspec.structs.replace(event, trigger=event.sentence.__class__(0, 5, "Kenya"))
    stranger = msgspec.structs.replace(elsewhere, type="AID")
    other_type = msgspec.structs.replace(event, type="COERCE")
    assert factuality.event_of(row, [stranger]) is None
    assert factuality.event_of(row, [stranger, elsewhere]) is elsewhere
    assert factuality.event_of(row, [elsewhere, other_type]) is other_type
    assert factuality.event_of(row, [other_type, event]) is event


def test_sealed_rows_are_never_listed(load: Any) -> None:
    factuality = load("factuality")
    line = "x1\t{}\tactual\taffirmed\tcertain\tASSAULT\tGunmen [T:raided] the depot."
    readings = [factuality.Reading(factuality.read_row(line.format(half)), None) for half in ("open", "sealed")]
    assert len(factuality.errors(readings)) == 1


SPEAKING = "Ali, the mayor, said it had rained. Boni agreed."
CASE = {"text": SPEAKING, "content": "it had rained"}


def statement(words: str, speaker: str | None = None, source: str = "") -> dict[str, Any]:
    start = SPEAKING.index(words)
    span = {"start": start, "end": start + len(words), "text": words}
    return {"speaker": speaker, "source_span": {"text": source} if source else None, "content_spans": [span]}


@pytest.mark.parametrize(
    ("statements", "expected"),
    [
        ([statement("it had rained", "a1", "Ali")], ["Ali", "the mayor"]),
        # of two over the content the one that fits it more closely
        ([statement(SPEAKING, "a2"), statement("it had", "a1")], ["Ali", "the mayor"]),
        ([statement("it had", "a1"), statement("it had rained", "a2")], ["Boni"]),
        # the source counts where nobody is known by it
        ([statement("it had rained", None, "officials")], ["officials"]),
        ([statement("it had rained")], []),
        # nothing is told of the content
        ([statement("Boni agreed", "a2")], None),
        ([], None),
    ],
)
def test_the_speaker_of_a_content(load: Any, statements: list[dict[str, Any]], expected: list[str] | None) -> None:
    names = {"a1": ["Ali", "the mayor"], "a2": ["Boni"]}
    actors = [{"id": number, "mentions": [{"text": n} for n in called]} for number, called in names.items()]
    assert load("speakers").found_speaker(CASE, {"actors": actors, "statements": statements}) == expected


@pytest.mark.parametrize(
    ("wanted", "called", "right"),
    [
        (["Miriam Oakes", "the shadow chancellor"], ["She", "the Chancellor"], True),
        (["Miriam Oakes", "the shadow chancellor"], ["Dan Thwaite"], False),
        # an article is no name
        (["the mayor"], ["the union"], False),
        # for whom somebody speaks is somebody else
        (["a spokesman for Oakes"], ["Oakes"], False),
        (["a spokesman for Oakes"], ["the spokesman"], True),
        # nobody is found
        (["Oakes"], [], False),
        (["Oakes"], None, False),
        # nobody is wanted
        ([], None, True),
        ([], [], True),
        ([], ["Oakes"], False),
    ],
)
def test_the_right_speaker(load: Any, wanted: list[str], called: list[str] | None, right: bool) -> None:
    assert load("speakers").is_right({"speaker": wanted}, called) == right
