"""How well the program tells whether an act happened: status, polarity and certainty of marked acts.

    python benchmarks/factuality.py              figures by half of the set
    python benchmarks/factuality.py --errors     also the rows of the open half that are wrong

The set is factuality/sentences.tsv: `id half status polarity certainty type text`, the trigger marked [T:…] in the
text; its half is `open` or `sealed`, and of the sealed one only totals are ever printed.  Every text is coded as
published on 2024-06-12.  The event of a row is the one whose trigger overlaps the marked one, else one of the row's
type in the same sentence.  Where there is none the row counts as not found, and as wrong in what is told "of all".
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from dragoman import Coder, Settings
from dragoman.records import Event, Span

HERE = Path(__file__).resolve().parent
SENTENCES = HERE / "factuality" / "sentences.tsv"
PUBLISHED = "2024-06-12"
MARK = re.compile(r"\[T:([^\]]+)\]")
COLUMNS = ("id", "half", "status", "polarity", "certainty", "type", "text")
FIELDS = ("status", "polarity", "certainty")


@dataclass(frozen=True)
class Row:
    """One marked act.  text: without marks; trigger: its span there."""

    id: str
    half: str
    status: str
    polarity: str
    certainty: str
    type: str
    text: str
    trigger: Span


@dataclass(frozen=True)
class Reading:
    """A row and the event that was coded for it, or None."""

    row: Row
    event: Event | None

    def given(self, field: str) -> str | None:
        return getattr(self.event.factuality, field) if self.event else None

    def is_right(self, field: str) -> bool:
        return bool(self.given(field) == getattr(self.row, field))


def read_rows(path: Path) -> list[Row]:
    """The rows in file order; raises `ValueError` at one that has another header, another width or no single mark."""
    header, *lines = [line for line in path.read_text(encoding="utf-8").split("\n") if line and line[0] != "#"]
    if tuple(header.split("\t")) != COLUMNS:
        raise ValueError(f"{path} has the columns {header!r}; expected {' '.join(COLUMNS)}")
    return [read_row(line) for line in lines]


def read_row(line: str) -> Row:
    """The row of one line."""
    values = line.split("\t")
    marks = list(MARK.finditer(values[-1]))
    if len(values) != len(COLUMNS) or len(marks) != 1:
        raise ValueError(f"row {values[0]} has {len(values)} columns and {len(marks)} marks")
    text = MARK.sub(r"\1", values[-1])
    start = marks[0].start()
    return Row(
        **dict(zip(COLUMNS[:-1], values, strict=False)),
        text=text,
        trigger=Span.of(text, start, start + len(marks[0][1])),
    )


def event_of(row: Row, events: Sequence[Event]) -> Event | None:
    """The event of the marked act: on its trigger, of its type if there are several; else of its type beside it."""
    on_trigger = [e for e in events if any(s.overlaps(row.trigger) for s in (e.trigger, *e.also))]
    beside = [e for e in events if e.type == row.type and e.sentence.overlaps(row.trigger)]
    return next(iter(sorted(on_trigger, key=lambda e: e.type != row.type) + beside), None)


def read_all(rows: Sequence[Row], coder: Coder) -> list[Reading]:
    """Each row with what is coded for it."""
    return [Reading(row, event_of(row, coder.code(row.text, published_at=PUBLISHED).events)) for row in rows]


# -- scores


def f1_of(readings: Sequence[Reading], field: str, value: str) -> float:
    """F1 of one value of a field among the readings given."""
    both = sum(r.given(field) == getattr(r.row, field) == value for r in readings)
    either = sum((r.given(field) == value) + (getattr(r.row, field) == value) for r in readings)
    return 2 * both / either if either else 0.0


def macro_f1(readings: Sequence[Reading], field: str) -> float:
    """Mean F1 of the values that the rows have."""
    values = {getattr(r.row, field) for r in readings}
    return share(f1_of(readings, field, v) for v in sorted(values))


def share(values: Iterable[float]) -> float:
    """Mean of numbers or truth values, 0 of none."""
    listed = list(values)
    return sum(listed) / len(listed) if listed else 0.0


def report(name: str, readings: Sequence[Reading]) -> list[str]:
    """The figures of one half as lines."""
    found = [r for r in readings if r.event]
    negated = sum(r.row.polarity == "negated" for r in found)
    lines = [
        f"{name}: {len(readings)} rows, found {share(bool(r.event) for r in readings):.3f}, "
        f"of the right type {share(r.event is not None and r.event.type == r.row.type for r in readings):.3f}",
        f"  status     accuracy {share(r.is_right('status') for r in found):.3f} of found, "
        f"{share(r.is_right('status') for r in readings):.3f} of all; macro-F1 {macro_f1(found, 'status'):.3f}",
        f"  polarity   F1 of negated {f1_of(found, 'polarity', 'negated'):.3f} ({negated} found)",
        f"  certainty  accuracy {share(r.is_right('certainty') for r in found):.3f} of found, "
        f"macro-F1 {macro_f1(found, 'certainty'):.3f}",
        f"  all three  {share(all(r.is_right(f) for f in FIELDS) for r in found):.3f} of found, "
        f"{share(all(r.is_right(f) for f in FIELDS) for r in readings):.3f} of all",
    ]
    for value in sorted({r.row.status for r in readings}):
        there = [r for r in found if r.row.status == value]
        lines.append(f"    {value:12} F1 {f1_of(found, 'status', value):.3f} ({len(there)} found)")
    return lines


def errors(readings: Sequence[Reading]) -> list[str]:
    """A line for every row of the open half that is not found or not right."""
    lines = []
    for r in readings:
        wrong = [f"{f} {r.given(f)} for {getattr(r.row, f)}" for f in FIELDS if not r.is_right(f)]
        if r.row.half == "open" and wrong:
            told = "; ".join(wrong) if r.event else "not found"
            start, end = r.row.trigger.start, r.row.trigger.end
            lines.append(f"{r.row.id} {told}: {r.row.text[:start]}[{r.row.text[start:end]}]{r.row.text[end:]}")
    return lines


def main() -> int:
    """Prints the figures."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--errors", action="store_true", help="list the rows of the open half that are wrong")
    parser.add_argument("--sentences", type=Path, default=SENTENCES, metavar="FILE")
    options = parser.parse_args()
    if not options.sentences.exists():
        parser.error(f"there is no {options.sentences}")
    readings = read_all(read_rows(options.sentences), Coder(Settings(min_confidence=0.0)))
    for half in sorted({r.row.half for r in readings}):
        print("\n".join(report(half, [r for r in readings if r.row.half == half])))
    if options.errors:
        print("\n".join(errors(readings)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
