"""The files of the actor registry: their names and columns, and the user's rows over the shipped ones."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path

import msgspec

from ..errors import UsageError
from .files import content_lines, read_data, table_rows

STATES = "states.tsv"
SEATS = "seats.tsv"
OFFICES = "offices.tsv"
ORGANIZATIONS = "organizations.tsv"
PEOPLE = ("leaders.tsv", "ministers.tsv", "figures.tsv")
FILES = (STATES, OFFICES, ORGANIZATIONS, SEATS, *PEOPLE)

_PERSON = (
    "id", "name", "aliases", "surnames", "gender", "wikidata", "country", "office", "title", "start", "end", "sectors",
)  # fmt: skip
COLUMNS: dict[str, tuple[str, ...]] = {
    STATES: (
        "code", "country", "name", "aliases", "adjectives", "people", "capitals", "region", "iso2", "cow", "wikidata",
        "from", "to",
    ),
    SEATS: ("names", "country", "sectors", "organization", "town"),
    OFFICES: ("office", "sectors", "titles"),
    ORGANIZATIONS: (
        "id", "name", "aliases", "body", "country", "sectors", "from", "to", "epithets", "wikidata",
    ),
    **dict.fromkeys(PEOPLE, _PERSON),
}  # fmt: skip
# The column by which a row of the user's replaces shipped ones.
KEYS = {STATES: "code", SEATS: "names", OFFICES: "office", ORGANIZATIONS: "id", **dict.fromkeys(PEOPLE, "id")}

# Codes beside those of states: bodies of governments (PLOVER manual, "Country names").
INTERNATIONAL = frozenset({"UNO", "EUR", "IGO"})

Cells = dict[str, str]


class Rows(msgspec.Struct, frozen=True, kw_only=True):
    """The rows of all files, the user's in the place of those they replace.

    version: day of the last check and the first 8 hex of SHA-256 over all files, the user's too.
    """

    version: str
    states: list[Cells]
    offices: list[Cells]
    organizations: list[Cells]
    seats: list[Cells]
    people: list[Cells]


def require_files(extra: Path) -> None:
    """Raises UsageError where a folder holds none of the files."""
    if not any((extra / name).is_file() for name in FILES):
        raise UsageError(f"{extra} holds no registry file; name one {', '.join(FILES[:-1])} or {FILES[-1]}")


def checked_day() -> str:
    """The day on which the shipped files were last checked."""
    return read_data("registry/version.txt").strip()


def split(cell: str) -> tuple[str, ...]:
    """The parts of a cell that holds several."""
    return tuple(cell.split("|")) if cell else ()


def read_rows(extra: Path | None) -> Rows:
    """The rows as the registry is made of them.

    Raises ArtefactError, LookupError, ValueError or OSError where a file is damaged; `read_sheets` tells places.
    """
    return _Reader(extra).rows()


class _Reader:
    """Reads the files and remembers their bytes for the version."""

    def __init__(self, extra: Path | None) -> None:
        self._extra = extra
        self._digest = hashlib.sha256()

    def rows(self) -> Rows:
        states, offices, organizations, seats = (self._merged(n) for n in (STATES, OFFICES, ORGANIZATIONS, SEATS))
        people = self._merged(*PEOPLE)
        return Rows(
            version=f"{checked_day()}+{self._digest.hexdigest()[:8]}",
            states=states,
            offices=offices,
            organizations=organizations,
            seats=seats,
            people=people,
        )

    def _merged(self, *names: str) -> list[Cells]:
        """The rows of files of one kind; the user's replace all that any of these says under their keys."""
        shipped = [row for name in names for row in self._parsed(read_data(f"registry/{name}"), name)]
        own = [row for name in names for row in self._own(name)]
        key = KEYS[names[0]]
        replaced = {row[key] for row in own}
        return [row for row in shipped if row[key] not in replaced] + own

    def _own(self, name: str) -> list[Cells]:
        path = own_path(name, self._extra)
        if path is None:
            return []
        text = own_text(path)
        # said here, for a file without a header would else be taken for one without rows
        header = content_lines(text)[:1]
        if header and lacking(header[0].split("\t"), name):
            raise LookupError(path)
        return self._parsed(text, str(path))

    def _parsed(self, text: str, name: str) -> list[Cells]:
        self._digest.update(text.encode())
        return list(table_rows(text, name))


def own_path(name: str, extra: Path | None) -> Path | None:
    """The file of that name in the user's folder, or None."""
    path = extra / name if extra else None
    return path if path and path.is_file() else None


def own_text(path: Path) -> str:
    """The text of a user's file; spreadsheets put a byte order mark before it."""
    return path.read_text(encoding="utf-8-sig")


def lacking(columns: Sequence[str], name: str) -> list[str]:
    """The columns of a file that its header does not name."""
    return [column for column in COLUMNS[name] if column not in columns]
