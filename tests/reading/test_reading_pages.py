"""Web pages: the article, its metadata, and pages that hold none."""

from __future__ import annotations

import json

import pytest

from dragoman.reading import read_html
from dragoman.records import Document

PARAGRAPHS = [
    "Soldiers took the airport of Korvin on Friday, the army of Ardonia said, and the government left the capital.",
    "Two people were hurt when shots were fired near the tower, a doctor told reporters at the hospital on Friday.",
    "The president of Belmark called on both sides to stop the fighting & to meet in Geneva before the month is out.",
]

JSON_LD = """{"@context": "https://schema.org", "@graph": [{"@type": "WebSite", "name": "No"},
 {"@type": "NewsArticle", "headline": "Soldiers take airport in Korvin",
 "datePublished": "2024-03-05T10:00:00+02:00", "dateModified": "2024-03-05T12:30:00+0200",
 "author": [{"@type": "Person", "name": "Jane Doe"}, {"name": "VH News Desk"}],
 "publisher": {"@type": "Organization", "name": "Valley Herald"}}]}"""


def page(head: str = "", body: str = "", paragraphs: list[str] | None = None) -> str:
    shown = PARAGRAPHS if paragraphs is None else paragraphs
    article = "".join(f"<p>{p.replace('&', '&amp;')}</p>" for p in shown)
    return f"""<!DOCTYPE html><html lang="en"><head>{head}</head><body>
    <nav><ul><li><a href="/">Home</a></li><li><a href="/world">World</a></li></ul></nav>
    {body}<article>{article}</article>
    <footer><p>© 2024 Valley Herald. All rights reserved.</p></footer></body></html>"""


def kinds(document: Document) -> list[tuple[str, str]]:
    return [(block.kind, document.text[block.start : block.end]) for block in document.blocks]


def test_article_with_its_metadata() -> None:
    head = f"""<title>Soldiers take airport in Korvin | Valley Herald</title>
    <link rel="canonical" href="https://news.example/korvin">
    <script type="application/ld+json">{JSON_LD}</script>"""
    reading = read_html(page(head, "<h1>Soldiers take airport in Korvin</h1>"))
    document = reading.document
    assert kinds(document) == [("headline", "Soldiers take airport in Korvin"), *(("paragraph", p) for p in PARAGRAPHS)]
    assert document.text == "\n\n".join(["Soldiers take airport in Korvin", *PARAGRAPHS])
    assert document.title == "Soldiers take airport in Korvin"
    assert document.url == "https://news.example/korvin"
    assert document.bylines == ["Jane Doe"]
    assert document.publisher == "Valley Herald"
    assert document.published_at == "2024-03-05T10:00:00+02:00"
    assert document.modified_at == "2024-03-05T12:30:00+02:00"
    assert document.language == "en"
    assert not reading.warnings


TIMES = [
    '<meta property="article:published_time" content="2024-03-05T10:00:00+02:00">',
    '<meta name="date" content="2024-03-05T10:00:00+02:00">',
    '<meta itemprop="datePublished" content="2024-03-05T10:00:00+02:00">',
    '<script type="application/ld+json">[{"@type": "Article", "datePublished": "2024-03-05T10:00:00+02:00"}]</script>',
    # a script that does not parse is passed over
    '<script type="application/ld+json">{"@type": </script><meta name="pubdate" content="2024-03-05T10:00:00+02:00">',
]


@pytest.mark.parametrize("head", TIMES)
def test_published_time_with_offset(head: str) -> None:
    assert read_html(page(head)).document.published_at == "2024-03-05T10:00:00+02:00"


def test_given_fields_go_before_the_page_s() -> None:
    head = f'<script type="application/ld+json">{JSON_LD}</script>'
    document = read_html(page(head), id="7", url="https://a.example", title="T", published_at="2020-01-01").document
    assert (document.id, document.url, document.title, document.published_at) == (
        *("7", "https://a.example"),
        *("T", "2020-01-01"),
    )


def test_headline_without_a_heading() -> None:
    head = "<title>Soldiers take airport in Korvin - Valley Herald</title>"
    assert kinds(read_html(page(head)).document)[0] == ("headline", "Soldiers take airport in Korvin")


def test_heading_of_the_site_is_no_headline() -> None:
    head = '<meta property="og:title" content="Soldiers take airport in Korvin">'
    body = "<h1>Valley Herald</h1><h1>Soldiers take airport in Korvin</h1>"
    assert kinds(read_html(page(head, body)).document)[0] == ("headline", "Soldiers take airport in Korvin")


def test_dateline_is_split_off() -> None:
    document = read_html(page(paragraphs=["KORVIN, March 5 (AP) — " + PARAGRAPHS[0], *PARAGRAPHS[1:]])).document
    assert kinds(document)[0] == ("dateline", "KORVIN, March 5 (AP) —")
    assert document.dateline is not None
    assert document.dateline.agency == "AP"


def test_page_without_article_gives_all_its_text() -> None:
    html = "<html><body><div>Sign in</div><div>Weather: <b>rain</b></div><script>no()</script></body></html>"
    reading = read_html(html)
    assert reading.document.text == "Sign in\n\nWeather: rain"
    assert "no-article" in [warning.code for warning in reading.warnings]


def test_article_that_only_json_ld_holds() -> None:
    body = " ".join(PARAGRAPHS)
    article = json.dumps({"@type": "NewsArticle", "articleBody": body})
    head = f'<script type="application/ld+json">{article}</script>'
    reading = read_html(f"<html><head>{head}</head><body><div id='app'></div></body></html>")
    assert body in reading.document.text
    assert "no-article" not in [warning.code for warning in reading.warnings]


ENCODED = [
    ("cp1252", '<meta charset="iso-8859-1">'),
    ("cp1251", '<meta http-equiv="Content-Type" content="text/html; charset=windows-1251">'),
    ("utf-8", '<meta charset="iso-8859-1">'),
    ("utf-16", ""),
    ("gb18030", '<meta charset="GB18030">'),
]
SAMPLES = {"cp1252": "“café”", "cp1251": "аэропорт", "utf-8": "“café” порт", "utf-16": "аэропорт", "gb18030": "机场"}


@pytest.mark.parametrize(("encoding", "head"), ENCODED)
def test_declared_encodings(encoding: str, head: str) -> None:
    word = SAMPLES[encoding]
    html = page(head, paragraphs=[*PARAGRAPHS, f"The sign over the door of the tower read {word} in tall letters."])
    assert word in read_html(html.encode(encoding)).document.text


def test_deep_nesting() -> None:
    html = "<div>" * 1_500 + PARAGRAPHS[0] + "</div>" * 1_500
    assert PARAGRAPHS[0][:40] in read_html(html).document.text


def test_the_link_to_its_author_names_the_author() -> None:
    author = '<div>By <span class="author vcard"><a href="/a" rel="author">Jane Doe</a></span></div>'
    text = page().replace("<article>", f"<article>{author}")
    assert read_html(text).document.bylines == ["Jane Doe"]
