"""Agreement with the gold articles, held against the floors.

    python benchmarks/gate.py [--errors] [--raise-floors]

Prints F1 by measure and ends with status 1 where one lies under its floor in floors.json.
`--raise-floors` writes new floors where they are higher; a floor is lowered by hand only, with a reason.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from pathlib import Path
from typing import Any

from dragoman import Coder, to_json
from dragoman.evaluation import Scores, read_gold, score_articles

HERE = Path(__file__).resolve().parent
FLOORS = HERE / "floors.json"
# A floor lies this far under the figure it was set from: room for a new parser, not for a lost rule.
SLACK = 0.01
# One record of a single article weighs several points.
SAMPLE_SLACK = 0.08
# Ids of the gold articles that stand in samples/ begin so.
SAMPLE = "s"


def code_gold(coder: Coder, gold: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """Document id → its coded line, for every gold article."""
    coded = {}
    for article in gold:
        given = {k: v for k, v in article["document"].items() if k != "text" and v is not None}
        record = coder.code(article["document"]["text"], **given)
        coded[article["document"]["id"]] = json.loads(to_json(record))
    return coded


def fingerprint(gold: list[dict[str, Any]]) -> str:
    """Changes when an article or a label does, so that floors of another set are not taken for this one's."""
    return hashlib.sha256(json.dumps(gold, sort_keys=True).encode()).hexdigest()[:16]


def below_floor(figures: dict[str, float], floors: dict[str, float]) -> list[str]:
    """One line for each measure under its floor."""
    return [
        f"{name}: {figures.get(name, 0.0):.3f} is under the floor of {floor:.3f}"
        for name, floor in floors.items()
        if figures.get(name, 0.0) < floor
    ]


def _raised(figures: dict[str, float], old: dict[str, float], slack: float = SLACK) -> dict[str, float]:
    return {name: max(old.get(name, 0.0), max(0.0, round(value - slack, 3))) for name, value in figures.items()}


def _raise_floors(
    scores: Scores, gold: list[dict[str, Any]], coded: dict[str, dict[str, Any]], old: dict[str, Any]
) -> None:
    """Writes floors for the whole set and for each sample; an older floor that is higher stays."""
    names = [g["document"]["id"] for g in gold if g["document"]["id"].startswith(SAMPLE)]
    by_sample = {n: score_articles([g for g in gold if g["document"]["id"] == n], coded).f1() for n in names}
    floors = {
        "corpus": fingerprint(gold),
        "f1": _raised(scores.f1(), old.get("f1", {})),
        "samples": {n: _raised(f, old.get("samples", {}).get(n, {}), SAMPLE_SLACK) for n, f in by_sample.items()},
    }
    FLOORS.write_text(json.dumps(floors, indent=2) + "\n", encoding="utf-8")


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--errors", action="store_true", help="print what was missed and what was too much")
    parser.add_argument("--raise-floors", action="store_true")
    options = parser.parse_args()
    gold = read_gold(HERE / "gold")
    coded = code_gold(Coder(), gold)
    scores, mark = score_articles(gold, coded), fingerprint(gold)
    floors = json.loads(FLOORS.read_text(encoding="utf-8")) if FLOORS.exists() else {"corpus": mark, "f1": {}}
    for name, tally in scores.tallies.items():
        print(f"{name:24} P {tally.precision:.3f}  R {tally.recall:.3f}  F1 {tally.f1:.3f}  ({tally.wanted} wanted)")
    print(f"{'blocks':24} {scores.blocks:.3f}")
    if options.errors:
        print("\n".join(scores.errors))
    if options.raise_floors:
        _raise_floors(scores, gold, coded, floors if floors["corpus"] == mark else {})
        return 0
    if floors["corpus"] != mark:
        print("floors.json belongs to another state of the gold articles: set it anew with --raise-floors")
        return 1
    failures = below_floor(scores.f1(), floors["f1"])
    print("\n".join(failures))
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
