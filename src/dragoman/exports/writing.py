"""Records → files that other programs load, each with what goes beside it.

The records are gone through once and none is kept.  For a file NAME.txt there are NAME.loss.json, NAME.schema.json and
NAME.evidence.jsonl, and with GDELT 2.0 NAME.mentions.csv with a schema of its own.  All are put in place at the end.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Any, BinaryIO, Literal

from ..records import Coded, Event
from .choosing import Choice, Report, Told, choose, merged_event
from .evidence import evidence_line
from .form import Form, Known, MentionForm, Run
from .gdelt import Gdelt, Mentions, Version
from .icews import Icews
from .loss import Loss
from .merged import MergedLookup
from .own import replacing
from .parties import integer_id
from .plover_json import PloverJson
from .polecat import Polecat

EventForm = Literal["polecat", "icews", "gdelt", "plover"]
EVENT_FORMS: tuple[EventForm, ...] = ("polecat", "icews", "gdelt", "plover")

# Endings that a name given by the user may have; another belongs to the name.
_SUFFIXES = frozenset({".txt", ".tab", ".tsv", ".csv", ".json", ".jsonl"})
# Lines of mentions that are kept in memory before a file on disk takes them.
_SPOOLED_BYTES = 8_000_000


@dataclass(frozen=True)
class ExportSettings:
    """How an export is made.  sentences: whether sentences of the texts may be given away.  gdelt: its version."""

    choice: Choice = field(default_factory=Choice)
    sentences: bool = False
    gdelt: Version = "2"


@dataclass(frozen=True)
class Written:
    """The files of an export, and what is in the loss report."""

    files: list[Path]
    loss: dict[str, Any]


def write_events(
    records: Iterable[Coded],
    target: Path,
    form: EventForm,
    *,
    settings: ExportSettings | None = None,
    merged: MergedLookup | None = None,
    now: datetime | None = None,
) -> Written:
    """Writes the events of records to a file and others named after it; what was written and what was left out.

    merged: a lookup of events that several documents tell, which become one row; without one each is its own.
    now: the time that rows with a time of making get.  Raises UsageError where the files cannot be written.
    """
    settings = settings or ExportSettings()
    known, run = Known(), Run(now or datetime.now(UTC), settings.sentences)
    shape = _form(form, known, run, settings.gdelt)
    mentions = Mentions(known, run) if form == "gdelt" and settings.gdelt == "2" else None
    files = _Files(target, shape.suffix)
    loss = Loss(form, settings.choice, shape.dropped)
    with ExitStack() as stack:
        # what is entered first is put in place last: a file of rows has all that belongs to it
        out = _Out(
            stack.enter_context(replacing(files.rows)), stack.enter_context(replacing(files.beside("evidence.jsonl")))
        )
        if mentions:
            out.mentions = stack.enter_context(_mentions_into(files.beside("mentions.csv"), mentions))
        out.rows.write(shape.head())
        for coded in records:
            loss.read_document(coded)
            report = known.report(coded)
            for event, found in choose(report, settings.choice, merged, needs_day=shape.needs_day):
                reason = out.write(found, shape, run, loss) if isinstance(found, Told) else found
                if reason:
                    loss.leave_out(reason)
                if reason == "merged" and out.mentions:
                    out.mentions.keep(report, event, merged_event(report, event, merged).link)
        stack.enter_context(replacing(files.beside("loss.json"))).write(_json(loss.report()))
        stack.enter_context(replacing(files.beside("schema.json"))).write(_json({"format": form, **shape.schema()}))
        if mentions:
            schema = _json({"format": "gdelt mentions", **mentions.schema()})
            stack.enter_context(replacing(files.beside("mentions.schema.json"))).write(schema)
    return Written(files.named, loss.report())


def _form(form: EventForm, known: Known, run: Run, version: Version) -> Form:
    if form == "polecat":
        return Polecat(known)
    if form == "icews":
        return Icews(known)
    return Gdelt(known, run, version) if form == "gdelt" else PloverJson(known, run)


class _Files:
    """The paths of an export.  A name without an ending gets that of the format."""

    def __init__(self, target: Path, suffix: str) -> None:
        self.rows = target if target.suffix else target.with_name(target.name + suffix)
        self._stem = self.rows.with_suffix("") if self.rows.suffix.lower() in _SUFFIXES else self.rows
        self.named = [self.rows]

    def beside(self, ending: str) -> Path:
        path = self._stem.with_name(f"{self._stem.name}.{ending}")
        self.named.append(path)
        return path


@dataclass
class _MentionFile:
    """The table of mentions while it is written.

    A report for which another document's rows stand may come before these, or they may be left out.  So such lines
    wait in a file beside, each with its event's number, until it is known which events have rows.
    """

    form: MentionForm
    out: BinaryIO
    waiting: IO[bytes]
    told: set[int] = field(default_factory=set)

    def write(self, told: Told) -> None:
        self.out.writelines(self.form.rows(told))
        self.told.add(integer_id(told.key))

    def keep(self, report: Report, event: Event, key: str) -> None:
        self.waiting.write(b"%d\t%s" % (integer_id(key), self.form.retold(report, event, key)))

    def finish(self) -> None:
        self.waiting.seek(0)
        for line in self.waiting:
            number, _, mention = line.partition(b"\t")
            if int(number) in self.told:
                self.out.write(mention)


@contextmanager
def _mentions_into(path: Path, form: MentionForm) -> Iterator[_MentionFile]:
    with replacing(path) as out, tempfile.SpooledTemporaryFile(_SPOOLED_BYTES) as waiting:
        file = _MentionFile(form, out, waiting)
        out.write(form.head())
        yield file
        file.finish()


@dataclass
class _Out:
    """The streams of an export."""

    rows: BinaryIO
    evidence: BinaryIO
    mentions: _MentionFile | None = None

    def write(self, told: Told, form: Form, run: Run, loss: Loss) -> str | None:
        """Writes an event; the reason where the format cannot hold it."""
        lines = list(form.rows(told))
        if not lines:
            return "no-pair"
        self.rows.writelines(line for _, line in lines)
        self.evidence.writelines(evidence_line(row, told, run) for row, _ in lines)
        if self.mentions:
            self.mentions.write(told)
        loss.write(told, len(lines))
        return None


def _json(value: dict[str, Any]) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode()
