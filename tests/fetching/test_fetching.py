"""Fetching from servers on this machine: what is given, what is refused, and that no server can hold us."""

from __future__ import annotations

import gzip
import select
import socket
import ssl
import subprocess
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any

import pytest

from dragoman import InputError
from dragoman.fetching import Fetcher, Limits, Trouble
from dragoman.version import __version__

from .conftest import PAGE, Site, Waiting, fetcher, serving, speaking


def refused(url: str, code: str, *words: str, **how: Any) -> str:
    """The message with which an address is refused: one line, with the address, the words and what to do."""
    with pytest.raises(InputError) as caught:
        fetcher(**how).fetch(url)
    message = caught.value.message
    assert caught.value.code == code, message
    assert "\n" not in message
    for word in words:
        assert word in message
    return message


def test_a_page_comes_with_its_type_and_address(site: Site) -> None:
    site.page("/a?b=c")
    page = fetcher().fetch(site.url("/a?b=c", "news.example") + "#part")
    assert (page.data, page.content_type) == (PAGE.encode(), "text/html; charset=utf-8")
    assert page.url == site.url("/a?b=c", "news.example")
    assert site.asked[-1] == f"news.example:{site.port} /a?b=c"


def test_the_program_says_who_it_is(site: Site) -> None:
    site.page("/a")
    fetcher().fetch(site.url("/a"))
    assert site.headers["User-Agent"].startswith(f"dragoman/{__version__}")
    fetcher(contact="https://lab.example/crawl").fetch(site.url("/a"))
    assert site.headers["User-Agent"] == f"dragoman/{__version__} (+https://lab.example/crawl)"
    assert "Cookie" not in site.headers
    assert "Authorization" not in site.headers


# ---- where a name leads


def test_a_name_is_resolved_once_and_connected_where_it_was_checked(site: Site) -> None:
    """What a name server says on a second question cannot matter, for there is none."""
    site.page("/a")
    said = iter(["127.0.0.1", "127.0.0.1"])
    asked = []

    def resolve(host: str, port: int) -> list[str]:
        asked.append(host)
        return [next(said)]

    fetcher(resolve=resolve).fetch(site.url("/a", "news.example"))
    assert asked == ["news.example"] * 2  # for robots.txt, and for the page
    assert site.paths == ["/a"]


def test_a_name_that_changes_its_mind_is_judged_anew(site: Site) -> None:
    """DNS rebinding: public for robots.txt, the metadata service for the page."""
    site.page("/a")
    said = iter(["127.0.0.1", "169.254.169.254"])
    judge = {"127.0.0.1": None, "169.254.169.254": "link-local"}.get
    how = {"resolve": lambda host, port: [next(said)], "judge": judge}
    refused(
        site.url("/a", "news.example"),
        "address-refused",
        "news.example is at 169.254.169.254",
        "--allow-private",
        **how,
    )
    assert site.paths == []


def test_one_private_address_among_public_ones_is_enough(site: Site) -> None:
    how = {"resolve": lambda host, port: ["127.0.0.1", "10.0.0.1"], "judge": {"10.0.0.1": "private"}.get}
    refused(site.url("/a", "news.example"), "address-refused", "10.0.0.1", **how)
    assert site.asked == []


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "localhost", "127.1", "2130706433", "0x7f000001", "[::1]", "[::ffff:127.0.0.1]"]
)
def test_this_machine_is_refused_unless_allowed(site: Site, host: str) -> None:
    with pytest.raises(InputError) as caught:
        Fetcher(Limits(pause=0)).fetch(site.url("/a", host))
    assert caught.value.code == "address-refused"
    assert site.asked == []


def test_a_redirect_to_a_private_address_is_refused(site: Site) -> None:
    site.moved("/a", site.url("/b", "intranet.example"))
    site.page("/b")

    def resolve(host: str, port: int) -> list[str]:
        return ["127.0.0.1" if host == "news.example" else "10.0.0.8"]

    judge = {"127.0.0.1": None, "10.0.0.8": "private"}.get
    message = refused(site.url("/a", "news.example"), "address-refused", "10.0.0.8", resolve=resolve, judge=judge)
    assert message.startswith(site.url("/a", "news.example"))
    assert site.paths == ["/a"]


