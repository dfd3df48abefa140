"""What stands before every page and call."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from dragoman.errors import UsageError
from dragoman.web.access import Access, read_tokens
from dragoman.web.guard import HEADERS, Limits
from dragoman.web.pages.login import own
from dragoman.web.serving import refuse_open

from .conftest import READER, REVIEWER, Opened


def mark_of(page: str) -> str:
    found = re.search(r'name="form_mark" value="([^"]+)"', page)
    assert found
    return found[1]


def log_in(client: TestClient, token: str, next: str = "/") -> str:
    """Where the login leads; a page's text where it fails."""
    page = client.get("/login")
    sent = client.post("/login", data={"token": token, "form_mark": mark_of(page.text), "next": next})
    return sent.headers.get("location", sent.text)


@pytest.mark.parametrize(
    ("method", "path"),
    [("GET", "/"), ("GET", "/nothing"), ("GET", "/api/v1/nothing"), ("GET", "/static/base.css"), ("PUT", "/"),
     ("GET", "/articles/none"), ("POST", "/api/v1/code"), ("GET", "/api/v1/events?limit=x"), ("GET", "/static/none")],
)  # fmt: skip
def test_every_answer_carries_the_headers(client: TestClient, method: str, path: str) -> None:
    answer = client.request(method, path)
    assert {name: answer.headers.get(name) for name in HEADERS} == HEADERS
    assert "unsafe" not in answer.headers["content-security-policy"]


def test_a_defect_is_told_as_one_with_headers_and_without_its_cause(opened: Opened, demo_file: Path) -> None:
    client = opened(demo_file)

    def broken() -> None:
        raise RuntimeError("secret detail")

    client.app.state.site.ask.stamp = broken  # type: ignore[attr-defined]
    for path in ("/", "/api/v1/events"):
        answer = client.get(path)
        assert answer.status_code == 500
        assert "secret" not in answer.text
        assert answer.headers["x-content-type-options"] == "nosniff"
    assert client.get("/api/v1/events").json()["error"]["code"] == "internal"


@pytest.mark.parametrize("host", ["evil.example", "evil.example:8600", "127.0.0.1.evil.example", "", "[::1", "a@b"])
def test_other_hosts_names_are_refused(client: TestClient, host: str) -> None:
    """A name that an attacker's server resolves to loopback must not reach the ledger."""
    assert client.get("/", headers={"host": host}).status_code == 400
    assert client.get("/api/v1/events", headers={"host": host}).json()["error"]["code"] == "bad-host"


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost:8600", "LOCALHOST", "[::1]:8600"])
def test_loopback_names_are_served(client: TestClient, host: str) -> None:
    assert client.get("/api/v1/ledger", headers={"host": host}).status_code == 200


@pytest.mark.parametrize("headers", [{"origin": "https://evil.example"}, {"sec-fetch-site": "cross-site"},
                                     {"origin": "null"}])  # fmt: skip
def test_other_sites_pages_send_nothing(client: TestClient, headers: dict[str, str]) -> None:
    assert client.post("/api/v1/code", json={"text": "x"}, headers=headers).status_code == 403


def test_sizes_are_limited(opened: Opened, demo_file: Path) -> None:
    client = opened(demo_file, limits=Limits(body=1_000, url=500))
    assert client.post("/api/v1/code", json={"text": "x" * 2_000}).status_code == 413
    # announced by no length
    assert client.post("/api/v1/code", content=iter([b"x" * 600, b"x" * 600])).status_code == 413
    assert client.get("/api/v1/events?q=" + "x" * 600).status_code == 414


def test_a_form_without_its_mark_is_refused(guarded: TestClient) -> None:
    assert guarded.post("/login", data={"token": READER}).status_code == 403
    guarded.get("/login")
    assert guarded.post("/login", data={"token": READER, "form_mark": "x"}).status_code == 403


def test_nobody_reads_without_a_token(guarded: TestClient) -> None:
    assert guarded.get("/?q=a").headers["location"] == "/login?next=%2F%3Fq%3Da"
    for path in ("/api/v1/events", "/api/v1/openapi.json", "/api/v1/export.csv"):
        answer = guarded.get(path)
        assert answer.status_code == 401
        assert answer.headers["www-authenticate"].startswith("Bearer")
    assert guarded.post("/api/v1/code", json={"text": "x"}).status_code == 401


