"""Whether confidence means what it says, on the gold articles; fits the weights of its signs anew.

    python benchmarks/calibration.py                 reliability as shipped, and of a fit by cross-validation
    python benchmarks/calibration.py --write         fit on all articles and write the shipped weights
    python benchmarks/calibration.py --table         the tables of docs/confidence.md, in Markdown
    python benchmarks/calibration.py --docs          the same, written into that page
    python benchmarks/calibration.py --gold FOLDER   measure on other articles; nothing is fitted on them
    python benchmarks/calibration.py --pairs FILE    also: types of events on the marked pairs of PLV rows

The fit is a logistic regression with a ridge, by Newton's method.  Folds part documents, never sentences of one.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from unittest.mock import patch

import numpy as np

from dragoman import Coder, Settings, to_json
from dragoman.evaluation import Tally, read_gold
from dragoman.evaluation.calibration import (
    Verdict,
    brier_score,
    calibration_error,
    judge_events,
    reliability,
    tally_above,
)
from dragoman.events import assembling
from dragoman.events.confidence import confidence, signs
from dragoman.events.draft import Joined
from dragoman.knowledge.calibration import CALIBRATION, INTERCEPT, Calibration

HERE = Path(__file__).resolve().parent
DATA = HERE.parent / "src" / "dragoman" / "knowledge" / "data" / CALIBRATION
PAGE = HERE.parent / "docs" / "confidence.md"
START, END = "<!-- tables: begin -->", "<!-- tables: end -->"
FOLDS = 10
# Log loss by cross-validation is flat from 1 to 3; more shrinks signs that hold for a few events only.
RIDGE = 2.0
THRESHOLDS = [k / 10 for k in range(10)]
DRAWS = 200
TYPE_THRESHOLDS = (0.0, 0.7, 0.8, 0.9)
HEADER = """\
# How much each sign tells about an event being right: log odds for each unit of it.  What the signs are is told in
# events/confidence.py.  A logistic regression on the dispatches in benchmarks/gold, whose texts and labels are our
# own; written by `python benchmarks/calibration.py --write`, not by hand.
"""

Json = dict[str, Any]


@dataclass(frozen=True)
class Sample:
    """verdicts: on the events of all articles.  signs: of each of them.  wanted: gold type → events to be found."""

    verdicts: list[Verdict]
    signs: list[dict[str, float]]
    wanted: dict[str, int]

    @property
    def right(self) -> list[bool]:
        return [v.right for v in self.verdicts]

    @property
    def confidences(self) -> list[float]:
        return [v.confidence for v in self.verdicts]

    def rated(self, confidences: Iterable[float]) -> Sample:
        """The same events with other confidences."""
        pairs = zip(self.verdicts, confidences, strict=True)
        return replace(self, verdicts=[replace(v, confidence=float(c)) for v, c in pairs])


class SignReader:
    """Codes texts and keeps the signs of every event, which are no part of the record."""

    def __init__(self) -> None:
        self._coder = Coder(Settings(min_confidence=0.0))

    def code(self, document: Json) -> tuple[Json, list[dict[str, float]]]:
        """The coded line and, for each of its events, the signs that its confidence was made from."""
        seen: list[dict[str, float]] = []

        def noting(act: Joined, calibration: Calibration) -> float:
            seen.append(signs(act))
            return confidence(act, calibration)

        given = {k: v for k, v in document.items() if k != "text" and v is not None}
        with patch.object(assembling, "confidence", noting):
            line: Json = json.loads(to_json(self._coder.code(document["text"], **given)))
        assert len(seen) == len(line["events"])
        return line, seen


def read_sample(gold: Sequence[Json], reader: SignReader) -> Sample:
    """The verdicts on what is coded in the gold articles."""
    sample = Sample([], [], {})
    for article in gold:
        line, seen = reader.code(article["document"])
        verdicts = judge_events(article, line)
        sample.verdicts.extend(verdicts)
        sample.signs.extend(seen[v.event] for v in verdicts)
        for event in article["gold"]["events"]:
            sample.wanted[event["type"]] = sample.wanted.get(event["type"], 0) + bool(event["required"])
    return sample


# -- the fit


def fit(rows: Sequence[dict[str, float]], right: Sequence[bool], ridge: float = RIDGE) -> Calibration:
    """The weights of highest likelihood less half the ridge times their squares; the intercept is free."""
    names = sorted(rows[0])
    x = np.array([[1.0, *(row[n] for n in names)] for row in rows])
    y = np.array(right, dtype=float)
    penalty = np.diag([1e-9, *[ridge] * len(names)])
    weights = np.zeros(x.shape[1])
    for _ in range(25):
        p = 1.0 / (1.0 + np.exp(-x @ weights))
        slope = x.T @ (p - y) + penalty @ weights
        weights -= np.linalg.solve((x * (p * (1.0 - p))[:, None]).T @ x + penalty, slope)
    return Calibration(float(weights[0]), {n: float(w) for n, w in zip(names, weights[1:], strict=True)})


def cross_validated(sample: Sample) -> Sample:
    """The events with the confidence that a fit on the other folds' documents gives them."""
    documents = sorted({v.document for v in sample.verdicts})
    fold = {d: i % FOLDS for i, d in enumerate(documents)}
    fits = {}
    for k in range(FOLDS):
        rest = [i for i, v in enumerate(sample.verdicts) if fold[v.document] != k]
        fits[k] = fit([sample.signs[i] for i in rest], [sample.verdicts[i].right for i in rest])
    return sample.rated(
        fits[fold[v.document]].probability(s) for v, s in zip(sample.verdicts, sample.signs, strict=True)
    )


