"""Why something was not fetched: raised within the room; at its door it becomes an InputError with the address."""

from __future__ import annotations

from ..errors import DragomanError


class Trouble(DragomanError):
    """An address that cannot be fetched.

    code: a key of `ERROR_CODES`.  reason: what went wrong and what to do, to stand behind the address.
    passing: whether another try may help.  wait: seconds that the server asks to wait before.
    silent: whether the host did not answer at all.
    """

    def __init__(
        self, code: str, reason: str, passing: bool = False, wait: float | None = None, silent: bool = False
    ) -> None:
        super().__init__(code, reason, passing, wait, silent)
        self.code = code
        self.reason = reason
        self.passing = passing
        self.wait = wait
        self.silent = silent

    def __str__(self) -> str:
        return self.reason
