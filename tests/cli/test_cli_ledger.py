"""The ledger's commands: exit status, what goes to which stream, one clear line for what is wrong."""

from __future__ import annotations

import csv
import json
import subprocess
from pathlib import Path

import pytest
from tests.cli.test_cli import run

ARTICLE = (
    "Chad, Niger sign border pact\n\n"
    "NIAMEY, March 5, 2024 (Sahel Wire) - Chad and Niger signed a border security agreement on Tuesday.\n\n"
    '"We will close the border if smugglers return," Niger\'s Foreign Minister Ada Moussa said.\n'
)


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("place")
    (folder / "news").mkdir()
    (folder / "news" / "a.txt").write_text(ARTICLE)
    (folder / "news" / "b.txt").write_text(" ")
    return folder


@pytest.fixture(scope="module")
def ingested(place: Path) -> subprocess.CompletedProcess[bytes]:
    """A first run over a folder in which the ledger comes to lie, too."""
    return run("ingest", "news", "--ledger", "news/my.duckdb", cwd=place)


@pytest.fixture(scope="module")
def ledger(place: Path, ingested: subprocess.CompletedProcess[bytes]) -> str:
    return str(place / "news" / "my.duckdb")


def test_ingest_says_where_to_and_what_became_of_it(ingested: subprocess.CompletedProcess[bytes]) -> None:
    assert ingested.returncode == 1
    assert ingested.stderr.decode().splitlines() == ["ledger: news/my.duckdb"]
    said = ingested.stdout.decode().splitlines()
    assert said[0].startswith("1 stored, 1 failed in ")
    assert said[1] == "failed: 1 empty; they stay in the ledger, dragoman ingest --retry tries them again"
    assert said[2].strip().startswith("news/b.txt: no text but white space")


def test_the_same_again_passes_over_what_is_there(ledger: str, place: Path) -> None:
    """Without loading a model, and without taking the ledger for news."""
    done = run("ingest", "news", "--ledger", "news/my.duckdb", cwd=place)
    assert done.stdout.decode().startswith("1 there already, 1 failed in ")


def test_events_as_table_csv_and_json(ledger: str) -> None:
    done = run("events", "--actor", "TCD", "--type", "support", "--ledger", ledger)
    assert done.returncode == 0
    assert done.stderr.decode() == f"ledger: {ledger}\n"
    head, row = done.stdout.decode().splitlines()
    assert head.split()[:4] == ["day", "type", "actor", "recipient"]
    assert row.startswith("2024-03-05  SUPPORT  Chad")
    assert "\x1b" not in row
    rows = list(csv.DictReader(run("events", "--format", "csv", "--ledger", ledger).stdout.decode().splitlines()))
    assert {"event", "document", "sentence", "recipient_countries"} <= rows[0].keys()
    lines = run("events", "--format", "jsonl", "--ledger", ledger).stdout.splitlines()
    array = json.loads(run("events", "--format", "json", "--ledger", ledger).stdout)
    assert [json.loads(line) for line in lines] == array
    assert array[0]["day"] == "2024-03-05"
    assert run("events", "--actor", "nobody", "--ledger", ledger).stdout.decode() == "nothing found\n"
    assert "the first 1; --limit 0 lists all" in run("events", "--limit", "1", "--ledger", ledger).stderr.decode()


def test_an_event_and_what_is_put_right_at_it(ledger: str) -> None:
    rows = json.loads(run("events", "--format", "json", "--ledger", ledger).stdout)
    one, other = rows[0]["event"], rows[1]["event"]
    told = run("event", one, "--why", "--ledger", ledger).stdout.decode()
    assert "1 report, 1 origin" in told
    assert told.rstrip().endswith("it has one mention only")
    joined = run("event", one, "--join", other, "--by", "ada", "--reason", "one affair", "--ledger", ledger)
    assert joined.returncode == 0
    assert "by hand: join by ada, " in joined.stdout.decode()
    file = json.loads(run("event", other, "--format", "json", "--ledger", ledger).stdout)
    assert {row["mention"] for row in file["reports"]} == {one, other}
    undone = run("event", other, "--undo", "--ledger", ledger)
    assert "undone: join" in undone.stderr.decode()
    assert json.loads(run("events", "--format", "json", "--ledger", ledger).stdout) == rows
    assert run("event", "nothing", "--ledger", ledger).returncode == 2
    assert run("event", one, "--undo", "--split", one, "--ledger", ledger).returncode == 2


