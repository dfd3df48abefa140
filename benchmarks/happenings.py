"""What becomes of reports taken together: 203 invented reports of 40 happenings, `happenings/`.

    python benchmarks/happenings.py [PART …] [--sealed]

All reports are coded and taken into a new ledger in the order of the file, and each part is scored on it.  A part is a
function below in `PARTS`.  `--sealed` reads the half that nobody tunes to, and prints totals only.

stories   Reports of one happening are one story.  B-cubed over reports, as ../shared/bench/stories defines it, and
          which happenings were put together: some are twins (two towns shelled on a day, a minister in two capitals).
"""

from __future__ import annotations

import argparse
import json
import tempfile
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import Any

from dragoman import Coder
from dragoman.ledger import Ledger, Session, entry_of, open_store

HERE = Path(__file__).resolve().parent / "happenings"


@dataclass(frozen=True)
class Task:
    """The reports as they are labelled, the ledger that has them, and whether nothing but totals may be said."""

    reports: Sequence[dict[str, Any]]
    ledger: Ledger
    sealed: bool


def stories(task: Task) -> Iterator[str]:
    """B-cubed of stories, and the pairs of happenings that share one."""
    gold = {report["id"]: report["happening"] for report in task.reports}
    found = {document: row["story"] for row in task.ledger.stories() for document in row["documents"]}
    by_gold, by_found = Counter(gold.values()), Counter(found.values())
    both = Counter((gold[report], found[report]) for report in gold)
    precision = sum(n * n / by_found[story] for (_, story), n in both.items()) / len(gold)
    recall = sum(n * n / by_gold[happening] for (happening, _), n in both.items()) / len(gold)
    f1 = 2 * precision * recall / (precision + recall)
    counts = f"({len(by_gold)} happenings, {len(by_found)} stories)"
    yield f"B-cubed P {precision:.3f}  R {recall:.3f}  F1 {f1:.3f}  {counts}"
    within: dict[str, set[str]] = defaultdict(set)
    for happening, story in both:
        within[story].add(happening)
    joined = sorted({pair for happenings in within.values() for pair in combinations(sorted(happenings), 2)})
    yield f"happenings put together: {len(joined)} pairs" + ("" if task.sealed else f" {joined}")


PARTS: dict[str, Callable[[Task], Iterator[str]]] = {
    "stories": stories,
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("parts", nargs="*", metavar="PART", choices=[[], *PARTS], help="all where none is named")
    parser.add_argument("--sealed", action="store_true", help="the half that nobody tunes to: totals only")
    options = parser.parse_args()
    name = "sealed.jsonl" if options.sealed else "open.jsonl"
    reports = [json.loads(line) for line in (HERE / name).read_text(encoding="utf-8").splitlines()]
    with tempfile.TemporaryDirectory() as folder:
        ledger = str(Path(folder) / "happenings.duckdb")
        Session(open_store(ledger), [name]).write([entry_of(coded) for coded in _coded(reports)])
        task = Task(reports, Ledger(ledger), options.sealed)
        for part in options.parts or PARTS:
            print(f"{part}: {len(reports)} reports")
            for line in PARTS[part](task):
                print(f"  {line}")


def _coded(reports: Sequence[dict[str, Any]]) -> Iterator[Any]:
    coder = Coder()
    for report in reports:
        yield coder.code(**{key: report[key] for key in ("id", "text", "title", "published_at", "publisher")})


if __name__ == "__main__":
    main()
