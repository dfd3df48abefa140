"""A user's own ontology: one TOML file with event types, their definitions and marked examples.

    name = "water"
    version = "1"

    [types.WITHHOLD]
    definition = "[A:One party] keeps back water that [R:another] depends on."
    quad = 4
    examples = ["[A:The upstream board] closed the sluices on [R:the delta villages].", …]

    [none]
    examples = ["[A:Two ministers] toured the dam with [R:a film crew]."]

`quad`, `version` and the table `none` may be left out.
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..errors import UsageError
from ..models.pairs import Labels
from .examples import MARK, Example, unmark

NONE = "NONE"
# Fewer teach little.
RECOMMENDED_EXAMPLES = 8
_NAME = re.compile(r"[A-Z][A-Z0-9_-]*")
_KEYS = {"name", "version", "types", "none"}
_TYPE_KEYS = {"definition", "examples", "quad"}


@dataclass(frozen=True, slots=True)
class OwnType:
    """definition: may hold marks; quad: 1 to 4 or None."""

    name: str
    definition: str
    examples: tuple[str, ...]
    quad: int | None = None


@dataclass(frozen=True, slots=True)
class Ontology:
    """types in the order of the file; none: marked sentences with nothing of the ontology between the two."""

    name: str
    version: str
    types: tuple[OwnType, ...]
    none: tuple[str, ...]

    @property
    def labels(self) -> Labels:
        """The types, and NONE where examples teach it."""
        names = tuple(t.name for t in self.types)
        return Labels((*names, NONE) if self.none else names)

    @property
    def quads(self) -> dict[str, int]:
        return {t.name: t.quad for t in self.types if t.quad is not None}

    def examples(self) -> list[Example]:
        """The examples with their types, NONE last."""
        rows = [(t.name, marked) for t in self.types for marked in t.examples]
        return [_example(kind, marked) for kind, marked in [*rows, *((NONE, marked) for marked in self.none)]]

    def definitions(self) -> list[Example]:
        """The definitions as examples of their types."""
        return [_example(t.name, t.definition) for t in self.types]

    def scarce(self) -> list[str]:
        """Types with fewer examples than recommended."""
        return [t.name for t in self.types if len(t.examples) < RECOMMENDED_EXAMPLES]


def read_ontology(path: Path) -> Ontology:
    """The ontology of a file.  Raises `UsageError` that names the file, the type and the example at fault."""
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise UsageError(f"{path} cannot be read: {error.strerror}") from error
    except ValueError as error:
        raise UsageError(f"{path} is no TOML file: {error}") from error
    faults = list(_faults(table))
    if faults:
        more = f" (and {len(faults) - 1} more)" if len(faults) > 1 else ""
        raise UsageError(f"{path}: {faults[0]}{more}")
    return _ontology(table)


def _ontology(table: dict[str, Any]) -> Ontology:
    types = tuple(
        OwnType(name, t["definition"], tuple(t["examples"]), t.get("quad")) for name, t in table["types"].items()
    )
    return Ontology(table["name"], table.get("version", "1"), types, tuple(table.get("none", {}).get("examples", ())))


def _faults(table: dict[str, Any]) -> Iterator[str]:
    """What is wrong with a file, in its order."""
    yield from _unknown(table, _KEYS, "the file")
    for key in ("name", "version"):
        if not _is_text(table.get(key, "1" if key == "version" else None)):
            yield f"{key!r} must be a string"
    types, none = table.get("types"), table.get("none", {})
    if not isinstance(types, dict) or len(types) < 2 or not isinstance(none, dict):
        yield "at least two tables [types.NAME] are needed, and [none] must be a table"
        return
    for name, fields in types.items():
        yield from _type_faults(name, fields)
    yield from _unknown(none, {"examples"}, "[none]")
    if none:
        yield from _example_faults(NONE, none.get("examples"), 1)
    yield from _repeated({**types, NONE: none})


def _type_faults(name: str, fields: Any) -> Iterator[str]:
    if not _NAME.fullmatch(name) or name == NONE:
        yield f"type {name!r}: names are of capitals, digits, - and _, and NONE has a table of its own, [none]"
    if not isinstance(fields, dict):
        yield f"{name}: must be a table [types.{name}]"
        return
    yield from _unknown(fields, _TYPE_KEYS, name)
    if not _is_text(fields.get("definition")):
        yield f"{name}: a definition is needed, a sentence or two"
    elif fault := _mark_fault(fields["definition"]):
        yield f"{name}, definition: {fault}"
    if fields.get("quad", 1) not in (1, 2, 3, 4):
        yield f"{name}: quad is 1, 2, 3 or 4"
    yield from _example_faults(name, fields.get("examples"), 2)


def _example_faults(name: str, examples: Any, least: int) -> Iterator[str]:
    if not isinstance(examples, list) or not all(_is_text(e) for e in examples) or len(examples) < least:
        yield f"{name}: examples must be a list of {least} or more sentences"
        return
    for number, marked in enumerate(examples, start=1):
        if fault := _mark_fault(marked) or ("" if MARK.search(marked) else "no party is marked, as in [A:Chad]"):
            yield f"{name}, example {number}: {fault}"


def _mark_fault(marked: str) -> str:
    """What is wrong with the marks of a sentence, or nothing."""
    counts = Counter(match.group(1) for match in MARK.finditer(marked))
    if max(counts.values(), default=0) > 1:
        return "mark one actor [A:…] and one recipient [R:…] at most"
    if re.search(r"[\[\]]", MARK.sub("", marked)):
        return "a bracket is left over; marks are [A:…] and [R:…], one not inside the other"
    return ""


def _repeated(tables: Mapping[str, Any]) -> Iterator[str]:
    """Examples that stand in the file twice: they would be trained on and tested on at once."""
    seen: dict[str, str] = {}
    for name, fields in tables.items():
        examples = fields.get("examples", ()) if isinstance(fields, dict) else ()
        for marked in (e for e in examples if isinstance(e, str)):
            key = " ".join(marked.split()).lower()
            if key in seen:
                yield f"{name}: an example stands in {seen[key]} already: {marked[:60]!r}"
            seen.setdefault(key, name)


def _unknown(table: Mapping[str, Any], known: set[str], where: str) -> Iterator[str]:
    for key in table:
        if key not in known:
            yield f"{where}: unknown key {key!r}; known are {', '.join(sorted(known))}"


def _is_text(value: Any) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _example(kind: str, marked: str) -> Example:
    text, spans = unmark(" ".join(marked.split()))
    return Example(text, spans.get("A"), spans.get("R"), (kind,), None, None, "manual")
