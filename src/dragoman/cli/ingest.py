"""`dragoman ingest`: news into a ledger."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from itertools import chain
from pathlib import Path

import click

from ..api import Coder, InputKind, reading_guard
from ..errors import UsageError
from ..fetching import Fetcher, Trouble, Visit, Visitor, names_scheme, parse_address, shown
from ..ingesting import Plan, Summary, ingest, met_in, retried_addresses, retried_paths
from ..ledger import Session, Store, open_store, source_path
from ..opinion import Opinions
from ..reading import Guard, Item, expand, read_items
from ..settings import Settings
from ..working import crew_size
from .fetch_options import Fetching, fetch_options
from .ledger_options import ledger_option, named, wait_option
from .opinion_options import opinion_options
from .options import input_option, pipeline_option, registry_option, size_option, workers_options

Told = Callable[[Summary, str | None], None]


@click.command("ingest")
@click.argument("paths", nargs=-1, metavar="PATH...")
@ledger_option
@click.option("--no-texts", is_flag=True, help="Keep spans and ids only; for a ledger that is to be shared.")
@click.option("--retry", is_flag=True, help="Try again what failed before; without PATH only that.")
@click.option("--recode", is_flag=True, help="Code known texts again whose records another version made.")
@wait_option
@input_option
@registry_option
@pipeline_option
@size_option
@workers_options
@opinion_options
@fetch_options
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
    opinions: Opinions | None,
    fetching: Fetching | None,
) -> None:
    """Code news and keep the records in a ledger.

    PATH is what `dragoman code` takes, or JSON Lines that it wrote, whose records are taken as they are.  What the
    ledger has is passed over, so a run that was stopped is run again to go on.  With --fetch, and only then, PATH may
    be an address: of a page, or of a feed, whose articles are fetched.

    \b
    Examples:
      dragoman ingest reports/ feed.xml crawl.warc.gz
      dragoman ingest --retry
      dragoman ingest --fetch https://news.example/feed.xml
      dragoman ingest records.jsonl --no-texts --ledger for-sharing.duckdb
    """
    addresses = addresses_among(paths, fetching)
    if fetching and not addresses and not retry:
        raise UsageError("nothing to fetch; name the address of a page or a feed")
    if not paths and not retry:
        raise UsageError("nothing to ingest; name files or folders, or --retry")
    settings = Settings(pipeline=pipeline, max_text_bytes=max_size, registry=registry)
    coder = Coder(settings)
    store = open_store(where, wait=wait)
    named(store.name)
    again = retried_paths(store) if retry else []
    failed = _failed_addresses(store, fetching) if retry else []
    files = list(dict.fromkeys([*(path for path in paths if not names_scheme(path)), *again]))
    inputs = list(dict.fromkeys([*files, *addresses, *(address for _, address in failed)]))
    session = Session(store, inputs, texts=not no_texts, recode=recode)
    visit = Visit()
    began = time.monotonic()
    workers = crew_size() if workers is None else workers
    with (
        _bar(None if fetching else sum(1 for _ in expand(files, store.files))) as told,
        reading_guard(workers, seconds) as guard,
        coder.crew(workers, seconds) as code,
    ):
        items: Iterator[Item] = read_items(
            files, kind=kind, settings=settings, stdin=sys.stdin.buffer, leave_out=store.files, guard=guard
        )
        if fetching:
            visitor = _visitor(fetching, store, max_size, retry, visit, guard)
            items = chain(items, visitor.read(addresses, failed))
        asked = (lambda items: map(opinions.on, code(items))) if opinions else code
        plan = Plan(code=asked, retry=retry, latest=coder.knowledge.info if recode else None)
        summary = ingest(items, session, plan, told)
        cured = [*again, *visit.answered, *(address for _, address in failed)]
        if cured:
            session.forget_failures(cured)
    if opinions:
        click.echo(str(opinions.bill), err=True)
    _tell(summary, visit, time.monotonic() - began, "--retry --fetch" if fetching else "--retry")
    if summary.tally.failed:
        raise click.exceptions.Exit(1)


def addresses_among(paths: Sequence[str], fetching: Fetching | None) -> list[str]:
    """Those of the inputs that are web addresses.  Raises UsageError where one cannot be, or must not be, fetched."""
    addresses = [path for path in paths if names_scheme(path)]
    for address in addresses:
        if fetching is None:
            raise UsageError(f"{shown(address)} is an address; add --fetch to fetch it")
        try:
            parse_address(address)
        except Trouble as trouble:
            raise UsageError(f"{shown(address)}: {trouble}") from trouble
    return [parse_address(address).url for address in addresses]


def _visitor(fetching: Fetching, store: Store, limit: int, retry: bool, visit: Visit, guard: Guard) -> Visitor:
    return Visitor(
        fetcher=Fetcher(fetching.limits),
        limit=limit,
        met=met_in(store),
        refetch=fetching.refetch,
        retry=retry,
        visit=visit,
        guard=guard,
    )


def _failed_addresses(store: Store, fetching: Fetching | None) -> list[tuple[str, str]]:
    """The addresses that failed before; without --fetch none, which is said."""
    failed = retried_addresses(store)
    if failed and fetching is None:
        click.echo(f"{len(failed):,} addresses failed before; add --fetch to try those, too", err=True)
    return failed if fetching else []


@contextmanager
def _bar(files: int | None) -> Iterator[Told | None]:
    """A bar on a terminal, by files where there are several, with the rate; nothing elsewhere."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (BarColumn(24), TextColumn("{task.fields[said]}"), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("ingest", total=files if files and files > 1 else None, said="reading")
        began = time.monotonic()
        seen: dict[str, None] = {}

        def told(summary: Summary, source: str | None) -> None:
            seen[source_path(source or "")] = None
            rate = summary.settled / max(0.001, time.monotonic() - began)
            said = f"{summary.settled:,} documents, {rate:.1f}/s, {sum(summary.causes.values()):,} failed"
            # the file that is being read is not done yet
            progress.update(task, completed=len(seen) - 1, said=said)

        yield told


def _tell(summary: Summary, visit: Visit, seconds: float, again: str) -> None:
    """The end summary: what was stored, and what failed and why.  again: the options that try it again."""
    tally = summary.tally
    counts = (
        (tally.stored, "stored"),
        (tally.revised, "revised"),
        (tally.recoded, "recoded"),
        (tally.unchanged + visit.known, "there already"),
        (tally.failed, "failed"),
    )
    said = ", ".join(f"{count:,} {what}" for count, what in counts if count) or "nothing to do"
    rate = f", {summary.coded / seconds:.1f} coded a second" if summary.coded and seconds else ""
    click.echo(f"{said} in {seconds:.1f} s{rate}")
    if visit.failed_before:
        click.echo(f"{visit.failed_before:,} failed before and were left alone; --retry tries them again")
    if not tally.failed:
        return
    causes = ", ".join(f"{count} {code}" for code, count in summary.causes.most_common())
    click.echo(f"failed: {causes}; they stay in the ledger, dragoman ingest {again} tries them again")
    for message in summary.examples:
        click.echo(f"  {message}")
    if tally.failed > len(summary.examples):
        click.echo(f'  … dragoman sql "select * from failures" lists all {tally.failed:,}')
