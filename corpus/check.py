"""Checks the form of corpus/events/*.tsv and looks for duplicates: `python corpus/check.py`.

Ends with status 1 and a line for each fault.  Two sentences are near duplicates when they share
more than 0.8 of their word trigrams; minimal pairs that differ in a word or two in long sentences
come close, so near duplicates are listed but only exact ones are faults.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from pathlib import Path

from dragoman.knowledge.plover import MODES

HERE = Path(__file__).resolve().parent
STATUS = {"actual", "planned", "conditional", "possible", "historical"}
MARK = re.compile(r"\[([AR]):([^\[\]]+)\]")


def faults(row: str) -> list[str]:
    """What is wrong with one row."""
    columns = row.split("\t")
    if len(columns) != 5:
        return [f"{len(columns)} columns, 5 expected"]
    kind, mode, status, polarity, sentence = columns
    found = []
    if kind != "NONE" and kind not in MODES:
        found.append(f"unknown type {kind!r}")
    elif kind == "NONE" and (mode, status, polarity) != ("-", "-", "-"):
        found.append("NONE has '-' for mode, status and polarity")
    elif kind != "NONE":
        if mode != "-" and mode not in MODES[kind]:
            found.append(f"unknown mode {mode!r} of {kind}")
        if status not in STATUS or polarity not in {"affirmed", "negated"}:
            found.append(f"status {status!r}, polarity {polarity!r}")
    marks = Counter(m.group(1) for m in MARK.finditer(sentence))
    if marks["A"] + marks["R"] == 0 or marks["A"] > 1 or marks["R"] > 1:
        found.append("one [A:…] and at most one [R:…] expected")
    if "[" in MARK.sub("", sentence) or "]" in MARK.sub("", sentence):
        found.append("a bracket is left over")
    return found


def plain(sentence: str) -> str:
    return MARK.sub(r"\2", sentence)


def main() -> int:
    bad = 0
    seen: dict[str, str] = {}
    counts: Counter[str] = Counter()
    for path in sorted((HERE / "events").glob("*.tsv")):
        for number, row in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
            if not row.strip() or row.startswith("#"):
                continue
            where = f"{path.name}:{number}"
            for fault in faults(row):
                bad += 1
                print(f"{where}: {fault}")
            key = re.sub(r"\W+", " ", row.split("\t")[-1].lower()).strip()
            if key in seen:
                bad += 1
                print(f"{where}: stands in {seen[key]} already")
            seen.setdefault(key, where)
            counts[row.split("\t")[0]] += 1
    print(", ".join(f"{k} {v}" for k, v in sorted(counts.items())), f"— {sum(counts.values())} rows, {bad} faults")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
