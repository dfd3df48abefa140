"""The pages, one module each.  A new page is a module with a `router`, a template, a row here and one in the menu."""

from __future__ import annotations

from . import article, audit, commitments, desk, event, login, party, review, story

ROUTERS = (
    desk.router, article.router, event.router, party.router, commitments.router, story.router, review.router,
    audit.router, login.router,
)  # fmt: skip

__all__ = ["ROUTERS"]