def write(calibration: Calibration) -> None:
    """Writes the shipped weights, largest first; signs that no event had are left out."""
    rows = sorted(((n, w) for n, w in calibration.weights.items() if round(w, 3)), key=lambda row: -abs(row[1]))
    lines = [f"{name}\t{weight:.3f}" for name, weight in [(INTERCEPT, calibration.intercept), *rows]]
    DATA.write_text(HEADER + "\n".join(["sign\tweight", *lines]) + "\n", encoding="utf-8")


# -- what is printed


def ranking(confidences: Sequence[float], right: Sequence[bool]) -> float:
    """Area under the curve: how often a right event stands above a wrong one; 0.5 is chance."""
    good = np.array([c for c, r in zip(confidences, right, strict=True) if r])
    bad = np.array([c for c, r in zip(confidences, right, strict=True) if not r])
    if not len(good) or not len(bad):
        return 0.5
    return float(np.mean((good[:, None] > bad) + 0.5 * (good[:, None] == bad)))


def chance_error(confidences: Sequence[float]) -> float:
    """Mean calibration error of so many events whose confidence is the very probability that they are right."""
    draws = np.random.default_rng(0)
    outcomes = draws.random((DRAWS, len(confidences))) < np.array(confidences)
    return float(np.mean([calibration_error(confidences, list(row)) for row in outcomes]))


def figures(confidences: Sequence[float], right: Sequence[bool]) -> str:
    """Calibration error, Brier score, ranking and share right in one line."""
    return (
        f"ECE {calibration_error(confidences, right):.3f} (by chance alone {chance_error(confidences):.3f}), "
        f"Brier {brier_score(confidences, right):.3f}, "
        f"ranking {ranking(confidences, right):.3f}, {len(right)} events, {sum(right) / max(1, len(right)):.3f} right"
    )


def reliability_table(confidences: Sequence[float], right: Sequence[bool]) -> list[str]:
    """Markdown: bins, events, mean confidence and share right."""
    lines = ["| confidence | events | mean confidence | share right |", "|---|---|---|---|"]
    for b in reliability(confidences, right):
        lines.append(f"| {b.low:.1f} to {b.high:.1f} | {b.count} | {b.confidence:.3f} | {b.right:.3f} |")
    return lines


def threshold_table(sample: Sample) -> list[str]:
    """Markdown: precision, recall, F1 and events kept by threshold."""
    wanted = sum(sample.wanted.values())
    lines = ["| at least | events | precision | recall | F1 |", "|---|---|---|---|---|"]
    for threshold in THRESHOLDS:
        tally = tally_above(sample.verdicts, threshold, wanted)
        lines.append(
            f"| {threshold:.1f} | {tally.given} | {_share(tally, 'precision')} | {tally.recall:.3f} | {tally.f1:.3f} |"
        )
    return lines


def type_table(sample: Sample) -> list[str]:
    """Markdown: precision / recall of each type by threshold; a type's recall is of the gold events of that type."""
    heads = "".join(f" at least {t:.1f} |" for t in TYPE_THRESHOLDS)
    lines = [f"| type | required |{heads}", "|---|---|" + "---|" * len(TYPE_THRESHOLDS)]
    for name in sorted(sample.wanted):
        cells = (_of_type(sample, name, threshold) for threshold in TYPE_THRESHOLDS)
        lines.append(f"| {name} | {sample.wanted[name]} | " + " | ".join(cells) + " |")
    return lines


