"""`dragoman ingest`: news into a ledger."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from ..api import Coder, InputKind
from ..errors import UsageError
from ..ingesting import Plan, Summary, ingest, retried_paths
from ..ledger import WAIT_SECONDS, Session, open_store, source_path
from ..reading import expand, read_items
from ..settings import Settings
from ..working import crew_size
from .ledger_options import ledger_option, named
from .options import input_option, pipeline_option, registry_option, size_option, workers_options

Told = Callable[[Summary, str | None], None]


@click.command("ingest")
@click.argument("paths", nargs=-1, metavar="PATH...")
@ledger_option
@click.option("--no-texts", is_flag=True, help="Keep spans and ids only; for a ledger that is to be shared.")
@click.option("--retry", is_flag=True, help="Try again what failed before; without PATH only that.")
@click.option("--recode", is_flag=True, help="Code known texts again whose records another version made.")
@click.option(
    "--wait",
    default=WAIT_SECONDS,
    show_default=True,
    type=click.FloatRange(min=0),
    metavar="SECONDS",
    help="How long to wait for others who use the ledger.",
)
@input_option
@registry_option
@pipeline_option
@size_option
@workers_options
def command(
    paths: tuple[str, ...],
    where: str | None,
    no_texts: bool,
    retry: bool,
    recode: bool,
    wait: float,
    kind: InputKind,
    pipeline: str,
    max_size: int,
    registry: Path | None,
    workers: int | None,
    seconds: float,
) -> None:
    """Code news and keep the records in a ledger.

    PATH is what `dragoman code` takes, or JSON Lines that it wrote, whose records are taken as they are.  What the
    ledger has is passed over, so a run that was stopped is run again to go on.

    \b
    Examples:
      dragoman ingest reports/ feed.xml crawl.warc.gz
      dragoman ingest --retry
      dragoman ingest records.jsonl --no-texts --ledger for-sharing.duckdb
    """
    if not paths and not retry:
        raise UsageError("nothing to ingest; name files or folders, or --retry")
    settings = Settings(pipeline=pipeline, max_text_bytes=max_size, registry=registry)
    coder = Coder(settings)
    store = open_store(where, wait=wait)
    named(store.name)
    again = retried_paths(store) if retry else []
    inputs = list(dict.fromkeys([*paths, *again]))
    session = Session(store, inputs, texts=not no_texts, recode=recode)
    began = time.monotonic()
    with (
        _shown(inputs, store.files) as told,
        coder.crew(crew_size() if workers is None else workers, seconds) as code,
    ):
        plan = Plan(code=code, retry=retry, latest=coder.knowledge.info if recode else None)
        items = read_items(inputs, kind=kind, settings=settings, stdin=sys.stdin.buffer, leave_out=store.files)
        summary = ingest(items, session, plan, told)
        if again:
            session.forget_failures(again)
    _tell(summary, time.monotonic() - began)
    if summary.tally.failed:
        raise click.exceptions.Exit(1)


@contextmanager
def _shown(inputs: list[str], leave_out: Collection[Path]) -> Iterator[Told | None]:
    """A bar on a terminal, by files where there are several, with the rate; nothing elsewhere."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (BarColumn(24), TextColumn("{task.fields[said]}"), TimeElapsedColumn())
    files = sum(1 for _ in expand(inputs, leave_out))
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("ingest", total=files if files > 1 else None, said="reading")
        began = time.monotonic()
        seen: dict[str, None] = {}

        def told(summary: Summary, source: str | None) -> None:
            seen[source_path(source or "")] = None
            rate = summary.settled / max(0.001, time.monotonic() - began)
            said = f"{summary.settled:,} documents, {rate:.1f}/s, {sum(summary.causes.values()):,} failed"
            # the file that is being read is not done yet
            progress.update(task, completed=len(seen) - 1, said=said)

        yield told


def _tell(summary: Summary, seconds: float) -> None:
    """The end summary: what was stored, and what failed and why."""
    tally = summary.tally
    counts = (
        (tally.stored, "stored"),
        (tally.revised, "revised"),
        (tally.recoded, "recoded"),
        (tally.unchanged, "there already"),
        (tally.failed, "failed"),
    )
    said = ", ".join(f"{count:,} {what}" for count, what in counts if count) or "nothing to do"
    rate = f", {summary.coded / seconds:.1f} coded a second" if summary.coded and seconds else ""
    click.echo(f"{said} in {seconds:.1f} s{rate}")
    if not tally.failed:
        return
    causes = ", ".join(f"{count} {code}" for code, count in summary.causes.most_common())
    click.echo(f"failed: {causes}; they stay in the ledger, dragoman ingest --retry tries them again")
    for message in summary.examples:
        click.echo(f"  {message}")
    if tally.failed > len(summary.examples):
        click.echo(f'  … dragoman sql "select * from failures" lists all {tally.failed:,}')
