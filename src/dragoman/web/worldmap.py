"""The world map as inline SVG: countries shaded by the balance of their events, points where the place is known.

Shapes are Natural Earth's in the Equal Earth projection, made by scripts/build_map.py into data/world.tsv.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from functools import cache

from markupsafe import Markup, escape

from ..knowledge.registry import load_registry
from .asking import Row
from .showing import HERE

WIDTH, HEIGHT = 960, 418
_A = (1.340264, -0.081106, 0.000893, 0.003796)
_SCALE = WIDTH / (2 * 2.7064)
# Shares of cooperation less conflict, from -1 to 1, at which the shade changes: clear, leaning, even.
_SHADES = ((-0.6, "conflict-3"), (-0.2, "conflict-2"), (0.2, "even"), (0.6, "cooperation-2"), (1.0, "cooperation-3"))


def shade(cooperation: int, conflict: int) -> str:
    """The class of a balance."""
    balance = (cooperation - conflict) / max(1, cooperation + conflict)
    return next(name for most, name in _SHADES if balance <= most)


def project(lon: float, lat: float) -> tuple[float, float]:
    """Degrees → x, y of the frame, y down (Šavrič, Patterson and Jenny 2018, "The Equal Earth map projection")."""
    theta = math.asin(math.sqrt(3) / 2 * math.sin(math.radians(lat)))
    t2, t6 = theta**2, theta**6
    across = 3 * (9 * _A[3] * t6 * t2 + 7 * _A[2] * t6 + 3 * _A[1] * t2 + _A[0])
    x = 2 * math.sqrt(3) * math.radians(lon) * math.cos(theta) / across
    y = _A[3] * t6 * t2 * theta + _A[2] * t6 * theta + _A[1] * t2 * theta + _A[0] * theta
    return WIDTH / 2 + x * _SCALE, (1.3173 - y) * _SCALE


def drawn(countries: Sequence[Row], points: Sequence[Row], link: Callable[[str, str], str]) -> Markup:
    """The map.  link: the address of the events of a field of the filter and its value.

    Keyboards and screen readers have the table beside it, which holds the same numbers.
    """
    found = {row["country"]: row for row in countries}
    shapes = "".join(_country(code, path, found.get(code), link) for code, path in _shapes())
    dots = "".join(_point(row, link) for row in points)
    return Markup(
        f'<svg class="map-svg" viewBox="0 0 {WIDTH} {HEIGHT}" xmlns="http://www.w3.org/2000/svg" aria-hidden="true">'
        f"<g>{shapes}</g><g>{dots}</g></svg>"
    )


@cache
def _shapes() -> list[tuple[str, str]]:
    lines = (HERE / "data" / "world.tsv").read_text(encoding="utf-8").splitlines()[1:]
    return [(code, path) for code, _, path in (line.partition("\t") for line in lines)]


def _country(code: str, path: str, row: Row | None, link: Callable[[str, str], str]) -> str:
    if row is None:
        return f'<path class="land" d="{path}"/>'
    told = f"{country_name(code)}: {row['cooperation']:,} cooperation, {row['conflict']:,} conflict"
    return (
        f'<a href="{escape(link("country", code))}" tabindex="-1">'
        f'<path class="land {shade(row["cooperation"], row["conflict"])}" d="{path}"><title>{escape(told)}</title>'
        "</path></a>"
    )


def _point(row: Row, link: Callable[[str, str], str]) -> str:
    x, y = project(row["lon"], row["lat"])
    total = row["cooperation"] + row["conflict"]
    radius = min(14.0, 5.0 + 1.5 * math.log2(total))
    told = f"{row['place']}: {row['cooperation']:,} cooperation, {row['conflict']:,} conflict"
    value = str(row["geoname_id"]) if row["geoname_id"] is not None else row["place"]
    return (
        f'<a href="{escape(link("place", value))}" tabindex="-1">'
        f'<circle class="dot {shade(row["cooperation"], row["conflict"])}" cx="{x:.1f}" cy="{y:.1f}" r="{radius:.1f}">'
        f"<title>{escape(told)}</title></circle></a>"
    )


def country_name(code: str) -> str:
    """A country's name as the registry has it, else its code."""
    found = load_registry().state(code)
    return found.name if found else code
