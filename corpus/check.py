"""Checks the form of corpus/events and corpus/acts and looks for duplicates: `python corpus/check.py`.

Ends with status 1 and a line for each fault.  Two sentences are near duplicates when they share
more than 0.8 of their word trigrams; minimal pairs that differ in a word or two in long sentences
come close, so near duplicates are listed but only exact ones are faults.
"""

from __future__ import annotations

import re
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path

from dragoman.knowledge.plover import MODES

HERE = Path(__file__).resolve().parent
STATUS = {"actual", "planned", "conditional", "possible", "historical"}
MARK = re.compile(r"\[([AR]):([^\[\]]+)\]")
COUNTED = re.compile(r"(.+)@(\d+)")
PLACE = re.compile(r"(\d+)-(\d+)")
PUBLIC_KEY = re.compile(r"[0-9a-f]{16}|[^\s@]+@(?P<place>\d+-\d+)")
NEAR = 0.8

# A row and where it stands ("events/verbal-conflict.tsv:12"); the same of a sentence.
Placed = tuple[str, str]


def faults(row: str) -> list[str]:
    """What is wrong with one row of events."""
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


def act_faults(columns: list[str], amiss: Callable[[str], str | None]) -> list[str]:
    """What is wrong with one row of acts but for its key; amiss: what is wrong with one quotation or place."""
    if len(columns) == 2:
        return [] if columns[1] == "-" else ["two columns are for a sentence without an event: key and '-'"]
    if len(columns) != 5:
        return [f"{len(columns)} columns, 5 or 2 expected"]
    _, trigger, kind, *sides = columns
    found = [] if kind in MODES else [f"unknown type {kind!r}"]
    parties = [party for side in sides if side != "-" for party in side.split(" ; ")]
    if not parties:
        found.append("an actor or a recipient expected")
    found.extend(f"{party!r} stands twice" for party, n in Counter(parties).items() if n > 1)
    if trigger == "-":
        found.append("a trigger expected")
    found.extend(fault for words in (trigger, *parties) if (fault := amiss(words)))
    return found


def misquoted(sentence: str, quoted: str) -> str | None:
    """Why a quotation ("word@2": its second occurrence) is none of the sentence."""
    counted = COUNTED.fullmatch(quoted)
    words, wanted = (counted[1], int(counted[2])) if counted else (quoted, 1)
    if not words or words != words.strip():
        return f"{quoted!r} has blanks at its edges"
    return None if 0 < wanted <= sentence.count(words) else f"{quoted!r} does not stand in the sentence"


def misplaced(length: int | None, offsets: str) -> str | None:
    """Why offsets ("12-20") are none of a sentence; length: None where unknown."""
    place = PLACE.fullmatch(offsets)
    fits = place and int(place[1]) < int(place[2]) and (length is None or int(place[2]) <= length)
    return None if fits else f"{offsets!r} is no place in the sentence"


def label_faults(labels: Path) -> Iterator[str]:
    """What is wrong with a file of acts, row by row, then as a whole."""
    sentences = None if labels.parent.name == "public" else sentences_of(labels)
    seen: dict[str, str] = {}
    empty: dict[str, bool] = {}
    for where, row in rows(labels):
        columns = row.split("\t")
        key = columns[0]
        amiss = _public_amiss(key) if sentences is None else _own_amiss(sentences.get(key))
        if amiss:
            yield from (f"{where}: {fault}" for fault in act_faults(columns, amiss))
        elif sentences is None:
            yield f"{where}: {key!r} is neither 16 hex digits nor article@start-end"
        else:
            yield f"{where}: no sentence has the key {key!r}"
        if row in seen:
            yield f"{where}: stands in {seen[row]} already"
        seen.setdefault(row, where)
        if empty.setdefault(key, len(columns) == 2) != (len(columns) == 2):
            yield f"{where}: {key!r} has both events and none"
    yield from (f"acts/{labels.name}: no row for the sentence {key!r}" for key in sentences or () if key not in empty)


def _own_amiss(sentence: str | None) -> Callable[[str], str | None] | None:
    return None if sentence is None else partial(misquoted, sentence)


