"""Manifest: what an output folder holds, and how far it is, in its hidden folder `.manifest`.

`run.json` says how the run was begun; `journal-*.jsonl` hold a line for each file that was surveyed and each part that
is done, written in pieces, since stores of objects append to nothing; `complete.json` is there when all is done.
"""

from __future__ import annotations

import json
import time
import uuid
from dataclasses import asdict, dataclass, field
from typing import Any

import msgspec

from ..errors import UsageError
from ..reading import Part
from ..records import CoderInfo
from .parts import UNDATED, Order, Outcome, Survey, Task, file_name, lost_id
from .places import Location

FOLDER = ".manifest"
_SCHEMA = 1
# A piece is written when it has so many lines, or its first line is so old: what a killed run codes once more.
_LINES, _SECONDS = 200, 2.0


@dataclass
class Totals:
    """Sums over the parts that are done; texts and records in bytes."""

    parts: int = 0
    documents: int = 0
    failed: int = 0
    texts: int = 0
    records: int = 0

    def add(self, entry: Any) -> None:
        self.parts += 1
        for name in ("documents", "failed", "texts", "records"):
            setattr(self, name, getattr(self, name) + entry[name])


@dataclass
class Manifest:
    """An open manifest.  surveys: known files by name; done: ids of parts; lost: ids of files' own that could not be
    opened before; coder: what coded the rows so far."""

    output: Location
    surveys: dict[str, Survey] = field(default_factory=dict)
    done: set[str] = field(default_factory=set)
    lost: set[str] = field(default_factory=set)
    coder: CoderInfo | None = None
    totals: Totals = field(default_factory=Totals)
    _lines: list[bytes] = field(default_factory=list)
    _since: float = 0.0
    _pieces: int = 0
    _run: str = field(default_factory=lambda: f"{int(time.time()):010d}-{uuid.uuid4().hex[:8]}")

    @classmethod
    def open(cls, order: Order) -> Manifest:
        """The manifest of the order's output, begun where there is none.

        Raises UsageError where the folder holds something else, or a run of other settings.
        """
        manifest = cls(order.output)
        names = manifest.folder.files()
        own = {"schema": _SCHEMA, "by": order.by, "settings": _plain(order)}
        if "run.json" not in names:
            if any(not name.rsplit("/", 1)[-1].startswith(".") for name in order.output.files()):
                raise UsageError(f"{order.output.name} holds files of something else; name a new folder with -o")
            manifest.folder.child("run.json").write(lambda out: out.write(_pretty(own)))
            return manifest
        manifest.folder.child("complete.json").delete()
        begun = json.loads(manifest.folder.child("run.json").read())
        for key, value in own.items():
            if begun.get(key) != value:
                what = f"{begun.get(key)} ({key}), this is {value}"
                raise UsageError(f"{order.output.name} was begun with {what}; name a new folder with -o")
        for name in names:
            if name.startswith("journal-"):
                for line in manifest.folder.child(name).read().splitlines():
                    manifest._take(json.loads(line))
        return manifest

    @property
    def folder(self) -> Location:
        return self.output.child(FOLDER)

    def keep_survey(self, surveyed: Survey) -> None:
        """Notes a file.  One that cannot be opened is looked at again in the next run; where it can be then, its
        error record goes."""
        if surveyed.name in self.surveys or surveyed.size is None:
            return
        self.surveys[surveyed.name] = surveyed
        self._append({"file": asdict(surveyed)})
        if (own := lost_id(surveyed.name)) in self.lost:
            self.output.child(file_name(UNDATED, own)).delete()

    def keep(self, outcome: Outcome, task: Task) -> None:
        """Notes a part as done.  Raises UsageError where another coder coded it than the others."""
        if outcome.coder and self.coder and outcome.coder != self.coder:
            what = f"{_named(outcome.coder)}, the rows before by {_named(self.coder)}"
            raise UsageError(f"{task.name} was coded by {what}; install one version everywhere, or name a new folder")
        self.coder = self.coder or outcome.coder
        entry = {key: value for key, value in msgspec.to_builtins(outcome).items() if key != "messages"}
        self.done.add(outcome.id)
        self.totals.add(entry)
        self._append({"part": entry, "name": task.name, "lost": task.lost})

    def flush(self) -> None:
        """Writes what waits."""
        if self._lines:
            data = b"".join(self._lines)
            self.folder.child(f"journal-{self._run}-{self._pieces:06d}.jsonl").write(lambda out: out.write(data))
            self._pieces += 1
            self._lines = []

    def flush_if_due(self) -> None:
        if len(self._lines) >= _LINES or (self._lines and time.monotonic() - self._since > _SECONDS):
            self.flush()

    def complete(self) -> None:
        """Says that all is done."""
        self.flush()
        told = {**asdict(self.totals), "coder": msgspec.to_builtins(self.coder)}
        self.folder.child("complete.json").write(lambda out: out.write(_pretty(told)))

    def _append(self, entry: dict[str, Any]) -> None:
        if not self._lines:
            self._since = time.monotonic()
        self._lines.append(json.dumps(entry, ensure_ascii=False).encode() + b"\n")

    def _take(self, entry: dict[str, Any]) -> None:
        if found := entry.get("file"):
            parts = tuple(Part(**part) for part in found["parts"])
            self.surveys[found["name"]] = Survey(**{**found, "parts": parts})
        elif entry["lost"]:
            self.lost.add(entry["part"]["id"])
        elif (found := entry["part"]) and found["id"] not in self.done:
            self.done.add(found["id"])
            self.totals.add(found)
            if found["coder"]:
                self.coder = msgspec.convert(found["coder"], CoderInfo)


def _plain(order: Order) -> dict[str, Any]:
    """Settings that change what is written, as JSON holds them."""
    return {key: str(value) if key == "registry" and value else value for key, value in asdict(order.settings).items()}


def _named(coder: CoderInfo) -> str:
    return f"{coder.program} {coder.version} (registry {coder.registry}, {len(coder.models)} models)"


def _pretty(value: dict[str, Any]) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode()
