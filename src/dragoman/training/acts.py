"""Acts: sentences with every event they tell, from the corpus of our own and for sentences of public files.

A label file has five columns, `key, trigger, type, actors, recipients`, or two, `key, -`, for a sentence without an
event.  In `corpus/acts/*.tsv` the key is that of a sentence and the other columns quote its words; in
`corpus/acts/public/*.tsv`, whose sentences do not stand in this project, the other columns are offsets into the
sentence ("12-20") and the key is the first 16 hex of its SHA-256, or article and offsets ("ID@120-260").
"""

from __future__ import annotations

import gzip
import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from ..models.pairs import Habit, Offsets
from .examples import Example, unmark
from .examples import read_plv as read_plv_pairs

_COUNTED = re.compile(r"(.+)@(\d+)")


@dataclass(frozen=True, slots=True)
class Act:
    """One event of a sentence; all offsets into its text."""

    trigger: Offsets
    type: str
    actors: tuple[Offsets, ...]
    recipients: tuple[Offsets, ...]


@dataclass(frozen=True, slots=True)
class Told:
    """A sentence and every event it tells; habit: whose habits the labels follow."""

    text: str
    acts: tuple[Act, ...]
    habit: Habit


def read_own(corpus: Path) -> list[Told]:
    """The labelled sentences of the corpus: those of `events/`, of `acts/*.txt`."""
    found: list[Told] = []
    for path in sorted((corpus / "acts").glob("*.tsv")):
        sentences = _sentences(corpus, path)
        found.extend(_told(sentences, _rows(path), "manual", path.name))
    return found


def read_plv(corpus: Path, file: Path) -> list[Told]:
    """The sentences of the PLV training file that `acts/public/plv.tsv` has labels for."""
    texts = {sentence_key(e.text): e.text for e in read_plv_pairs(file)}
    path = corpus / "acts" / "public" / "plv.tsv"
    return _told(texts, [r for r in _rows(path) if r[0] in texts], "plv", path.name)


def read_news(corpus: Path, file: Path) -> list[Told]:
    """The sentences that `acts/public/polnear.tsv` has labels for, cut from articles (`id`, `text`) in JSON Lines."""
    path = corpus / "acts" / "public" / "polnear.tsv"
    rows = _rows(path)
    with gzip.open(file, "rt", encoding="utf-8") as stream:
        articles = {a["id"]: a["text"] for a in map(json.loads, stream)}
    texts: dict[str, str] = {}
    for key in dict.fromkeys(r[0] for r in rows):
        article, _, place = key.rpartition("@")
        if article in articles:
            texts[key] = articles[article][slice(*_place("", place))]
    return _told(texts, [r for r in rows if r[0] in texts], "manual", path.name)


def sentence_key(text: str) -> str:
    """The first 16 hex of the SHA-256 of a sentence."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _sentences(corpus: Path, labels: Path) -> Mapping[str, str]:
    """Key → sentence: of the file of the same name, or of the event corpus by file and line."""
    beside = labels.with_suffix(".txt")
    if beside.exists():
        rows = (line.split("\t", 1) for line in beside.read_text(encoding="utf-8").splitlines() if line)
        return dict((key, text) for key, text in rows)
    lines = (corpus / "events" / labels.name).read_text(encoding="utf-8").splitlines()
    return {str(n): unmark(line.split("\t")[4])[0] for n, line in enumerate(lines, 1) if line.count("\t") == 4}


def _rows(path: Path) -> list[list[str]]:
    lines = path.read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines if line and not line.startswith("#")]


def _told(sentences: Mapping[str, str], rows: list[list[str]], habit: Habit, name: str) -> list[Told]:
    acts: dict[str, list[Act]] = {}
    for row in rows:
        key = row[0]
        if key not in sentences:
            raise ValueError(f"{name}: no sentence has the key {key!r}")
        told = acts.setdefault(key, [])
        if len(row) == 5:
            told.append(_act(sentences[key], row, name))
    return [Told(sentences[key], tuple(found), habit) for key, found in acts.items()]


def _act(text: str, row: list[str], name: str) -> Act:
    _, trigger, type_, actors, recipients = row
    try:
        return Act(_place(text, trigger), type_, _places(text, actors), _places(text, recipients))
    except ValueError as error:
        raise ValueError(f"{name}, key {row[0]}: {error}") from error


def _places(text: str, column: str) -> tuple[Offsets, ...]:
    return () if column == "-" else tuple(_place(text, quoted.strip()) for quoted in column.split(" ; "))


def _place(text: str, quoted: str) -> Offsets:
    """Offsets of a quotation ("word@2": its second occurrence), or offsets as they stand ("12-20")."""
    if re.fullmatch(r"\d+-\d+", quoted) and quoted not in text:
        start, _, end = quoted.partition("-")
        return int(start), int(end)
    counted = _COUNTED.fullmatch(quoted)
    words, wanted = (counted.group(1), int(counted.group(2))) if counted else (quoted, 1)
    at = -1
    for _ in range(wanted):
        at = text.find(words, 0 if at < 0 else at + len(words))
        if at < 0:
            raise ValueError(f"{quoted!r} does not stand in the sentence")
    return at, at + len(words)


def as_json(told: Told) -> str:
    """One line for looking at."""
    shown = [
        {
            "trigger": told.text[slice(*a.trigger)],
            "type": a.type,
            "actors": [told.text[slice(*s)] for s in a.actors],
            "recipients": [told.text[slice(*s)] for s in a.recipients],
        }
        for a in told.acts
    ]
    return json.dumps({"text": told.text, "acts": shown}, ensure_ascii=False)


def pairs_of(told: Sequence[Told]) -> list[Example]:
    """The same sentences as marked pairs: one for each act of two parties, and of each sentence one pair with nothing
    between them, where it has one.

    Only labels that follow the manual are taken; a pair of the PLV file is an example of its own.
    """
    found: list[Example] = []
    for sentence in told:
        joined = {pair for act in sentence.acts for pair in _pairs(act)}
        for act in sentence.acts:
            found.extend(_example(sentence.text, pair, act.type) for pair in _pairs(act)[:1])
        parties = list(dict.fromkeys(p for act in sentence.acts for p in (*act.actors, *act.recipients)))
        apart = [(a, r) for a in parties for r in parties if not _touch(a, r) and (a, r) not in joined]
        # the stretch of the sentence decides which one: no random choice, and not always the first
        found.extend(_example(sentence.text, apart[len(sentence.text) % len(apart)], "NONE") for _ in apart[:1])
    return found


def _pairs(act: Act) -> list[tuple[Offsets, Offsets]]:
    """Who does it and who undergoes it; both orders of two who do it together."""
    if act.recipients:
        return [(a, r) for a in act.actors for r in act.recipients if not _touch(a, r)]
    return [(a, b) for a in act.actors for b in act.actors if a != b]


def _example(text: str, pair: tuple[Offsets, Offsets], type_: str) -> Example:
    return Example(text, *pair, (type_,), None, None, "manual")


def _touch(a: Offsets, b: Offsets) -> bool:
    return a[0] < b[1] and b[0] < a[1]
