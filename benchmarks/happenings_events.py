"""One event once: how well a ledger merges what several reports tell of one event.

    python benchmarks/happenings_events.py [--records RECORDS.jsonl] [--errors] [--sealed]

The reports of `happenings/open.jsonl` say of each event mention which event it tells.  The reports are coded (or taken
from RECORDS, lines of `dragoman code` over them) and put into a ledger one by one.  Counted are those mentions that
the coder found: a record whose trigger or sentence holds the mention's words, of the same type or one of its family.
Their clusters are compared with the truth by B-cubed.  A denial counts with the event that the ledger says it denies.
`--sealed` reads the half that nobody tunes to, and prints totals only.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dragoman import Coder, from_json
from dragoman.ledger import Ledger, Session, entry_of
from dragoman.merging import akin
from dragoman.records import Coded, Event

HERE = Path(__file__).resolve().parent / "happenings"

Row = dict[str, Any]


@dataclass(frozen=True)
class Found:
    """A labelled mention that the coder found.  merged: the ledger's event, or the one that it is said to deny."""

    document: str
    truth: str
    merged: str
    record: Event


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--records", type=Path, help="what `dragoman code` wrote for the reports")
    parser.add_argument("--errors", action="store_true")
    parser.add_argument("--sealed", action="store_true")
    options = parser.parse_args(arguments)
    rows = read_rows(HERE / ("sealed.jsonl" if options.sealed else "open.jsonl"))
    coded = list(read_records(options.records) if options.records else code(rows))
    found, labelled = measure(rows, coded)
    print("\n".join(report(found, labelled)))
    if options.errors and not options.sealed:
        print("\n".join(errors(found)))


def read_rows(path: Path) -> list[Row]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def read_records(path: Path) -> Iterator[Coded]:
    for line in path.read_bytes().splitlines():
        record = from_json(line)
        if isinstance(record, Coded):
            yield record


def code(rows: Iterable[Row]) -> Iterator[Coded]:
    coder = Coder()
    names = ("id", "text", "title", "published_at", "publisher")
    return (coder.code(**{name: row[name] for name in names}) for row in rows)


def measure(rows: Sequence[Row], coded: Sequence[Coded]) -> tuple[list[Found], int]:
    """The labelled mentions that were found, with the ledger's events, and how many are labelled."""
    by_id = {record.document.id: record for record in coded}
    with tempfile.TemporaryDirectory() as folder:
        ledger = Ledger(Path(folder) / "happenings.duckdb")
        Session(ledger.store, ["happenings"]).write([entry_of(record) for record in coded])
        merged = dict(ledger.sql("SELECT mention, event FROM event_reports").table()[1])
        denied = dict(ledger.sql("SELECT mention, event FROM denials").table()[1])
    found = [
        Found(
            row["id"],
            label["event"],
            denied.get(event.id, merged[event.id]) if _denies(label) else merged[event.id],
            event,
        )
        for row in rows
        for label, event in aligned(row, by_id[row["id"]].events)
    ]
    return found, sum(len(row["events"]) for row in rows)


def aligned(row: Row, events: Sequence[Event]) -> list[tuple[Row, Event]]:
    """Labelled mentions with the records that tell them, each used once, the nearest first."""
    pairs = sorted(
        (
            (nearness, n, m)
            for n, label in enumerate(row["events"])
            for m, event in enumerate(events)
            if (nearness := _nearness(row["text"], label, event)) is not None
        ),
    )
    labels: dict[int, int] = {}
    used: set[int] = set()
    for _, n, m in pairs:
        if n not in labels and m not in used:
            labels[n] = m
            used.add(m)
    return [(row["events"][n], events[m]) for n, m in sorted(labels.items())]


def _nearness(text: str, label: Row, event: Event) -> tuple[int, int] | None:
    """How near a record is to a label: by its trigger, another mention, its sentence; the same type before akin."""
    if not akin(label["type"], event.type):
        return None
    start = text.find(label["trigger"])
    end = start + len(label["trigger"])
    spans = [[event.trigger], event.also, [event.sentence]]
    at = next((k for k, some in enumerate(spans) if any(s.start < end and start < s.end for s in some)), None)
    if at is None or (at == 2 and event.type != label["type"]):
        return None
    return at + (event.type != label["type"]), abs(event.trigger.start - start)


def _denies(label: Row) -> bool:
    return bool(label["polarity"] == "denied")


# -- figures


def report(found: Sequence[Found], labelled: int) -> list[str]:
    precision, recall, f1 = b_cubed(found)
    apart, _, alone = b_cubed([Found(f.document, f.truth, f.record.id, f.record) for f in found])
    assert apart == 1.0
    return [
        f"labelled mentions found {len(found)} of {labelled}, of {len({f.truth for f in found})} events",
        f"B-cubed P {precision:.3f}  R {recall:.3f}  F1 {f1:.3f}   (nothing merged: F1 {alone:.3f})",
    ]


def b_cubed(found: Sequence[Found]) -> tuple[float, float, float]:
    """Precision, recall and F1 over mentions (Bagga and Baldwin 1998)."""
    truth, merged = _groups(found, "truth"), _groups(found, "merged")
    if not found:
        return 0.0, 0.0, 0.0
    shared = [len(truth[f.truth] & merged[f.merged]) for f in found]
    precision = sum(s / len(merged[f.merged]) for s, f in zip(shared, found, strict=True)) / len(found)
    recall = sum(s / len(truth[f.truth]) for s, f in zip(shared, found, strict=True)) / len(found)
    return precision, recall, 2 * precision * recall / (precision + recall)


def _groups(found: Sequence[Found], name: str) -> dict[str, set[int]]:
    groups: dict[str, set[int]] = defaultdict(set)
    for n, mention in enumerate(found):
        groups[getattr(mention, name)].add(n)
    return groups


def errors(found: Sequence[Found]) -> Iterator[str]:
    """Events of the ledger that hold several of the truth, and events of the truth that stand apart."""
    for what, key, other in (("WRONGLY MERGED", "merged", "truth"), ("LEFT APART", "truth", "merged")):
        for name, group in sorted(_groups(found, key).items()):
            mentions = [found[n] for n in sorted(group)]
            if len({getattr(m, other) for m in mentions}) > 1:
                yield f"\n{what} {name}"
                yield from (f"  {m.truth:6} {m.document:6} {_said(m.record)}" for m in mentions)


def _said(event: Event) -> str:
    sides = " > ".join(",".join(role.span.text for role in side) for side in (event.actors, event.recipients))
    when = f"{event.date.start}/{event.date.precision}" if event.date else "-"
    where = event.place.name if event.place else "-"
    status = "" if event.factuality.status == "actual" else event.factuality.status + " "
    denied = "NOT " if event.factuality.polarity == "negated" else ""
    return f"{denied}{status}{event.type} [{event.trigger.text}] {sides} | {when} | {where} | {event.id}"


if __name__ == "__main__":
    main()
