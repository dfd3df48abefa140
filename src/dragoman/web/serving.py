"""Running the server: on loopback without more ado, on another address only with tokens."""

from __future__ import annotations

import ipaddress
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from types import FrameType

from ..errors import UsageError
from ..ledger import Ledger
from .access import Access, read_tokens
from .guard import LOOPBACK

# Seconds that a page waits for a writer to let go of the ledger before it says "one moment".
WAIT_SECONDS = 3.0
# Requests at once; more are told to come again.
_AT_ONCE = 200


def serve(
    where: str | None,
    *,
    host: str,
    port: int,
    token_file: Path | None,
    hostnames: Sequence[str] = (),
    told: Callable[[str], None] = lambda _: None,
) -> None:
    """Serves a ledger until it is stopped.  Raises UsageError where it may not be served there, LedgerError.

    told: is given the address when everything is ready.
    """
    access = Access(read_tokens(token_file)) if token_file else Access()
    refuse_open(host, access)
    ledger = Ledger(where, wait=WAIT_SECONDS)
    # a ledger that is not there is told now, not on the first page
    ledger.holds_texts()
    import uvicorn

    from .app import create_app

    app = create_app(ledger, access=access, hosts={*LOOPBACK, host, *hostnames})
    told(f"http://{'[' + host + ']' if ':' in host else host}:{port}")
    config = uvicorn.Config(
        app, host=host, port=port, log_level="warning", server_header=False, limit_concurrency=_AT_ONCE,
        timeout_keep_alive=10, timeout_graceful_shutdown=5,
    )  # fmt: skip

    class Server(uvicorn.Server):
        def handle_exit(self, sig: int, frame: FrameType | None) -> None:
            # streams that are open would hold the server for as long as it lets them
            app.state.site.closing.set()
            super().handle_exit(sig, frame)

    with suppress(KeyboardInterrupt):
        Server(config).run()


def refuse_open(host: str, access: Access) -> None:
    """Raises UsageError where a server without tokens would be reached from elsewhere."""
    if not access.tokens and not _is_loopback(host):
        raise UsageError(
            f"{host} is reached from other machines, so it needs tokens; name a file with --token-file (docs/web.md)"
        )


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
