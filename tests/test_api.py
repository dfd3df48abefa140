"""The Python door: what it takes, and what it says where it cannot take it."""

from __future__ import annotations

from pathlib import Path

import pytest

from dragoman import ArtefactError, Coder, Settings, UsageError
from dragoman.records import Coded, Failed

TEXT = "Chad condemned Libya."


@pytest.fixture(scope="module")
def coder() -> Coder:
    return Coder()


def test_pipe_goes_on_behind_what_it_cannot_read(coder: Coder) -> None:
    items: list[object] = [TEXT, "", {"id": "x"}, None, {"id": "y", "text": TEXT, "other": 1}]
    coded = list(coder.pipe(items))  # type: ignore[arg-type]
    assert [type(r) for r in coded] == [Coded, Failed, Failed, Failed, Coded]
    assert [r.error.code for r in coded if isinstance(r, Failed)] == ["empty", "no-text", "no-text"]
    assert [r.document.id for r in coded[2:5:2]] == ["x", "y"]


def test_pipe_codes_a_text_as_code_does(coder: Coder) -> None:
    assert list(coder.pipe([TEXT])) == [coder.code(TEXT)]
    fields = {"id": "a", "text": TEXT, "title": "Chad and Libya", "published_at": "2024-05-01"}
    assert list(coder.pipe([fields])) == [coder.code(TEXT, id="a", title="Chad and Libya", published_at="2024-05-01")]


def test_one_text_or_path_is_not_taken_for_many(coder: Coder) -> None:
    # a string is an iterable of its letters, of which "/" is a folder
    with pytest.raises(UsageError):
        next(coder.code_files("/tmp/article.txt"))
    with pytest.raises(UsageError):
        next(coder.pipe(TEXT))


def test_paths_may_be_path_objects(coder: Coder, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT)
    (coded,) = coder.code_files([tmp_path / "a.txt"])
    assert isinstance(coded, Coded)


def test_bytes_are_refused_with_a_hint(coder: Coder) -> None:
    with pytest.raises(UsageError, match="decode"):
        coder.code(TEXT.encode())  # type: ignore[arg-type]


def test_a_registry_folder_without_registry_files_is_refused(tmp_path: Path) -> None:
    (tmp_path / "leader.tsv").write_text("id\n")
    with pytest.raises(UsageError, match=r"leaders\.tsv"):
        Coder(Settings(registry=tmp_path)).code(TEXT)


@pytest.mark.parametrize("content", [b"\xff\xfe\x00", b"name\tid\nx\ty\n", b"id\tname\nperson:x\n"])
def test_a_damaged_registry_is_named(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "leaders.tsv").write_bytes(content)
    with pytest.raises(ArtefactError):
        Coder(Settings(registry=tmp_path)).code(TEXT)


def test_a_package_that_is_no_pipeline_is_named() -> None:
    with pytest.raises(ArtefactError, match="no spaCy pipeline"):
        Coder(Settings(pipeline="numpy")).code(TEXT)
