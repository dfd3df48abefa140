"""The pages, one module each.  A new page is a module with a `router`, a template, a row here and one in the menu."""

from __future__ import annotations

from . import article, desk, event, login

ROUTERS = (desk.router, article.router, event.router, login.router)

__all__ = ["ROUTERS"]
