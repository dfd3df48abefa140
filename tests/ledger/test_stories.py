"""Stories in a ledger: the same in both stores and however the reports are cut into batches; what leaves is mended."""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Sequence
from datetime import date

import msgspec
import pytest
from click.testing import CliRunner

from dragoman.cli import cli
from dragoman.ledger import Ledger, Session, entry_of, open_store
from dragoman.ledger.correcting import remake
from dragoman.records import Block, Coded, Document

from .test_keeping import coded_of

_TOWNS = ("Velmar", "Sandby", "Orrow", "Tessal")
_ACTS = (
    "shells struck the grain port of {town}, killing {n} dockers, harbour master {who} told a news conference",
    "teachers in {town} began a strike over {n} months of unpaid wages, said their leader {who}",
    "a judge in {town} sent {who}, once minister of mines, to prison for {n} years over bribes from a quarry",
)
_MORE = (
    "Ferries lay idle until noon.", "Shops in the old quarter stayed shut.", "A vigil was held beside the chapel.",
    "The council will meet again after the harvest.", "Rain kept most onlookers away.", "Pupils sang on the steps.",
    "Insurers put the loss at four million.", "An inquiry by two lawyers has begun.",
)  # fmt: skip


def report(document: str, text: str, published_at: str | None = None) -> Coded:
    made = Document(id=document, text=text, published_at=published_at, blocks=[Block("paragraph", 0, len(text))])
    return msgspec.structs.replace(coded_of(text, []), document=made)


def stream(count: int, seed: int = 1) -> list[Coded]:
    """Reports of some happenings, with copies among them, revisions of earlier ones, and old texts that come again."""
    rng = random.Random(seed)
    made: list[Coded] = []
    for number in range(count):
        town, act = rng.choice(_TOWNS), rng.choice(_ACTS)
        who = f"{town[:3]}ra {act[:3].title()}nen"
        lead = act.format(town=town, who=who, n=3 + len(town))
        text = f"On Monday {lead}. {' '.join(rng.sample(_MORE, 4))} {who} left {town} at dusk."
        document, kind = f"d{number}", rng.random()
        if made and kind < 0.15:
            text = f"Late news from {town}\n\n{rng.choice(made).document.text}"
        elif made and kind < 0.35:
            document = rng.choice(made).document.id
        elif made and kind < 0.4:
            made.append(rng.choice(made))
            continue
        made.append(report(document, text, f"2024-03-{1 + number // 4:02d}"))
    return made


def take(where: str, records: Sequence[Coded], cuts: Sequence[int] = ()) -> None:
    session = Session(open_store(where), [])
    for start, end in zip([0, *cuts], [*cuts, len(records)], strict=True):
        session.write([entry_of(record) for record in records[start:end]])


def woven(where: str) -> list[list[tuple[object, ...]]]:
    queries = ("story_members ORDER BY number", "story_terms ORDER BY number, term", "story_features ORDER BY number")
    return [Ledger(where).sql(f"SELECT * FROM store.{query}").table()[1] for query in queries]


def test_stories_do_not_depend_on_how_reports_are_cut_into_batches(new_ledger: Callable[[], str]) -> None:
    records = stream(60)
    whole = new_ledger()
    take(whole, records)
    expected = woven(whole)
    members = expected[0]
    current = Ledger(whole).sql("SELECT number FROM revisions WHERE current ORDER BY number").table()[1]
    assert [(row[0],) for row in members] == current
    # there is something to see: copies, stories of several, reports that were revised
    assert sum(row[4] is not None for row in members) > 3
    assert len({row[2] for row in members}) < len(members) - 10
    assert len(current) < len({(r.document.id, r.document.text) for r in records})
    rng = random.Random(7)
    for cuts in (range(1, len(records)), *(sorted(rng.sample(range(1, len(records)), 5)) for _ in range(2))):
        other = new_ledger()
        take(other, records, list(cuts))
        # what a crash left undone comes again with what was done
        take(other, records[-20:])
        assert woven(other) == expected


def test_both_stores_have_the_same_stories(tmp_path: object, database: Callable[[], str]) -> None:
    records = stream(40, seed=3)
    file, server = f"{tmp_path}/l.duckdb", database()
    take(file, records, [17])
    take(server, records, [30])
    assert woven(file) == woven(server)
    ours, theirs = Ledger(file), Ledger(server)
    assert ours.stories().table() == theirs.stories().table()
    assert ours.view("story_members").table() == theirs.view("story_members").table()
    assert ours.story(records[0].document.id).table() == theirs.story(records[0].document.id).table()


@pytest.fixture
def small(where: str) -> str:
    """A ledger with an original, two copies of it, another report of the same, and one that stands alone."""
    fire, strike, _ = (act.format(town="Velmar", who="Ilse Brandauer", n=9) for act in _ACTS)
    first = f"On Monday {fire}. {' '.join(_MORE[:5])}"
    other = f"Dockers were killed when shells struck the port, said harbour master Ilse Brandauer of Velmar. {_MORE[6]}"
    records = [
        report("copy", f"Shells hit Velmar\n\n{first}", "2024-03-06T10:00:00Z"),
        report("first", first, "2024-03-05T10:00:00Z"),
        report("second", f"{first} {_MORE[7]}", "2024-03-06T12:00:00Z"),
        report("other", other, "2024-03-07"),
        report("alone", f"Meanwhile {strike.replace('Velmar', 'Tessal').replace('Ilse Brandauer', 'Ono Reth')}."),
    ]
    take(where, records)
    return where