def _public_amiss(key: str) -> Callable[[str], str | None] | None:
    form = PUBLIC_KEY.fullmatch(key)
    if not form or (form["place"] and misplaced(None, form["place"])):
        return None
    start, _, end = (form["place"] or "").partition("-")
    return partial(misplaced, int(end) - int(start) if end else None)


def text_faults(texts: Path) -> Iterator[str]:
    """What is wrong with a file of sentences."""
    seen: dict[str, str] = {}
    for where, row in rows(texts):
        key, *sentence = row.split("\t")
        if len(sentence) != 1 or not sentence[0].strip():
            yield f"{where}: a key and a sentence expected"
        if key in seen:
            yield f"{where}: {seen[key]} has the key {key!r} already"
        seen.setdefault(key, where)
    if not texts.with_suffix(".tsv").exists():
        yield f"acts/{texts.name}: no labels"


def sentences_of(labels: Path) -> dict[str, str]:
    """Key → sentence: of the file of the same name, or of the event corpus by line."""
    beside = labels.with_suffix(".txt")
    if beside.exists():
        return {row.partition("\t")[0]: row.partition("\t")[2] for _, row in rows(beside)}
    events = labels.parents[1] / "events" / labels.name
    return {where.rpartition(":")[2]: plain(row.split("\t")[-1]) for where, row in rows(events)}


def doubles(sentences: Iterable[Placed]) -> Iterator[str]:
    """Sentences that stand twice; in events one may come again with other marks."""
    seen: dict[str, str] = {}
    for where, sentence in sentences:
        key = normal(sentence)
        if key in seen:
            yield f"{where}: stands in {seen[key]} already"
        seen.setdefault(key, where)
        seen.setdefault(normal(plain(sentence)), where)


def near_doubles(sentences: Iterable[Placed]) -> Iterator[str]:
    """Sentences that share more than 0.8 of their word trigrams with an earlier one."""
    grams: dict[str, set[tuple[str, ...]]] = {}
    holders: defaultdict[tuple[str, ...], list[str]] = defaultdict(list)
    for where, sentence in sentences:
        words = normal(plain(sentence)).split()
        mine = grams[where] = set(zip(words, words[1:], words[2:], strict=False))
        shared = Counter(other for gram in mine for other in holders[gram])
        yield from (f"{where}: near {other}" for other, n in shared.items() if n > NEAR * len(mine | grams[other]))
        for gram in mine:
            holders[gram].append(where)


def rows(path: Path) -> list[Placed]:
    """The rows of a file; none where there is no file."""
    lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    name = f"{path.parent.name}/{path.name}"
    return [(f"{name}:{n}", line) for n, line in enumerate(lines, start=1) if line.strip() and not line.startswith("#")]


def plain(sentence: str) -> str:
    return MARK.sub(r"\2", sentence)


def normal(sentence: str) -> str:
    return re.sub(r"\W+", " ", sentence.lower()).strip()


def main(corpus: Path = HERE) -> int:
    events = [placed for path in sorted((corpus / "events").glob("*.tsv")) for placed in rows(path)]
    texts = sorted((corpus / "acts").glob("*.txt"))
    labels = [*sorted((corpus / "acts").glob("*.tsv")), *sorted((corpus / "acts" / "public").glob("*.tsv"))]
    sentences = [(where, row.split("\t")[-1]) for where, row in (*events, *(p for path in texts for p in rows(path)))]
    found = [f"{where}: {fault}" for where, row in events for fault in faults(row)]
    found.extend(fault for path in texts for fault in text_faults(path))
    found.extend(fault for path in labels for fault in label_faults(path))
    found.extend(doubles(sentences))
    for line in (*found, *near_doubles(sentences)):
        print(line)
    acts = [row.split("\t") for path in labels for _, row in rows(path)]
    _tell("events", [row.split("\t")[0] for _, row in events])
    _tell("acts", [columns[2] if len(columns) == 5 else "-" for columns in acts])
    print(f"{len(found)} faults")
    return 1 if found else 0


def _tell(what: str, kinds: list[str]) -> None:
    counts = ", ".join(f"{kind} {n}" for kind, n in sorted(Counter(kinds).items()))
    print(f"{what}: {counts} — {len(kinds)} rows")


if __name__ == "__main__":
    sys.exit(main())
