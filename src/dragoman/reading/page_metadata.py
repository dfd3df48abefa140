"""What a page says of itself: JSON-LD, OpenGraph and other <meta>, microdata, its heading."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from ..knowledge.reading import fold, reading_knowledge
from .bylines import byline_names
from .dates import iso_time

_ARTICLE_TYPES = re.compile(r"article|posting|report|newsstory", re.IGNORECASE)
_TITLE_PARTS = re.compile(r"\s+[|\-–—·»:]\s+")
# JSON-LD of a page nests a few levels; deeper is not looked at.
_DEPTH = 6


@dataclass(frozen=True, kw_only=True)
class PageMetadata:
    """As found, times as ISO 8601; None or empty where the page says nothing."""

    headline: str | None
    authors: tuple[str, ...]
    publisher: str | None
    url: str | None
    language: str | None
    published_at: str | None
    modified_at: str | None
    body: str | None


def read_metadata(tree: Any) -> PageMetadata:
    """The metadata of a parsed page (lxml element)."""
    articles = _articles(tree)
    found = {
        "jsonld": _from_articles(articles),
        "meta": _from_meta(tree),
        "itemprop": _from_itemprop(tree),
    }
    title = next(_values(found, "title"), None)
    return PageMetadata(
        headline=_headline(tree, title),
        authors=_authors(found) or _linked_authors(tree),
        publisher=next((p for p in _values(found, "publisher") if "//" not in p and p[0] != "@"), None),
        url=next((u for u in [*_canonical(tree), *_values(found, "url")] if u.startswith("http")), None),
        language=tree.get("lang") or next(_values(found, "language"), None),
        published_at=_time(found, "published") or _time_element(tree),
        modified_at=_time(found, "modified"),
        body=_body(articles),
    )


def _values(found: dict[str, dict[str, list[str]]], field: str) -> Iterator[str]:
    for where, key in reading_knowledge().metadata[field]:
        yield from found[where].get(key, ())


def _time(found: dict[str, dict[str, list[str]]], field: str) -> str | None:
    return next((time for value in _values(found, field) if (time := iso_time(value))), None)


def _time_element(tree: Any) -> str | None:
    """The first <time datetime> of the page's article, where only one day is named there."""
    times = [iso_time(value) for value in tree.xpath("//article//time/@datetime | //main//time/@datetime")[:20]]
    known = [time for time in times if time]
    return known[0] if known and len({time[:10] for time in known}) == 1 else None


def _canonical(tree: Any) -> list[str]:
    return [str(href).strip() for href in tree.xpath("//link[@rel='canonical']/@href")]


# ---- JSON-LD (schema.org)


def _articles(tree: Any) -> list[dict[str, Any]]:
    """The Article objects of the page's JSON-LD; scripts that do not parse are left out."""
    articles = []
    for script in tree.xpath("//script[contains(@type, 'ld+json')]/text()"):
        try:
            data = json.loads(str(script).strip().strip(";"), strict=False)
        except (ValueError, RecursionError):
            continue
        articles += [item for item in _objects(data, _DEPTH) if _ARTICLE_TYPES.search(str(item.get("@type", "")))]
    return articles


def _objects(data: Any, depth: int) -> Iterator[dict[str, Any]]:
    if depth == 0:
        return
    if isinstance(data, dict):
        yield data
        for key in ("@graph", "mainEntity", "mainEntityOfPage", "itemListElement"):
            yield from _objects(data.get(key), depth - 1)
    elif isinstance(data, list):
        for item in data:
            yield from _objects(item, depth - 1)


def _from_articles(articles: list[dict[str, Any]]) -> dict[str, list[str]]:
    # the first article is the page's own, others may be teasers
    return {key.casefold(): list(_strings(value)) for key, value in (articles[0].items() if articles else ())}


def _body(articles: list[dict[str, Any]]) -> str | None:
    """The text that the page's own article gives for machines, mark-up left in it taken out."""
    body = articles[0].get("articleBody") if articles else None
    return re.sub(r"<[^<>]{1,200}>", " ", body) if isinstance(body, str) else None


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str) and value.strip():
        yield " ".join(value.split())
    elif isinstance(value, dict):
        yield from _strings(value.get("name"))
    elif isinstance(value, list):
        for item in value[:20]:
            yield from _strings(item)


# ---- <meta> and microdata


def _from_meta(tree: Any) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for element in tree.iter("meta"):
        key = element.get("property") or element.get("name") or ""
        content = " ".join((element.get("content") or "").split())
        if key and content:
            found.setdefault(key.strip().casefold(), []).append(content)
    return found


def _from_itemprop(tree: Any) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for element in tree.xpath("//*[@itemprop='datePublished' or @itemprop='dateModified']")[:20]:
        value = element.get("content") or element.get("datetime") or (element.text or "").strip()
        if value:
            found.setdefault(element.get("itemprop").casefold(), []).append(value)
    return found


def _authors(found: dict[str, dict[str, list[str]]]) -> tuple[str, ...]:
    """Names of the first source that has any; addresses of profiles are no names."""
    for where, key in reading_knowledge().metadata["author"]:
        values = [v for v in found[where].get(key, ()) if "//" not in v and len(v) < 200]
        names = byline_names(values)
        if names:
            return tuple(names)
    return ()


def _linked_authors(tree: Any) -> tuple[str, ...]:
    """The names on the article's links to its authors (HTML, link type `author`)."""
    links = tree.xpath("(//article | //main)//*[contains(concat(' ', @rel, ' '), ' author ')]")[:5]
    return tuple(byline_names([" ".join(link.text_content().split())[:200] for link in links]))


# ---- headline


def _headline(tree: Any, title: str | None) -> str | None:
    """The page's <h1> that best agrees with its title, else the title, else <title> without the site's name."""
    titles = [" ".join(str(t).split()) for t in tree.xpath("//head/title/text()")[:1]]
    headings = [h for h in (" ".join(e.text_content().split()) for e in tree.iter("h1")) if 2 < len(h) < 300]
    expected = " ".join([title or "", *titles])
    if headings:
        best = max(headings, key=lambda heading: _shared(heading, expected))
        if _shared(best, expected) >= 0.5 or (not expected.strip() and len(headings) == 1):
            return best
    return title or next((_without_site(t) for t in titles if t), None)


def _shared(heading: str, expected: str) -> float:
    """Share of the heading's words that the title has."""
    words = set(fold(heading).split())
    return len(words & set(fold(expected).split())) / len(words) if words else 0.0


def _without_site(title: str) -> str:
    return max(_TITLE_PARTS.split(title), key=len)