def test_commitments(ledger: str) -> None:
    done = run("commitments", "--kind", "threat", "--conditional", "--format", "json", "--ledger", ledger)
    (row,) = json.loads(done.stdout)
    assert (row["kind"], row["by_actor"], row["conditions"]) == ("threat", "Ada Moussa", ["if"])


def test_sql_answers_and_is_sealed(ledger: str, place: Path) -> None:
    done = run("sql", "select count(*) as n from documents", "--format", "jsonl", env={"DRAGOMAN_LEDGER": ledger})
    assert json.loads(done.stdout) == {"n": 1}
    asked = run("sql", "-", "--ledger", ledger, stdin=b"select 1 as one")
    assert asked.stdout.decode().split() == ["one", "1"]
    for query in (f"select * from read_text('{place}/news/a.txt')", f"copy events to '{place}/out.csv'", "nonsense"):
        refused = run("sql", query, "--ledger", ledger)
        assert refused.returncode == 2
        assert refused.stdout == b""
        assert len(refused.stderr.splitlines()) == 2
        assert refused.stderr.splitlines()[1].startswith(b"dragoman: ")
    assert not (place / "out.csv").exists()


def test_export_gives_back_what_code_writes(ledger: str, place: Path, tmp_path: Path) -> None:
    own = run("code", "news/a.txt", "news/b.txt", "--format", "jsonl", cwd=place).stdout
    assert run("export", "--ledger", ledger).stdout == own
    assert run("export", "--ledger", ledger, "-o", str(tmp_path / "r.jsonl")).returncode == 0
    assert (tmp_path / "r.jsonl").read_bytes() == own
    assert run("export", "--format", "parquet", "-o", str(tmp_path / "t"), "--ledger", ledger).returncode == 0
    assert (tmp_path / "t" / "dyads.parquet").exists()
    table = run("export", "--format", "csv", "--view", "actors", "--ledger", ledger).stdout.decode()
    assert table.startswith("actor,name,kind,country")
    assert run("export", "--format", "csv", "--ledger", ledger).returncode == 2
    # and records go from one ledger to another as they are
    shared = str(tmp_path / "shared.duckdb")
    assert run("ingest", str(tmp_path / "r.jsonl"), "--no-texts", "--ledger", shared).returncode == 1
    assert b"this ledger holds no texts" in run("export", "--ledger", shared).stderr
    assert run("diff", ledger, ledger).returncode == 0


def test_export_as_other_data_sets_have_it(ledger: str, tmp_path: Path) -> None:
    for form, file, columns in (
        ("polecat", "e.txt", 40),
        ("icews", "e.tab", 20),
        ("gdelt", "e.csv", 61),
        ("plover", "e.jsonl", 1),
    ):
        done = run("export", "--format", form, "--undated", "published", "-o", str(tmp_path / "e"), "--ledger", ledger)
        assert done.returncode == 0
        assert f"{tmp_path / file}: " in done.stderr.decode()
        assert (tmp_path / file).read_text().splitlines()[-1].count("\t") == columns - 1
        assert {f"e.{end}" for end in ("loss.json", "schema.json", "evidence.jsonl")} <= {
            p.name for p in tmp_path.iterdir()
        }
    done = run(
        "export", "--format", "gdelt", "--gdelt-version", "1", "-o", str(tmp_path / "old.csv"), "--ledger", ledger
    )
    assert done.returncode == 0
    assert (tmp_path / "old.csv").read_text().splitlines()[0].count("\t") == 57
    # an option that would do nothing, and a place for one file only
    for wrong in (("--format", "csv", "--attributed", "include"), ("--format", "icews"), ("--sentences",)):
        done = run("export", *wrong, "--ledger", ledger)
        assert done.returncode == 2
        assert len(done.stderr.splitlines()) <= 2


def test_diff_and_forget(ledger: str, tmp_path: Path) -> None:
    (tmp_path / "r.jsonl").write_bytes(run("export", "--ledger", ledger).stdout)
    other = str(tmp_path / "other.duckdb")
    run("ingest", str(tmp_path / "r.jsonl"), "--ledger", other)
    assert run("diff", ledger, other).returncode == 0
    (document,) = json.loads(run("sql", "select document from documents", "--format", "json", "--ledger", other).stdout)
    done = run("forget", document["document"], "--ledger", other)
    assert done.stdout.decode() == f"forgotten: {document['document']}\n"
    told = run("diff", ledger, other)
    assert told.returncode == 1
    assert told.stdout.decode() == f"- {document['document']}  document\n"
    again = run("forget", document["document"], "--ledger", other)
    assert again.returncode == 2
    assert "no document" in again.stderr.decode()


