"""The rows of the actor registry with the places where they stand, for the check.

Loading does without them: it is to be quick, and `registry_files.read_rows` gives the same rows.
"""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from .files import numbered_lines, read_data, too_many
from .registry_files import (
    COLUMNS,
    FILES,
    KEYS,
    OFFICES,
    ORGANIZATIONS,
    PEOPLE,
    SEATS,
    STATES,
    Cells,
    lacking,
    own_path,
    own_text,
)


class Fault(NamedTuple):
    """What is wrong at a line of a file, and what to do.  A warning leaves the registry usable."""

    file: str
    line: int
    text: str
    warning: bool = False

    def __str__(self) -> str:
        return f"{'warning: ' if self.warning else ''}{self.file}:{self.line}: {self.text}"


class Row(NamedTuple):
    """A row and where it stands.  file: the user's path or the shipped name; own: it is the user's."""

    file: str
    line: int
    own: bool
    cells: Cells

    @property
    def place(self) -> str:
        return f"{self.file}:{self.line}"

    def error(self, text: str) -> Fault:
        return Fault(self.file, self.line, text)

    def warning(self, text: str) -> Fault:
        return Fault(self.file, self.line, text, warning=True)


class Sheets(NamedTuple):
    """As `Rows`, with places; beside them how many files and rows were read, and what kept some from being read.

    order: the files as they are listed, the user's first.
    """

    states: list[Row]
    offices: list[Row]
    organizations: list[Row]
    seats: list[Row]
    people: list[Row]
    faults: list[Fault]
    order: list[str]
    read: int


def read_sheets(extra: Path | None) -> Sheets:
    """The rows for the check.  What cannot be read is a fault; the rest is read all the same."""
    sheets = _SheetReader(extra)
    states, offices, organizations, seats = (sheets.merged(n) for n in (STATES, OFFICES, ORGANIZATIONS, SEATS))
    people = sheets.merged(*PEOPLE)
    order = [*sheets.own, *FILES]
    return Sheets(states, offices, organizations, seats, people, sheets.faults, order, sheets.read)


class _SheetReader:
    """Reads the files and remembers what could not be read."""

    def __init__(self, extra: Path | None) -> None:
        self._extra = extra
        self.faults: list[Fault] = []
        self.own: list[str] = []
        self.read = 0

    def merged(self, *names: str) -> list[Row]:
        shipped = [row for name in names for row in self._parsed(read_data(f"registry/{name}"), name, name, own=False)]
        own = [row for name in names for row in self._own(name)]
        self.read += len(shipped) + len(own)
        key = KEYS[names[0]]
        replaced = {row.cells[key] for row in own}
        return [row for row in shipped if row.cells[key] not in replaced] + own

    def _own(self, name: str) -> list[Row]:
        path = own_path(name, self._extra)
        if path is None:
            return []
        self.own.append(str(path))
        try:
            return self._parsed(own_text(path), name, str(path), own=True)
        except UnicodeDecodeError as error:
            line = error.object[: error.start].count(b"\n") + 1
            self.faults.append(Fault(str(path), line, "bytes that are not UTF-8; save the file as UTF-8"))
        except OSError as error:
            self.faults.append(Fault(str(path), 1, f"cannot be read: {error.strerror}; let it be read or remove it"))
        return []

    def _parsed(self, text: str, name: str, file: str, *, own: bool) -> list[Row]:
        lines = list(numbered_lines(text))
        if not lines:
            return []
        number, header = lines[0]
        columns = header.split("\t")
        fault = _header_fault(columns, name)
        if fault:
            self.faults.append(Fault(file, number, fault))
            return []
        return [row for number, line in lines[1:] if (row := self._row(file, number, line, columns, own))]

    def _row(self, file: str, number: int, line: str, columns: list[str], own: bool) -> Row | None:
        values = line.split("\t")
        if len(values) > len(columns):
            self.faults.append(Fault(file, number, too_many(values, columns)))
            return None
        return Row(file, number, own, dict(zip(columns, values + [""] * (len(columns) - len(values)), strict=True)))


def _header_fault(columns: list[str], name: str) -> str | None:
    """What is wrong with the line that names the columns, and what to do; None where nothing is."""
    wanted = COLUMNS[name]
    missing = lacking(columns, name)
    if len(missing) == len(wanted):
        return f"no header; the first line names the columns, with tabs between them: {' '.join(wanted)}"
    if missing:
        return f"the header lacks {', '.join(missing)}; the columns are {' '.join(wanted)}"
    unknown = [column for column in columns if column not in wanted]
    if unknown:
        return f"the header has {', '.join(map(repr, unknown))}, which is no column; the columns are {' '.join(wanted)}"
    if len(columns) > len(wanted):
        return f"the header names a column twice; the columns are {' '.join(wanted)}"
    return None
