"""Place: a resolved place name (records.md, "A place is")."""

from __future__ import annotations

from typing import Literal

import msgspec

from .span import Span

PlacePrecision = Literal["site", "city", "admin2", "admin1", "region", "sea", "country"]


class Place(msgspec.Struct, frozen=True, kw_only=True):
    """Coordinates in degrees (WGS 84); null in events and lists at `country` precision."""

    name: str
    country: str | None
    admin1: str | None
    admin2: str | None
    lat: float | None
    lon: float | None
    geoname_id: int | None
    feature_code: str | None
    precision: PlacePrecision
    span: Span | None
