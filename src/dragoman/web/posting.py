"""What the forms that write share: who signs, what was sent, and what happens while a writer holds the ledger."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated
from urllib.parse import quote, unquote

from fastapi import Depends, Request
from starlette.responses import RedirectResponse, Response

from ..errors import LedgerBusy, UsageError
from ..ledger import Ledger
from .access import may_review
from .guard import cookie
from .problems import RETRY_SECONDS
from .site import render, site_of

# The name that somebody without a token signed with last.
AUTHOR = "dragoman-author"
_AUTHOR_SECONDS = 365 * 24 * 3600
_LONGEST_NAME = 80
_MOST_FIELDS = 40
_LONGEST_FIELD = 20_000
# How often a page sends a decision again by itself.
MOST_TRIES = 20
# Fields that each form of ours carries beside what it asks.
_OWN = frozenset({"form_mark", "tries"})

Posted = dict[str, str]


async def _posted(request: Request) -> Posted:
    """The fields of a form of this visitor, who may make corrections.  Raises Problem."""
    may_review(request)
    form = await request.form(max_files=0, max_fields=_MOST_FIELDS)
    fields = {name: value[:_LONGEST_FIELD] for name, value in form.items() if isinstance(value, str)}
    site_of(request).access.check_mark(request, fields.get("form_mark", ""))
    return fields


PostedFields = Annotated[Posted, Depends(_posted)]


def signature(request: Request, fields: Posted | None = None) -> str:
    """The name that corrections are signed with: the token's, else what the form or a cookie says, else nothing."""
    visitor = may_review(request)
    if visitor.name:
        return visitor.name
    given = (fields or {}).get("name") or unquote(request.cookies.get(AUTHOR, ""))
    return " ".join(given.split())[:_LONGEST_NAME]


def write(
    request: Request,
    fields: Posted,
    change: Callable[[Ledger, str], object],
    *,
    then: str,
    doing: str,
    failed: Callable[[str], Response],
) -> Response:
    """Makes a change, signed; then leads to `then`.  Where a writer holds the ledger, a page keeps the form and waits.

    doing: what is being kept, in words.  failed: the page for a change that cannot be, by its message.
    """
    by = signature(request, fields)
    if not by:
        return failed("Give your name: every decision is kept with the name of who made it.")
    try:
        with site_of(request).ask.writing() as ledger:
            change(ledger, by)
    except LedgerBusy:
        return _busy(request, fields, doing)
    except UsageError as error:
        return failed(str(error))
    response = RedirectResponse(then, 303)
    if not may_review(request).name:
        response.headers.append("Set-Cookie", cookie(request, AUTHOR, quote(by, safe=""), _AUTHOR_SECONDS))
    return response


def _busy(request: Request, fields: Posted, doing: str) -> Response:
    """A page that holds what was sent, and sends it again; it asks nothing of the ledger."""
    given = fields.get("tries", "0")
    tries = int(given) + 1 if given.isdecimal() and len(given) < 4 else 1
    kept = {name: value for name, value in fields.items() if name not in _OWN}
    page = render(
        request, "busy.html", 503, kept=kept, doing=doing, tries=tries, action=request.url.path,
        again=tries <= MOST_TRIES, seconds=RETRY_SECONDS,
    )  # fmt: skip
    page.headers["Retry-After"] = str(RETRY_SECONDS)
    return page