def test_a_token_opens_the_api(guarded: TestClient) -> None:
    assert guarded.get("/api/v1/ledger", headers={"authorization": f"Bearer {READER}"}).status_code == 200
    for wrong in (f"Bearer {READER}x", "Bearer ", f"Basic {READER}", "Bearer \u00fc", READER):
        headers = {"authorization": wrong.encode()}
        assert guarded.get("/api/v1/ledger", headers=headers).status_code == 401


def test_a_token_opens_the_pages_by_a_cookie_that_scripts_do_not_see(guarded: TestClient) -> None:
    assert log_in(guarded, "x" * 30).count("none that this server knows") == 1
    assert log_in(guarded, REVIEWER, "/?q=a") == "/?q=a"
    assert guarded.get("/").status_code == 200
    assert "ana" in guarded.get("/").text
    # reading by the cookie lets a page link to an export; doing something takes the token itself
    assert guarded.get("/api/v1/ledger").status_code == 200
    assert guarded.post("/api/v1/code", json={"text": "x"}).status_code == 401
    mark = mark_of(guarded.get("/").text)
    assert guarded.post("/logout", data={"form_mark": mark}).headers["location"] == "/login"
    assert guarded.get("/").status_code == 303


def test_the_cookie_is_kept_from_scripts_and_other_sites(guarded: TestClient) -> None:
    page = guarded.get("/login")
    sent = guarded.post("/login", data={"token": READER, "form_mark": mark_of(page.text)})
    for cookie in (page.headers["set-cookie"], sent.headers["set-cookie"]):
        assert "HttpOnly" in cookie
        assert "SameSite=Strict" in cookie


@pytest.mark.parametrize("cookie", ["x", "a.1.b", "..", "0" * 64 + ".99999999999.x", "\u00e4.\u00e4"])
def test_a_made_up_cookie_opens_nothing(guarded: TestClient, cookie: str) -> None:
    headers = {"cookie": f"dragoman-session={cookie}".encode()}
    assert guarded.get("/", headers=headers).status_code == 303


def test_a_session_ends(guarded: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    log_in(guarded, READER)
    now = 10_000_000_000.0
    monkeypatch.setattr("dragoman.web.access.time.time", lambda: now)
    assert guarded.get("/").status_code == 303


@pytest.mark.parametrize("target", ["//evil.example", "https://evil.example", "/\\evil.example", "evil", "/\nx", ""])
def test_a_login_leads_nowhere_else(target: str) -> None:
    assert own(target) == "/"


def test_rights(guarded: TestClient) -> None:
    access = guarded.app.state.site.access  # type: ignore[attr-defined]
    assert isinstance(access, Access)
    reader, reviewer = access.known(READER), access.known(REVIEWER)
    assert reader is not None and not reader.visitor.review
    assert reviewer is not None and reviewer.visitor.review


@pytest.mark.parametrize(
    ("line", "told"),
    [("ana review short", "under 22 characters"), ("ana write " + "x" * 30, "read or review"), ("ana", "NAME RIGHT"),
     ("", "no token"), ("ana read sha256:12", "64 hexadecimal")],
)  # fmt: skip
def test_a_file_of_tokens_is_checked(tmp_path: Path, line: str, told: str) -> None:
    file = tmp_path / "tokens"
    file.write_text(line, encoding="utf-8")
    with pytest.raises(UsageError, match=told):
        read_tokens(file)


def test_a_token_may_be_given_by_its_sum(tmp_path: Path) -> None:
    file = tmp_path / "tokens"
    file.write_text(f"rob read sha256:{hashlib.sha256(READER.encode()).hexdigest()}", encoding="utf-8")
    assert Access(read_tokens(file)).known(READER) is not None


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.1.5", "news.example.org"])
def test_another_address_demands_tokens(host: str) -> None:
    with pytest.raises(UsageError, match="needs tokens"):
        refuse_open(host, Access())


@pytest.mark.parametrize("host", ["127.0.0.1", "::1", "localhost", "127.8.0.1"])
def test_loopback_does_not(host: str) -> None:
    refuse_open(host, Access())
