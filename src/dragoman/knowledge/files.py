"""Reading the package's own data files: one entry a line, tabs between columns, # for comments."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources import files

from ..errors import ArtefactError


def read_data(name: str) -> str:
    """The text of a data file, named from the data folder ("language/abbreviations.tsv")."""
    try:
        return (files(__package__) / "data" / name).read_text(encoding="utf-8")
    except OSError as error:
        raise ArtefactError(
            f"data file {name} of the installation cannot be read ({error}); install dragoman again"
        ) from error


def data_lines(name: str) -> list[str]:
    """The lines of a data file but for comments and blank ones."""
    return content_lines(read_data(name))


def content_lines(text: str) -> list[str]:
    """The lines of a text but for comments and blank ones."""
    return [line for line in text.split("\n") if line.strip() and not line.startswith("#")]


def numbered_lines(text: str) -> Iterator[tuple[int, str]]:
    """As `content_lines`, each line with its number in the text, counted as an editor does."""
    # not splitlines, which would also cut at signs that no editor shows as the end of a line (U+2028)
    for number, line in enumerate(text.split("\n"), start=1):
        if line.strip() and not line.startswith("#"):
            yield number, line


def data_rows(name: str) -> Iterator[dict[str, str]]:
    """The rows of a tab-separated data file as {column: value}; columns left out at the end are ""."""
    return table_rows(read_data(name), name)


def table_rows(text: str, name: str) -> Iterator[dict[str, str]]:
    """The rows of a tab-separated text as `data_rows` gives them; name: what an error calls the text."""
    lines = content_lines(text)
    columns = lines[0].split("\t") if lines else []
    for line in lines[1:]:
        values = line.split("\t")
        if len(values) > len(columns):
            # looked up here, for counting the lines of files that are in order would slow every start
            number = text.split("\n").index(line) + 1
            raise ArtefactError(f"{name}:{number}: {too_many(values, columns)}")
        if len(values) < len(columns):
            values.extend([""] * (len(columns) - len(values)))
        yield dict(zip(columns, values))  # noqa: B905 - of one length by now; checking again costs a tenth of the start


def too_many(values: list[str], columns: list[str]) -> str:
    """What is wrong with a row that has more values than columns, and what to do."""
    return f"{len(values)} columns, {len(columns)} expected; put one tab between two columns and none at the end"