def test_a_story_tells_its_reports_by_publication_and_which_are_independent(small: str) -> None:
    big, alone = Ledger(small).stories()
    assert big["documents"] == ["first", "copy", "second", "other"]
    assert big["origins"] == ["first", "other"]
    assert (big["reports"], big["independent"]) == (4, 2)
    assert (big["first_day"], big["last_day"]) == (date(2024, 3, 5), date(2024, 3, 7))
    assert big["title"].startswith("On Monday shells struck")
    assert (alone["documents"], alone["first_day"]) == (["alone"], None)
    reports = Ledger(small).story(big["story"]).rows()
    assert [(r["document"], r["origin"], r["copy_of"]) for r in reports] == [
        ("first", True, None),
        ("copy", False, "first"),
        ("second", False, "first"),
        ("other", True, None),
    ]
    assert Ledger(small).story("other").rows() == reports
    assert Ledger(small).story("nothing").rows() == []


def test_stories_are_chosen_by_their_days(small: str) -> None:
    ledger = Ledger(small)
    chosen = [({"since": "2024-03-07"}, 1), ({"until": "2024-03-05"}, 1), ({"until": "2024-03-04"}, 0)]
    for asked, count in [*chosen, ({"since": "2024-03-08"}, 0), ({"limit": 1}, 1), ({}, 2)]:
        assert len(ledger.stories(**asked).rows()) == count  # type: ignore[arg-type]


def test_a_story_lives_on_without_a_report_that_is_forgotten(small: str) -> None:
    ledger = Ledger(small)
    before = ledger.story("other").rows()[0]["story"]
    ledger.forget("first")
    reports = ledger.story("other").rows()
    assert [(r["story"], r["document"], r["copy_of"]) for r in reports] == [
        (before, "copy", None),
        (before, "second", "copy"),
        (before, "other", None),
    ]
    for document in ("copy", "second", "other", "alone"):
        ledger.forget(document)
    assert ledger.stories().rows() == []
    assert woven(small) == [[], [], []]


def test_a_revision_is_woven_anew_and_its_copies_stay(small: str) -> None:
    ledger = Ledger(small)
    before = ledger.story("other").rows()[0]["story"]
    trial = _ACTS[2].format(town="Orrow", who="Jon Vask", n=7)
    take(small, [report("first", f"On Friday {trial}.", "2024-03-08")])
    assert [(r["story"], r["document"]) for r in ledger.story("other")] == [
        (before, "copy"),
        (before, "second"),
        (before, "other"),
    ]
    assert [r["document"] for r in ledger.story("first")] == ["first"]
    # back to what it was about, and a story of its old name is taken already
    take(small, [report("first", f"On Saturday {trial}.", "2024-03-08")])
    assert len(ledger.stories().rows()) == 3


def test_without_texts_records_tell_stories_apart(where: str, coded: list[Coded]) -> None:
    again = [
        msgspec.structs.replace(record, document=msgspec.structs.replace(record.document, id=f"again {k}"))
        for k, record in enumerate(coded)
    ]
    Session(open_store(where), [], texts=False).write([entry_of(record) for record in (*coded, *again)])
    reports = {row["document"]: row for row in Ledger(where).view("story_members")}
    assert (reports["again 0"]["copy_of"], reports["again 0"]["title"]) == ("pact", None)
    assert reports["again 0"]["story"] == reports["pact"]["story"] != reports["undated"]["story"]
    assert Ledger(where).stories().rows()[0]["title"] is None


def test_commands(small: str) -> None:
    def said(*command: str) -> str:
        result = CliRunner().invoke(cli, [*command, "--ledger", small])
        assert result.exit_code == 0, result.output
        return result.stdout

    lines = [json.loads(line) for line in said("stories", "--format", "jsonl").splitlines()]
    assert [list(line) for line in lines] == [["id", "documents", "origins", "title"]] * 2
    assert lines[0]["documents"] == ["first", "copy", "second", "other"]
    assert json.loads(said("stories", "--format", "json")) == lines
    assert [json.loads(x) for x in said("stories", "--limit", "1", "--format", "jsonl").splitlines()] == lines[:1]
    assert "independent" in said("stories")
    assert said("stories", "--format", "csv").startswith("story,first_day,")
    story = lines[0]["id"]
    assert "copy of" in said("story", story)
    assert len(said("story", story, "--format", "jsonl").splitlines()) == 4
    assert "no story 'x'" in str(CliRunner().invoke(cli, ["story", "x", "--ledger", small]).exception)


def test_a_correction_leaves_stories_as_they_are(filled: str) -> None:
    before = woven(filled)
    with open_store(filled).write() as connection:
        remake(connection, ["pact"])
    assert woven(filled) == before
