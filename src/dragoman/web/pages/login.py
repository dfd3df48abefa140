"""Showing a token, for which a signed cookie is given; and giving it back."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, Request
from starlette.responses import RedirectResponse, Response

from ..access import SESSION, SESSION_SECONDS
from ..guard import cookie
from ..site import render, site_of

router = APIRouter(include_in_schema=False)
# The longest address that is gone back to.
_LONGEST = 2_000


@router.get("/login")
def ask(request: Request, next: str = "/") -> Response:
    if not site_of(request).access.tokens:
        return RedirectResponse("/", 303)
    return render(request, "login.html", next=own(next), wrong="")


@router.post("/login")
def take(
    request: Request,
    token: Annotated[str, Form(max_length=500)],
    form_mark: Annotated[str, Form(max_length=200)] = "",
    next: Annotated[str, Form(max_length=_LONGEST)] = "/",
) -> Response:
    access = site_of(request).access
    access.check_mark(request, form_mark)
    found = access.known(token.strip())
    if found is None:
        return render(request, "login.html", 401, next=own(next), wrong="The token is none that this server knows.")
    response = RedirectResponse(own(next), 303)
    response.headers.append("Set-Cookie", cookie(request, SESSION, access.session(found), SESSION_SECONDS))
    return response


@router.post("/logout")
def leave(request: Request, form_mark: Annotated[str, Form(max_length=200)] = "") -> Response:
    site_of(request).access.check_mark(request, form_mark)
    response = RedirectResponse("/login", 303)
    response.headers.append("Set-Cookie", cookie(request, SESSION, "", 0))
    return response


def own(target: str) -> str:
    """The target where it is an address of ours, else the desk: nobody is sent elsewhere by a link to here."""
    plain = target.isprintable() and "\\" not in target and len(target) <= _LONGEST
    return target if plain and target.startswith("/") and not target.startswith("//") else "/"
