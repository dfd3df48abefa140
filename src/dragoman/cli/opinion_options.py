"""Options for a second opinion on uncertain events."""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any, TypeVar

import click

from ..errors import UsageError
from ..opinion import Cache, Endpoint, Opinions

Command = TypeVar("Command", bound=Callable[..., Any])

# In the environment alone: an option would stand in the list of processes and the shell's history.
KEY = "DRAGOMAN_OPINION_KEY"
_BELOW = 0.5


def opinion_options(command: Command) -> Command:
    """Gathers the options into one argument `opinions`: None where no endpoint is named."""

    @wraps(command)
    def gathered(
        *args: Any,
        opinion_url: str | None,
        opinion_model: str | None,
        opinion_below: float,
        opinion_cache: Path | None,
        **rest: Any,
    ) -> Any:
        opinions = None
        if opinion_url is not None:
            if not opinion_model:
                raise UsageError("no model for the second opinion; name one with --opinion-model")
            endpoint = Endpoint(opinion_url, opinion_model, os.environ.get(KEY))
            opinions = Opinions(endpoint, opinion_below, Cache(opinion_cache))
        elif opinion_model or opinion_cache:
            raise UsageError("no endpoint for the second opinion; name one with --opinion-url")
        return command(*args, opinions=opinions, **rest)

    options = (
        click.option(
            "--opinion-url",
            metavar="URL",
            help="Ask a language model about uncertain events: the base of an OpenAI-compatible interface. "
            f"The article's text is sent there; a key is read from ${KEY}.",
        ),
        click.option("--opinion-model", metavar="NAME", help="The model to ask."),
        click.option(
            "--opinion-below",
            default=_BELOW,
            show_default=True,
            type=click.FloatRange(0, 1),
            metavar="P",
            help="Ask about events below this confidence.",
        ),
        click.option(
            "--opinion-cache",
            type=click.Path(path_type=Path, dir_okay=False),
            metavar="FILE",
            help="Keep answers in a file, so that none is paid for twice.",
        ),
    )
    made: Any = gathered
    for option in reversed(options):
        made = option(made)
    return made  # type: ignore[no-any-return]