def test_a_host_without_an_address_and_one_that_is_down(site: Site) -> None:
    def resolve(host: str, port: int) -> list[str]:
        raise Trouble("unreachable", f"no address is known for {host}; check the name", silent=True)

    refused("http://nowhere.example/", "unreachable", "nowhere.example", resolve=resolve)
    with socket.create_server(("127.0.0.1", 0)) as other:
        free = other.getsockname()[1]
    waiting = Waiting()
    refused(f"http://127.0.0.1:{free}/", "unreachable", "no connection", waiting=waiting)
    assert waiting.slept == [1.0, 2.0]


def test_the_next_address_of_a_host_is_tried(site: Site) -> None:
    site.page("/a")
    page = fetcher(resolve=lambda host, port: ["127.0.0.99", "127.0.0.1"]).fetch(site.url("/a", "news.example"))
    assert page.data == PAGE.encode()


# ---- redirects


def test_redirects_are_followed_five_times(site: Site) -> None:
    for number in range(6):
        site.moved(f"/{number}", f"/{number + 1}", 301 + number % 3)
    site.page("/6")
    assert fetcher().fetch(site.url("/1")).url == site.url("/6")
    refused(site.url("/0"), "redirect", "more than 5 redirects")


@pytest.mark.parametrize(
    ("to", "code", "word"),
    [
        ("/a", "redirect", "circles"),
        ("/a#other", "redirect", "circles"),
        ("", "redirect", "not where to"),
        ("ftp://news.example/", "address-refused", "ftp"),
        ("file:///etc/passwd", "address-refused", "file"),
        ("http://me:secret@news.example/", "address-refused", "***@news.example"),
        ("http://[::1", "address-refused", "not a web address"),
    ],
)
def test_redirects_that_are_not_followed(site: Site, to: str, code: str, word: str) -> None:
    site.moved("/a", to)
    assert "secret" not in refused(site.url("/a"), code, word)


def test_a_redirect_in_bytes_beyond_ascii(site: Site) -> None:
    site.moved("/a", "/straße".encode().decode("latin-1"))
    site.page("/stra%C3%9Fe")
    assert fetcher().fetch(site.url("/a")).data == PAGE.encode()


def test_a_redirect_goes_by_the_other_servers_robots(site: Site) -> None:
    with serving() as other:
        other.page("/robots.txt", "User-agent: *\nDisallow: /b", "text/plain")
        other.page("/b")
        site.moved("/a", other.url("/b"))
        refused(site.url("/a"), "robots")
        assert other.paths == []


# ---- sizes and shapes


def test_what_is_too_large_is_refused_by_what_the_server_says(site: Site) -> None:
    site.pages["/a"] = (200, {"Content-Type": "text/html", "Content-Length": "99999999"}, b"")
    refused(site.url("/a"), "too-large", "10,000,000 bytes", "--max-bytes")


