"""Paths, folders, patterns and URLs name files; files are written whole or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest
from pyarrow.fs import LocalFileSystem, SubTreeFileSystem

from dragoman.errors import InputError, UsageError
from dragoman.scale import Location
from dragoman.scale.places import gather


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("a.parquet", "b.jsonl", "sub/c.parquet", ".hidden/d.parquet", "sub/[e].parquet"):
        path = tmp_path / "in" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(name.encode())
    return tmp_path / "in"


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("", ["a.parquet", "b.jsonl", "sub/[e].parquet", "sub/c.parquet"]),
        ("/*.parquet", ["a.parquet"]),
        ("/**/c.*", ["sub/c.parquet"]),
        ("/su?/*", ["sub/[e].parquet", "sub/c.parquet"]),
        ("/b.jsonl", ["b.jsonl"]),
    ],
)
@pytest.mark.parametrize("how", ["path", "url", "filesystem"])
def test_names_of_files(folder: Path, name: str, expected: list[str], how: str) -> None:
    filesystem = SubTreeFileSystem(str(folder.parent), LocalFileSystem()) if how == "filesystem" else None
    start = {"path": str(folder), "url": f"file://{folder}", "filesystem": "in"}[how]
    found = gather([start + name], filesystem)
    assert [location.name for location in found] == [f"{start}/{file}" for file in expected]
    assert [location.read().decode() for location in found] == expected


def test_a_name_with_brackets_is_a_file_where_there_is_one(folder: Path) -> None:
    assert [location.name for location in gather([f"{folder}/sub/[e].parquet"])] == [f"{folder}/sub/[e].parquet"]


def test_paths_hold_in_another_working_directory(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder)
    (found,) = gather(["b.jsonl"])
    assert (found.name, found.path) == ("b.jsonl", str(folder / "b.jsonl"))


def test_each_file_once(folder: Path) -> None:
    assert len(gather([str(folder), f"{folder}/*.jsonl"])) == 4


@pytest.mark.parametrize("name", ["{}/*.csv", "{}/empty", "nowhere://{}/x.jsonl"])
def test_what_names_no_file(folder: Path, name: str) -> None:
    (folder / "empty").mkdir()
    with pytest.raises(UsageError):
        gather([name.format(folder)])


@pytest.mark.parametrize("scheme", ["", "file://"])
def test_a_file_is_written_whole_or_not_at_all(tmp_path: Path, scheme: str) -> None:
    out = Location.of(f"{scheme}{tmp_path}/out")
    out.child("x/y").write(lambda stream: stream.write(b"one"))
    assert out.child("x/y").read() == b"one"

    def broken(stream: object) -> None:
        stream.write(b"half")  # type: ignore[attr-defined]
        raise OSError("the disk is full")

    with pytest.raises(OSError, match="full"):
        out.child("x/y").write(broken)
    assert out.child("x/y").read() == b"one"
    (tmp_path / "out/x/.0123.tmp").write_bytes(b"of a killed run")
    assert out.files() == ["x/.0123.tmp", "x/y"]
    out.sweep()
    out.child("x/y").delete()
    out.child("x/y").delete()
    assert out.files() == []
    assert Location.of(f"{scheme}{tmp_path}/none").files() == []


def test_a_missing_file_is_told_as_one_process_tells_it(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"missing.jsonl: cannot be opened \(No such file or directory\)"):
        Location.of(str(tmp_path / "missing.jsonl")).read()
