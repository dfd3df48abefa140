"""Which addresses are fetched at all, and how they are shown."""

from __future__ import annotations

import pickle

import pytest

from dragoman.fetching import Trouble, parse_address, shown
from dragoman.fetching.addresses import masked, names_scheme
from dragoman.fetching.networks import literal, why_not_public


@pytest.mark.parametrize(
    ("written", "asked_for"),
    [
        ("https://news.example", "https://news.example/"),
        ("HTTP://News.Example:80/a?b=c#d", "http://news.example/a?b=c"),
        ("https://news.example:444/a", "https://news.example:444/a"),
        ("http://bücher.example/straße?q=ä", "http://xn--bcher-kva.example/stra%C3%9Fe?q=%C3%A4"),
        (" http://news.example/a b|c ", "http://news.example/a%20b%7Cc"),
        ("http://news.example/%e4?x=%2F?y", "http://news.example/%e4?x=%2F?y"),
        ("http://[2606:2800:220:1::1]:8080/", "http://[2606:2800:220:1::1]:8080/"),
        ("http://news.example?only=query", "http://news.example/?only=query"),
        ("http://news.example/\udcff", "http://news.example/%3F"),
    ],
)
def test_addresses_are_asked_for_as_they_were_checked(written: str, asked_for: str) -> None:
    address = parse_address(written)
    assert address.url == asked_for
    assert parse_address(address.url) == address


@pytest.mark.parametrize(
    ("written", "why"),
    [
        ("ftp://news.example/a", "ftp scheme"),
        ("file:///etc/passwd", "file scheme"),
        ("news.example/a", "no scheme"),
        ("javascript:alert(1)", "javascript scheme"),
        ("http://", "no host"),
        ("http:///a", "no host"),
        ("http://user:secret@news.example/", "user name"),
        ("http://secret@news.example/", "user name"),
        ("http://@news.example/", "user name"),
        ("http://news.example\\@10.0.0.1/", "user name"),
        ("http://news.example\\.other.example/", "host name"),
        ("http://127%2e0.0.1/", "host name"),
        ("http://[fe80::1%25eth0]/", "host name"),
        ("http://[::1/", "not a web address"),
        ("http://news.example:99999/", "not a web address"),
        ("http://news.example:x/", "not a web address"),
        ("http://news.example/\r\nHost: other", "control"),
        ("http://ne\tws.example/", "control"),
        ("http://news .example/", "host name"),
        ("http://" + "a" * 300 + ".example/", "host name"),
        ("http://" + "ä" * 80 + ".example/", "host name"),
        ("http://news.example/" + "a" * 5000, "longer"),
    ],
)
def test_what_is_no_web_address_is_refused(written: str, why: str) -> None:
    with pytest.raises(Trouble) as caught:
        parse_address(written)
    assert caught.value.code == "address-refused"
    assert why in caught.value.reason
    assert "secret" not in caught.value.reason
    assert str(pickle.loads(pickle.dumps(caught.value))) == caught.value.reason


@pytest.mark.parametrize(
    ("written", "printed"),
    [
        ("https://user:secret@news.example/a", "https://***@news.example/a"),
        ("//secret@news.example/a", "//***@news.example/a"),
        ("https://u:se@cret@news.example/a", "https://***@news.example/a"),
        ("https:\\\\secret@news.example/a", "https:\\\\***@news.example/a"),
        ("https://news.example/@someone", "https://news.example/@someone"),
        ("https://news.example/a\nb\x1b[31m\x9b31m", "https://news.example/ab[31m31m"),
    ],
)
def test_passwords_are_never_shown(written: str, printed: str) -> None:
    assert shown(written) == masked(written) == printed


def test_what_is_shown_is_short_and_what_is_kept_is_whole() -> None:
    long = "https://news.example/" + "a" * 5000
    assert len(shown(long)) == 200
    assert masked(long) == long


def test_what_is_meant_as_an_address() -> None:
    assert all(map(names_scheme, ("https://a", "HTTP://a", "ftp://a")))
    assert not any(map(names_scheme, ("a/b", "c:\\news", "c://news", "https:/a", "-")))


@pytest.mark.parametrize(
    "public",
    ["93.184.216.34", "8.8.8.8", "1.1.1.1", "172.15.0.1", "172.32.0.1", "2606:4700::1111", "64:ff9b::8.8.8.8"],
)
def test_public_addresses(public: str) -> None:
    assert why_not_public(public) is None


@pytest.mark.parametrize(
    "address",
    [
        *("0.0.0.0", "0.1.2.3", "10.1.2.3", "100.64.0.1", "100.100.100.200", "127.0.0.1", "127.9.9.9"),
        *("169.254.169.254", "172.16.0.1", "172.31.255.255", "192.0.0.192", "192.0.2.1", "192.88.99.1"),
        *("192.168.1.1", "198.18.0.1", "198.51.100.1", "203.0.113.1", "224.0.0.1", "239.255.255.250"),
        *("240.0.0.1", "255.255.255.255", "168.63.129.16"),
        *("::", "::1", "::ffff:10.0.0.1", "::ffff:8.8.8.8", "::8.8.8.8", "64:ff9b::10.0.0.1", "64:ff9b::127.0.0.1"),
        *("64:ff9b:1::1", "100::1", "2001::1", "2001:db8::1", "2002:a00:1::1", "2002:808:808::1", "3fff::1"),
        *("4000::1", "5f00::1", "fc00::1", "fd00:ec2::254", "fe80::1", "fec0::1", "ff02::1", "fe00::1"),
    ],
)
def test_addresses_that_are_not_public(address: str) -> None:
    assert why_not_public(address)


def test_numbers_in_every_spelling_are_known_as_such() -> None:
    spellings = ("127.0.0.1", "127.1", "2130706433", "0x7f000001", "0177.0.0.1", "0x7f.1")
    assert {literal(host) for host in spellings} == {"127.0.0.1"}
    assert literal("::1") == "::1"
    assert literal("news.example") is None
