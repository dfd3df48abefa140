"""Web addresses taken apart, and put together again so that what is checked is what is asked for (RFC 3986)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import quote, urljoin, urlsplit

from .troubles import Trouble

_PORTS = {"http": 80, "https": 443}
# Longer ones are no articles; servers refuse them as well.
LONGEST = 4_000
_SHOWN = 200
_HOST = re.compile(r"[a-z0-9_](?:[a-z0-9._-]{0,251}[a-z0-9])?\.?")
_IPV6 = re.compile(r"[0-9a-f:.]+")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")
_USER = re.compile(r"^([a-z][a-z0-9+.-]*:)?([/\\]{2,})[^/?#]*@", re.IGNORECASE)
_NAMES_SCHEME = re.compile(r"[a-z][a-z0-9+.-]+://", re.IGNORECASE)
# Characters that stand for themselves in a path and a query; "%" as escapes are kept as written.
_SAFE = "/%:@!$&'()*+,;=~"


@dataclass(frozen=True)
class Address:
    """A web address without user, password and fragment.

    scheme: http or https.  host: in lower case, IDNA, without brackets.  target: path and query, escaped.
    """

    scheme: str
    host: str
    port: int
    target: str

    @property
    def authority(self) -> str:
        """Host and, where it is not the scheme's own, port: the value of the header Host."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == _PORTS[self.scheme] else f"{host}:{self.port}"

    @property
    def origin(self) -> str:
        return f"{self.scheme}://{self.authority}"

    @property
    def url(self) -> str:
        return self.origin + self.target

    def beside(self, target: str) -> Address:
        """Another address on the same server."""
        return Address(self.scheme, self.host, self.port, target)


def names_scheme(word: str) -> bool:
    """Whether a word is meant as an address rather than a path: it begins with a scheme and two slashes."""
    return bool(_NAMES_SCHEME.match(word))


def masked(url: str) -> str:
    """An address that cannot be fetched as it may be kept: on one line, without user and password."""
    clean = _USER.sub(r"\1\2***@", _CONTROL.sub("", url).strip())
    return clean.encode(errors="replace").decode()


def shown(url: str) -> str:
    """The address as it may be printed: as `masked`, and not too long."""
    clean = masked(url)
    return clean if len(clean) <= _SHOWN else clean[: _SHOWN - 1] + "…"


def parse_address(url: str, base: Address | None = None) -> Address:
    """The parts of an address, which may be relative to a base.  Raises Trouble `address-refused`."""
    url = url.strip()
    if len(url) > LONGEST:
        raise _refused(f"longer than {LONGEST:,} characters")
    if _CONTROL.search(url):
        raise _refused("control characters in the address")
    try:
        split = urlsplit(urljoin(base.url, url) if base else url)
        port = split.port
    except ValueError as error:
        raise _refused("not a web address") from error
    if split.scheme not in _PORTS:
        raise _refused(f"{split.scheme or 'no'} scheme; only http and https are fetched")
    if "@" in split.netloc:
        raise _refused("user name or password in the address; they are not sent, leave them out")
    host = _host(split.hostname or "")
    path = quote(split.path or "/", safe=_SAFE, errors="replace")
    query = f"?{quote(split.query, safe=_SAFE + '?', errors='replace')}" if split.query else ""
    return Address(split.scheme, host, port or _PORTS[split.scheme], path + query)


def _host(name: str) -> str:
    if _IPV6.fullmatch(name) and ":" in name:
        return name
    try:
        host = name if name.isascii() else name.encode("idna").decode("ascii")
    except UnicodeError as error:
        raise _refused("a host name that cannot be") from error
    host = host.lower()
    if not _HOST.fullmatch(host):
        raise _refused("a host name that cannot be" if host else "no host name")
    return host


def _refused(reason: str) -> Trouble:
    return Trouble("address-refused", reason)
