"""The command line: forms, exit status, errors of one line, streaming, no colours where none belong."""

from __future__ import annotations

import gzip
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from dragoman import from_json
from dragoman.records import Coded, Failed

ARTICLE = (
    "Chad, Niger sign border pact\n\n"
    "NIAMEY (Sahel Wire) - Chad and Niger signed a border security agreement on Tuesday.\n\n"
    '"We will close the border if smugglers return," Niger\'s Foreign Minister Ada Moussa said.\n'
)


def run(
    *args: str, stdin: bytes = b"", env: dict[str, str] | None = None, cwd: Path | None = None
) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-c", "from dragoman.cli import main; main()", *args]
    environment = {**os.environ, **(env or {})}
    return subprocess.run(command, input=stdin, capture_output=True, env=environment, cwd=cwd, check=False)


@pytest.fixture(scope="module")
def mixed(tmp_path_factory: pytest.TempPathFactory) -> subprocess.CompletedProcess[bytes]:
    """One run over a folder that holds good and bad input of every kind."""
    folder = tmp_path_factory.mktemp("news")
    (folder / "a.txt").write_text(ARTICLE, encoding="utf-8")
    (folder / "b-empty.txt").write_text("", encoding="utf-8")
    (folder / "c-binary.txt").write_bytes(bytes(range(256)) * 20)
    (folder / "d.jsonl").write_text(
        '{"id": 1, "text": "x"}\nnot json\n{"id": "n"}\n{"id": "ok", "text": "Peru recalled its envoy."}\n'
    )
    with gzip.open(folder / "e.txt.gz", "wt", encoding="utf-8") as out:
        out.write(ARTICLE)
    (folder / "f-latin.txt").write_bytes("Le président a refusé.".encode("latin-1"))
    (folder / "g-german.txt").write_text(
        "Die Bundesregierung hat am Dienstag neue Sanktionen gegen mehrere Unternehmen beschlossen, "
        "wie ein Sprecher in Berlin mitteilte. Die Opposition kritisierte den Beschluss scharf.",
        encoding="utf-8",
    )
    (folder / "h.html").write_text("<html><body><p>Nothing</p></body></html>", encoding="utf-8")
    (folder / "i-odd.txt").write_text(
        "\u202eRebels\u202c \U0001f1f8\U0001f1e9 attacked\x07 Khartoum.\n", encoding="utf-8"
    )
    return run("code", str(folder), str(folder / "missing.txt"), "--format", "jsonl")


def records(done: subprocess.CompletedProcess[bytes]) -> list[Coded | Failed]:
    return [from_json(line) for line in done.stdout.splitlines()]


def test_bad_input_is_an_error_record_and_the_run_goes_on(mixed: subprocess.CompletedProcess[bytes]) -> None:
    assert mixed.returncode == 1
    failed = [r for r in records(mixed) if isinstance(r, Failed)]
    codes = [r.error.code for r in failed]
    assert {"empty", "binary", "bad-line", "no-text", "unreadable"} <= set(codes)
    assert all("\n" not in r.error.message for r in failed)
    assert len(records(mixed)) >= 12


def test_each_failure_is_one_line_and_they_are_counted(mixed: subprocess.CompletedProcess[bytes]) -> None:
    failed = [r for r in records(mixed) if isinstance(r, Failed)]
    lines = mixed.stderr.decode().splitlines()
    assert f"{len(failed)} of {len(records(mixed))} documents could not be coded" in lines[-1]
    assert len(lines) == len(failed) + 1
    assert "Traceback" not in mixed.stderr.decode()


def test_other_languages_are_kept_not_coded(mixed: subprocess.CompletedProcess[bytes]) -> None:
    german = next(r for r in records(mixed) if isinstance(r, Coded) and "Bundesregierung" in r.document.text)
    assert [w.code for w in german.warnings if w.code == "not-english"]
    assert not german.events


def test_given_ids_come_back(mixed: subprocess.CompletedProcess[bytes]) -> None:
    assert "ok" in [r.document.id for r in records(mixed)]


