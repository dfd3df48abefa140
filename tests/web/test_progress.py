"""Progress of an ingest, as server-sent events."""

from __future__ import annotations

import json
import threading
import time
from pathlib import Path
from typing import Any

import httpx
from starlette.testclient import TestClient

from dragoman import Coder
from dragoman.ledger import Session, entry_of, open_store
from dragoman.web.streams import Streams

from .browsing import served
from .conftest import Opened
from .test_review import held


def told(lines: str) -> list[dict[str, Any]]:
    return [json.loads(line.removeprefix("data: ")) for line in lines.splitlines() if line.startswith("data: ")]


def test_it_tells_what_is_there_and_ends(client: TestClient) -> None:
    answer = client.get("/api/v1/progress?seconds=1", headers={"accept-encoding": "gzip"})
    assert answer.headers["content-type"].startswith("text/event-stream")
    # squeezed it would be held back until there is enough of it
    assert "content-encoding" not in answer.headers
    assert answer.headers["cache-control"] == "no-store"
    (now,) = told(answer.text)
    assert now["documents"] == 14 and now["events"] > 50
    assert set(now["ingests"][0]) == {"ingest", "started_at", "finished_at", "running", "stored", "revised", "recoded",
                                      "unchanged", "failed"}  # fmt: skip
    assert client.get("/api/v1/progress?seconds=0").status_code == 422
    assert client.get("/api/v1/progress?seconds=601").status_code == 422


def test_it_tells_what_an_ingest_adds(own_file: Path, coder: Coder) -> None:
    def ingest() -> None:
        time.sleep(1.0)
        coded = coder.code("Peru recalled its envoy from Chile on Monday.", id="late", published_at="2024-03-05")
        Session(open_store(str(own_file)), ["late"]).write([entry_of(coded)])

    thread = threading.Thread(target=ingest)
    found: list[dict[str, Any]] = []
    with served(own_file) as base, httpx.stream("GET", f"{base}/api/v1/progress?seconds=20", timeout=30) as answer:
        thread.start()
        for line in answer.iter_lines():
            found += told(line)
            if len(found) == 2:
                break
    thread.join()
    assert [now["documents"] for now in found] == [14, 15]
    assert found[1]["ingests"][0]["running"]


def test_it_is_silent_while_a_writer_holds_the_ledger(opened: Opened, own_file: Path) -> None:
    client = opened(own_file, wait=0.1)
    with held(own_file):
        assert told(client.get("/api/v1/progress?seconds=1").text) == []


def test_there_is_room_for_so_many_and_it_comes_back(client: TestClient) -> None:
    site = client.app.state.site  # type: ignore[attr-defined]
    object.__setattr__(site, "streams", Streams(1))
    for _ in range(3):
        assert client.get("/api/v1/progress?seconds=1").status_code == 200
    site.streams.enter()
    answer = client.get("/api/v1/progress?seconds=1")
    assert (answer.status_code, answer.json()["error"]["code"]) == (503, "busy")


def test_it_ends_when_the_server_stops(client: TestClient) -> None:
    site = client.app.state.site  # type: ignore[attr-defined]
    threading.Timer(0.5, site.closing.set).start()
    began = time.monotonic()
    client.get("/api/v1/progress?seconds=60")
    assert time.monotonic() - began < 20
