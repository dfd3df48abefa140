"""Gains and losses between two versions of the program, sentence by sentence, on the gold articles.

    python benchmarks/compare.py --make OLD.jsonl           code the gold articles with the program as it is now
    ... change something ...
    python benchmarks/compare.py --make NEW.jsonl
    python benchmarks/compare.py OLD.jsonl NEW.jsonl        what was found or lost, what is spurious or no longer so

Both files are outputs of `dragoman code --format jsonl` over the gold documents.  `--gold FOLDER` names other gold;
of a folder called "sealed" only totals are printed.  An earlier state of the program is coded from a second tree:

    git worktree add ../earlier v0.1.0
    PYTHONPATH=../earlier/src python benchmarks/compare.py --make OLD.jsonl
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from build_gold import sentences
from dragoman import Coder
from dragoman.evaluation import read_gold, score_articles
from dragoman.evaluation.matching import Article
from dragoman.evaluation.scoring import Matches, match_commitments, match_events, match_statements
from gate import code_gold

HERE = Path(__file__).resolve().parent

Json = dict[str, Any]
Key = tuple[str, int, int]
# class of record → how it is matched, its label and the span it is shown by
CLASSES: dict[str, tuple[Callable[[Article], Matches], str, str]] = {
    "event": (match_events, "type", "trigger"),
    "statement": (match_statements, "kind", "content_spans"),
    "commitment": (match_commitments, "kind", "act"),
}
SHOWN = 60


@dataclass(frozen=True)
class Change:
    """One record that one version has right or wrong and the other has not.

    gain: whether the change is for the better.  what: `found`, `missed`, `spurious` or `gone` (spurious before).
    """

    document: str
    record: str
    what: str
    label: str
    start: int
    text: str

    @property
    def gain(self) -> bool:
        return self.what in {"found", "gone"}


def read_coded(path: Path) -> dict[str, Json]:
    """Document id → its coded line; lines of documents that failed are left out."""
    lines = [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line.strip()]
    return {line["document"]["id"]: line for line in lines if "error" not in line}


def changes(gold: Sequence[Json], old: dict[str, Json], new: dict[str, Json]) -> Iterator[Change]:
    """What differs between two versions, article by article."""
    for item in gold:
        name = item["document"]["id"]
        before, after = (Article.of(item, version.get(name, {})) for version in (old, new))
        for record, (match, label, span) in CLASSES.items():
            yield from _changes_of(name, record, match(before), match(after), label, span)


def _changes_of(name: str, record: str, before: Matches, after: Matches, label: str, span: str) -> Iterator[Change]:
    def change(what: str, key: Key, text: str) -> Change:
        return Change(name, record, what, key[0], key[1], text)

    was, now = (_by_place((g for g, _ in m.pairs if g["required"]), label, span) for m in (before, after))
    yield from (change("found", k, now[k]) for k in now if k not in was)
    yield from (change("missed", k, was[k]) for k in was if k not in now)
    was, now = (_by_place(m.spurious, label, span) for m in (before, after))
    yield from (change("spurious", k, now[k]) for k in now if k not in was)
    yield from (change("gone", k, was[k]) for k in was if k not in now)


def _by_place(records: Iterator[Json] | Sequence[Json], label: str, span: str) -> dict[Key, str]:
    """(label, start, ordinal among its like) → the words of each record."""
    seen: Counter[tuple[str, int]] = Counter()
    found: dict[Key, str] = {}
    for record in records:
        place = record[span][0] if isinstance(record[span], list) else record[span]
        seen[record[label], place["start"]] += 1
        found[record[label], place["start"], seen[record[label], place["start"]]] = place["text"]
    return found


# -- what is printed


def sentence_at(document: Json, blocks: Sequence[Json], start: int) -> tuple[int, str]:
    """Start and words of the sentence of the gold block that holds an offset."""
    block = next((b for b in blocks if b["start"] <= start < b["end"]), None)
    if block is None:
        return start, ""
    inside = [s for s in sentences(document["text"], block["start"], block["end"]) if s[0] <= start < s[1]]
    low, high = inside[0] if inside else (block["start"], block["end"])
    return low, " ".join(document["text"][low:high].split())


def listing(gold: Sequence[Json], found: Sequence[Change]) -> Iterator[str]:
    """Lines: each sentence in which something changed, below it what."""
    for item in gold:
        name, blocks = item["document"]["id"], item["gold"]["blocks"]
        by_sentence: dict[tuple[int, str], list[Change]] = {}
        for change in (c for c in found if c.document == name):
            by_sentence.setdefault(sentence_at(item["document"], blocks, change.start), []).append(change)
        for (_, text), inside in sorted(by_sentence.items()):
            yield f"{name}: {text}"
            yield from (f"  {'+' if c.gain else '-'} {c.what:8} {c.record} {c.label} {_short(c.text)}" for c in inside)


def _short(text: str) -> str:
    flat = " ".join(text.split())
    return repr(flat if len(flat) <= SHOWN else flat[: SHOWN - 1] + "…")


def totals(gold: Sequence[Json], old: dict[str, Json], new: dict[str, Json], found: Sequence[Change]) -> Iterator[str]:
    """Lines: gains and losses by class of record, then F1 of every measure before and after."""
    count = Counter((c.record, c.what) for c in found)
    for record in CLASSES:
        n = {what: count[record, what] for what in ("found", "missed", "spurious", "gone")}
        yield (
            f"{record + 's':12} newly found {n['found']}, newly missed {n['missed']}, "
            f"newly spurious {n['spurious']}, spurious no more {n['gone']}"
        )
    before, after = (score_articles(gold, version).f1() for version in (old, new))
    for name, value in after.items():
        yield f"{name:24} F1 {before[name]:.4f} → {value:.4f}  ({value - before[name]:+.4f})"


def make(gold: Sequence[Json], path: Path) -> None:
    """Codes the gold documents with the program as it is and writes the lines."""
    lines = [json.dumps(line, ensure_ascii=False) + "\n" for line in code_gold(Coder(), list(gold)).values()]
    path.write_text("".join(lines), encoding="utf-8")
    print(f"{len(lines)} documents coded to {path}")


def main() -> int:
    """Prints gains and losses, or writes an output to compare with later."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("old", type=Path, nargs="?", metavar="OLD.jsonl")
    parser.add_argument("new", type=Path, nargs="?", metavar="NEW.jsonl")
    parser.add_argument("--gold", type=Path, default=HERE / "gold", metavar="FOLDER")
    parser.add_argument("--make", type=Path, metavar="OUT.jsonl", help="code the gold articles and write the output")
    parser.add_argument("--totals", action="store_true", help="print no sentences")
    options = parser.parse_args()
    gold = read_gold(options.gold)
    if options.make:
        make(gold, options.make)
    if options.new:
        old, new = read_coded(options.old), read_coded(options.new)
        found = list(changes(gold, old, new))
        if not options.totals and "sealed" not in options.gold.resolve().parts:
            print(*listing(gold, found), sep="\n")
        print("\n".join(totals(gold, old, new, found)))
    elif not options.make:
        parser.error("name two outputs to compare, or --make one")
    return 0


if __name__ == "__main__":
    sys.exit(main())
