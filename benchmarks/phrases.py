"""Country and sector of actor phrases of our own.

    python benchmarks/phrases.py [--sealed] [--errors]

A row of `phrases/open.jsonl` has a phrase, mostly a day, now and then a context, and what is right: a code, a list of
codes that are all right, "" for none; `gold_none` asks for neither.  UNO and EUR count as IGO, and IGO or NGO at the
head of the sectors is passed over where another is asked for, as in the public sets of actor phrases.  `--sealed` reads
the half that nobody tunes to, and prints totals only.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

from dragoman import Coder

HERE = Path(__file__).resolve().parent / "phrases"
_BODIES = {"UNO": "IGO", "EUR": "IGO"}
_PASSED_OVER = frozenset({"IGO", "NGO"})


def judged(row: dict[str, Any], country: str | None, sectors: list[str]) -> tuple[bool | None, bool | None]:
    """Whether country and sector are right; None where the row does not ask."""
    code = _BODIES.get(country or "", country or "")
    if row["gold_none"]:
        return not code, not sectors
    first = {next((s for s in sectors if s not in _PASSED_OVER), ""), *sectors[:1]} if sectors else {""}
    wanted = {_BODIES.get(c, c) for c in _codes(row["gold_country"])}
    asked = row["gold_sector"] is not None
    return (
        None if row["gold_country"] is None else code in wanted,
        bool(first & set(_codes(row["gold_sector"]))) if asked else None,
    )


def _codes(gold: Any) -> list[str]:
    return gold if isinstance(gold, list) else [] if gold is None else [gold]


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--sealed", action="store_true", help="the half that nobody tunes to; totals only")
    parser.add_argument("--errors", action="store_true", help="print the rows that are wrong (open half only)")
    options = parser.parse_args()
    path = HERE / ("sealed.jsonl" if options.sealed else "open.jsonl")
    coder = Coder()
    right: dict[str, list[bool]] = {"country": [], "sector": [], "nothing to code": []}
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        found = coder.actor(row["phrase"], date=row["date"], context=row["context"])
        country, sector = judged(row, found.country, list(found.sectors))
        if row["gold_none"]:
            right["nothing to code"].append(bool(country and sector))
        else:
            right["country"].extend([] if country is None else [country])
            right["sector"].extend([] if sector is None else [sector])
        if options.errors and not options.sealed and False in (country, sector):
            print(f"{row['id']} {row['phrase']!r} {row['date']} wanted {row['gold_country']} {row['gold_sector']}")
            print(f"    found {found.country} {list(found.sectors)} {found.name}")
    for name, answers in right.items():
        print(f"{name:16} {sum(answers):4} of {len(answers):4} = {sum(answers) / max(1, len(answers)):.3f}")


if __name__ == "__main__":
    main()
