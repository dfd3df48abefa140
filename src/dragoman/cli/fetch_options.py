"""The options of fetching, gathered into one object; without --fetch none of them may be given."""

from __future__ import annotations

import functools
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.request import getproxies_environment

import click

from ..errors import UsageError
from ..fetching import MAX_BYTES, PAUSE, SECONDS, Limits


@dataclass(frozen=True)
class Fetching:
    """That addresses are to be fetched, and how.  refetch: also articles that are there."""

    limits: Limits
    refetch: bool


_OPTIONS = (
    click.option("--fetch", is_flag=True, help="PATH may be the address of a page, or of a feed with its articles."),
    click.option("--refetch", is_flag=True, help="Fetch articles of a feed again that the ledger has."),
    click.option("--allow-private", is_flag=True, help="Fetch from private and loopback addresses, too."),
    click.option("--allow-downgrade", is_flag=True, help="Follow redirects from https to http."),
    click.option("--proxy-from-env", is_flag=True, help="Use the proxies of http_proxy, https_proxy and no_proxy."),
    click.option(
        "--max-bytes",
        default=MAX_BYTES,
        show_default=True,
        type=click.IntRange(min=1),
        metavar="BYTES",
        help="Size limit of what a server sends.",
    ),
    click.option(
        "--timeout",
        default=SECONDS,
        show_default=True,
        type=click.FloatRange(min=0, min_open=True),
        metavar="SECONDS",
        help="Time limit of a request, from connecting to the last byte.",
    ),
    click.option(
        "--pause",
        default=PAUSE,
        show_default=True,
        type=click.FloatRange(min=0),
        metavar="SECONDS",
        help="Pause between two requests to a host.",
    ),
    click.option("--contact", metavar="ADDRESS", help="Your web or mail address, for the operators of servers."),
)


def fetch_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Adds the options of fetching; the command gets them as `fetching`, a Fetching or None."""

    @functools.wraps(command)
    def gathered(**given: Any) -> Any:
        own = {name: given.pop(name) for name in _NAMES}
        return command(**given, fetching=_fetching(own))

    wrapped: Callable[..., Any] = gathered
    for option in reversed(_OPTIONS):
        wrapped = option(wrapped)
    return wrapped


_NAMES = (
    *("fetch", "refetch", "allow_private", "allow_downgrade", "proxy_from_env"),
    *("max_bytes", "timeout", "pause", "contact"),
)


def _fetching(own: dict[str, Any]) -> Fetching | None:
    """Raises UsageError where fetching is set up and not asked for."""
    if not own["fetch"]:
        given = click.get_current_context().get_parameter_source
        for name in _NAMES:
            if given(name) is click.core.ParameterSource.COMMANDLINE:
                raise UsageError(f"--{name.replace('_', '-')} is for addresses; add --fetch")
        return None
    limits = Limits(
        allow_private=own["allow_private"],
        allow_downgrade=own["allow_downgrade"],
        max_bytes=own["max_bytes"],
        seconds=own["timeout"],
        silence=min(own["timeout"], Limits.silence),
        pause=own["pause"],
        proxies=getproxies_environment() if own["proxy_from_env"] else {},
        contact=own["contact"],
    )
    return Fetching(limits, own["refetch"])
