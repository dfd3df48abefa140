"""What a ledger takes in comes back whole, once, in order; another text is a revision; failures keep their cause."""

from __future__ import annotations

import json
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman import from_json, to_json
from dragoman.errors import LedgerError
from dragoman.ingesting import Plan, Summary, ingest, retried_paths
from dragoman.ledger import Ledger, Session, Tally, entry_of, open_store
from dragoman.ledger.packing import hide_nuls, pack, show_nuls, unpack
from dragoman.ledger.tables import TABLES
from dragoman.ledger.views import VIEWS
from dragoman.reading import read_inputs, read_items
from dragoman.records import Coded, CoderInfo, Document, Failed, Failure, Reading, Span, Warning
from dragoman.settings import Settings

INFO = CoderInfo(program="dragoman", version="1", registry="r", models={})
ANY = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)


def coded_of(text: str, spans: list[tuple[int, int]], document: str = "d", title: str | None = None) -> Coded:
    warnings = [Warning("no-date", 'a "quoted" message', Span.of(text, a, b)) for a, b in spans]
    empty: dict[str, list[object]] = {
        k: [] for k in ("actors", "statements", "events", "commitments", "times", "places")
    }
    made = Document(id=document, text=text, title=title)
    return Coded(coder=INFO, document=made, warnings=warnings, **empty)  # type: ignore[arg-type]


def counts(where: str) -> dict[str, int]:
    ledger = Ledger(where)
    return {view: ledger.sql(f"SELECT count(*) FROM {view}").table()[1][0][0] for view in VIEWS if view != "ingests"}


def take(where: str, *paths: Path | str, retry: bool = False, recode: CoderInfo | None = None) -> Summary:
    """Ingests files, with a coder that finds nothing."""
    store = open_store(where)
    again = retried_paths(store) if retry else []
    inputs = [*map(str, paths), *again]
    session = Session(store, inputs, recode=recode is not None)
    plan = Plan(code=lambda items: map(finds_nothing, items), retry=retry, latest=recode)
    items = read_items(inputs, settings=Settings(), leave_out=store.files)
    summary = ingest(items, session, plan)
    if again:
        session.forget_failures(again)
    return summary


def finds_nothing(item: Reading | Failure) -> Coded | Failed:
    if isinstance(item, Failure):
        return Failed.of(item)
    if "too hard" in item.document.text:
        return Failed.of(Failure(item.document.id, item.document.source, "internal", "a defect"))
    return msgspec.structs.replace(coded_of(item.document.text, []), document=item.document)


# ---- packing


@given(
    text=ANY,
    id=ANY,
    title=st.none() | ANY,
    ends=st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60)), max_size=4),
)
def test_a_line_of_any_text_is_put_together_again(
    text: str, id: str, title: str | None, ends: list[tuple[int, int]]
) -> None:
    spans = [(min(a, b, len(text)), min(max(a, b), len(text))) for a, b in ends]
    coded = coded_of(text, spans, id, title)
    packed = pack(coded, texts=True)
    assert unpack(packed, show_nuls(*hide_nuls(text))) == to_json(coded)
    assert "\x00" not in hide_nuls(text)[0] + packed.record
    bare = from_json(unpack(pack(coded, texts=False), None))
    assert isinstance(bare, Coded)
    assert {bare.document.text, *(w.span.text for w in bare.warnings if w.span)} <= {""}
    assert bare.document.title is None


def test_words_that_look_like_spans_are_left_alone() -> None:
    text = '{"start":1,"end":5,"text":""} "document":{"id":"x","text":""} \\"start\\":1'
    coded = coded_of(text, [(0, len(text)), (3, 9)], text, text)
    assert unpack(pack(coded, texts=True), text) == to_json(coded)


# ---- the round trip


def test_lines_come_back_byte_for_byte(filled: str, lines: list[bytes]) -> None:
    ledger = Ledger(filled)
    assert list(ledger.lines()) == lines
    assert list(ledger.lines(failures=False)) == [line for line in lines if b'"error"' not in line]
    assert [to_json(r) for r in ledger.records()] == list(ledger.lines(failures=False))
    assert [r.document.id for r in ledger.records(["odd\x00id", "pact", "nobody"])] == ["pact", "odd\x00id"]


def test_lines_of_the_program_are_taken_as_they_are(where: str, lines: list[bytes], tmp_path: Path) -> None:
    path = tmp_path / "records.jsonl"
    path.write_bytes(b"\n".join(lines) + b"\n")
    assert take(where, path).tally == Tally(stored=6, failed=1)
    assert list(Ledger(where).lines()) == lines


