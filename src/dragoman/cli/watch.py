"""`dragoman watch`: follows folders and feeds, and keeps what is new in a ledger."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

import click

from ..api import Coder, reading_guard
from ..errors import UsageError
from ..fetching import Fetcher, Limits, Visit, Visitor, names_scheme
from ..ingesting import Plan, met_in
from ..ledger import open_store
from ..reading import Item, read_items
from ..settings import Settings
from ..watching import Stop, Watch
from ..working import crew_size
from .fetch_options import Fetching, fetch_options
from .ingest import addresses_among
from .ledger_options import ledger_option, named, wait_option
from .options import pipeline_option, registry_option, size_option, workers_options

# A server is asked for its feed no more often than this.
_LEAST_SECONDS = 60.0
# What was learned of servers (their robots.txt, that they fail) is asked for anew after so long.
_LEARNED_SECONDS = 3600.0


@click.command("watch")
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@ledger_option
@click.option(
    "--every",
    default=60.0,
    show_default=True,
    type=click.FloatRange(min=0.1),
    metavar="SECONDS",
    help="From one round to the next; 60 or more where something is fetched.",
)
@click.option("--once", is_flag=True, help="One round, as for a timer of the system.")
@click.option("--no-texts", is_flag=True, help="Keep spans and ids only; for a ledger that is to be shared.")
@wait_option
@registry_option
@pipeline_option
@size_option
@workers_options
@fetch_options
def command(
    paths: tuple[str, ...],
    where: str | None,
    every: float,
    once: bool,
    no_texts: bool,
    wait: float,
    pipeline: str,
    max_size: int,
    registry: Path | None,
    workers: int | None,
    seconds: float,
    fetching: Fetching | None,
) -> None:
    """Follow folders and feeds, and keep what is new or has changed in a ledger.

    PATH is a file, a folder, or with --fetch the address of a feed or a page.  One line tells what a round has
    changed.  SIGINT (Ctrl-C) and SIGTERM end it behind the document that is being coded; started again it goes on.

    \b
    Examples:
      dragoman watch incoming/ --ledger news.duckdb
      dragoman watch --fetch https://news.example/feed.xml --every 600
      dragoman watch incoming/ --once
    """
    addresses = addresses_among(paths, fetching)
    files = [path for path in paths if not names_scheme(path)]
    if fetching and not addresses:
        raise UsageError("nothing to fetch; name the address of a page or a feed")
    if "-" in files:
        raise UsageError("standard input cannot be watched; name files or folders, or pipe it to dragoman ingest")
    if addresses and every < _LEAST_SECONDS:
        raise UsageError(f"--every {every:g} is too often for servers of others; write {_LEAST_SECONDS:g} or more")
    settings = Settings(pipeline=pipeline, max_text_bytes=max_size, registry=registry)
    store = open_store(where, wait=wait)
    named(store.name)
    workers = crew_size() if workers is None else workers
    with (
        Stop().listening() as stop,
        reading_guard(workers, seconds) as guard,
        Coder(settings).crew(workers, seconds) as code,
    ):
        fetchers = _Fetchers(fetching.limits, stop) if fetching else None

        def read_files(paths: Sequence[str]) -> Iterator[Item]:
            return read_items(paths, settings=settings, leave_out=store.files, guard=guard)

        def read_addresses(addresses: Sequence[str], visit: Visit) -> Iterator[Item]:
            if fetching is None or fetchers is None:
                return
            visitor = Visitor(
                fetcher=fetchers.fetcher(),
                limit=max_size,
                met=met_in(store),
                refetch=fetching.refetch,
                visit=visit,
                guard=guard,
            )
            yield from visitor.read(addresses)
            if len(visit.answered) < len(addresses):
                fetchers.forget()

        watch = Watch(
            paths=files,
            addresses=addresses,
            store=store,
            plan=Plan(code=code),
            read_files=read_files,
            read_addresses=read_addresses,
            every=every,
            said=_say,
            texts=not no_texts,
            stop=stop,
        )
        well = watch.run(once=once)
    if stop.asked:
        click.echo("stopped", err=True)
    if once and not well:
        raise click.exceptions.Exit(1)


class _Fetchers:
    """One fetcher for about an hour, so that servers are not asked for their robots.txt in each round.

    forget: makes the next round begin with a new one, to which no server has failed yet.
    """

    def __init__(self, limits: Limits, stop: Stop) -> None:
        self._limits = limits
        self._stop = stop
        self._made = 0.0
        self._fetcher: Fetcher | None = None

    def forget(self) -> None:
        self._fetcher = None

    def fetcher(self) -> Fetcher:
        if self._fetcher is None or time.monotonic() - self._made > _LEARNED_SECONDS:
            self._fetcher, self._made = Fetcher(self._limits, sleep=self._stop.sleep), time.monotonic()
        return self._fetcher


def _say(line: str) -> None:
    """A line with the time of day, on standard output as it comes."""
    click.echo(f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ} {line}")
