"""One request and its answer, bounded in bytes and in time (RFC 9110, RFC 9112)."""

from __future__ import annotations

import http.client
import ssl
import time
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

import urllib3.exceptions as problems
from urllib3.connection import HTTPConnection
from urllib3.response import BaseHTTPResponse

from .addresses import Address
from .connecting import connect, connect_by_proxy, proxy_login
from .limits import Limits
from .troubles import Trouble

_ACCEPT = (
    "text/html, application/xhtml+xml, application/rss+xml, application/atom+xml, application/xml;q=0.9, text/*;q=0.8"
)
_CHUNK = 65_536
_GZIP = 31


@dataclass(frozen=True)
class Answer:
    """What a server answered; its body is read when it is asked for, and once.

    limits: how much of it may be read.
    """

    response: BaseHTTPResponse
    limits: Limits

    @property
    def status(self) -> int:
        return self.response.status

    def header(self, name: str) -> str:
        """A header's value, or nothing."""
        return (self.response.headers.get(name) or "").strip()

    def body(self, cut_at: int | None = None) -> bytes:
        """The body, unpacked.  cut_at: read so much and no more; else what is larger than allowed is refused."""
        most = cut_at or self.limits.max_bytes
        length = self.header("Content-Length")
        if cut_at is None and length.isdecimal() and int(length) > most:
            raise _too_large(most)
        packing = self.header("Content-Encoding").lower()
        if packing not in ("", "identity", "gzip", "x-gzip"):
            raise Trouble("bad-answer", "packed in a way that was not asked for; try it in a browser")
        chunks = self._chunks(most, cut_at is not None)
        if packing.endswith("gzip"):
            chunks = _unpacked(chunks, most)
        parts, size = [], 0
        for chunk in chunks:
            parts.append(chunk)
            size += len(chunk)
            if size > most:
                break
        if size > most and cut_at is None:
            raise _too_large(most)
        return b"".join(parts)[:most]

    def _chunks(self, most: int, cut: bool) -> Iterator[bytes]:
        """The body as it is sent, up to the first piece beyond the bound."""
        size = 0
        while chunk := self.response.read(_CHUNK, decode_content=False):
            size += len(chunk)
            if size > most and not cut:
                raise _too_large(most)
            yield chunk
            if size > most:
                return


def _unpacked(chunks: Iterator[bytes], most: int) -> Iterator[bytes]:
    """What gzip packed, never more at a time than one byte over the bound.  Raises Trouble `bad-answer`."""
    unpacker = zlib.decompressobj(_GZIP)
    begun = False
    for chunk in chunks:
        data = chunk
        while data:
            if unpacker.eof:
                # another member may follow; what is none is padding
                if not data.startswith(b"\x1f"):
                    return
                unpacker = zlib.decompressobj(_GZIP)
            begun = True
            try:
                yield unpacker.decompress(data, most + 1)
            except zlib.error as error:
                raise Trouble("bad-answer", "damaged compression; try again later", passing=True) from error
            data = unpacker.unconsumed_tail or unpacker.unused_data
    if begun and not unpacker.eof:
        raise Trouble("bad-answer", "the answer breaks off; try again later", passing=True)


def _too_large(most: int) -> Trouble:
    return Trouble("too-large", f"over {most:,} bytes; raise the limit (--max-bytes) or leave it out")


@contextmanager
def asked(address: Address, ips: Sequence[str], proxy: str | None, limits: Limits) -> Iterator[Answer]:
    """Asks for an address and hands out the answer, whatever its status.  Raises Trouble, also while it is read.

    ips: where the host is, judged by the caller; not asked for where there is a proxy.
    """
    deadline = time.monotonic() + limits.seconds
    connection: HTTPConnection | None = None
    headers = {
        "Host": address.authority,
        "User-Agent": limits.user_agent,
        "Accept": _ACCEPT,
        "Accept-Encoding": "gzip",
        "Connection": "close",
    }
    try:
        target = address.target
        if proxy is None:
            connection = connect(address, ips, limits, deadline)
        else:
            connection, target = connect_by_proxy(address, proxy, limits, deadline)
            headers |= proxy_login(proxy) if target == address.url else {}
        connection.request("GET", target, headers=headers, preload_content=False)
        response = connection.getresponse()
        with response:
            yield Answer(response, limits)
    except (problems.HTTPError, http.client.HTTPException, OSError, ValueError) as error:
        raise _trouble(error, address, limits, deadline) from error
    finally:
        if connection is not None:
            connection.close()


def _trouble(error: Exception, address: Address, limits: Limits, deadline: float) -> Trouble:
    """What an error of the network means."""
    timeouts = (TimeoutError, problems.TimeoutError)
    # urllib3 counts a refused connection among what took too long
    if isinstance(error, timeouts) and not isinstance(error, problems.NewConnectionError):
        over = time.monotonic() >= deadline
        said = f"not done within {limits.seconds:g} s" if over else f"nothing came for {limits.silence:g} s"
        return Trouble("timed-out", f"{said}; try again later, or allow more (--timeout)", silent=True)
    if isinstance(error, (ssl.SSLError, problems.SSLError, ssl.CertificateError)):
        reason = getattr(error, "verify_message", "") or getattr(error, "reason", "") or "no TLS"
        hint = "check the name, or whether your network has a certificate of its own"
        return Trouble("unreachable", f"no secure connection to {address.host} ({reason}); {hint}", silent=True)
    broken = (http.client.IncompleteRead, ConnectionError)
    if isinstance(error, (problems.NewConnectionError, OSError)):
        return Trouble("unreachable", f"no connection to {address.host}; try again later", passing=True, silent=True)
    if isinstance(error, broken) or (isinstance(error, problems.ProtocolError) and isinstance(error.args[-1], broken)):
        return Trouble("bad-answer", "the answer breaks off; try again later", passing=True)
    return Trouble("bad-answer", "what came is no HTTP; check the address")