def test_what_is_coded_already_is_not_coded_as_if_it_were_news(lines: list[bytes], tmp_path: Path) -> None:
    path = tmp_path / "records.jsonl"
    path.write_bytes(lines[0])
    (found,) = read_inputs([str(path)], settings=Settings())
    assert isinstance(found, Failure)
    assert (found.id, found.code) == ("pact", "no-text")
    assert "load records with dragoman ingest" in found.message


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"schema": 2}, "schema 2"),
        ({"novelty": 1}, "novelty"),
        ({"document": {"id": "x"}}, "contract"),
        ({"warnings": [{"code": "c", "message": "m", "span": {"start": 0, "end": 2, "text": "no"}}]}, "0:2"),
        ({"warnings": [{"code": "c", "message": "m", "weight": 2, "span": None}]}, "warnings.weight"),
    ],
)
def test_lines_that_would_lose_something_are_refused(tmp_path: Path, change: dict[str, object], said: str) -> None:
    row = json.loads(to_json(coded_of("A text.", [])))
    path = tmp_path / "records.jsonl"
    path.write_text(json.dumps(row | change))
    (found,) = read_items([str(path)], settings=Settings())
    assert isinstance(found, Failure)
    assert found.code == "bad-line"
    assert said in found.message


# ---- once, and only once


def test_the_same_again_changes_nothing(filled: str, coded: list[Coded], failed: Failed, lines: list[bytes]) -> None:
    before = counts(filled)
    session = Session(open_store(filled), ["again"])
    assert session.write([entry_of(r) for r in (*coded, *coded)]) == Tally(unchanged=12)
    assert session.write([entry_of(failed)]) == Tally(failed=1)
    assert counts(filled) == before
    assert list(Ledger(filled).lines()) == lines


def test_another_text_is_a_revision_and_the_old_one_is_kept(where: str) -> None:
    session = Session(open_store(where), [])
    first, second, third = (coded_of(text, [(0, 3)], "d") for text in ("One.", "Two!", "Three?"))
    assert session.write([entry_of(first)]) == Tally(stored=1)
    # within one batch, too
    assert session.write([entry_of(second), entry_of(third), entry_of(second)]) == Tally(revised=2, unchanged=1)
    # an old text that comes again does not undo a newer one
    assert session.write([entry_of(first)]) == Tally(unchanged=1)
    ledger = Ledger(where)
    assert list(ledger.lines()) == [to_json(third)]
    revisions = ledger.sql("SELECT revision, current FROM revisions ORDER BY revision").table()[1]
    assert revisions == [(1, False), (2, False), (3, True)]
    assert counts(where)["warnings"] == 1
    kept = ledger.sql("SELECT text FROM store.texts ORDER BY number").table()[1]
    assert kept == [("One.",), ("Two!",), ("Three?",)]


