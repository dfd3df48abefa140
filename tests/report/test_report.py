"""Reports: hostile text stays text, what is said never looks like what happened, pages stand alone."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest

from dragoman import Coder
from dragoman.report import html_document, html_foot, html_head, terminal_report

HOSTILE = (
    "Rebels <script>alert(1)</script> attacked Goma on Monday.\n\n"
    'The "><img src=x onerror=alert(2)> army \x1b[31m said \u202erebels attacked Bukavu.\n\n'
    "Chad's minister said javascript:alert(3) rebels ]]></style> shelled Goma & Bunia.\n"
)


@pytest.fixture(scope="module")
def coder() -> Coder:
    return Coder()


class _Page(HTMLParser):
    """Collects what could run or load."""

    def __init__(self) -> None:
        super().__init__()
        self.scripts = 0
        self.handlers: list[str] = []
        self.resources: list[str] = []
        self.ids: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.scripts += tag == "script"
        for name, value in attrs:
            if name.startswith("on"):
                self.handlers.append(name)
            if name in {"src", "href", "action", "srcset"}:
                self.resources.append(value or "")
            if name == "id":
                self.ids.append(value or "")


def page(coder: Coder, text: str) -> str:
    return html_head() + html_document(coder.code(text, published_at="2024-05-01")) + html_foot()


def test_nothing_in_hostile_text_runs_or_loads(coder: Coder) -> None:
    parsed = _Page()
    parsed.feed(page(coder, HOSTILE))
    assert parsed.scripts == 1
    assert not parsed.handlers
    assert not parsed.resources


def test_the_policy_allows_our_own_script_alone(coder: Coder) -> None:
    shown = page(coder, HOSTILE)
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', shown)
    assert policy
    assert "default-src 'none'" in policy.group(1)
    assert "unsafe" not in policy.group(1)


def test_ids_are_unique_and_every_mark_has_its_card(coder: Coder) -> None:
    shown = page(coder, HOSTILE)
    parsed = _Page()
    parsed.feed(shown)
    assert len(parsed.ids) == len(set(parsed.ids))
    marked = {i for group in re.findall(r'data-r="([^"]*)"', shown) for i in group.split()}
    assert marked <= set(parsed.ids)


def test_control_characters_never_reach_the_terminal(coder: Coder) -> None:
    shown = terminal_report(coder.code(HOSTILE))
    assert "\x1b" not in shown
    assert "\u202e" not in shown


def test_what_is_said_never_looks_like_what_happened(coder: Coder) -> None:
    told = coder.code("Rebels attacked the town of Goma.")
    said = coder.code("The governor of Goma said rebels attacked the town.")
    for render in (terminal_report, html_document):
        assert "own word" in render(told)
        assert "according to" not in render(told)
        assert "according to" in render(said)
    assert "unreal" in html_document(said)
    assert "unreal" not in html_document(told)


def test_when_and_where_are_told_apart(coder: Coder) -> None:
    shown = terminal_report(coder.code("Gunmen killed nine villagers near Diffa."))
    assert "where  Diffa, NER" in shown
    assert "when " not in shown
    dated = terminal_report(coder.code("Chad and Niger signed a border treaty in 2009.", published_at="2024-05-01"))
    assert "when   2009\n" in dated


def test_joiners_stay_and_turns_of_direction_show(coder: Coder) -> None:
    shown = html_document(coder.code("می\u200cخواهم \U0001f468\u200d\U0001f469\u200d\U0001f467 \u202eabc\x07"))
    assert "می\u200cخواهم \U0001f468\u200d\U0001f469\u200d\U0001f467 \ufffdabc\ufffd" in shown


def test_a_text_keeps_its_language_and_direction(coder: Coder) -> None:
    shown = html_document(coder.code("سحبت الحكومة سفيرها من العاصمة يوم الخميس. وقال الوزير إن بلاده ستغلق الحدود."))
    assert '<div class="text" lang="ar">' in shown
    assert 'dir="auto"' in shown
