"""Asking an endpoint of the OpenAI chat completions interface (platform.openai.com, "Chat completions")."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from ..errors import UsageError
from .prompting import schema

_MOST_BYTES = 200_000
_SECONDS = 60.0
_TRIES = 3


@dataclass(frozen=True)
class Reply:
    """What came back: the text, and the tokens that it cost."""

    content: str
    tokens_in: int
    tokens_out: int


class NoReply(Exception):
    """The endpoint gave no answer; the message says why, in one line."""


@dataclass(frozen=True)
class Endpoint:
    """Where to ask.  url: the base, such as http://localhost:8080/v1; key: sent as a bearer token, never printed."""

    url: str
    model: str
    key: str | None = None

    def __post_init__(self) -> None:
        parts = urlsplit(self.url)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise UsageError(f"{self.url}: no address of an endpoint; write http(s)://host/v1")
        if parts.username or parts.password:
            raise UsageError("the endpoint's address holds a password; give the key in DRAGOMAN_OPINION_KEY")

    def ask(self, messages: list[dict[str, str]]) -> Reply:
        """The reply to a conversation.  Raises NoReply."""
        import urllib3

        body = {
            "model": self.model, "messages": messages, "temperature": 0, "seed": 1,
            "response_format": {"type": "json_schema", "json_schema": schema()},
        }  # fmt: skip
        headers = {"Content-Type": "application/json"}
        if self.key:
            headers["Authorization"] = f"Bearer {self.key}"
        # nothing is sent on to another address, which would get the key and the article
        retries = urllib3.Retry(
            total=_TRIES, redirect=0, status_forcelist=(429, 502, 503), backoff_factor=1, backoff_max=20,
            allowed_methods=None, raise_on_redirect=True, raise_on_status=False,
        )  # fmt: skip
        try:
            with urllib3.PoolManager() as pool:
                response = pool.request(
                    "POST", f"{self.url.rstrip('/')}/chat/completions", body=json.dumps(body).encode(),
                    headers=headers, timeout=_SECONDS, retries=retries, preload_content=False,
                )  # fmt: skip
                data = response.read(_MOST_BYTES + 1)
        except urllib3.exceptions.HTTPError as error:
            raise NoReply(f"{type(error).__name__} from {urlsplit(self.url).hostname}") from error
        if response.status != 200:
            raise NoReply(f"status {response.status} from {urlsplit(self.url).hostname}")
        if len(data) > _MOST_BYTES:
            raise NoReply("the reply is too long")
        return _reply(data)


def _reply(data: bytes) -> Reply:
    try:
        found: Any = json.loads(data)
        content = found["choices"][0]["message"]["content"]
        usage = found.get("usage") or {}
        if not isinstance(content, str):
            raise TypeError
        return Reply(content, int(usage.get("prompt_tokens") or 0), int(usage.get("completion_tokens") or 0))
    except (ValueError, KeyError, IndexError, TypeError, AttributeError) as error:
        raise NoReply("the reply is no chat completion") from error