def test_a_text_is_known_by_its_id_and_words_not_by_its_place(where: str, tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text("The same words.")
    (tmp_path / "c.jsonl").write_text('{"id": 1, "text": "The same words."}\n{"id": 1, "text": "Others."}\n')
    assert take(where, tmp_path).tally == Tally(stored=2, revised=1, unchanged=1)
    assert take(where, tmp_path).tally == Tally(unchanged=4)


def test_records_of_another_coder_are_replaced_when_asked(where: str, tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("The same words.")
    take(where, path)
    newer = msgspec.structs.replace(INFO, version="2")
    assert take(where, path, recode=INFO).tally == Tally(unchanged=1)
    store = open_store(where)
    session = Session(store, [], recode=True)
    plan = Plan(
        code=lambda items: (msgspec.structs.replace(finds_nothing(item), coder=newer) for item in items), latest=newer
    )
    for expected in (Tally(recoded=1), Tally(unchanged=1)):
        assert ingest(read_items([str(path)], settings=Settings()), session, plan).tally == expected
    assert [r.coder.version for r in Ledger(where).records()] == ["2"]
    assert Ledger(where).sql("SELECT max(revision) FROM revisions").table()[1] == [(1,)]


# ---- failures


def test_failures_stay_with_their_cause_until_a_retry_cures_them(where: str, tmp_path: Path) -> None:
    empty, hard, lines, missing = (tmp_path / n for n in ("a.txt", "b.txt", "c.jsonl", "d.txt"))
    empty.write_text(" ")
    hard.write_text("This is too hard.")
    lines.write_text('{"id": 1, "text": "Fine."}\nbroken\n')
    summary = take(where, tmp_path, missing)
    assert summary.tally == Tally(stored=1, failed=4)
    assert summary.causes == {"empty": 1, "internal": 1, "bad-line": 1, "unreadable": 1}
    assert {row["code"] for row in Ledger(where).sql("SELECT * FROM failures")} == set(summary.causes)
    # what failed in coding is not coded again unasked; what cannot be read is found out anew
    assert take(where, tmp_path, missing).tally == Tally(unchanged=2, failed=3)
    assert take(where, retry=True).tally == Tally(unchanged=1, failed=4)
    missing.write_text("Here now.")
    hard.write_text("This is easy.")
    lines.write_text('{"id": 1, "text": "Fine."}\n{"id": 2, "text": "Mended."}\n')
    assert take(where, retry=True).tally == Tally(stored=3, unchanged=1, failed=1)
    assert [row["source"] for row in Ledger(where).sql("SELECT source FROM failures")] == [str(empty)]
    empty.write_text("This is easy.")
    take(where, retry=True)
    assert Ledger(where).sql("SELECT * FROM failures").rows() == []


def test_two_pipes_do_not_mend_each_other(where: str) -> None:
    session = Session(open_store(where), ["-"])
    session.write([entry_of(Failed.of(Failure("x", "-#1", "bad-line", "-#1: not JSON")))])
    good = coded_of("Fine.", [], "y")
    session.write(
        [entry_of(msgspec.structs.replace(good, document=msgspec.structs.replace(good.document, source="-#1")))]
    )
    assert counts(where)["failures"] == 1


# ---- without texts, and without a document


def all_words(where: str) -> str:
    """Everything that any table holds."""
    with open_store(where).read() as connection:
        return "\n".join(str(connection.rows(f"SELECT * FROM store.{table.name}")) for table in TABLES)


def test_a_ledger_without_texts_holds_none_of_their_words(where: str, coded: list[Coded], tmp_path: Path) -> None:
    session = Session(open_store(where), [], texts=False)
    session.write([entry_of(record) for record in coded])
    words = all_words(where)
    for stretch in ("border security agreement", "sign border pact", "will close the border", "signed"):
        assert stretch not in words
    if Path(where).exists():
        assert b"security agreement" not in Path(where).read_bytes()
    ledger = Ledger(where)
    assert not ledger.holds_texts()
    event = ledger.events(type="SUPPORT", actor="TCD").rows()[0]
    assert event["sentence"] is None
    assert event["actor"] == "Chad"
    (span,) = ledger.sql(
        "SELECT span_start, span_end, words FROM evidence WHERE part = 'trigger' AND record = $1", [event["event"]]
    ).table()[1]
    assert coded[0].document.text[span[0] : span[1]].startswith("signed")
    assert span[2] is None
    # such a ledger stays so, whoever adds to it
    Session(open_store(where), []).write([entry_of(coded_of("Secret words.", [], "late"))])
    assert "Secret" not in all_words(where)


def test_texts_are_not_left_out_of_a_ledger_that_has_them(filled: str) -> None:
    with pytest.raises(LedgerError, match="--no-texts needs a ledger of its own"):
        Session(open_store(filled), [], texts=False).begin()


def test_a_forgotten_document_is_gone_and_does_not_come_back(filled: str, coded: list[Coded]) -> None:
    ledger = Ledger(filled)
    before = counts(filled)
    assert ledger.forget("pact", "nobody") == {"pact": 1, "nobody": 0}
    assert "pact" not in {row["document"] for row in ledger.documents()}
    words = all_words(filled)
    assert "border security agreement" not in words
    assert "Sahel" in words  # the fact of it
    (row,) = ledger.sql("SELECT document, forgotten_at FROM revisions WHERE forgotten_at IS NOT NULL").table()[1]
    assert row[0] == "pact"
    if Path(filled).exists():
        assert b"security agreement" not in Path(filled).read_bytes()
    session = Session(open_store(filled), [])
    assert session.write([entry_of(coded[0])]) == Tally(unchanged=1)
    # nor under another text
    changed = coded_of("New words of it.", [], "pact")
    assert session.write([entry_of(changed)]) == Tally(unchanged=1)
    assert counts(filled)["documents"] == before["documents"] - 1
    assert ledger.forget("pact") == {"pact": 0}
