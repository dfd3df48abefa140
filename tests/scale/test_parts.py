"""A part reads what the whole file would; its rows land in the partitions of their dates, once."""

from __future__ import annotations

import gzip
import json
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.dataset as ds
import pyarrow.parquet as pq
import pytest

from dragoman.errors import UsageError
from dragoman.reading import Size, read_inputs, read_items, read_part, split
from dragoman.records import Coded, CoderInfo, Failed, Failure, to_json
from dragoman.scale import Location, Order
from dragoman.scale.manifest import Manifest
from dragoman.scale.parts import Outcome, Task, Unread, do, survey, tasks
from dragoman.scale.places import gather
from dragoman.settings import Settings
from dragoman.working import Job

SETTINGS = Settings(max_text_bytes=500)
INFO = CoderInfo(program="dragoman", version="0", registry="0", models={})
ROWS: list[dict[str, Any]] = [
    {"id": f"d{n}", "text": f"Rebels took town {n}. " * (n % 5 + 1), "publisher": "Wire" if n % 2 else None,
     "published_at": None if n % 4 == 0 else f"2024-0{n % 3 + 1}-1{n % 2}T08:00:00+02:00"}
    for n in range(30)
]  # fmt: skip


def lines() -> bytes:
    """Lines of all kinds: blank, broken, too long, without an id, with \\r\\n, without an end."""
    made = [json.dumps(row).encode() for row in ROWS]
    made[3:3] = [b"", b"  ", b"{not json", json.dumps({"text": "x " * 400}).encode()]
    made[9] = json.dumps({"text": "Peru expelled an envoy."}).encode() + b"\r"
    made[12] = b'{"text": "' + b"long " * 1_000_000 + b'"}'
    return b"\n".join(made)


def table(path: Path, **columns: list[Any]) -> Path:
    pq.write_table(pa.table(columns), path, row_group_size=7)
    return path


