"""What a ledger of many documents costs: time to fill, size, memory, and how long each command takes.

    python benchmarks/ledger.py RECORDS.jsonl [--documents 100000] [--ledger bench.duckdb]

RECORDS are lines of `dragoman code` over any articles.  They are taken again and again under new ids, with days,
texts' words and confidences moved about, so that nothing compresses better than in earnest; the ledger is left for
a second look.  An existing ledger is not filled again.
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from dragoman import from_json
from dragoman.ledger import Ledger, Session, entry_of, open_store
from dragoman.records import Coded, record_id

BATCH = 500
COMMANDS = (
    ("events", "--actor", "RUS", "--since", "2021-01-01"),
    ("events", "--actor", "RUS", "--recipient", "UKR", "--type", "THREATEN"),
    ("events", "--limit", "50"),
    ("commitments", "--by", "RUS"),
    ("commitments", "--conditional"),
    ("dyad", "RUS", "UKR"),
    ("panel", "--by", "month", "--dyads", "--format", "csv"),
    ("panel", "--by", "month", "--actors", "--format", "csv"),
    (
        "sql",
        "select actor_country, recipient_country, quad, count(*) from dyads group by 1, 2, 3 order by 4 desc limit 9",
    ),
    (
        "sql",
        "select date_trunc('month', day) m, avg(intensity) from events where 'RUS' = any(actor_countries) group by 1",
    ),
    ("sql", "select count(*) from evidence where words ilike '%sanctions%'"),
)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("records", type=Path)
    parser.add_argument("--documents", type=int, default=100_000)
    parser.add_argument("--ledger", default="bench.duckdb")
    options = parser.parse_args()
    if not Path(options.ledger).exists():
        _fill(options.ledger, options.records, options.documents)
    if Path(options.ledger).exists():
        print(f"size {Path(options.ledger).stat().st_size / 1e6:.0f} MB")
    for name in ("documents", "events", "statements", "commitments"):
        print(f"{name}: {Ledger(options.ledger).sql(f'select count(*) from {name}').table()[1][0][0]:,}")
    for command in COMMANDS:
        _time(options.ledger, command)


def _fill(ledger: str, path: Path, count: int) -> None:
    session = Session(open_store(ledger), [str(path)])
    session.begin()
    began = time.perf_counter()
    stored, spent, batch = 0, 0.0, []
    for coded in _synthetic(path, count):
        batch.append(entry_of(coded))
        if len(batch) == BATCH:
            before = time.perf_counter()
            session.write(batch)
            spent += time.perf_counter() - before
            stored, batch = stored + len(batch), []
            if stored % 10_000 == 0:
                print(f"{stored:,} documents, {spent / stored * 1000:.2f} ms each to store", flush=True)
    session.write(batch)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"filled in {time.perf_counter() - began:.0f} s, {spent:.0f} s of it storing; peak memory {peak:.0f} MiB")


def _synthetic(path: Path, count: int) -> Iterator[Coded]:
    rng = random.Random(7)
    rows = [row for row in map(json.loads, path.read_bytes().splitlines()) if "error" not in row]
    words = [word for row in rows for word in row["document"]["text"].split()]
    by_length: dict[int, list[str]] = {}
    for word in words:
        by_length.setdefault(len(word), []).append(word)
    for number in range(count):
        coded = from_json(json.dumps(_moved(rng.choice(rows), number, rng, by_length)))
        assert isinstance(coded, Coded)
        yield coded


def _moved(row: dict[str, Any], number: int, rng: random.Random, words: dict[int, list[str]]) -> dict[str, Any]:
    """A copy under another id, half its words changed for others as long, so that the spans hold."""
    document = f"d{number:07d}"
    text = "".join(
        rng.choice(words.get(len(part), [part])) if rng.random() < 0.5 and not part.isspace() else part
        for part in _parts(row["document"]["text"])
    )
    ids = {
        e["id"]: record_id(document, "event", e["type"], e["trigger"]["start"], e["trigger"]["end"])
        for e in row["events"]
    }
    ids |= {c["id"]: record_id(document, "commitment", c["kind"], c["trigger"]["start"], 0) for c in row["commitments"]}
    made = _copied(row, text, ids)
    published = date(2018, 1, 1) + timedelta(days=number % 2500)
    made["document"] |= {"id": document, "text": text, "published_at": f"{published}T10:00:00+00:00"}
    for event in made["events"]:
        event["confidence"] = round(rng.random(), 3)
    return made


def _parts(text: str) -> list[str]:
    parts: list[str] = []
    for character in text:
        if parts and parts[-1].isspace() == character.isspace():
            parts[-1] += character
        else:
            parts.append(character)
    return parts


def _copied(value: Any, text: str, ids: dict[str, str]) -> Any:
    if isinstance(value, list):
        return [_copied(item, text, ids) for item in value]
    if isinstance(value, str):
        return ids.get(value, value)
    if not isinstance(value, dict):
        return value
    made = {key: _copied(item, text, ids) for key, item in value.items()}
    return made | {"text": text[made["start"] : made["end"]]} if {"start", "end", "text"} <= made.keys() else made


def _time(ledger: str, command: tuple[str, ...]) -> None:
    code = "from dragoman.cli import main; main()"
    began = time.perf_counter()
    done = subprocess.run([sys.executable, "-c", code, *command, "--ledger", ledger], capture_output=True, check=False)
    seconds = time.perf_counter() - began
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(
        f"{seconds:6.2f} s  up to {peak:.0f} MiB  {' '.join(command)[:90]}{'' if done.returncode == 0 else '  FAILED'}"
    )


if __name__ == "__main__":
    main()
