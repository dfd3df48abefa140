"""Plots as inline SVG: pygal lays them out, the page's own style sheet colours them, in light and in dark.

pygal's own styles and scripts are left out, as the page's policy lets nothing inline act.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from functools import cache
from types import ModuleType
from xml.etree.ElementTree import Element, SubElement, tostring

from markupsafe import Markup

from .queries import Step, Weeks
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


def weekly(weeks: Weeks, link: Callable[[Step, int], str]) -> Markup:
    """Events by stretch of time as stacked bars, by quad; each part of a bar links to its events.

    link: the address of the events of one stretch and quad.  Nothing where there are no dated events.
    """
    if not weeks.steps:
        return Markup()
    chart = _pygal().StackedBar(
        width=_WIDTH, height=_HEIGHT, js=[], css=[], show_legend=False, margin=4, spacing=6, print_values=False,
        x_labels_major_every=max(1, -(-len(weeks.steps) // 6)), show_minor_x_labels=False, max_scale=5, min_scale=2,
        truncate_label=-1, rounded_bars=0, disable_xml_declaration=True,
    )  # fmt: skip
    chart.x_labels = [label(step, weeks.unit) for step in weeks.steps]
    for quad in QUADS:
        chart.add(str(quad), [step.counts[quad - 1] or None for step in weeks.steps])
    drawing = _kept(chart.render_tree())
    # where the middle of each stretch lies, which brushing needs
    drawing.set("data-at", " ".join(f"{x:.1f}" for x in _middles(drawing)))
    _bars_linked(drawing, weeks, link)
    for number, text in enumerate(_texts(drawing)):
        if number % 2:
            # there is no room for it on a phone
            text.set("class", "spare")
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


def label(step: Step, unit: str) -> str:
    """A stretch's name: "4 Mar 2024", "Mar 2024", "2024"."""
    month = step.start.strftime("%b")
    if unit == "week":
        return f"{step.start.day} {month} {step.start.year}"
    return f"{month} {step.start.year}" if unit == "month" else str(step.start.year)


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


def _bars_linked(drawing: Element, weeks: Weeks, link: Callable[[Step, int], str]) -> None:
    """Puts each bar's rectangle into a link with a title; the rectangles of a series stand in the order of time."""
    for quad in QUADS:
        for step, bar in zip(weeks.steps, _bars(drawing, quad - 1), strict=True):
            rect = bar.find("rect")
            for child in list(bar):
                bar.remove(child)
            if rect is None or not step.counts[quad - 1]:
                continue
            # a table beside the plot is the keyboard's way
            anchor = SubElement(bar, "a", {"href": link(step, quad), "tabindex": "-1"})
            rect.set("class", f"quad-{quad}")
            SubElement(rect, "title").text = f"{label(step, weeks.unit)}: {step.counts[quad - 1]:,} {QUADS[quad]}"
            anchor.append(rect)


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