@pytest.fixture
def inputs(tmp_path: Path) -> list[str]:
    (tmp_path / "a.jsonl").write_bytes(lines())
    (tmp_path / "b.jsonl.gz").write_bytes(gzip.compress(lines()))
    whole = gzip.compress(
        b"".join(json.dumps({**row, "noise": str(n) * n}).encode() + b"\n" for n, row in enumerate(ROWS))
    )
    (tmp_path / "c.jsonl.gz").write_bytes(whole[: len(whole) // 2])
    table(tmp_path / "d.parquet", id=[r["id"] for r in ROWS], text=[r["text"] for r in ROWS])
    table(tmp_path / "e.parquet", body=["no text here"])
    (tmp_path / "f.parquet").write_bytes(b"PAR1 and nothing more")
    (tmp_path / "g.jsonl").write_bytes(b"")
    (tmp_path / "h").write_bytes(json.dumps(ROWS[0]).encode())
    table(tmp_path / "i.parquet", text=pa.array([], pa.string()))
    return [*(str(path) for path in sorted(tmp_path.iterdir())), str(tmp_path / "missing.jsonl")]


@pytest.mark.parametrize("size", [Size(1, 10**9), Size(4, 10**9), Size(7, 300), Size(100, 10**9)])
def test_parts_read_what_the_whole_would(inputs: list[str], size: Size) -> None:
    for path in inputs:
        location = Location.of(path)
        kind, parts = split(location.opened, path, size)
        read = [
            item for part in parts for item in read_part(location.opened, path, kind, part, SETTINGS.max_text_bytes)
        ]
        assert read == list(read_inputs([path], settings=SETTINGS)), (path, parts)
        if size.documents == 1 and path.endswith(("a.jsonl", "d.parquet")):
            assert len(parts) >= 30


def test_what_no_part_can_be_made_of_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Rebels took a town.", encoding="utf-8")
    (tmp_path / "b.parquet.gz").write_bytes(gzip.compress(b"PAR1"))
    for name in ("a.txt", "b.parquet.gz"):
        location = Location.of(str(tmp_path / name))
        with pytest.raises(UsageError, match="reads JSON Lines"):
            split(location.opened, location.name, Size(4, 1000))


def test_coded_tables_come_back_as_records(tmp_path: Path) -> None:
    failed = Failed.of(Failure("d1", "a.txt", "empty", "a.txt: empty"))
    table(tmp_path / "a.parquet", id=["d1", "d2"], record=[to_json(failed).decode(), "{}"])
    found = list(read_items([str(tmp_path)], settings=SETTINGS))
    assert found[0] == failed
    assert isinstance(found[1], Failure) and found[1].code == "no-text"


# ---- coding


def work(jobs: Iterable[Job[Any]]) -> Iterator[tuple[Any, Coded | Failed]]:
    """Instead of coding."""
    for job in jobs:
        if job.reading is None:
            assert job.done is not None
            yield job.tag, job.done
        else:
            yield job.tag, empty(job.reading.document)


def empty(document: Any) -> Coded:
    return Coded(
        coder=INFO, document=document, actors=[], statements=[], events=[], commitments=[], times=[], places=[],
        warnings=[],
    )  # fmt: skip


def all_tasks(paths: Iterable[str], size: Size, manifest: Manifest | None = None) -> list[Task]:
    found = []
    for location in gather(paths):
        surveyed = survey(location, size, manifest.surveys.get(location.name) if manifest else None)
        if manifest:
            manifest.keep_survey(surveyed)
        found += [task for task in tasks(location, surveyed) if not manifest or task.id not in manifest.done]
    return found


def run(order: Order, paths: list[str], upto: int | None = None) -> Manifest:
    """What the cluster does, without one; it ends after so many parts."""
    manifest = Manifest.open(order)
    for task in all_tasks(paths, order.size, manifest)[:upto]:
        manifest.keep(do(replace(task, last=True), order, work), task)
    manifest.flush()
    return manifest


def rows(folder: Path) -> list[dict[str, Any]]:
    """All rows, as any reader of partitioned Parquet finds them."""
    found: list[dict[str, Any]] = ds.dataset(folder, format="parquet", partitioning="hive").to_table().to_pylist()
    return found


def one_process(paths: list[str]) -> Counter[str]:
    items = read_inputs(paths, settings=SETTINGS)
    return Counter(to_json(Failed.of(i) if isinstance(i, Failure) else empty(i.document)).decode() for i in items)


@pytest.fixture
def order(tmp_path: Path) -> Order:
    return Order(settings=SETTINGS, output=Location.of(str(tmp_path / "out")), size=Size(4, 10**9))


def test_the_rows_are_those_of_one_process(inputs: list[str], order: Order, tmp_path: Path) -> None:
    manifest = run(order, inputs)
    found = rows(tmp_path / "out")
    assert Counter(row["record"] for row in found) == one_process(inputs)
    assert manifest.totals.documents == len(found)
    assert manifest.totals.failed == sum(row["error"] is not None for row in found) > 0
    for row in found:
        record = json.loads(row["record"])
        assert row["id"] == record["document"]["id"]
        assert row["publisher"] == record["document"].get("publisher")
        assert row["published"] == (row["day"].isoformat()[:7] if row["day"] else "undated")
        published = record["document"].get("published_at")
        assert (row["day"].isoformat() if row["day"] else None) == (published[:10] if published else None)


def test_by_day(inputs: list[str], order: Order, tmp_path: Path) -> None:
    run(replace(order, by="day"), inputs[:1])
    folders = {path.parent.name for path in (tmp_path / "out").rglob("*.parquet")}
    assert folders == {"published=undated", *(f"published=2024-0{m}-1{d}" for m in (1, 2, 3) for d in (0, 1))}


def test_a_run_goes_on_where_it_ended(inputs: list[str], order: Order, tmp_path: Path) -> None:
    """Also with parts whose rows lie there, but whose end nobody noted."""
    first = run(order, inputs, upto=5)
    for task in all_tasks(inputs, order.size, first)[:3]:
        do(replace(task, last=True), order, work)
    second = run(order, inputs)
    assert Counter(row["record"] for row in rows(tmp_path / "out")) == one_process(inputs)
    done = {file.rsplit("/", 1)[-1].split(".")[0] for file in order.output.files() if file.endswith(".parquet")}
    assert done and done <= second.done | {task.id for task in all_tasks(inputs[-1:], order.size)}
    second.complete()
    told = json.loads((tmp_path / "out/.manifest/complete.json").read_text(encoding="utf-8"))
    assert told["documents"] == len(rows(tmp_path / "out"))
    assert run(order, inputs).totals.documents == told["documents"]


def test_a_file_that_comes_late_leaves_no_failure_behind(order: Order, tmp_path: Path) -> None:
    late = tmp_path / "late.jsonl"
    run(order, [str(late)])
    assert [row["error"] for row in rows(tmp_path / "out")] == ["unreadable"]
    late.write_bytes(lines())
    assert run(order, [str(late)]).totals.documents == sum(one_process([str(late)]).values())
    assert Counter(row["record"] for row in rows(tmp_path / "out")) == one_process([str(late)])


def test_what_would_double_or_mix_rows_is_refused(inputs: list[str], order: Order, tmp_path: Path) -> None:
    run(order, inputs[:1])
    with pytest.raises(UsageError, match="was begun with month"):
        Manifest.open(replace(order, by="day"))
    with pytest.raises(UsageError, match="settings"):
        Manifest.open(replace(order, settings=Settings()))
    with pytest.raises(UsageError, match="holds files of something else"):
        Manifest.open(replace(order, output=Location.of(str(tmp_path))))
    with Path(inputs[0]).open("ab") as file:
        file.write(b"\n{}")
    with pytest.raises(UsageError, match="has changed since"):
        run(order, inputs[:1])


def test_two_versions_do_not_write_one_folder(inputs: list[str], order: Order) -> None:
    manifest = run(order, inputs[:1])
    (task,) = all_tasks(inputs[7:8], order.size)
    other = CoderInfo(program="dragoman", version="1", registry="0", models={})
    with pytest.raises(UsageError, match=r"coded by dragoman 1 .*the rows before by dragoman 0"):
        manifest.keep(Outcome(task.id, {}, 0, 0, 0, 0, other), task)


def test_what_cannot_be_read_is_first_tried_again(inputs: list[str], order: Order) -> None:
    (task,) = all_tasks([inputs[-1]], order.size)
    with pytest.raises(Unread, match="cannot be opened"):
        do(task, order, work)
    assert do(replace(task, last=True), order, work).failed == 1
