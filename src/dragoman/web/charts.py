"""Plots as inline SVG: pygal lays them out, the page's own style sheet colours them, in light and in dark.

pygal's own styles and scripts are left out, as the page's policy lets nothing inline act.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from functools import cache
from itertools import pairwise
from math import ceil
from types import ModuleType
from typing import Any
from xml.etree.ElementTree import Element, SubElement, tostring

from markupsafe import Markup

from .queries import Passing, Step, TwoWay, Weeks
from .showing import QUADS

_WIDTH, _HEIGHT = 960, 240
# What is kept of pygal's drawing, and which attributes.
_KEPT = {"svg", "g", "rect", "path", "text", "line", "circle"}
_ATTRIBUTES = {
    "x",
    "y",
    "width",
    "height",
    "d",
    "transform",
    "viewBox",
    "class",
    "r",
    "cx",
    "cy",
    "x1",
    "x2",
    "y1",
    "y2",
}
_SVG = "http://www.w3.org/2000/svg"


def two_way(passing: Passing, link: Callable[[TwoWay, int, bool], str]) -> Markup:
    """What passes in both directions as stacked bars by quad: `there` upwards from zero, `back` downwards.

    link: the address of the events of one stretch, quad and direction (True is there).
    """
    if not passing.steps:
        return Markup()
    chart = _pygal().StackedBar(
        **_look(len(passing.steps)) | {"height": 320}, value_formatter=lambda value: f"{abs(value):,.0f}"
    )
    chart.x_labels = [label(step.start, passing.unit) for step in passing.steps]
    chart.y_labels = _whole_numbers(max(sum(s.there) for s in passing.steps), max(sum(s.back) for s in passing.steps))
    for quad in QUADS:
        chart.add(str(quad), [step.there[quad - 1] or None for step in passing.steps])
    for quad in QUADS:
        chart.add(str(-quad), [-step.back[quad - 1] or None for step in passing.steps])
    drawing = _kept(chart.render_tree())
    _dated(drawing)
    for number, (there, quad) in enumerate((there, quad) for there in (True, False) for quad in QUADS):
        counts = [(step.there if there else step.back)[quad - 1] for step in passing.steps]
        links = [link(step, quad, there) if count else "" for step, count in zip(passing.steps, counts, strict=True)]
        labels = [label(step.start, passing.unit) for step in passing.steps]
        _bars_linked(drawing, number, quad, counts, links, labels)
    _zero_drawn(drawing)
    return _written(drawing)


def balance(passing: Passing) -> Markup:
    """The balance of cooperation and conflict as a line, from 1 above to -1 below; it passes over empty stretches.

    pygal's bars give it the places of the bars above it.
    """
    known = [step.balance for step in passing.steps]
    if sum(value is not None for value in known) < 2:
        return Markup()
    look = _look(len(known)) | {"height": 150, "range": (-1, 1), "show_x_labels": False}
    chart = _pygal().Bar(**look, value_formatter=lambda value: f"{value:+.0f}" if value else "0")
    chart.y_labels = [-1, 0, 1]
    chart.x_labels = ["" for _ in known]
    # a bar of its own size for each, so that a balance of zero has a place, too
    chart.add("1", [1 for _ in known])
    drawing = _kept(chart.render_tree())
    bars = _bars(drawing, 0)
    rects = [rect for bar in bars if (rect := bar.find("rect")) is not None]
    points = []
    for step, rect in zip(passing.steps, rects, strict=True):
        if step.balance is not None:
            x, y, height = (float(rect.get(name, 0)) for name in ("x", "y", "height"))
            points.append((x + float(rect.get("width", 0)) / 2, y + height * (1 - step.balance), step))
    for bar in bars:
        for child in list(bar):
            bar.remove(child)
    home = bars[0]
    for (x, y, step), (x2, y2, later) in pairwise(points):
        # dashed where it passes over stretches of which nothing is known
        beside = later.start - step.end <= timedelta(days=1)
        look_of = "line" if beside else "line over"
        SubElement(home, "path", {"class": look_of, "d": f"M{x:.1f} {y:.1f}L{x2:.1f} {y2:.1f}"})
    for x, y, step in points:
        value = step.balance or 0.0
        kind = "cooperation-3" if value > 0 else "conflict-3" if value < 0 else "even"
        dot = SubElement(home, "circle", {"class": f"spot {kind}", "cx": f"{x:.1f}", "cy": f"{y:.1f}", "r": "3.5"})
        SubElement(dot, "title").text = f"{label(step.start, passing.unit)}: {value:+.2f}"
    return _written(drawing)


def weekly(weeks: Weeks, link: Callable[[Step, int], str]) -> Markup:
    """Events by stretch of time as stacked bars, by quad; each part of a bar links to its events.

    link: the address of the events of one stretch and quad.  Nothing where there are no dated events.
    """
    if not weeks.steps:
        return Markup()
    chart = _pygal().StackedBar(**_look(len(weeks.steps)))
    chart.x_labels = [label(step.start, weeks.unit) for step in weeks.steps]
    for quad in QUADS:
        chart.add(str(quad), [step.counts[quad - 1] or None for step in weeks.steps])
    drawing = _kept(chart.render_tree())
    _dated(drawing)
    labels = [label(step.start, weeks.unit) for step in weeks.steps]
    for quad in QUADS:
        counts = [step.counts[quad - 1] for step in weeks.steps]
        links = [link(step, quad) if count else "" for step, count in zip(weeks.steps, counts, strict=True)]
        _bars_linked(drawing, quad - 1, quad, counts, links, labels)
    return _written(drawing)


def _look(steps: int) -> dict[str, Any]:
    """pygal's settings of a plot of so many stretches."""
    return {
        "width": _WIDTH, "height": _HEIGHT, "js": [], "css": [], "show_legend": False, "margin": 4, "spacing": 6,
        "print_values": False, "x_labels_major_every": max(1, -(-steps // 6)), "show_minor_x_labels": False,
        "max_scale": 5, "min_scale": 2, "truncate_label": -1, "rounded_bars": 0, "disable_xml_declaration": True,
    }  # fmt: skip


def _dated(drawing: Element) -> None:
    """Notes where the middle of each stretch lies, which brushing needs, and which labels a phone has no room for."""
    drawing.set("data-at", " ".join(f"{x:.1f}" for x in _middles(drawing)))
    for number, text in enumerate(_texts(drawing)):
        if number % 2:
            text.set("class", "spare")


def _written(drawing: Element) -> Markup:
    # the table beside it tells the same to those who do not see it
    drawing.set("aria-hidden", "true")
    drawing.set("class", "plot-svg")
    return Markup(tostring(drawing, encoding="unicode"))


@cache
def _pygal() -> ModuleType:
    """pygal without its finder of plug-ins, which every later import in the program would warn of."""
    import pygal

    sys.meta_path[:] = [finder for finder in sys.meta_path if not isinstance(finder, pygal.PluginImportFixer)]
    return pygal  # type: ignore[no-any-return]


def label(start: date, unit: str) -> str:
    """A stretch's name: "4 Mar 2024" (a day, or a week from there), "Mar 2024", "2024"."""
    month = start.strftime("%b")
    if unit in {"day", "week"}:
        return f"{start.day} {month} {start.year}"
    return f"{month} {start.year}" if unit == "month" else str(start.year)


def _kept(found: Element) -> Element:
    """A copy of what draws, without namespace, style, script and pygal's own ids."""
    tag = str(found.tag).rpartition("}")[2]
    made = Element(tag, {k: v for k, v in found.attrib.items() if k in _ATTRIBUTES})
    if tag == "svg":
        made.set("xmlns", _SVG)
    if tag == "text":
        made.text = found.text
    for child in found:
        if isinstance(child.tag, str) and child.tag.rpartition("}")[2] in _KEPT:
            made.append(_kept(child))
    return made


def _bars_linked(
    drawing: Element, series: int, quad: int, counts: Sequence[int], links: Sequence[str], labels: Sequence[str]
) -> None:
    """Puts each bar's rectangle into a link with a title; the rectangles of a series stand in the order of time."""
    for bar, count, link, when in zip(_bars(drawing, series), counts, links, labels, strict=True):
        rect = bar.find("rect")
        for child in list(bar):
            bar.remove(child)
        if rect is None or not count:
            continue
        # a table beside the plot is the keyboard's way
        anchor = SubElement(bar, "a", {"href": link, "tabindex": "-1"})
        rect.set("class", f"quad-{quad}")
        SubElement(rect, "title").text = f"{when}: {count:,} {QUADS[quad]}"
        anchor.append(rect)


def _whole_numbers(up: int, down: int) -> list[int]:
    """Marks of an axis from `-down` to `up` or a little beyond, no more than seven; zero is one of them."""
    apart = max(1, ceil(max(up, down) / 3))
    return [number * apart for number in range(-ceil(down / apart), ceil(up / apart) + 1)]


def _zero_drawn(drawing: Element) -> None:
    """Draws the line of zero over the bars, which meet at it."""
    axis = next((g for g in drawing.iter("g") if g.get("class", "").startswith("axis y")), None)
    for guide in axis.iter("g") if axis is not None else ():
        text, path = guide.find("text"), guide.find("path")
        if text is not None and path is not None and text.text == "0":
            for group in drawing.iter("g"):
                if "serie-0" in group.get("class", "").split():
                    last = [g for g in drawing.iter("g") if "serie-7" in g.get("class", "").split()]
                    SubElement((last or [group])[0], "path", {"class": "zero", "d": path.get("d", "")})
                    return


def _middles(drawing: Element) -> list[float]:
    rects = [bar.find("rect") for bar in _bars(drawing, 0)]
    return [float(r.get("x", 0)) + float(r.get("width", 0)) / 2 for r in rects if r is not None]


def _texts(drawing: Element) -> list[Element]:
    """The labels along the bottom."""
    axis = next((g for g in drawing.iter("g") if g.get("class", "").startswith("axis x")), None)
    return [] if axis is None else [text for text in axis.iter("text") if text.text]


def _bars(drawing: Element, serie: int) -> Sequence[Element]:
    for group in drawing.iter("g"):
        if f"serie-{serie}" in group.get("class", "").split():
            return [bar for bar in group.iter("g") if bar.get("class") == "bar"]
    return []
