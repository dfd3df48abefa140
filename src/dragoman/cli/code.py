"""`dragoman code`: news in, records out."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO, Literal

import click

from ..api import Coder, InputKind
from ..errors import UsageError
from ..opinion import Opinions
from ..records import Coded, Failed, to_json
from ..settings import Settings
from ..working import crew_size
from .opinion_options import opinion_options
from .options import input_option, pipeline_option, registry_option, size_option, workers_options
from .scale_options import Engine, code_on_machines, scale_options

Format = Literal["table", "html", "json", "jsonl"]


@click.command("code")
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "html", "json", "jsonl"]),
    default=None,
    help="Form of the output.  [default: table on a terminal, jsonl elsewhere]",
)
@click.option("-o", "--output", metavar="PATH", help="Write to a file; with --engine ray, to a folder or its URL.")
@input_option
@click.option(
    "--min-confidence",
    default=0.0,
    show_default=True,
    type=click.FloatRange(0, 1),
    metavar="P",
    help="Leave out events below this confidence.",
)
@registry_option
@pipeline_option
@size_option
@workers_options
@opinion_options
@click.option("--unordered", is_flag=True, help="Write records as they are ready, not in input order.")
@scale_options
def command(
    paths: tuple[str, ...],
    form: Format | None,
    output: str | None,
    kind: InputKind,
    min_confidence: float,
    pipeline: str,
    max_size: int,
    registry: Path | None,
    workers: int | None,
    seconds: float,
    unordered: bool,
    opinions: Opinions | None,
    engine: Engine | None,
) -> None:
    """Code news into events, statements and commitments, each with the words it came from.

    PATH is a file (plain text, HTML, JSON Lines, RSS or Atom, WARC, Parquet, each also .gz), a folder, or -
    for standard input.

    \b
    Examples:
      dragoman code article.txt
      dragoman code page.html --format html -o page.report.html
      cat articles.jsonl | dragoman code - --format jsonl > records.jsonl
      dragoman code 'archive/*.parquet' --engine ray --address auto -o coded/
    """
    settings = Settings(pipeline=pipeline, max_text_bytes=max_size, min_confidence=min_confidence, registry=registry)
    if engine is not None:
        code_on_machines(paths, output, settings, engine, workers, seconds)
        return
    target = None if output in (None, "-") else Path(str(output))
    _refuse_overwriting(paths, target)
    chosen: Format = form or ("table" if target is None and sys.stdout.isatty() else _by_name(target))
    records = Coder(settings).code_files(
        paths, kind=kind, stdin=sys.stdin.buffer, workers=crew_size() if workers is None else workers, seconds=seconds,
        ordered=not unordered,
    )  # fmt: skip
    counted = _Counted(map(opinions.on, records) if opinions else records)
    with _opened(target) as out:
        _WRITERS[chosen](_shown(counted, paths), out)
        out.flush()
    if opinions:
        click.echo(str(opinions.bill), err=True)
    if counted.failed:
        click.echo(f"dragoman: {counted.failed} of {counted.seen} documents could not be coded", err=True)
        raise click.exceptions.Exit(1)


def _refuse_overwriting(paths: tuple[str, ...], output: Path | None) -> None:
    """Raises `UsageError` where the output is an input, or would be read as one while it is written."""
    if output is None:
        return
    own = output.resolve()
    for path in paths:
        read = Path(path).resolve()
        if own == read or (read in own.parents and read.is_dir()):
            raise UsageError(f"{output} is part of what is read ({path}); name a file elsewhere")


def _by_name(output: Path | None) -> Format:
    """The form that a file's name asks for."""
    suffix = output.suffix.lower() if output else ""
    names: dict[str, Format] = {".html": "html", ".htm": "html", ".json": "json", ".txt": "table"}
    return names.get(suffix, "jsonl")


class _opened:
    """The output as a binary stream; standard output is left open."""

    def __init__(self, path: Path | None) -> None:
        self.path = path
        self.stream: BinaryIO = sys.stdout.buffer

    def __enter__(self) -> BinaryIO:
        if self.path is not None:
            try:
                self.stream = self.path.open("wb")
            except OSError as error:
                raise UsageError(f"{self.path} cannot be written: {error.strerror}; name another file") from error
        return self.stream

    def __exit__(self, *_: object) -> None:
        if self.path is not None:
            self.stream.close()


class _Counted:
    """Passes records on, says on standard error which documents failed, and counts them."""

    def __init__(self, records: Iterator[Coded | Failed]) -> None:
        self.records = records
        self.seen = 0
        self.failed = 0

    def __iter__(self) -> Iterator[Coded | Failed]:
        for record in self.records:
            self.seen += 1
            if isinstance(record, Failed):
                self.failed += 1
                click.echo(f"dragoman: {record.error.message}", err=True)
            yield record


def _shown(records: Iterable[Coded | Failed], paths: tuple[str, ...]) -> Iterator[Coded | Failed]:
    """The records with a progress bar on standard error, where there is a terminal and more than one document."""
    many = len(paths) > 1 or paths[0] == "-" or Path(paths[0]).is_dir() or ".jsonl" in paths[0]
    if not (many and sys.stderr.isatty()):
        yield from records
        return
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (SpinnerColumn(), TextColumn("{task.completed} documents"), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("coding", total=None)
        for record in records:
            progress.advance(task)
            yield record


def _write_jsonl(records: Iterable[Coded | Failed], out: BinaryIO) -> None:
    for record in records:
        out.write(to_json(record) + b"\n")
        out.flush()


def _write_json(records: Iterable[Coded | Failed], out: BinaryIO) -> None:
    out.write(b"[")
    for number, record in enumerate(records):
        out.write((b",\n" if number else b"\n") + to_json(record))
    out.write(b"\n]\n")


def _write_html(records: Iterable[Coded | Failed], out: BinaryIO) -> None:
    from ..report import html_document, html_foot, html_head

    out.write(html_head().encode())
    for record in records:
        out.write(html_document(record).encode())
    out.write(html_foot().encode())


def _write_table(records: Iterable[Coded | Failed], out: BinaryIO) -> None:
    from ..report import terminal_report

    for record in records:
        out.write(terminal_report(record, stream=sys.stdout if out is sys.stdout.buffer else None).encode())
        out.flush()


_WRITERS = {"jsonl": _write_jsonl, "json": _write_json, "html": _write_html, "table": _write_table}