def test_wrong_usage_is_one_line(tmp_path: Path) -> None:
    none = str(tmp_path / "none.duckdb")
    for command in (
        ("events", "--ledger", none),
        ("sql", "select 1", "--ledger", none),
        ("export", "--ledger", none),
        ("forget", "x", "--ledger", none),
        ("diff", none, none),
        ("ingest", "--retry", "--ledger", none),
    ):
        done = run(*command)
        assert done.returncode == 2, command
        assert f"{none}: no such ledger" in done.stderr.decode().splitlines()[-1]
        assert b"Traceback" not in done.stderr
    for command in (("ingest",), ("forget",), ("events", "--since", "yesterday"), ("ingest", "x", "--ledger", "a://b")):
        done = run(*command)
        assert done.returncode == 2, command
        assert b"Traceback" not in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_ledger_needs_no_folder_of_its_own(tmp_path: Path) -> None:
    done = run("ingest", ".", cwd=tmp_path)
    assert done.returncode == 1
    assert "a folder without files" in done.stdout.decode()
    assert (tmp_path / "dragoman.duckdb").exists()
    assert "ledger: dragoman.duckdb" in done.stderr.decode()


def test_a_dyad_as_table_csv_and_picture(ledger: str, tmp_path: Path) -> None:
    done = run("dyad", "TCD", "NER", "--ledger", ledger)
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[0].split()[:4] == [b"period", b"events", b"ab", b"quad1"]
    assert b"2024-03-04" in done.stdout
    assert b"events counted; left out: " in done.stderr
    done = run("dyad", "TCD", "NER", "--by", "day", "--format", "csv", "--ledger", ledger)
    (row,) = csv.DictReader(done.stdout.decode().splitlines())
    assert (row["period"], row["ab_quad1"], row["ba_quad1"], row["events"]) == ("2024-03-05", "1", "1", "1")
    picture = tmp_path / "out.png"
    done = run("dyad", "TCD", "NER", "--ledger", ledger, "--plot", str(picture), "--until", "2024-03-20")
    assert (done.returncode, done.stdout) == (0, b""), done.stderr
    assert picture.read_bytes().startswith(b"\x89PNG")
    done = run("dyad", "TCD", "XYZ", "--ledger", ledger, "--plot", str(tmp_path / "none.pdf"))
    assert done.returncode == 0
    assert done.stdout == b"nothing found\n"
    assert not (tmp_path / "none.pdf").exists()


def test_a_panel_on_the_screen_and_in_files(ledger: str, tmp_path: Path) -> None:
    done = run("panel", "--ledger", ledger)
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[1].split()[:4] == [b"2024-03-01", b"NER", b"TCD", b"1"]
    asked = ("panel", "--ledger", ledger, "--by", "week", "--pairs-of", "TCD, NER,XYZ", "--until", "2024-03-31")
    done = run(*asked, "--format", "csv")
    rows = list(csv.DictReader(done.stdout.decode().splitlines()))
    assert len(rows) == 6 * 4
    assert {row["mean_intensity"] for row in rows if row["events"] == "0"} == {""}
    assert b"no event names XYZ" in done.stderr
    lines = run(*asked, "--format", "jsonl").stdout.splitlines()
    assert [json.loads(line)["events"] for line in lines] == [int(row["events"]) for row in rows]
    assert json.loads(run(*asked, "--format", "json").stdout)[0]["period"] == "2024-03-04"
    assert run(*asked, "-o", str(tmp_path / "panel.csv")).returncode == 0
    assert (tmp_path / "panel.csv").read_bytes() == run(*asked, "--format", "csv").stdout
    # alone, before another option, and with a list
    for words in (("--actors",), ("--actors", "--types"), ("--actors", "NER,TCD")):
        done = run("panel", "--ledger", ledger, "--format", "csv", *words)
        assert {line.split(b",")[1] for line in done.stdout.splitlines()[1:]} == {b"NER", b"TCD"}, done.stderr


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("dyad", "TCD", "TCD"), b"two that differ"),
        (("dyad", "TCD", "NER", "--plot", "out.jpg"), b".png, .svg, .pdf"),
        (("panel", "-o", "panel.xlsx"), b".csv or .parquet"),
        (("panel", "--pairs-of", "TCD"), b"two or more"),
        (("panel", "--since", "2024-13-01"), b"YYYY-MM-DD"),
    ],
)
def test_what_cannot_be_counted_is_one_line(ledger: str, words: tuple[str, ...], said: bytes) -> None:
    done = run(*words, "--ledger", ledger)
    assert done.returncode == 2
    assert said in done.stderr
    assert b"Traceback" not in done.stderr
