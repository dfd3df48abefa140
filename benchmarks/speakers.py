"""Who says it: the speaker of a marked content, resolved to the right actor.

    python benchmarks/speakers.py [--sealed | --fresh] [--errors]

Each case of `speakers/open.jsonl` asks for the speaker of one content.  Right is a statement over that content
(the one that fits it most closely) whose speaker is called, in one of its mentions, by a word of the phrases that
the case lists; a case without any phrase wants a statement without speaker, or none.  `--sealed` reads the half that
nobody tunes to, `--fresh` a hundred cases written when the classes of that half's errors had become known; both print
totals only.
"""

from __future__ import annotations

import argparse
import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

from dragoman import Coder, to_json

HERE = Path(__file__).resolve().parent / "speakers"
KINDS = {
    "a": "pronouns",
    "b": "titles and offices",
    "c": "spokespeople",
    "d": "dialogue, split and uncued quotations",
    "e": "unnamed and collective sources",
    "f": "institutions and documents",
    "g": "epithets",
    "h": "second hand",
    "i": "headlines and word order",
    "j": "nobody named",
}
# What follows these belongs to somebody else ("a spokesman for Governor X").
_BEHIND = re.compile(r"\b(for|of|in|from|to|with|at|on|by)\b")
_SMALL = frozenset({"the", "a", "an", "and", "his", "her", "their", "its", "mr", "mrs", "ms", "dr"})


def words(phrase: str) -> set[str]:
    """The words of a phrase that name somebody."""
    return {w for w in re.findall(r"\w+", phrase.lower()) if w not in _SMALL}


def core(phrase: str) -> set[str]:
    """The words before the first preposition, or all where it begins with none."""
    return words(_BEHIND.split(phrase)[0]) or words(phrase)


def found_speaker(case: dict[str, Any], coded: dict[str, Any]) -> list[str] | None:
    """What the speaker of the content is called; [] for a statement without one; None where there is no statement."""
    start = case["text"].index(case["content"])
    end = start + len(case["content"])
    over = [(_shared(s, start, end), s) for s in coded["statements"]]
    best = max(over, key=lambda p: p[0], default=(0.0, None))
    if best[1] is None or best[0] <= 0:
        return None
    speaker = best[1]["speaker"]
    source = best[1]["source_span"]
    named = [m["text"] for a in coded["actors"] if a["id"] == speaker for m in a["mentions"]]
    return named if speaker else [source["text"]] if source else []


def _shared(statement: dict[str, Any], start: int, end: int) -> float:
    """Shared characters over those that either covers."""
    spans = statement["content_spans"]
    shared = sum(max(0, min(s["end"], end) - max(s["start"], start)) for s in spans)
    return shared / (sum(s["end"] - s["start"] for s in spans) + (end - start) - shared)


def is_right(case: dict[str, Any], called: list[str] | None) -> bool:
    """Whether somebody is found who bears one of the listed names, or nobody where the case lists none."""
    if not case["speaker"]:
        return not called
    return any(words(c) & core(p) for c in called or () for p in case["speaker"])


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--sealed", action="store_true", help="the half that nobody tunes to; totals only")
    parser.add_argument("--fresh", action="store_true", help="a hundred later cases that nobody tunes to; totals only")
    parser.add_argument("--errors", action="store_true", help="print the cases that are wrong (open half only)")
    options = parser.parse_args()
    closed = options.sealed or options.fresh
    path = HERE / ("sealed.jsonl" if options.sealed else "fresh.jsonl" if options.fresh else "open.jsonl")
    cases = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    coder = Coder()
    right: Counter[str] = Counter()
    for case in cases:
        called = found_speaker(case, json.loads(to_json(coder.code(case["text"], id=case["id"]))))
        if is_right(case, called):
            right[case["kind"]] += 1
        elif options.errors and not closed:
            print(f"{case['id']} {case['kind']} wanted {case['speaker']} found {called}\n    {case['text']!r}")
            print(f"    content {case['content']!r}")
    total = Counter(c["kind"] for c in cases)
    if not closed:
        for kind, name in KINDS.items():
            print(f"{name:40} {right[kind]:3} of {total[kind]}")
    print(f"{'speaker right':40} {sum(right.values())} of {len(cases)} = {sum(right.values()) / len(cases):.3f}")


if __name__ == "__main__":
    main()
