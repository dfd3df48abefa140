"""Which reports tell of one happening: stories of 203 invented reports of 40 happenings.

    python benchmarks/happenings_stories.py [--sealed]

The reports of `happenings/open.jsonl` are coded and taken into a new ledger in the order of the file.  Reports of one
happening are one story: counted by B-cubed over reports, and which happenings were put together.  Some are twins: two
towns shelled on one day, a minister in two capitals.  `--sealed` reads the half that nobody tunes to, and prints
totals only.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations
from pathlib import Path
from typing import Any

from dragoman import Coder
from dragoman.ledger import Ledger, Session, entry_of, open_store

HERE = Path(__file__).resolve().parent / "happenings"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sealed", action="store_true", help="the half that nobody tunes to: totals only")
    options = parser.parse_args()
    name = "sealed.jsonl" if options.sealed else "open.jsonl"
    reports = [json.loads(line) for line in (HERE / name).read_text(encoding="utf-8").splitlines()]
    coder = Coder()
    coded = [
        coder.code(**{key: r[key] for key in ("id", "text", "title", "published_at", "publisher")}) for r in reports
    ]
    with tempfile.TemporaryDirectory() as folder:
        where = str(Path(folder) / "happenings.duckdb")
        Session(open_store(where), [name]).write(list(map(entry_of, coded)))
        for line in _scores(reports, Ledger(where), sealed=options.sealed):
            print(line)


def _scores(reports: Sequence[dict[str, Any]], ledger: Ledger, *, sealed: bool) -> Iterator[str]:
    gold = {report["id"]: report["happening"] for report in reports}
    found = {document: row["story"] for row in ledger.stories() for document in row["documents"]}
    by_gold, by_found = Counter(gold.values()), Counter(found.values())
    both = Counter((gold[report], found[report]) for report in gold)
    precision = sum(n * n / by_found[story] for (_, story), n in both.items()) / len(gold)
    recall = sum(n * n / by_gold[happening] for (happening, _), n in both.items()) / len(gold)
    f1 = 2 * precision * recall / (precision + recall)
    yield f"{len(gold)} reports, {len(by_gold)} happenings, {len(by_found)} stories"
    yield f"B-cubed P {precision:.3f}  R {recall:.3f}  F1 {f1:.3f}"
    within: dict[str, set[str]] = defaultdict(set)
    for happening, story in both:
        within[story].add(happening)
    joined = sorted({pair for happenings in within.values() for pair in combinations(sorted(happenings), 2)})
    yield f"happenings put together: {len(joined)} pairs" + ("" if sealed else f" {joined}")


if __name__ == "__main__":
    main()
