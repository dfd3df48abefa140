"""Connections to an address that was checked, each wait bounded: a server that sends a byte at a time gains no time."""

from __future__ import annotations

import socket
import ssl
import time
from collections.abc import Sequence
from typing import Any

from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import ConnectTimeoutError, NewConnectionError
from urllib3.util import make_headers, parse_url

from .addresses import Address
from .limits import Limits
from .troubles import Trouble

# Of a host with many addresses not all are tried: one that is down has them all down.
_ADDRESSES = 3


class _Plain(socket.socket):
    """A socket that stops reading at a moment, however often something comes."""

    deadline: float | None = None
    silence = 0.0

    def recv_into(self, *args: Any, **kwargs: Any) -> int:
        _bound(self)
        return super().recv_into(*args, **kwargs)


class _Secure(ssl.SSLSocket):
    """The same under TLS."""

    deadline: float | None = None
    silence = 0.0

    def recv_into(self, *args: Any, **kwargs: Any) -> int:
        _bound(self)
        return super().recv_into(*args, **kwargs)


def _bound(sock: _Plain | _Secure) -> None:
    if sock.deadline is None:
        # not open yet: what a proxy says first is bounded by the connection's own timeout
        return
    left = sock.deadline - time.monotonic()
    if left <= 0:
        raise TimeoutError("the time is over")
    sock.settimeout(min(left, sock.silence))


def _as_plain(made: socket.socket) -> _Plain:
    """The socket in a class of ours; nothing of it changes."""
    timeout = made.gettimeout()
    plain = _Plain(fileno=made.detach())
    plain.settimeout(timeout)
    return plain


class _HttpConnection(HTTPConnection):
    def _new_conn(self) -> socket.socket:
        return _as_plain(super()._new_conn())


class _HttpsConnection(HTTPSConnection):
    def _new_conn(self) -> socket.socket:
        return _as_plain(super()._new_conn())


def connect(address: Address, ips: Sequence[str], limits: Limits, deadline: float) -> HTTPConnection:
    """An open connection to one of the IP addresses, tried in order; the certificate is checked for the name.

    Raises Trouble, OSError or urllib3's errors, those of the last one tried.
    """
    for number, ip in enumerate(ips[:_ADDRESSES], start=1):
        connection = _made(address, ip, address.port, limits, deadline)
        if address.scheme == "https":
            assert isinstance(connection, HTTPSConnection)
            # what is connected to is a number; what is asked for, and vouched for, is the name
            connection.server_hostname = address.host
        try:
            return _opened(connection, limits, deadline)
        except (NewConnectionError, ConnectTimeoutError):
            if number == min(len(ips), _ADDRESSES):
                raise
    raise Trouble("unreachable", f"no address is known for {address.host}; check the name", silent=True)


def connect_by_proxy(address: Address, proxy: str, limits: Limits, deadline: float) -> tuple[HTTPConnection, str]:
    """An open connection by a proxy, and what to ask for on it; the proxy's password goes to the proxy alone."""
    url = parse_url(proxy if "://" in proxy else f"http://{proxy}")
    if url.scheme != "http" or not url.host:
        raise Trouble("unreachable", "the proxy of the environment is no http:// address; mend it or go without")
    login = make_headers(proxy_basic_auth=url.auth) if url.auth else {}
    connection = _made(address, url.host.strip("[]"), url.port or 80, limits, deadline)
    if address.scheme == "https":
        connection.set_tunnel(address.host, address.port, headers=login)
        return _opened(connection, limits, deadline), address.target
    opened = _opened(connection, limits, deadline)
    return opened, address.url


def proxy_login(proxy: str) -> dict[str, str]:
    """The header that a proxy asks for, where its address has user and password."""
    auth = parse_url(proxy if "://" in proxy else f"http://{proxy}").auth
    return dict(make_headers(proxy_basic_auth=auth)) if auth else {}


def _made(address: Address, host: str, port: int, limits: Limits, deadline: float) -> HTTPConnection:
    timeout = max(0.001, min(limits.silence, deadline - time.monotonic()))
    if address.scheme == "http":
        return _HttpConnection(host, port, timeout=timeout)
    context = ssl.create_default_context()
    context.sslsocket_class = _Secure
    return _HttpsConnection(host, port, timeout=timeout, ssl_context=context)


def _opened(connection: HTTPConnection, limits: Limits, deadline: float) -> HTTPConnection:
    try:
        connection.connect()
    except BaseException:
        connection.close()
        raise
    sock = connection.sock
    assert isinstance(sock, (_Plain, _Secure))
    sock.deadline, sock.silence = deadline, limits.silence
    return connection
