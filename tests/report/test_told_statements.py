"""Which statements a report shows: what was said, and thoughts that something else stands in."""

from __future__ import annotations

from dragoman import Coder
from dragoman.report.wording import told_statements


def test_an_attitude_without_words_is_no_line_of_its_own() -> None:
    coded = Coder().code(
        "France condemned the raid on the port on Monday. The minister said that the army had opened fire on the crowd."
    )
    shown = [s.content_spans[0].text for s in told_statements(coded)]
    assert shown == ["that the army had opened fire on the crowd"]


def test_what_an_event_hangs_on_is_shown() -> None:
    coded = Coder().code("The president believes that rebels shelled the town of Bama.")
    held = {s for e in coded.events for s in e.attribution}
    assert held <= {s.id for s in told_statements(coded)}
