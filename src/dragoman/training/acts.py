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
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from ..models.pairs import Habit, Offsets
from .examples import ONE_WAY, Example, unmark
from .examples import read_plv as read_plv_pairs

# One in so many sentences also gives a pair with nothing between them; more would drown the types.
_NONE_EVERY = 3
_COUNTED = re.compile(r"(.+)@(\d+)")
_OFFSETS = re.compile(r"(\d+)-(\d+)")

# Finds in a sentence what a column names.
_Find = Callable[[str, str], Offsets]


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
        found.extend(_told(sentences, _rows(path), "manual", path.name, _quoted))
    return found


def read_plv(corpus: Path, file: Path) -> list[Told]:
    """The sentences of the PLV training file that `acts/public/plv.tsv` has labels for."""
    texts = {sentence_key(e.text): e.text for e in read_plv_pairs(file)}
    path = corpus / "acts" / "public" / "plv.tsv"
    return _told(texts, [r for r in _rows(path) if r[0] in texts], "plv", path.name, _placed)


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
            try:
                texts[key] = articles[article][slice(*_placed(articles[article], place))]
            except ValueError as error:
                raise ValueError(f"{path.name}, key {key}: {error}") from error
    return _told(texts, [r for r in rows if r[0] in texts], "manual", path.name, _placed)


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


def _told(sentences: Mapping[str, str], rows: list[list[str]], habit: Habit, name: str, find: _Find) -> list[Told]:
    acts: dict[str, list[Act]] = {}
    for row in rows:
        key = row[0]
        if key not in sentences:
            raise ValueError(f"{name}: no sentence has the key {key!r}")
        told = acts.setdefault(key, [])
        if len(row) == 5:
            told.append(_act(sentences[key], row, name, find))
    return [Told(sentences[key], tuple(found), habit) for key, found in acts.items()]


def _act(text: str, row: list[str], name: str, find: _Find) -> Act:
    _, trigger, type_, actors, recipients = row
    try:
        return Act(find(text, trigger), type_, _all(text, actors, find), _all(text, recipients, find))
    except ValueError as error:
        raise ValueError(f"{name}, key {row[0]}: {error}") from error


def _all(text: str, column: str, find: _Find) -> tuple[Offsets, ...]:
    return () if column == "-" else tuple(find(text, named.strip()) for named in column.split(" ; "))


def _quoted(text: str, quoted: str) -> Offsets:
    """Offsets of a quotation ("word@2": its second occurrence)."""
    counted = _COUNTED.fullmatch(quoted)
    words, wanted = (counted.group(1), int(counted.group(2))) if counted else (quoted, 1)
    at = -1
    for _ in range(wanted):
        at = text.find(words, 0 if at < 0 else at + len(words))
        if at < 0:
            break
    if at < 0:
        raise ValueError(f"{quoted!r} does not stand in the sentence")
    return at, at + len(words)


def _placed(text: str, offsets: str) -> Offsets:
    """Offsets as they stand ("12-20")."""
    place = _OFFSETS.fullmatch(offsets)
    if not place or not int(place.group(1)) < int(place.group(2)) <= len(text):
        raise ValueError(f"{offsets!r} is no place in a text of {len(text)} characters")
    return int(place.group(1)), int(place.group(2))


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
    """The same sentences as marked pairs: one for each act of two parties, and of some sentences one pair with nothing
    between them.

    Only labels that follow the manual are taken; a pair of the PLV file is an example of its own.
    """
    found: list[Example] = []
    for sentence in (t for t in told if t.habit == "manual"):
        joined = {pair for act in sentence.acts for pair in _pairs(act)}
        joined |= {(r, a) for act in sentence.acts if act.type not in ONE_WAY for a, r in _pairs(act)}
        for act in sentence.acts:
            found.extend(_example(sentence.text, pair, act.type) for pair in _pairs(act)[:1])
        parties = list(dict.fromkeys(p for act in sentence.acts for p in (*act.actors, *act.recipients)))
        apart = [(a, r) for a in parties for r in parties if not _touch(a, r) and (a, r) not in joined]
        if apart and len(sentence.text) % _NONE_EVERY == 0:
            # the length decides which one: no random choice, and not always the first
            found.append(_example(sentence.text, apart[len(sentence.text) // _NONE_EVERY % len(apart)], "NONE"))
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
