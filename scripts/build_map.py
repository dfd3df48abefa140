"""Makes the web page's world map from Natural Earth's country shapes (public domain, naturalearthdata.com).

    python scripts/build_map.py countries-110m.json

The input is the TopoJSON of the npm package `world-atlas` (made from Natural Earth 1:110m).  Output: a row per
country with its alpha-3 code and the outline as an SVG path in the Equal Earth projection (Šavrič, Patterson and
Jenny 2018, "The Equal Earth map projection"), one decimal, in a frame 960 wide, cut at the date line.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path

from dragoman.web.worldmap import project

OUT = Path(__file__).resolve().parent.parent / "src/dragoman/web/data/world.tsv"
STATES = Path(__file__).resolve().parent.parent / "src/dragoman/knowledge/data/registry/states.tsv"
# Natural Earth shortens names; breakaway areas without a code of their own are left to the nominal state's shade.
NAMES = {
    "W. Sahara": "ESH", "United States of America": "USA", "Dem. Rep. Congo": "COD", "Dominican Rep.": "DOM",
    "Falkland Is.": "FLK", "Fr. S. Antarctic Lands": "ATF", "Central African Rep.": "CAF", "Congo": "COG",
    "Eq. Guinea": "GNQ", "eSwatini": "SWZ", "Palestine": "PSE", "Solomon Is.": "SLB", "Czechia": "CZE",
    "Bosnia and Herz.": "BIH", "Macedonia": "MKD", "S. Sudan": "SSD", "N. Cyprus": "CYP", "Somaliland": "SOM",
    "Côte d'Ivoire": "CIV", "Timor-Leste": "TLS", "North Korea": "PRK", "South Korea": "KOR", "Kosovo": "KOS",
    "Vietnam": "VNM", "Laos": "LAO", "Syria": "SYR", "Russia": "RUS", "Brunei": "BRN", "Myanmar": "MMR",
    "New Caledonia": "NCL", "Puerto Rico": "PRI", "Greenland": "GRL", "Taiwan": "TWN", "Antarctica": "",
}  # fmt: skip
Point = tuple[float, float]


def main(source: Path) -> None:
    world = json.loads(source.read_text(encoding="utf-8"))
    arcs = [_decoded(arc, world["transform"]) for arc in world["arcs"]]
    codes = _codes() | {name: code for name, code in NAMES.items()}
    paths: dict[str, list[str]] = {}
    for shape in world["objects"]["countries"]["geometries"]:
        name = shape["properties"]["name"]
        if name not in codes:
            sys.exit(f"no code for {name!r}; add it to NAMES")
        if codes[name]:
            polygons = shape["arcs"] if shape["type"] == "MultiPolygon" else [shape["arcs"]]
            paths.setdefault(codes[name], []).extend(_ring(arcs, ring) for polygon in polygons for ring in polygon)
    lines = ["code\tpath", *(f"{code}\t{''.join(found)}" for code, found in sorted(paths.items()))]
    OUT.write_text("\n".join(lines) + "\n", encoding="utf-8")


def _codes() -> dict[str, str]:
    rows = [line.split("\t") for line in STATES.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    at = {name: k for k, name in enumerate(rows[0])}
    return {row[at["name"]]: row[at["code"]] for row in rows[1:]}


def _decoded(arc: Sequence[Sequence[int]], transform: dict[str, Sequence[float]]) -> list[Point]:
    """An arc's points in degrees, which are given as steps from one to the next."""
    x = y = 0
    points = []
    for dx, dy in arc:
        x, y = x + dx, y + dy
        lon = x * transform["scale"][0] + transform["translate"][0]
        points.append((lon, y * transform["scale"][1] + transform["translate"][1]))
    return points


def _ring(arcs: Sequence[Sequence[Point]], numbers: Sequence[int]) -> str:
    """Closed paths of arcs; a number below zero is an arc run backwards."""
    points: list[Point] = []
    for number in numbers:
        points += arcs[number] if number >= 0 else list(reversed(arcs[~number]))
    return "".join(_path(part) for part in _parted(_unrolled(points)))


def _unrolled(points: Sequence[Point]) -> list[Point]:
    """The points with longitudes that run on beyond 180 where the ring crosses the date line."""
    unrolled = [points[0]]
    for lon, lat in points[1:]:
        turns = round((unrolled[-1][0] - lon) / 360)
        unrolled.append((lon + 360 * turns, lat))
    return unrolled


def _parted(points: Sequence[Point]) -> list[list[Point]]:
    """The parts of a ring on either side of the date line, each with longitudes from -180 to 180."""
    parts = []
    for turn in (-1, 0, 1):
        moved = [(lon - 360 * turn, lat) for lon, lat in points]
        part = _kept(_kept(moved, 1), -1)
        if len(part) > 2:
            parts.append(part)
    return parts


def _kept(points: Sequence[Point], side: int) -> list[Point]:
    """What of a ring lies within 180 degrees on one side: a line between within and beyond is cut there."""
    kept: list[Point] = []
    for (a_lon, a_lat), (b_lon, b_lat) in zip([points[-1], *points], points, strict=False) if points else ():
        a_in, b_in = a_lon * side <= 180, b_lon * side <= 180
        if a_in != b_in:
            share = (180 * side - a_lon) / (b_lon - a_lon)
            kept.append((180.0 * side, a_lat + share * (b_lat - a_lat)))
        if b_in:
            kept.append((b_lon, b_lat))
    return kept


def _path(points: Sequence[Point]) -> str:
    written: list[str] = []
    for lon, lat in points:
        pair = "{:.1f},{:.1f}".format(*project(lon, lat))
        if not written or written[-1] != pair:
            written.append(pair)
    return f"M{'L'.join(written)}Z" if len(written) > 2 else ""


if __name__ == "__main__":
    main(Path(sys.argv[1]))
