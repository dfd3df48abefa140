"""A real cluster on one machine, of a head and two nodes with raylets of their own, whose nodes and driver are killed.

Skipped where Ray is not installed; `make test-ray` installs it beside the program.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.dataset as ds
import pyarrow.parquet as pq
import pytest

from dragoman import Coder, to_json

pytestmark = [
    pytest.mark.skipif(find_spec("ray") is None, reason="Ray is not installed; make test-ray does"),
    # Ray's own warnings are its business
    pytest.mark.filterwarnings("default"),
]

SOURCE = Path(__file__).resolve().parents[2] / "src"
DRAGOMAN = [sys.executable, "-c", "from dragoman.cli import main; main()"]
PATIENCE = 240.0
TEXTS = (
    "Chad vowed to close its border unless Niger withdrew.\n\nNiger refused, its interior minister said.",
    "Rebels shelled Goma on Monday, killing four people, the army said.\n\nKenya urged both sides to talk.",
    'Peru and Chile signed a trade pact in Lima.\n\n"We will keep our word," Peru\'s trade minister told reporters.',
)
ENVIRONMENT = {
    **os.environ,
    "PYTHONPATH": os.pathsep.join([str(SOURCE), os.environ.get("PYTHONPATH", "")]),
    "PYTHONWARNINGS": "ignore",
    "RAY_USAGE_STATS_ENABLED": "0",
    # a lost machine is noticed in seconds
    "RAY_health_check_initial_delay_ms": "1000",
    "RAY_health_check_period_ms": "1000",
    "RAY_health_check_failure_threshold": "3",
}


@pytest.fixture
def cluster(monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """A head without cores, so that all coding is done by nodes that may go."""
    for name, value in ENVIRONMENT.items():
        monkeypatch.setenv(name, value)
    from ray.cluster_utils import Cluster

    small = {"object_store_memory": 80_000_000}
    made = Cluster(initialize_head=True, head_node_args={"num_cpus": 0, "include_dashboard": False, **small})
    made.nodes = [made.add_node(num_cpus=1, **small) for _ in range(2)]
    made.wait_for_nodes()
    yield made
    made.shutdown()


@pytest.fixture
def inputs(tmp_path: Path) -> list[str]:
    """Two files with 40 short reports, two lines that cannot be coded, and a report that stands there twice."""
    rows = [
        {"id": f"d{n}", "text": f"{TEXTS[n % 3]}\n\nSo ended day {n}.", "publisher": "Wire",
         "published_at": f"2024-0{n % 3 + 1}-05" if n % 5 else None}
        for n in range(40)
    ]  # fmt: skip
    written = [json.dumps(row) for row in [*rows[:20], rows[7]]]
    (tmp_path / "a.jsonl").write_text("\n".join([*written, "not JSON", '{"id": "none"}']) + "\n", encoding="utf-8")
    pq.write_table(pa.Table.from_pylist(rows[20:]), tmp_path / "b.parquet", row_group_size=7)
    return [str(tmp_path / "a.jsonl"), str(tmp_path / "b.parquet")]


@pytest.fixture(scope="module")
def coder() -> Coder:
    return Coder()


def one_process(coder: Coder, inputs: list[str]) -> Counter[str]:
    return Counter(to_json(record).decode() for record in coder.code_files(inputs))


def coded(folder: Path) -> Counter[str]:
    table = ds.dataset(folder, format="parquet", partitioning="hive").to_table(columns=["record"])
    return Counter(table["record"].to_pylist())


def begin(cluster: Any, inputs: list[str], out: str) -> subprocess.Popen[str]:
    command = [*DRAGOMAN, "code", *inputs, "--engine", "ray", "--address", cluster.address, "-o", out, "--part", "2"]
    return subprocess.Popen(command, env=ENVIRONMENT, stderr=subprocess.PIPE, text=True)


def wait_for_parts(run: subprocess.Popen[str], out: Path, count: int) -> None:
    """Until so many parts lie there, and some more do not."""
    until = time.monotonic() + PATIENCE
    while len({path.stem for path in out.rglob("*.parquet")}) < count:
        assert run.poll() is None, run.communicate()
        assert time.monotonic() < until
        time.sleep(0.05)


def test_a_machine_that_goes_loses_nothing(cluster: Any, inputs: list[str], coder: Coder, tmp_path: Path) -> None:
    out = tmp_path / "out"
    run = begin(cluster, inputs, f"file://{out}")
    wait_for_parts(run, out, 3)
    cluster.remove_node(cluster.nodes[0], allow_graceful=False)
    assert not (out / ".manifest/complete.json").exists()
    _, said = run.communicate(timeout=PATIENCE)
    assert run.returncode == 1, said
    assert "43 documents" in said and "2 of them failed" in said, said
    assert coded(out) == one_process(coder, inputs)
    assert not list(out.rglob("*.tmp"))


def test_a_driver_that_is_killed_is_run_again(cluster: Any, inputs: list[str], coder: Coder, tmp_path: Path) -> None:
    out = tmp_path / "out"
    run = begin(cluster, inputs, str(out))
    wait_for_parts(run, out, 4)
    run.send_signal(signal.SIGKILL)
    run.communicate()
    assert not (out / ".manifest/complete.json").exists()
    before = {path: path.stat().st_mtime_ns for path in out.rglob("*.parquet")}
    noted = "".join(path.read_text(encoding="utf-8") for path in out.glob(".manifest/journal-*"))
    _, said = begin(cluster, inputs, str(out)).communicate(timeout=PATIENCE)
    assert coded(out) == one_process(coder, inputs), said
    told = json.loads((out / ".manifest/complete.json").read_text(encoding="utf-8"))
    assert (told["documents"], told["failed"]) == (43, 2)
    # what was noted as done is not coded again
    assert all(path.stat().st_mtime_ns == when for path, when in before.items() if path.stem in noted)


def test_a_folder_of_records_goes_into_a_ledger(inputs: list[str], tmp_path: Path) -> None:
    """By a cluster of this run's own, and with its rows' order made good by the ledger."""
    out, ledger = tmp_path / "out", tmp_path / "ledger.duckdb"
    code = ["code", *inputs, "--engine", "ray", "--address", "local", "--workers", "1", "-o", str(out), "--by", "day"]
    for arguments in (code, ["ingest", str(out), "--ledger", str(ledger)]):
        done = subprocess.run([*DRAGOMAN, *arguments], env=ENVIRONMENT, capture_output=True, text=True)
        assert done.returncode == 1, done
    assert "40 stored" in done.stdout and "2 failed" in done.stdout, done