def test_a_body_without_end_is_left(site: Site) -> None:
    def endless(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.end_headers()
        while True:
            handler.wfile.write(b"<p>more</p>" * 1000)

    site.pages["/a"] = endless
    refused(site.url("/a"), "too-large", max_bytes=200_000)


def test_chunks_without_end_are_left(site: Site) -> None:
    def endless(handler: BaseHTTPRequestHandler) -> None:
        handler.protocol_version = "HTTP/1.1"
        handler.send_response(200)
        handler.send_header("Transfer-Encoding", "chunked")
        handler.end_headers()
        while True:
            handler.wfile.write(b"3e8\r\n" + b"x" * 1000 + b"\r\n")

    site.pages["/a"] = endless
    refused(site.url("/a"), "too-large", max_bytes=200_000)


@pytest.mark.parametrize("members", [1, 3])
def test_gzip_is_unpacked(site: Site, members: int) -> None:
    site.page("/a", b"".join(gzip.compress(PAGE.encode()) for _ in range(members)), Content_Encoding="gzip")
    assert fetcher().fetch(site.url("/a")).data == PAGE.encode() * members


def test_a_gzip_bomb_is_refused_before_it_goes_off(site: Site) -> None:
    site.page("/a", gzip.compress(bytes(50_000_000)), Content_Encoding="gzip")
    began = time.monotonic()
    refused(site.url("/a"), "too-large")
    assert time.monotonic() - began < 2


@pytest.mark.parametrize("spoil", [lambda data: data[:-20], lambda data: b"\x1f\x8b" + data[9:], lambda data: b"plain"])
def test_damaged_compression(site: Site, spoil: Callable[[bytes], bytes]) -> None:
    site.page("/a", spoil(gzip.compress(PAGE.encode() * 20)), Content_Encoding="gzip")
    refused(site.url("/a"), "bad-answer")


def test_packings_that_were_not_asked_for(site: Site) -> None:
    site.page("/a", Content_Encoding="br")
    refused(site.url("/a"), "bad-answer", "packed")


def test_a_wrong_length(site: Site) -> None:
    site.pages["/a"] = (200, {"Content-Type": "text/html", "Content-Length": "5000"}, PAGE.encode())
    refused(site.url("/a"), "bad-answer", "breaks off")
    site.pages["/a"] = (200, {"Content-Type": "text/html", "Content-Length": "5"}, PAGE.encode())
    assert fetcher().fetch(site.url("/a")).data == PAGE.encode()[:5]


@pytest.mark.parametrize(
    "said",
    [
        b"SSH-2.0-OpenSSH_9.2\r\n",
        b"HTTP/1.1 abc OK\r\n\r\n",
        b"HTTP/1.1 200 OK\r\n" + b"X: " + b"y" * 70_000 + b"\r\n\r\n",
        b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 150 + b"\r\n",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nnohex\r\n",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nff\r\nabc",
        b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 7\r\n\r\nabcdefg",
        b"HTTP/1.1 200 OK\r\nContent-Length: " + b"9" * 5000 + b"\r\n\r\n",
    ],
)
def test_answers_that_are_no_http(said: bytes) -> None:
    with speaking(lambda connection, head: connection.sendall(said)) as port:
        refused(f"http://127.0.0.1:{port}/", "bad-answer")


def test_a_server_that_hangs_up(site: Site) -> None:
    with speaking(lambda connection, head: None) as port:
        refused(f"http://127.0.0.1:{port}/", "unreachable")


# ---- time


def _drip(connection: socket.socket, head: bytes, piece: bytes) -> None:
    connection.sendall(head)
    while True:
        connection.sendall(piece)
        time.sleep(0.02)


@pytest.mark.parametrize(
    ("start", "piece"),
    [
        (b"HTTP/1.1 200 O", b"K"),
        (b"HTTP/1.1 200 OK\r\nX: ", b"y"),
        (b"HTTP/1.1 100 Continue\r\n\r\n", b"HTTP/1.1 100 Continue\r\n\r\n"),
        (b"HTTP/1.1 200 OK\r\n\r\n", b"y"),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\n", b"y"),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", b"1\r\ny\r\n"),
    ],
)
def test_a_server_that_drips_gains_no_time(start: bytes, piece: bytes) -> None:
    """Slow loris: something comes all the time, and never enough."""
    with speaking(lambda connection, head: _drip(connection, start, piece)) as port:
        began = time.monotonic()
        refused(f"http://127.0.0.1:{port}/", "timed-out", "within 0.3 s", "--timeout", seconds=0.3)
        assert time.monotonic() - began < 1.5


def test_a_silent_server(site: Site) -> None:
    with speaking(lambda connection, head: time.sleep(1)) as port:
        refused(f"http://127.0.0.1:{port}/", "timed-out", "nothing came for 0.2 s", silence=0.2)


