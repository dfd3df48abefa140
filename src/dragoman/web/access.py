"""Who may what: tokens with rights, a signed cookie for people, and the mark that a form was this page's own."""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import secrets
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from starlette.requests import HTTPConnection

from ..errors import UsageError
from .problems import API, Problem

Right = Literal["read", "review"]

SESSION, FORMS = "dragoman-session", "dragoman-forms"
# A working day and its evening.
SESSION_SECONDS = 12 * 3600
# What 128 random bits take in Base64; shorter ones can be guessed.
SHORTEST_TOKEN = 22
_HASHED = "sha256:"


@dataclass(frozen=True)
class Visitor:
    """Who asks: the name of the token, and whether corrections may be made."""

    name: str
    review: bool


# Without tokens only this machine's own users get here, and they can read the file anyway.
ANYBODY = Visitor("", review=True)


@dataclass(frozen=True)
class Token:
    """A token, of which only the SHA-256 is kept."""

    visitor: Visitor
    digest: bytes


@dataclass(frozen=True)
class Access:
    """The tokens of a server; without any, everybody who reaches it may read and review.

    The key that signs cookies is drawn anew at every start, so that a restart asks everybody for their token.
    """

    tokens: Sequence[Token] = ()
    key: bytes = field(default_factory=lambda: secrets.token_bytes(32))

    def visitor(self, request: HTTPConnection) -> Visitor | None:
        """Who asks; None where that is nobody we know.  Raises Problem where a token is given and is none of ours."""
        if not self.tokens:
            return ANYBODY
        given = request.headers.get("authorization")
        if given is not None:
            scheme, _, token = given.partition(" ")
            found = self.known(token.strip()) if scheme.lower() == "bearer" else None
            if found is None:
                raise unknown("the token is none that this server knows")
            return found.visitor
        return self._from_cookie(request.cookies.get(SESSION, ""))

    def known(self, token: str) -> Token | None:
        """The token's entry.  All are compared, each in the same time whatever it is."""
        digest = hashlib.sha256(token.encode()).digest()
        found = None
        for entry in self.tokens:
            if hmac.compare_digest(entry.digest, digest):
                found = entry
        return found

    def session(self, token: Token) -> str:
        """The value of a cookie that stands for a token until it runs out."""
        held = f"{token.digest.hex()}.{int(time.time()) + SESSION_SECONDS}"
        return f"{held}.{self._signed('session', held)}"

    def seed(self) -> str:
        """The value of a cookie that forms are marked by."""
        return secrets.token_urlsafe(18)

    def mark(self, request: HTTPConnection) -> str:
        """The mark that a form of this visitor must carry."""
        return self._signed("form", request.cookies.get(FORMS) or request.scope["state"]["seed"])

    def check_mark(self, request: HTTPConnection, given: str) -> None:
        """Raises Problem where a form does not carry the visitor's mark."""
        seed = request.cookies.get(FORMS, "")
        if not seed or not hmac.compare_digest(self._signed("form", seed).encode(), given.encode()):
            raise Problem(403, "not-allowed", "the form was too old or not this page's; load the page again")

    def _from_cookie(self, cookie: str) -> Visitor | None:
        held, _, signature = cookie.rpartition(".")
        if not held or not hmac.compare_digest(self._signed("session", held).encode(), signature.encode()):
            return None
        digest, _, until = held.partition(".")
        if time.time() > int(until):
            return None
        return next((t.visitor for t in self.tokens if hmac.compare_digest(t.digest.hex(), digest)), None)

    def _signed(self, use: str, value: str) -> str:
        made = hmac.new(self.key, f"{use}:{value}".encode(), hashlib.sha256).digest()
        return base64.urlsafe_b64encode(made).decode().rstrip("=")


def unknown(message: str) -> Problem:
    return Problem(401, "bad-token", message, headers={"WWW-Authenticate": 'Bearer realm="dragoman"'})


def may_review(request: HTTPConnection) -> Visitor:
    """Who asks, where they may make corrections.  Raises Problem."""
    visitor: Visitor = request.scope["state"]["visitor"]
    if not visitor.review:
        raise Problem(403, "not-allowed", "this token may read, not review")
    return visitor


def is_open(path: str) -> bool:
    """Whether an address is there for those who have shown no token yet."""
    return path == "/login" or path.startswith("/static/")


def is_api(path: str) -> bool:
    return path.startswith(API)


def read_tokens(path: Path) -> list[Token]:
    """The tokens of a file: a line each, NAME RIGHT TOKEN, RIGHT being read or review; `#` begins a comment.

    Instead of the token may stand `sha256:` and its SHA-256 in hex.  Raises UsageError.
    """
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"{path}: no file of tokens ({error}); a line is NAME RIGHT TOKEN") from error
    found = []
    for number, line in enumerate(lines, start=1):
        words = line.partition("#")[0].split()
        if words:
            found.append(_token(words, f"{path}, line {number}"))
    if not found:
        raise UsageError(f"{path}: no token in it; a line is NAME RIGHT TOKEN")
    return found


def _token(words: list[str], where: str) -> Token:
    if len(words) != 3 or words[1] not in ("read", "review"):
        raise UsageError(f"{where}: a line is NAME RIGHT TOKEN, RIGHT being read or review")
    name, right, token = words
    return Token(Visitor(name, right == "review"), _digest(token, where))


def _digest(token: str, where: str) -> bytes:
    if token.startswith(_HASHED):
        try:
            digest = binascii.unhexlify(token.removeprefix(_HASHED))
        except ValueError:
            digest = b""
        if len(digest) != hashlib.sha256().digest_size:
            raise UsageError(f"{where}: behind {_HASHED} stand 64 hexadecimal digits")
        return digest
    if len(token) < SHORTEST_TOKEN:
        raise UsageError(f"{where}: the token has under {SHORTEST_TOKEN} characters; take a long random one")
    return hashlib.sha256(token.encode()).digest()