def _of_type(sample: Sample, name: str, threshold: float) -> str:
    wanted = sample.wanted[name]
    given = tally_above([v for v in sample.verdicts if v.type == name], threshold, wanted)
    found = tally_above([v for v in sample.verdicts if v.gold_type == name], threshold, wanted)
    return f"{_share(given, 'precision')} / {_share(found, 'recall')}"


def _share(tally: Tally, name: str) -> str:
    """A share with two or three decimals, or a dash where nothing was given or wanted."""
    empty = not (tally.given if name == "precision" else tally.wanted)
    return "–" if empty else f"{getattr(tally, name):.3f}"


def tables(sample: Sample) -> str:
    """All tables of docs/confidence.md, from confidences by cross-validation."""
    by_fold = cross_validated(sample)
    parts = [
        [f"By cross-validation over {FOLDS} folds of documents: {figures(by_fold.confidences, by_fold.right)}."],
        reliability_table(by_fold.confidences, by_fold.right),
        ["By threshold:"],
        threshold_table(by_fold),
        ["By type, precision / recall:"],
        type_table(by_fold),
    ]
    return "\n\n".join("\n".join(part) for part in parts)


def write_page(text: str) -> None:
    """Puts the tables between the marks of docs/confidence.md."""
    page = PAGE.read_text(encoding="utf-8")
    head, tail = page.split(START)[0], page.split(END)[1]
    PAGE.write_text(f"{head}{START}\n\n{text}\n\n{END}{tail}", encoding="utf-8")


# -- pairs


def on_pairs(path: Path, reader: SignReader) -> tuple[list[float], list[bool]]:
    """Confidence of each event on the marked pair of a row, and whether it has the row's type.

    Says nothing about roles, for only events with the right ones are looked at.  YIELD is CONCEDE or RETREAT.
    """
    confidences, right = [], []
    lines = path.read_text(encoding="utf-8").split("\n")
    for row in (json.loads(line) for line in lines if line):
        if not row["actor"] or not row["recipient"]:
            continue
        types = {"CONCEDE", "RETREAT"} if row["gold_type"] == "YIELD" else {row["gold_type"]}
        line, _ = reader.code({"id": row["id"], "text": row["text"]})
        for event in line["events"]:
            if _on_pair(event, row):
                confidences.append(event["confidence"])
                right.append(event["type"] in types)
    return confidences, right


def _on_pair(event: Json, row: Json) -> bool:
    actors, others = event["actors"], event["recipients"] or event["actors"][1:]
    straight = _fills(actors, row["actor"]) and _fills(others, row["recipient"])
    mutual = not event["recipients"] and _fills(actors, row["recipient"]) and _fills(others, row["actor"])
    return straight or mutual


def _fills(roles: list[Json], party: Json) -> bool:
    return any(r["span"]["start"] < party["end"] and party["start"] < r["span"]["end"] for r in roles)


def main() -> int:
    """Prints the figures and writes what is asked for."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--gold", type=Path, default=HERE / "gold", metavar="FOLDER")
    parser.add_argument("--write", action="store_true", help="write the weights of a fit on all articles")
    parser.add_argument("--table", action="store_true", help="print the tables of docs/confidence.md")
    parser.add_argument("--docs", action="store_true", help="write the tables into docs/confidence.md")
    parser.add_argument("--pairs", type=Path, metavar="FILE", help="rows of marked pairs with their types")
    options = parser.parse_args()
    own = options.gold.resolve() == (HERE / "gold").resolve()
    if not own and (options.write or options.docs):
        parser.error("weights and tables come from benchmarks/gold alone")
    reader = SignReader()
    sample = read_sample(read_gold(options.gold), reader)
    if options.table or options.docs:
        text = tables(sample)
        if options.docs:
            write_page(text)
        print(text)
    else:
        print(f"as shipped{', on the articles of the fit' if own else ''}: {figures(sample.confidences, sample.right)}")
        print("\n".join(reliability_table(sample.confidences, sample.right)))
        if own:
            by_fold = cross_validated(sample)
            print(f"a fit by cross-validation: {figures(by_fold.confidences, by_fold.right)}")
    if options.write:
        write(fit(sample.signs, sample.right))
        print(f"weights written to {DATA}")
    if options.pairs:
        print(f"types on marked pairs: {figures(*on_pairs(options.pairs, reader))}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