# ---- what a server says


@pytest.mark.parametrize("status", [204, 206, 304, 400, 401, 403, 404, 410, 451])
def test_statuses_that_are_no_page_and_stay(site: Site, status: int) -> None:
    site.pages["/a"] = status
    refused(site.url("/a"), "http-status", str(status))
    assert site.paths == ["/a"]


@pytest.mark.parametrize("kind", ["image/png", "application/pdf", "video/mp4", "application/json", "application/gzip"])
def test_types_that_are_no_news(site: Site, kind: str) -> None:
    site.page("/a", b"x", kind)
    refused(site.url("/a"), "content-type", kind)


def test_what_may_pass_is_tried_again_later_each_time(site: Site) -> None:
    answers = iter([503, 500])

    def twice(handler: BaseHTTPRequestHandler) -> None:
        status = next(answers, 200)
        handler.send_response(status)
        handler.end_headers()
        handler.wfile.write(PAGE.encode())

    site.pages["/a"] = twice
    waiting = Waiting()
    assert fetcher(waiting).fetch(site.url("/a")).data == PAGE.encode()
    assert waiting.slept == [1.0, 2.0]


def test_a_server_is_waited_for_as_long_as_it_asks(site: Site) -> None:
    site.pages["/a"] = (429, {"Retry-After": "7", "Content-Length": "0"}, b"")
    waiting = Waiting()
    refused(site.url("/a"), "http-status", "429", waiting=waiting)
    assert waiting.slept == [7.0, 7.0]
    assert len(site.paths) == 3


@pytest.mark.parametrize("after", ["3600", "Wed, 21 Oct 2099 07:28:00 GMT"])
def test_a_server_that_asks_for_an_hour_is_left_alone(site: Site, after: str) -> None:
    site.pages["/a"] = (503, {"Retry-After": after, "Content-Length": "0"}, b"")
    site.page("/b")
    waiting = Waiting()
    fetching = fetcher(waiting)
    for path, code in (("/a", "http-status"), ("/b", "asked-to-wait")):
        with pytest.raises(InputError) as caught:
            fetching.fetch(site.url(path))
        assert caught.value.code == code
    assert waiting.slept == []
    assert site.paths == ["/a"]


def test_pauses_between_requests_to_a_host_and_none_between_hosts(site: Site) -> None:
    for path in "abc":
        site.page(f"/{path}")
    waiting = Waiting()
    fetching = fetcher(waiting, pause=2.0)
    fetching.fetch(site.url("/a", "one.example"))
    fetching.fetch(site.url("/b", "one.example"))
    assert waiting.slept == [2.0, 2.0]  # after robots.txt, after the first page
    waiting.now += 5
    fetching.fetch(site.url("/c", "one.example"))
    assert waiting.slept == [2.0, 2.0]


def test_a_host_that_fails_again_and_again_is_left_alone(site: Site) -> None:
    fetching = fetcher(retries=0)
    for number in range(5):
        site.pages[f"/{number}"] = 500
        with pytest.raises(InputError) as caught:
            fetching.fetch(site.url(f"/{number}"))
        assert caught.value.code == ("http-status" if number < 3 else "unreachable")
    assert len(site.paths) == 3


# ---- robots.txt


ROBOTS = (
    "User-agent: *\nDisallow: /\n\nUser-agent: Dragoman\nDisallow: /private\nAllow: /private/open$\nCrawl-delay: 3\n"
)


