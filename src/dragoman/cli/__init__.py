"""The command line.  A command parses, calls, prints; each lives in a file of its own.

Commands are imported when they are called, so that `dragoman --help` does not load spaCy.
"""

from __future__ import annotations

import importlib
import os
import sys

import click

from ..errors import NO_ROOM, ArtefactError, LedgerError, UsageError
from ..version import __version__

# name → (module of this package, one line of help)
_COMMANDS: dict[str, tuple[str, str]] = {
    "code": ("code", "Code news into events, statements and commitments."),
    "ingest": ("ingest", "Code news and keep the records in a ledger."),
    "watch": ("watch", "Follow folders and feeds, and keep what is new in a ledger."),
    "events": ("events", "List the ledger's events: who did what to whom."),
    "event": ("event", "Show one event: its reports, why they are one; part or join them by hand."),
    "commitments": ("commitments", "List the ledger's commitments: what was promised, threatened, demanded."),
    "stories": ("stories", "List the ledger's stories: which reports tell of one happening, and which are copies."),
    "story": ("story", "Show a story's reports: origins, copies, what each adds."),
    "commitment": ("commitment", "Tell a commitment's whole life; put its status right by hand."),
    "dyad": ("dyad", "Count what passes between two, by week: a table or a picture."),
    "panel": ("panel", "Count events by unit and period, zeros too, for models."),
    "sql": ("sql", "Ask the ledger a question of your own, in SQL."),
    "export": (
        "export",
        "Write the ledger's records as files: JSON Lines, tables, POLECAT, ICEWS, GDELT, PLOVER.",
    ),
    "corrections": ("corrections", "List what people put right, or take one back."),
    "serve": ("serve", "Open the ledger in a browser, and to programs by an API."),
    "mcp": ("mcp", "Let an assistant ask the ledger."),
    "diff": ("diff", "Tell what differs between two ledgers, record by record."),
    "forget": ("forget", "Take a document's text and records out of the ledger."),
    "classify": ("classify", "Tell the PLOVER type between two marked actors."),
    "actor": ("actor", "Tell country and sector of actor phrases."),
    "actors": ("actors", "List the actors of coded documents, and those nobody knows."),
    "place": ("place", "Tell where place names are."),
    "registry": ("registry", "Check the registry of actors and files of your own."),
    "evaluate": ("evaluate", "Score the program against hand-labelled articles."),
    "train": ("train", "Make a classifier for event types of your own."),
}


class _ReaderGone(Exception):
    """Nobody reads our output any more."""


class _LazyGroup(click.Group):
    """A group that imports a command only when it is called."""

    def invoke(self, ctx: click.Context) -> object:
        """What the command returns.  Failures of writing are named here, for click would end on some of them with 1."""
        try:
            return super().invoke(ctx)
        except BrokenPipeError as error:
            raise _ReaderGone from error
        except OSError as error:
            if error.errno not in NO_ROOM:
                raise
            raise UsageError(f"the output cannot be written: {error.strerror}; make room or write elsewhere") from error

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 (click's signature)
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        if cmd_name not in _COMMANDS:
            return None
        module = importlib.import_module(f".{_COMMANDS[cmd_name][0]}", __package__)
        command = module.command
        assert isinstance(command, click.Command)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """The list of commands from the table above, without importing any."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, line) for name, (_, line) in _COMMANDS.items()])


@click.group(cls=_LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="dragoman")
def cli() -> None:
    """Reads news; records who did or said what to whom, when, where, on whose word and on what condition.

    \b
    Examples:
      dragoman code article.txt
      dragoman code page.html --format html -o page.report.html
      cat articles.jsonl | dragoman code - --format jsonl > records.jsonl
      dragoman ingest reports/ && dragoman events --actor RUS --since 2024-01-01
    """


def main() -> None:
    """The program: exit status 0, 1 where some document failed, 2 for wrong usage."""
    try:
        status = cli(standalone_mode=False)
    except click.Abort:
        click.echo("stopped", err=True)
        sys.exit(130)
    except click.ClickException as error:
        error.show()
        sys.exit(2)
    except (UsageError, ArtefactError, LedgerError) as error:
        click.echo(f"dragoman: {error}", err=True)
        _drop_output()
        sys.exit(2)
    except _ReaderGone:
        _drop_output()
        sys.exit(0)
    # out of standalone mode an Exit is not raised but returned
    sys.exit(status if isinstance(status, int) else 0)


def _drop_output() -> None:
    """Lets the interpreter's own flush of standard output at exit find nothing that can fail."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