def test_json_is_one_array_of_the_same_objects(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(ARTICLE, encoding="utf-8")
    array = json.loads(run("code", str(tmp_path), "--format", "json").stdout)
    lines = run("code", str(tmp_path), "--format", "jsonl").stdout.splitlines()
    assert array == [json.loads(line) for line in lines]


def test_standard_input_and_a_pipe_get_jsonl() -> None:
    line = json.dumps({"id": "x", "text": ARTICLE, "published_at": "2024-05-01"}).encode()
    done = run("code", "-", stdin=line + b"\n")
    assert done.returncode == 0
    coded = from_json(done.stdout)
    assert isinstance(coded, Coded)
    assert coded.document.id == "x"
    assert coded.document.text == ARTICLE


def test_the_table_has_no_colour_codes_in_a_pipe() -> None:
    done = run("code", "-", "--format", "table", stdin=ARTICLE.encode())
    shown = done.stdout.decode()
    assert "\x1b" not in shown
    assert "Who did what to whom" in shown
    assert "SUPPORT" in shown


def test_a_page_is_written_to_a_file(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(ARTICLE, encoding="utf-8")
    page = tmp_path / "report.html"
    assert run("code", str(tmp_path / "a.txt"), "-o", str(page)).returncode == 0
    assert page.read_text(encoding="utf-8").startswith("<!doctype html>")


@pytest.mark.parametrize(
    "args",
    [("code",), ("code", "x", "--format", "xml"), ("nonsense",), ("code", "-", "--pipeline", "no_such_pipeline")],
)
def test_wrong_usage_ends_with_2(args: tuple[str, ...]) -> None:
    done = run(*args, stdin=b"Peru left.")
    assert done.returncode == 2
    assert "Traceback" not in done.stderr.decode()


@pytest.mark.parametrize("form", ["jsonl", "json", "html", "table"])
def test_a_reader_that_leaves_early_is_no_failure(form: str, tmp_path: Path) -> None:
    lines = tmp_path / "a.jsonl"
    lines.write_text("".join(json.dumps({"id": str(n), "text": ARTICLE}) + "\n" for n in range(40)))
    program = [sys.executable, "-c", "from dragoman.cli import main; main()", "code", str(lines), "--format", form]
    with subprocess.Popen(program, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as running:
        assert running.stdout and running.stderr
        running.stdout.close()
        assert running.stderr.read() == b""
    assert running.returncode == 0


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
@pytest.mark.parametrize("args", [("code", "-", "-o", "/dev/full"), ("code", "-"), ("actor", "-")])
def test_a_full_disk_is_one_line(args: tuple[str, ...]) -> None:
    program = [sys.executable, "-c", "from dragoman.cli import main; main()", *args]
    with Path("/dev/full").open("wb") as full:
        line = b'{"text": "Peru left.", "phrase": "Peru"}'
        done = subprocess.run(program, input=line, stdout=full, stderr=subprocess.PIPE, check=False)
    assert done.returncode == 2
    assert done.stderr.decode().splitlines() == [
        "dragoman: the output cannot be written: No space left on device; make room or write elsewhere"
    ]


def test_an_input_is_never_overwritten(tmp_path: Path) -> None:
    article = tmp_path / "a.txt"
    article.write_text(ARTICLE, encoding="utf-8")
    for path, output in ((article, article), (tmp_path, tmp_path / "records.jsonl")):
        done = run("code", str(path), "-o", str(output))
        assert done.returncode == 2
        assert len(done.stderr.splitlines()) == 1
    assert article.read_text(encoding="utf-8") == ARTICLE


def test_help_names_every_command_with_an_example() -> None:
    shown = run("--help").stdout.decode()
    for name in ("code", "ingest", "events", "commitments", "sql", "export", "diff", "forget", "classify", "actor"):
        assert name in shown
        assert "Example" in run(name, "--help").stdout.decode()


def test_help_loads_nothing_heavy() -> None:
    code = (
        "import sys; from dragoman.cli import main\n"
        "sys.argv = ['dragoman', '--help']\n"
        "try: main()\n"
        "except SystemExit: pass\n"
        "heavy = {'spacy', 'numpy', 'lxml', 'trafilatura', 'rich', 'duckdb', 'pyarrow'}\n"
        "assert not heavy & set(sys.modules), sorted(sys.modules)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()


def test_output_does_not_depend_on_locale_or_hash_seed(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(ARTICLE, encoding="utf-8")
    one = run("code", str(tmp_path), env={"LC_ALL": "C", "PYTHONHASHSEED": "1", "TZ": "Asia/Tokyo"})
    other = run("code", str(tmp_path), env={"LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "2", "TZ": "America/Lima"})
    assert one.stdout == other.stdout


@pytest.mark.parametrize(
    ("command", "line", "key"),
    [
        ("actor", {"id": 7, "phrase": "riot police in Minsk"}, "country"),
        ("place", {"id": 7, "text": "Clashes near Kharkiv", "toponyms": [{"start": 13, "end": 20}]}, "places"),
        (
            "classify",
            {
                "id": 7,
                "text": "Chad condemned Libya.",
                "actor": {"start": 0, "end": 4},
                "recipient": {"start": 15, "end": 20},
            },
            "type",
        ),
    ],
)
def test_line_commands_answer_and_go_on(command: str, line: dict[str, object], key: str) -> None:
    done = run(command, "-", stdin=b"broken\n" + json.dumps(line).encode() + b"\n")
    broken, answer = map(json.loads, done.stdout.splitlines())
    assert done.returncode == 1
    assert broken["error"]["code"] == "bad-line"
    assert answer["id"] == 7
    assert answer[key]


@pytest.mark.parametrize(
    ("command", "line", "code"),
    [
        ("actor", {"id": 7, "phrase": "Russia's president", "date": 2009}, "bad-line"),
        ("actor", {"id": 7, "phrase": "Russia's president", "date": "yesterday"}, "bad-line"),
        ("actor", {"id": 7, "phrase": "the president", "context": ["Kenya"]}, "bad-line"),
        ("actor", {"id": 7, "phrase": 5}, "no-text"),
        ("place", {"id": 7, "text": "Clashes near Kharkiv", "toponyms": [None]}, "bad-line"),
        ("place", {"id": 7, "text": "Clashes near Kharkiv", "toponyms": [{"start": 13, "end": 99}]}, "bad-line"),
        ("classify", {"id": 7, "text": "Chad condemned Libya.", "actor": "Chad"}, "bad-line"),
        ("classify", {"id": float("nan"), "text": "Chad condemned Libya."}, "bad-line"),
    ],
)
def test_a_line_that_cannot_be_answered_says_where_and_why(command: str, line: dict[str, object], code: str) -> None:
    done = run(command, "-", stdin=b"\n" + json.dumps(line).encode() + b"\n")
    (answer,) = map(json.loads, done.stdout.splitlines())
    assert done.returncode == 1
    assert answer["error"]["code"] == code
    assert answer["error"]["message"].startswith("-#2: ")
    assert done.stderr.decode().splitlines()[-1] == "dragoman: 1 of 1 lines could not be answered"
    assert len(done.stderr.splitlines()) == 2


def test_registry_check_tells_each_fault_and_counts(tmp_path: Path) -> None:
    header = "id\tname\taliases\tbody\tcountry\tsectors\tfrom\tto\tepithets\twikidata\n"
    path = tmp_path / "organizations.tsv"
    path.write_text(header + "org:zed\tZed\tZed\t\tXYZ\tGOV\norg:yed\tYed\t\t\tFRA\tGOVT\n", encoding="utf-8")
    done = run("registry", "check", "--registry", str(tmp_path))
    assert (done.returncode, done.stderr) == (1, b"")
    lines = done.stdout.decode().splitlines()
    assert lines[0] == f"warning: {path}:2: 'Zed' is both name and alias; take the alias out"
    assert lines[1].startswith(f"{path}:2: country 'XYZ' is not in states.tsv; use an ISO 3166-1 alpha-3 code")
    assert lines[2].startswith(f"{path}:3: sector 'GOVT' is not in the PLOVER list")
    assert re.fullmatch(r"8 files, \d{2},\d{3} rows, 2 errors, \d+ warnings", lines[-1])


def test_registry_check_passes_what_is_only_doubtful() -> None:
    done = run("registry", "check")
    *faults, counts = done.stdout.decode().splitlines()
    assert done.returncode == 0
    assert all(fault.startswith("warning: ") for fault in faults)
    assert counts.startswith("7 files, ")
    assert f" 0 errors, {len(faults)} warning" in counts


def test_registry_check_of_a_folder_without_its_files_is_wrong_usage(tmp_path: Path) -> None:
    done = run("registry", "check", "--registry", str(tmp_path))
    assert done.returncode == 2
    assert len(done.stderr.splitlines()) == 1


def test_a_bad_registry_file_ends_a_run_with_its_place(tmp_path: Path) -> None:
    path = tmp_path / "seats.tsv"
    path.write_text("names\tcountry\tsectors\torganization\ttown\nZed Palace\tXYZ\tGOV\n", encoding="utf-8")
    done = run("actor", "-", "--registry", str(tmp_path), stdin=b'{"phrase": "Zed Palace"}')
    assert done.returncode == 2
    message = f"dragoman: {path}:2: country 'XYZ' is not in states.tsv; use an ISO 3166-1 alpha-3 code"
    assert done.stderr.decode().splitlines() == [message]


def test_actors_lists_those_that_nobody_knows(tmp_path: Path) -> None:
    coded = run("code", "-", "--format", "jsonl", stdin=b"Chadian minister Ruvo Maltin condemned Libya on Monday.")
    path = tmp_path / "records.jsonl"
    path.write_bytes(coded.stdout)
    lines = run("actors", "--unknown", "--format", "csv", str(path)).stdout.decode().splitlines()
    assert lines[0].startswith("documents,roles,mentions,name,kind,country")
    assert [line.split(",")[3] for line in lines[1:]] == ["Ruvo Maltin"]
    everybody = json.loads(run("actors", "--format", "json", str(path)).stdout)
    assert "country:LBY" in {row["id"] for row in everybody}


def test_actors_says_what_is_no_coded_document(tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("no records\n", encoding="utf-8")
    done = run("actors", str(path))
    assert done.returncode == 2
    assert done.stderr.decode().startswith(f"dragoman: {path}#1: not JSON")