@pytest.mark.parametrize(
    ("robots", "path", "allowed"),
    [
        (ROBOTS, "/news", True),
        (ROBOTS, "/private/a", False),
        (ROBOTS, "/private/open", True),
        ("User-agent: *\nDisallow: /*.html$", "/a.html", False),
        ("User-agent: *\nDisallow: /*.html$", "/a.html?b", True),
        ("\ufeffUser-agent: *\nDisallow: /", "/a", False),
        ("User-agent: otherbot\nDisallow: /", "/a", True),
        ("User-agent: otherbot\nUser-agent: dragoman\nDisallow: /", "/a", False),
        ("User-agent: otherbot\rDisallow: /\r\rUser-agent: dragoman\rDisallow: /a\r", "/b", True),
        ("<html><body>Not found</body></html>", "/a", True),
        ("", "/a", True),
    ],
)
def test_robots_are_honoured(site: Site, robots: str, path: str, allowed: bool) -> None:
    site.page("/robots.txt", robots, "text/plain")
    site.page(path)
    if allowed:
        fetcher().fetch(site.url(path))
    else:
        refused(site.url(path), "robots", "forbids it")
    assert site.paths == [path] * allowed


@pytest.mark.parametrize(
    ("status", "allowed"), [(404, True), (403, True), (401, True), (429, False), (500, False), (503, False)]
)
def test_robots_that_cannot_be_had(site: Site, status: int, allowed: bool) -> None:
    """RFC 9309, 2.3.1: 4xx says that there is none; a server in trouble is not asked for more."""
    site.pages["/robots.txt"] = status
    site.page("/a")
    if allowed:
        fetcher().fetch(site.url("/a"))
    else:
        refused(site.url("/a"), "robots", "cannot be had", str(status))


def test_robots_are_read_once_for_a_server(site: Site) -> None:
    for path in "abc":
        site.page(f"/{path}")
    fetching = fetcher()
    for path in "abc":
        fetching.fetch(site.url(f"/{path}"))
    assert sum(line.endswith("/robots.txt") for line in site.asked) == 1


def test_robots_behind_redirects(site: Site) -> None:
    site.moved("/robots.txt", "/1")
    for number in range(1, 9):
        site.moved(f"/{number}", f"/{number + 1}")
    site.page("/a")
    fetcher().fetch(site.url("/a"))  # more than five: as if there were none
    site.page("/5", "User-agent: *\nDisallow: /a", "text/plain")
    refused(site.url("/a"), "robots")


def test_a_huge_robots_is_read_to_its_bound_in_no_time(site: Site) -> None:
    agents = "".join(f"User-agent: bot{number}\n" for number in range(15_000))
    rules = "".join(f"Disallow: /{number}/*a*b*c\n" for number in range(15_000))
    site.page("/robots.txt", f"User-agent: *\nDisallow: /no\n\n{agents}{rules}" + "#" * 3_000_000, "text/plain")
    site.page("/yes")
    site.page("/no")
    began = time.monotonic()
    fetcher().fetch(site.url("/yes"))
    refused(site.url("/no"), "robots")
    assert time.monotonic() - began < 3


def test_a_pause_that_robots_ask_for(site: Site) -> None:
    site.page("/robots.txt", ROBOTS, "text/plain")
    site.page("/a")
    site.page("/b")
    waiting = Waiting()
    fetching = fetcher(waiting)
    fetching.fetch(site.url("/a"))
    fetching.fetch(site.url("/b"))
    assert waiting.slept == [3.0]


def test_a_pause_of_an_hour_is_not_waited_for(site: Site) -> None:
    site.page("/robots.txt", "User-agent: *\nCrawl-delay: 3600", "text/plain")
    site.page("/a")
    fetching = fetcher()
    fetching.fetch(site.url("/a"))
    with pytest.raises(InputError) as caught:
        fetching.fetch(site.url("/a"))
    assert caught.value.code == "asked-to-wait"


