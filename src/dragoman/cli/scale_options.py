"""`dragoman code --engine ray`: the options of a run over many machines, and the run."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import wraps
from typing import TYPE_CHECKING, Any, TypeVar, cast

import click

from ..errors import UsageError
from ..settings import Settings

if TYPE_CHECKING:
    from ..scale import By
    from ..scale.manifest import Manifest

Command = TypeVar("Command", bound=Callable[..., Any])

# Options of `dragoman code` that mean nothing where many machines write a folder of Parquet.
_FOREIGN = {
    "form": "--format",
    "kind": "--input",
    "unordered": "--unordered",
    "opinion_url": "--opinion-url",
}
_TOLD_SECONDS = 30.0
# half a minute to a minute of one core: what losing a machine costs
_PART = 512


@dataclass(frozen=True)
class Engine:
    """What the options name.  by: what the output's partitions span; part: documents that are coded in one go."""

    address: str
    by: By
    part: int


def scale_options(command: Command) -> Command:
    """Gathers the options into one argument `engine`: None where this machine codes alone."""

    @wraps(command)
    def gathered(*args: Any, engine: str, address: str | None, by: By | None, part: int | None, **rest: Any) -> Any:
        if engine == "ray":
            return command(*args, engine=Engine(address or "auto", by or "month", part or _PART), **rest)
        if address or by or part:
            raise UsageError("--address, --by and --part are for --engine ray; leave them out, or add it")
        return command(*args, engine=None, **rest)

    options = (
        click.option(
            "--engine",
            type=click.Choice(["processes", "ray"]),
            default="processes",
            show_default=True,
            help="Code on this machine alone, or on a cluster of Ray (docs/scale.md).",
        ),
        click.option("--address", metavar="A", help="With ray: auto, local or the cluster's address.  [default: auto]"),
        click.option(
            "--by", type=click.Choice(["day", "month"]), help="With ray: what a partition spans.  [default: month]"
        ),
        click.option(
            "--part",
            type=click.IntRange(min=1),
            metavar="N",
            help=f"With ray: documents that a worker takes at a time.  [default: {_PART}]",
        ),
    )
    for option in reversed(options):
        gathered = option(gathered)
    return cast(Command, gathered)


def code_on_machines(
    paths: tuple[str, ...],
    output: str | None,
    settings: Settings,
    engine: Engine,
    workers: int | None,
    seconds: float,
) -> None:
    """Codes what the paths name into a folder.  Exit status 1 where a document failed; raises UsageError."""
    from ..scale import Location, Order
    from ..scale.cluster import Cluster, code_on_ray
    from ..scale.parts import PART_SIZE
    from ..scale.places import gather

    _refuse_foreign_options()
    if output in (None, "-"):
        raise UsageError("--engine ray writes a folder; name one with -o")
    if "-" in paths:
        raise UsageError("--engine ray reads files that all machines see, not standard input; name them")
    size = replace(PART_SIZE, documents=engine.part)
    order = Order(settings=settings, output=Location.of(str(output)), by=engine.by, seconds=seconds, size=size)
    telling = _Telling(order.output.name)
    # 0 means one process without a time limit elsewhere; a worker of a cluster always has one
    manifest = code_on_ray(
        gather(paths), order, Cluster(engine.address, workers or None), told=telling.on_its_way, say=telling.say
    )
    telling.end(manifest)
    if manifest.totals.failed:
        raise click.exceptions.Exit(1)


def _refuse_foreign_options() -> None:
    """Raises UsageError where an option was given that would do nothing, unseen."""
    context = click.get_current_context()
    for name, option in _FOREIGN.items():
        given = context.get_parameter_source(name)
        if given not in (None, click.core.ParameterSource.DEFAULT):
            raise UsageError(f"{option} has no use with --engine ray, which writes Parquet in no order; leave it out")


class _Telling:
    """Says on standard error how far the run is: rarely in a log, at once on a terminal."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.began = self.since = time.monotonic()
        self.before: int | None = None

    def say(self, line: str) -> None:
        click.echo(f"dragoman: {line}", err=True)

    def on_its_way(self, manifest: Manifest, left: int) -> None:
        totals = manifest.totals
        if self.before is None:
            self.before = totals.documents
        now = time.monotonic()
        if now - self.since < (1.0 if sys.stderr.isatty() else _TOLD_SECONDS):
            return
        self.since = now
        rate = (totals.documents - self.before) / (now - self.began)
        said = (
            f"{totals.documents:,} documents in {totals.parts:,} parts, {left:,} parts known to be left, {rate:.1f}/s"
        )
        click.echo(f"\r{said} " if sys.stderr.isatty() else said, err=True, nl=not sys.stderr.isatty())

    def end(self, manifest: Manifest) -> None:
        totals = manifest.totals
        seconds = time.monotonic() - self.began
        failed = f", {totals.failed:,} of them failed" if totals.failed else ""
        fresh = totals.documents - (self.before or 0) if self.before is not None else 0
        now = f"; {fresh:,} in this run of {seconds:.0f} s"
        click.echo(f"{self.name}: {totals.documents:,} documents in {totals.parts:,} parts{failed}{now}", err=True)
