"""What has been promised, threatened, demanded …: short passages with their commitments.

    python benchmarks/commitments.py [--sealed] [--errors] [--file FILE]

Each row of `commitments/open.jsonl` is a passage with the commitments made in it, none in a hard negative.  Right is a
commitment of the same kind, made by one of the parties that the row lists, whose trigger or act overlaps the row's.
Below it count those that have besides it all conditions and no others, the act, the deadline.  `--sealed` reads the
half that nobody tunes to, and prints totals only.
"""

from __future__ import annotations

import argparse
import json
import re
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from dragoman import Coder, to_json

HERE = Path(__file__).resolve().parent / "commitments"
KINDS = ("promise", "threat", "offer", "demand", "refusal", "agreement", "prohibition")
MEASURES = ("conditions", "act", "deadline")
# Share of a gold span that has to be covered.
_ENOUGH = 0.5
_ARTICLE = re.compile(r"^(the|a|an|its|his|her|their) ")

Row = dict[str, Any]
Range = tuple[int, int]


@dataclass
class Tally:
    """right: kind and party; missed, extra: by kind; beside: those right that have a further measure right too."""

    right: Counter[str] = field(default_factory=Counter)
    missed: Counter[str] = field(default_factory=Counter)
    extra: Counter[str] = field(default_factory=Counter)
    beside: Counter[str] = field(default_factory=Counter)
    in_negatives: int = 0
    errors: list[str] = field(default_factory=list)

    def line(self, name: str, right: int, missed: int, extra: int) -> str:
        precision = right / (right + extra) if right + extra else 0.0
        recall = right / (right + missed) if right + missed else 0.0
        f1 = 2 * right / (2 * right + missed + extra) if right else 0.0
        return f"{name:28} P {precision:.3f}  R {recall:.3f}  F1 {f1:.3f}  ({right + missed} wanted)"


def shared(one: Range, other: Range) -> int:
    return max(0, min(one[1], other[1]) - max(one[0], other[0]))


def place(text: str, words: str) -> Range:
    """Where words stand in a text; an empty range at -1 where they do not."""
    at = text.find(words)
    return (at, at + len(words)) if at >= 0 else (-1, -1)


def span_of(span: Row) -> Range:
    return span["start"], span["end"]


def called(name: str) -> str:
    return _ARTICLE.sub("", name.lower().strip())


def is_party(gold: Row, found: Row, names: dict[str, set[str]]) -> bool:
    """Whether one of the parties of a row is bound: a name contains the other, or neither side names anybody."""
    wanted = [called(n) for n in (*gold["by"], *(gold.get("by_alternatives") or []))]
    have = {n for actor in found["by"] for n in names.get(actor, ())} | {called(s["text"]) for s in found["by_spans"]}
    if not wanted:
        return not found["by"]
    return any(w == h or (len(h) > 2 and (w in h or h in w)) for w in wanted for h in have)


def match(text: str, gold: list[Row], found: list[Row], names: dict[str, set[str]]) -> list[tuple[Row, Row | None]]:
    """Each commitment of a row with the one found for it, or None; each found one is used once."""
    left = list(found)
    pairs: list[tuple[Row, Row | None]] = []
    for want in gold:
        trigger, act = place(text, want["trigger"]), place(text, want["act"])
        best: tuple[int, Row] | None = None
        for have in left:
            over = shared(act, span_of(have["act"])), shared(trigger, span_of(have["trigger"]))
            if have["kind"] == want["kind"] and any(over) and is_party(want, have, names):
                fit = over[0] + 5 * bool(over[1])
                best = (fit, have) if best is None or fit > best[0] else best
        if best:
            left.remove(best[1])
        pairs.append((want, best[1] if best else None))
    return pairs


def has_conditions(text: str, gold: Row, found: Row) -> bool:
    """Whether all conditions are found with their kinds, and no others."""
    have = [(c["kind"], span_of(c["span"])) for c in found["conditions"]]
    if len(have) != len(gold["conditions"]):
        return False
    return all(
        any(k == c["kind"] and shared(place(text, c["text"]), s) >= _ENOUGH * len(c["text"]) for k, s in have)
        for c in gold["conditions"]
    )


def has_act(text: str, gold: Row, found: Row) -> bool:
    """Whether the act overlaps by half of the longer of the two."""
    act, own = place(text, gold["act"]), span_of(found["act"])
    return shared(act, own) >= _ENOUGH * max(act[1] - act[0], own[1] - own[0])


def has_deadline(gold: Row, found: Row) -> bool:
    wanted, have = gold.get("deadline"), found["deadline"]
    if wanted is None or have is None:
        return wanted is have
    return bool(wanted["end"] == have["end"])


def score(row: Row, coded: Row, tally: Tally) -> None:
    """Adds one passage to the tally."""
    text, found = row["text"], coded["commitments"]
    names = {a["id"]: {called(m["text"]) for m in a["mentions"]} | {called(a["name"])} for a in coded["actors"]}
    pairs = match(text, row["commitments"], found, names)
    for want, have in pairs:
        if have is None:
            if want.get("required", True):
                tally.missed[want["kind"]] += 1
                tally.errors.append(f"{row['id']} missed {want['kind']} by {want['by']}: {want['act']!r}")
            continue
        tally.right[want["kind"]] += 1
        right = (has_conditions(text, want, have), has_act(text, want, have), has_deadline(want, have))
        tally.beside.update(m for m, r in zip(MEASURES, right, strict=True) if r)
        wrong = [m for m, r in zip(MEASURES, right, strict=True) if not r]
        if wrong:
            tally.errors.append(f"{row['id']} {', '.join(wrong)} of {want['kind']} {want['act']!r}")
    for have in found:
        if not any(have is other for _, other in pairs):
            tally.extra[have["kind"]] += 1
            tally.in_negatives += not row["commitments"]
            tally.errors.append(f"{row['id']} too much: {have['kind']} {have['act']['text']!r}")


def report(tally: Tally, by_kind: bool) -> list[str]:
    right, missed, extra = (sum(c.values()) for c in (tally.right, tally.missed, tally.extra))
    lines = [tally.line(k, tally.right[k], tally.missed[k], tally.extra[k]) for k in KINDS if by_kind]
    lines.append(tally.line("kind and party", right, missed, extra))
    for measure in MEASURES:
        both = tally.beside[measure]
        lines.append(tally.line(f"… and {measure}", both, missed + right - both, extra + right - both))
    return [*lines, f"found in hard negatives: {tally.in_negatives}"]


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--sealed", action="store_true", help="the half that nobody tunes to; totals only")
    parser.add_argument("--errors", action="store_true", help="print what is wrong (open half only)")
    parser.add_argument("--file", type=Path, help="rows of another set")
    options = parser.parse_args()
    path = options.file or HERE / ("sealed.jsonl" if options.sealed else "open.jsonl")
    coder, tally = Coder(), Tally()
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        dated = {"published_at": row["published_at"]} if row.get("published_at") else {}
        score(row, json.loads(to_json(coder.code(row["text"], id=row["id"], **dated))), tally)
    if options.errors and not options.sealed:
        print("\n".join(tally.errors))
    print("\n".join(report(tally, by_kind=not options.sealed)))


if __name__ == "__main__":
    main()