# ---- TLS


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Certificate and key for news.example and a number, made here."""
    folder = tmp_path_factory.mktemp("tls")
    names = "subjectAltName=DNS:news.example,IP:127.0.0.1"
    command = ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"]
    command += ["-days", "2", "-subj", "/CN=news.example", "-addext", names, "-out", "c.pem", "-keyout", "k.pem"]
    try:
        subprocess.run(command, cwd=folder, check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("no openssl that makes certificates")
    return folder


@pytest.fixture
def secure(certificate: Path) -> Iterator[Site]:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate / "c.pem", certificate / "k.pem")
    with serving(lambda plain: context.wrap_socket(plain, server_side=True)) as site:
        yield site


def test_a_certificate_is_checked_for_the_name(
    secure: Site, certificate: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    secure.page("/a")
    refused(secure.url("/a", "news.example", "https"), "unreachable", "self-signed certificate")
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate / "c.pem"))
    page = fetcher().fetch(secure.url("/a", "news.example", "https"))
    assert page.data == PAGE.encode()
    assert secure.asked[-1] == f"news.example:{secure.port} /a"
    assert fetcher().fetch(secure.url("/a", "127.0.0.1", "https")).data == PAGE.encode()
    refused(secure.url("/a", "other.example", "https"), "unreachable", "no secure connection to other.example")


def test_https_is_not_given_up_unless_allowed(
    secure: Site, site: Site, certificate: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate / "c.pem"))
    secure.moved("/a", site.url("/b"))
    site.page("/b")
    refused(secure.url("/a", "news.example", "https"), "redirect", "from https to http", "--allow-downgrade")
    assert fetcher(allow_downgrade=True).fetch(secure.url("/a", "news.example", "https")).data == PAGE.encode()


def test_a_drip_under_tls_gains_no_time(secure: Site, certificate: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def drip(handler: BaseHTTPRequestHandler) -> None:
        _drip(handler.connection, b"HTTP/1.1 200 OK\r\n\r\n", b"y")

    monkeypatch.setenv("SSL_CERT_FILE", str(certificate / "c.pem"))
    secure.pages["/a"] = drip
    refused(secure.url("/a", "news.example", "https"), "timed-out", seconds=0.5)


# ---- proxies


def test_proxies_are_used_only_when_named(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    with serving() as proxy:
        monkeypatch.setenv("http_proxy", proxy.url("").replace("//", "//me:secret@"))
        site.page("/a")
        fetcher().fetch(site.url("/a"))
        assert proxy.asked == []

        url = site.url("/a", "news.example")
        proxy.pages[site.url("/robots.txt", "news.example")] = 404
        proxy.page(url)
        named = {"http": proxy.url("").replace("//", "//me:secret@"), "no": "localhost, .inside.example"}
        assert fetcher(proxies=named).fetch(url).data == PAGE.encode()
        assert proxy.headers["Proxy-Authorization"].startswith("Basic ")
        fetcher(proxies=named).fetch(site.url("/a", "deep.inside.example"))
        assert len(proxy.asked) == 2
        assert "Proxy-Authorization" not in site.headers


def test_by_a_proxy_plain_numbers_are_judged_all_the_same(site: Site) -> None:
    judge = {"10.0.0.1": "private"}.get
    refused("http://10.1/", "address-refused", judge=judge, proxies={"http": site.url("")})
    assert site.asked == []


def test_https_by_a_proxy_is_a_tunnel(secure: Site, certificate: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate / "c.pem"))
    secure.page("/a")
    heads = []

    def tunnel(client: socket.socket, head: bytes) -> None:
        heads.append(head)
        client.sendall(b"HTTP/1.1 200 OK\r\n\r\n")
        with socket.create_connection(("127.0.0.1", secure.port)) as server:
            _pump(client, server)

    with speaking(tunnel) as port:
        proxies = {"https": f"http://me:secret@127.0.0.1:{port}"}
        page = fetcher(proxies=proxies, resolve=None).fetch(secure.url("/a", "news.example", "https"))
    assert page.data == PAGE.encode()
    assert heads[0].startswith(f"CONNECT news.example:{secure.port} ".encode())
    assert b"proxy-authorization: basic" in heads[0].lower()
    assert "Proxy-Authorization" not in secure.headers


def _pump(one: socket.socket, other: socket.socket) -> None:
    """Hands on what either says, until one has nothing more to say."""
    while True:
        ready, _, _ = select.select([one, other], [], [], 5)
        if not ready:
            return
        for source in ready:
            data = source.recv(65536)
            if not data:
                return
            (other if source is one else one).sendall(data)
